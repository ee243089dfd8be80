"""Founding, showing and leaving a family; what becomes of the family's group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import Bot, Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.filters import Command

from bot.callbacks.families import LeavePress
from bot.callbacks.people import Place
from bot.filters import Migrated, Private, To, WithContact
from bot.phones import country_of
from bot.screens.families import (
    family_screen,
    leaving_screen,
    left_screen,
)
from bot.screens.people import contact_screen, family_name_screen
from bot.show import send, show

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

    from bot.links import Links
    from bot.settings import Settings
    from bot.texts import Texts
    from bot.use_cases import Do
    from core.families.views import FamilyView, LeavingView
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
