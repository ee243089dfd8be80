"""From the cart to settled shares: checking out, paying, and money that moves only on both words."""

from __future__ import annotations

import pytest

from core.carts.agreement import Choice
from tests.bot.stage import DAD, KID, MUM, Stage, Toast

A_QUARTER_OF_AN_HOUR = 15 * 60


async def balances(stage: Stage) -> dict[str, int]:
    view = await stage.do["show_family"](actor=MUM)
    return {member.name: member.balance for member in view.members}


async def shown_order(stage: Stage, *persons: int) -> int:
    """Мама checks out bread of Папа and cheese of Ребёнок; these persons look at the order."""
    await stage.household()
    order = await stage.order((DAD, "хлеб 50 р"), (KID, "сыр 70 р"))
    for person in persons:
        await stage.say(person, "/orders")
        await stage.press(person, f"o:{order}")
    return order


async def paid_order(stage: Stage) -> int:
    """Мама paid for the bread of Папа and the cheese of Ребёнок, who both look at the order."""
    order = await shown_order(stage, MUM)
    await stage.tap(MUM, "💳 Я оплачу")
    await stage.tap(MUM, "✅ Оплачено")
    for person in (DAD, KID):
        await stage.say(person, "/orders")
        await stage.press(person, f"o:{order}")
    return order


async def test_the_organizer_checks_out_and_the_family_is_told(stage: Stage) -> None:
    await stage.household()
    await stage.add(DAD, "хлеб 50 р; пылесос 5000 р")
    await stage.say(MUM, "/cart")
    assert await stage.tap(MUM, "🧾 Оформить") == Toast()
    await stage.tap(MUM, "✅ Оформить")
    assert stage.text(MUM).startswith("📦 Заказ 1 · Ивановы\n⏳ Ждёт оплаты")
    await stage.deliver()
    assert stage.text(DAD) == "🔔 № 1\nМама: заказ 1 оформлен – 1 строка, 50 ₽. Кто оплатит в магазине?"
    await stage.tap(KID, "📦 Показать заказ")
    assert stage.text(KID).startswith("📦 Заказ 1 · Ивановы")
    assert [line.item.title for line in (await stage.do["show_cart"](actor=MUM)).lines] == ["пылесос"]


async def test_a_child_is_not_asked_who_pays(stage: Stage) -> None:
    await stage.household()
    await stage.limit(KID, 10_000)
    await stage.add(DAD, "хлеб 50 р")
    await stage.say(MUM, "/cart")
    await stage.tap(MUM, "🧾 Оформить")
    await stage.tap(MUM, "✅ Оформить")
    await stage.deliver()
    assert stage.text(DAD).endswith("1 строка, 50 ₽. Кто оплатит в магазине?")
    assert stage.text(KID).endswith("1 строка, 50 ₽. В магазине заплатит кто-то из взрослых.")


async def test_a_double_tap_on_check_out_makes_one_order(stage: Stage) -> None:
    await stage.household()
    await stage.add(DAD, "хлеб 50 р")
    await stage.say(MUM, "/cart")
    await stage.tap(MUM, "🧾 Оформить")
    stage.people.tap(MUM, MUM, "✅ Оформить")
    stage.people.tap(MUM, MUM, "✅ Оформить")
    stage.expect("message is not modified")
    await stage.pump()
    before = await stage.kept()
    await stage.redeliver()
    assert await stage.kept() == before
    assert len((await stage.do["list_orders"](actor=MUM)).orders) == 1


async def test_a_check_out_of_what_was_not_shown_is_refused(stage: Stage) -> None:
    await stage.household()
    (bread,) = await stage.add(DAD, "хлеб 50 р")
    await stage.say(MUM, "/cart")
    await stage.tap(MUM, "🧾 Оформить")
    await stage.do["set_quantity"](actor=DAD, item=bread.id, revision=1, quantity=9)
    refusal = await stage.tap(MUM, "✅ Оформить")
    assert refusal == Toast("Пока вы смотрели, корзина изменилась. Проверьте её ещё раз.", is_alert=True)
    assert (await stage.do["list_orders"](actor=MUM)).orders == []


async def test_nothing_to_check_out_says_what_to_do(stage: Stage) -> None:
    await stage.household()
    await stage.say(MUM, "/start")
    refusal = await stage.press(MUM, "go:checkout")
    assert refusal.text.startswith("Оформлять пока нечего.")
    await stage.add(DAD, "пылесос 5000 р")
    refusal = await stage.press(MUM, "go:checkout")
    assert refusal.text.startswith("Пока ничего не согласовано: 1 строка ждёт голосов.")


async def test_missing_prices_are_asked_for_one_by_one(stage: Stage) -> None:
    await stage.family(MUM)
    await stage.add(MUM, "хлеб; сыр")
    await stage.say(MUM, "/start")
    await stage.press(MUM, "go:checkout")
    assert "2 строки пока без цены:" in stage.text(MUM)
    await stage.tap(MUM, "💰 Цена: хлеб")
    await stage.say(MUM, "дорого")
    assert stage.text(MUM).startswith("«дорого» не похоже на цену.")
    await stage.say(MUM, "50")
    await stage.tap(MUM, "💰 Цена: сыр")
    await stage.say(MUM, "70,50")
    assert "Итого: 120,50 ₽" in stage.text(MUM)


async def test_a_price_that_needs_a_vote_keeps_the_line_in_the_cart(stage: Stage) -> None:
    await stage.household()
    (cleaner,) = await stage.add(DAD, "пылесос")
    await stage.add(DAD, "хлеб 50 р")
    for person in (MUM, DAD):
        await stage.do["cast_vote"](voter=person, item=cleaner.id, version=1, choice=Choice.FOR)
    await stage.say(MUM, "/start")
    await stage.press(MUM, "go:checkout")
    await stage.tap(MUM, "💰 Цена: пылесос")
    await stage.say(MUM, "5000")
    assert [text.split("\n")[0] for text in stage.said(MUM)[-2:]] == [
        (
            "пылесос, 1 шт, 5 000 ₽: с такой ценой нужно голосование семьи. Строка остаётся в корзине, "
            "остальное можно оформить."
        ),
        "🧾 Оформить заказ",
    ]
    await stage.deliver()
    assert "Мама: у вашей строки «пылесос» теперь есть цена – 5 000 ₽." in stage.text(DAD)


async def test_a_price_for_a_line_that_was_removed_meanwhile_is_refused(stage: Stage) -> None:
    await stage.family(MUM)
    (bread,) = await stage.add(MUM, "хлеб")
    await stage.say(MUM, "/start")
    await stage.press(MUM, "go:checkout")
    await stage.tap(MUM, "💰 Цена: хлеб")
    await stage.do["remove_line"](actor=MUM, item=bread.id)
    await stage.say(MUM, "50")
    assert stage.text(MUM).startswith("Этой строки уже нет в корзине.")


async def test_one_pays_and_the_second_sees_who_and_since_when(stage: Stage) -> None:
    order = await shown_order(stage, MUM, DAD)
    await stage.tap(MUM, "💳 Я оплачу")
    assert "💳 Оплачивает Мама (с 12:00)" in stage.text(MUM)
    refusal = await stage.tap(DAD, "💳 Я оплачу")
    assert refusal.is_alert
    assert refusal.text.startswith("Заказ 1 уже оплачивает Мама (с 12:00).")
    refusal = await stage.press(DAD, f"paid:{order}")
    assert refusal.text.startswith("Заказ 1 оплачивает Мама")


async def test_a_double_tap_on_taking_and_on_paid_changes_nothing_twice(stage: Stage) -> None:
    order = await shown_order(stage, MUM)
    stage.expect("message is not modified")
    await stage.tap(MUM, "💳 Я оплачу")
    before = await stage.kept()
    stage.pass_by(60)
    await stage.press(MUM, f"take:{order}")
    await stage.redeliver()
    assert await stage.kept() == before
    await stage.tap(MUM, "✅ Оплачено")
    before = await stage.kept()
    await stage.redeliver()
    await stage.press(MUM, f"paid:{order}")
    assert await stage.kept() == before
    assert await balances(stage) == {"Мама": 12000, "Папа": -5000, "Ребёнок": -7000}


async def test_who_took_an_order_may_let_somebody_else_pay(stage: Stage) -> None:
    await shown_order(stage, MUM, DAD)
    await stage.tap(MUM, "💳 Я оплачу")
    await stage.tap(MUM, "Пусть оплатят другие")
    stage.expect("message is not modified")
    await stage.redeliver()
    assert await stage.tap(DAD, "💳 Я оплачу") == Toast()
    assert "💳 Оплачивает Папа" in stage.text(DAD)


async def test_an_order_that_nobody_paid_in_time_is_free_again_and_the_payer_is_told(stage: Stage) -> None:
    order = await shown_order(stage, MUM)
    await stage.tap(MUM, "💳 Я оплачу")
    stage.pass_by(A_QUARTER_OF_AN_HOUR - 1)
    await stage.do["free_stale_orders"]()
    assert "💳 Оплачивает Мама" in stage.text(MUM)
    stage.pass_by(2)
    await stage.do["free_stale_orders"]()
    await stage.do["free_stale_orders"]()
    await stage.deliver()
    assert stage.text(MUM).startswith("🔔 № 3\nВы взялись оплатить заказ 1, но 15 минут прошли.")
    assert stage.text(MUM).endswith("Если вы уже оплатили, нажмите «Я оплачу», потом «Оплачено».")
    refusal = await stage.press(MUM, f"paid:{order}")
    assert refusal.text.startswith("Заказ 1 ещё никто не взялся оплатить.")


async def test_only_the_organizer_calls_an_order_off_and_its_lines_return(stage: Stage) -> None:
    order = await shown_order(stage, MUM, DAD)
    assert "Отменить" not in stage.shows(DAD)
    assert (await stage.press(DAD, f"off:{order}")).text.startswith("Это может только организатор.")
    await stage.tap(MUM, "Отменить заказ")
    stage.expect("message is not modified")
    await stage.redeliver()
    assert "✖️ Отменён" in stage.text(MUM)
    assert len((await stage.do["show_cart"](actor=MUM)).lines) == 2
    await stage.deliver()
    assert stage.text(DAD) == "🔔 № 2\nМама: заказ 1 отменён. Его строки снова в корзине."
    refusal = await stage.press(DAD, f"take:{order}")
    assert refusal.text == "Заказ 1 отменён."


async def test_everybody_who_owes_is_told_their_share(stage: Stage) -> None:
    await paid_order(stage)
    await stage.deliver()
    assert stage.text(DAD).startswith(
        "🔔 № 2\nМама: заказ 1 оплачен. Ваша доля – 50 ₽. Кому перевести: Мама."
    )
    assert stage.text(KID).startswith("🔔 № 2\nМама: заказ 1 оплачен. Ваша доля – 70 ₽.")


async def test_money_moves_only_when_both_sides_said_so(stage: Stage) -> None:
    await paid_order(stage)
    await stage.tap(DAD, "💸 Деньги отправлены")
    assert await balances(stage) == {"Мама": 12000, "Папа": -5000, "Ребёнок": -7000}
    await stage.deliver()
    await stage.tap(MUM, "✅ Получено")
    assert await balances(stage) == {"Мама": 7000, "Папа": 0, "Ребёнок": -7000}
    await stage.deliver()
    assert stage.text(DAD) == "🔔 № 3\nМама: ваши 50 ₽ получены. За заказ 1 вы в расчёте."


async def test_a_double_tap_on_sent_and_on_received_changes_nothing_twice(stage: Stage) -> None:
    order = await paid_order(stage)
    stage.expect("message is not modified")
    await stage.tap(DAD, "💸 Деньги отправлены")
    before = await stage.kept()
    await stage.redeliver()
    await stage.press(DAD, f"sent:{order}:1:5000")
    assert await stage.kept() == before
    await stage.deliver()
    await stage.tap(MUM, "✅ Получено")
    before = await stage.kept()
    await stage.redeliver()
    await stage.press(MUM, "got:1:1")
    assert await stage.kept() == before
    assert await balances(stage) == {"Мама": 7000, "Папа": 0, "Ребёнок": -7000}
    refusal = await stage.press(DAD, f"sent:{order}:2:5000")
    assert refusal == Toast("За заказ 1 вы ничего не должны.", is_alert=True)


async def test_money_that_did_not_arrive_is_still_owed_and_can_be_sent_again(stage: Stage) -> None:
    order = await paid_order(stage)
    await stage.tap(DAD, "💸 Деньги отправлены")
    await stage.deliver()
    await stage.tap(MUM, "❌ Не пришло")
    refusal = await stage.press(DAD, "got:1:1")
    assert refusal == Toast("Такого заказа среди ваших нет.", is_alert=True)
    assert await balances(stage) == {"Мама": 12000, "Папа": -5000, "Ребёнок": -7000}
    await stage.deliver()
    assert stage.text(DAD).startswith("🔔 № 3\nМама: ваши 50 ₽ за заказ 1 пока не пришли.")
    await stage.tap(DAD, "💸 Деньги отправлены")
    await stage.press(MUM, f"o:{order}")
    await stage.tap(MUM, "✅ Получено: Папа")
    assert await balances(stage) == {"Мама": 7000, "Папа": 0, "Ребёнок": -7000}


async def test_an_order_closes_when_the_goods_are_there_and_all_is_settled(stage: Stage) -> None:
    order = await paid_order(stage)
    await stage.tap(KID, "🚚 Заказ получен")
    assert "🚚 Заказ получен. Оплачено: Мама" in stage.text(KID)
    stage.expect("message is not modified")
    await stage.redeliver()
    for payment, person, minor in ((1, DAD, 5000), (2, KID, 7000)):
        await stage.press(person, f"sent:{order}:1:{minor}")
        await stage.press(MUM, f"got:{payment}:1")
    assert stage.text(MUM).startswith("📦 Заказ 1 · Ивановы\n✅ Готово, все рассчитались. Оплачено: Мама")
    await stage.deliver()
    assert len([text for text in stage.said(DAD) if "заказ 1 получен" in text]) == 1


@pytest.mark.parametrize("action", ["goods", "paid", "release"])
async def test_what_cannot_be_done_yet_says_why(stage: Stage, action: str) -> None:
    order = await shown_order(stage, DAD)
    before = await stage.kept()
    stage.expect("message is not modified")
    toast = await stage.press(DAD, f"{action}:{order}")
    assert toast.text in ("", "Заказ 1 ещё не оплачен.") or toast.text.startswith(
        "Заказ 1 ещё никто не взялся"
    )
    assert await stage.kept() == before


async def test_who_owes_nothing_cannot_send(stage: Stage) -> None:
    order = await paid_order(stage)
    assert await stage.press(MUM, f"sent:{order}:1:5000") == Toast(
        "За заказ 1 вы ничего не должны.", is_alert=True
    )


async def test_an_order_of_forty_long_lines_by_seven_long_names_fits_into_one_message(stage: Stage) -> None:
    people = [stage.newcomer(64 * "Ы", last_name=63 * "Ъ") for _ in range(7)]
    await stage.family(*people, name=64 * "&")
    await stage.hush()
    for number in range(40):
        await stage.add(people[number % 7], 119 * "Щ" + f"{number % 10} 999,99 р")
    await stage.say(people[0], "/start")
    await stage.press(people[0], "go:checkout")
    await stage.tap(people[0], "✅ Оформить")
    assert "… и ещё 15" in stage.text(people[0])
    await stage.tap(people[0], "💳 Я оплачу")
    await stage.tap(people[0], "✅ Оплачено")
    await stage.deliver()
    await stage.say(people[0], "/orders")
    await stage.say(people[0], "/family")


async def test_a_long_list_of_debts_fits_into_one_message(stage: Stage) -> None:
    people = [stage.newcomer(64 * "Ы", last_name=63 * "Ъ") for _ in range(7)]
    await stage.family(*people)
    for _ in range(6):
        order = await stage.order(*((person, "хлеб 999,99 р") for person in people), organizer=people[0])
        await stage.take(people[0], order)
        await stage.do["mark_paid"](actor=people[0], order=order)
        for person in people[1:]:
            await stage.do["say_sent"](actor=person, order=order, attempt=1, minor=999_99)
    await stage.hush()
    await stage.say(people[0], "/orders")
    assert stage.text(people[0]).count("вам должны") == 25
