"""The journal of the cart, and taking back what one did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import Bot, Router
from aiogram.filters import Command

from bot.callbacks.journal import JournalFilePress, JournalPartPress, JournalPress, TakeBackPress
from bot.callbacks.people import Place
from bot.documents import JOURNAL_CSV, JOURNAL_JSON, journal_csv, journal_json
from bot.filters import Private, To
from bot.screen import Screen
from bot.screens.carts import line_screen
from bot.screens.journal import journal_part_screen, journal_screen, taken_back_screen, taken_back_words
from bot.screens.shopping import shop_screen
from bot.show import in_group, send, send_file, show
from core.carts.journal import MARKING
from core.carts.views import Wanted

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery, Message

    from bot.texts import Texts
    from bot.use_cases import Do
    from bot.whisper import Whisper
    from core.carts.views import JournalChoices, JournalView, LineDetails, ShopView, Undone
    from core.people.person import Person

router = Router(name="journal")


@router.message(Command("journal"))
async def tell_journal(
    message: Message, bot: Bot, person: Person, t: Texts, whisper: Whisper, show_journal: Do[JournalView]
) -> None:
    """Show what was done to the cart, in a group only to who asked."""
    screen = journal_screen(await show_journal(actor=person.id), t)
    if in_group(message):
        await whisper.to_writer(bot, message, person, screen, t, may_be_heard=False)
    else:
        await send(bot, message.chat.id, screen)


@router.callback_query(To(Place.JOURNAL), Private())
async def go_journal(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, show_journal: Do[JournalView]
) -> None:
    """Show what was done to the cart, below the card."""
    await send(bot, query.from_user.id, journal_screen(await show_journal(actor=person.id), t))


@router.callback_query(JournalPress.filter(), Private())
async def turn_journal(
    query: CallbackQuery,
    callback_data: JournalPress,
    bot: Bot,
    person: Person,
    t: Texts,
    show_journal: Do[JournalView],
) -> None:
    """Show another page, or what was asked for only."""
    view = await show_journal(actor=person.id, page=callback_data.page, wanted=_wanted(callback_data))
    await show(query, bot, journal_screen(view, t))


@router.callback_query(JournalPartPress.filter(), Private())
async def choose_part(
    query: CallbackQuery,
    callback_data: JournalPartPress,
    bot: Bot,
    person: Person,
    t: Texts,
    list_journal_choices: Do[JournalChoices],
) -> None:
    """Let the reader choose what the journal shows."""
    choices = await list_journal_choices(actor=person.id, wanted=_wanted(callback_data))
    await show(query, bot, journal_part_screen(callback_data.part, choices, t))


@router.callback_query(JournalFilePress.filter(), Private())
async def send_journal(
    _: CallbackQuery,
    callback_data: JournalFilePress,
    bot: Bot,
    person: Person,
    t: Texts,
    export_journal: Do[JournalView],
) -> None:
    """Send the journal as files."""
    view = await export_journal(actor=person.id, wanted=_wanted(callback_data))
    table = t("The journal as a table, the newest entry first.")
    await send_file(bot, person.id, JOURNAL_CSV, journal_csv(view, t), table)
    await send_file(bot, person.id, JOURNAL_JSON, journal_json(view), t("The same for programs."))


@router.callback_query(TakeBackPress.filter())
async def take_back(
    query: CallbackQuery,
    callback_data: TakeBackPress,
    bot: Bot,
    person: Person,
    t: Texts,
    undo_deed: Do[Undone],
    show_line: Do[LineDetails],
    show_shop: Do[ShopView],
) -> str:
    """Take a deed back, and show the line as it is now; in the shop, go on with the list after a mark."""
    undone = await undo_deed(actor=person.id, deed=callback_data.deed)
    if in_group(query):
        await show(query, bot, Screen(t("{words}", words=taken_back_words(undone, t))))
        return ""
    if undone.deed in MARKING and (shop := await show_shop(actor=person.id)).is_mine:
        await show(query, bot, shop_screen(shop, t))
        return taken_back_words(undone, t)
    line = None
    if undone.item is not None and undone.other is None:
        line = line_screen(await show_line(actor=person.id, item=undone.item.id), t)
    await show(query, bot, taken_back_screen(undone, line, t))
    return taken_back_words(undone, t)


def _wanted(press: JournalPress | JournalPartPress | JournalFilePress) -> Wanted:
    return Wanted(press.person or None, press.item or None, press.matter)
