"""What can be done about what was just added, and notes on lines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aiogram import Bot, Router

from bot.callbacks.adding import AddedPress, FixPress, MergePress, NoNotePress, NotePress, PriceReadPress
from bot.filters import Private
from bot.screens.adding import ask_note_screen, choose_line_screen
from bot.screens.carts import added_screen, line_screen, merged_screen
from bot.show import in_group, send, show

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery

    from bot.texts import Texts
    from bot.use_cases import Do
    from core.carts.item import Item
    from core.carts.views import Added, LineDetails, Merged
    from core.people.person import Person

router = Router(name="adding")


@router.callback_query(MergePress.filter())
async def merge(
    query: CallbackQuery,
    callback_data: MergePress,
    bot: Bot,
    person: Person,
    t: Texts,
    merge_lines: Do[Merged],
    find_deed: Do[int | None],
) -> None:
    """Make one line of two for the same thing."""
    merged = await merge_lines(
        actor=person.id,
        item=callback_data.item,
        revision=callback_data.revision,
        into=callback_data.into,
        into_revision=callback_data.into_revision,
    )
    deed = await find_deed(actor=person.id, item=callback_data.into)
    await show(query, bot, merged_screen(merged, t, deed, is_group=in_group(query)))


@router.callback_query(AddedPress.filter())
async def keep(
    query: CallbackQuery,
    callback_data: AddedPress,
    bot: Bot,
    person: Person,
    t: Texts,
    show_addition: Do[Added],
) -> None:
    """Show what was added, and leave it as it is."""
    added = await show_addition(actor=person.id, addition=callback_data.addition)
    await show(query, bot, added_screen(replace(added, offers=()), t, is_group=in_group(query)))


@router.callback_query(PriceReadPress.filter())
async def price(
    query: CallbackQuery,
    callback_data: PriceReadPress,
    bot: Bot,
    person: Person,
    t: Texts,
    take_likely_price: Do[Added],
    find_deed: Do[int | None],
) -> None:
    """Take the number at the end of a title for the price."""
    added = await take_likely_price(actor=person.id, item=callback_data.item, revision=callback_data.revision)
    deed = await find_deed(actor=person.id, item=callback_data.item)
    line = next((item.title for item in added.items if item.id == callback_data.item), "")
    since = (line, deed) if deed is not None else None
    await show(query, bot, added_screen(added, t, is_group=in_group(query), since=since))


@router.callback_query(FixPress.filter(), Private())
async def choose_line(
    query: CallbackQuery,
    callback_data: FixPress,
    bot: Bot,
    person: Person,
    t: Texts,
    show_addition: Do[Added],
) -> None:
    """Ask which of the lines is to be changed."""
    added = await show_addition(actor=person.id, addition=callback_data.addition)
    screen = choose_line_screen(added, t) if added.items else added_screen(added, t)
    await show(query, bot, screen)


@router.callback_query(NotePress.filter())
async def ask_note(
    query: CallbackQuery,
    callback_data: NotePress,
    bot: Bot,
    person: Person,
    t: Texts,
    ask_for_note: Do[LineDetails],
) -> None:
    """Ask for a note on the person's own line."""
    details = await ask_for_note(actor=person.id, item=callback_data.item, revision=callback_data.revision)
    await send(bot, query.from_user.id, ask_note_screen(details.line.item.title, t))


@router.callback_query(NoNotePress.filter())
async def clear_note(
    query: CallbackQuery,
    callback_data: NoNotePress,
    bot: Bot,
    person: Person,
    t: Texts,
    drop_note: Do[Item],
    find_deed: Do[int | None],
    show_line: Do[LineDetails],
) -> None:
    """Take the note off the person's own line."""
    await drop_note(actor=person.id, item=callback_data.item, revision=callback_data.revision)
    deed = await find_deed(actor=person.id, item=callback_data.item)
    details = await show_line(actor=person.id, item=callback_data.item)
    await show(query, bot, line_screen(details, t, deed))
