"""The first screen, help, privacy, the choice of a language, and the way out of a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import Bot, Router
from aiogram.enums import ChatType
from aiogram.filters import Command

from bot.callbacks.people import CancelPress, Place
from bot.filters import Private, To
from bot.screen import Screen
from bot.screens.people import (
    group_help_screen,
    help_screen,
    home_screen,
    language_screen,
    privacy_screen,
    question_gone_screen,
)
from bot.show import send, show, take_away

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery, Message

    from bot.settings import Settings
    from bot.texts import Texts
    from bot.use_cases import Do
    from core.families.views import FamilySummary
    from core.people.person import Person

router = Router(name="people")
router.callback_query.filter(Private())


@router.message(Command("start"), Private())
async def start(
    message: Message, bot: Bot, person: Person, t: Texts, find_summary: Do[FamilySummary | None]
) -> None:
    """Show who the person is here, and the next step."""
    summary = await find_summary(actor=person.id)
    await send(bot, message.chat.id, home_screen(person, summary, t))


@router.callback_query(To(Place.HOME))
async def go_home(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, find_summary: Do[FamilySummary | None]
) -> None:
    """Show the first screen."""
    await show(query, bot, home_screen(person, await find_summary(actor=person.id), t))


@router.message(Command("help"))
async def tell_help(message: Message, bot: Bot, t: Texts, settings: Settings) -> None:
    """Explain the bot; in a group, what works there."""
    is_private = message.chat.type == ChatType.PRIVATE
    screen = help_screen(settings.currency, t) if is_private else group_help_screen(t)
    await send(bot, message.chat.id, screen)


@router.callback_query(To(Place.HELP))
async def show_help(query: CallbackQuery, bot: Bot, t: Texts, settings: Settings) -> None:
    """Explain the bot."""
    await show(query, bot, help_screen(settings.currency, t))


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
async def cancel(message: Message, bot: Bot, person: Person, t: Texts, cancel_question: Do[bool]) -> None:
    """Stop asking."""
    was_asked = await cancel_question(actor=person.id)
    if was_asked:
        await send(bot, message.chat.id, question_gone_screen(t))
    else:
        await send(bot, message.chat.id, Screen(t("There is nothing to cancel.")))


@router.callback_query(CancelPress.filter())
async def press_cancel(
    query: CallbackQuery,
    bot: Bot,
    person: Person,
    t: Texts,
    cancel_question: Do[bool],
    find_summary: Do[FamilySummary | None],
) -> None:
    """Stop asking, and go back to the first screen; in a group just take the question away."""
    if query.message is not None and query.message.chat.type != ChatType.PRIVATE:
        await take_away(bot, query.message.chat.id, query.message.message_id)
        return
    await cancel_question(actor=person.id)
    await show(query, bot, home_screen(person, await find_summary(actor=person.id), t))
