"""The profile and what somebody sets for themselves: language, time zone, alerts; export, being forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiogram import Bot, Router
from aiogram.filters import Command

from bot.callbacks.people import (
    CancelZonePress,
    DeliveryPress,
    ForgetPress,
    LanguagePress,
    Place,
    QuietPress,
    ZonePress,
)
from bot.documents import EXPORT_NAME, export_document
from bot.filters import Private, To
from bot.middlewares import texts_for
from bot.screens.people import home_screen
from bot.screens.profile import (
    alerts_screen,
    ask_zone_screen,
    came_from_screen,
    forget_screen,
    forgotten_screen,
    profile_screen,
    settings_screen,
    zones_screen,
)
from bot.show import send, send_file, show
from bot.texts import LANGUAGES
from bot.zones import read_zone

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery, Message

    from bot.settings import Settings
    from bot.texts import Texts
    from bot.use_cases import Do
    from core.alerts.wish import Wish
    from core.families.forgetting import Forgetting
    from core.families.profile import ProfileView
    from core.families.views import Archive, FamilySummary
    from core.people.person import Person

router = Router(name="profile")
router.callback_query.filter(Private())


@router.message(Command("profile"), Private())
async def tell_profile(
    message: Message, bot: Bot, person: Person, t: Texts, show_profile: Do[ProfileView]
) -> None:
    """Show who the person is here."""
    await send(bot, message.chat.id, profile_screen(await show_profile(actor=person.id), t))


@router.callback_query(To(Place.PROFILE))
async def go_profile(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, show_profile: Do[ProfileView]
) -> None:
    """Show who the person is here."""
    await show(query, bot, profile_screen(await show_profile(actor=person.id), t))


@router.message(Command("settings"), Private())
async def tell_settings(
    message: Message, bot: Bot, person: Person, t: Texts, show_profile: Do[ProfileView]
) -> None:
    """Show what is set."""
    await send(bot, message.chat.id, settings_screen(await show_profile(actor=person.id), t))


@router.callback_query(To(Place.SETTINGS))
async def go_settings(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, show_profile: Do[ProfileView]
) -> None:
    """Show what is set."""
    await show(query, bot, settings_screen(await show_profile(actor=person.id), t))


@router.callback_query(LanguagePress.filter())
async def speak(
    query: CallbackQuery,
    callback_data: LanguagePress,
    bot: Bot,
    person: Person,
    settings: Settings,
    choose_language: Do[None],
    find_home: Do[FamilySummary | Archive | None],
    show_profile: Do[ProfileView],
) -> None:
    """Speak the chosen language from now on, beginning with the screen one came from."""
    await choose_language(actor=person.id, language=callback_data.language, spoken=LANGUAGES)
    if callback_data.back is Place.HOME:
        t = texts_for(callback_data.language, person.time_zone, settings)
        await show(query, bot, home_screen(person, await find_home(actor=person.id), t))
        return
    await _come_back(query, bot, callback_data.back, settings, await show_profile(actor=person.id))


@router.callback_query(To(Place.ZONE))
async def show_zones(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, back: Place, show_profile: Do[ProfileView]
) -> None:
    """Let the person choose a time zone."""
    await show(query, bot, zones_screen(await show_profile(actor=person.id), t, back))


@router.callback_query(ZonePress.filter())
async def live_in_zone(
    query: CallbackQuery,
    callback_data: ZonePress,
    bot: Bot,
    person: Person,
    settings: Settings,
    choose_zone: Do[None],
    show_profile: Do[ProfileView],
) -> None:
    """Tell the time of the chosen zone from now on."""
    zone = callback_data.zone
    await choose_zone(actor=person.id, zone=read_zone(zone), text=zone)
    await _come_back(query, bot, callback_data.back, settings, await show_profile(actor=person.id))


@router.callback_query(To(Place.OTHER_ZONE))
async def ask_zone(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, back: Place, ask_for_zone: Do[None]
) -> None:
    """Ask for a time zone in words."""
    await ask_for_zone(actor=person.id, from_settings=back is Place.SETTINGS)
    await show(query, bot, ask_zone_screen(t, back))


@router.callback_query(CancelZonePress.filter())
async def ask_for_zone_no_more(
    query: CallbackQuery,
    callback_data: CancelZonePress,
    bot: Bot,
    person: Person,
    t: Texts,
    cancel_question: Do[bool],
    show_profile: Do[ProfileView],
) -> None:
    """Stop asking, and show the zones that can be chosen."""
    await cancel_question(actor=person.id)
    await show(query, bot, zones_screen(await show_profile(actor=person.id), t, callback_data.back))


@router.callback_query(To(Place.ALERTS))
async def show_alerts(query: CallbackQuery, bot: Bot, person: Person, t: Texts, back: Place) -> None:
    """Say how alerts come."""
    await show(query, bot, alerts_screen(person.wish, t, back))


@router.callback_query(DeliveryPress.filter())
async def set_delivery(
    query: CallbackQuery,
    callback_data: DeliveryPress,
    bot: Bot,
    person: Person,
    t: Texts,
    choose_delivery: Do[Wish],
) -> None:
    """Tell news as the person likes."""
    wish = await choose_delivery(actor=person.id, delivery=callback_data.delivery)
    await show(query, bot, alerts_screen(wish, t, callback_data.back))


@router.callback_query(QuietPress.filter())
async def set_quiet(
    query: CallbackQuery,
    callback_data: QuietPress,
    bot: Bot,
    person: Person,
    t: Texts,
    choose_quiet: Do[Wish],
) -> None:
    """Keep quiet hours, or do not."""
    wish = await choose_quiet(actor=person.id, quiet=callback_data.quiet)
    await show(query, bot, alerts_screen(wish, t, callback_data.back))


@router.message(Command("export"), Private())
async def tell_stored(_: Message, bot: Bot, person: Person, t: Texts, export_me: Do[dict[str, Any]]) -> None:
    """Send everything that is stored about the person, as a file."""
    await _send_export(bot, await export_me(actor=person.id), person, t)


@router.callback_query(To(Place.EXPORT))
async def show_stored(
    _: CallbackQuery, bot: Bot, person: Person, t: Texts, export_me: Do[dict[str, Any]]
) -> None:
    """Send everything that is stored about the person, as a file."""
    await _send_export(bot, await export_me(actor=person.id), person, t)


@router.message(Command("forget_me"), Private())
async def tell_forgetting(
    message: Message, bot: Bot, person: Person, t: Texts, consider_forgetting: Do[Forgetting]
) -> None:
    """Spell out what being forgotten means."""
    view = await consider_forgetting(actor=person.id)
    await send(bot, message.chat.id, forget_screen(view, t, Place.PROFILE))


@router.callback_query(To(Place.FORGET))
async def go_forgetting(
    query: CallbackQuery,
    bot: Bot,
    person: Person,
    t: Texts,
    back: Place,
    consider_forgetting: Do[Forgetting],
) -> None:
    """Spell out what being forgotten means."""
    await show(query, bot, forget_screen(await consider_forgetting(actor=person.id), t, back))


@router.callback_query(ForgetPress.filter())
async def forget(query: CallbackQuery, bot: Bot, person: Person, t: Texts, forget_me: Do[None]) -> None:
    """Forget the person."""
    await forget_me(actor=person.id)
    await show(query, bot, forgotten_screen(t))


async def _come_back(
    query: CallbackQuery, bot: Bot, back: Place, settings: Settings, view: ProfileView
) -> None:
    t = texts_for(view.person.language, view.person.time_zone, settings)
    await show(query, bot, came_from_screen(back, view, t))


async def _send_export(bot: Bot, stored: dict[str, Any], person: Person, t: Texts) -> None:
    caption = t("Everything that I have stored about you. Keep it to yourself.")
    await send_file(bot, person.id, EXPORT_NAME, export_document(stored), caption)
