"""The organizer's side of invitations: making, changing, listing, revoking them, and choosing people."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from aiogram import Bot, Router
from aiogram.filters import Command

from bot.callbacks.invites import AnswerPress, QrPress, RevokePress, TermPress
from bot.callbacks.people import Place
from bot.filters import Private, To, WithChosenPeople
from bot.qr import qr_picture
from bot.screens.inviting import (
    answered_screen,
    choosing_screen,
    invite_screen,
    invites_screen,
    people_invited_screen,
    qr_caption,
)
from bot.show import origin_of, send, send_picture, show
from core.invites.invite import TOKEN_BYTES

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery, Message

    from bot.links import Links
    from bot.texts import Texts
    from bot.use_cases import Do
    from core.invites.views import Answered, Choosing, InviteCreated, InviteList, PeopleInvited
    from core.people.person import Person

router = Router(name="inviting")
router.callback_query.filter(Private())


@router.message(Command("invite"), Private())
async def tell_invite(
    message: Message, bot: Bot, person: Person, t: Texts, links: Links, create_invite: Do[InviteCreated]
) -> None:
    """Make an invitation and show its link."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    invite = await create_invite(actor=person.id, token=token, origin=origin_of(message))
    await send(bot, message.chat.id, invite_screen(invite, token, links, t))


@router.callback_query(To(Place.INVITE))
async def go_invite(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, links: Links, create_invite: Do[InviteCreated]
) -> None:
    """Make an invitation and show its link."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    invite = await create_invite(actor=person.id, token=token, origin=f"callback:{query.id}")
    await send(bot, query.from_user.id, invite_screen(invite, token, links, t))


@router.callback_query(TermPress.filter())
async def change(
    query: CallbackQuery,
    callback_data: TermPress,
    bot: Bot,
    person: Person,
    t: Texts,
    links: Links,
    change_invite: Do[InviteCreated],
) -> None:
    """Change what the invitation allows, under the same link."""
    token = callback_data.token
    invite = await change_invite(actor=person.id, token=token, term=callback_data.term)
    await show(query, bot, invite_screen(invite, token, links, t))


@router.callback_query(QrPress.filter())
async def picture(
    query: CallbackQuery,
    callback_data: QrPress,
    bot: Bot,
    person: Person,
    t: Texts,
    links: Links,
    find_invite: Do[InviteCreated],
) -> None:
    """Send the link as a QR code."""
    invite = await find_invite(actor=person.id, token=callback_data.token)
    link = links.invitation(callback_data.token)
    await send_picture(bot, query.from_user.id, qr_picture(link), qr_caption(invite, t))


@router.callback_query(To(Place.INVITES))
async def go_invites(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, list_invites: Do[InviteList]
) -> None:
    """List the invitations and the requests to join."""
    await show(query, bot, invites_screen(await list_invites(actor=person.id), t))


@router.callback_query(RevokePress.filter())
async def revoke(
    query: CallbackQuery,
    callback_data: RevokePress,
    bot: Bot,
    person: Person,
    t: Texts,
    revoke_invite: Do[None],
    list_invites: Do[InviteList],
) -> None:
    """Take an invitation back."""
    await revoke_invite(actor=person.id, invite=callback_data.invite)
    await show(query, bot, invites_screen(await list_invites(actor=person.id), t))


@router.callback_query(AnswerPress.filter())
async def answer_newcomer(
    query: CallbackQuery,
    callback_data: AnswerPress,
    bot: Bot,
    person: Person,
    t: Texts,
    answer_request: Do[Answered],
) -> None:
    """Let somebody in who asked to join, or not."""
    answered = await answer_request(
        actor=person.id, request=callback_data.request, accept=callback_data.accept
    )
    await show(query, bot, answered_screen(answered, t))


@router.callback_query(To(Place.CHOOSE))
async def go_choosing(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, consider_choosing: Do[Choosing]
) -> None:
    """Offer the keyboard with which people are chosen."""
    await send(bot, query.from_user.id, choosing_screen(await consider_choosing(actor=person.id), t))


@router.message(WithChosenPeople(), Private())
async def invite_chosen(
    message: Message,
    bot: Bot,
    person: Person,
    t: Texts,
    links: Links,
    invite_people: Do[PeopleInvited],
    list_invites: Do[InviteList],
) -> None:
    """Invite the people who were chosen; the keyboard goes away, so what follows has the ways on."""
    if message.users_shared is None:
        return
    link, personal = (secrets.token_urlsafe(TOKEN_BYTES) for _ in range(2))
    invited = await invite_people(
        actor=person.id,
        family=message.users_shared.request_id,
        chosen=[
            (user.user_id, f"{user.first_name or ''} {user.last_name or ''}")
            for user in message.users_shared.users
        ],
        tokens=(link, personal),
        origin=origin_of(message),
    )
    await send(bot, message.chat.id, people_invited_screen(invited, t))
    if invited.link is not None:
        await send(bot, message.chat.id, invite_screen(invited.link, link, links, t))
    else:
        await send(bot, message.chat.id, invites_screen(await list_invites(actor=person.id), t))
