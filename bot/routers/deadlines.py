"""Until when one line is voted on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import Bot, Router

from bot.callbacks.customs import AskDeadlinePress, DeadlinePress, DeadlinesPress
from bot.filters import Private
from bot.screens.carts import line_screen
from bot.screens.deadlines import ask_deadline_screen, deadline_screen
from bot.show import show

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery

    from bot.texts import Texts
    from bot.use_cases import Do
    from core.carts.item import Item
    from core.carts.views import DeadlineView, LineDetails
    from core.people.person import Person

router = Router(name="deadlines")
router.callback_query.filter(Private())


@router.callback_query(DeadlinesPress.filter())
async def go_deadline(
    query: CallbackQuery,
    callback_data: DeadlinesPress,
    bot: Bot,
    person: Person,
    t: Texts,
    show_deadline: Do[DeadlineView],
) -> None:
    """Offer other deadlines."""
    view = await show_deadline(actor=person.id, item=callback_data.item, version=callback_data.version)
    await show(query, bot, deadline_screen(view, t))


@router.callback_query(DeadlinePress.filter())
async def set_deadline(
    query: CallbackQuery,
    callback_data: DeadlinePress,
    bot: Bot,
    person: Person,
    t: Texts,
    move_deadline: Do[Item],
    show_line: Do[LineDetails],
) -> None:
    """Let the vote close then, and show the line."""
    await move_deadline(
        actor=person.id,
        item=callback_data.item,
        version=callback_data.version,
        closes_at=callback_data.closes_at,
    )
    details = await show_line(actor=person.id, item=callback_data.item)
    await show(query, bot, line_screen(details, t))


@router.callback_query(AskDeadlinePress.filter())
async def ask_deadline(
    query: CallbackQuery,
    callback_data: AskDeadlinePress,
    bot: Bot,
    person: Person,
    t: Texts,
    ask_for_deadline: Do[Item],
) -> None:
    """Ask for a deadline in words."""
    item = await ask_for_deadline(actor=person.id, item=callback_data.item, version=callback_data.version)
    await show(query, bot, ask_deadline_screen(item, t))
