"""The members of a family: their roles, removing them, and handing the organizer's role over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import Bot, Router

from bot.callbacks.families import (
    AcceptRolePress,
    AdultPress,
    DeclineRolePress,
    HandOverPress,
    LetInPress,
    LimitPress,
    LimitsPress,
    MemberPress,
    OfferPress,
    RemovalPress,
    RemoveMemberPress,
    SuccessorPress,
    WithdrawPress,
)
from bot.callbacks.people import Place
from bot.filters import Private, To
from bot.screens.families import family_screen
from bot.screens.members import (
    barred_screen,
    handover_screen,
    limits_screen,
    member_screen,
    members_screen,
    removal_screen,
    role_declined_screen,
    role_taken_screen,
    succession_screen,
)
from bot.screens.people import contact_screen, question_gone_screen
from bot.show import send, show
from bot.texts import clip

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery

    from bot.links import Links
    from bot.settings import Settings
    from bot.texts import Texts
    from bot.use_cases import Do
    from core.families.views import (
        BarredView,
        FamilyView,
        MembersView,
        MemberView,
        RemovalView,
        SuccessionView,
    )
    from core.people.person import Person

router = Router(name="members")
router.callback_query.filter(Private())


@router.callback_query(To(Place.MEMBERS))
async def go_members(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, show_members: Do[MembersView]
) -> None:
    """List the members."""
    await show(query, bot, members_screen(await show_members(actor=person.id), t))


@router.callback_query(MemberPress.filter())
async def go_member(
    query: CallbackQuery,
    callback_data: MemberPress,
    bot: Bot,
    person: Person,
    t: Texts,
    show_member: Do[MemberView],
) -> None:
    """Show one member."""
    view = await show_member(actor=person.id, person=callback_data.person, since=callback_data.since)
    await show(query, bot, member_screen(view, t))


@router.callback_query(LimitsPress.filter())
async def choose_limit(
    query: CallbackQuery,
    callback_data: LimitsPress,
    bot: Bot,
    person: Person,
    t: Texts,
    ask_for_limit: Do[MemberView],
) -> None:
    """Ask for a limit."""
    view = await ask_for_limit(actor=person.id, person=callback_data.person, since=callback_data.since)
    await show(query, bot, limits_screen(view, t))


@router.callback_query(LimitPress.filter())
async def limit(
    query: CallbackQuery,
    callback_data: LimitPress,
    bot: Bot,
    person: Person,
    t: Texts,
    make_limited: Do[None],
    show_member: Do[MemberView],
) -> None:
    """Give the member this limit."""
    whom, since = callback_data.person, callback_data.since
    await make_limited(actor=person.id, person=whom, since=since, limit_minor=callback_data.minor)
    view = await show_member(actor=person.id, person=whom, since=since)
    await show(query, bot, member_screen(view, t))


@router.callback_query(AdultPress.filter())
async def free_of_limit(
    query: CallbackQuery,
    callback_data: AdultPress,
    bot: Bot,
    person: Person,
    t: Texts,
    make_adult: Do[None],
    show_member: Do[MemberView],
) -> None:
    """Let no limit hold for the member."""
    whom, since = callback_data.person, callback_data.since
    await make_adult(actor=person.id, person=whom, since=since)
    view = await show_member(actor=person.id, person=whom, since=since)
    await show(query, bot, member_screen(view, t))


@router.callback_query(RemovalPress.filter())
async def go_removal(
    query: CallbackQuery,
    callback_data: RemovalPress,
    bot: Bot,
    person: Person,
    t: Texts,
    consider_removal: Do[RemovalView],
) -> None:
    """Spell out what removing the member means."""
    view = await consider_removal(actor=person.id, person=callback_data.person, since=callback_data.since)
    await show(query, bot, removal_screen(view, t, bar=callback_data.bar))


@router.callback_query(RemoveMemberPress.filter())
async def remove(
    query: CallbackQuery,
    callback_data: RemoveMemberPress,
    bot: Bot,
    person: Person,
    t: Texts,
    remove_member: Do[str],
    show_members: Do[MembersView],
) -> str:
    """Remove the member."""
    name = await remove_member(
        actor=person.id,
        person=callback_data.person,
        since=callback_data.since,
        keep_lines=callback_data.keep_lines,
        bar=callback_data.bar,
    )
    await show(query, bot, members_screen(await show_members(actor=person.id), t))
    return t.label("{name} is not in the family any more", name=clip(name))


@router.callback_query(To(Place.BARRED))
async def go_barred(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, list_barred: Do[BarredView]
) -> None:
    """List who may not come back."""
    await show(query, bot, barred_screen(await list_barred(actor=person.id), t))


@router.callback_query(LetInPress.filter())
async def let_in(
    query: CallbackQuery,
    callback_data: LetInPress,
    bot: Bot,
    person: Person,
    t: Texts,
    let_back_in: Do[None],
    list_barred: Do[BarredView],
) -> None:
    """Let somebody back in."""
    await let_back_in(actor=person.id, person=callback_data.person)
    await show(query, bot, barred_screen(await list_barred(actor=person.id), t))


@router.callback_query(HandOverPress.filter())
async def go_handover(
    query: CallbackQuery,
    callback_data: HandOverPress,
    bot: Bot,
    person: Person,
    t: Texts,
    show_member: Do[MemberView],
) -> None:
    """Spell out what handing the role over means."""
    view = await show_member(actor=person.id, person=callback_data.person, since=callback_data.since)
    await show(query, bot, handover_screen(view, t))


@router.callback_query(OfferPress.filter())
async def offer(
    query: CallbackQuery,
    callback_data: OfferPress,
    bot: Bot,
    person: Person,
    t: Texts,
    links: Links,
    offer_role: Do[None],
    show_family: Do[FamilyView],
) -> None:
    """Offer the role; the family's screen shows that it is offered."""
    await offer_role(actor=person.id, person=callback_data.person, since=callback_data.since)
    await show(query, bot, family_screen(await show_family(actor=person.id), links.group(), t))


@router.callback_query(WithdrawPress.filter())
async def withdraw(
    query: CallbackQuery,
    callback_data: WithdrawPress,
    bot: Bot,
    person: Person,
    t: Texts,
    links: Links,
    withdraw_role: Do[None],
    show_family: Do[FamilyView],
) -> None:
    """Take the offer back."""
    await withdraw_role(actor=person.id, family=callback_data.family, offered=callback_data.offered)
    await show(query, bot, family_screen(await show_family(actor=person.id), links.group(), t))


@router.callback_query(AcceptRolePress.filter())
async def accept(
    query: CallbackQuery,
    callback_data: AcceptRolePress,
    bot: Bot,
    person: Person,
    t: Texts,
    settings: Settings,
    accept_role: Do[bool],
    show_family: Do[FamilyView],
) -> None:
    """Take the role, after the phone number if that is needed."""
    family, offered, allowed = callback_data.family, callback_data.offered, settings.organizer_countries
    if await accept_role(actor=person.id, family=family, offered=offered, allowed=allowed):
        await send(bot, query.from_user.id, contact_screen(t))
    else:
        summary = (await show_family(actor=person.id)).summary
        await show(query, bot, role_taken_screen(summary.name, t))


@router.callback_query(DeclineRolePress.filter())
async def decline(
    query: CallbackQuery,
    callback_data: DeclineRolePress,
    bot: Bot,
    person: Person,
    t: Texts,
    decline_role: Do[bool],
) -> None:
    """Do not take the role; the phone keyboard, if it was there, goes away."""
    asked = await decline_role(actor=person.id, family=callback_data.family, offered=callback_data.offered)
    await show(query, bot, role_declined_screen(t))
    if asked:
        await send(bot, person.id, question_gone_screen(t))


@router.callback_query(To(Place.SUCCESSION))
async def go_succession(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, show_succession: Do[SuccessionView]
) -> None:
    """Show who could be the organizer."""
    await show(query, bot, succession_screen(await show_succession(actor=person.id), t))


@router.callback_query(SuccessorPress.filter())
async def choose(
    query: CallbackQuery,
    callback_data: SuccessorPress,
    bot: Bot,
    person: Person,
    t: Texts,
    vote_for_successor: Do[None],
    show_succession: Do[SuccessionView],
) -> None:
    """Vote for a new organizer."""
    await vote_for_successor(actor=person.id, candidate=callback_data.candidate, since=callback_data.since)
    await show(query, bot, succession_screen(await show_succession(actor=person.id), t))
