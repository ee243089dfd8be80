"""The shared account on the screens: what is on it, both sides of a transfer, limits, the chart."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from bot.chart import spending_picture
from bot.texts import LANGUAGES, Texts
from core.account.views import SpendingView
from core.families.benefit import Benefit
from tests.bot.stage import DAD, KID, MUM, Stage, Toast

if TYPE_CHECKING:
    from bot.texts import Language


async def account(stage: Stage, *persons: int) -> None:
    """Мама's household has a shared account; these persons look at it."""
    await stage.household()
    await stage.do["switch_benefit"](actor=MUM, family=1, benefit=Benefit.ACCOUNT, is_on=True)
    await stage.hush()
    for person in persons:
        await stage.say(person, "/account")


async def filled(stage: Stage, *persons: int) -> None:
    """Мама put 500 on the account."""
    await account(stage)
    await stage.do["say_topped_up"](actor=MUM, family=1, minor=50_000, attempt=1)
    await stage.hush()
    for person in persons:
        await stage.say(person, "/account")


async def test_the_organizer_switches_it_on_and_everybody_finds_it(stage: Stage) -> None:
    await stage.household()
    await stage.say(MUM, "/account")
    assert stage.shows(MUM) == (
        "🏦 <b>Общий счёт</b> · Ивановы\n"
        "Общая копилка: все вносят деньги, и с неё оплачиваются заказы. Сами деньги хранит организатор: "
        "Мама. "
        "Я только записываю, что пришло и ушло.\n\n"
        "Счёт выключен: пополнить его или заплатить с него нельзя. Включите его среди возможностей семьи.\n"
        "[🎛 Возможности]\n"
        "[⬅️ Назад]"
    )
    await stage.tap(MUM, "🎛 Возможности")
    await stage.tap(MUM, "Включить: Общий счёт")
    await stage.deliver()
    assert stage.text(DAD) == (
        "🔔 № 1\nМама: общий счёт семьи «Ивановы» включён. Его можно пополнять и платить с него за заказы."
    )
    assert stage.shows(DAD).endswith("\n[🏦 Общий счёт]\n[🎛 Возможности]")
    await stage.say(DAD, "/start")
    await stage.tap(DAD, "🏦 Общий счёт")
    assert stage.shows(DAD) == (
        "🏦 <b>Общий счёт</b> · Ивановы\n"
        "На счёте: <b>0 ₽</b>\n"
        "Из них ваши: 0 ₽\n"
        "Деньги хранит организатор: Мама. Я только записываю, что пришло и ушло.\n"
        "В этом месяце вы заплатили с него: 0 ₽\n"
        "[➕ Пополнить]\n"
        "[🎚 Лимиты]\n"
        "[⬅️ Назад]"
    )
    await stage.say(DAD, "/profile")
    assert "[🏦 Общий счёт]" in stage.shows(DAD)


async def test_a_member_sends_money_and_the_keeper_says_that_it_arrived(stage: Stage) -> None:
    await account(stage, DAD)
    await stage.tap(DAD, "➕ Пополнить")
    assert stage.shows(DAD) == (
        "Деньги общего счёта хранит Мама. Переведите их, как обычно, а потом выберите сумму или пришлите "
        "другую. "
        "Она зачтётся, когда Мама подтвердит, что деньги пришли.\n"
        "[500 ₽] [1 000 ₽]\n"
        "[2 000 ₽] [5 000 ₽]\n"
        "[Отмена]"
    )
    await stage.tap(DAD, "1\u00a0000\u00a0₽")
    assert "В пути:\n• ваши 1 000 ₽ отправлены, подтвердит Мама" in stage.text(DAD)
    before = await stage.kept()
    stage.expect("message is not modified")
    await stage.redeliver()
    await stage.press(DAD, "topup:1:100000:1")
    assert await stage.kept() == before
    await stage.deliver()
    assert stage.shows(MUM) == (
        "🔔 <i>№ 3</i>\nПапа: <b>1 000 ₽</b> для общего счёта отправлены вам. Деньги пришли?\n"
        "[✅ Получено] [❌ Не пришло]"
    )
    await stage.tap(MUM, "✅ Получено")
    before = await stage.kept()
    await stage.redeliver()
    assert await stage.kept() == before
    assert "На счёте: <b>1 000 ₽</b>" in stage.shows(MUM)
    await stage.deliver()
    assert stage.text(DAD) == "🔔 № 2\nМама: ваши 1 000 ₽ для общего счёта получены. Теперь на нём 1 000 ₽."
    assert stage.text(KID) == "🔔 № 2\nПапа: +1 000 ₽ на общий счёт. Теперь на нём 1 000 ₽."


async def test_a_typed_sum_is_taken_back_and_another_one_does_not_arrive(stage: Stage) -> None:
    await account(stage, DAD)
    await stage.tap(DAD, "➕ Пополнить")
    await stage.say(DAD, "сколько-нибудь")
    assert stage.text(DAD).startswith("«сколько-нибудь» не похоже на цену.")
    await stage.say(DAD, "123,45")
    refusal = await stage.tap(DAD, "➕ Пополнить")
    assert refusal == Toast(
        "Ваши 123,45 ₽ ещё в пути, пришли ли они, скажет Мама. После этого можно пополнить снова.",
        is_alert=True,
    )
    await stage.tap(DAD, "↩️ Не отправлено")
    assert "В пути" not in stage.text(DAD)
    await stage.deliver()
    assert stage.text(MUM) == "🔔 № 4\nПапа: 123,45 ₽ для общего счёта всё-таки не отправлены."
    refusal = await stage.press(MUM, "arrived:1:1")
    assert refusal == Toast("Эти деньги всё-таки не отправляли.", is_alert=True)
    await stage.tap(DAD, "➕ Пополнить")
    await stage.tap(DAD, "500\u00a0₽")
    await stage.say(MUM, "/account")
    await stage.tap(MUM, "❌ Не пришло")
    await stage.deliver()
    assert stage.text(DAD).startswith("🔔 № 2\nМама: ваши 500 ₽ для общего счёта пока не пришли.")


async def test_an_order_is_paid_from_the_account(stage: Stage) -> None:
    await filled(stage)
    order = await stage.order((DAD, "хлеб 50 р"), (KID, "сыр 70 р"))
    await stage.say(DAD, "/orders")
    await stage.press(DAD, f"o:{order}")
    await stage.tap(DAD, "🏦 Оплатить с общего счёта")
    assert stage.shows(DAD) == (
        "🏦 Оплатить заказ 1 с общего счёта?\n\n"
        "Уйдёт 120 ₽ из 500 ₽, останется 380 ₽. Тогда за него никто ничего не должен. Вернуть это нельзя.\n"
        "[Да]\n"
        "[⬅️ Назад]"
    )
    await stage.tap(DAD, "Да")
    before = await stage.kept()
    stage.expect("message is not modified")
    await stage.redeliver()
    assert await stage.kept() == before
    assert stage.shows(DAD) == (
        "📦 <b>Заказ 1</b> · Ивановы\n"
        "🏦 Оплачено с общего счёта: Папа\n\n"
        "• 👉 хлеб, 1 шт, 50 ₽\n"
        "• сыр, 1 шт, 70 ₽\n\n"
        "Никто ничего не должен: заплатил общий счёт.\n\n"
        "Итого: <b>120 ₽</b>\n"
        "[🧾 Приложить чек]\n"
        "[🚚 Заказ получен]\n"
        "[🔁 Повторить заказ]\n"
        "[Заказы] [⬅️ Назад]"
    )
    await stage.deliver()
    assert stage.text(MUM) == (
        "🔔 № 3\nПапа: заказ 1 оплачен с общего счёта, 120 ₽. Осталось 380 ₽. Деньги хранятся у вас: "
        "передайте их в магазин или тому, кто платил."
    )
    assert stage.text(KID) == (
        "🔔 № 4\nПапа: заказ 1 оплачен с общего счёта, 120 ₽. Осталось 380 ₽. Вы за него ничего не должны."
    )
    await stage.tap(KID, "🏦 Общий счёт")
    assert "• 1 мар., 12:00, Папа: заказ 1 −120 ₽ → 380 ₽\n• 1 мар., 12:00, Мама: взнос +500 ₽ → 500 ₽" in (
        stage.text(KID)
    )
    await stage.press(MUM, f"goods:{order}")
    assert "✅ Готово, заказ получен. Оплачено с общего счёта: Папа" in stage.text(MUM)


async def test_less_than_it_takes_is_refused_with_what_is_left(stage: Stage) -> None:
    await filled(stage)
    order = await stage.order((DAD, "сыр 700 р"))
    await stage.say(DAD, "/orders")
    await stage.press(DAD, f"o:{order}")
    refusal = await stage.tap(DAD, "🏦 Оплатить с общего счёта")
    assert refusal == Toast(
        "На общем счёте 500 ₽, а нужно 700 ₽. Пополните его или заплатите иначе.", is_alert=True
    )


async def chosen(stage: Stage) -> None:
    """Мама lets the account pay cheese for 700, and there are 500 on it; Папа looks at the order."""
    await filled(stage)
    await stage.add(DAD, "сыр 700 р")
    await stage.say(MUM, "/orders")
    await stage.press(MUM, "go:checkout")
    await stage.tap(MUM, "💳 Как платим")
    await stage.tap(MUM, "Платит общий счёт")
    await stage.tap(MUM, "⬅️ Назад")
    await stage.tap(MUM, "✅ Оформить")
    await stage.deliver()
    await stage.tap(DAD, "📦 Показать заказ")


async def test_what_only_the_account_pays_is_refused_with_what_to_do_next(stage: Stage) -> None:
    await chosen(stage)
    why = "На общем счёте 500 ₽: для заказа 1 не хватает 200 ₽."
    lacking = f"{why} Пополните его, или пусть организатор отменит заказ."
    assert await stage.tap(DAD, "🏦 Оплатить с общего счёта") == Toast(lacking, is_alert=True)
    assert stage.shows(DAD) == f"{lacking}\n[➕ Пополнить] [📦 Показать заказ]"
    await stage.tap(DAD, "📦 Показать заказ")
    await stage.tap(DAD, "💳 Я оплачу")
    only = "Заказ 1 платит общий счёт. Откройте его и нажмите «Оплатить с общего счёта»."
    assert await stage.press(DAD, "paid:1") == Toast(only, is_alert=True)
    await stage.press(DAD, "release:1")
    await stage.press(MUM, "pot:1")
    await stage.tap(MUM, "Отменить заказ")
    assert "✖️ Отменён" in stage.text(MUM)
    assert (await stage.do["show_cart"](actor=MUM)).count == 1


async def test_what_the_account_pays_is_paid_once_by_a_tap_and_a_yes(stage: Stage) -> None:
    await chosen(stage)
    await stage.do["say_topped_up"](actor=MUM, family=1, minor=20_000, attempt=2)
    await stage.hush()
    await stage.tap(DAD, "🏦 Оплатить с общего счёта")
    await stage.press(KID, "pot:1")
    await stage.tap(DAD, "Да")
    before = await stage.kept()
    stage.expect("message is not modified")
    await stage.redeliver()
    await stage.press(DAD, "frompot:1:70000")
    assert await stage.kept() == before
    assert await stage.tap(KID, "Да") == Toast("Заказ 1 уже оплачен.", is_alert=True)
    assert "🏦 Оплачено с общего счёта: Папа" in stage.text(DAD)


async def test_where_there_is_no_account_it_is_not_offered(stage: Stage) -> None:
    await stage.household()
    await stage.add(MUM, "сыр 700 р")
    await stage.say(MUM, "/orders")
    await stage.press(MUM, "go:checkout")
    await stage.tap(MUM, "💳 Как платим")
    assert "общий счёт" not in stage.shows(MUM)
    refusal = await stage.press(MUM, "paymode:account")
    assert refusal == Toast("Общий счёт семьи выключен. Включает организатор: Мама.", is_alert=True)


async def test_the_organizer_limits_what_a_member_may_pay(stage: Stage) -> None:
    await filled(stage, MUM)
    await stage.tap(MUM, "🎚 Лимиты")
    assert stage.shows(MUM) == (
        "🎚 <b>Лимиты</b> общего счёта на календарный месяц\n"
        "• Мама: без лимита, в этом месяце 0 ₽\n"
        "• Папа: без лимита, в этом месяце 0 ₽\n"
        "• Ребёнок: без лимита, в этом месяце 0 ₽\n"
        "[✏️ Мама]\n"
        "[✏️ Папа]\n"
        "[✏️ Ребёнок]\n"
        "[⬅️ Назад]"
    )
    await stage.tap(MUM, "✏️ Папа")
    assert stage.shows(MUM) == (
        "Сколько можно платить с общего счёта за календарный месяц? Лимит для: <b>Папа</b>. Выберите или "
        "пришлите "
        "другой.\n"
        "[0 ₽] [5 000 ₽]\n"
        "[10 000 ₽] [30 000 ₽]\n"
        "[Без лимита]\n"
        "[Отмена]"
    )
    await stage.say(MUM, "100")
    assert "• Папа: до 100 ₽, в этом месяце 0 ₽" in stage.text(MUM)
    await stage.deliver()
    assert (
        stage.text(DAD) == "🔔 № 3\nМама: новый лимит. С общего счёта вы можете заплатить до 100 ₽ в месяц."
    )
    order = await stage.order((DAD, "сыр 120 р"))
    await stage.say(DAD, "/orders")
    await stage.press(DAD, f"o:{order}")
    refusal = await stage.tap(DAD, "🏦 Оплатить с общего счёта")
    assert refusal == Toast(
        "В этом месяце по вашему лимиту осталось 100 ₽, а нужно 120 ₽. Увеличить лимит может "
        "организатор: Мама. "
        "Или пусть оплатит другой взрослый.",
        is_alert=True,
    )
    await stage.tap(MUM, "✏️ Папа")
    await stage.tap(MUM, "Без лимита")
    await stage.deliver()
    assert "Мама: лимит снят. С общего счёта вы можете платить, пока на нём есть деньги." in stage.text(DAD)
    await stage.press(DAD, "go:limits")
    assert stage.shows(DAD).endswith("Их ставит организатор: Мама.\n[⬅️ Назад]")


async def test_spending_is_drawn_by_member_and_month(stage: Stage) -> None:
    await filled(stage, MUM)
    await stage.tap(MUM, "📊 Расходы по месяцам")
    assert stage.shows(MUM) == (
        "За последние месяцы с общего счёта ничего не платили, так что рисовать пока нечего.\n[⬅️ Назад]"
    )
    order = await stage.order((DAD, "хлеб 50 р"))
    await stage.do["pay_from_account"](actor=DAD, order=order, minor=5_000)
    await stage.press(MUM, "go:spending")
    newest = stage.newest(MUM)
    assert newest["caption"].replace("\u00a0", " ") == "С общего счёта за 6 мес. заплатили:\n• Папа: 50 ₽"
    assert newest["photo"]


async def test_a_leavers_part_comes_back_on_both_words(stage: Stage) -> None:
    await account(stage)
    await stage.do["say_topped_up"](actor=DAD, family=1, minor=30_000, attempt=1)
    await stage.do["judge_transfer"](actor=MUM, transfer=1, received=True)
    await stage.hush()
    await stage.say(DAD, "/leave")
    assert "• ваша часть общего счёта, 300 ₽, вернётся к вам: её отправит организатор" in stage.text(DAD)
    await stage.tap(DAD, "Выйти из семьи")
    await stage.deliver()
    assert stage.text(DAD) == (
        "🔔 № 3\nВаша часть общего счёта «Ивановы» возвращается: 300 ₽. Деньги отправит Мама."
    )
    await stage.tap(DAD, "🏦 Общий счёт")
    assert stage.shows(DAD) == (
        "🏦 Общий счёт бывает у семьи. Сейчас вы ни в какой.\n\n"
        "В пути:\n• Мама: вам вернут 300 ₽ с общего счёта «Ивановы»\n"
        "[👨‍👩‍👧 Создать семью]\n"
        "[⬅️ Назад]"
    )
    await stage.say(MUM, "/account")
    await stage.tap(MUM, "💸 Деньги отправлены: Папа")
    await stage.deliver()
    await stage.tap(DAD, "❌ Не пришло")
    await stage.deliver()
    await stage.tap(MUM, "💸 Деньги отправлены")
    await stage.deliver()
    await stage.tap(DAD, "✅ Получено")
    await stage.deliver()
    assert "Папа: 300 ₽ с общего счёта «Ивановы» получены. По нему вы в расчёте." in stage.text(MUM)


async def test_disbanding_says_what_goes_back_and_the_archive_keeps_it(stage: Stage) -> None:
    await filled(stage, MUM)
    await stage.press(MUM, "go:disband")
    assert "• деньги общего счёта возвращаются: Мама: 500 ₽" in stage.text(MUM)
    await stage.say(MUM, "Ивановы")
    await stage.press(MUM, "archive:1")
    assert stage.text(MUM).endswith("Возврат с общего счёта:\n• Мама: 500 ₽")


async def test_the_account_in_english(stage: Stage) -> None:
    await filled(stage)
    for person in (MUM, DAD):
        await stage.do["choose_language"](actor=person, language="en", spoken=LANGUAGES)
    order = await stage.order((DAD, "bread 50 р"))
    await stage.do["pay_from_account"](actor=DAD, order=order, minor=5_000)
    await stage.do["say_topped_up"](actor=DAD, family=1, minor=10_000, attempt=1)
    await stage.say(MUM, "/account")
    assert stage.shows(MUM) == (
        "🏦 <b>Shared account</b> of Ивановы\n"
        "On it: <b>₽450</b>\n"
        "Of that from you: ₽450\n"
        "You keep the money, as the organizer; I only write down what comes and goes.\n"
        "Paid by you this month: ₽0\n\n"
        "On its way:\n• Папа says: sent you ₽100. Has it arrived?\n\n"
        "Movements:\n"
        "• 1 Mar, 12:00, Папа paid order 1: −₽50 → ₽450\n"
        "• 1 Mar, 12:00, Мама put in: +₽500 → ₽500\n"
        "[✅ Received: Папа] [❌ Not received]\n"
        "[➕ Top up]\n"
        "[🎚 Limits]\n"
        "[📊 Spending by month]\n"
        "[⬅️ Back]"
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("names", [[], ["Мама", "😀", "<b>Папа</b>"], [64 * "Щ"] * 12])
def test_a_chart_is_a_picture_that_telegram_takes(language: Language, names: list[str]) -> None:
    months = [date(2026, month, 1) for month in range(1, 7)]
    sums = [0, 1, 999_999_999, 100, 0, 50]
    view = SpendingView(64 * "Щ", "RUB", months, [(name, sums) for name in names])
    with Image.open(BytesIO(spending_picture(view, Texts(language, "UTC")))) as picture:
        assert picture.format == "PNG"
        assert sum(picture.size) <= 10_000
        assert max(picture.size) <= 20 * min(picture.size)
