"""What the family has: the switches, the journal, and a family without a cart or without voting."""

from __future__ import annotations

from core.families.benefit import Benefit
from sandbox.fixtures import FAMILY
from tests.bot.stage import DAD, KID, MUM, Stage, Toast

OFF = "Корзина пока выключена, строки сохранены. Включить её может организатор."
CARD = "Корзина пока выключена, строки сохранены. Включить её может организатор: Мама."


async def benefits(stage: Stage, person: int) -> None:
    await stage.say(person, "/family")
    await stage.tap(person, "🎛 Возможности")


async def switch(stage: Stage, benefit: Benefit, *, is_on: bool) -> None:
    await stage.do["switch_benefit"](actor=MUM, family=1, benefit=benefit, is_on=is_on)
    await stage.hush()


async def test_the_organizer_switches_and_the_others_are_told(stage: Stage) -> None:
    await stage.household()
    await benefits(stage, MUM)
    assert await stage.tap(MUM, "Выключить: Голосование") == Toast()
    assert "⬜️ Голосование" in stage.text(MUM)
    before = await stage.kept()
    stage.expect("message is not modified")
    await stage.redeliver()
    assert await stage.kept() == before
    await stage.deliver()
    for person in (DAD, KID):
        assert stage.text(person) == (
            "🔔 № 1\nМама: голосование в семье «Ивановы» выключено. Голосов больше ничего не ждёт."
        )
    assert not [text for text in stage.said(MUM) if "🔔" in text]
    await stage.tap(DAD, "🎛 Возможности")
    assert stage.shows(DAD).endswith("Мама: Голосование – выкл.\n[⬅️ Назад]")


async def test_a_member_looks_and_switches_nothing(stage: Stage) -> None:
    await stage.household()
    await benefits(stage, DAD)
    assert "Переключает организатор: Мама." in stage.text(DAD)
    refusal = await stage.press(DAD, "benefit:1:cart:0")
    assert refusal == Toast("Это может только организатор. Кого попросить: Мама.", is_alert=True)


async def test_the_first_screen_counts_no_lines_while_there_is_no_cart(stage: Stage) -> None:
    await stage.household()
    await stage.add(DAD, "хлеб 50 р")
    await stage.say(MUM, "/start")
    assert "3 человека · 1 строка в корзине" in stage.text(MUM)
    await switch(stage, Benefit.CART, is_on=False)
    await stage.say(MUM, "/start")
    assert "3 человека · корзина выключена" in stage.text(MUM)


async def test_without_a_cart_every_way_to_it_says_who_can_switch_it_on(stage: Stage) -> None:
    await stage.household()
    (bread,) = await stage.add(DAD, "хлеб 50 р")
    await switch(stage, Benefit.CART, is_on=False)
    for text in ("/cart", "/add чай"):
        await stage.say(DAD, text)
        assert stage.text(DAD) == OFF
        await stage.tap(DAD, "🎛 Возможности")
        assert stage.text(DAD).startswith("🎛 Ивановы: возможности\n⬜️ Корзина\n✅ Голосование")
    for press in (
        "go:cart",
        "go:add",
        f"q:{bread.id}:1:2",
        f"v:{bread.id}:1:1",
        f"r:{bread.id}",
        f"e:{bread.id}:1",
    ):
        assert await stage.press(DAD, press) == Toast(OFF, is_alert=True)
    await stage.start(MUM)
    assert await stage.press(MUM, "go:checkout") == Toast(OFF, is_alert=True)
    await benefits(stage, MUM)
    await stage.tap(MUM, "Включить: Корзина")
    await stage.say(DAD, "/cart")
    assert "1. ✅ хлеб, 1 шт, 50 ₽ – Папа" in stage.text(DAD)


async def test_the_cards_say_that_there_is_no_cart(stage: Stage) -> None:
    await stage.household()
    await stage.attached(FAMILY)
    await stage.add(DAD, "хлеб 50 р")
    await stage.say(MUM, "/cart", chat=FAMILY)
    await stage.say(DAD, "/cart")
    await switch(stage, Benefit.CART, is_on=False)
    stage.pass_by(3)
    await stage.refresh()
    assert stage.shows(FAMILY) == f"🛒 <b>Ивановы</b>\n{CARD}"
    assert stage.shows(DAD) == f"🛒 <b>Ивановы</b>\n{CARD}\n[🎛 Возможности]\n[⬅️ Назад]"
    await switch(stage, Benefit.CART, is_on=True)
    stage.pass_by(3)
    await stage.refresh()
    assert "1. ✅ хлеб" in stage.text(FAMILY)


async def test_without_voting_a_vote_is_an_opinion(stage: Stage) -> None:
    await stage.household()
    await stage.add(DAD, "пылесос 5000 р")
    await switch(stage, Benefit.VOTING, is_on=False)
    await stage.say(MUM, "/cart")
    assert "1. ✅ пылесос" in stage.text(MUM)
    assert await stage.tap(MUM, "👎 0") == Toast("«пылесос»: голосовать не нужно, но ваше мнение записано.")


async def test_the_journal_turns_its_pages(stage: Stage) -> None:
    await stage.household()
    for number in range(11):
        await switch(stage, Benefit.VOTING, is_on=bool(number % 2))
    await benefits(stage, DAD)
    assert stage.text(DAD).count("Мама: Голосование") == 10
    await stage.tap(DAD, "▶️")
    assert stage.text(DAD).count("Мама: Голосование") == 1


async def test_each_switch_has_words_for_both_ways(stage: Stage) -> None:
    await stage.household()
    for benefit in Benefit:
        for is_on in (False, True) if benefit is not Benefit.ACCOUNT else (True, False):
            await stage.do["switch_benefit"](actor=MUM, family=1, benefit=benefit, is_on=is_on)
            await stage.deliver()
    assert stage.said(DAD) == [
        "🔔 № 1\nМама: корзина семьи «Ивановы» выключена. Строки сохранены.",
        "🔔 № 2\nМама: корзина семьи «Ивановы» снова включена.",
        "🔔 № 3\nМама: голосование в семье «Ивановы» выключено. Голосов больше ничего не ждёт.",
        "🔔 № 4\nМама: голосование в семье «Ивановы» включено – для всего, что добавят с этого момента.",
        ("🔔 № 5\nМама: общий счёт семьи «Ивановы» включён. Его можно пополнять и платить с него за заказы."),
        "🔔 № 6\nМама: общий счёт семьи «Ивановы» выключен. Деньги на нём остаются.",
    ]
