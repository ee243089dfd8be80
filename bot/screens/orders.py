"""Checking out, an order, and who owes whom."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

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
    TakePress,
)
from bot.callbacks.payments import InvoicePress, ShareInvoicePress
from bot.callbacks.people import Go, Place
from bot.callbacks.terms import RepeatPress, ShareSaidPress, WhyPress
from bot.screen import Screen, button, rows
from bot.screens.account import top_up_button
from bot.screens.books import SOURCES, books_file_button, imports_button
from bot.screens.payments import invoice_button, paysupport_button
from bot.screens.people import (
    balances_button,
    cancel_button,
    cart_button,
    found_button,
    home_button,
    own_orders_button,
)
from bot.screens.prices import (
    agree_buttons,
    corrected_words,
    correction_words,
    old_price_button,
    prices_button,
)
from bot.screens.settling import (
    attach_to_order_button,
    debt_line,
    receipt_button,
    sending_buttons,
    share_button,
    waiting_buttons,
    withdrawing_buttons,
)
from bot.screens.terms import debtless_words, missing_words, terms_buttons, terms_words
from bot.screens.wishes import amount, order_name, wish
from bot.texts import Html, clip
from core.books.statement import Source
from core.orders.order import OrderState
from core.orders.terms import PayMode, Terms
from core.orders.views import ShareState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiogram.types import InlineKeyboardButton

    from bot.texts import Texts
    from core.carts.item import Item
    from core.orders.views import (
        AccountPaymentView,
        CheckoutView,
        OrderSummary,
        OrdersView,
        OrderView,
        ReturnView,
        ShareView,
        Turn,
    )

LINES_SHOWN = 25
"""More lines than this are counted only, to stay within one message."""

BACK_SHOWN = 6
"""A family has so many members beside the payer; there may have been more."""


def checkout_screen(view: CheckoutView, t: Texts) -> Screen:
    """Show what would be ordered, and ask for the prices that are missing."""
    lines = _clipped([_ordered(item, t) for item in view.items], t)
    parts = [t("🧾 <b>Check out</b>\n{lines}", lines=lines)]
    if view.surprises:
        parts.append(t("🎁 Surprises become an order of their own; those they are for do not see it."))
    if view.waiting:
        parts.append(
            t.plural(
                "{count} line still waits for votes and stays in the cart.",
                "{count} lines still wait for votes and stay in the cart.",
                view.waiting,
            )
        )
    if view.not_bought:
        parts.append(
            t.plural(
                "Only what is bought; {count} other agreed line stays in the cart.",
                "Only what is bought; {count} other agreed lines stay in the cart.",
                view.not_bought,
            )
        )
    turn = view.turn
    if turn is not None:
        parts.append(_turn(turn, t))
    passing = (
        [button("➡️ " + t.label("Pass the turn on"), PassTurnPress(family=view.family, seat=turn.seat))]
        if turn is not None and turn.heir
        else []
    )
    back = [cart_button(t), home_button(t)]
    if view.unpriced:
        parts.append(
            t.plural("{count} line has no price yet:", "{count} lines have no price yet:", len(view.unpriced))
        )
        prices = [
            [
                button(
                    "💰 " + t.label("Price: {line}", line=clip(item.title)),
                    PricePress(item=item.id, revision=item.revision),
                )
            ]
            for item in view.unpriced[:10]
        ]
        return Screen(Html("\n\n".join(parts)), rows(*prices, passing, back))
    currency, first = view.total.currency, view.explained[0]
    parts.append(terms_words(first.terms, currency, t))
    lacks = 0
    if first.terms.pay is PayMode.ACCOUNT and view.account is not None:
        lacks = max(first.minor - view.account, 0)
        parts.append(_on_account(view.account, first.minor, currency, t))
    if view.terms.pay is PayMode.ACCOUNT and any(order.is_secret for order in view.explained):
        parts.append(
            t("🎁 Everybody sees what the shared account pays, so surprises are paid by one of you:")
        )
    shares = "\n".join(
        t("{name}: {sum}", name=name, sum=t.money(minor, currency)) for name, minor in view.shares
    )
    parts.append(Html(shares) if shares else debtless_words(first.terms.pay, t))
    parts.append(t("Total: <b>{total}</b>", total=t.money(view.total.minor, currency)))
    lock = []
    if view.missing:
        parts.append(missing_words(view.missing, currency, t))
    else:
        lock.append(_lock_button(view, t))
    filling = [top_up_button(t)] if lacks else []
    return Screen(Html("\n\n".join(parts)), rows(lock, filling, *terms_buttons(view, t), passing, back))


def _on_account(balance: int, minor: int, currency: str, t: Texts) -> Html:
    """Say what the shared account has, and what is left once it has paid, or missing before it can."""
    has = t.money(balance, currency)
    if balance < minor:
        missing = t.money(minor - balance, currency)
        return t(
            "🏦 On the shared account: {sum}. <b>{missing}</b> are missing: it can pay once they are there.",
            sum=has,
            missing=missing,
        )
    left = t.money(balance - minor, currency)
    return t("🏦 On the shared account: {sum}. When it has paid, {left} are left.", sum=has, left=left)


def _lock_button(view: CheckoutView, t: Texts) -> InlineKeyboardButton:
    press = LockPress(family=view.family, orders=view.orders, seal=view.seal)
    return button("✅ " + t.label("Check out"), press)


def _turn(turn: Turn, t: Texts) -> Html:
    if turn.is_mine:
        return t("It is your turn to check out.")
    return t("It is {name}'s turn to check out; you may step in, as the organizer.", name=turn.name)


def turn_passed_screen(name: str, t: Texts) -> Screen:
    """Say whose turn it is after one was passed on."""
    text = t("The turn to check out is passed on: it is {name}'s now.", name=name)
    return Screen(text, rows([cart_button(t)], [home_button(t)]))


def _ordered(item: Item, t: Texts) -> Html:
    mark = "🎁 " if item.hidden_from is not None else ""
    return Html(f"• {mark}{wish(item, t, is_short=True)}")


def ask_price_screen(item: Item, t: Texts) -> Screen:
    """Ask what a line costs."""
    text = t(
        "What does {wish} cost? Send me the price, for example 89.90. "
        "If there are several, the price of one.",
        wish=wish(item, t),
    )
    return Screen(text, rows([cancel_button(t)]))


def priced_screen(item: Item, t: Texts) -> Screen:
    """Say that a price put a line to the vote."""
    text = t(
        "{wish}: at this price the family votes on it. It stays in the cart, the rest can be checked out.",
        wish=wish(item, t),
    )
    return Screen(text, rows([cart_button(t)]))


def order_screen(view: OrderView, t: Texts) -> Screen:
    """Show one order: its lines by owner, its shares, and what the reader can do now."""
    head = t(
        "📦 <b>Order {number}</b> · {family}\n{state}",
        number=order_name(view.number),
        family=view.family,
        state=_standing(view, t),
    )
    shares = (
        t("Nobody owes anything: the shared account paid.")
        if view.from_account
        else Html("\n".join(_share(share, view, t) for share in view.shares))
    )
    total = t("Total: <b>{total}</b>", total=t.money(view.minor, view.currency))
    is_usual = view.terms == replace(Terms(), bearers=view.terms.bearers)
    terms = [] if is_usual else [terms_words(view.terms, view.currency, t)]
    lines = [_lines(view, t)] if view.lines else []
    parts = [head, *lines, *terms, *([shares] if shares else []), total]
    if view.corrected:
        parts.append(corrected_words(view.corrected, view.currency, t))
    parts += [_returned(back, view, t) for back in view.returned if back.unsettled]
    if view.correction is not None:
        parts.append(correction_words(view.correction, view.currency, t))
    if view.hidden_from is not None and view.hidden_until is not None:
        until = t.last_minute(view.hidden_until)
        parts.append(
            t("🎁 Surprise: {name} does not see this order until {until}", name=view.hidden_from, until=until)
        )
    if _waits_for_account(view) and not view.has_account:
        parts.append(t("🏦 The shared account is off. The organizer can switch it on, or cancel the order."))
    if view.is_invoiced:
        parts.append(
            t("🧾 Pay your share by the invoice that I sent you. If you pay the shop yourself, tap “Paid”.")
            if view.terms.pay is PayMode.EACH
            else t("🧾 Pay by the invoice that I sent you. If you pay the shop yourself, tap “Paid”.")
        )
    return Screen(
        Html("\n\n".join(parts)),
        rows(*_order_buttons(view, t), [button(t.label("Orders"), Go(to=Place.ORDERS)), home_button(t)]),
    )


def _waits_for_account(view: OrderView) -> bool:
    """Tell whether nothing but the shared account can pay the order, and has not yet."""
    is_unpaid = view.state in (OrderState.LOCKED, OrderState.PAYING)
    return view.terms.pay is PayMode.ACCOUNT and is_unpaid


def _lines(view: OrderView, t: Texts) -> Html:
    lines = [
        t(
            "• {mark}{title}, {amount}, {sum}",
            mark="👉 " if line.owner == view.reader else "",
            title=clip(line.title),
            amount=amount(line.quantity, line.unit, t, view.units),
            sum=t.money(line.minor, view.currency),
        )
        for line in sorted(view.lines, key=lambda line: line.owner != view.reader)
    ]
    return _clipped(lines, t)


def _standing(view: OrderView, t: Texts) -> Html:
    if view.carried_from is not None:
        return _carried(view.carried_from, view, t)
    if view.returns is not None:
        return _owed_back(view.returns[1], view, t)
    if view.from_account:
        return _state_from_account(view, t)
    if view.terms.pay is PayMode.ACCOUNT and view.state is OrderState.LOCKED:
        return t("⏳ The shared account pays, once an adult says so")
    return _state_of_each(view.state, t) if view.terms.pay is PayMode.EACH else _state(view, t)


def _state_of_each(state: OrderState, t: Texts) -> Html:
    """Say where an order stands that each pays their own share of."""
    match state:
        case OrderState.CANCELLED:
            return t("✖️ Cancelled; its lines went back to the cart")
        case OrderState.PAID:
            return t("💳 Paid: each paid their share")
        case OrderState.RECEIVED | OrderState.CLOSED:
            return t("✅ Done: each paid their share, order received")
        case OrderState.LOCKED | OrderState.PAYING:
            return t("⏳ Each pays the shop their share")


def _state(view: OrderView, t: Texts) -> Html:
    payer = view.payer_name or ""
    match view.state:
        case OrderState.LOCKED:
            return (
                t("🛍 Bought by {name}, who says whether it is paid", name=view.shopper)
                if view.shopper is not None
                else t("⏳ Waiting for somebody to pay the shop")
            )
        case OrderState.PAYING:
            since = t.clock(view.paying_since) if view.paying_since else ""
            return t("💳 {name} has been paying since {time}", name=payer, time=since)
        case OrderState.PAID:
            return t("💳 Paid by {name}", name=payer)
        case OrderState.RECEIVED:
            return t("🚚 Paid by {name}, order received", name=payer)
        case OrderState.CLOSED:
            return t("✅ Done: paid by {name}, everything is settled", name=payer)
        case OrderState.CANCELLED:
            return t("✖️ Cancelled; its lines went back to the cart")


def _state_from_account(view: OrderView, t: Texts) -> Html:
    payer = view.payer_name or ""
    if view.state is OrderState.PAID:
        return t("🏦 Paid by {name} from the shared account", name=payer)
    return t("✅ Done: paid by {name} from the shared account, order received", name=payer)


def account_payment_screen(view: AccountPaymentView, t: Texts) -> Screen:
    """Ask whether the shared account shall pay an order, since that cannot be taken back."""
    text = t(
        "🏦 Pay order {number} from the shared account?\n\n{sum} of {balance} go, {left} are left. Nobody "
        "owes anything for it then. This cannot be taken back.",
        number=order_name(view.number),
        sum=t.money(view.minor, view.currency),
        balance=t.money(view.balance, view.currency),
        left=t.money(view.balance - view.minor, view.currency),
    )
    yes = button(t.label("Yes"), FromAccountPress(order=view.order, minor=view.minor))
    return Screen(text, rows([yes], [button("⬅️ " + t.label("Back"), OrderPress(order=view.order))]))


def _carried(source: str, view: OrderView, t: Texts) -> Html:
    """Return where the debts of an order without lines come from."""
    facts = {"source": SOURCES[Source(source)], "name": view.payer_name or ""}
    if view.state is OrderState.CLOSED:
        return t("✅ From before, carried over from {source}: everything is settled", **facts)
    return t("📥 From before, carried over from {source}: owed to {name}", **facts)


def _owed_back(number: int, view: OrderView, t: Texts) -> Html:
    """Return of which order the debt of an order without lines is owed back."""
    facts = {"number": order_name(number), "name": view.payer_name or ""}
    if view.state is OrderState.CLOSED:
        return t("✅ Money back for order {number}: everything is settled", **facts)
    return t("↩️ Money back for order {number}: owed to {name}", **facts)


def _returned(back: ReturnView, view: OrderView, t: Texts) -> Html:
    return t(
        "↩️ {payer} owes {name} {sum} back: order {number}",
        payer=clip(view.payer_name or ""),
        name=clip(back.name),
        sum=t.money(back.unsettled, view.currency),
        number=order_name(back.number),
    )


def _share(share: ShareView, view: OrderView, t: Texts) -> Html:
    states = {
        ShareState.PENDING: Html(""),
        ShareState.OWN: Html(" ✅"),
        ShareState.PAID: t(" – paid ✅"),
        ShareState.DUE: _due(share, view, t),
        ShareState.SENT: t(" – {sum} sent, not confirmed yet", sum=t.money(share.sent, view.currency))
        if share.settled
        else t(" – sent, not confirmed yet"),
        ShareState.SETTLED: t(" – settled ✅"),
    }
    return t(
        "{name}: {sum}{state}",
        name=share.name,
        sum=t.money(share.minor, view.currency),
        state=states[share.state],
    )


def _due(share: ShareView, view: OrderView, t: Texts) -> Html:
    warning = t(", not received ⚠️") if share.is_disputed else Html("")
    if not share.sent and not share.settled:
        return t(" – not received ⚠️") if share.is_disputed else t(" – owed")
    owed = t(" – owed: {sum}", sum=t.money(share.left, view.currency))
    sent = t(", {sum} sent, not confirmed yet", sum=t.money(share.sent, view.currency)) if share.sent else ""
    return Html(owed + sent + warning)


def _order_buttons(view: OrderView, t: Texts) -> Sequence[Sequence[InlineKeyboardButton]]:
    mine = view.share_of_reader
    prices = _price_buttons(view, t)
    is_paid = view.state in (OrderState.PAID, OrderState.RECEIVED, OrderState.CLOSED)
    buttons = [*_paying_buttons(view, t), *_answer_buttons(view, t), *([] if is_paid else prices)]
    if mine is not None and mine.state is ShareState.DUE:
        buttons.append(sending_buttons(view.id, mine, t))
    buttons += waiting_buttons([payment for payment in view.waiting if payment.payee == view.reader], t)
    buttons += _settling_buttons(view, mine, t)
    if view.state is OrderState.PAID and view.reader_is_member:
        buttons.append([button("🚚 " + t.label("Order received"), GoodsPress(order=view.id))])
    more: list[InlineKeyboardButton] = []
    if view.returns is not None:
        return [*buttons, [_order_button(*view.returns, t)]]
    if view.carried_from is not None:
        return buttons
    buttons.append([_order_button(back.order, back.number, t) for back in view.returned[:BACK_SHOWN]])
    if view.terms.pay.is_shared and not view.from_account:
        more.append(button("🔎 " + t.label("Why this much"), WhyPress(order=view.id)))
    if view.reader_is_member and view.hidden_from is None:
        more.append(button("🔁 " + t.label("Repeat the order"), RepeatPress(order=view.id)))
    return [*buttons, *(prices if is_paid else []), more]


def _order_button(order: int, number: int, t: Texts) -> InlineKeyboardButton:
    return button("↩️ " + t.label("Order {number}", number=order_name(number)), OrderPress(order=order))


def _paying_buttons(view: OrderView, t: Texts) -> Sequence[Sequence[InlineKeyboardButton]]:
    """Return what the reader can do until the shop has its money."""
    account = [_account_button(view, t)] if view.has_account else []
    if view.state is OrderState.PAYING and view.payer == view.reader:
        release = button(t.label("Let somebody else pay"), ReleasePress(order=view.id))
        if view.terms.pay is PayMode.ACCOUNT:
            return [account, [release]]
        said = [button("✅ " + t.label("Paid"), PaidPress(order=view.id)), release]
        return [_invoice_buttons(InvoicePress(order=view.id), view, t), said, account]
    if view.state is not OrderState.LOCKED:
        return []
    mine = view.share_of_reader
    buttons: list[Sequence[InlineKeyboardButton]] = []
    if view.terms.pay is PayMode.EACH:
        if mine is not None and mine.minor:
            buttons += _own_share_buttons(view, mine, t)
    elif view.reader_is_adult:
        take = [button("💳 " + t.label("I'll pay"), TakePress(order=view.id))]
        buttons += [account, take] if view.terms.pay is PayMode.ACCOUNT else [take, account]
    is_held = any(share.state is ShareState.PAID and share.is_here for share in view.shares)
    if view.reader_may_cancel and not is_held:
        buttons.append([button(t.label("Cancel the order"), CancelOrderPress(order=view.id))])
    return buttons


def _own_share_buttons(
    view: OrderView, mine: ShareView, t: Texts
) -> Sequence[Sequence[InlineKeyboardButton]]:
    """Return what the reader can do about their own share; what an invoice paid is not taken back."""
    if mine.state is ShareState.PAID:
        return [] if view.is_charged else [[share_said_button(view.id, t, is_paid=False)]]
    said = share_said_button(view.id, t, is_paid=True)
    return [_invoice_buttons(ShareInvoicePress(order=view.id), view, t), [said]]


def _invoice_buttons(
    press: InvoicePress | ShareInvoicePress, view: OrderView, t: Texts
) -> Sequence[InlineKeyboardButton]:
    """Return the way to an invoice, and from one that was sent to what became of payments."""
    if not view.takes_invoices:
        return []
    invoice = invoice_button(press, t, is_sent=view.is_invoiced)
    return [invoice, paysupport_button(Place.ORDERS, t)] if view.is_invoiced else [invoice]


def _account_button(view: OrderView, t: Texts) -> InlineKeyboardButton:
    return button("🏦 " + t.label("Pay from the shared account"), ConsiderAccountPress(order=view.id))


def _answer_buttons(view: OrderView, t: Texts) -> Sequence[Sequence[InlineKeyboardButton]]:
    """Return what the reader can say of a price about which they are asked."""
    correction = view.correction
    if correction is None or not correction.reader_is_asked:
        return []
    return [agree_buttons(correction.id, t, is_paid=correction.due_at is not None)]


def _price_buttons(view: OrderView, t: Texts) -> Sequence[Sequence[InlineKeyboardButton]]:
    """Return the way to other prices, for who may correct them."""
    if view.terms.pay is PayMode.EACH:
        is_locker = view.locked_by == view.reader and view.reader_is_adult
        is_heir = view.reader_may_cancel and not view.locker_may_price
        may_correct = view.state is OrderState.LOCKED and (is_locker or is_heir) and not _has_been_paid(view)
    else:
        is_payers = view.reader_is_member and view.payer == view.reader and not view.from_account
        may_correct = is_payers and bool(view.lines)
    if not may_correct:
        return []
    correction = view.correction
    if correction is None or correction.by != view.reader:
        return [[prices_button(view.id, t)]]
    return [[prices_button(view.id, t)], [old_price_button(correction.id, t)]]


def _has_been_paid(view: OrderView) -> bool:
    """Tell whether somebody has paid the shop their own share."""
    return any(share.state is ShareState.PAID for share in view.shares)


def share_said_button(order: int, t: Texts, *, is_paid: bool) -> InlineKeyboardButton:
    """Return what somebody says of their own share, where each pays the shop theirs."""
    label = "✅ " + t.label("Paid") if is_paid else t.label("Not paid yet after all")
    return button(label, ShareSaidPress(order=order, is_paid=is_paid))


def _settling_buttons(view: OrderView, mine: ShareView | None, t: Texts) -> list[list[InlineKeyboardButton]]:
    """Return the ways to what was said about shares of the reader's or to the reader, and to the receipts."""
    buttons: list[list[InlineKeyboardButton]] = []
    sent = [payment for payment in view.waiting if payment.debtor == view.reader and payment.minor]
    if len(sent) == 1:
        buttons.append(withdrawing_buttons(sent[0].id, t))
    if mine is not None and mine.state in _OWED and mine.attempt > 1:
        buttons.append([share_button(view.id, mine.person, t.label("How it is settled"))])
    if view.payer == view.reader:
        buttons += [
            [share_button(view.id, share.person, clip(share.name))]
            for share in view.shares
            if share.state in _OWED
        ]
    receipt = [receipt_button(view.receipt, t)] if view.receipt is not None else []
    is_paid = view.state in (OrderState.PAID, OrderState.RECEIVED)
    attach = [attach_to_order_button(view.id, t)] if view.payer == view.reader and is_paid else []
    return [*buttons, [*receipt, *attach]]


_OWED = (ShareState.DUE, ShareState.SENT, ShareState.SETTLED)


def orders_screen(view: OrdersView, t: Texts, *, has_family: bool) -> Screen:
    """List the reader's orders, and who owes whom; who left a family sees what they had a share in."""
    if not view.orders and not has_family:
        text = t(
            "There is no order yet. To shop together, create a family, or open the invitation link that your "
            "organizer sent you."
        )
        return Screen(text, rows([found_button(t)], [own_orders_button(t)], [home_button(t)]))
    if not view.orders:
        text = t("There is no order yet. Once the family agrees, the organizer checks out.")
        return Screen(
            text, rows([cart_button(t)], [own_orders_button(t)], [imports_button(t)], [home_button(t)])
        )
    parts = [t("<b>Orders</b>")]
    if view.debts:
        parts.append(Html("\n".join(debt_line(debt, t) for debt in view.debts[:LINES_SHOWN])))
    else:
        parts.append(t("Nobody owes you anything, and you owe nobody."))
    listed = [
        [
            button(
                f"{_icon(order)} "
                + t.label(
                    "Order {number}: {sum}",
                    number=order_name(order.number),
                    sum=t.money(order.minor, order.currency),
                ),
                OrderPress(order=order.id),
            )
        ]
        for order in view.orders
    ]
    return Screen(
        Html("\n\n".join(parts)),
        rows(
            *listed,
            [balances_button(t), own_orders_button(t)],
            [books_file_button(t), *([imports_button(t)] if has_family else [])],
            [*([cart_button(t)] if has_family else []), home_button(t)],
        ),
    )


ORDER_ICONS = {
    OrderState.LOCKED: "⏳",
    OrderState.PAYING: "💳",
    OrderState.PAID: "💳",
    OrderState.RECEIVED: "🚚",
    OrderState.CLOSED: "✅",
    OrderState.CANCELLED: "✖️",
}


def _icon(order: OrderSummary) -> str:
    """Return where an order stands; what is owed back is no delivery."""
    return "↩️" if order.is_return and order.state is OrderState.RECEIVED else ORDER_ICONS[order.state]


def _clipped(lines: Sequence[Html], t: Texts) -> Html:
    shown = list(lines[:LINES_SHOWN])
    if len(lines) > len(shown):
        shown.append(t("… and {count} more", count=len(lines) - len(shown)))
    return Html("\n".join(shown))
