"""Shares, payments, receipts, balances and the settle-up plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import Bot, Router
from aiogram.exceptions import TelegramBadRequest

from bot.callbacks.orders import (
    AttachPress,
    AttachToOrderPress,
    JudgePress,
    PartPress,
    PaymentPress,
    PlanSentPress,
    ReceiptPress,
    RemindPress,
    SentPress,
    SharePress,
    WithdrawPress,
)
from bot.callbacks.people import Place
from bot.filters import Private, To
from bot.screens.orders import order_screen
from bot.screens.settling import (
    ask_amount_screen,
    ask_receipt_screen,
    balances_screen,
    payment_screen,
    plan_screen,
    receipt_caption,
    share_screen,
)
from bot.show import send, send_kept_photo, show
from bot.texts import clip
from core.orders.errors import ReceiptUnknownError

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery

    from bot.texts import Texts
    from bot.use_cases import Do
    from core.orders.payment import Payment
    from core.orders.views import BalancesView, OrderView, PaymentView, PlanView, ShareHistory
    from core.people.person import Person

router = Router(name="settling")
router.callback_query.filter(Private())


@router.callback_query(SentPress.filter())
async def sent(
    query: CallbackQuery,
    callback_data: SentPress,
    bot: Bot,
    person: Person,
    t: Texts,
    say_sent: Do[None],
    show_order: Do[OrderView],
) -> None:
    """Say that one's share was sent."""
    order = callback_data.order
    await say_sent(actor=person.id, order=order, attempt=callback_data.attempt, minor=callback_data.minor)
    await show(query, bot, order_screen(await show_order(actor=person.id, order=order), t))


@router.callback_query(PartPress.filter())
async def ask_how_much(
    query: CallbackQuery,
    callback_data: PartPress,
    bot: Bot,
    person: Person,
    t: Texts,
    ask_for_amount: Do[ShareHistory],
) -> None:
    """Ask how much of one's share was sent."""
    view = await ask_for_amount(actor=person.id, order=callback_data.order, attempt=callback_data.attempt)
    await send(bot, query.from_user.id, ask_amount_screen(view, t))


@router.callback_query(JudgePress.filter())
async def judge(
    query: CallbackQuery,
    callback_data: JudgePress,
    bot: Bot,
    person: Person,
    t: Texts,
    judge_payment: Do[Payment],
    show_order: Do[OrderView],
    show_payment: Do[PaymentView],
) -> None:
    """Say whether the money arrived."""
    payment = await judge_payment(
        actor=person.id, payment=callback_data.payment, received=callback_data.received
    )
    if payment.is_direct and callback_data.received:
        order = await show_order(actor=person.id, order=payment.parts[0].order)
        await show(query, bot, order_screen(order, t))
    else:
        await show(query, bot, payment_screen(await show_payment(actor=person.id, payment=payment.id), t))


@router.callback_query(WithdrawPress.filter())
async def withdraw(
    query: CallbackQuery,
    callback_data: WithdrawPress,
    bot: Bot,
    person: Person,
    t: Texts,
    withdraw_payment: Do[None],
    show_payment: Do[PaymentView],
) -> None:
    """Take back that money was sent."""
    await withdraw_payment(actor=person.id, payment=callback_data.payment)
    view = await show_payment(actor=person.id, payment=callback_data.payment)
    await show(query, bot, payment_screen(view, t))


@router.callback_query(SharePress.filter())
async def show_its_share(
    query: CallbackQuery,
    callback_data: SharePress,
    bot: Bot,
    person: Person,
    t: Texts,
    show_share: Do[ShareHistory],
) -> None:
    """Show what was said about a share."""
    view = await show_share(actor=person.id, order=callback_data.order, person=callback_data.person)
    await show(query, bot, share_screen(view, t))


@router.callback_query(PaymentPress.filter())
async def show_its_payment(
    query: CallbackQuery,
    callback_data: PaymentPress,
    bot: Bot,
    person: Person,
    t: Texts,
    show_payment: Do[PaymentView],
) -> None:
    """Show a payment."""
    view = await show_payment(actor=person.id, payment=callback_data.payment)
    await show(query, bot, payment_screen(view, t))


@router.callback_query(RemindPress.filter())
async def remind(
    query: CallbackQuery,
    callback_data: RemindPress,
    bot: Bot,
    person: Person,
    t: Texts,
    remind_debtor: Do[str],
    show_share: Do[ShareHistory],
) -> str:
    """Remind a debtor."""
    order, debtor = callback_data.order, callback_data.person
    name = await remind_debtor(actor=person.id, order=order, person=debtor)
    view = await show_share(actor=person.id, order=order, person=debtor)
    await show(query, bot, share_screen(view, t))
    return t.label("{name} will be reminded.", name=clip(name))


@router.callback_query(AttachPress.filter())
async def ask_for_a_receipt(
    query: CallbackQuery,
    callback_data: AttachPress,
    bot: Bot,
    person: Person,
    t: Texts,
    ask_for_receipt: Do[None],
) -> None:
    """Ask for the receipt of money that was sent."""
    await ask_for_receipt(actor=person.id, payment=callback_data.payment)
    await send(bot, query.from_user.id, ask_receipt_screen(t))


@router.callback_query(AttachToOrderPress.filter())
async def ask_for_the_shops_receipt(
    query: CallbackQuery,
    callback_data: AttachToOrderPress,
    bot: Bot,
    person: Person,
    t: Texts,
    ask_for_order_receipt: Do[None],
) -> None:
    """Ask for the shop's receipt of an order."""
    await ask_for_order_receipt(actor=person.id, order=callback_data.order)
    await send(bot, query.from_user.id, ask_receipt_screen(t))


@router.callback_query(ReceiptPress.filter())
async def show_its_receipt(
    query: CallbackQuery,
    callback_data: ReceiptPress,
    bot: Bot,
    person: Person,
    t: Texts,
    show_receipt: Do[str],
) -> None:
    """Show a receipt; Telegram may have forgotten it, or know it under the name of another bot."""
    photo = await show_receipt(actor=person.id, receipt=callback_data.receipt)
    caption, keyboard = receipt_caption(t)
    try:
        await send_kept_photo(bot, query.from_user.id, photo, caption, keyboard)
    except TelegramBadRequest as error:
        raise ReceiptUnknownError from error


@router.callback_query(To(Place.BALANCES))
async def go_balances(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, show_balances: Do[BalancesView]
) -> None:
    """Show who owes whom."""
    await show(query, bot, balances_screen(await show_balances(actor=person.id), t))


@router.callback_query(To(Place.PLAN))
async def go_plan(query: CallbackQuery, bot: Bot, person: Person, t: Texts, show_plan: Do[PlanView]) -> None:
    """Show how the family may settle up."""
    await show(query, bot, plan_screen(await show_plan(actor=person.id), t))


@router.callback_query(PlanSentPress.filter())
async def sent_by_plan(
    query: CallbackQuery,
    callback_data: PlanSentPress,
    bot: Bot,
    person: Person,
    t: Texts,
    send_by_plan: Do[int],
    show_payment: Do[PaymentView],
) -> None:
    """Say that a transfer of the plan was sent."""
    payment = await send_by_plan(actor=person.id, family=callback_data.family, seal=callback_data.seal)
    await show(query, bot, payment_screen(await show_payment(actor=person.id, payment=payment), t))
