"""Paying by invoice: what people see and press, and what they are told of money that pays for nothing."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import SecretStr

from sandbox.fixtures import FAMILY, PROVIDER_TOKEN
from sandbox.world import Fault
from storage.schema import families
from tests.bot.stage import DAD, KID, MUM, Stage, picture

if TYPE_CHECKING:
    from sandbox.world import JSON

A_QUARTER_OF_AN_HOUR = 15 * 60


async def taken(stage: Stage, *, language: str = "ru") -> int:
    """Папа takes an order of his bread and Мама's cheese, where there is a provider; he has the invoice."""
    await stage.open(payment_provider_token=SecretStr(PROVIDER_TOKEN))
    await stage.household()
    await stage.meet(MUM, DAD, KID)
    if language != "ru":
        for person in (MUM, DAD):
            await stage.do["choose_language"](actor=person, language=language, spoken=("ru", "en"))
    order = await stage.order((DAD, "хлеб 50 р"), (MUM, "сыр 70 р"))
    await stage.say(DAD, "/orders")
    await stage.press(DAD, f"o:{order}")
    await stage.press(DAD, f"take:{order}")
    return order


def bodies(stage: Stage, person: int) -> list[JSON]:
    return [message.body for message in stage.engine.world.chats[person].messages.values()]


def invoices(stage: Stage, person: int) -> list[JSON]:
    return [body for body in bodies(stage, person) if "invoice" in body]


async def order_of(stage: Stage, order: int) -> Any:  # noqa: ANN401  # a view
    return await stage.do["show_order"](actor=MUM, order=order)


ORDER_RU = """\
📦 <b>Заказ 1</b> · Ивановы
💳 Оплачивает Папа (с 12:00)

• 👉 хлеб, 1 шт, 50 ₽
• сыр, 1 шт, 70 ₽

Мама: 70 ₽
Папа: 50 ₽

Итого: <b>120 ₽</b>

🧾 Оплатите по счёту, который я прислал. Если платите в магазине сами, нажмите «Оплачено».
[🧾 Прислать счёт ещё раз] [💬 Платежи]
[✅ Оплачено] [Пусть оплатят другие]
[💰 Другая цена]
[🔎 Почему столько] [🔁 Повторить заказ]
[Заказы] [⬅️ Назад]"""

ORDER_EN = """\
📦 <b>Order 1</b> · Ивановы
💳 Папа has been paying since 12:00

• 👉 хлеб, 1 pc, ₽50
• сыр, 1 pc, ₽70

Мама: ₽70
Папа: ₽50

Total: <b>₽120</b>

🧾 Pay by the invoice that I sent you. If you pay the shop yourself, tap “Paid”.
[🧾 Send the invoice again] [💬 Payments]
[✅ Paid] [Let somebody else pay]
[💰 Another price]
[🔎 Why this much] [🔁 Repeat the order]
[Orders] [⬅️ Back]"""


@pytest.mark.parametrize(
    ("language", "order_text", "title", "description", "label"),
    [
        ("ru", ORDER_RU, "Заказ 1", "Для семьи «Ивановы»: хлеб, сыр", "💳 Заплатить 120 ₽"),
        ("en", ORDER_EN, "Order 1", "For “Ивановы”: хлеб, сыр", "💳 Pay ₽120"),
    ],
)
async def test_taking_an_order_brings_its_invoice(
    stage: Stage, language: str, order_text: str, title: str, description: str, label: str
) -> None:
    await taken(stage, language=language)
    shown, invoice = bodies(stage, DAD)[-2:]
    assert picture(shown) == order_text
    assert invoice["invoice"]["title"] == title
    assert invoice["invoice"]["description"] == description
    assert (invoice["invoice"]["currency"], invoice["invoice"]["total_amount"]) == ("RUB", 12_000)
    [[button]] = invoice["reply_markup"]["inline_keyboard"]
    assert (button["text"].replace("\N{NO-BREAK SPACE}", " "), button["pay"]) == (label, True)


async def test_a_paid_invoice_pays_the_order_and_the_others_owe_their_shares(stage: Stage) -> None:
    order = await taken(stage)
    began = time.perf_counter()
    assert (await stage.pay(DAD))["state"] == "paid"
    assert time.perf_counter() - began < 1
    await stage.deliver()
    assert stage.shows(DAD) == (
        "🔔 <i>№ 2</i>\n120 ₽ пришли: заказ 1 оплачен. Остальные видят, сколько они вам должны.\n"
        "[📦 Показать заказ]"
    )
    assert "Папа: заказ 1 оплачен. Ваша доля – 70 ₽" in stage.text(MUM)
    assert (await order_of(stage, order)).payer_name == "Папа"
    before = await stage.kept()
    for update in [one for one in stage.fed if "successful_payment" in one.get("message", {})]:
        await stage.feed(update)
    assert await stage.kept() == before


async def test_the_invoice_comes_again_and_is_the_same(stage: Stage) -> None:
    await taken(stage)
    stage.expect("message is not modified")
    await stage.tap(DAD, "🧾 Прислать счёт ещё раз")
    first, second = invoices(stage, DAD)
    assert first["invoice"] == second["invoice"]
    assert (await stage.pay(DAD))["state"] == "paid"
    assert (await stage.pay(DAD))["reason"] == "Заказ 1 уже оплачен."


async def test_another_price_asks_for_another_invoice(stage: Stage) -> None:
    order = await taken(stage)
    await stage.press(DAD, f"reprice:{order}:1")
    await stage.say(DAD, "55")
    assert "🧾" not in stage.shows(DAD)
    await stage.tap(DAD, "💳 Заплатить по счёту")
    assert invoices(stage, DAD)[-1]["invoice"]["total_amount"] == 12_500
    assert (await stage.pay(DAD))["state"] == "paid"


async def test_a_second_phone_is_told_to_wait(stage: Stage) -> None:
    await taken(stage)
    stage.strike(Fault(method="successful_payment", hold=30))
    assert (await stage.pay(DAD))["state"] == "paid"
    assert (await stage.pay(DAD))["reason"] == (
        "Заказ 1 прямо сейчас оплачивают по счёту. Если за минуту ничего не выйдет, попробуйте ещё раз."
    )
    assert (await stage.tap(DAD, "✅ Оплачено")).text.startswith("Заказ 1 прямо сейчас оплачивают")
    stage.pass_by(30)
    await stage.pump()
    assert len((await stage.kept())["charges"]) == 1


async def test_a_second_charge_is_flagged_told_and_given_back_by_hand(stage: Stage) -> None:
    order = await taken(stage)
    stage.strike(Fault(method="successful_payment", hold=90))
    assert (await stage.pay(DAD))["state"] == "paid"
    stage.pass_by(60)
    assert (await stage.pay(DAD))["state"] == "paid"
    stage.pass_by(30)
    await stage.pump()
    await stage.deliver()
    assert (await order_of(stage, order)).payer_name == "Папа"
    assert "Пришли 120 ₽ за заказ 1, но счёт уже был оплачен. Деньги вернут" in stage.text(DAD)
    assert stage.shows(MUM) == (
        "🔔 <i>№ 4</i>\nПришли 120 ₽ за заказ 1, заплатил(а) Папа, но они ничего не оплатили: счёт уже был "
        "оплачен. Попросите вернуть деньги: это делает тот, кто запустил бота, в кабинете платёжного "
        "сервиса – по номеру платежа, который Папа видит в /paysupport. Потом нажмите кнопку.\n"
        "[↩️ Деньги вернули]"
    )
    assert (await stage.tap(MUM, "↩️ Деньги вернули")).text == "Отмечено: деньги вернули."
    await stage.deliver()
    assert stage.text(DAD).endswith("Вам вернули 120 ₽.")
    assert (await stage.tap(DAD, "💬 Платежи")).text == ""
    assert [line.partition(": ")[2] for line in stage.text(DAD).splitlines() if "за заказ" in line] == [
        "деньги вернули",
        "оплачено ✅",
    ]


async def test_an_invoice_forwarded_to_the_group_leads_others_nowhere_and_its_payer_back(
    stage: Stage,
) -> None:
    await taken(stage)
    stage.people.forward_message(DAD, DAD, invoices(stage, DAD)[0]["message_id"], FAMILY)
    [[button]] = stage.newest(FAMILY)["reply_markup"]["inline_keyboard"]
    for person, words in ((MUM, "Этот счёт для другого человека: Папа."), (DAD, "📦 Заказ 1 · Ивановы")):
        stage.people.open_link(person, button["url"])
        await stage.pump()
        assert stage.text(person).startswith(words)
    await stage.start(MUM, "i_nothing")
    assert stage.text(MUM).startswith("Этот счёт мне не знаком.")


async def test_a_question_about_somebody_elses_invoice_is_refused_kindly(stage: Stage) -> None:
    await taken(stage)
    message = next(one for one in stage.engine.world.chats[DAD].messages.values() if "invoice" in one.body)
    assert message.invoice is not None
    sheet = stage.paying.open_invoice(MUM, f"https://t.me/${message.invoice}")["checkout_id"]
    stage.paying.pay(MUM, sheet)
    await stage.pump()
    assert stage.paying.checkout(MUM, sheet)["reason"] == (
        "Этот счёт для другого человека: Папа. Оплатить его больше никто не может. Хотите заплатить – "
        "откройте заказ в нашем чате."
    )


async def test_money_that_comes_after_the_time_pays_while_the_order_is_free(stage: Stage) -> None:
    order = await taken(stage)
    stage.strike(Fault(method="successful_payment", hold=A_QUARTER_OF_AN_HOUR + 60))
    assert (await stage.pay(DAD))["state"] == "paid"
    stage.pass_by(A_QUARTER_OF_AN_HOUR)
    await stage.do["free_stale_orders"]()
    assert (await stage.pay(DAD))["reason"].startswith("Заказ 1 ещё никто не взялся оплатить.")
    stage.pass_by(60)
    await stage.pump()
    assert (await order_of(stage, order)).payer_name == "Папа"


async def test_without_a_provider_the_shop_is_paid_outside_of_the_bot(stage: Stage) -> None:
    await stage.household()
    order = await stage.order((DAD, "хлеб 50 р"))
    await stage.say(DAD, "/orders")
    await stage.press(DAD, f"take:{order}")
    assert invoices(stage, DAD) == []
    assert "🧾" not in stage.shows(DAD)
    assert (await stage.press(DAD, f"bill:{order}")).text.startswith("Телеграм не принимает оплату")
    await stage.tap(DAD, "✅ Оплачено")
    await stage.say(DAD, "/terms")
    assert "Денег я не беру и не храню" in stage.text(DAD)
    await stage.tap(DAD, "💬 Платежи")
    assert stage.text(DAD).startswith("Платежи через Телеграм\n\nЗдесь я денег не беру")
    await stage.tap(DAD, "📜 Условия")
    await stage.tap(DAD, "⬅️ Назад")


async def test_what_telegram_takes_no_payment_for_is_paid_outside(stage: Stage) -> None:
    await stage.open(payment_provider_token=SecretStr(PROVIDER_TOKEN))
    stage.expect("CURRENCY_TOTAL_AMOUNT_INVALID")
    await stage.household()
    order = await stage.order((DAD, "хлеб 50 р"))
    await stage.say(DAD, "/orders")
    refused = await stage.press(DAD, f"take:{order}")
    assert refused.text == (
        "Телеграм не принимает оплату этого заказа. Оплатите в магазине сами и нажмите «Оплачено»."
    )
    assert "🧾" not in stage.shows(DAD)  # no invoice came, and the order does not say so
    assert "[💳 Заплатить по счёту]\n[✅ Оплачено] [Пусть оплатят другие]" in stage.shows(DAD)
    await stage.say(DAD, "/orders")
    await stage.press(DAD, f"o:{order}")
    assert "🧾" not in stage.shows(DAD)  # nor later
    await stage.tap(DAD, "✅ Оплачено")
    assert (await order_of(stage, order)).payer_name == "Папа"


async def starry(stage: Stage) -> int:
    """A family that counts in Stars; Папа has some, and takes the order."""
    await stage.open(currency="XTR")
    await stage.meet(MUM, DAD, KID)
    await stage.do["begin_family"](actor=MUM, allowed=())
    await stage.do["found_family"](actor=MUM, name="Ивановы", allowed=(), currency="XTR")
    await stage.do["accept_invite"](actor=DAD, token=await stage.invite(MUM))
    await stage.hush()
    order = await stage.order((DAD, "хлеб 50 звёзд"), (MUM, "сыр 70 звёзд"))
    stage.paying.buy_stars(DAD, 240)
    await stage.say(DAD, "/orders")
    await stage.press(DAD, f"o:{order}")
    await stage.press(DAD, f"take:{order}")
    return order


async def test_stars_that_pay_for_nothing_are_given_back_by_the_bot_once(stage: Stage) -> None:
    await starry(stage)
    free_below = list(families.c.keys()).index("free_below_minor")
    assert (await stage.kept())["families"][0][free_below] == 1000
    assert "Итого: 120 ⭐" in stage.said(DAD)[-1]
    stage.strike(Fault(method="successful_payment", hold=90))
    await stage.pay(DAD)
    stage.pass_by(60)
    await stage.pay(DAD)
    assert stage.engine.world.users[DAD].stars == 0
    stage.pass_by(30)
    await stage.pump()
    stage.strike(Fault(method="refundStarPayment", drop="after"))
    stage.expect("CHARGE_ALREADY_REFUNDED")
    await stage.settle_money()
    assert stage.engine.world.users[DAD].stars == 120
    for _ in range(2):
        stage.pass_by(120)
        await stage.settle_money()
    await stage.deliver()
    assert stage.engine.world.users[DAD].stars == 120
    assert sorted(str(row[10]) for row in (await stage.kept())["charges"]) == ["applied", "refunded"]
    assert [text.partition("\n")[2] for text in stage.said(DAD)[-3:]] == [
        "120 ⭐ пришли: заказ 1 оплачен. Остальные видят, сколько они вам должны.",
        "Пришли 120 ⭐ за заказ 1, но счёт уже был оплачен. Звёзды возвращаются к вам.",
        "Вам вернули 120 ⭐.",
    ]


async def test_money_whose_settling_fails_is_kept_and_settled_later(stage: Stage) -> None:
    order = await taken(stage)
    settle = stage.do["settle_charge"]

    async def fail(**_: object) -> None:
        raise RuntimeError("the disk is full")

    stage.may_fail = True
    stage.replace("settle_charge", fail)
    assert (await stage.pay(DAD))["state"] == "paid"
    await stage.settle_money()
    assert (await order_of(stage, order)).state.value == "paying"
    stage.replace("settle_charge", settle)
    stage.pass_by(60)
    await stage.settle_money()
    assert (await order_of(stage, order)).payer_name == "Папа"


async def test_money_that_cannot_be_kept_is_tried_again_by_whoever_brings_it(stage: Stage) -> None:
    order = await taken(stage)
    keep = stage.do["keep_charge"]

    async def fail(**_: object) -> None:
        raise RuntimeError("the database is away")

    stage.may_fail = True
    stage.replace("keep_charge", fail)
    with pytest.raises(RuntimeError, match="away"):
        await stage.pay(DAD)
    stage.replace("keep_charge", keep)
    await stage.redeliver()
    assert (await order_of(stage, order)).payer_name == "Папа"


async def test_an_error_at_the_word_on_a_payment_is_a_polite_no(stage: Stage) -> None:
    await taken(stage)
    stage.may_fail = True

    async def fail(**_: object) -> None:
        raise RuntimeError("no idea")

    stage.replace("check_payment", fail)
    sheet = await stage.pay(DAD)
    assert sheet["state"] == "refused"
    assert sheet["reason"].startswith("Что-то пошло не так.")


async def test_a_lost_answer_is_given_again(stage: Stage) -> None:
    order = await taken(stage)
    stage.expect("query is too old", "connection dropped")
    stage.strike(Fault(method="answerPreCheckoutQuery", drop="before"))
    stage.strike(Fault(method="answerPreCheckoutQuery", drop="after"))
    assert (await stage.pay(DAD))["state"] == "paid"
    assert (await order_of(stage, order)).payer_name == "Папа"


async def test_the_providers_token_is_never_in_the_log(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await taken(stage)
    await stage.pay(DAD)
    assert PROVIDER_TOKEN not in caplog.text
    assert PROVIDER_TOKEN not in repr(stage.settings)


async def test_every_update_told_twice_pays_once(stage: Stage) -> None:
    order = await taken(stage)
    stage.expect("query is too old")
    stage.repeats = 1
    assert (await stage.pay(DAD))["state"] == "paid"
    stage.repeats = 0
    assert [row[10] for row in (await stage.kept())["charges"]] == ["applied"]
    assert (await order_of(stage, order)).payer_name == "Папа"
    await stage.deliver()
    assert len([text for text in stage.said(MUM) if "заказ 1 оплачен" in text]) == 1
