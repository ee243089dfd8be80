"""Invitations: making them, their list, and what somebody who opens one sees."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from aiogram.types import CopyTextButton, InlineKeyboardButton

from bot.callbacks.invites import DeclinePress, JoinPress, RevokePress
from bot.callbacks.people import Go, Place
from bot.screen import Screen, button, rows
from bot.screens.people import cart_button, home_button, people_count
from bot.texts import Html, clip
from core.invites.invite import InviteState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.texts import Texts
    from core.invites.views import Invitation, InviteCreated, InviteSummary


def invite_screen(invite: InviteCreated, link: str, t: Texts) -> Screen:
    """Show a new link, the only time it can be shown."""
    text = t(
        "Invitation to <b>{family}</b>\n{link}\n\n{seats}, until {until}. "
        "Send it only to your family: anyone who has it can join.\n"
        "I cannot show this link again, but you can make a new one.",
        family=invite.family,
        link=link,
        seats=t.plural("For {count} person", "For {count} people", invite.seats),
        until=t.moment(invite.expires_at),
    )
    message = t.label("Join our family “{family}”: we shop together here.", family=invite.family)
    share = f"https://t.me/share/url?url={quote(link, safe='')}&text={quote(message, safe='')}"
    return Screen(
        text,
        rows(
            [InlineKeyboardButton(text="📤 " + t.label("Share"), url=share)],
            [
                InlineKeyboardButton(text="📋 " + t.label("Copy"), copy_text=CopyTextButton(text=link)),
                button("🚫 " + t.label("Revoke"), RevokePress(invite=invite.id)),
            ],
            [button(t.label("Invitations"), Go(to=Place.INVITES)), home_button(t)],
        ),
    )


def invites_screen(invites: Sequence[InviteSummary], t: Texts) -> Screen:
    """List the invitations with their state and who came by each."""
    if invites:
        listed = "\n\n".join(_invite(number, invite, t) for number, invite in enumerate(invites, start=1))
        text = t("<b>Invitations</b>\n\n{listed}", listed=Html(listed))
    else:
        text = t("There is no invitation yet.")
    revoke = [
        button("🚫 " + t.label("Revoke") + f" {number}", RevokePress(invite=invite.id))
        for number, invite in enumerate(invites, start=1)
        if invite.state is InviteState.LIVE
    ]
    return Screen(
        text,
        rows(
            [button("🔗 " + t.label("Invite"), Go(to=Place.INVITE))],
            revoke,
            [button("⬅️ " + t.label("Back"), Go(to=Place.FAMILY))],
        ),
    )


def _invite(number: int, invite: InviteSummary, t: Texts) -> Html:
    match invite.state:
        case InviteState.LIVE:
            left = t.plural("for {count} more person", "for {count} more people", invite.uses_left)
            state = t("🟢 live, {left}, until {until}", left=left, until=t.moment(invite.expires_at))
        case InviteState.USED_UP:
            state = t("⚪️ used up")
        case InviteState.EXPIRED:
            state = t("⚪️ expired on {when}", when=t.moment(invite.expires_at))
        case InviteState.REVOKED:
            state = t("⚪️ revoked")
    guests = ", ".join(clip(guest) for guest in invite.guests) or "–"
    return t(
        "{number}. created {made}\n{state}\njoined with it: {guests}",
        number=number,
        made=t.moment(invite.created_at),
        state=state,
        guests=guests,
    )


def invitation_screen(invitation: Invitation, token: str, t: Texts) -> Screen:
    """Ask somebody who opened a link whether to join, and say what joining means."""
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
    return Screen(
        text,
        rows(
            [
                button("✅ " + t.label("Join"), JoinPress(token=token)),
                button(t.label("Decline"), DeclinePress()),
            ]
        ),
    )


def joined_screen(invitation: Invitation, t: Texts) -> Screen:
    """Welcome a new member."""
    text = t(
        "🎉 Welcome to <b>{family}</b>! There are {people} now.\n\n"
        "Add what you need, and vote on what the others want.",
        family=invitation.family,
        people=people_count(invitation.people, t),
    )
    return Screen(
        text, rows([cart_button(t), button("➕ " + t.label("Add"), Go(to=Place.ADD))], [home_button(t)])
    )


def declined_screen(t: Texts) -> Screen:
    """Confirm that nobody joined anything."""
    return Screen(
        t("You did not join. The link still works if you change your mind."), rows([home_button(t)])
    )
