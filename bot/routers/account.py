"""The shared account."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiogram import Bot, Router
from aiogram.filters import Command

from bot.callbacks.account import (
    ArrivedPress,
    NoSpendingLimitPress,
    NotSentPress,
    ReturnedPress,
    SpenderPress,
    SpendingLimitPress,
    StatementPress,
    TopUpPress,
)
from bot.callbacks.people import Place
from bot.chart import spending_picture
from bot.filters import Private, To
from bot.screens.account import (
    account_screen,
    limits_screen,
    nothing_spent_screen,
    spending_caption,
    spending_limit_screen,
    top_up_screen,
)
from bot.show import send, send_picture, show

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery, Message

    from bot.texts import Texts
    from bot.use_cases import Do
    from core.account.views import AccountView, LimitsView, Spender, SpendingView, TopUpView
    from core.people.person import Person

router = Router(name="account")
router.callback_query.filter(Private())


@router.message(Command("account"), Private())
async def tell_account(
    message: Message, bot: Bot, person: Person, t: Texts, show_account: Do[AccountView]
) -> None:
    """Show the account."""
    await send(bot, message.chat.id, account_screen(await show_account(actor=person.id), t))


@router.callback_query(To(Place.ACCOUNT))
async def go_account(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, show_account: Do[AccountView]
) -> None:
    """Show the account."""
    await show(query, bot, account_screen(await show_account(actor=person.id), t))


@router.callback_query(StatementPress.filter())
async def turn_statement(
    query: CallbackQuery,
    callback_data: StatementPress,
    bot: Bot,
    person: Person,
    t: Texts,
    show_account: Do[AccountView],
) -> None:
    """Show another page of the statement."""
    view = await show_account(actor=person.id, page=callback_data.page)
    await show(query, bot, account_screen(view, t))


@router.callback_query(To(Place.TOP_UP))
async def ask_top_up(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, ask_for_top_up: Do[TopUpView]
) -> None:
    """Ask how much was sent."""
    await show(query, bot, top_up_screen(await ask_for_top_up(actor=person.id), t))


@router.callback_query(TopUpPress.filter())
async def top_up(
    query: CallbackQuery,
    callback_data: TopUpPress,
    bot: Bot,
    person: Person,
    t: Texts,
    say_topped_up: Do[None],
    show_account: Do[AccountView],
) -> None:
    """Say that the sum was sent."""
    await say_topped_up(
        actor=person.id,
        family=callback_data.family,
        minor=callback_data.minor,
        attempt=callback_data.attempt,
    )
    await show(query, bot, account_screen(await show_account(actor=person.id), t))


@router.callback_query(NotSentPress.filter())
async def not_sent(
    query: CallbackQuery,
    callback_data: NotSentPress,
    bot: Bot,
    person: Person,
    t: Texts,
    withdraw_top_up: Do[None],
    show_account: Do[AccountView],
) -> None:
    """Say that the money was not sent."""
    await withdraw_top_up(actor=person.id, transfer=callback_data.transfer)
    await show(query, bot, account_screen(await show_account(actor=person.id), t))


@router.callback_query(ReturnedPress.filter())
async def returned(
    query: CallbackQuery,
    callback_data: ReturnedPress,
    bot: Bot,
    person: Person,
    t: Texts,
    say_returned: Do[None],
    show_account: Do[AccountView],
) -> None:
    """Say that a part was sent back."""
    await say_returned(actor=person.id, transfer=callback_data.transfer)
    await show(query, bot, account_screen(await show_account(actor=person.id), t))


@router.callback_query(ArrivedPress.filter())
async def arrived(
    query: CallbackQuery,
    callback_data: ArrivedPress,
    bot: Bot,
    person: Person,
    t: Texts,
    judge_transfer: Do[None],
    show_account: Do[AccountView],
) -> None:
    """Say whether the money arrived."""
    await judge_transfer(actor=person.id, transfer=callback_data.transfer, received=callback_data.received)
    await show(query, bot, account_screen(await show_account(actor=person.id), t))


@router.callback_query(To(Place.SPENDING_LIMITS))
async def go_limits(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, show_spending_limits: Do[LimitsView]
) -> None:
    """Show who may pay how much."""
    await show(query, bot, limits_screen(await show_spending_limits(actor=person.id), t))


@router.callback_query(SpenderPress.filter())
async def ask_limit(
    query: CallbackQuery,
    callback_data: SpenderPress,
    bot: Bot,
    person: Person,
    t: Texts,
    ask_for_spending_limit: Do[tuple[LimitsView, Spender]],
) -> None:
    """Ask for a member's limit."""
    view, spender = await ask_for_spending_limit(
        actor=person.id, person=callback_data.person, since=callback_data.since
    )
    await show(query, bot, spending_limit_screen(view, spender, t))


@router.callback_query(SpendingLimitPress.filter())
async def limit(
    query: CallbackQuery,
    callback_data: SpendingLimitPress,
    bot: Bot,
    person: Person,
    t: Texts,
    limit_spending: Do[None],
    show_spending_limits: Do[LimitsView],
) -> None:
    """Limit a member."""
    await limit_spending(
        actor=person.id, person=callback_data.person, since=callback_data.since, minor=callback_data.minor
    )
    await show(query, bot, limits_screen(await show_spending_limits(actor=person.id), t))


@router.callback_query(NoSpendingLimitPress.filter())
async def lift_limit(
    query: CallbackQuery,
    callback_data: NoSpendingLimitPress,
    bot: Bot,
    person: Person,
    t: Texts,
    limit_spending: Do[None],
    show_spending_limits: Do[LimitsView],
) -> None:
    """Let a member pay as much as there is."""
    await limit_spending(actor=person.id, person=callback_data.person, since=callback_data.since, minor=None)
    await show(query, bot, limits_screen(await show_spending_limits(actor=person.id), t))


@router.callback_query(To(Place.SPENDING))
async def draw_spending(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, show_spending: Do[SpendingView]
) -> None:
    """Send the chart as a photo; it is drawn beside the event loop."""
    view = await show_spending(actor=person.id)
    if not view.people:
        await show(query, bot, nothing_spent_screen(t))
        return
    picture = await asyncio.to_thread(spending_picture, view, t)
    await send_picture(bot, query.from_user.id, picture, spending_caption(view, t))
