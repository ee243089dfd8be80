"""How the family does things: everybody may look, the organizer sets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import Bot, Router

from bot.callbacks.customs import AskCustomPress, Custom, CustomPress, CustomsPress
from bot.callbacks.people import Place
from bot.filters import Private, To
from bot.screens.customs import OFF, ask_custom_screen, custom_screen, family_settings_screen
from bot.show import show
from bot.zones import read_zone
from core.families.family import MayLock, Units, Voting

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery

    from bot.middlewares import Answer
    from bot.texts import Texts
    from bot.use_cases import Do
    from core.families.views import SettingsView
    from core.people.person import Person

router = Router(name="customs")
router.callback_query.filter(Private())


@router.callback_query(To(Place.FAMILY_SETTINGS))
async def go_settings(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, show_family_settings: Do[SettingsView]
) -> None:
    """Show how the family does things."""
    await show(query, bot, family_settings_screen(await show_family_settings(actor=person.id), t))


@router.callback_query(CustomsPress.filter())
async def go_custom(
    query: CallbackQuery,
    callback_data: CustomsPress,
    bot: Bot,
    person: Person,
    t: Texts,
    show_family_settings: Do[SettingsView],
) -> None:
    """Show the choices there are."""
    view = await show_family_settings(actor=person.id)
    await show(query, bot, custom_screen(callback_data.custom, view, t))


@router.callback_query(CustomPress.filter())
async def set_custom(  # noqa: C901, PLR0913, PLR0917  # one for each setting
    query: CallbackQuery,
    callback_data: CustomPress,
    bot: Bot,
    person: Person,
    t: Texts,
    answer: Answer,
    choose_voting: Do[None],
    choose_free_below: Do[None],
    choose_free_unpriced: Do[None],
    choose_vote_until: Do[None],
    choose_family_zone: Do[None],
    choose_may_lock: Do[None],
    choose_tolerance: Do[None],
    choose_units: Do[None],
    choose_card: Do[None],
    show_family_settings: Do[SettingsView],
) -> None:
    """Do it so from now on, and show the outcome."""
    actor, family, value = person.id, callback_data.family, callback_data.value
    try:
        match callback_data.custom:
            case Custom.VOTING:
                voting = Voting(value) if value != OFF else None
                await choose_voting(actor=actor, family=family, voting=voting)
            case Custom.FREE_BELOW:
                await choose_free_below(actor=actor, family=family, minor=_number(value))
            case Custom.FREE_UNPRICED:
                await choose_free_unpriced(actor=actor, family=family, is_free=bool(_number(value)))
            case Custom.VOTE_UNTIL:
                await choose_vote_until(actor=actor, family=family, text=value)
            case Custom.TIME_ZONE:
                await choose_family_zone(actor=actor, family=family, zone=read_zone(value), text=value)
            case Custom.MAY_LOCK:
                await choose_may_lock(actor=actor, family=family, may_lock=MayLock(value))
            case Custom.TOLERANCE:
                await choose_tolerance(actor=actor, family=family, percent=_number(value))
            case Custom.UNITS:
                await choose_units(actor=actor, family=family, units=Units(value))
            case Custom.CARD:
                await choose_card(actor=actor, family=family, is_rich=bool(_number(value)))
    except ValueError:  # nobody drew such a button
        await answer(t.label("This button is from an old version. Please open /start again."), alert=True)
        return
    view = await show_family_settings(actor=actor)
    await show(query, bot, custom_screen(callback_data.custom, view, t))


def _number(value: str) -> int:
    """Return the number on a button.

    Raises:
        ValueError: it was forged.
    """
    if not value.isascii() or not value.isdecimal():
        raise ValueError(value)
    return int(value)


@router.callback_query(AskCustomPress.filter())
async def ask_custom(
    query: CallbackQuery,
    callback_data: AskCustomPress,
    bot: Bot,
    person: Person,
    t: Texts,
    ask_for_free_below: Do[None],
    ask_for_vote_until: Do[None],
    ask_for_family_zone: Do[None],
) -> None:
    """Ask for what no button offers."""
    match callback_data.custom:
        case Custom.FREE_BELOW:
            await ask_for_free_below(actor=person.id)
        case Custom.VOTE_UNTIL:
            await ask_for_vote_until(actor=person.id)
        case Custom.TIME_ZONE:
            await ask_for_family_zone(actor=person.id)
        case _:  # nobody drew such a button
            return
    await show(query, bot, ask_custom_screen(callback_data.custom, t))
