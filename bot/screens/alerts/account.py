"""What is said of the shared account."""

from __future__ import annotations

from aiogram.types import InlineKeyboardMarkup

from bot.screen import rows
from bot.screens.account import arrived_buttons, returned_button
from bot.screens.alerts.words import alert_buttons, alert_text
from bot.screens.people import account_button
from bot.screens.wishes import order_name
from bot.texts import Html, Texts
from core.alerts import account as kinds


@alert_text.register
def _(alert: kinds.TopUpSent, t: Texts) -> Html:
    return t(
        "{name} says: sent you <b>{sum}</b> for the shared account. Has it arrived?",
        name=alert.member,
        sum=t.money(alert.minor, alert.currency),
    )


@alert_text.register
def _(alert: kinds.PotReminder, t: Texts) -> Html:
    told = {"name": alert.by, "sum": t.money(alert.minor, alert.currency)}
    if alert.is_return:
        return t(
            "A reminder: {name} says that <b>{sum}</b>, your part of the shared account of “{family}”, is "
            "sent to you. Has it arrived?",
            family=alert.family,
            **told,
        )
    return t(
        "A reminder: {name} says that <b>{sum}</b> for the shared account is sent to you. Has it arrived?",
        **told,
    )


@alert_text.register
def _(alert: kinds.TopUpWithdrawn, t: Texts) -> Html:
    return t(
        "{name}: the {sum} for the shared account were not sent after all.",
        name=alert.member,
        sum=t.money(alert.minor, alert.currency),
    )


@alert_text.register
def _(alert: kinds.TopUpReceived, t: Texts) -> Html:
    return t(
        "{name} received your {sum} for the shared account. There is {balance} on it now.",
        name=alert.organizer,
        sum=t.money(alert.minor, alert.currency),
        balance=t.money(alert.balance, alert.currency),
    )


@alert_text.register
def _(alert: kinds.TopUpNotReceived, t: Texts) -> Html:
    return t(
        "{name} has not received your {sum} for the shared account yet. Please check, and top up again once "
        "it is sent.",
        name=alert.organizer,
        sum=t.money(alert.minor, alert.currency),
    )


@alert_text.register
def _(alert: kinds.AccountGrew, t: Texts) -> Html:
    return t(
        "{name} put {sum} on the shared account. There is {balance} on it now.",
        name=alert.member,
        sum=t.money(alert.minor, alert.currency),
        balance=t.money(alert.balance, alert.currency),
    )


@alert_text.register
def _(alert: kinds.TopUpPaid, t: Texts) -> Html:
    told = {
        "sum": t.money(alert.minor, alert.currency),
        "balance": t.money(alert.balance, alert.currency),
        "name": alert.organizer,
    }
    if not alert.organizer:
        return t(
            "Your {sum} arrived and are on the shared account. There is {balance} on it now. Whoever runs "
            "this bot has the money and pays it out to you.",
            **told,
        )
    return t(
        "Your {sum} arrived and are on the shared account. There is {balance} on it now. Whoever runs this "
        "bot has the money and pays it out to {name}.",
        **told,
    )


@alert_text.register
def _(alert: kinds.InvoiceTopUp, t: Texts) -> Html:
    return t(
        "{name} put {sum} on the shared account by an invoice. There is {balance} on it now. Whoever runs "
        "this bot has the money and pays it out to you.",
        name=alert.member,
        sum=t.money(alert.minor, alert.currency),
        balance=t.money(alert.balance, alert.currency),
    )


@alert_text.register
def _(alert: kinds.TopUpMoneyReturned, t: Texts) -> Html:
    told = {
        "name": alert.member,
        "family": alert.family,
        "sum": t.money(alert.minor, alert.currency),
        "missing": t.money(alert.missing, alert.currency),
    }
    if not alert.missing:
        return t(
            "The {sum} that {name} put on the shared account of “{family}” by an invoice were given back to "
            "them, and are off the account.",
            **told,
        )
    return t(
        "The {sum} that {name} put on the shared account of “{family}” by an invoice were given back to "
        "them. {missing} of it are not on the account any more: please settle that among yourselves.",
        **told,
    )


@alert_text.register
def _(alert: kinds.PaidFromAccount, t: Texts) -> Html:
    told = {
        "name": alert.by,
        "number": order_name(alert.number),
        "sum": t.money(alert.minor, alert.currency),
        "balance": t.money(alert.balance, alert.currency),
    }
    if alert.is_kept:
        return t(
            "{name} paid order {number} from the shared account: {sum}, {balance} are left. You keep the "
            "money: please see that the shop, or {name}, gets it.",
            **told,
        )
    return t(
        "{name} paid order {number} from the shared account: {sum}, {balance} are left. You owe nothing "
        "for it.",
        **told,
    )


@alert_text.register
def _(alert: kinds.AccountHandedOver, t: Texts) -> Html:
    return t(
        "The shared account of “{family}” is yours to keep: ask {name} for <b>{sum}</b> of it.",
        family=alert.family,
        name=alert.by,
        sum=t.money(alert.minor, alert.currency),
    )


@alert_text.register
def _(alert: kinds.AccountToHandOver, t: Texts) -> Html:
    return t(
        "The shared account of “{family}” is kept by {name} now: please hand <b>{sum}</b> of it over.",
        family=alert.family,
        name=alert.organizer,
        sum=t.money(alert.minor, alert.currency),
    )


@alert_text.register
def _(alert: kinds.PartDue, t: Texts) -> Html:
    return t(
        "Your part of the shared account of “{family}” comes back to you: {name} is to send you "
        "<b>{sum}</b>.",
        family=alert.family,
        name=alert.organizer,
        sum=t.money(alert.minor, alert.currency),
    )


@alert_text.register
def _(alert: kinds.PartOwed, t: Texts) -> Html:
    return t(
        "The part of {name} in the shared account of “{family}” goes back: send them <b>{sum}</b>, then tap "
        "the button.",
        name=alert.member,
        family=alert.family,
        sum=t.money(alert.minor, alert.currency),
    )


@alert_text.register
def _(alert: kinds.PartSent, t: Texts) -> Html:
    return t(
        "{name} says: sent you <b>{sum}</b>, your part of the shared account of “{family}”. Has it arrived?",
        name=alert.organizer,
        family=alert.family,
        sum=t.money(alert.minor, alert.currency),
    )


@alert_text.register
def _(alert: kinds.PartReceived, t: Texts) -> Html:
    return t(
        "{name} received {sum} of the shared account of “{family}”. You are even for it.",
        name=alert.member,
        family=alert.family,
        sum=t.money(alert.minor, alert.currency),
    )


@alert_text.register
def _(alert: kinds.PartNotReceived, t: Texts) -> Html:
    return t(
        "{name} has not received {sum} of the shared account of “{family}” yet. Please check, and tap again "
        "once it is sent.",
        name=alert.member,
        family=alert.family,
        sum=t.money(alert.minor, alert.currency),
    )


@alert_text.register
def _(alert: kinds.SpendingLimited, t: Texts) -> Html:
    return t(
        "{name} set a limit: you may pay up to {sum} a month from the shared account.",
        name=alert.by,
        sum=t.money(alert.minor, alert.currency),
    )


@alert_text.register
def _(alert: kinds.SpendingUnlimited, t: Texts) -> Html:
    return t(
        "{name} lifted your limit: you may pay from the shared account as much as there is.", name=alert.by
    )


@alert_buttons.register
def _(alert: kinds.TopUpSent, t: Texts) -> InlineKeyboardMarkup:
    return rows(arrived_buttons(alert.transfer, t))


@alert_buttons.register
def _(alert: kinds.PartSent | kinds.PotReminder, t: Texts) -> InlineKeyboardMarkup:
    return rows(arrived_buttons(alert.transfer, t))


@alert_buttons.register
def _(alert: kinds.PartOwed | kinds.PartNotReceived, t: Texts) -> InlineKeyboardMarkup:
    return rows([returned_button(alert.transfer, t)], [account_button(t)])


@alert_buttons.register
def _(
    _: kinds.TopUpReceived
    | kinds.TopUpNotReceived
    | kinds.TopUpPaid
    | kinds.InvoiceTopUp
    | kinds.TopUpMoneyReturned
    | kinds.AccountGrew
    | kinds.AccountHandedOver
    | kinds.AccountToHandOver
    | kinds.PartDue
    | kinds.PaidFromAccount
    | kinds.SpendingLimited
    | kinds.SpendingUnlimited,
    t: Texts,
) -> InlineKeyboardMarkup:
    return rows([account_button(t)])
