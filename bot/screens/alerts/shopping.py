"""What is said while somebody is in the shop."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks.shopping import MarkPress
from bot.screen import button, rows
from bot.screens.alerts.words import alert_buttons, alert_text
from bot.screens.people import add_button, cart_button
from bot.screens.shopping import (
    came_of_it,
    checkout_button,
    in_the_shop,
    list_button,
    replacement_buttons,
    shop_button,
)
from bot.screens.wishes import amount, instead_of
from bot.texts import Html, Texts, clip
from core.alerts import shopping as kinds
from core.carts.trip import Mark
from core.carts.views import EndedTrip
from core.families.family import Units
from core.shared.money import Money

LINES_TOLD = 10
"""More lines than this are counted only: an alert is read on the way."""


@alert_text.register
def _(alert: kinds.TripStarted, t: Texts) -> Html:
    return in_the_shop(alert.shopper, datetime.fromtimestamp(alert.until, UTC), t)


@alert_text.register
def _(alert: kinds.TripEnded, t: Texts) -> Html:
    ended = EndedTrip(alert.bought, alert.missing, alert.left, Money(alert.minor, alert.currency))
    text = t("🏠 {name} is back from the shop.\n{what}", name=alert.shopper, what=came_of_it(ended, t))
    if alert.waits:
        return Html("\n".join([text, t("What is bought can be checked out.")]))
    return text


@alert_text.register
def _(alert: kinds.TripTimedOut, t: Texts) -> Html:
    return t(
        "⏱ Your time in the shop is over. Bought: {bought}, left in the cart: {left}. "
        "If you are still there, say /go again.",
        bought=alert.bought,
        left=alert.left,
    )


@alert_text.register
def _(alert: kinds.ShoppingListChanged, t: Texts) -> Html:
    added, gone = _bullets(alert.added, t), _bullets(alert.gone, t)
    parts = [
        *([t("🛍 New on your list:\n{lines}", lines=added)] if added else []),
        *([t("🛍 Off your list:\n{lines}", lines=gone)] if gone else []),
    ]
    return Html("\n".join(parts))


@alert_text.register
def _(alert: kinds.ReplacementAsked, t: Texts) -> Html:
    wanted = amount(alert.quantity, alert.unit, t, Units(alert.units))
    price = t.money(alert.minor, alert.currency)
    return t(
        "🔁 {name} is in the shop and cannot find “{line}”. Will this do instead?\n{instead}\n\n"
        "Please answer within {minutes} minutes; without an answer nothing is taken.",
        name=alert.shopper,
        line=alert.line,
        instead=instead_of(alert.title, wanted, price, t),
        minutes=alert.minutes,
    )


@alert_text.register
def _(alert: kinds.ReplacementAnswered, t: Texts) -> Html:
    facts = {"name": alert.author, "line": alert.line, "title": alert.title}
    if not alert.is_accepted:
        return t("✖️ {name}: no, nothing instead of “{line}”.", **facts)
    if alert.votes:
        return t("🗳 {name} agrees to “{title}”, but the family has to vote on it first.", **facts)
    return t("✅ {name}: yes, “{title}” instead of “{line}”.", **facts)


@alert_text.register
def _(alert: kinds.ReplacementUnanswered, t: Texts) -> Html:
    return t(
        "⏱ {name} has not answered about “{line}”: it counts as not there and stays in the cart.",
        name=alert.author,
        line=alert.line,
    )


@alert_text.register
def _(alert: kinds.ReplacementMissed, t: Texts) -> Html:
    return t(
        "⏱ {name} could not wait any longer: “{line}” was not replaced and stays in the cart.",
        name=alert.shopper,
        line=alert.line,
    )


@alert_text.register
def _(alert: kinds.ReplacementOvertaken, t: Texts) -> Html:
    return t("“{line}” has just changed, so nobody answers about the replacement.", line=alert.line)


def _bullets(lines: Sequence[str], t: Texts) -> Html:
    shown = [t("• {line}", line=clip(line)) for line in lines[:LINES_TOLD]]
    if len(lines) > len(shown):
        shown.append(t("… and {count} more", count=len(lines) - len(shown)))
    return Html("\n".join(shown))


@alert_buttons.register
def _(_: kinds.TripStarted, t: Texts) -> InlineKeyboardMarkup:
    return rows([add_button(t), cart_button(t)])


@alert_buttons.register
def _(alert: kinds.TripEnded, t: Texts) -> InlineKeyboardMarkup:
    return rows([checkout_button(t)] if alert.waits else [], [cart_button(t)])


@alert_buttons.register
def _(alert: kinds.TripTimedOut, t: Texts) -> InlineKeyboardMarkup:
    return rows([checkout_button(t)] if alert.waits else [], [cart_button(t), shop_button(t)])


@alert_buttons.register
def _(alert: kinds.ReplacementAsked, t: Texts) -> InlineKeyboardMarkup:
    return rows(replacement_buttons(alert.replacement, t))


@alert_buttons.register
def _(alert: kinds.ReplacementAnswered, t: Texts) -> InlineKeyboardMarkup:
    if not alert.is_accepted or alert.votes:
        return rows([list_button(t)])
    taken = MarkPress(item=alert.item, revision=alert.revision, mark=Mark.BOUGHT, page=0)
    return rows([button("✅ " + t.label("Bought"), taken)], [list_button(t)])


@alert_buttons.register
def _(
    _: kinds.ShoppingListChanged | kinds.ReplacementUnanswered | kinds.ReplacementOvertaken, t: Texts
) -> InlineKeyboardMarkup:
    return rows([list_button(t)])


@alert_buttons.register
def _(_: kinds.ReplacementMissed, t: Texts) -> InlineKeyboardMarkup:
    return rows([cart_button(t)])
