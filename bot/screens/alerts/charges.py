"""What is said of money that came through Telegram."""

from __future__ import annotations

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks.orders import OrderPress
from bot.callbacks.payments import RefundedPress
from bot.callbacks.people import Place
from bot.screen import button, rows
from bot.screens.alerts.words import alert_buttons, alert_text
from bot.screens.payments import flaw_words, paid_for, paysupport_button
from bot.screens.wishes import order_name
from bot.texts import Html, Texts
from core.alerts import charges as kinds


@alert_text.register
def _(alert: kinds.InvoicePaid, t: Texts) -> Html:
    return t(
        "Your {sum} arrived: order {number} is paid. The others see what they owe you.",
        sum=t.money(alert.minor, alert.currency),
        number=order_name(alert.number),
    )


@alert_text.register
def _(alert: kinds.ShareInvoicePaid, t: Texts) -> Html:
    told = {"sum": t.money(alert.minor, alert.currency), "number": order_name(alert.number)}
    if alert.is_paid:
        return t("Your {sum} arrived: your share is paid, and with it all of order {number}.", **told)
    return t("Your {sum} arrived: your share of order {number} is paid.", **told)


@alert_text.register
def _(alert: kinds.PaymentToReturn, t: Texts) -> Html:
    text = t("{what}: {reason}.", what=_came(alert, t), reason=flaw_words(alert.flaw, t))
    if alert.is_automatic:
        return Html(f"{text} " + t("The Stars are coming back to you."))
    return Html(f"{text} " + t("It will be given back; who runs this bot has to do it. See /paysupport."))


@alert_text.register
def _(alert: kinds.RefundAsked, t: Texts) -> Html:
    text = t(
        "{what}, paid by {name}, pays for nothing: {reason}.",
        what=_came(alert, t),
        name=alert.payer,
        reason=flaw_words(alert.flaw, t),
    )
    if alert.is_automatic:
        return Html(f"{text} " + t("The Stars are on their way back."))
    return Html(
        f"{text} "
        + t(
            "Please have it given back: whoever runs this bot does it in the payment provider's cabinet, by "
            "the number that {name} finds in /paysupport. Then tap the button.",
            name=alert.payer,
        )
    )


@alert_text.register
def _(alert: kinds.PaymentReturned, t: Texts) -> Html:
    return t("Your {sum} were given back.", sum=t.money(alert.minor, alert.currency))


@alert_text.register
def _(alert: kinds.PaidMoneyReturned, t: Texts) -> Html:
    return t(
        "The {sum} that paid for order {number} were given back to the payer. The order stays paid in the "
        "books; please settle it among yourselves.",
        sum=t.money(alert.minor, alert.currency),
        number=order_name(alert.number),
    )


@alert_text.register
def _(alert: kinds.ShareMoneyReturned, t: Texts) -> Html:
    return t(
        "The {sum} that paid your share of order {number} were given back to you. So your share is not paid "
        "any more: please pay it once more.",
        sum=t.money(alert.minor, alert.currency),
        number=order_name(alert.number),
    )


@alert_buttons.register
def _(
    alert: kinds.InvoicePaid | kinds.ShareInvoicePaid | kinds.PaidMoneyReturned | kinds.ShareMoneyReturned,
    t: Texts,
) -> InlineKeyboardMarkup:
    return rows([button("📦 " + t.label("Show the order"), OrderPress(order=alert.order))])


@alert_buttons.register
def _(_: kinds.PaymentToReturn | kinds.PaymentReturned, t: Texts) -> InlineKeyboardMarkup:
    return rows([paysupport_button(Place.HOME, t)])


@alert_buttons.register
def _(alert: kinds.RefundAsked, t: Texts) -> InlineKeyboardMarkup | None:
    if alert.is_automatic:
        return None
    return rows([button("↩️ " + t.label("Given back"), RefundedPress(charge=alert.charge))])


def _came(alert: kinds.PaymentToReturn | kinds.RefundAsked, t: Texts) -> Html:
    what = paid_for(alert.minor, alert.currency, alert.purpose, alert.number, t)
    return t("{what} came", what=what)
