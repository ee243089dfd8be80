"""One's share paid, and the shared account topped up, by an invoice: what people see and press."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from core.families.benefit import Benefit
from core.orders.terms import PayMode
from sandbox.fixtures import PROVIDER_TOKEN
from sandbox.world import Fault
from tests.bot.stage import DAD, KID, MUM, Stage

if TYPE_CHECKING:
    from sandbox.world import JSON


async def opened(stage: Stage, language: str = "ru") -> None:
    """Мама's household has a payment provider, and a shared account; all speak the language."""
    await stage.open(payment_provider_token=SecretStr(PROVIDER_TOKEN))
    await stage.household()
    await stage.do["switch_benefit"](actor=MUM, family=1, benefit=Benefit.ACCOUNT, is_on=True)
    if language != "ru":
        for person in (MUM, DAD, KID):
            await stage.do["choose_language"](actor=person, language=language, spoken=("ru", "en"))
    await stage.hush()


async def for_each(stage: Stage, language: str = "ru") -> int:
    """Each pays their share of Папа's coffee and Мама's cheese; Папа looks at the order."""
    await opened(stage, language)
    await stage.do["choose_pay_mode"](actor=MUM, pay=PayMode.EACH)
    order = await stage.order((DAD, "кофе 500 р"), (MUM, "сыр 700 р"))
    await stage.hush()
    await stage.say(DAD, "/orders")
    await stage.press(DAD, f"o:{order}")
    return order


def invoice(stage: Stage, person: int) -> JSON:
    """The newest invoice in a person's window."""
    bodies = [message.body for message in stage.engine.world.chats[person].messages.values()]
    found: JSON = [body for body in bodies if "invoice" in body][-1]
    return found


def shown_invoice(stage: Stage, person: int) -> tuple[object, ...]:
    shown = invoice(stage, person)
    [[button]] = shown["reply_markup"]["inline_keyboard"]
    bill = shown["invoice"]
    label = button["text"].replace("\N{NO-BREAK SPACE}", " ")
    return bill["title"], bill["description"], bill["total_amount"], bill["currency"], label


SHARE_RU = """\
📦 <b>Заказ 1</b> · Ивановы
⏳ Каждый платит магазину за себя

• 👉 кофе, 1 шт, 500 ₽
• сыр, 1 шт, 700 ₽

💳 Как платим: каждый за себя
➗ Как делим: свои строки

Мама: 700 ₽
Папа: 500 ₽

Итого: <b>1 200 ₽</b>
[💳 Заплатить по счёту]
[✅ Оплачено]
[🔎 Почему столько] [🔁 Повторить заказ]
[Заказы] [⬅️ Назад]"""

SHARE_EN = """\
📦 <b>Order 1</b> · Ивановы
⏳ Each pays the shop their share

• 👉 кофе, 1 pc, ₽500
• сыр, 1 pc, ₽700

💳 How we pay: each pays their share
➗ How we split: own lines

Мама: ₽700
Папа: ₽500

Total: <b>₽1,200</b>
[💳 Pay by invoice]
[✅ Paid]
[🔎 Why this much] [🔁 Repeat the order]
[Orders] [⬅️ Back]"""

BILLED_RU = """\
Итого: <b>1 200 ₽</b>

🧾 Оплатите свою долю по счёту, который я прислал. Если платите в магазине сами, нажмите «Оплачено».
[🧾 Прислать счёт ещё раз] [💬 Платежи]
[✅ Оплачено]
[🔎 Почему столько] [🔁 Повторить заказ]
[Заказы] [⬅️ Назад]"""

BILLED_EN = """\
Total: <b>₽1,200</b>

🧾 Pay your share by the invoice that I sent you. If you pay the shop yourself, tap “Paid”.
[🧾 Send the invoice again] [💬 Payments]
[✅ Paid]
[🔎 Why this much] [🔁 Repeat the order]
[Orders] [⬅️ Back]"""


@pytest.mark.parametrize(
    ("language", "before", "tapped", "after", "bill"),
    [
        (
            "ru",
            SHARE_RU,
            "💳 Заплатить по счёту",
            BILLED_RU,
            ("Ваша доля в заказе 1", "Для семьи «Ивановы»: кофе, сыр", 50_000, "RUB", "💳 Заплатить 500 ₽"),
        ),
        (
            "en",
            SHARE_EN,
            "💳 Pay by invoice",
            BILLED_EN,
            ("Your share of order 1", "For “Ивановы”: кофе, сыр", 50_000, "RUB", "💳 Pay ₽500"),
        ),
    ],
)
async def test_a_share_is_invoiced_to_who_owes_it(  # both languages
    stage: Stage, language: str, before: str, tapped: str, after: str, bill: tuple[object, ...]
) -> None:
    await for_each(stage, language)
    assert stage.shows(DAD) == before
    order_screen = stage.newest(DAD)["message_id"]
    await stage.tap(DAD, tapped)
    assert stage.shows(DAD, order_screen).endswith(after)
    assert shown_invoice(stage, DAD) == bill


async def test_two_people_pay_their_shares_and_the_order_is_paid(stage: Stage) -> None:
    order = await for_each(stage)
    await stage.tap(DAD, "💳 Заплатить по счёту")
    assert (await stage.pay(DAD))["state"] == "paid"
    await stage.deliver()
    assert stage.shows(DAD) == (
        "🔔 <i>№ 3</i>\n500 ₽ пришли: ваша доля в заказе 1 оплачена.\n[📦 Показать заказ]"
    )
    await stage.tap(DAD, "📦 Показать заказ")
    assert "Папа: 500 ₽ – оплачено ✅" in stage.shows(DAD)
    assert "Всё-таки не оплачено" not in stage.shows(DAD)
    assert (await stage.press(DAD, f"mine:{order}:0")).text == (
        "Ваша доля в заказе 1 оплачена по счёту, поэтому отменить оплату нельзя. Если с ней что-то не так, "
        "загляните в /paysupport."
    )
    assert (await stage.press(DAD, f"billmine:{order}")).text == "За заказ 1 вы ничего не должны."
    await stage.say(MUM, "/orders")
    await stage.press(MUM, f"o:{order}")
    await stage.tap(MUM, "💳 Заплатить по счёту")
    assert (await stage.pay(MUM))["state"] == "paid"
    await stage.deliver()
    assert "700 ₽ пришли: ваша доля оплачена, а с ней и весь заказ 1." in stage.text(MUM)
    assert "Заказ 1 оплачен: каждый оплатил свою долю" in stage.text(DAD)
    before = await stage.kept()
    for update in [one for one in stage.fed if "successful_payment" in one.get("message", {})]:
        await stage.feed(update)
    assert await stage.kept() == before


async def test_a_share_paid_on_two_ways_is_flagged_and_any_adult_says_that_it_is_back(stage: Stage) -> None:
    order = await for_each(stage)
    screen = stage.newest(DAD)["message_id"]
    await stage.tap(DAD, "💳 Заплатить по счёту")
    stage.strike(Fault(method="successful_payment", hold=90))
    assert (await stage.pay(DAD))["state"] == "paid"
    refusal = await stage.press(DAD, f"mine:{order}:1", message=screen)
    assert refusal.text.startswith("Заказ 1 прямо сейчас оплачивают")
    stage.pass_by(60)
    await stage.press(DAD, f"mine:{order}:1", message=screen)
    stage.pass_by(30)
    await stage.pump()
    await stage.deliver()
    assert "Пришли 500 ₽ за долю в заказе 1, но доля уже оплачена. Деньги вернут" in stage.text(DAD)
    assert "Пришли 500 ₽ за долю в заказе 1, заплатил(а) Папа" in stage.text(MUM)
    await stage.say(MUM, "/paysupport")
    assert stage.shows(MUM) == (
        "<b>Платежи через Телеграм</b>\n\n"
        "Через меня вы пока ничего не оплачивали.\n\n"
        "Нужно вернуть другим в семье:\n"
        "• Папа: 500 ₽ за долю в заказе 1, 1 мар., 12:01: доля уже оплачена\n\n"
        "Что-то не так? Деньги, которые ничего не оплатили, возвращаются: звёзды сами, остальное вернёт тот, "
        "кто запустил бота. Назовите ему номер платежа. Когда деньги вернут, это отметит здесь тот, кто "
        "платил, или любой взрослый семьи.\n"
        "[↩️ Деньги вернули: 500 ₽]\n"
        "[📦 Заказы] [📜 Условия]\n"
        "[⬅️ Назад]"
    )
    assert (await stage.tap(MUM, "↩️ Деньги вернули: 500\N{NO-BREAK SPACE}₽")).text == (
        "Отмечено: деньги вернули."
    )
    assert "[↩️" not in stage.shows(MUM)
    await stage.deliver()
    assert stage.text(DAD).endswith("Вам вернули 500 ₽.")


ASK_RU = """\
Сколько вы кладёте на общий счёт? Выберите сумму или пришлите другую – я выставлю счёт на оплату. Деньги \
зачтутся сразу, как придут.

Получит их тот, кто запустил бота, и передаст организатору (Мама).
[500 ₽] [1 000 ₽]
[2 000 ₽] [5 000 ₽]
[Отмена]"""

ASK_EN = """\
How much do you put on the shared account? Choose a sum, or send me another one, and I send you an invoice. \
It counts as soon as it is paid.

The money comes to whoever runs this bot, who pays it out to Мама.
[₽500] [₽1,000]
[₽2,000] [₽5,000]
[Cancel]"""

PAID_RU = """\
🔔 <i>№ 2</i>
500 ₽ пришли и уже на общем счёте. Теперь на нём 500 ₽. Деньги у того, кто запустил бота, он передаст их \
организатору (Мама).
[🏦 Общий счёт]"""

PAID_EN = """\
🔔 <i>No. 2</i>
Your ₽500 arrived and are on the shared account. There is ₽500 on it now. Whoever runs this bot has the \
money and pays it out to Мама.
[🏦 Shared account]"""

BY_INVOICE = ("➕ Пополнить", "💳 Пополнить через Телеграм", "500\N{NO-BREAK SPACE}₽")
ABOUT_RU = "Для семьи «Ивановы»: деньги получит тот, кто запустил бота, и передаст их организатору"
ABOUT_EN = "For “Ивановы”: whoever runs this bot gets the money and pays it out to the organizer"


@pytest.mark.parametrize(
    ("language", "way", "asked", "bill", "told"),
    [
        (
            "ru",
            BY_INVOICE,
            ASK_RU,
            ("Общий счёт", ABOUT_RU, 50_000, "RUB", "💳 Заплатить 500 ₽"),
            PAID_RU,
        ),
        (
            "en",
            ("➕ Top up", "💳 Top up by invoice", "₽500"),
            ASK_EN,
            ("Shared account", ABOUT_EN, 50_000, "RUB", "💳 Pay ₽500"),
            PAID_EN,
        ),
    ],
)
async def test_the_account_is_topped_up_by_an_invoice(  # both languages
    stage: Stage, language: str, way: tuple[str, ...], asked: str, bill: tuple[object, ...], told: str
) -> None:
    await opened(stage, language)
    await stage.say(DAD, "/account")
    for label in way[:2]:
        await stage.tap(DAD, label)
    assert stage.shows(DAD) == asked
    await stage.tap(DAD, way[2])
    assert shown_invoice(stage, DAD) == bill
    assert (await stage.pay(DAD))["state"] == "paid"
    await stage.deliver()
    assert stage.shows(DAD) == told


async def test_everybody_sees_what_came_and_who_has_it(stage: Stage) -> None:
    await opened(stage)
    await stage.say(DAD, "/account")
    await stage.tap(DAD, "➕ Пополнить")
    assert "[💳 Пополнить через Телеграм]" in stage.shows(DAD)
    await stage.tap(DAD, "💳 Пополнить через Телеграм")
    await stage.say(DAD, "1234,50")
    assert (await stage.pay(DAD))["state"] == "paid"
    await stage.deliver()
    assert stage.text(MUM) == (
        "🔔 № 3\nПапа: +1 234,50 ₽ на общий счёт через Телеграм. Теперь на нём 1 234,50 ₽. Деньги у того, "
        "кто запустил бота, он передаст их вам."
    )
    assert stage.text(KID) == "🔔 № 2\nПапа: +1 234,50 ₽ на общий счёт. Теперь на нём 1 234,50 ₽."
    await stage.say(KID, "/account")
    assert stage.shows(KID) == (
        "🏦 <b>Общий счёт</b> · Ивановы\n"
        "На счёте: <b>1 234,50 ₽</b>\n"
        "Из них ваши: 0 ₽\n"
        "Деньги хранит организатор: Мама. Я только записываю, что пришло и ушло.\n"
        "Через Телеграм пришло всего: 1 234,50 ₽. Эти деньги получает тот, кто запустил бота, и передаёт "
        "организатору (Мама); когда – мне не видно.\n"
        "В этом месяце вы заплатили с него: 0 ₽\n\n"
        "Движения:\n"
        "• 1 мар., 12:00, Папа через Телеграм: +1 234,50 ₽ → 1 234,50 ₽\n"
        "[➕ Пополнить]\n"
        "[🎚 Лимиты]\n"
        "[📊 Расходы по месяцам]\n"
        "[⬅️ Назад]"
    )
    await stage.say(DAD, "/paysupport")
    assert "• 1 234,50 ₽ на общий счёт, 1 мар., 12:00: оплачено ✅" in stage.text(DAD)
    await stage.say(DAD, "/terms")
    assert "пока он не передаст их организатору семьи" in stage.text(DAD)


async def test_a_sum_that_telegram_does_not_take_is_said(stage: Stage) -> None:
    await opened(stage)
    stage.expect("CURRENCY_TOTAL_AMOUNT_INVALID")
    await stage.say(DAD, "/account")
    await stage.tap(DAD, "➕ Пополнить")
    await stage.tap(DAD, "💳 Пополнить через Телеграм")
    await stage.say(DAD, "5")
    assert stage.shows(DAD) == (
        "Телеграм не принимает такую сумму. Выберите другую или переведите деньги, как обычно.\n"
        "[💳 Другая сумма]\n"
        "[🏦 Общий счёт]"
    )
    await stage.tap(DAD, "💳 Другая сумма")
    await stage.tap(DAD, "Отмена")


async def test_while_a_transfer_waits_there_is_still_the_invoice(stage: Stage) -> None:
    await opened(stage)
    await stage.do["say_topped_up"](actor=DAD, family=1, minor=10_000, attempt=1)
    await stage.say(DAD, "/account")
    await stage.tap(DAD, "➕ Пополнить")
    assert stage.shows(DAD) == (
        "Ваши 100 ₽ ещё в пути, пришли ли они, скажет Мама. А пока можно пополнить счёт через Телеграм.\n"
        "[💳 Пополнить через Телеграм]\n"
        "[⬅️ Назад]"
    )


async def test_money_for_an_account_that_is_off_goes_back(stage: Stage) -> None:
    await opened(stage)
    await stage.say(DAD, "/account")
    for label in BY_INVOICE:
        await stage.tap(DAD, label)
    stage.strike(Fault(method="successful_payment", hold=30))
    assert (await stage.pay(DAD))["state"] == "paid"
    await stage.do["switch_benefit"](actor=MUM, family=1, benefit=Benefit.ACCOUNT, is_on=False)
    assert (await stage.pay(DAD))["reason"].startswith("Общий счёт семьи выключен.")
    stage.pass_by(30)
    await stage.pump()
    await stage.deliver()
    assert "Пришли 500 ₽ на общий счёт, но общий счёт выключен. Деньги вернут" in stage.text(DAD)
    await stage.tap(DAD, "💬 Платежи")
    assert (await stage.tap(DAD, "↩️ Деньги вернули: 500\N{NO-BREAK SPACE}₽")).text == (
        "Отмечено: деньги вернули."
    )


async def test_a_forwarded_top_up_leads_its_payer_to_the_account_and_others_nowhere(stage: Stage) -> None:
    await opened(stage)
    await stage.say(DAD, "/account")
    for label in BY_INVOICE:
        await stage.tap(DAD, label)
    link = invoice(stage, DAD)["invoice"]["start_parameter"]
    await stage.start(MUM, link)
    assert stage.text(MUM).startswith("Этот счёт для другого человека: Папа.")
    assert "/account" in stage.text(MUM)
    await stage.start(DAD, link)
    assert stage.text(DAD).startswith("🏦 Общий счёт · Ивановы")
    assert (await stage.pay(DAD))["state"] == "paid"
    assert (await stage.pay(DAD))["reason"].startswith("Этот счёт уже оплачен или больше не действует.")


async def test_where_invoices_are_in_stars_an_account_in_roubles_has_none_and_says_so(stage: Stage) -> None:
    await stage.household()
    await stage.do["switch_benefit"](actor=MUM, family=1, benefit=Benefit.ACCOUNT, is_on=True)
    await stage.open(currency="XTR")
    await stage.say(DAD, "/account")
    await stage.tap(DAD, "➕ Пополнить")
    assert "Через Телеграм его не пополнить: я принимаю оплату в другой валюте." in stage.text(DAD)
    assert "💳" not in stage.shows(DAD)
    assert (await stage.press(DAD, "go:top_up_bill")).text == (
        "Семья считает в RUB, а счетов на оплату в этой валюте я не выставляю. Переведите деньги "
        "организатору и нажмите «Пополнить»."
    )


async def test_an_account_in_stars_takes_stars_and_gives_back_what_cannot_count(stage: Stage) -> None:
    await stage.open(currency="XTR")
    await stage.meet(MUM, DAD)
    await stage.do["begin_family"](actor=MUM, allowed=())
    await stage.do["found_family"](actor=MUM, name="Ивановы", allowed=(), currency="XTR")
    await stage.do["accept_invite"](actor=DAD, token=await stage.invite(MUM))
    await stage.do["switch_benefit"](actor=MUM, family=1, benefit=Benefit.ACCOUNT, is_on=True)
    stage.paying.buy_stars(DAD, 700)
    await stage.say(DAD, "/account")
    await stage.tap(DAD, "➕ Пополнить")
    await stage.tap(DAD, "💳 Пополнить через Телеграм")
    await stage.tap(DAD, "500\N{NO-BREAK SPACE}⭐")
    assert (await stage.pay(DAD))["state"] == "paid"
    await stage.say(DAD, "/account")
    assert "На счёте: 500 ⭐" in stage.text(DAD)
    await stage.tap(DAD, "➕ Пополнить")
    await stage.tap(DAD, "💳 Пополнить через Телеграм")
    await stage.say(DAD, "200")
    stage.strike(Fault(method="successful_payment", hold=30))
    assert (await stage.pay(DAD))["state"] == "paid"
    await stage.do["switch_benefit"](actor=MUM, family=1, benefit=Benefit.ACCOUNT, is_on=False)
    stage.pass_by(30)
    await stage.pump()
    assert stage.engine.world.users[DAD].stars == 0
    for _ in range(2):
        await stage.settle_money()
    assert stage.engine.world.users[DAD].stars == 200
    await stage.deliver()
    assert stage.text(DAD).endswith("Вам вернули 200 ⭐.")
