"""Checking out and paying."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import Bot, Router
from aiogram.filters import Command

from bot.callbacks.customs import PassTurnPress
from bot.callbacks.orders import (
    CancelOrderPress,
    ConsiderAccountPress,
    FromAccountPress,
    GoodsPress,
    LockPress,
    OrderPress,
    PaidPress,
    PricePress,
    ReleasePress,
)
from bot.callbacks.people import Place
from bot.filters import Private, To
from bot.screens.orders import (
    account_payment_screen,
    ask_price_screen,
    checkout_screen,
    order_screen,
    orders_screen,
    turn_passed_screen,
)
from bot.show import send, show

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery, Message

    from bot.texts import Texts
    from bot.use_cases import Do
    from core.carts.item import Item
    from core.families.views import FamilySummary
    from core.orders.views import AccountPaymentView, CheckoutView, OrdersView, OrderView
    from core.people.person import Person

router = Router(name="orders")
router.callback_query.filter(Private())


@router.callback_query(To(Place.CHECKOUT))
async def go_checkout(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, preview_checkout: Do[CheckoutView]
) -> None:
    """Show what would be ordered now, under the card."""
    await send(bot, query.from_user.id, checkout_screen(await preview_checkout(actor=person.id), t))


@router.callback_query(PassTurnPress.filter())
async def pass_on(
    query: CallbackQuery,
    callback_data: PassTurnPress,
    bot: Bot,
    person: Person,
    t: Texts,
    pass_turn: Do[str],
) -> None:
    """Pass the turn to check out on."""
    name = await pass_turn(actor=person.id, family=callback_data.family, seat=callback_data.seat)
    await show(query, bot, turn_passed_screen(name, t))


@router.callback_query(PricePress.filter())
async def ask_price(
    query: CallbackQuery,
    callback_data: PricePress,
    bot: Bot,
    person: Person,
    t: Texts,
    ask_for_price: Do[Item],
) -> None:
    """Ask for a missing price."""
    item = await ask_for_price(actor=person.id, item=callback_data.item, revision=callback_data.revision)
    await send(bot, query.from_user.id, ask_price_screen(item, t))


@router.callback_query(LockPress.filter())
async def lock(
    query: CallbackQuery,
    callback_data: LockPress,
    bot: Bot,
    person: Person,
    t: Texts,
    lock_cart: Do[int],
    show_order: Do[OrderView],
) -> None:
    """Make the order."""
    order = await lock_cart(
        actor=person.id,
        family=callback_data.family,
        orders=callback_data.orders,
        seal=callback_data.seal,
    )
    await show(query, bot, order_screen(await show_order(actor=person.id, order=order), t))


@router.message(Command("orders"), Private())
async def tell_orders(
    message: Message,
    bot: Bot,
    person: Person,
    t: Texts,
    list_orders: Do[OrdersView],
    find_summary: Do[FamilySummary | None],
) -> None:
    """List the orders and debts."""
    family = await find_summary(actor=person.id)
    view = await list_orders(actor=person.id)
    await send(bot, message.chat.id, orders_screen(view, t, has_family=family is not None))


@router.callback_query(To(Place.ORDERS))
async def go_orders(
    query: CallbackQuery,
    bot: Bot,
    person: Person,
    t: Texts,
    list_orders: Do[OrdersView],
    find_summary: Do[FamilySummary | None],
) -> None:
    """List the orders and debts."""
    family = await find_summary(actor=person.id)
    view = await list_orders(actor=person.id)
    await show(query, bot, orders_screen(view, t, has_family=family is not None))


@router.callback_query(OrderPress.filter())
async def show_one(
    query: CallbackQuery,
    callback_data: OrderPress,
    bot: Bot,
    person: Person,
    t: Texts,
    show_order: Do[OrderView],
) -> None:
    """Show an order."""
    await show(query, bot, order_screen(await show_order(actor=person.id, order=callback_data.order), t))


@router.callback_query(ReleasePress.filter())
async def release(
    query: CallbackQuery,
    callback_data: ReleasePress,
    bot: Bot,
    person: Person,
    t: Texts,
    release_payment: Do[None],
    show_order: Do[OrderView],
) -> None:
    """Let somebody else pay."""
    await release_payment(actor=person.id, order=callback_data.order)
    await show(query, bot, order_screen(await show_order(actor=person.id, order=callback_data.order), t))


@router.callback_query(PaidPress.filter())
async def paid(
    query: CallbackQuery,
    callback_data: PaidPress,
    bot: Bot,
    person: Person,
    t: Texts,
    mark_paid: Do[bool],
    show_order: Do[OrderView],
) -> str | None:
    """Say that the shop has its money."""
    has_asked = await mark_paid(actor=person.id, order=callback_data.order)
    await show(query, bot, order_screen(await show_order(actor=person.id, order=callback_data.order), t))
    if not has_asked:
        return None
    return t.label("Paid at the old price: not all have answered. If it is another one, tap “Another price”.")


@router.callback_query(ConsiderAccountPress.filter())
async def consider_account(
    query: CallbackQuery,
    callback_data: ConsiderAccountPress,
    bot: Bot,
    person: Person,
    t: Texts,
    consider_account_payment: Do[AccountPaymentView],
) -> None:
    """Show what it would mean to pay from the shared account."""
    view = await consider_account_payment(actor=person.id, order=callback_data.order)
    await show(query, bot, account_payment_screen(view, t))


@router.callback_query(FromAccountPress.filter())
async def pay_from_pot(
    query: CallbackQuery,
    callback_data: FromAccountPress,
    bot: Bot,
    person: Person,
    t: Texts,
    pay_from_account: Do[None],
    show_order: Do[OrderView],
) -> None:
    """Pay from the shared account."""
    await pay_from_account(actor=person.id, order=callback_data.order, minor=callback_data.minor)
    await show(query, bot, order_screen(await show_order(actor=person.id, order=callback_data.order), t))


@router.callback_query(CancelOrderPress.filter())
async def call_off(
    query: CallbackQuery,
    callback_data: CancelOrderPress,
    bot: Bot,
    person: Person,
    t: Texts,
    cancel_order: Do[None],
    show_order: Do[OrderView],
) -> None:
    """Call the order off."""
    await cancel_order(actor=person.id, order=callback_data.order)
    await show(query, bot, order_screen(await show_order(actor=person.id, order=callback_data.order), t))


@router.callback_query(GoodsPress.filter())
async def goods(
    query: CallbackQuery,
    callback_data: GoodsPress,
    bot: Bot,
    person: Person,
    t: Texts,
    confirm_goods: Do[None],
    show_order: Do[OrderView],
) -> None:
    """Say that the goods are there."""
    await confirm_goods(actor=person.id, order=callback_data.order)
    await show(query, bot, order_screen(await show_order(actor=person.id, order=callback_data.order), t))
