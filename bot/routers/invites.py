"""Invitations: making and revoking them, opening a link, joining."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from aiogram import Bot, Router
from aiogram.filters import Command, CommandObject, CommandStart

from bot.callbacks.invites import DeclinePress, JoinPress, RevokePress
from bot.callbacks.people import Place
from bot.filters import Private, To
from bot.links import INVITE
from bot.screen import Screen
from bot.screens.invites import (
    declined_screen,
    invitation_screen,
    invite_screen,
    invites_screen,
    joined_screen,
)
from bot.screens.people import home_screen
from bot.show import send, show
from bot.texts import Html
from core.invites.invite import TOKEN_BYTES

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery, Message

    from bot.links import Links
    from bot.texts import Texts
    from bot.use_cases import Do
    from core.families.views import Archive, FamilySummary
    from core.invites.views import Invitation, InviteCreated, InviteSummary
    from core.people.person import Person

router = Router(name="invites")
router.callback_query.filter(Private())


@router.message(CommandStart(deep_link=True), Private())
async def start_with_payload(
    message: Message,
    command: CommandObject,
    bot: Bot,
    person: Person,
    t: Texts,
    look_at_invite: Do[Invitation],
    find_home: Do[FamilySummary | Archive | None],
) -> None:
    """Open an invitation; any other payload is damaged or from an old version, and is said to be."""
    payload = command.args or ""
    if payload.startswith(INVITE):
        token = payload.removeprefix(INVITE)
        invitation = await look_at_invite(actor=person.id, token=token)
        await send(bot, message.chat.id, invitation_screen(invitation, token, t))
        return
    home = home_screen(person, await find_home(actor=person.id), t)
    unknown = t("I do not know this link: it is damaged, or from an old version.")
    await send(bot, message.chat.id, Screen(Html(f"{unknown}\n\n{home.text}"), home.keyboard))


@router.message(Command("invite"), Private())
async def tell_invite(
    message: Message, bot: Bot, person: Person, t: Texts, links: Links, create_invite: Do[InviteCreated]
) -> None:
    """Make an invitation and show its link."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    origin = f"{message.chat.id}:{message.message_id}"
    invite = await create_invite(actor=person.id, token=token, origin=origin)
    await send(bot, message.chat.id, invite_screen(invite, links.invitation(token), t))


@router.callback_query(To(Place.INVITE))
async def go_invite(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, links: Links, create_invite: Do[InviteCreated]
) -> None:
    """Make an invitation and show its link."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    invite = await create_invite(actor=person.id, token=token, origin=f"callback:{query.id}")
    await send(bot, query.from_user.id, invite_screen(invite, links.invitation(token), t))


@router.callback_query(To(Place.INVITES))
async def go_invites(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, list_invites: Do[list[InviteSummary]]
) -> None:
    """List the invitations."""
    await show(query, bot, invites_screen(await list_invites(actor=person.id), t))


@router.callback_query(RevokePress.filter())
async def revoke(
    query: CallbackQuery,
    callback_data: RevokePress,
    bot: Bot,
    person: Person,
    t: Texts,
    revoke_invite: Do[None],
    list_invites: Do[list[InviteSummary]],
) -> None:
    """Take an invitation back."""
    await revoke_invite(actor=person.id, invite=callback_data.invite)
    await show(query, bot, invites_screen(await list_invites(actor=person.id), t))


@router.callback_query(JoinPress.filter())
async def join(
    query: CallbackQuery,
    callback_data: JoinPress,
    bot: Bot,
    person: Person,
    t: Texts,
    accept_invite: Do[Invitation],
) -> None:
    """Join the family."""
    invitation = await accept_invite(actor=person.id, token=callback_data.token)
    await show(query, bot, joined_screen(invitation, t))


@router.callback_query(DeclinePress.filter())
async def decline(query: CallbackQuery, bot: Bot, t: Texts) -> None:
    """Leave everything as it is."""
    await show(query, bot, declined_screen(t))
