"""Terms of an order through the dispatcher: taps that come twice, stale ones, what must fit one message."""

from __future__ import annotations

from core.orders.terms import Split
from tests.bot.stage import DAD, KID, MUM, Stage, Toast


async def looking(stage: Stage) -> None:
    """Мама's cheese and Папа's bread are agreed on; Мама looks at the check-out."""
    await stage.household()
    await stage.add(MUM, "сыр 70,50 р")
    await stage.add(DAD, "хлеб 50 р")
    await stage.say(MUM, "/cart")
    await stage.tap(MUM, "🧾 Оформить")


async def test_check_out_is_found_again_after_the_terms_were_chosen_twice(stage: Stage) -> None:
    await looking(stage)
    stage.expect("message is not modified")
    await stage.tap(MUM, "➗ Как делим")
    await stage.tap(MUM, "По частям")
    await stage.redeliver()
    await stage.tap(MUM, "➕")
    before = await stage.kept()
    await stage.redeliver()
    assert await stage.kept() == before
    await stage.tap(MUM, "⬅️ Назад")
    await stage.tap(MUM, "✅ Оформить")
    before = await stage.kept()
    await stage.redeliver()
    assert await stage.kept() == before
    assert "Мама: 60,25 ₽\nПапа: 30,13 ₽\nРебёнок: 30,12 ₽" in stage.text(MUM)


async def test_a_check_out_on_terms_that_were_not_shown_is_refused(stage: Stage) -> None:
    await looking(stage)
    await stage.do["choose_split"](actor=MUM, split=Split.EQUAL)
    refusal = await stage.tap(MUM, "✅ Оформить")
    assert refusal == Toast("Пока вы смотрели, корзина изменилась. Проверьте её ещё раз.", is_alert=True)


async def test_amounts_are_made_to_fit_with_one_tap(stage: Stage) -> None:
    await looking(stage)
    await stage.tap(MUM, "➗ Как делим")
    await stage.tap(MUM, "По суммам")
    await stage.press(MUM, f"amount:{MUM}")
    await stage.say(MUM, "сто")
    assert stage.text(MUM).startswith("«сто» не похоже на цену.")
    await stage.say(MUM, "100")
    assert "❗️ Суммы на 59,83 ₽ больше итога." in stage.text(MUM)
    assert "[✏️ Мама: 100 ₽] [−59,83 ₽]\n[✏️ Папа: 40,17 ₽]\n" in stage.shows(MUM)
    await stage.press(MUM, f"weigh:amounts:{MUM}:4017")
    await stage.tap(MUM, "⬅️ Назад")
    assert "[✅ Оформить]" in stage.shows(MUM)


async def test_each_says_paid_once_and_may_take_it_back_until_all_have(stage: Stage) -> None:
    await looking(stage)
    await stage.tap(MUM, "💳 Как платим")
    await stage.tap(MUM, "Каждый за себя")
    await stage.tap(MUM, "⬅️ Назад")
    await stage.tap(MUM, "✅ Оформить")
    await stage.deliver()
    await stage.tap(DAD, "✅ Оплачено")
    stage.expect("message is not modified")
    before = await stage.kept()
    await stage.redeliver()
    await stage.press(DAD, "mine:1:1")
    assert await stage.kept() == before
    refusal = await stage.press(MUM, "off:1")
    assert refusal.text.startswith("Свои доли заказа 1 уже оплатили: Папа.")
    refusal = await stage.press(KID, "take:1")
    assert refusal.text == "Заказ 1 каждый оплачивает за себя. Оплатите свою долю и нажмите «Оплачено»."
    await stage.tap(DAD, "Пока не оплачено")
    await stage.tap(MUM, "Отменить заказ")
    assert "✖️ Отменён" in stage.text(MUM)


async def test_a_price_that_all_agreed_to_holds_once(stage: Stage) -> None:
    await looking(stage)
    await stage.tap(MUM, "✅ Оформить")
    await stage.press(MUM, "take:1")
    await stage.tap(MUM, "💰 Другая цена")
    await stage.press(MUM, "reprice:1:2")
    await stage.say(MUM, "500")
    await stage.deliver()
    await stage.tap(DAD, "👍 Согласиться")
    before = await stage.kept()
    stage.expect("message is not modified")
    await stage.redeliver()
    await stage.press(DAD, "agree:1:1")
    assert await stage.kept() == before
    refusal = await stage.press(DAD, "agree:1:0")
    assert refusal == Toast("Про эту цену в заказе 1 уже не спрашивают.", is_alert=True)
    await stage.deliver()
    assert stage.text(MUM).endswith("Все согласны. хлеб (заказ 1): теперь 500 ₽.")


async def test_a_repeated_order_is_taken_back_as_what_was_added(stage: Stage) -> None:
    await looking(stage)
    await stage.tap(MUM, "✅ Оформить")
    await stage.tap(MUM, "🔁 Повторить заказ")
    before = await stage.kept()
    await stage.redeliver()
    assert await stage.kept() == before
    await stage.tap(MUM, "↩️ Вернуть")
    assert (await stage.do["show_cart"](actor=MUM)).count == 0


async def test_all_about_forty_long_lines_of_seven_long_names_fits_into_one_message(stage: Stage) -> None:
    people = [stage.newcomer(64 * "Ы", last_name=63 * "Ъ") for _ in range(7)]
    await stage.family(*people, name=64 * "&")
    await stage.hush()
    for number in range(40):
        await stage.add(people[number % 7], 118 * "Щ" + f"{number:02} 999,99 р")
    await stage.say(people[0], "/start")
    await stage.press(people[0], "go:checkout")
    await stage.do["ask_for_fee"](actor=people[0])
    await stage.do["type_fee"](actor=people[0], text="999999,99")
    await stage.do["ask_for_discount"](actor=people[0])
    await stage.do["type_discount"](actor=people[0], text="999,99")
    for split in ("weights", "amounts", "owner"):
        await stage.press(people[0], f"split:{split}")
        await stage.press(people[0], "terms:why")
        await stage.press(people[0], "terms:all")
    await stage.tap(people[0], "✅ Оформить")
    await stage.tap(people[0], "🔎 Почему столько")
    assert stage.text(people[0]).count("• и ещё 2: 1 999,98 ₽") == 2
    await stage.press(people[0], "take:1")
    await stage.tap(people[0], "💰 Другая цена")
    await stage.tap(people[0], "▶️")
    await stage.press(people[0], "reprice:1:0")
    await stage.say(people[0], "2000000")
    await stage.deliver()
    assert "Ваша доля станет" in stage.text(people[6])


async def test_who_says_paid_before_all_have_answered_hears_that_the_old_price_holds(stage: Stage) -> None:
    await stage.household()
    order = await stage.order((DAD, "хлеб 50 р"), (MUM, "сыр 70 р"))
    await stage.say(DAD, "/orders")
    await stage.press(DAD, f"take:{order}")
    await stage.press(DAD, f"reprice:{order}:2")
    await stage.say(DAD, "700")
    assert "❔ сыр: 70 ₽ → 700 ₽? Ждём ответа: Мама" in stage.text(DAD)
    said = await stage.tap(DAD, "✅ Оплачено")
    assert said == Toast(
        "Оплачено по прежней цене: ответили не все. Если она другая, нажмите «Другая цена».", is_alert=False
    )
    assert "Мама: 70 ₽ – пока не отправлено" in stage.text(DAD)
    stage.expect("message is not modified")
    assert (await stage.press(DAD, f"paid:{order}")).text == ""
