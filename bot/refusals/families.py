"""Refusals about the family, its seats and its roles."""

from __future__ import annotations

from aiogram.types import InlineKeyboardButton

from bot.callbacks.people import Go, Place
from bot.refusals.words import refusal_steps, refusal_words
from bot.screen import button
from bot.screens.benefits import benefits_button
from bot.screens.people import found_button, home_button, orders_button, own_cart_button
from bot.screens.wishes import order_name
from bot.texts import Texts, clip
from core.families import errors as families


@refusal_words.register
def _(error: families.FamilyNameError, t: Texts) -> str:
    if not error.length:
        return t.label("The name needs at least one visible character. Please send another one.")
    return t.label(
        "That name is too long: {length} characters, {limit} fit. Please send a shorter one.",
        length=error.length,
        limit=error.limit,
    )


@refusal_words.register
def _(_: families.CountryNotProvedError, t: Texts) -> str:
    return t.label("Please confirm your phone number first: tap “Create a family” again.")


@refusal_words.register
def _(error: families.AlreadyInFamilyError, t: Texts) -> str:
    return t.label(
        "You are in the family “{family}”. You can be in only one family at a time.", family=error.family
    )


@refusal_words.register
def _(_: families.NoFamilyError, t: Texts) -> str:
    return t.label("You are not in a family yet. Create one, or open an invitation link.")


@refusal_words.register
def _(_: families.NotAMemberError, t: Texts) -> str:
    return t.label("This belongs to a family you are not in. Ask its organizer for an invitation.")


@refusal_words.register
def _(error: families.NotOrganizerError, t: Texts) -> str:
    return t.label("Only the organizer can do this. Ask {name}.", name=error.organizer)


@refusal_words.register
def _(_: families.AdultsOnlyError, t: Texts) -> str:
    return t.label("This is for the adults of the family. Please ask one of them.")


@refusal_words.register
def _(_: families.CartOffError, t: Texts) -> str:
    return t.label("The cart is switched off for now; its lines are kept. The organizer can switch it on.")


@refusal_words.register
def _(error: families.FamilyFullError, t: Texts) -> str:
    return t.label(
        "All {seats} seats in “{family}” are taken. When somebody leaves, try again.",
        seats=error.seats,
        family=error.family,
    )


@refusal_words.register
def _(error: families.SeatsHeldError, t: Texts) -> str:
    return t.label(
        "The last seats in “{family}” are kept until {time} for people who are reading their invitation. "
        "Please try again then.",
        family=error.family,
        time=t.clock(error.until),
    )


@refusal_words.register
def _(error: families.OrganizerStaysError, t: Texts) -> str:
    return t.labels(
        "You organize “{family}”, and {count} more person is in it. Hand your role over, or disband it.",
        "You organize “{family}”, and {count} more people are in it. Hand your role over, or disband it.",
        error.others,
        family=error.family,
    )


@refusal_words.register
def _(error: families.PaymentUnderWayError, t: Texts) -> str:
    return t.label(
        "Order {number} is being paid. Tap “Paid” or “Let somebody else pay” in it first.",
        number=order_name(error.number),
    )


@refusal_words.register
def _(_: families.MemberGoneError, t: Texts) -> str:
    return t.label("This member is not in the family any more, or came anew. Open the members again.")


@refusal_words.register
def _(_: families.OwnPlaceError, t: Texts) -> str:
    return t.label("That is you, the organizer. Choose another member.")


@refusal_words.register
def _(error: families.LimitedMemberError, t: Texts) -> str:
    return t.label(
        "{member} is a limited member, and the organizer is an adult. Choose somebody else.",
        member=clip(error.member),
    )


@refusal_words.register
def _(error: families.OfferUnderWayError, t: Texts) -> str:
    return t.label(
        "The role is offered to {member} already. Wait for the answer; it comes within a day.",
        member=clip(error.member),
    )


@refusal_words.register
def _(_: families.OfferGoneError, t: Texts) -> str:
    return t.label("This offer was answered, taken back, or its day is over. See /family for what is now.")


@refusal_words.register
def _(_: families.SuccessionOverError, t: Texts) -> str:
    return t.label("No organizer is being chosen now: there is one. See /family.")


@refusal_words.register
def _(error: families.WrongNameError, t: Texts) -> str:
    return t.label(
        "That is not its name, so nothing has happened. To disband it, send me exactly: {family}",
        family=error.family,
    )


@refusal_words.register
def _(_: families.ArchiveGoneError, t: Texts) -> str:
    return t.label("Nothing is kept for you here (any more). Open /start to see where you are.")


@refusal_words.register
def _(_: families.PlaceTakenError, t: Texts) -> str:
    return t.label("This chat already shows another family's cart. Use your own family's chat.")


@refusal_words.register
def _(error: families.PlaceUnknownError, t: Texts) -> str:
    if error.can_attach:
        return t.label("This chat shows no cart yet. Send /cart here to connect it.")
    return t.label("This chat shows no cart yet. The organizer connects it by sending /cart here.")


@refusal_steps.register
def _(_: families.FamilyNameError | families.WrongNameError, t: Texts) -> list[InlineKeyboardButton]:
    return []  # the question, and its keyboard, are still there


@refusal_steps.register
def _(_: families.NoFamilyError, t: Texts) -> list[InlineKeyboardButton]:
    return [found_button(t), own_cart_button(t), home_button(t)]


@refusal_steps.register
def _(_: families.CartOffError, t: Texts) -> list[InlineKeyboardButton]:
    return [benefits_button(t), home_button(t)]


@refusal_steps.register
def _(_: families.OrganizerStaysError, t: Texts) -> list[InlineKeyboardButton]:
    return [
        button("👑 " + t.label("Hand over"), Go(to=Place.MEMBERS)),
        button("🗑 " + t.label("Disband"), Go(to=Place.DISBAND)),
        home_button(t),
    ]


@refusal_steps.register
def _(_: families.PaymentUnderWayError, t: Texts) -> list[InlineKeyboardButton]:
    return [orders_button(t)]
