"""Refusals of who would come in, or let others in."""

from __future__ import annotations

from aiogram.types import InlineKeyboardButton

from bot.callbacks.people import Go, Place
from bot.refusals.words import refusal_steps, refusal_words
from bot.screen import button
from bot.screens.invites import moving_buttons, stay_button, unask_button
from bot.screens.inviting import choose_button
from bot.screens.people import cart_button, home_button
from bot.texts import Texts, clip
from core.invites import errors as invites
from core.invites.invite import InviteState
from core.invites.request import RequestState


@refusal_words.register
def _(_: invites.InviteUnknownError, t: Texts) -> str:
    return t.label("This link is not valid: it is incomplete or was replaced. Ask for a new one.")


@refusal_words.register
def _(error: invites.TooManyGuessesError, t: Texts) -> str:
    return t.label(
        "Too many links that lead nowhere. I look at the next one after {time}. Ask the organizer for a new "
        "link meanwhile.",
        time=t.clock(error.until),
    )


@refusal_words.register
def _(_: invites.InviteExpiredError, t: Texts) -> str:
    return t.label("This invitation has expired. Ask the organizer for a new one.")


@refusal_words.register
def _(_: invites.InviteRevokedError, t: Texts) -> str:
    return t.label("The organizer took this invitation back. Ask for a new one.")


@refusal_words.register
def _(_: invites.InviteUsedUpError, t: Texts) -> str:
    return t.label("This invitation is used up. Ask the organizer for a new one.")


@refusal_words.register
def _(error: invites.InviteOverError, t: Texts) -> str:
    match error.invite_state:
        case InviteState.REVOKED:
            return t.label("You took this invitation back. Make a new one: /invite.")
        case InviteState.EXPIRED:
            return t.label("This invitation's time is over. Make a new one: /invite.")
        case _:
            return t.label("This invitation is used up. Make a new one: /invite.")


@refusal_words.register
def _(error: invites.FamilyDisbandedError, t: Texts) -> str:
    return t.label(
        "The family “{family}” does not exist any more. Ask for another invitation, or create a family.",
        family=error.family,
    )


@refusal_words.register
def _(error: invites.AlreadyHereError, t: Texts) -> str:
    return t.label("You are already in “{family}”: its cart is one tap away.", family=error.family)


@refusal_words.register
def _(error: invites.OlderInviteError, t: Texts) -> str:
    return t.label(
        "This invitation to “{family}” is older than your leaving. "
        "To come back, ask the organizer for a new one.",
        family=error.family,
    )


@refusal_words.register
def _(error: invites.BarredError, t: Texts) -> str:
    return t.label(
        "The organizer of “{family}” does not let you in at the moment. If you think it is a mistake, write "
        "to them.",
        family=error.family,
    )


@refusal_words.register
def _(error: invites.InAnotherFamilyError, t: Texts) -> str:
    if error.organises and error.others:
        return t.label(
            "You organize the family “{family}”, and others are in it. To join another one, hand your role "
            "over or disband yours first.",
            family=error.family,
        )
    if error.by_approval:
        return t.label(
            "You are in the family “{family}”. This one's organizer approves each newcomer: leave yours "
            "first, then open the link again.",
            family=error.family,
        )
    return t.label(
        "You are in the family “{family}”, and one can be in only one. You can stay, or leave yours and join "
        "this one.",
        family=error.family,
    )


@refusal_words.register
def _(error: invites.SeatJustTakenError, t: Texts) -> str:
    return t.label(
        "Somebody took the last seat in “{family}” a moment ago. Sorry! Ask the organizer about it.",
        family=error.family,
    )


@refusal_words.register
def _(error: invites.TooManyInvitesError, t: Texts) -> str:
    return t.label("{limit} invitations are live already. Revoke one of them first.", limit=error.limit)


@refusal_words.register
def _(error: invites.TooFewSeatsError, t: Texts) -> str:
    return t.labels(
        "There is only {count} free seat. Please choose as many people.",
        "There are only {count} free seats. Please choose as many people.",
        error.free,
    )


@refusal_words.register
def _(error: invites.RequestOpenError, t: Texts) -> str:
    return t.label(
        "You have already asked to join “{family}”. Wait for the answer, or take your request back.",
        family=error.family,
    )


@refusal_words.register
def _(error: invites.AskedLatelyError, t: Texts) -> str:
    return t.label(
        "You have asked “{family}” a little while ago. You can ask again after {time}.",
        family=error.family,
        time=t.clock(error.again_at),
    )


@refusal_words.register
def _(error: invites.RequestClosedError, t: Texts) -> str:
    match error.request_state:
        case RequestState.ACCEPTED:
            return t.label("This request has been accepted already.")
        case RequestState.EXPIRED:
            return t.label("This request has expired: nobody answered it for a day.")
        case RequestState.WITHDRAWN:
            return t.label("This request was taken back. Nothing is left to decide.")
        case _:
            return t.label("This request has been turned down already.")


@refusal_words.register
def _(error: invites.RequesterElsewhereError, t: Texts) -> str:
    return t.label("{name} is in another family by now, so the request is closed.", name=clip(error.member))


@refusal_steps.register
def _(error: invites.InAnotherFamilyError, t: Texts) -> list[InlineKeyboardButton]:
    if error.organises and error.others:
        return [
            button("👑 " + t.label("Hand over"), Go(to=Place.MEMBERS)),
            button("🗑 " + t.label("Disband"), Go(to=Place.DISBAND)),
            stay_button(t),
        ]
    if error.by_approval:
        return [button("🚪 " + t.label("Leave the family"), Go(to=Place.LEAVE)), stay_button(t)]
    return moving_buttons(error.token, t)


@refusal_steps.register
def _(_: invites.AlreadyHereError, t: Texts) -> list[InlineKeyboardButton]:
    return [cart_button(t)]


@refusal_steps.register
def _(error: invites.RequestOpenError, t: Texts) -> list[InlineKeyboardButton]:
    return [unask_button(error.request, t), home_button(t)]


@refusal_steps.register
def _(_: invites.TooFewSeatsError, t: Texts) -> list[InlineKeyboardButton]:
    return [choose_button(t), home_button(t)]


@refusal_steps.register
def _(_: invites.TooManyInvitesError, t: Texts) -> list[InlineKeyboardButton]:
    return [button(t.label("Invitations"), Go(to=Place.INVITES)), home_button(t)]
