"""What each kind of alert says, and the buttons it carries."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import singledispatch
from typing import TYPE_CHECKING

from bot.callbacks.carts import LinePress
from bot.callbacks.families import ArchivePress, ComeBackPress
from bot.callbacks.invites import OpenInvitePress
from bot.callbacks.orders import OrderPress, TakePress
from bot.callbacks.people import Go, Place
from bot.callbacks.shopping import MarkPress
from bot.screen import Screen, button, rows
from bot.screens.approvals import decide_buttons
from bot.screens.benefits import benefits_button
from bot.screens.customs import family_settings_button, told_custom
from bot.screens.invites import newcomer_buttons
from bot.screens.inviting import request_buttons
from bot.screens.members import answer_buttons
from bot.screens.orders import judge_buttons, sent_button
from bot.screens.people import cart_button, people_count
from bot.screens.shopping import (
    came_of_it,
    checkout_button,
    in_the_shop,
    list_button,
    replacement_buttons,
    shop_button,
)
from bot.screens.wishes import amount, instead_of, order_name
from bot.texts import Html, Texts, clip
from core.alerts import alert as kinds
from core.carts.trip import Mark
from core.carts.views import EndedTrip
from core.families.benefit import Benefit
from core.families.family import Units
from core.people.person import FORMER
from core.shared.money import Money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

    from core.alerts.outbox import Waiting

LINES_TOLD = 10
"""More lines than this are counted only: an alert is read on the way."""

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
    if alert.member == FORMER:
        text = t(
            "Somebody erased their data and left “{family}”. There are {people} now.",
            family=alert.family,
            people=people_count(alert.people, t),
        )
        return _with_lines(text, alert.lines, t)
    text = t(
        "<b>{member}</b> left “{family}”. There are {people} now.",
        member=alert.member,
        family=alert.family,
        people=people_count(alert.people, t),
    )
    return _with_lines(text, alert.lines, t)


@alert_text.register
def _(alert: kinds.MemberRemoved, t: Texts) -> Html:
    text = t(
        "<b>{member}</b> was removed from “{family}”. There are {people} now.",
        member=alert.member,
        family=alert.family,
        people=people_count(alert.people, t),
    )
    return _with_lines(text, alert.lines, t)


def _with_lines(text: Html, count: int, t: Texts) -> Html:
    if not count:
        return text
    lines = t.plural(
        "{count} line of theirs stays in the cart and is yours now.",
        "{count} lines of theirs stay in the cart and are yours now.",
        count,
    )
    return Html(f"{text} {lines}")


@alert_text.register
def _(alert: kinds.RemovedFromFamily, t: Texts) -> Html:
    text = t(
        "{name} removed you from “{family}”. What you owe and are owed stays: /orders.",
        name=alert.by,
        family=alert.family,
    )
    back = (
        t("Invitations to it are closed to you until {name} opens them again.", name=alert.by)
        if alert.is_barred
        else t("To come back, ask {name} for an invitation.", name=alert.by)
    )
    return Html(f"{text} {back}")


@alert_text.register
def _(alert: kinds.LetBackIn, t: Texts) -> Html:
    return t("Invitations to “{family}” are open to you again.", family=alert.family)


@alert_text.register
def _(alert: kinds.FamilyRenamed, t: Texts) -> Html:
    return t(
        "{name} renamed the family: “{family}” is called “{new}” now.",
        name=alert.by,
        family=alert.family,
        new=alert.name,
    )


@alert_text.register
def _(alert: kinds.MadeLimited, t: Texts) -> Html:
    return t(
        "{name} made you a limited member of “{family}”: lines above {sum} wait until an adult approves "
        "them, and your votes are advice.",
        name=alert.by,
        family=alert.family,
        sum=t.money(alert.minor, alert.currency),
    )


@alert_text.register
def _(alert: kinds.MadeAdult, t: Texts) -> Html:
    return t(
        "{name} made you an adult in “{family}”: no limit holds for you, and your votes count.",
        name=alert.by,
        family=alert.family,
    )


@alert_text.register
def _(alert: kinds.RoleOffered, t: Texts) -> Html:
    return t(
        "{name} offers you the organizer's role in “{family}”. You have a day to decide.",
        name=alert.by,
        family=alert.name,
    )


@alert_text.register
def _(alert: kinds.RoleOfferedByVote, t: Texts) -> Html:
    return t(
        "The adults of “{family}” want you to be the organizer. You have a day to decide.",
        family=alert.name,
    )


@alert_text.register
def _(alert: kinds.RoleDeclined, t: Texts) -> Html:
    return t(
        "{name} does not take the organizer's role in “{family}”. It stays yours.",
        name=alert.member,
        family=alert.family,
    )


@alert_text.register
def _(alert: kinds.RoleUnanswered, t: Texts) -> Html:
    return t(
        "{name} has not answered within a day, so the organizer's role in “{family}” stays yours.",
        name=alert.member,
        family=alert.family,
    )


@alert_text.register
def _(alert: kinds.OfferExpired, t: Texts) -> Html:
    return t(
        "The day to take the organizer's role in “{family}” is over; it is not offered to you any more.",
        family=alert.family,
    )


@alert_text.register
def _(alert: kinds.OfferWithdrawn, t: Texts) -> Html:
    return t(
        "{name} took the offer of the organizer's role in “{family}” back.",
        name=alert.by,
        family=alert.family,
    )


@alert_text.register
def _(alert: kinds.OrganizerChanged, t: Texts) -> Html:
    return t(
        "<b>{member}</b> is the organizer of “{family}” now. You stay in it as an adult member.",
        member=alert.member,
        family=alert.family,
    )


@alert_text.register
def _(alert: kinds.OrganizerIsNew, t: Texts) -> Html:
    return t("<b>{member}</b> is the organizer of “{family}” now.", member=alert.member, family=alert.family)


@alert_text.register
def _(alert: kinds.SuccessionOpened, t: Texts) -> Html:
    return t(
        "I have not reached {organizer}, the organizer of “{family}”, for two weeks. "
        "Who shall be the organizer? Every adult has one vote.",
        organizer=alert.organizer,
        family=alert.name,
    )


@alert_text.register
def _(alert: kinds.SuccessorUnwilling, t: Texts) -> Html:
    return t(
        "{member} did not become the organizer of “{family}”. Please choose again.",
        member=alert.member,
        family=alert.name,
    )


@alert_text.register
def _(alert: kinds.SuccessionClosed, t: Texts) -> Html:
    return t(
        "{organizer} is back and stays the organizer of “{family}”. The vote is over.",
        organizer=alert.organizer,
        family=alert.family,
    )


@alert_text.register
def _(alert: kinds.FamilyDisbanded, t: Texts) -> Html:
    return t(
        "{name} disbanded “{family}”. Debts stay: /orders. For 30 days you can look at what is kept.",
        name=alert.by,
        family=alert.name,
    )


@alert_text.register
def _(alert: kinds.FamilyBroughtBack, t: Texts) -> Html:
    return t(
        "{name} brought “{family}” back, with its cart and its books. Will you come back, too?",
        name=alert.by,
        family=alert.name,
    )


@alert_text.register
def _(alert: kinds.GroupLost, t: Texts) -> Html:
    return t(
        "I was removed from the group chat of “{family}”. The family lives on here; to show the cart in a "
        "group again, add me to it: /family",
        family=alert.family,
    )


@alert_text.register
def _(alert: kinds.LastSeatTaken, t: Texts) -> Html:
    return t("The last seat in “{family}” is taken. Nobody else can join now.", family=alert.family)


@alert_text.register
def _(alert: kinds.TurnedAway, t: Texts) -> Html:
    named = t("{names}", names=", ".join(clip(name) for name in alert.names))
    more = len(alert.people) - len(alert.names) + alert.more
    names = t("{names} and {count} more", names=named, count=more) if more > 0 else named
    return t(
        "All seats in “{family}” are taken, so there was none for: {names}.", family=alert.family, names=names
    )


@alert_text.register
def _(alert: kinds.InviteUsedUp, t: Texts) -> Html:
    return t(
        "An invitation to “{family}” is used up: as many as it was for have come. {seats}.",
        family=alert.family,
        seats=t.plural("{count} free seat", "{count} free seats", alert.free),
    )


@alert_text.register
def _(alert: kinds.InviteExpired, t: Texts) -> Html:
    came = (
        t.plural("{count} person joined by it", "{count} people joined by it", alert.came)
        if alert.came
        else t("nobody joined by it")
    )
    return t(
        "The time of an invitation to “{family}” is over: {came}. {seats}.",
        family=alert.family,
        came=came,
        seats=t.plural("{count} free seat", "{count} free seats", alert.free),
    )


@alert_text.register
def _(alert: kinds.InvitedToFamily, t: Texts) -> Html:
    return t(
        "{organizer} invites you to the family “{family}”.", organizer=alert.organizer, family=alert.family
    )


@alert_text.register
def _(alert: kinds.JoinRequested, t: Texts) -> Html:
    return t(
        "<b>{member}</b> asks to join “{family}”. The request waits for a day.",
        member=alert.member,
        family=alert.family,
    )


@alert_text.register
def _(alert: kinds.JoinAccepted, t: Texts) -> Html:
    return t(
        "🎉 Welcome to <b>{family}</b>! There are {people} now.\n\n"
        "Add what you need, and vote on what the others want.",
        family=alert.family,
        people=people_count(alert.people, t),
    )


@alert_text.register
def _(alert: kinds.JoinRefused, t: Texts) -> Html:
    return t("You cannot join “{family}” for now. Ask its organizer about it.", family=alert.family)


@alert_text.register
def _(alert: kinds.JoinRequestExpired, t: Texts) -> Html:
    return t(
        "Nobody answered your request to join “{family}” for a day, so it is over. Open the link again to "
        "ask once more.",
        family=alert.family,
    )


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


def _bullets(lines: Sequence[str], t: Texts) -> Html:
    shown = [t("• {line}", line=clip(line)) for line in lines[:LINES_TOLD]]
    if len(lines) > len(shown):
        shown.append(t("… and {count} more", count=len(lines) - len(shown)))
    return Html("\n".join(shown))


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


@alert_text.register
def _(alert: kinds.BenefitSwitched, t: Texts) -> Html:
    told = {"name": alert.by, "family": alert.family}
    match alert.benefit, alert.is_on:
        case Benefit.CART, True:
            return t("{name} switched the cart of “{family}” on again.", **told)
        case Benefit.CART, False:
            return t("{name} switched the cart of “{family}” off. Its lines are kept.", **told)
        case Benefit.VOTING, True:
            return t("{name} switched voting in “{family}” on, for what is added from now on.", **told)
        case _:
            return t("{name} switched voting in “{family}” off. No line waits for votes now.", **told)


def _with_note(text: Html, note: str, t: Texts) -> Html:
    return Html(f"{text}\n" + t("“{note}”", note=note)) if note else text


@alert_text.register
def _(alert: kinds.CustomsChanged, t: Texts) -> Html:
    told = zip(alert.customs, alert.is_now, strict=True)
    customs = [told_custom(name, value, alert.currency, t) for name, value in told]
    return t(
        "{name} changed the settings of “{family}”:\n{customs}",
        name=alert.by,
        family=alert.family,
        customs="\n".join(customs),
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
def _(alert: kinds.TurnPassed, t: Texts) -> Html:
    return t(
        "{name} passed the turn on: you check out the cart of “{family}” now.",
        name=alert.by,
        family=alert.family,
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
        number=order_name(alert.number),
        lines=t.plural("{count} line", "{count} lines", alert.lines),
        sum=t.money(alert.minor, alert.currency),
    )


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
def _(alert: kinds.OrderCancelled, t: Texts) -> Html:
    return t(
        "{name} cancelled order {number}. Its lines are back in the cart.",
        name=alert.by,
        number=order_name(alert.number),
    )


@alert_text.register
def _(alert: kinds.PaymentTimedOut, t: Texts) -> Html:
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


def alert_buttons(alert: kinds.Alert, t: Texts) -> InlineKeyboardMarkup | None:
    """Return the buttons of what can be done about it now."""
    match alert:
        case kinds.ShareDue() | kinds.MoneyNotReceived():
            return rows([sent_button(alert.order, alert.attempt, t)], [_order(alert.order, t)])
        case kinds.MoneySent():
            return rows(judge_buttons(alert.payment, t))
        case kinds.OrderLocked() | kinds.OrderPaid() | kinds.PaymentTimedOut() | kinds.GoodsArrived():
            return rows([_order(alert.order, t)])
        case kinds.TieToDecide() | kinds.LineIncreased():
            icon = "⚖️" if isinstance(alert, kinds.TieToDecide) else "♻️"
            return rows([button(f"{icon} {t.label('Show the line')}", LinePress(item=alert.item))])
        case kinds.VotesAwaited() | kinds.TurnPassed():
            return rows([cart_button(t)])
        case _:
            return _shop_buttons(alert, t) or _approval_buttons(alert, t) or _family_buttons(alert, t)


def _family_buttons(alert: kinds.Alert, t: Texts) -> InlineKeyboardMarkup | None:
    match alert:
        case kinds.RoleOffered() | kinds.RoleOfferedByVote():
            return rows(answer_buttons(alert.family, alert.offered, t))
        case kinds.SuccessionOpened() | kinds.SuccessorUnwilling():
            return rows([button("🗳 " + t.label("Choose an organizer"), Go(to=Place.SUCCESSION))])
        case kinds.FamilyDisbanded():
            return rows([button("🗄 " + t.label("Open the archive"), ArchivePress(family=alert.family))])
        case kinds.FamilyBroughtBack():
            return rows([button("↩️ " + t.label("Come back"), ComeBackPress(family=alert.family))])
        case _:
            steps = _joining_steps(alert, t)
            return rows(steps) if steps else None


def _joining_steps(alert: kinds.Alert, t: Texts) -> list[InlineKeyboardButton]:
    match alert:
        case kinds.InviteUsedUp() | kinds.InviteExpired():
            return [button("🔗 " + t.label("Invite"), Go(to=Place.INVITE))]
        case kinds.TurnedAway():
            return [button("👪 " + t.label("Family"), Go(to=Place.FAMILY))]
        case kinds.InvitedToFamily():
            return [button("✉️ " + t.label("Open the invitation"), OpenInvitePress(invite=alert.invite))]
        case kinds.JoinRequested():
            return request_buttons(alert.request, t)
        case kinds.JoinAccepted():
            return newcomer_buttons(t)
        case _:
            return []


def _shop_buttons(alert: kinds.Alert, t: Texts) -> InlineKeyboardMarkup | None:
    steps: list[list[InlineKeyboardButton]] = []
    match alert:
        case kinds.TripStarted():
            steps = [[button("➕ " + t.label("Add"), Go(to=Place.ADD)), cart_button(t)]]
        case kinds.TripEnded():
            steps = [[checkout_button(t)] if alert.waits else [], [cart_button(t)]]
        case kinds.OrderBought():
            take = button("💳 " + t.label("I'll pay"), TakePress(order=alert.order))
            steps = [[take], [_order(alert.order, t)]]
        case kinds.TripTimedOut():
            steps = [[checkout_button(t)] if alert.waits else [], [cart_button(t), shop_button(t)]]
        case kinds.ReplacementAsked():
            steps = [replacement_buttons(alert.replacement, t)]
        case kinds.ReplacementAnswered(is_accepted=True, votes=False):
            taken = MarkPress(item=alert.item, revision=alert.revision, mark=Mark.BOUGHT, page=0)
            steps = [[button("✅ " + t.label("Bought"), taken)], [list_button(t)]]
        case (
            kinds.ShoppingListChanged()
            | kinds.ReplacementAnswered()
            | kinds.ReplacementUnanswered()
            | kinds.ReplacementOvertaken()
        ):
            steps = [[list_button(t)]]
        case kinds.ReplacementMissed():
            steps = [[cart_button(t)]]
    return rows(*steps) if steps else None


def _approval_buttons(alert: kinds.Alert, t: Texts) -> InlineKeyboardMarkup | None:
    match alert:
        case kinds.ApprovalAsked():
            return rows(decide_buttons(alert.item, alert.version, t), [_line(alert.item, t)])
        case kinds.ApprovalsAsked() | kinds.ApprovalsAwaited():
            return rows([button("⏳ " + t.label("Approvals"), Go(to=Place.APPROVALS))])
        case (
            kinds.LineAllowed()
            | kinds.LineDeclined()
            | kinds.RequestExpired()
            | kinds.DeadlineMoved()
            | kinds.VoteAskedAnew()
            | kinds.LineReturned()
            | kinds.LineUndone()
        ):
            return rows([_line(alert.item, t)])
        case kinds.BenefitSwitched():
            return rows([benefits_button(t)])
        case kinds.CustomsChanged():
            return rows([family_settings_button(t)])
        case _:
            return None


def _line(item: int, t: Texts) -> InlineKeyboardButton:
    return button("🔎 " + t.label("Show the line"), LinePress(item=item))


def _order(order: int, t: Texts) -> InlineKeyboardButton:
    return button("📦 " + t.label("Show the order"), OrderPress(order=order))
