"""What is said of lines, approvals and votes."""

from __future__ import annotations

from datetime import UTC, datetime

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks.carts import LinePress
from bot.callbacks.people import Go, Place
from bot.screen import button, rows
from bot.screens.alerts.words import alert_buttons, alert_text
from bot.screens.approvals import decide_buttons
from bot.screens.people import cart_button
from bot.screens.wishes import amount
from bot.texts import Html, Texts
from core.alerts import carts as kinds
from core.families.family import Units


@alert_text.register
def _(alert: kinds.LineRemoved, t: Texts) -> Html:
    return t("{name} removed your line “{line}” from the cart.", name=alert.by, line=alert.line)


@alert_text.register
def _(alert: kinds.LineIncreased, t: Texts) -> Html:
    return t(
        "{name} wants the same as you: your line “{line}” is now for {amount}.",
        name=alert.by,
        line=alert.line,
        amount=amount(alert.quantity, alert.unit, t, Units(alert.units)),
    )


@alert_text.register
def _(alert: kinds.LineReturned, t: Texts) -> Html:
    return t("{name} returned your line “{line}” to the cart.", name=alert.by, line=alert.line)


@alert_text.register
def _(alert: kinds.LineUndone, t: Texts) -> Html:
    return t(
        "{name} took back what they did to your line “{line}”: it is as it was before.",
        name=alert.by,
        line=alert.line,
    )


@alert_text.register
def _(alert: kinds.LinePriced, t: Texts) -> Html:
    return t(
        "{name} gave your line “{line}” a price: {price}.",
        name=alert.by,
        line=alert.line,
        price=t.money(alert.minor, alert.currency),
    )


@alert_text.register
def _(alert: kinds.ApprovalAsked, t: Texts) -> Html:
    if not alert.minor:
        return t(
            "{author} would like “{line}”; nobody knows what it costs. May it be bought?",
            author=alert.author,
            line=alert.line,
        )
    return t(
        "{author} would like “{line}” for {sum}; the limit is {limit}. May it be bought?",
        author=alert.author,
        line=alert.line,
        sum=t.money(alert.minor, alert.currency),
        limit=t.money(alert.limit, alert.currency),
    )


@alert_text.register
def _(alert: kinds.ApprovalsAsked, t: Texts) -> Html:
    return t.plural(
        "{author} added {count} line that waits for an adult.",
        "{author} added {count} lines that wait for an adult.",
        alert.lines,
        author=alert.author,
    )


@alert_text.register
def _(alert: kinds.ApprovalsAwaited, t: Texts) -> Html:
    return t.plural(
        "{count} line has waited for an adult for a day. One more day without an answer is a no.",
        "{count} lines have waited for an adult for a day. One more day without an answer is a no.",
        alert.lines,
    )


@alert_text.register
def _(alert: kinds.LineAllowed, t: Texts) -> Html:
    votes = t(" Now the family votes.") if alert.votes else Html("")
    text = t("{name} said yes to your line “{line}”.{votes}", name=alert.by, line=alert.line, votes=votes)
    return _with_note(text, alert.note, t)


@alert_text.register
def _(alert: kinds.LineDeclined, t: Texts) -> Html:
    text = t(
        "{name} said no to your line “{line}”. You can change it and ask again, or remove it.",
        name=alert.by,
        line=alert.line,
    )
    return _with_note(text, alert.note, t)


@alert_text.register
def _(alert: kinds.RequestExpired, t: Texts) -> Html:
    return t("No adult answered about your line “{line}” in time. You can ask again.", line=alert.line)


@alert_text.register
def _(alert: kinds.RequestMissed, t: Texts) -> Html:
    return t(
        "“{line}” waited two days for an adult in vain and is turned down. {author} can ask again.",
        line=alert.line,
        author=alert.author,
    )


@alert_text.register
def _(alert: kinds.DeadlineMoved, t: Texts) -> Html:
    until = t.moment(datetime.fromtimestamp(alert.closes_at, UTC))
    return t(
        "{name} moved the deadline of “{line}”: the family votes until {until} now.",
        name=alert.by,
        line=alert.line,
        until=until,
    )


@alert_text.register
def _(alert: kinds.VoteAskedAnew, t: Texts) -> Html:
    price = t.label("without a price") if alert.minor < 0 else t.money(alert.minor, alert.currency)
    was = " · ".join([alert.title, amount(alert.quantity, alert.unit, t, Units(alert.units)), price])
    return t(
        "“{line}” has changed, so your vote is asked anew.\nYou voted on: {was}", line=alert.line, was=was
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


def _with_note(text: Html, note: str, t: Texts) -> Html:
    return Html(f"{text}\n" + t("“{note}”", note=note)) if note else text


@alert_buttons.register
def _(alert: kinds.TieToDecide, t: Texts) -> InlineKeyboardMarkup:
    return rows([button("⚖️ " + t.label("Show the line"), LinePress(item=alert.item))])


@alert_buttons.register
def _(alert: kinds.LineIncreased, t: Texts) -> InlineKeyboardMarkup:
    return rows([button("♻️ " + t.label("Show the line"), LinePress(item=alert.item))])


@alert_buttons.register
def _(_: kinds.VotesAwaited, t: Texts) -> InlineKeyboardMarkup:
    return rows([cart_button(t)])


@alert_buttons.register
def _(alert: kinds.ApprovalAsked, t: Texts) -> InlineKeyboardMarkup:
    return rows(decide_buttons(alert.item, alert.version, t), [_line(alert.item, t)])


@alert_buttons.register
def _(_: kinds.ApprovalsAsked | kinds.ApprovalsAwaited, t: Texts) -> InlineKeyboardMarkup:
    return rows([button("⏳ " + t.label("Approvals"), Go(to=Place.APPROVALS))])


@alert_buttons.register
def _(
    alert: kinds.LineAllowed
    | kinds.LineDeclined
    | kinds.RequestExpired
    | kinds.DeadlineMoved
    | kinds.VoteAskedAnew
    | kinds.LineReturned
    | kinds.LineUndone,
    t: Texts,
) -> InlineKeyboardMarkup:
    return rows([_line(alert.item, t)])


def _line(item: int, t: Texts) -> InlineKeyboardButton:
    return button("🔎 " + t.label("Show the line"), LinePress(item=item))
