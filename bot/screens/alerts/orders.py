"""What is said of orders and of the money for them."""

from __future__ import annotations

from datetime import UTC, datetime

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks.orders import OrderPress, TakePress
from bot.screen import button, rows
from bot.screens.alerts.words import alert_buttons, alert_text
from bot.screens.orders import share_said_button
from bot.screens.people import cart_button
from bot.screens.prices import agree_buttons, what_of
from bot.screens.settling import judge_buttons, payment_button, sent_button
from bot.screens.wishes import order_name
from bot.texts import Html, Texts
from core.alerts import orders as kinds


@alert_text.register
def _(alert: kinds.TurnPassed, t: Texts) -> Html:
    return t(
        "{name} passed the turn on: you check out the cart of “{family}” now.",
        name=alert.by,
        family=alert.family,
    )


@alert_text.register
def _(alert: kinds.OrderLocked, t: Texts) -> Html:
    facts = {
        "name": alert.by,
        "number": order_name(alert.number),
        "lines": t.plural("{count} line", "{count} lines", alert.lines),
        "sum": t.money(alert.minor, alert.currency),
    }
    if not alert.may_pay:
        return t("{name} checked out: order {number}, {lines}, {sum}. An adult pays the shop.", **facts)
    return t("{name} checked out: order {number}, {lines}, {sum}. Who pays the shop?", **facts)


@alert_text.register
def _(alert: kinds.OrderBought, t: Texts) -> Html:
    return t(
        "{name} checked out what you bought: order {number}, {sum}. If you paid in the shop, tap “I'll pay”, "
        "then “Paid”: everybody sees their share.",
        name=alert.by,
        number=alert.number,
        sum=t.money(alert.minor, alert.currency),
    )


@alert_text.register
def _(alert: kinds.OrderForEach, t: Texts) -> Html:
    facts = {
        "name": alert.by,
        "number": order_name(alert.number),
        "lines": t.plural("{count} line", "{count} lines", alert.lines),
        "sum": t.money(alert.minor, alert.currency),
    }
    if not alert.mine:
        return t("{name} checked out: order {number}, {lines}, {sum}. You pay nothing for it.", **facts)
    return t(
        "{name} checked out: order {number}, {lines}, {sum}. Each pays the shop their share; yours is "
        "<b>{mine}</b>. Tap “Paid” when you have.",
        mine=t.money(alert.mine, alert.currency),
        **facts,
    )


@alert_text.register
def _(alert: kinds.OrderTreat, t: Texts) -> Html:
    return t(
        "{name} checked out: order {number}, {lines}, {sum}. Whoever pays treats the others: nobody owes "
        "anything.",
        name=alert.by,
        number=order_name(alert.number),
        lines=t.plural("{count} line", "{count} lines", alert.lines),
        sum=t.money(alert.minor, alert.currency),
    )


@alert_text.register
def _(alert: kinds.OrderForAccount, t: Texts) -> Html:
    return t(
        "{name} checked out: order {number}, {lines}, {sum}. The shared account pays: any adult can say so.",
        name=alert.by,
        number=order_name(alert.number),
        lines=t.plural("{count} line", "{count} lines", alert.lines),
        sum=t.money(alert.minor, alert.currency),
    )


@alert_text.register
def _(alert: kinds.EachHasPaid, t: Texts) -> Html:
    return t("Order {number} is paid: each paid their share.", number=order_name(alert.number))


@alert_text.register
def _(alert: kinds.PriceAsked, t: Texts) -> Html:
    if alert.until:
        return t(
            "{name} corrects a price in order {number}, which is paid. {what}: {was} → <b>{now}</b>. Your "
            "share would be {mine} instead of {mine_was}. If that is not right, tap “Object” before {until}; "
            "otherwise it holds.",
            name=alert.by,
            number=order_name(alert.number),
            until=t.moment(datetime.fromtimestamp(alert.until, UTC)),
            **_prices(alert, t),
        )
    if not alert.mine:
        return t(
            "{name}: order {number} is dearer than agreed. {what}: {was} → <b>{now}</b>. The shared account "
            "pays it. Is that all right?",
            name=alert.by,
            number=order_name(alert.number),
            **_prices(alert, t),
        )
    return t(
        "{name}: order {number} is dearer than agreed. {what}: {was} → <b>{now}</b>. Your share would be "
        "{mine} instead of {mine_was}. Is that all right?",
        name=alert.by,
        number=order_name(alert.number),
        **_prices(alert, t),
    )


@alert_text.register
def _(alert: kinds.PriceCorrected, t: Texts) -> Html:
    said = t(
        "{name} corrected a price in order {number}. {what}: {was} → <b>{now}</b>. Your share is {mine} now, "
        "it was {mine_was}.",
        name=alert.by,
        number=order_name(alert.number),
        **_prices(alert, t),
    )
    if alert.returned > 0:
        back = t("You paid more: {sum} comes back to you.", sum=t.money(alert.returned, alert.currency))
        return Html(f"{said} {back}")
    if alert.to_send:
        left = t("Still to send: <b>{sum}</b>.", sum=t.money(alert.to_send, alert.currency))
        return Html(f"{said} {left}")
    return said


def _prices(alert: kinds.PriceAsked | kinds.PriceCorrected, t: Texts) -> dict[str, str]:
    sums = {"was": alert.was, "now": alert.minor, "mine_was": alert.mine_was, "mine": alert.mine}
    said = {name: t.money(minor, alert.currency) for name, minor in sums.items()}
    return said | {"what": what_of(alert.line, t)}


@alert_text.register
def _(alert: kinds.PriceStays, t: Texts) -> Html:
    facts = {
        "name": alert.by,
        "what": what_of(alert.line, t),
        "number": order_name(alert.number),
        "sum": t.money(alert.minor, alert.currency),
    }
    if alert.has_objected:
        return t("{name} objected. {what} (order {number}): the old price stays, not {sum}.", **facts)
    return t("{name} took it back. {what} (order {number}): the old price stays, not {sum}.", **facts)


@alert_text.register
def _(alert: kinds.PriceAnswered, t: Texts) -> Html:
    facts = {
        "what": what_of(alert.line, t),
        "sum": t.money(alert.minor, alert.currency),
        "number": order_name(alert.number),
    }
    if alert.agreed and not alert.by:
        return t("Nobody objected. {what} (order {number}): {sum} now.", **facts)
    if alert.agreed:
        return t("Everybody agrees. {what} (order {number}): {sum} now.", **facts)
    return t(
        "{name} does not agree. {what} (order {number}): the old price stays, not {sum}.",
        name=alert.by,
        **facts,
    )


@alert_text.register
def _(alert: kinds.OrderCancelled, t: Texts) -> Html:
    return t(
        "{name} cancelled order {number}. Its lines are back in the cart.",
        name=alert.by,
        number=order_name(alert.number),
    )


@alert_text.register
def _(alert: kinds.PaymentTimedOut, t: Texts) -> Html:
    if alert.from_account:
        return t(
            "You took order {number} for payment, but 15 minutes are over. Anybody can pay it from the "
            "shared account now, you too.",
            number=order_name(alert.number),
        )
    return t(
        "You took order {number} for payment, but 15 minutes are over, and anybody can pay it now. "
        "If you have paid, tap “I'll pay”, then “Paid”.",
        number=order_name(alert.number),
    )


@alert_text.register
def _(alert: kinds.ShareDue, t: Texts) -> Html:
    return t(
        "{name} paid order {number}. Your share is <b>{sum}</b>: send it to {name}, then tap the button.",
        name=alert.payer,
        number=order_name(alert.number),
        sum=t.money(alert.minor, alert.currency),
    )


@alert_text.register
def _(alert: kinds.OrderPaid, t: Texts) -> Html:
    return t(
        "{name} paid order {number}. You owe nothing for it.",
        name=alert.payer,
        number=order_name(alert.number),
    )


@alert_text.register
def _(alert: kinds.MoneySent, t: Texts) -> Html:
    return t(
        "{name} says: sent you <b>{sum}</b> for order {number}. Has it arrived?",
        name=alert.debtor,
        sum=t.money(alert.minor, alert.currency),
        number=order_name(alert.number),
    )


@alert_text.register
def _(alert: kinds.MoneyReceived, t: Texts) -> Html:
    if alert.left:
        return t(
            "{name} received your {sum} for order {number}. Still owed: {left}.",
            name=alert.payer,
            sum=t.money(alert.minor, alert.currency),
            number=order_name(alert.number),
            left=t.money(alert.left, alert.currency),
        )
    return t(
        "{name} received your {sum} for order {number}. You are even for this order.",
        name=alert.payer,
        sum=t.money(alert.minor, alert.currency),
        number=order_name(alert.number),
    )


@alert_text.register
def _(alert: kinds.MoneyNotReceived, t: Texts) -> Html:
    return t(
        "{name} has not received your {sum} for order {number} yet. "
        "Please check, and tap again once it is sent.",
        name=alert.payer,
        sum=t.money(alert.minor, alert.currency),
        number=order_name(alert.number),
    )


@alert_text.register
def _(alert: kinds.GoodsArrived, t: Texts) -> Html:
    return t("{name}: order {number} has arrived.", name=alert.by, number=order_name(alert.number))


@alert_buttons.register
def _(alert: kinds.ShareDue, t: Texts) -> InlineKeyboardMarkup:
    return rows([sent_button(alert.order, alert.attempt, alert.minor, t)], [_order(alert.order, t)])


@alert_buttons.register
def _(alert: kinds.MoneyNotReceived, t: Texts) -> InlineKeyboardMarkup:
    said = [payment_button(alert.payment, t)] if alert.payment else []
    return rows([sent_button(alert.order, alert.attempt, alert.minor, t)], said, [_order(alert.order, t)])


@alert_buttons.register
def _(alert: kinds.PriceCorrected | kinds.MoneyReceived, t: Texts) -> InlineKeyboardMarkup | None:
    if not alert.order:
        return None
    sent = [sent_button(alert.order, alert.attempt, alert.to_send, t)] if alert.to_send else []
    return rows(sent, [_order(alert.order, t)])


@alert_buttons.register
def _(alert: kinds.MoneySent, t: Texts) -> InlineKeyboardMarkup:
    return rows(judge_buttons(alert.payment, t))


@alert_buttons.register
def _(
    alert: kinds.OrderLocked | kinds.OrderPaid | kinds.PaymentTimedOut | kinds.GoodsArrived, t: Texts
) -> InlineKeyboardMarkup:
    return rows([_order(alert.order, t)])


@alert_buttons.register
def _(
    alert: kinds.OrderTreat
    | kinds.OrderForAccount
    | kinds.EachHasPaid
    | kinds.PriceStays
    | kinds.PriceAnswered,
    t: Texts,
) -> InlineKeyboardMarkup:
    return rows([_order(alert.order, t)])


@alert_buttons.register
def _(alert: kinds.OrderForEach, t: Texts) -> InlineKeyboardMarkup:
    said = [share_said_button(alert.order, t, is_paid=True)] if alert.mine else []
    return rows(said, [_order(alert.order, t)])


@alert_buttons.register
def _(alert: kinds.PriceAsked, t: Texts) -> InlineKeyboardMarkup:
    agree = agree_buttons(alert.correction, t, is_paid=bool(alert.until))
    return rows(agree, [_order(alert.order, t)])


@alert_buttons.register
def _(alert: kinds.OrderBought, t: Texts) -> InlineKeyboardMarkup:
    take = button("💳 " + t.label("I'll pay"), TakePress(order=alert.order))
    return rows([take], [_order(alert.order, t)])


@alert_buttons.register
def _(_: kinds.TurnPassed, t: Texts) -> InlineKeyboardMarkup:
    return rows([cart_button(t)])


def _order(order: int, t: Texts) -> InlineKeyboardButton:
    return button("📦 " + t.label("Show the order"), OrderPress(order=order))
