"""One's own orders, in one's own window only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import Bot, Router

from bot.callbacks.own_orders import (
    OwnCancelPress,
    OwnLockPress,
    OwnMarkPress,
    OwnOrderPress,
    OwnOrdersPagePress,
    OwnPricePress,
    OwnRepeatPress,
)
from bot.callbacks.people import Place
from bot.filters import Private, To
from bot.screens.own import own_added_screen
from bot.screens.own_orders import (
    ask_own_price_screen,
    own_checkout_screen,
    own_order_screen,
    own_orders_screen,
)
from bot.show import send, show

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery

    from bot.settings import Settings
    from bot.texts import Texts
    from bot.use_cases import Do
    from core.carts.own_line import OwnAdded
    from core.carts.reading import LineDraft
    from core.orders.own import OwnCheckout, OwnOrders, OwnOrderView
    from core.people.person import Person

router = Router(name="own_orders")
router.callback_query.filter(Private())


@router.callback_query(To(Place.OWN_CHECKOUT))
async def go_own_checkout(
    query: CallbackQuery,
    bot: Bot,
    person: Person,
    t: Texts,
    settings: Settings,
    preview_own_checkout: Do[OwnCheckout],
) -> None:
    """Show what of the person's own cart would be ordered now."""
    view = await preview_own_checkout(actor=person.id, currency=settings.currency)
    await show(query, bot, own_checkout_screen(view, t))


@router.callback_query(OwnPricePress.filter())
async def ask_own_price(
    query: CallbackQuery,
    callback_data: OwnPricePress,
    bot: Bot,
    person: Person,
    t: Texts,
    ask_for_own_price: Do[LineDraft],
) -> None:
    """Ask for a missing price."""
    draft = await ask_for_own_price(actor=person.id, item=callback_data.item, revision=callback_data.revision)
    await send(bot, query.from_user.id, ask_own_price_screen(draft, t))


@router.callback_query(OwnLockPress.filter())
async def lock_own(
    query: CallbackQuery,
    callback_data: OwnLockPress,
    bot: Bot,
    person: Person,
    t: Texts,
    settings: Settings,
    lock_own_cart: Do[int],
    show_own_order: Do[OwnOrderView],
) -> None:
    """Make the order."""
    order = await lock_own_cart(
        actor=person.id,
        orders=callback_data.orders,
        seal=callback_data.seal,
        with_unpriced=callback_data.with_unpriced,
        currency=settings.currency,
    )
    await show(query, bot, own_order_screen(await show_own_order(actor=person.id, order=order), t))


@router.callback_query(To(Place.OWN_ORDERS))
async def go_own_orders(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, list_own_orders: Do[OwnOrders]
) -> None:
    """List the person's own orders."""
    await show(query, bot, own_orders_screen(await list_own_orders(actor=person.id), t))


@router.callback_query(OwnOrdersPagePress.filter())
async def turn_own_orders(
    query: CallbackQuery,
    callback_data: OwnOrdersPagePress,
    bot: Bot,
    person: Person,
    t: Texts,
    list_own_orders: Do[OwnOrders],
) -> None:
    """Turn the list of the person's own orders to another page."""
    view = await list_own_orders(actor=person.id, page=callback_data.page)
    await show(query, bot, own_orders_screen(view, t))


@router.callback_query(OwnOrderPress.filter())
async def show_one_own_order(
    query: CallbackQuery,
    callback_data: OwnOrderPress,
    bot: Bot,
    person: Person,
    t: Texts,
    show_own_order: Do[OwnOrderView],
) -> None:
    """Show an own order."""
    view = await show_own_order(actor=person.id, order=callback_data.order, page=callback_data.page)
    await show(query, bot, own_order_screen(view, t))


@router.callback_query(OwnMarkPress.filter())
async def mark_own(
    query: CallbackQuery,
    callback_data: OwnMarkPress,
    bot: Bot,
    person: Person,
    t: Texts,
    mark_own_order: Do[None],
    show_own_order: Do[OwnOrderView],
) -> None:
    """Note that an own order is paid, or has come, or that it is not so yet."""
    await mark_own_order(
        actor=person.id,
        order=callback_data.order,
        mark=callback_data.mark,
        is_set=callback_data.is_set,
    )
    view = await show_own_order(actor=person.id, order=callback_data.order)
    await show(query, bot, own_order_screen(view, t))


@router.callback_query(OwnCancelPress.filter())
async def cancel_own(
    query: CallbackQuery,
    callback_data: OwnCancelPress,
    bot: Bot,
    person: Person,
    t: Texts,
    cancel_own_order: Do[None],
    show_own_order: Do[OwnOrderView],
) -> None:
    """Call an own order off."""
    await cancel_own_order(actor=person.id, order=callback_data.order)
    view = await show_own_order(actor=person.id, order=callback_data.order)
    await show(query, bot, own_order_screen(view, t))


@router.callback_query(OwnRepeatPress.filter())
async def repeat_own(
    query: CallbackQuery,
    callback_data: OwnRepeatPress,
    bot: Bot,
    person: Person,
    t: Texts,
    repeat_own_order: Do[OwnAdded],
) -> None:
    """Put the lines of an own order into the person's own cart again."""
    added = await repeat_own_order(actor=person.id, order=callback_data.order, repeats=callback_data.repeats)
    await show(query, bot, own_added_screen(added, t))
