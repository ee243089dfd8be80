"""What each kind of alert says, and the buttons it carries."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from bot.callbacks.carts import LinePress
from bot.callbacks.orders import OrderPress
from bot.screen import Screen, button, rows
from bot.screens.orders import judge_buttons, sent_button
from bot.screens.people import cart_button, people_count
from bot.texts import Html, Texts
from core.alerts import alert as kinds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

    from core.alerts.outbox import Waiting

ROOM = 4000
"""Telegram takes 4096 characters a message; the rest is for the heading."""


def bundle_screen(bundle: Sequence[Waiting], t: Texts) -> tuple[Screen, int]:
    """Show alerts that are delivered together; tell how many of them, from the first on, fit into it."""
    if len(bundle) == 1:
        return alert_screen(bundle[0], t), 1
    (shown, *_) = _messages(bundle, t)
    text = t("<b>What is new</b>\n\n{listed}", listed=_listed(shown, t))
    return Screen(text, _buttons_of(shown, t)), len(shown)


def alert_screen(waiting: Waiting, t: Texts) -> Screen:
    """Show one alert under its number, by which a repeat can be told from news."""
    text = t("🔔 <i>No. {number}</i>\n{what}", number=waiting.number, what=alert_text(waiting.alert, t))
    return Screen(text, alert_buttons(waiting.alert, t))


def missed_screens(missed: Sequence[Waiting], t: Texts) -> list[Screen]:
    """Show what waited for somebody who could not be reached, in as few messages as it fits into."""
    return [
        Screen(t("<b>While you were away</b>\n\n{listed}", listed=_listed(shown, t)), _buttons_of(shown, t))
        for shown in _messages(missed, t)
    ]


def _messages(together: Sequence[Waiting], t: Texts) -> list[list[Waiting]]:
    """Part alerts into as few messages as they fit into, in their order."""
    messages: list[list[Waiting]] = []
    room = 0
    for waiting in together:
        length = len(_entry(waiting, t)) + len("\n\n")
        if messages and length <= room:
            messages[-1].append(waiting)
        else:
            messages.append([waiting])
            room = ROOM
        room -= length
    return messages


def _listed(shown: Sequence[Waiting], t: Texts) -> Html:
    return Html("\n\n".join(_entry(waiting, t) for waiting in shown))


def _entry(waiting: Waiting, t: Texts) -> Html:
    return t(
        "🔔 <i>No. {number}, {when}</i>\n{what}",
        number=waiting.number,
        when=t.moment(waiting.written_at),
        what=alert_text(waiting.alert, t),
    )


def _buttons_of(shown: Sequence[Waiting], t: Texts) -> InlineKeyboardMarkup | None:
    """Return the buttons of the last alert that is no mere news: of two, none tells what it belongs to."""
    for waiting in reversed(shown):
        buttons = alert_buttons(waiting.alert, t)
        if buttons is not None and waiting.alert.urgency is not kinds.Urgency.NEWS:
            return buttons
    return None


@singledispatch
def alert_text(alert: kinds.Alert, t: Texts) -> Html:
    """Return what happened, in words."""
    raise TypeError(f"no words for {type(alert).__name__} in {t.language}")


@alert_text.register
def _(alert: kinds.MemberJoined, t: Texts) -> Html:
    return t(
        "<b>{member}</b> joined “{family}”. There are {people} now.",
        member=alert.member,
        family=alert.family,
        people=people_count(alert.people, t),
    )


@alert_text.register
def _(alert: kinds.MemberLeft, t: Texts) -> Html:
    text = t(
        "<b>{member}</b> left “{family}”. There are {people} now.",
        member=alert.member,
        family=alert.family,
        people=people_count(alert.people, t),
    )
    if not alert.lines:
        return text
    lines = t.plural(
        "{count} line of theirs stays in the cart and is yours now.",
        "{count} lines of theirs stay in the cart and are yours now.",
        alert.lines,
    )
    return Html(f"{text} {lines}")


@alert_text.register
def _(alert: kinds.LastSeatTaken, t: Texts) -> Html:
    return t("The last seat in “{family}” is taken. Nobody else can join now.", family=alert.family)


@alert_text.register
def _(alert: kinds.LineRemoved, t: Texts) -> Html:
    return t("{name} removed your line “{line}” from the cart.", name=alert.by, line=alert.line)


@alert_text.register
def _(alert: kinds.LinePriced, t: Texts) -> Html:
    return t(
        "{name} gave your line “{line}” a price: {price}.",
        name=alert.by,
        line=alert.line,
        price=t.money(alert.minor, alert.currency),
    )


@alert_text.register
def _(alert: kinds.TieToDecide, t: Texts) -> Html:
    return t("The votes on “{line}” are even. Your vote decides.", line=alert.line)


@alert_text.register
def _(alert: kinds.VotesAwaited, t: Texts) -> Html:
    return t.plural(
        "{count} line waits for your vote, and the vote closes soon.",
        "{count} lines wait for your vote, and the vote closes soon.",
        alert.lines,
    )


@alert_text.register
def _(alert: kinds.OrderLocked, t: Texts) -> Html:
    return t(
        "{name} checked out: order {number}, {lines}, {sum}. Who pays the shop?",
        name=alert.by,
        number=alert.number,
        lines=t.plural("{count} line", "{count} lines", alert.lines),
        sum=t.money(alert.minor, alert.currency),
    )


@alert_text.register
def _(alert: kinds.OrderCancelled, t: Texts) -> Html:
    return t(
        "{name} cancelled order {number}. Its lines are back in the cart.",
        name=alert.by,
        number=alert.number,
    )


@alert_text.register
def _(alert: kinds.PaymentTimedOut, t: Texts) -> Html:
    return t(
        "You took order {number} for payment, but 15 minutes are over, and anybody can pay it now. "
        "If you have paid, tap “I'll pay”, then “Paid”.",
        number=alert.number,
    )


@alert_text.register
def _(alert: kinds.ShareDue, t: Texts) -> Html:
    return t(
        "{name} paid order {number}. Your share is <b>{sum}</b>: send it to {name}, then tap the button.",
        name=alert.payer,
        number=alert.number,
        sum=t.money(alert.minor, alert.currency),
    )


@alert_text.register
def _(alert: kinds.OrderPaid, t: Texts) -> Html:
    return t("{name} paid order {number}. You owe nothing for it.", name=alert.payer, number=alert.number)


@alert_text.register
def _(alert: kinds.MoneySent, t: Texts) -> Html:
    return t(
        "{name} says: sent you <b>{sum}</b> for order {number}. Has it arrived?",
        name=alert.debtor,
        sum=t.money(alert.minor, alert.currency),
        number=alert.number,
    )


@alert_text.register
def _(alert: kinds.MoneyReceived, t: Texts) -> Html:
    return t(
        "{name} received your {sum} for order {number}. You are even for this order.",
        name=alert.payer,
        sum=t.money(alert.minor, alert.currency),
        number=alert.number,
    )


@alert_text.register
def _(alert: kinds.MoneyNotReceived, t: Texts) -> Html:
    return t(
        "{name} has not received your {sum} for order {number} yet. "
        "Please check, and tap again once it is sent.",
        name=alert.payer,
        sum=t.money(alert.minor, alert.currency),
        number=alert.number,
    )


@alert_text.register
def _(alert: kinds.GoodsArrived, t: Texts) -> Html:
    return t("{name}: order {number} has arrived.", name=alert.by, number=alert.number)


def alert_buttons(alert: kinds.Alert, t: Texts) -> InlineKeyboardMarkup | None:
    """Return the buttons of what can be done about it now."""
    match alert:
        case kinds.ShareDue() | kinds.MoneyNotReceived():
            return rows([sent_button(alert.order, alert.attempt, t)], [_order(alert.order, t)])
        case kinds.MoneySent():
            return rows(judge_buttons(alert.payment, t))
        case kinds.OrderLocked() | kinds.OrderPaid() | kinds.PaymentTimedOut() | kinds.GoodsArrived():
            return rows([_order(alert.order, t)])
        case kinds.TieToDecide():
            return rows([button("⚖️ " + t.label("Show the line"), LinePress(item=alert.item))])
        case kinds.VotesAwaited():
            return rows([cart_button(t)])
        case _:
            return None


def _order(order: int, t: Texts) -> InlineKeyboardButton:
    return button("📦 " + t.label("Show the order"), OrderPress(order=order))
