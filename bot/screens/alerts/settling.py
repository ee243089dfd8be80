"""What is said of debts, and of money that is sent by a settle-up plan."""

from __future__ import annotations

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks.orders import OrderPress
from bot.screen import button, rows
from bot.screens.alerts.words import alert_buttons, alert_text
from bot.screens.orders import share_said_button
from bot.screens.people import account_button, balances_button
from bot.screens.settling import judge_buttons, payment_button, sent_button
from bot.screens.wishes import order_name
from bot.texts import Html, Texts
from core.alerts import settling as kinds


@alert_text.register
def _(alert: kinds.MoneyWithdrawn, t: Texts) -> Html:
    if not alert.minor:
        return t("{name} took the offer to offset debts back.", name=alert.debtor)
    return t(
        "{name} took it back: {sum} was not sent after all.",
        name=alert.debtor,
        sum=t.money(alert.minor, alert.currency),
    )


@alert_text.register
def _(alert: kinds.ReceiptShown, t: Texts) -> Html:
    return t(
        "{name} attached a receipt: <b>{sum}</b> for you.",
        name=alert.debtor,
        sum=t.money(alert.minor, alert.currency),
    )


@alert_text.register
def _(alert: kinds.OrderReceiptShown, t: Texts) -> Html:
    return t(
        "{name} attached the shop's receipt of order {number}.",
        name=alert.payer,
        number=order_name(alert.number),
    )


@alert_text.register
def _(alert: kinds.DebtReminder, t: Texts) -> Html:
    facts = {
        "name": alert.payer,
        "sum": t.money(alert.minor, alert.currency),
        "number": order_name(alert.number),
    }
    if alert.by_payer:
        return t("{name} asks to remind you: <b>{sum}</b> for order {number} is still open.", **facts)
    return t("A reminder: <b>{sum}</b> to {name} for order {number} is still open.", **facts)


@alert_text.register
def _(alert: kinds.DebtStaysOpen, t: Texts) -> Html:
    return t(
        "A debt for order {number} is still open: {debtor} → {payer}. Reminders were sent; maybe they need "
        "your help to talk about it.",
        number=order_name(alert.number),
        debtor=alert.debtor,
        payer=alert.payer,
    )


@alert_text.register
def _(alert: kinds.OwnShareReminder, t: Texts) -> Html:
    return t(
        "A reminder: your share of order {number}, <b>{sum}</b>, is not paid yet. Tap “Paid” when it is.",
        number=order_name(alert.number),
        sum=t.money(alert.minor, alert.currency),
    )


@alert_text.register
def _(alert: kinds.OwnShareStaysOpen, t: Texts) -> Html:
    return t(
        "A share of order {number} is still not paid: {name}. Reminders were sent; maybe your help is needed "
        "to talk about it.",
        number=order_name(alert.number),
        name=alert.debtor,
    )


@alert_text.register
def _(alert: kinds.VerdictReminder, t: Texts) -> Html:
    if not alert.minor:
        return t(
            "A reminder: {name} offers to offset debts that go round between you. Do you agree?",
            name=alert.debtor,
        )
    return t(
        "A reminder: {name} says that <b>{sum}</b> is sent to you. Has it arrived?",
        name=alert.debtor,
        sum=t.money(alert.minor, alert.currency),
    )


@alert_text.register
def _(alert: kinds.VerdictStaysOut, t: Texts) -> Html:
    return t(
        "{payer} has not said yet whether the money arrived: {debtor} → {payer}. Reminders were sent; maybe "
        "they need your help to talk about it.",
        debtor=alert.debtor,
        payer=alert.payer,
    )


@alert_text.register
def _(alert: kinds.TransferSent, t: Texts) -> Html:
    if not alert.minor:
        return t(
            "{name} offers to offset debts that go round between you: nobody sends money. Do you agree?",
            name=alert.debtor,
        )
    return t(
        "{name} says: sent you <b>{sum}</b> by the settle-up plan. Has it arrived?",
        name=alert.debtor,
        sum=t.money(alert.minor, alert.currency),
    )


@alert_text.register
def _(alert: kinds.TransferReceived, t: Texts) -> Html:
    if not alert.minor:
        return t("{name} agreed: the debts are offset.", name=alert.payer)
    return t(
        "{name} received your {sum}. The debts that it was for are settled.",
        name=alert.payer,
        sum=t.money(alert.minor, alert.currency),
    )


@alert_text.register
def _(alert: kinds.TransferNotReceived, t: Texts) -> Html:
    if not alert.minor:
        return t("{name} does not want to offset the debts. They stay as they are.", name=alert.payer)
    return t(
        "{name} has not received your {sum} by the settle-up plan yet. Please check; the debts stay open.",
        name=alert.payer,
        sum=t.money(alert.minor, alert.currency),
    )


@alert_text.register
def _(alert: kinds.DebtsOffset, t: Texts) -> Html:
    if alert.owed and alert.due:
        return t(
            "{debtor} → {payer}: settled by the plan. With that, {owed} that you owed and {due} that you "
            "were owed are settled, too.",
            debtor=alert.debtor,
            payer=alert.payer,
            owed=t.money(alert.owed, alert.currency),
            due=t.money(alert.due, alert.currency),
        )
    return t(
        "{debtor} → {payer}: settled by the plan. With that, debts of yours that lay between them are "
        "settled, too.",
        debtor=alert.debtor,
        payer=alert.payer,
    )


@alert_buttons.register
def _(alert: kinds.DebtReminder, t: Texts) -> InlineKeyboardMarkup:
    return rows([sent_button(alert.order, alert.attempt, alert.minor, t)], [_order(alert.order, t)])


@alert_buttons.register
def _(alert: kinds.OwnShareReminder, t: Texts) -> InlineKeyboardMarkup:
    return rows([share_said_button(alert.order, t, is_paid=True)], [_order(alert.order, t)])


@alert_buttons.register
def _(alert: kinds.VerdictStaysOut, t: Texts) -> InlineKeyboardMarkup:
    return rows([account_button(t) if alert.to_account else balances_button(t)])


@alert_buttons.register
def _(alert: kinds.TransferSent | kinds.VerdictReminder, t: Texts) -> InlineKeyboardMarkup:
    judging = judge_buttons(alert.payment, t, is_offset=not alert.minor)
    return rows(judging, [payment_button(alert.payment, t)])


@alert_buttons.register
def _(
    alert: kinds.MoneyWithdrawn | kinds.ReceiptShown | kinds.TransferReceived | kinds.TransferNotReceived,
    t: Texts,
) -> InlineKeyboardMarkup:
    return rows([payment_button(alert.payment, t)])


@alert_buttons.register
def _(
    alert: kinds.OrderReceiptShown | kinds.DebtStaysOpen | kinds.OwnShareStaysOpen, t: Texts
) -> InlineKeyboardMarkup:
    return rows([_order(alert.order, t)])


@alert_buttons.register
def _(_: kinds.DebtsOffset, t: Texts) -> InlineKeyboardMarkup:
    return rows([balances_button(t)])


def _order(order: int, t: Texts) -> InlineKeyboardButton:
    return button("📦 " + t.label("Show the order"), OrderPress(order=order))
