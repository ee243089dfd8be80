"""What is said of invitations, and of who comes by them."""

from __future__ import annotations

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks.invites import OpenInvitePress
from bot.callbacks.people import Go, Place
from bot.screen import button, rows
from bot.screens.alerts.words import alert_buttons, alert_text
from bot.screens.invites import newcomer_buttons
from bot.screens.inviting import request_buttons
from bot.screens.people import people_count
from bot.texts import Html, Texts, clip
from core.alerts import invites as kinds


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


@alert_buttons.register
def _(_: kinds.InviteUsedUp | kinds.InviteExpired, t: Texts) -> InlineKeyboardMarkup:
    return rows([button("🔗 " + t.label("Invite"), Go(to=Place.INVITE))])


@alert_buttons.register
def _(_: kinds.TurnedAway, t: Texts) -> InlineKeyboardMarkup:
    return rows([button("👪 " + t.label("Family"), Go(to=Place.FAMILY))])


@alert_buttons.register
def _(alert: kinds.InvitedToFamily, t: Texts) -> InlineKeyboardMarkup:
    return rows([button("✉️ " + t.label("Open the invitation"), OpenInvitePress(invite=alert.invite))])


@alert_buttons.register
def _(alert: kinds.JoinRequested, t: Texts) -> InlineKeyboardMarkup:
    return rows(request_buttons(alert.request, t))


@alert_buttons.register
def _(_: kinds.JoinAccepted, t: Texts) -> InlineKeyboardMarkup:
    return rows(newcomer_buttons(t))
