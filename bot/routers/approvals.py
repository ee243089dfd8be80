"""What limited members wish for above their limits: the queue, and an adult's yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import Bot, Router
from aiogram.filters import Command

from bot.callbacks.approvals import DecidePress, DecisionNotePress, RequestsPagePress
from bot.callbacks.people import Place
from bot.filters import Private, To
from bot.screens.approvals import ask_note_screen, decided_words, requests_screen
from bot.show import send, show

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery, Message

    from bot.texts import Texts
    from bot.use_cases import Do
    from core.carts.item import Item
    from core.carts.views import Decided, RequestsView
    from core.people.person import Person

router = Router(name="approvals")
router.callback_query.filter(Private())


@router.message(Command("approvals"), Private())
async def tell_requests(
    message: Message, bot: Bot, person: Person, t: Texts, list_requests: Do[RequestsView]
) -> None:
    """Show what waits for an adult."""
    await send(bot, message.chat.id, requests_screen(await list_requests(actor=person.id), t))


@router.callback_query(To(Place.APPROVALS))
async def go_requests(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, list_requests: Do[RequestsView]
) -> None:
    """Show what waits for an adult."""
    await show(query, bot, requests_screen(await list_requests(actor=person.id), t))


@router.callback_query(RequestsPagePress.filter())
async def turn_requests(
    query: CallbackQuery,
    callback_data: RequestsPagePress,
    bot: Bot,
    person: Person,
    t: Texts,
    list_requests: Do[RequestsView],
) -> None:
    """Show another page of what waits."""
    view = await list_requests(actor=person.id, page=callback_data.page)
    await show(query, bot, requests_screen(view, t))


@router.callback_query(DecidePress.filter())
async def decide(
    query: CallbackQuery,
    callback_data: DecidePress,
    bot: Bot,
    person: Person,
    t: Texts,
    decide_request: Do[Decided],
    list_requests: Do[RequestsView],
) -> str:
    """Say yes or no to a line, and go on with the queue."""
    decided = await decide_request(
        actor=person.id,
        item=callback_data.item,
        version=callback_data.version,
        is_allowed=callback_data.is_allowed,
    )
    await show(query, bot, requests_screen(await list_requests(actor=person.id), t))
    return decided_words(decided, t)


@router.callback_query(DecisionNotePress.filter())
async def ask_note(
    query: CallbackQuery,
    callback_data: DecisionNotePress,
    bot: Bot,
    person: Person,
    t: Texts,
    ask_for_decision_note: Do[Item],
) -> None:
    """Ask what to say with a yes or no."""
    line = await ask_for_decision_note(
        actor=person.id,
        item=callback_data.item,
        version=callback_data.version,
        is_allowed=callback_data.is_allowed,
    )
    await send(bot, query.from_user.id, ask_note_screen(line, t, is_allowed=callback_data.is_allowed))
