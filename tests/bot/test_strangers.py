"""Numbers on buttons are guesses by a stranger until they are checked."""

from __future__ import annotations

import pytest

from sandbox.fixtures import FAMILY
from tests.bot.stage import DAD, KID, MUM, Stage

NOT_YOURS = "Это из другой семьи."
UNKNOWN_ORDER = "Такого заказа среди ваших нет."


async def two_families(stage: Stage) -> tuple[int, int, int]:
    """Мама and Папа have a cart, an order and a payment; Ребёнок organises another family.

    Returns the ids of a line, of an order and of a payment.
    """
    await stage.family(MUM, DAD)
    order = await stage.paid_order(MUM, (DAD, "хлеб 50 р"))
    await stage.do["say_sent"](actor=DAD, order=order, attempt=1, minor=5000)
    (cleaner,) = await stage.add(DAD, "пылесос 5000 р")
    await stage.add(MUM, "сыр 70 р")
    await stage.invite(MUM)
    await stage.family(KID, name="Петровы")
    await stage.hush()
    await stage.say(KID, "/start")
    return cleaner.id, order, 1


@pytest.mark.parametrize(
    "data",
    [
        "v:{item}:1:1",
        "lv:{item}:1:-1",
        "lv:{item}:1:",
        "q:{item}:1:9",
        "l:{item}",
        "e:{item}:1",
        "r:{item}",
        "again:{item}:1",
        "price:{item}:1",
        "p:1:0",
        "leave:1:0",
        "lock:1:1:00000000",
        "bychain:1:00000000",
        "goods:{order}",
        "off:{order}",
        "take:{order}",
    ],
)
async def test_refuses_who_is_in_another_family(stage: Stage, data: str) -> None:
    item, order, payment = await two_families(stage)
    before = await stage.kept(but=())
    refusal = await stage.press(KID, data.format(item=item, order=order, payment=payment))
    assert refusal.is_alert
    assert refusal.text.startswith(NOT_YOURS)
    assert await stage.kept(but=()) == before


@pytest.mark.parametrize(
    "data",
    [
        "o:{order}",
        "got:{payment}:1",
        "got:{payment}:0",
        "pay:{payment}",
        "unsent:{payment}",
        "proof:{payment}",
        "shopproof:{order}",
        "part:{order}:1",
        f"share:{{order}}:{DAD}",
        f"remind:{{order}}:{DAD}",
    ],
)
async def test_shows_nobody_the_orders_and_payments_of_others(stage: Stage, data: str) -> None:
    item, order, payment = await two_families(stage)
    before = await stage.kept(but=())
    refusal = await stage.press(KID, data.format(item=item, order=order, payment=payment))
    assert refusal.text.startswith(UNKNOWN_ORDER)
    assert await stage.kept(but=()) == before


@pytest.mark.parametrize(
    "data", ["sent:{order}:1:5000", "paid:{order}", "release:{order}", "undo:1", "revoke:1"]
)
async def test_nothing_of_another_family_can_be_moved(stage: Stage, data: str) -> None:
    item, order, payment = await two_families(stage)
    before = await stage.kept(but=())
    await stage.press(KID, data.format(item=item, order=order, payment=payment))
    assert await stage.kept(but=()) == before
    assert "хлеб" not in stage.text(KID)
    assert "Ивановы" not in stage.text(KID)


@pytest.mark.parametrize("data", ["sent:{order}:1:5000", "paid:{order}", "release:{order}"])
async def test_a_refusal_gives_away_nothing_about_a_foreign_order(stage: Stage, data: str) -> None:
    item, order, payment = await two_families(stage)
    refusal = await stage.press(KID, data.format(item=item, order=order, payment=payment))
    assert "Мама" not in refusal.text
    assert refusal.is_alert


@pytest.mark.parametrize("data", ["take:{order}", "paid:{order}", "release:{order}", "o:{order}"])
async def test_a_stranger_does_not_learn_who_is_paying(stage: Stage, data: str) -> None:
    await stage.family(MUM, DAD)
    order = await stage.order((DAD, "хлеб 50 р"))
    await stage.take(MUM, order)
    await stage.family(KID, name="Петровы")
    await stage.say(KID, "/start")
    before = await stage.kept(but=())
    refusal = await stage.press(KID, data.format(order=order))
    assert refusal.is_alert
    assert "Мама" not in refusal.text
    assert await stage.kept(but=()) == before


@pytest.mark.parametrize(
    "data",
    ["v:999:1:1", "q:999:1:9", "l:999", "e:999:1", "r:999", "again:999:1", "price:999:1", "lv:999:1:1"],
)
async def test_a_line_that_never_was_is_gone(stage: Stage, data: str) -> None:
    await stage.household()
    await stage.say(MUM, "/start")
    assert (await stage.press(MUM, data)).text.startswith("Этой строки уже нет в корзине.")


@pytest.mark.parametrize(
    "data",
    ["o:999", "take:999", "release:999", "paid:999", "off:999", "goods:999", "sent:999:1:5000", "got:999:1"],
)
async def test_an_order_that_never_was_is_not_among_ones_own(stage: Stage, data: str) -> None:
    await stage.household()
    await stage.say(MUM, "/start")
    assert (await stage.press(MUM, data)).text.startswith(UNKNOWN_ORDER)


@pytest.mark.parametrize("data", ["p:999:0", "leave:999:0", "lock:999:0:00000000"])
async def test_a_family_that_never_was_is_nobodys(stage: Stage, data: str) -> None:
    await stage.household()
    await stage.say(MUM, "/start")
    assert (await stage.press(MUM, data)).text.startswith(NOT_YOURS)


async def test_guessing_a_token_by_a_button_joins_nothing(stage: Stage) -> None:
    await stage.family(MUM)
    await stage.invite(MUM)
    await stage.start(DAD)
    before = await stage.kept(but=("guesses",))
    refusal = await stage.press(DAD, "join:" + 32 * "A")
    assert refusal.text.startswith("Эта ссылка не работает")
    assert await stage.kept(but=("guesses",)) == before


@pytest.mark.parametrize("data", ["off:{order}", "lock:1:1:00000000", "revoke:1", "go:checkout", "go:invite"])
async def test_a_member_does_not_do_what_only_the_organizer_may(stage: Stage, data: str) -> None:
    _, order, _ = await two_families(stage)
    await stage.say(DAD, "/start")
    before = await stage.kept(but=())
    refusal = await stage.press(DAD, data.format(order=order))
    assert refusal.text.startswith("Это может только организатор.")
    assert await stage.kept(but=()) == before


async def test_a_former_member_sees_the_orders_they_had_a_share_in_and_votes_on_nothing(stage: Stage) -> None:
    item, order, _ = await two_families(stage)
    family = (await stage.do["find_summary"](actor=MUM)).id
    await stage.do["leave_family"](actor=DAD, family=family, keep_lines=True)
    await stage.hush()
    await stage.say(DAD, "/start")
    assert (await stage.press(DAD, f"v:{item}:1:1")).text.startswith(NOT_YOURS)
    await stage.press(DAD, f"o:{order}")
    assert stage.text(DAD).startswith("📦 Заказ 1 · Ивановы")
    assert "[🚚" not in stage.shows(DAD)


async def test_nothing_personal_is_shown_in_a_group_to_a_forged_press(stage: Stage) -> None:
    await stage.household()
    await stage.paid_order(MUM, (DAD, "хлеб 50 р"))
    await stage.hush()
    await stage.attached(FAMILY)
    await stage.say(MUM, "/cart", chat=FAMILY)
    before = stage.shows(FAMILY)
    for place in ("home", "orders", "family", "invites", "leave", "language"):
        assert (await stage.press(DAD, f"go:{place}", chat=FAMILY)).is_alert
    assert (await stage.press(DAD, "o:1", chat=FAMILY)).is_alert
    assert stage.shows(FAMILY) == before
