"""Founding, showing and leaving a family; invitations; what becomes of the family's group."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from aiogram import Bot, Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.filters import Command

from bot.callbacks.families import DeclinePress, JoinPress, LeavePress, RevokePress
from bot.callbacks.people import Place
from bot.filters import Migrated, Private, To, WithContact
from bot.phones import country_of
from bot.screens.families import (
    declined_screen,
    family_screen,
    invite_screen,
    invites_screen,
    joined_screen,
    leaving_screen,
    left_screen,
)
from bot.screens.people import contact_screen, family_name_screen
from bot.show import send, show
from core.invites.invite import TOKEN_BYTES

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

    from bot.links import Links
    from bot.settings import Settings
    from bot.texts import Texts
    from bot.use_cases import Do
    from core.families.views import FamilyView, LeavingView
    from core.invites.views import Invitation, InviteCreated, InviteSummary
    from core.people.person import Person

router = Router(name="families")
router.callback_query.filter(Private())


@router.callback_query(To(Place.FOUND))
async def found(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, settings: Settings, begin_family: Do[bool]
) -> None:
    """Ask for the phone number if one is needed, else for the family's name."""
    needs_number = await begin_family(actor=person.id, allowed=settings.organizer_countries)
    screen = contact_screen(t) if needs_number else family_name_screen(t, is_after_contact=False)
    await send(bot, query.from_user.id, screen)


@router.message(WithContact(), Private())
async def prove(
    message: Message, bot: Bot, person: Person, t: Texts, settings: Settings, prove_country: Do[None]
) -> None:
    """Take the person's own number as the proof of a country; the number goes no further than this."""
    if message.contact is None:
        return
    await prove_country(
        actor=person.id,
        contact_of=message.contact.user_id,
        country=country_of(message.contact.phone_number),
        allowed=settings.organizer_countries,
    )
    await send(bot, message.chat.id, family_name_screen(t, is_after_contact=True))


@router.message(Command("family"), Private())
async def tell_family(
    message: Message, bot: Bot, person: Person, t: Texts, links: Links, show_family: Do[FamilyView]
) -> None:
    """Show the family."""
    view = await show_family(actor=person.id)
    await send(bot, message.chat.id, family_screen(view, links.group(), t))


@router.callback_query(To(Place.FAMILY))
async def go_family(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, links: Links, show_family: Do[FamilyView]
) -> None:
    """Show the family."""
    await show(query, bot, family_screen(await show_family(actor=person.id), links.group(), t))


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


@router.message(Command("leave"), Private())
async def tell_leaving(
    message: Message, bot: Bot, person: Person, t: Texts, consider_leaving: Do[LeavingView]
) -> None:
    """Spell out what leaving means."""
    view = await consider_leaving(actor=person.id)
    await send(bot, message.chat.id, leaving_screen(view, t))


@router.callback_query(To(Place.LEAVE))
async def go_leaving(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, consider_leaving: Do[LeavingView]
) -> None:
    """Spell out what leaving means."""
    await show(query, bot, leaving_screen(await consider_leaving(actor=person.id), t))


@router.callback_query(LeavePress.filter())
async def leave(
    query: CallbackQuery,
    callback_data: LeavePress,
    bot: Bot,
    person: Person,
    t: Texts,
    leave_family: Do[str],
) -> None:
    """Leave the family."""
    name = await leave_family(
        actor=person.id, family=callback_data.family, keep_lines=callback_data.keep_lines
    )
    await show(query, bot, left_screen(name, t))


@router.message(Migrated())
async def follow_group(message: Message, move_place: Do[None]) -> None:
    """Follow the family's group to its new id."""
    await move_place(old=message.chat.id, new=message.migrate_to_chat_id)


@router.my_chat_member()
async def note_own_membership(
    event: ChatMemberUpdated, note_unreachable: Do[None], detach_place: Do[None]
) -> None:
    """Note that the bot was blocked by a person, or removed from a group."""
    is_gone = event.new_chat_member.status in (ChatMemberStatus.KICKED, ChatMemberStatus.LEFT)
    if not is_gone:
        return
    if event.chat.type == ChatType.PRIVATE:
        await note_unreachable(person=event.chat.id)
    else:
        await detach_place(place=event.chat.id)
