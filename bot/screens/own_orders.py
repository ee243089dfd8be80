"""One's own orders, in one's own window only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.callbacks.own_orders import (
    OwnCancelPress,
    OwnLockPress,
    OwnMarkPress,
    OwnOrderPress,
    OwnOrdersPagePress,
    OwnPricePress,
    OwnRepeatPress,
)
from bot.screen import Screen, button, pager, rows
from bot.screens.orders import ORDER_ICONS
from bot.screens.people import (
    cancel_button,
    home_button,
    orders_button,
    own_cart_button,
    own_orders_button,
)
from bot.screens.wishes import wish
from bot.texts import Html, clip
from core.orders.order import OrderState
from core.orders.own import PAGE_LINES, OwnMark

if TYPE_CHECKING:
    from aiogram.types import InlineKeyboardButton

    from bot.texts import Texts
    from core.carts.reading import LineDraft
    from core.families.family import Units
    from core.orders.own import OwnCheckout, OwnOrder, OwnOrders, OwnOrderView

LINES_SHOWN = 25
"""More lines than this are counted only before an order is made of them, to stay within one message."""

PRICES_ASKED = 10
"""So many buttons ask for a price at a time."""


def own_checkout_screen(view: OwnCheckout, t: Texts) -> Screen:
    """Show what of the person's own cart would be ordered, and ask for the prices that are missing."""
    lines = [
        Html(f"• {'❗️' if line.draft.urgent else ''}{wish(line.draft, t, is_short=True, units=view.units)}")
        for line in view.lines[:LINES_SHOWN]
    ]
    if len(view.lines) > len(lines):
        lines.append(t("… and {count} more", count=len(view.lines) - len(lines)))
    priced = len(view.lines) - len(view.unpriced)
    minor = view.total.minor if priced else None
    parts = [
        t("🧾 <b>Check out</b> · My cart\nNobody but you sees it.\n\n{lines}", lines=Html("\n".join(lines))),
        _total(minor, view.total.currency, len(view.unpriced), t),
    ]
    if view.elsewhere:
        parts.append(
            t.plural(
                "An order has one currency: {count} line in another one stays in the cart.",
                "An order has one currency: {count} lines in another one stay in the cart.",
                view.elsewhere,
            )
        )
    if view.unpriced:
        parts.append(t("You can give the missing prices, or check out without them."))
    asked = [
        [
            button(
                "💰 " + t.label("Price: {line}", line=clip(line.draft.title)),
                OwnPricePress(item=line.id, revision=line.revision),
            )
        ]
        for line in view.unpriced[:PRICES_ASKED]
    ]
    whole = OwnLockPress(orders=view.orders, seal=view.seal, with_unpriced=True)
    some = OwnLockPress(orders=view.orders, seal=view.seal_of_priced, with_unpriced=False)
    return Screen(
        Html("\n\n".join(parts)),
        rows(
            *asked,
            [button("✅ " + t.label("Check out"), whole)],
            [button(t.label("Only what has a price"), some)] if view.unpriced and priced else [],
            [own_cart_button(t), home_button(t)],
        ),
    )


def ask_own_price_screen(draft: LineDraft, t: Texts) -> Screen:
    """Ask what a line of the person's own cart costs."""
    text = t(
        "What does {wish} cost? Send me the price, for example 89.90. "
        "If there are several, the price of one.",
        wish=wish(draft, t),
    )
    return Screen(text, rows([cancel_button(t)]))


def own_order_screen(view: OwnOrderView, t: Texts) -> Screen:
    """Show one page of an own order, and what its owner can do now."""
    order = view.order
    first = view.page * PAGE_LINES + 1
    lines = [
        t("{number}. {wish}", number=number, wish=_ordered(draft, t, view.units))
        for number, draft in enumerate(view.lines, start=first)
    ]
    text = t(
        "📦 <b>Own order {number}</b> · {time}\n{state}\nNobody but you sees it.\n\n{lines}\n\n{total}",
        number=order.number,
        time=t.moment(order.locked_at),
        state=_state(order, t),
        lines=Html("\n".join(lines)),
        total=_total(order.minor, order.currency, order.unpriced, t),
    )
    repeat = OwnRepeatPress(order=order.id, repeats=order.repeats)
    return Screen(
        text,
        rows(
            pager(view.page, view.pages, lambda page: OwnOrderPress(order=order.id, page=page)),
            _marks(order, t),
            [button("🔁 " + t.label("Repeat the order"), repeat)],
            [button(t.label("Cancel the order"), OwnCancelPress(order=order.id))]
            if order.state is OrderState.LOCKED
            else [],
            [own_orders_button(t), own_cart_button(t)],
        ),
    )


def _state(order: OwnOrder, t: Texts) -> Html:
    match order.state:
        case OrderState.CANCELLED:
            return t("✖️ Cancelled; its lines went back to your cart")
        case OrderState.CLOSED:
            return t("✅ Done: paid and received")
        case OrderState.RECEIVED:
            return t("🚚 Received, not paid yet")
        case OrderState.PAID:
            return t("💳 Paid, not received yet")
        case _:
            return t("⏳ Neither paid nor received yet")


def _marks(order: OwnOrder, t: Texts) -> list[InlineKeyboardButton]:
    if order.state is OrderState.CANCELLED:
        return []

    def marking(label: str, mark: OwnMark, *, is_set: bool) -> InlineKeyboardButton:
        return button(label, OwnMarkPress(order=order.id, mark=mark, is_set=is_set))

    return [
        marking("✅ " + t.label("Paid"), OwnMark.PAID, is_set=True)
        if order.paid_at is None
        else marking("↩️ " + t.label("Not paid yet"), OwnMark.PAID, is_set=False),
        marking("🚚 " + t.label("Order received"), OwnMark.RECEIVED, is_set=True)
        if order.received_at is None
        else marking("↩️ " + t.label("Not received yet"), OwnMark.RECEIVED, is_set=False),
    ]


def own_orders_screen(view: OwnOrders, t: Texts) -> Screen:
    """List the person's own orders, newest first."""
    back = [own_cart_button(t), orders_button(t)]
    if not view.orders:
        text = t("🔒 <b>My own orders</b>\nNobody but you sees them. There is none yet: check out “My cart”.")
        return Screen(text, rows(back, [home_button(t)]))
    listed = [
        [button(f"{ORDER_ICONS[order.state]} {_summary(order, t)}", OwnOrderPress(order=order.id, page=0))]
        for order in view.orders
    ]
    return Screen(
        t("🔒 <b>My own orders</b>\nNobody but you sees them."),
        rows(
            *listed,
            pager(view.page, view.pages, lambda page: OwnOrdersPagePress(page=page)),
            back,
            [home_button(t)],
        ),
    )


def _summary(order: OwnOrder, t: Texts) -> str:
    if order.minor is None:
        return t.labels(
            "Own order {number}: {count} line",
            "Own order {number}: {count} lines",
            order.count,
            number=order.number,
        )
    total = t.money(order.minor, order.currency)
    return t.label("Own order {number}: {sum}", number=order.number, sum=total)


def _total(minor: int | None, currency: str, unpriced: int, t: Texts) -> Html:
    sums = [
        *([] if minor is None else [t("Total: <b>{total}</b>", total=t.money(minor, currency))]),
        *([t("no price: {count}", count=unpriced)] if unpriced else []),
    ]
    return Html(" · ".join(sums))


def _ordered(draft: LineDraft, t: Texts, units: Units) -> Html:
    urgent = "❗️" if draft.urgent else ""
    link = t(' <a href="{link}">🔗</a>', link=draft.link) if draft.link else ""
    note = t(" (<i>{note}</i>)", note=draft.note) if draft.note else ""
    return Html(f"{urgent}{wish(draft, t, units=units)}{link}{note}")
