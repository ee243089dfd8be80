"""Invitations as the organizer sees them: one with its link, all, who asks to join, whom to choose."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from aiogram.types import (
    CopyTextButton,
    InlineKeyboardButton,
    KeyboardButton,
    KeyboardButtonRequestUsers,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.callbacks.invites import AnswerPress, QrPress, RevokePress, TermPress
from bot.callbacks.people import Go, Place
from bot.screen import Screen, button, rows
from bot.screens.people import home_button, people_count
from bot.texts import Html, clip
from core.invites.invite import InviteState, Term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.links import Links
    from bot.texts import Texts
    from core.invites.views import (
        Answered,
        Choosing,
        InviteCreated,
        InviteList,
        InviteSummary,
        PeopleInvited,
        RequestSummary,
    )

NAMED = 6
"""So many names an invitation in the list; each has room for `NAME_ROOM` characters."""

NAME_ROOM = 24


def invite_screen(invite: InviteCreated, token: str, links: Links, t: Texts) -> Screen:
    """Show a link, which only this message and its buttons know, and what can be changed about it."""
    link = links.invitation(token)
    text = t(
        "Invitation to <b>{family}</b>\n{link}\n\n{seats}, until {until}. {who}\n"
        "I cannot show this link again, but you can make a new one.",
        family=invite.family,
        link=link,
        seats=t.plural("For {count} person", "For {count} people", invite.seats),
        until=t.moment(invite.expires_at),
        who=t("Whoever opens it asks you to be let in.")
        if invite.by_approval
        else t("Send it only to your family: anyone who has it can join."),
    )
    message = t.label("Join our family “{family}”: we shop together here.", family=invite.family)
    share = f"https://t.me/share/url?url={quote(link, safe='')}&text={quote(message, safe='')}"
    return Screen(
        text,
        rows(
            [InlineKeyboardButton(text="📤 " + t.label("Share"), url=share)],
            [
                InlineKeyboardButton(text="📋 " + t.label("Copy"), copy_text=CopyTextButton(text=link)),
                button("🔳 " + t.label("QR code"), QrPress(token=token)),
            ],
            *_terms(invite, token, t),
            [choose_button(t)],
            [button("🚫 " + t.label("Revoke"), RevokePress(invite=invite.id))],
            [button(t.label("Invitations"), Go(to=Place.INVITES)), home_button(t)],
        ),
    )


def _terms(invite: InviteCreated, token: str, t: Texts) -> Sequence[Sequence[InlineKeyboardButton]]:
    def offer(label: str, term: Term, *, is_on: bool) -> InlineKeyboardButton:
        return button(("✅ " if is_on else "") + label, TermPress(token=token, term=term))

    def live(label: str, term: Term) -> InlineKeyboardButton:
        return offer(label, term, is_on=term is invite.life)

    is_for_one = invite.for_one or invite.seats == 1
    return (
        [
            offer(t.label("For one person"), Term.FOR_ONE, is_on=is_for_one),
            offer(t.label("For all free seats"), Term.FOR_ALL, is_on=not is_for_one),
        ],
        [
            live(t.label("1 hour"), Term.HOUR),
            live(t.label("1 day"), Term.DAY),
            live(t.label("7 days"), Term.WEEK),
            live(t.label("30 days"), Term.MONTH),
        ],
        [
            offer(
                t.label("I approve each one"),
                Term.AT_ONCE if invite.by_approval else Term.BY_APPROVAL,
                is_on=invite.by_approval,
            )
        ],
    )


def qr_caption(invite: InviteCreated, t: Texts) -> Html:
    """Say under the picture of a link what it leads to, and until when."""
    return t(
        "Invitation to <b>{family}</b>, until {until}. Point a phone's camera at the picture.",
        family=invite.family,
        until=t.moment(invite.expires_at),
    )


def invites_screen(listed: InviteList, t: Texts) -> Screen:
    """List who asks to join, and the invitations with their state and who came by each."""
    requests = [_request(request, t) for request in listed.requests]
    invites = [_invite(number, invite, t) for number, invite in enumerate(listed.invites, start=1)]
    parts = []
    if requests:
        parts.append(t("<b>They ask to join</b>\n{listed}", listed=Html("\n".join(requests))))
    if invites:
        parts.append(t("<b>Invitations</b>\n\n{listed}", listed=Html("\n\n".join(invites))))
    else:
        parts.append(t("There is no invitation yet."))
    revoke = [
        button("🚫 " + t.label("Revoke") + f" {number}", RevokePress(invite=invite.id))
        for number, invite in enumerate(listed.invites, start=1)
        if invite.state is InviteState.LIVE
    ]
    return Screen(
        Html("\n\n".join(parts)),
        rows(
            *(request_buttons(request.id, t, request.name) for request in listed.requests),
            [button("🔗 " + t.label("Invite"), Go(to=Place.INVITE)), choose_button(t)],
            revoke,
            [button("⬅️ " + t.label("Back"), Go(to=Place.FAMILY))],
        ),
    )


def request_buttons(request: int, t: Texts, name: str = "") -> list[InlineKeyboardButton]:
    """Return the organizer's two answers to a request; among several the name tells which."""
    whose = f": {clip(name, NAME_ROOM)}" if name else ""
    return [
        button("✅ " + t.label("Accept") + whose, AnswerPress(request=request, accept=True)),
        button("✖️ " + t.label("Turn down"), AnswerPress(request=request, accept=False)),
    ]


def _request(request: RequestSummary, t: Texts) -> Html:
    return t(
        "• {name}, waits until {until}",
        name=clip(request.name, NAME_ROOM),
        until=t.moment(request.expires_at),
    )


def _invite(number: int, invite: InviteSummary, t: Texts) -> Html:
    match invite.state:
        case InviteState.LIVE:
            left = (
                t.plural("for {count} more person", "for {count} more people", invite.uses_left)
                if invite.uses_left
                else t("no seat is free")
            )
            state = t("🟢 live, {left}, until {until}", left=left, until=t.moment(invite.expires_at))
        case InviteState.USED_UP:
            state = t("⚪️ used up")
        case InviteState.EXPIRED:
            state = t("⚪️ expired on {when}", when=t.moment(invite.expires_at))
        case InviteState.REVOKED:
            state = t("⚪️ revoked")
    terms = [
        t("for one person") if invite.for_one else "",
        t("with your approval") if invite.by_approval else "",
    ]
    about = ", ".join([t("created {made}", made=t.moment(invite.created_at)), *filter(None, terms)])
    came = t("joined with it: {guests}", guests=_names(invite.guests, t))
    awaited = [t("invited by me: {names}", names=_names(invite.awaited, t))] if invite.awaited else []
    return Html("\n".join([f"{number}. {about}", state, came, *awaited]))


def _names(names: Sequence[str], t: Texts) -> Html:
    if not names:
        return Html("–")
    shown = t("{names}", names=", ".join(clip(name, NAME_ROOM) for name in names[:NAMED]))
    if len(names) <= NAMED:
        return shown
    return t("{names} and {count} more", names=shown, count=len(names) - NAMED)


def answered_screen(answered: Answered, t: Texts) -> Screen:
    """Confirm what the organizer decided about somebody."""
    if answered.is_accepted:
        text = t(
            "<b>{member}</b> is in “{family}”. There are {people} now.",
            member=answered.member,
            family=answered.family,
            people=people_count(answered.people, t),
        )
    else:
        text = t(
            "You did not let <b>{member}</b> into “{family}”.", member=answered.member, family=answered.family
        )
    return Screen(text, rows([button(t.label("Invitations"), Go(to=Place.INVITES)), home_button(t)]))


def choosing_screen(choosing: Choosing, t: Texts) -> Screen:
    """Offer Telegram's own list of people; it needs the keyboard below the input field."""
    text = t(
        "Choose whom to invite with the button below, {people}.\n\n"
        "Whom I know I invite at once. For the others you get a link to send.",
        people=t.plural("at most {count} person", "at most {count} people", choosing.seats),
    )
    request = KeyboardButtonRequestUsers(
        request_id=choosing.family, user_is_bot=False, max_quantity=choosing.seats, request_name=True
    )
    choose = KeyboardButton(text="👥 " + t.label("Choose people"), request_users=request)
    return Screen(
        text,
        ReplyKeyboardMarkup(
            keyboard=[[choose], [KeyboardButton(text=t.label("Cancel"))]],
            resize_keyboard=True,
            one_time_keyboard=True,
        ),
    )


def people_invited_screen(invited: PeopleInvited, t: Texts) -> Screen:
    """Say what became of everybody who was chosen, and take the keyboard away."""
    parts = []
    if invited.sent:
        parts.append(t("✅ I have invited: {names}.", names=_names(invited.sent, t)))
    if invited.again:
        parts.append(t("🕓 I have invited within a day already: {names}.", names=_names(invited.again, t)))
    if invited.others:
        parts.append(
            t(
                "✉️ I cannot write to: {names}. Please send the link below.",
                names=_names(invited.others, t),
            )
        )
    if invited.members:
        parts.append(t("👪 In the family already: {names}.", names=_names(invited.members, t)))
    if invited.barred:
        parts.append(
            t("⛔️ You do not let them in, so not invited: {names}.", names=_names(invited.barred, t))
        )
    return Screen(Html("\n".join(parts)), ReplyKeyboardRemove())


def choose_button(t: Texts) -> InlineKeyboardButton:
    """Return the way to choose people."""
    return button("👥 " + t.label("Choose people"), Go(to=Place.CHOOSE))
