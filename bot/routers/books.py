"""The family's books as a whole: what is carried over from other ledgers."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from aiogram import Bot, Router

from bot.callbacks.books import (
    BooksFilePress,
    DraftPress,
    DropDraftPress,
    ImportAnswerPress,
    ImportPress,
    ImportWithdrawPress,
    PayerPress,
    PayersAgainPress,
    ProposePress,
    WhoIsPress,
    WhoPress,
)
from bot.callbacks.people import Place
from bot.documents import BOOKS_CSV, BOOKS_JSON, books_csv, books_json
from bot.filters import Private, To, WithTable
from bot.screens.books import draft_screen, dropped_screen, import_screen, imports_screen, who_screen
from bot.show import send, send_file, show
from core.books.errors import StatementTooLongError
from core.books.statement import STATEMENT_BYTES, STATEMENT_PEOPLE, STATEMENT_ROWS
from core.books.views import DraftView
from core.families.errors import NotOrganizerError

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery, Document, Message

    from bot.texts import Texts
    from bot.use_cases import Do
    from core.books.views import BooksView, ImportsView, ImportView
    from core.people.person import Person

router = Router(name="books")
router.callback_query.filter(Private())


@router.callback_query(BooksFilePress.filter())
async def send_books(
    _: CallbackQuery, bot: Bot, person: Person, t: Texts, export_books: Do[BooksView]
) -> None:
    """Send the books as files."""
    view = await export_books(actor=person.id)
    await send_file(bot, person.id, BOOKS_CSV, books_csv(view, t), t("The books as a table."))
    await send_file(bot, person.id, BOOKS_JSON, books_json(view, t), t("The same for programs."))


@router.callback_query(To(Place.IMPORTS))
async def go_imports(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, list_imports: Do[ImportsView]
) -> None:
    """Say how balances are carried over."""
    await show(query, bot, imports_screen(await list_imports(actor=person.id), t))


@router.message(Private(), WithTable())
async def take_table(
    message: Message,
    document: Document,
    bot: Bot,
    person: Person,
    t: Texts,
    list_imports: Do[ImportsView],
    read_import: Do[DraftView | ImportView],
) -> None:
    """Read the file that another ledger exported."""
    known = await list_imports(actor=person.id)
    if not known.is_organizer:
        raise NotOrganizerError(known.organizer)
    view = await read_import(actor=person.id, content=await _downloaded(bot, document))
    screen = draft_screen(view, t) if isinstance(view, DraftView) else import_screen(view, t)
    await send(bot, message.chat.id, screen)


async def _downloaded(bot: Bot, document: Document) -> bytes:
    """Return the file, unless it is longer than a statement may be."""
    if (document.file_size or 0) > STATEMENT_BYTES:
        raise StatementTooLongError(STATEMENT_BYTES, STATEMENT_ROWS, STATEMENT_PEOPLE)
    file = await bot.get_file(document.file_id)
    content = BytesIO()
    await bot.download_file(file.file_path or "", content)
    return content.getvalue()


@router.callback_query(DraftPress.filter())
async def show_its_draft(
    query: CallbackQuery,
    callback_data: DraftPress,
    bot: Bot,
    person: Person,
    t: Texts,
    show_draft: Do[DraftView],
) -> None:
    """Show an import that is being prepared."""
    view = await show_draft(actor=person.id, import_=callback_data.import_id)
    await show(query, bot, draft_screen(view, t))


@router.callback_query(PayerPress.filter())
async def take_payer(
    query: CallbackQuery,
    callback_data: PayerPress,
    bot: Bot,
    person: Person,
    t: Texts,
    say_payer: Do[DraftView],
) -> None:
    """Take down who paid a row."""
    view = await say_payer(
        actor=person.id,
        import_=callback_data.import_id,
        line=callback_data.line,
        position=callback_data.position,
    )
    await show(query, bot, draft_screen(view, t))


@router.callback_query(PayersAgainPress.filter())
async def take_payers_again(
    query: CallbackQuery,
    callback_data: PayersAgainPress,
    bot: Bot,
    person: Person,
    t: Texts,
    ask_payers_again: Do[DraftView],
) -> None:
    """Ask anew who paid."""
    view = await ask_payers_again(actor=person.id, import_=callback_data.import_id)
    await show(query, bot, draft_screen(view, t))


@router.callback_query(WhoPress.filter())
async def ask_who(
    query: CallbackQuery,
    callback_data: WhoPress,
    bot: Bot,
    person: Person,
    t: Texts,
    show_draft: Do[DraftView],
) -> None:
    """Ask which member somebody is."""
    view = await show_draft(actor=person.id, import_=callback_data.import_id)
    await show(query, bot, who_screen(view, callback_data.position, t))


@router.callback_query(WhoIsPress.filter())
async def take_who(
    query: CallbackQuery,
    callback_data: WhoIsPress,
    bot: Bot,
    person: Person,
    t: Texts,
    say_who: Do[DraftView],
) -> None:
    """Take down which member somebody is."""
    view = await say_who(
        actor=person.id,
        import_=callback_data.import_id,
        position=callback_data.position,
        person=callback_data.person,
    )
    await show(query, bot, draft_screen(view, t))


@router.callback_query(DropDraftPress.filter())
async def drop(
    query: CallbackQuery,
    callback_data: DropDraftPress,
    bot: Bot,
    person: Person,
    t: Texts,
    drop_draft: Do[None],
) -> None:
    """Forget an import that is being prepared."""
    await drop_draft(actor=person.id, import_=callback_data.import_id)
    await show(query, bot, dropped_screen(t))


@router.callback_query(ProposePress.filter())
async def propose(
    query: CallbackQuery,
    callback_data: ProposePress,
    bot: Bot,
    person: Person,
    t: Texts,
    propose_import: Do[None],
    show_import: Do[ImportView],
) -> None:
    """Ask the family."""
    await propose_import(actor=person.id, import_=callback_data.import_id, seal=callback_data.seal)
    view = await show_import(actor=person.id, import_=callback_data.import_id)
    await show(query, bot, import_screen(view, t))


@router.callback_query(ImportPress.filter())
async def show_its_import(
    query: CallbackQuery,
    callback_data: ImportPress,
    bot: Bot,
    person: Person,
    t: Texts,
    show_import: Do[ImportView],
) -> None:
    """Show an import."""
    view = await show_import(actor=person.id, import_=callback_data.import_id)
    await show(query, bot, import_screen(view, t))


@router.callback_query(ImportAnswerPress.filter())
async def answer_about_import(
    query: CallbackQuery,
    callback_data: ImportAnswerPress,
    bot: Bot,
    person: Person,
    t: Texts,
    answer_import: Do[None],
    show_import: Do[ImportView],
) -> None:
    """Take down what somebody says of an import."""
    import_ = callback_data.import_id
    await answer_import(actor=person.id, import_=import_, is_yes=callback_data.is_yes)
    await show(query, bot, import_screen(await show_import(actor=person.id, import_=import_), t))


@router.callback_query(ImportWithdrawPress.filter())
async def withdraw(
    query: CallbackQuery,
    callback_data: ImportWithdrawPress,
    bot: Bot,
    person: Person,
    t: Texts,
    withdraw_import: Do[None],
    show_import: Do[ImportView],
) -> None:
    """Take an import back."""
    await withdraw_import(actor=person.id, import_=callback_data.import_id)
    view = await show_import(actor=person.id, import_=callback_data.import_id)
    await show(query, bot, import_screen(view, t))
