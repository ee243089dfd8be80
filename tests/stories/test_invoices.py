"""Money through Telegram, over HTTP, while everything goes wrong: not a kopeck is doubled or lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from sandbox.fixtures import DAD, MUM, PROVIDER_TOKEN
from tests.stories.paying import ended, invoice_of, open_sheet, pay
from tests.stories.process import until

if TYPE_CHECKING:
    from tests.stories.story import Story

pytestmark = pytest.mark.process

ORDER = 12_000
"""What every order of this family costs: bread of Папа's for 50 and cheese of Мама's for 70."""


async def start(story: Story) -> object:
    return await story.start_bot(PAYMENT_PROVIDER_TOKEN=PROVIDER_TOKEN)


async def check_out(story: Story) -> int:
    """Мама checks out; return the order's id."""
    phones = story.phones
    await phones.say(DAD, "/add хлеб 50 р")
    await phones.say(MUM, "/add сыр 70 р")
    await story.settled()
    await phones.say(MUM, "/cart")
    await phones.tap(MUM, "go:checkout")
    await phones.tap(MUM, "lock:")
    order: int = story.one("SELECT max(id) FROM orders")
    return order


async def take(story: Story, order: int) -> int:
    """Папа takes the order, with two taps at once; return the message of his newest invoice."""
    before = len(story.calls("sendInvoice"))
    await story.phones.tap(DAD, f"o:{order}")
    button = await story.phones.button(DAD, f"take:{order}")
    pressed = [await story.phones.press_exactly(DAD, DAD, *button) for _ in range(2)]
    for query in pressed:
        await story.phones.answer(query)
    return await invoice_of(story, DAD, before)


def audit(story: Story, orders: int) -> None:
    """Every charge that Telegram made is kept once, each order is paid by one, and the books agree."""
    made = story.engine.world.charges
    kept = dict(story.rows("SELECT name, state FROM charges"))
    assert kept.keys() == made.keys()
    assert sorted(kept.values()) == ["applied"] * orders + ["flagged"] * (len(made) - orders)
    assert story.one("SELECT sum(minor) FROM charges WHERE state = 'applied'") == orders * ORDER
    assert story.one("SELECT count(*) FROM orders WHERE state = 'paid'") == orders
    assert story.balances() == {MUM: -7_000 * orders, DAD: 7_000 * orders}


async def test_money_that_came_while_the_bot_was_killed_pays_once(story: Story) -> None:
    bot = await story.start_bot(PAYMENT_PROVIDER_TOKEN=PROVIDER_TOKEN)
    link = await story.phones.found_family("Ивановы")
    await story.phones.join(link, DAD)
    message = await take(story, await check_out(story))
    story.disturb("successful_payment", hold=0.5)
    assert (await pay(story.phones, DAD, message))["state"] == "paid"
    with closing(sqlite3.connect(story.folder / "family.db", timeout=30, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")  # so the bot fetches, and cannot keep it
        await until(lambda: story.engine.world.updates, "the word on the payment")
        (update,) = story.engine.world.updates
        await until(lambda: story.is_fetched(update), "the word on its way")
        await bot.kill()
        writer.execute("ROLLBACK")
    assert story.rows("SELECT name FROM charges") == []

    await start(story)
    await story.settled()
    audit(story, 1)
    assert "заказ 1 оплачен" in await story.phones.saw(DAD, "120 ₽ пришли")
    assert len(story.calls("sendInvoice")) == 2  # a double tap shows the same invoice twice


async def test_no_kopeck_is_doubled_or_lost_whatever_goes_wrong(story: Story) -> None:
    # Double taps, two phones, lost answers, and words on payments that come twice, late and after a kill.
    phones = story.phones
    bot = await story.start_bot(PAYMENT_PROVIDER_TOKEN=PROVIDER_TOKEN)
    link = await phones.found_family("Ивановы")
    await phones.join(link, DAD)

    message = await take(story, await check_out(story))
    story.disturb("answerPreCheckoutQuery", drop="after")
    story.disturb("successful_payment", duplicate_updates=2)
    sheets = [(await open_sheet(phones, DAD, message))["checkout_id"] for _ in range(2)]
    for sheet in sheets:
        await phones.act("pay", person=DAD, checkout_id=sheet)
    states = sorted([(await ended(phones, DAD, sheet))["state"] for sheet in sheets])
    assert states == ["paid", "refused"]
    await story.settled()
    audit(story, 1)

    message = await take(story, await check_out(story))
    story.disturb("answerPreCheckoutQuery", drop="before")
    story.disturb("successful_payment", hold=1)
    assert (await pay(phones, DAD, message))["state"] == "paid"
    story.change("UPDATE intents SET asked_at = datetime(asked_at, '-61 seconds') || '.000000'")
    assert (await pay(phones, DAD, message))["state"] == "paid"  # it overtakes the first one
    await bot.kill()
    await until(lambda: not story.engine.world.held, "the word on the first payment")
    await start(story)
    await story.settled()
    audit(story, 2)
    assert len(story.engine.world.charges) == 3
    await phones.saw(DAD, "счёт уже был оплачен. Деньги вернут")
    await phones.tap(MUM, "repaid:")
    await phones.saw(DAD, "Вам вернули 120 ₽.")
    assert sorted(state for (state,) in story.rows("SELECT state FROM charges")) == [
        "applied",
        "applied",
        "refunded",
    ]


async def test_two_people_pay_their_shares_by_invoice(story: Story) -> None:
    # Мама's word on her payment is told thrice, Папа's so late that the bot is killed before.
    phones = story.phones
    bot = await story.start_bot(PAYMENT_PROVIDER_TOKEN=PROVIDER_TOKEN)
    await phones.join(await phones.found_family("Ивановы"), DAD)
    await phones.say(DAD, "/add кофе 500 р")
    await phones.say(MUM, "/add сыр 700 р")
    await story.settled()
    await phones.say(MUM, "/cart")
    await phones.tap(MUM, "go:checkout")
    await phones.tap(MUM, "terms:pay")
    await phones.tap(MUM, "paymode:each")
    await phones.tap(MUM, "terms:all")
    await phones.tap(MUM, "lock:")
    await story.settled()
    messages: dict[int, int] = {}
    for person, sum_ in ((DAD, 50_000), (MUM, 70_000)):
        await phones.say(person, "/orders")
        await phones.tap(person, "o:1")
        button = await phones.button(person, "billmine:1")
        for _ in range(2):
            await phones.answer(await phones.press_exactly(person, person, *button))
        messages[person] = await invoice_of(story, person, len(messages))
        sheet = await open_sheet(phones, person, messages[person])
        assert (sheet["title"], sheet["total_amount"]) == ("Ваша доля в заказе 1", sum_)

    story.disturb("successful_payment", hold=1)
    assert (await pay(phones, DAD, messages[DAD]))["state"] == "paid"
    story.disturb("successful_payment", duplicate_updates=2)
    assert (await pay(phones, MUM, messages[MUM]))["state"] == "paid"
    await phones.saw(MUM, "ваша доля в заказе 1 оплачена")
    await bot.kill()
    await until(lambda: not story.engine.world.held, "the word on the first payment")
    await start(story)
    await phones.saw(DAD, "ваша доля оплачена, а с ней и весь заказ 1")
    await story.settled()
    assert story.rows("SELECT payer_id, state, settles FROM charges ORDER BY payer_id") == [
        (MUM, "applied", f"share:1:{MUM}"),
        (DAD, "applied", f"share:1:{DAD}"),
    ]
    assert story.rows("SELECT state, payer_id FROM orders") == [("paid", None)]
    assert story.balances() == {MUM: 0, DAD: 0}
    assert len(story.rows("SELECT 1 FROM intents")) == 2  # a double tap shows the same invoice twice


async def test_a_top_up_counts_once_however_its_word_comes(story: Story) -> None:
    # Two sums are paid; the word on the first comes last, that on the second comes thrice.
    phones = story.phones
    await start(story)
    await phones.join(await phones.found_family("Ивановы"), DAD)
    await story.settled()
    await phones.say(MUM, "/account")
    await phones.tap(MUM, "go:benefits")
    await phones.tap(MUM, "benefit:1:account:1")
    await story.settled()
    messages = []
    for typed, sum_ in (("500,50", 50_050), ("1000", 100_000)):
        before = len(story.calls("sendInvoice"))
        await phones.say(DAD, "/account")
        await phones.tap(DAD, "go:top_up")
        await phones.tap(DAD, "go:top_up_bill")
        await phones.say(DAD, typed)
        messages.append(await invoice_of(story, DAD, before))
        sheet = await open_sheet(phones, DAD, messages[-1])
        assert (sheet["title"], sheet["total_amount"]) == ("Общий счёт", sum_)

    story.disturb("successful_payment", hold=1)
    assert (await pay(phones, DAD, messages[0]))["state"] == "paid"
    story.disturb("successful_payment", duplicate_updates=2)
    assert (await pay(phones, DAD, messages[1]))["state"] == "paid"
    await phones.saw(DAD, "1 000 ₽ пришли и уже на общем счёте. Теперь на нём 1 000 ₽.")
    await phones.saw(DAD, "500,50 ₽ пришли и уже на общем счёте. Теперь на нём 1 500,50 ₽.")
    await phones.saw(MUM, "Папа: +500,50 ₽ на общий счёт через Телеграм.")
    await story.settled()
    assert story.rows("SELECT minor, state FROM charges ORDER BY id") == [
        (100_000, "applied"),
        (50_050, "applied"),
    ]
    assert story.rows("SELECT person_id, kind, balance_minor FROM pot_postings ORDER BY number") == [
        (DAD, "top_up", 100_000),
        (DAD, "top_up", 150_050),
    ]
