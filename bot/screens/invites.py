"""What somebody who is invited sees: the invitation, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.callbacks.invites import DeclinePress, JoinPress, MovePress, MovingPress, UnaskPress
from bot.callbacks.people import Go, Place
from bot.screen import Screen, button, rows
from bot.screens.families import leaving_screen
from bot.screens.people import add_button, cart_button, home_button, people_count
from bot.texts import Html
from core.invites.views import Asked, Invitation

if TYPE_CHECKING:
    from aiogram.types import InlineKeyboardButton

    from bot.texts import Texts
    from core.invites.views import Moving, Withdrawn


def invitation_screen(invitation: Invitation, token: str, t: Texts) -> Screen:
    """Ask somebody who opened an invitation whether to join, and say what joining means."""
    text = t(
        "You are invited to the family <b>{family}</b>.\n"
        "Organizer: {organizer}\nSeats taken: {people} of {seats}\n\n"
        "<b>The members will see</b> your name, the lines you add, your votes, and your shares "
        "of the orders.\n"
        "<b>They will not see</b> your phone number or anything from your other chats.\n\n"
        "You can leave at any time.",
        family=invitation.family,
        organizer=invitation.organizer,
        people=invitation.people,
        seats=invitation.seats,
    )
    notes = [text]
    if invitation.by_approval:
        notes.append(t("The organizer decides about each newcomer. I will ask, and tell you the answer."))
    if invitation.held_until is not None:
        notes.append(t("I keep a seat for you until {time}.", time=t.clock(invitation.held_until)))
    join = t.label("Ask to join") if invitation.by_approval else t.label("Join")
    return Screen(
        Html("\n\n".join(notes)),
        rows(
            [
                button("✅ " + join, JoinPress(token=token)),
                button(t.label("Decline"), DeclinePress(token=token)),
            ]
        ),
    )


def accepted_screen(accepted: Invitation | Asked, t: Texts) -> Screen:
    """Welcome a new member, or say that the organizer was asked."""
    return asked_screen(accepted, t) if isinstance(accepted, Asked) else joined_screen(accepted, t)


def joined_screen(invitation: Invitation, t: Texts) -> Screen:
    """Welcome a new member."""
    text = t(
        "🎉 Welcome to <b>{family}</b>! There are {people} now.\n\n"
        "Add what you need, and vote on what the others want.",
        family=invitation.family,
        people=people_count(invitation.people, t),
    )
    return Screen(text, rows(newcomer_buttons(t), [home_button(t)]))


def newcomer_buttons(t: Texts) -> list[InlineKeyboardButton]:
    """Return what a new member does first."""
    return [cart_button(t), add_button(t)]


def asked_screen(asked: Asked, t: Texts) -> Screen:
    """Say that the organizer was asked, and until when the answer is awaited."""
    text = t(
        "I have asked {organizer} to let you into <b>{family}</b>. I will tell you the answer, until {until} "
        "at the latest.",
        organizer=asked.organizer,
        family=asked.family,
        until=t.moment(asked.expires_at),
    )
    return Screen(text, rows([unask_button(asked.request, t)], [home_button(t)]))


def unask_button(request: int, t: Texts) -> InlineKeyboardButton:
    """Return the way to take one's request back."""
    return button("↩️ " + t.label("Take the request back"), UnaskPress(request=request))


def unasked_screen(withdrawn: Withdrawn, t: Texts) -> Screen:
    """Confirm that the request was taken back, and say when the next one may be made."""
    parts = [t("Your request to join <b>{family}</b> is taken back.", family=withdrawn.family)]
    if withdrawn.again_at is not None:
        parts.append(t("You can ask again after {time}.", time=t.clock(withdrawn.again_at)))
    return Screen(Html("\n".join(parts)), rows([home_button(t)]))


def declined_screen(t: Texts) -> Screen:
    """Confirm that nobody joined anything."""
    return Screen(
        t("You did not join. The invitation still works if you change your mind."), rows([home_button(t)])
    )


def moving_buttons(token: str, t: Texts) -> list[InlineKeyboardButton]:
    """Return the choice of somebody in another family."""
    return [button("🚪 " + t.label("Leave and join"), MovingPress(token=token)), stay_button(t)]


def stay_button(t: Texts) -> InlineKeyboardButton:
    """Return the way back into one's own family."""
    return button(t.label("Stay"), Go(to=Place.FAMILY))


def moving_screen(moving: Moving, token: str, t: Texts) -> Screen:
    """Spell out what leaving means, and what comes after it."""
    leaving = moving.leaving
    keep = MovePress(token=token, family=leaving.family, keep_lines=True)
    drop = MovePress(token=token, family=leaving.family, keep_lines=False)
    if leaving.lines and not leaving.is_last:
        choices = [
            [button(t.label("Move, keep my lines there"), keep)],
            [button(t.label("Move, remove my lines"), drop)],
        ]
    else:
        choices = [[button("🚪 " + t.label("Leave and join"), drop)]]
    then = t(
        "Then you join <b>{family}</b> at once: {people} of {seats} seats are taken there. If that does not "
        "work out, you stay where you are.",
        family=moving.joining.family,
        people=moving.joining.people,
        seats=moving.joining.seats,
    )
    return Screen(
        Html(f"{leaving_screen(leaving, t).text}\n\n{then}"),
        rows(*choices, [button(t.label("Stay"), DeclinePress(token=token))]),
    )
