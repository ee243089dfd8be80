"""What a family buys again and again: shown, added, kept and let go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import Bot, Router

from bot.callbacks.people import Place
from bot.callbacks.staples import (
    AddStaplePress,
    AddStaplesPress,
    DropStaplePress,
    KeepOrderedPress,
    KeepStaplePress,
    StaplesPagePress,
)
from bot.filters import Private, To
from bot.screens.carts import line_screen
from bot.screens.staples import staples_added_words, staples_screen
from bot.show import send, show

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery

    from bot.texts import Texts
    from bot.use_cases import Do
    from core.carts.views import Added, LineDetails, StaplesView
    from core.people.person import Person

router = Router(name="staples")
router.callback_query.filter(Private())


@router.callback_query(To(Place.STAPLES))
async def go_staples(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, list_staples: Do[StaplesView]
) -> None:
    """Show the staples, under the card."""
    await send(bot, query.from_user.id, staples_screen(await list_staples(actor=person.id), t))


@router.callback_query(StaplesPagePress.filter())
async def turn_staples(
    query: CallbackQuery,
    callback_data: StaplesPagePress,
    bot: Bot,
    person: Person,
    t: Texts,
    list_staples: Do[StaplesView],
) -> None:
    """Show another page of the staples."""
    view = await list_staples(actor=person.id, page=callback_data.page)
    await show(query, bot, staples_screen(view, t))


@router.callback_query(AddStaplePress.filter())
async def add_staple(
    query: CallbackQuery,
    callback_data: AddStaplePress,
    bot: Bot,
    person: Person,
    t: Texts,
    add_staples: Do[Added | None],
    list_staples: Do[StaplesView],
) -> str:
    """Put a staple into the cart, and go on with the page."""
    added = await add_staples(actor=person.id, origin=f"staples {query.id}", staple=callback_data.staple)
    view = await list_staples(actor=person.id, page=callback_data.page)
    await show(query, bot, staples_screen(view, t))
    return staples_added_words(added, t)


@router.callback_query(AddStaplesPress.filter())
async def add_all(
    query: CallbackQuery,
    callback_data: AddStaplesPress,
    bot: Bot,
    person: Person,
    t: Texts,
    add_staples: Do[Added | None],
    list_staples: Do[StaplesView],
) -> str:
    """Put all staples into the cart that are missing, and go on with the page."""
    added = await add_staples(actor=person.id, origin=f"staples {query.id}")
    view = await list_staples(actor=person.id, page=callback_data.page)
    await show(query, bot, staples_screen(view, t))
    return staples_added_words(added, t)


@router.callback_query(KeepStaplePress.filter())
async def keep(
    query: CallbackQuery,
    callback_data: KeepStaplePress,
    bot: Bot,
    person: Person,
    t: Texts,
    keep_staple: Do[None],
    drop_staple_of: Do[None],
    show_line: Do[LineDetails],
) -> None:
    """Make a line a staple, or none any more, on its own screen."""
    if callback_data.is_staple:
        await keep_staple(actor=person.id, item=callback_data.item)
    else:
        await drop_staple_of(actor=person.id, item=callback_data.item)
    await show(query, bot, line_screen(await show_line(actor=person.id, item=callback_data.item), t))


@router.callback_query(KeepOrderedPress.filter())
async def keep_ordered(
    query: CallbackQuery,
    callback_data: KeepOrderedPress,
    bot: Bot,
    person: Person,
    t: Texts,
    keep_suggestion: Do[None],
    list_staples: Do[StaplesView],
) -> None:
    """Make a line of an old order a staple, and go on with the page."""
    await keep_suggestion(actor=person.id, order=callback_data.order, position=callback_data.position)
    view = await list_staples(actor=person.id, page=callback_data.page)
    await show(query, bot, staples_screen(view, t))


@router.callback_query(DropStaplePress.filter())
async def drop(
    query: CallbackQuery,
    callback_data: DropStaplePress,
    bot: Bot,
    person: Person,
    t: Texts,
    drop_staple: Do[None],
    list_staples: Do[StaplesView],
) -> None:
    """Let something be no staple any more, and go on with the page."""
    await drop_staple(actor=person.id, staple=callback_data.staple)
    view = await list_staples(actor=person.id, page=callback_data.page)
    await show(query, bot, staples_screen(view, t))
