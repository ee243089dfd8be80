"""Settling by buttons: what stale, doubled and foreign presses and photos do."""

from __future__ import annotations

import re

from bot.screens.settling import plan_screen
from bot.texts import Texts
from core.orders.views import PartView, PlanView, TransferView
from tests.bot.stage import DAD, KID, MUM, Stage, Toast
from tests.sandbox.pictures import png


async def bread_is_owed(stage: Stage) -> None:
    """Мама paid for the bread of Папа (order 1, 50 roubles), Папа for the cheese of Мама (order 2, 30)."""
    await stage.household()
    await stage.paid_order(MUM, (DAD, "хлеб 50 р"))
    await stage.paid_order(DAD, (MUM, "сыр 30 р"))
    await stage.hush()
    for person in (MUM, DAD, KID):
        await stage.start(person)


async def photo(stage: Stage, person: int) -> None:
    stage.people.send_photo(person, person, png())
    await stage.pump()


async def test_a_part_is_typed_once_however_often_it_comes(stage: Stage) -> None:
    await bread_is_owed(stage)
    await stage.press(DAD, "part:1:1")
    await stage.say(DAD, "20")
    before = await stage.kept()
    await stage.redeliver()
    assert await stage.kept() == before
    assert stage.text(DAD).startswith("Не совсем понимаю")


async def test_what_is_no_amount_is_asked_for_again(stage: Stage) -> None:
    await bread_is_owed(stage)
    await stage.press(DAD, "part:1:1")
    for text in ("ноль", "0", "51"):
        await stage.say(DAD, text)
    assert stage.text(DAD) == "За заказ 1 осталось отправить 50 ₽. Пришлите эту сумму или меньше."
    await stage.say(DAD, "50")
    assert "отправлено, ждёт подтверждения: 50 ₽" in stage.text(DAD)


async def test_a_button_from_before_a_correction_says_its_own_sum_or_is_drawn_anew(
    stage: Stage,
) -> None:
    await bread_is_owed(stage)
    for price in ("40", "60"):
        await stage.press(MUM, "reprice:1:1")
        await stage.say(MUM, price)
        if price == "40":
            refusal = await stage.press(DAD, "sent:1:1:5000")
            told = "За заказ 1 теперь осталось отправить 40 ₽. Посмотрите его ещё раз."
            assert refusal == Toast(told, is_alert=True)
            assert "sent:1:1:4000" in str(stage.newest(DAD)["reply_markup"])
    await stage.press(DAD, "agree:2:1")
    await stage.press(DAD, "sent:1:1:4000")
    assert "sent:1:2:2000" in str(stage.newest(DAD)["reply_markup"])
    await stage.deliver()
    assert "40 ₽" in stage.text(MUM)


async def test_a_plan_that_was_overtaken_is_shown_anew(stage: Stage) -> None:
    await bread_is_owed(stage)
    await stage.press(DAD, "go:plan")
    assert "👉 Папа → Мама: 20 ₽" in stage.text(DAD)
    await stage.press(MUM, "sent:2:1:3000")
    refusal = await stage.tap(DAD, "💸 Деньги отправлены: Мама, 20\u00a0₽")
    assert refusal == Toast("Долги за это время изменились. Вот новый план.", is_alert=True)
    assert "👉 Папа → Мама: 50 ₽" in stage.text(DAD)
    await stage.tap(DAD, "💸 Деньги отправлены: Мама, 50\u00a0₽")
    assert stage.text(DAD).startswith("💸 Папа → Мама: 50 ₽ – ждёт подтверждения")


async def test_a_double_tap_in_the_plan_sends_once(stage: Stage) -> None:
    await bread_is_owed(stage)
    stage.expect("message is not modified")
    await stage.press(DAD, "go:plan")
    await stage.tap(DAD, "💸 Деньги отправлены: Мама, 20\u00a0₽")
    before = await stage.kept()
    await stage.redeliver()
    assert await stage.kept() == before
    await stage.press(MUM, "got:1:1")
    assert stage.text(MUM).startswith("💸 Папа → Мама: 20 ₽ – получено ✅")
    await stage.press(MUM, "go:balances")
    assert "Вам никто не должен, и вы никому не должны." in stage.text(MUM)


async def test_a_photo_is_a_receipt_only_when_it_was_asked_for(stage: Stage) -> None:
    await bread_is_owed(stage)
    await stage.press(DAD, "sent:1:1:5000")
    await photo(stage, DAD)
    assert stage.text(DAD).startswith("Не совсем понимаю")
    await stage.press(DAD, "proof:1")
    await stage.say(DAD, "вот он")
    assert stage.text(DAD).startswith("Пришлите фото чека.")
    await photo(stage, DAD)
    assert "Вот чек" in stage.text(DAD)
    before = await stage.kept()
    await stage.redeliver()
    assert await stage.kept() == before


async def test_the_payer_shows_the_receipt_of_the_shop(stage: Stage) -> None:
    await bread_is_owed(stage)
    stage.expect("there is no text in the message to edit")
    await stage.press(MUM, "o:1")
    await stage.tap(MUM, "🧾 Приложить чек")
    await photo(stage, MUM)
    await stage.deliver()
    assert stage.text(DAD) == "🔔 № 4\nМама: приложен чек из магазина, заказ 1."
    await stage.tap(DAD, "📦 Показать заказ")
    await stage.tap(DAD, "🧾 Чек")
    assert "photo" in stage.newest(DAD)
    await stage.tap(DAD, "⚖️ Расчёты")
    assert stage.text(DAD).startswith("⚖️ Расчёты")
    await stage.press(KID, "o:1")
    assert "Чек" not in stage.shows(KID)


async def test_a_receipt_that_telegram_does_not_know_any_more_is_said_to_be_gone(stage: Stage) -> None:
    await bread_is_owed(stage)
    stage.expect("wrong file identifier")
    await stage.press(DAD, "sent:1:1:5000")
    await stage.press(DAD, "proof:1")
    await photo(stage, DAD)
    stage.engine.world.files.clear()
    assert await stage.press(MUM, "receipt:1") == Toast("Этого чека здесь больше нет.", is_alert=True)


async def test_a_debtor_is_not_reminded_twice_within_three_days(stage: Stage) -> None:
    await bread_is_owed(stage)
    await stage.press(MUM, f"share:1:{DAD}")
    assert await stage.tap(MUM, "🔔 Напомнить") == Toast("Папа: напомню.")
    before = await stage.kept()
    stage.expect("message is not modified")
    refusal = await stage.tap(MUM, "🔔 Напомнить")
    assert refusal == Toast(
        "Папа: напоминание об этом уже было недавно. Следующее можно отправить с 4 мар., 12:00.",
        is_alert=True,
    )
    assert await stage.kept() == before


async def test_who_left_finds_their_debts_in_the_balances(stage: Stage) -> None:
    await bread_is_owed(stage)
    await stage.do["leave_family"](actor=DAD, family=1, keep_lines=False)
    await stage.press(DAD, "go:balances")
    assert "вы должны 50 ₽: Мама, заказ 1" in stage.text(DAD)
    assert "План расчётов" not in stage.shows(DAD)
    await stage.tap(DAD, "📜 Мама, заказ 1: 50\u00a0₽")
    await stage.tap(DAD, "💸 Деньги отправлены")
    await stage.press(MUM, "go:balances")
    assert "• Папа – долг 20 ₽" in stage.text(MUM)
    await stage.tap(MUM, "✅ Получено: Папа")
    await stage.press(DAD, "go:balances")
    assert "вам должны 30 ₽: Мама, заказ 2" in stage.text(DAD)


async def test_many_debts_of_long_names_fit_into_one_message(stage: Stage) -> None:
    people = [stage.newcomer(64 * "Ы", last_name=63 * "Ъ") for _ in range(7)]
    await stage.family(*people)
    for payer in people[:4] * 2:
        wishes = ((person, "хлеб 999,99 р") for person in people if person != payer)
        order = await stage.order(*wishes, organizer=people[0])
        await stage.take(payer, order)
        await stage.do["mark_paid"](actor=payer, order=order)
    await stage.hush()
    for place in ("balances", "plan"):
        await stage.start(people[0])
        await stage.press(people[0], f"go:{place}")
        assert 500 < len(stage.text(people[0])) < 4096
    for attempt in range(1, 9):
        await stage.do["ask_for_amount"](actor=people[5], order=1, attempt=attempt)
        await stage.do["type_amount"](actor=people[5], order=1, attempt=attempt, text="9,99")
    await stage.start(people[0])
    await stage.press(people[0], f"share:1:{people[5]}")
    assert "… и ещё 3 раньше" in stage.text(people[0])


def test_the_longest_plan_fits_into_one_message() -> None:
    name = 64 * "Ы"
    parts = [PartView(order, order, name + str(order), name, 10**9) for order in range(10**6, 10**6 + 9)]
    transfer = TransferView(name, name, 1, 10**9, parts, 16 * "f", is_mine=True)
    screen = plan_screen(PlanView(1, "RUB", 21 * [transfer]), Texts("ru", "UTC"))
    assert 3000 < len(re.sub("<[^>]*>", "", screen.text)) <= 4096


async def test_what_did_not_arrive_is_not_said_to_be_unsent(stage: Stage) -> None:
    await bread_is_owed(stage)
    await stage.do["say_sent"](actor=DAD, order=1, attempt=1, minor=5000)
    await stage.do["judge_payment"](actor=MUM, payment=1, received=False)
    await stage.press(DAD, "o:1")
    assert "Папа: 50 ₽ – не пришло ⚠️\n" in stage.text(DAD)


async def test_below_a_part_that_did_not_arrive_the_button_says_that_part(stage: Stage) -> None:
    await bread_is_owed(stage)
    await stage.press(DAD, "part:1:1")
    await stage.say(DAD, "20")
    await stage.press(MUM, "got:1:0")
    await stage.deliver()
    await stage.tap(DAD, "💸 Деньги отправлены")
    assert "Папа: 50 ₽ – пока не отправлено 30 ₽, отправлено 20 ₽" in stage.text(DAD)
