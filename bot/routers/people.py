"""The first screen, help, privacy, the choice of a language, and the way out of a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import Bot, Router
from aiogram.filters import Command

from bot.callbacks.people import CancelPress, Place
from bot.filters import Private, To
from bot.screen import Screen, rows
from bot.screens.people import (
    group_help_screen,
    help_screen,
    home_button,
    home_screen,
    language_screen,
    privacy_screen,
    question_gone_screen,
)
from bot.show import in_group, send, show, take_away

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery, Message

    from bot.texts import Texts
    from bot.use_cases import Do
    from bot.whisper import Whisper
    from core.families.views import Archive, FamilySummary
    from core.people.person import Person

router = Router(name="people")
router.callback_query.filter(Private())


@router.message(Command("start"), Private())
async def start(
    message: Message, bot: Bot, person: Person, t: Texts, find_home: Do[FamilySummary | Archive | None]
) -> None:
    """Show who the person is here, and the next step."""
    summary = await find_home(actor=person.id)
    await send(bot, message.chat.id, home_screen(person, summary, t))


@router.callback_query(To(Place.HOME))
async def go_home(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, find_home: Do[FamilySummary | Archive | None]
) -> None:
    """Show the first screen."""
    await show(query, bot, home_screen(person, await find_home(actor=person.id), t))


@router.message(Command("help"))
async def tell_help(message: Message, bot: Bot, person: Person, t: Texts, whisper: Whisper) -> None:
    """Explain the bot; in a group, what works there."""
    if in_group(message):
        await whisper.to_writer(bot, message, person, group_help_screen(t), t, may_be_heard=True)
    else:
        await send(bot, message.chat.id, help_screen(t))


@router.callback_query(To(Place.HELP))
async def show_help(query: CallbackQuery, bot: Bot, t: Texts) -> None:
    """Explain the bot."""
    await show(query, bot, help_screen(t))


@router.message(Command("privacy"), Private())
async def tell_privacy(message: Message, bot: Bot, t: Texts) -> None:
    """Say what is stored and who sees what."""
    await send(bot, message.chat.id, privacy_screen(t))


@router.callback_query(To(Place.PRIVACY))
async def show_privacy(query: CallbackQuery, bot: Bot, t: Texts, back: Place) -> None:
    """Say what is stored and who sees what."""
    await show(query, bot, privacy_screen(t, back))


@router.message(Command("language"), Private())
async def tell_languages(message: Message, bot: Bot, t: Texts) -> None:
    """Let the person choose a language."""
    await send(bot, message.chat.id, language_screen(t))


@router.callback_query(To(Place.LANGUAGE))
async def show_languages(query: CallbackQuery, bot: Bot, t: Texts, back: Place) -> None:
    """Let the person choose a language."""
    await show(query, bot, language_screen(t, back))


@router.message(Command("cancel"))
async def cancel(
    message: Message, bot: Bot, person: Person, t: Texts, whisper: Whisper, cancel_question: Do[bool]
) -> None:
    """Stop asking."""
    was_asked = await cancel_question(actor=person.id)
    screen = question_gone_screen(t) if was_asked else Screen(t("There is nothing to cancel."))
    if in_group(message):
        await whisper.to_writer(bot, message, person, screen, t, may_be_heard=not was_asked)
    else:
        way_home = screen if was_asked else Screen(screen.text, rows([home_button(t)]))
        await send(bot, message.chat.id, way_home)


@router.callback_query(CancelPress.filter())
async def press_cancel(
    query: CallbackQuery,
    bot: Bot,
    person: Person,
    t: Texts,
    cancel_question: Do[bool],
    find_home: Do[FamilySummary | Archive | None],
) -> None:
    """Stop asking, and go back to the first screen; in a group just take the question away."""
    if query.message is not None and in_group(query):
        await take_away(bot, query.message.chat.id, query.message.message_id)
        return
    await cancel_question(actor=person.id)
    await show(query, bot, home_screen(person, await find_home(actor=person.id), t))
