"""Founding, showing and leaving a family; what becomes of the family's group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import Bot, Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.filters import Command
from aiogram.types import ChatMemberAdministrator

from bot.callbacks.families import ArchivePress, BringBackPress, ComeBackPress, LeavePress
from bot.callbacks.people import Place
from bot.filters import Migrated, Private, To, WithContact
from bot.phones import country_of
from bot.refusals.screen import refusal_screen
from bot.screens.families import (
    archive_screen,
    brought_back_screen,
    came_back_screen,
    disbanding_screen,
    family_screen,
    leaving_screen,
    left_screen,
    rename_screen,
)
from bot.screens.members import role_taken_screen
from bot.screens.people import contact_screen, family_name_screen, number_fits_screen
from bot.show import send, show
from core.families.errors import OrganizerStaysError
from core.families.views import Archive

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

    from bot.links import Links
    from bot.settings import Settings
    from bot.texts import Texts
    from bot.use_cases import Do
    from core.families.views import (
        ArchiveView,
        DisbandingView,
        FamilySummary,
        FamilyView,
        LeavingView,
    )
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
    message: Message,
    bot: Bot,
    person: Person,
    t: Texts,
    settings: Settings,
    prove_country: Do[dict[str, int]],
    accept_role: Do[bool],
    show_family: Do[FamilyView],
) -> None:
    """Take the person's own number as the proof of a country; the number goes no further than this.

    Then the person founds a family, or takes the role that was offered to them.
    """
    if message.contact is None:
        return
    asked_for = await prove_country(
        actor=person.id,
        contact_of=message.contact.user_id,
        country=country_of(message.contact.phone_number),
        allowed=settings.organizer_countries,
    )
    if not asked_for:
        await send(bot, message.chat.id, family_name_screen(t, is_after_contact=True))
        return
    await accept_role(
        actor=person.id,
        family=asked_for["family"],
        offered=asked_for["offered"],
        allowed=settings.organizer_countries,
    )
    summary = (await show_family(actor=person.id)).summary
    await send(bot, message.chat.id, number_fits_screen(t))  # a message brings one keyboard or takes one away
    await send(bot, message.chat.id, role_taken_screen(summary.name, t))


@router.message(Command("family"), Private())
async def tell_family(
    message: Message,
    bot: Bot,
    person: Person,
    t: Texts,
    links: Links,
    find_home: Do[FamilySummary | Archive | None],
    show_family: Do[FamilyView],
    show_archive: Do[ArchiveView],
) -> None:
    """Show the family, or what is kept of it."""
    home = await find_home(actor=person.id)
    if isinstance(home, Archive):
        view = await show_archive(actor=person.id, family=home.family)
        await send(bot, message.chat.id, archive_screen(view, t))
    else:
        family = await show_family(actor=person.id)
        await send(bot, message.chat.id, family_screen(family, links.group(), t))


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
    try:
        screen = leaving_screen(await consider_leaving(actor=person.id), t)
    except OrganizerStaysError as stays:
        screen = refusal_screen(stays, t)  # as a screen, since what to do next hangs on it
    await show(query, bot, screen)


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


@router.callback_query(To(Place.RENAME))
async def go_renaming(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, ask_for_new_name: Do[str]
) -> None:
    """Ask for the family's new name."""
    await show(query, bot, rename_screen(await ask_for_new_name(actor=person.id), t))


@router.callback_query(To(Place.DISBAND))
async def go_disbanding(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, ask_to_disband: Do[DisbandingView]
) -> None:
    """Spell out what disbanding means, and ask for the family's name."""
    await show(query, bot, disbanding_screen(await ask_to_disband(actor=person.id), t))


@router.callback_query(ArchivePress.filter())
async def go_archive(
    query: CallbackQuery,
    callback_data: ArchivePress,
    bot: Bot,
    person: Person,
    t: Texts,
    show_archive: Do[ArchiveView],
) -> None:
    """Show what is kept of a disbanded family."""
    view = await show_archive(actor=person.id, family=callback_data.family)
    await show(query, bot, archive_screen(view, t))


@router.callback_query(BringBackPress.filter())
async def revive(
    query: CallbackQuery,
    callback_data: BringBackPress,
    bot: Bot,
    person: Person,
    t: Texts,
    bring_back: Do[None],
) -> None:
    """Bring a disbanded family back."""
    await bring_back(actor=person.id, family=callback_data.family)
    await show(query, bot, brought_back_screen(t))


@router.callback_query(ComeBackPress.filter())
async def return_(
    query: CallbackQuery,
    callback_data: ComeBackPress,
    bot: Bot,
    person: Person,
    t: Texts,
    come_back: Do[str],
) -> None:
    """Come back to a family that was brought back."""
    name = await come_back(actor=person.id, family=callback_data.family)
    await show(query, bot, came_back_screen(name, t))


@router.message(Migrated())
async def follow_group(message: Message, move_place: Do[None]) -> None:
    """Follow the family's group to its new id."""
    await move_place(old=message.chat.id, new=message.migrate_to_chat_id)


@router.my_chat_member()
async def note_own_membership(
    event: ChatMemberUpdated, note_unreachable: Do[None], detach_place: Do[None], pin_card: Do[None]
) -> None:
    """Note that the bot was blocked by a person, or removed from a group, or may pin there from now on."""
    if isinstance(event.new_chat_member, ChatMemberAdministrator) and event.new_chat_member.can_pin_messages:
        await pin_card(place=event.chat.id)
    is_gone = event.new_chat_member.status in (ChatMemberStatus.KICKED, ChatMemberStatus.LEFT)
    if not is_gone:
        return
    if event.chat.type == ChatType.PRIVATE:
        await note_unreachable(person=event.chat.id)
    else:
        await detach_place(place=event.chat.id)
