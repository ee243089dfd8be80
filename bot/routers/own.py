"""One's own cart, in one's own window only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import Bot, Router

from bot.callbacks.own import (
    OwnEditPress,
    OwnLinePress,
    OwnMoveAllPress,
    OwnMoveBackPress,
    OwnMovePress,
    OwnPagePress,
    OwnQuantityPress,
    OwnRemovePress,
    OwnUndoPress,
)
from bot.callbacks.people import Place
from bot.filters import Private, To
from bot.screens.carts import ask_edit_screen, undone_words
from bot.screens.own import (
    ask_own_lines_screen,
    moved_screen,
    own_cart_screen,
    own_line_screen,
    own_removed_screen,
)
from bot.show import send, show
from core.carts.reading import write_line

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery

    from bot.texts import Texts
    from bot.use_cases import Do
    from core.carts.own import OwnCart, OwnDetails
    from core.carts.own_line import OwnLine
    from core.carts.views import Added
    from core.people.person import Person

router = Router(name="own")
router.callback_query.filter(Private())


@router.callback_query(To(Place.OWN_CART))
async def go_own_cart(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, show_own_cart: Do[OwnCart]
) -> None:
    """Show the person's own cart."""
    await show(query, bot, own_cart_screen(await show_own_cart(actor=person.id), t))


@router.callback_query(OwnPagePress.filter())
async def turn_own(
    query: CallbackQuery,
    callback_data: OwnPagePress,
    bot: Bot,
    person: Person,
    t: Texts,
    show_own_cart: Do[OwnCart],
) -> None:
    """Turn the person's own cart to another page."""
    await show(query, bot, own_cart_screen(await show_own_cart(actor=person.id, page=callback_data.page), t))


@router.callback_query(OwnLinePress.filter())
async def show_one_own(
    query: CallbackQuery,
    callback_data: OwnLinePress,
    bot: Bot,
    person: Person,
    t: Texts,
    show_own_line: Do[OwnDetails],
) -> None:
    """Show one line of the person's own cart."""
    details = await show_own_line(actor=person.id, item=callback_data.item)
    await show(query, bot, own_line_screen(details, t))


@router.callback_query(OwnQuantityPress.filter())
async def want_own(
    query: CallbackQuery,
    callback_data: OwnQuantityPress,
    bot: Bot,
    person: Person,
    t: Texts,
    set_own_quantity: Do[None],
    show_own_cart: Do[OwnCart],
) -> None:
    """Want more or fewer of a line."""
    await set_own_quantity(
        actor=person.id,
        item=callback_data.item,
        revision=callback_data.revision,
        quantity=callback_data.quantity,
    )
    await show(query, bot, own_cart_screen(await show_own_cart(actor=person.id, page=callback_data.page), t))


@router.callback_query(To(Place.OWN_ADD))
async def go_own_add(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, ask_for_own_lines: Do[None]
) -> None:
    """Ask what to add to the person's own cart."""
    await ask_for_own_lines(actor=person.id)
    await send(bot, query.from_user.id, ask_own_lines_screen(t))


@router.callback_query(OwnEditPress.filter())
async def ask_own_edit(
    query: CallbackQuery,
    callback_data: OwnEditPress,
    bot: Bot,
    person: Person,
    t: Texts,
    ask_for_own_edit: Do[OwnLine],
) -> None:
    """Ask how a line should read."""
    line = await ask_for_own_edit(actor=person.id, item=callback_data.item, revision=callback_data.revision)
    await send(bot, query.from_user.id, ask_edit_screen(write_line(line.draft, t.language), t))


@router.callback_query(OwnRemovePress.filter())
async def remove_own(
    query: CallbackQuery,
    callback_data: OwnRemovePress,
    bot: Bot,
    person: Person,
    t: Texts,
    remove_own_line: Do[str],
) -> None:
    """Remove a line."""
    title = await remove_own_line(actor=person.id, item=callback_data.item)
    await show(query, bot, own_removed_screen(title, t))


@router.callback_query(OwnMovePress.filter())
async def move_one(
    query: CallbackQuery,
    callback_data: OwnMovePress,
    bot: Bot,
    person: Person,
    t: Texts,
    move_own_lines: Do[Added],
) -> None:
    """Move a line to the family's cart."""
    added = await move_own_lines(actor=person.id, item=callback_data.item, revision=callback_data.revision)
    await show(query, bot, moved_screen(added, t))


@router.callback_query(OwnMoveAllPress.filter())
async def move_all(
    query: CallbackQuery,
    callback_data: OwnMoveAllPress,
    bot: Bot,
    person: Person,
    t: Texts,
    move_own_lines: Do[Added],
) -> None:
    """Move all lines that were there to the family's cart."""
    added = await move_own_lines(actor=person.id, item=callback_data.last)
    await show(query, bot, moved_screen(added, t))


@router.callback_query(OwnMoveBackPress.filter())
async def move_back(
    query: CallbackQuery,
    callback_data: OwnMoveBackPress,
    bot: Bot,
    person: Person,
    t: Texts,
    undo_addition: Do[int],
    show_own_cart: Do[OwnCart],
) -> str:
    """Take back what was moved, as far as it is unchanged, and show the person's own cart with it."""
    moved = await undo_addition(actor=person.id, addition=callback_data.addition)
    await show(query, bot, own_cart_screen(await show_own_cart(actor=person.id), t))
    return undone_words(moved, t)


@router.callback_query(OwnUndoPress.filter())
async def take_out(
    query: CallbackQuery,
    callback_data: OwnUndoPress,
    bot: Bot,
    person: Person,
    t: Texts,
    undo_own_addition: Do[int],
    show_own_cart: Do[OwnCart],
) -> str:
    """Take out of the person's own cart what came into it at once, as far as it is unchanged."""
    removed = await undo_own_addition(actor=person.id, addition=callback_data.addition)
    await show(query, bot, own_cart_screen(await show_own_cart(actor=person.id), t))
    return undone_words(removed, t)
