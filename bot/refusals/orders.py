"""Refusals about orders and the money for them."""

from __future__ import annotations

from aiogram.types import InlineKeyboardButton

from bot.callbacks.orders import CancelOrderPress, OrderPress
from bot.callbacks.people import Go, Place
from bot.refusals.words import refusal_steps, refusal_words
from bot.screen import button
from bot.screens.account import top_up_button
from bot.screens.people import cart_button
from bot.screens.wishes import order_name
from bot.texts import Texts, clip
from core.orders import errors as orders
from core.orders.order import OrderState
from core.shared.money import AmountUnreadableError


@refusal_words.register
def _(error: orders.NotYourTurnError, t: Texts) -> str:
    if error.whose == error.organizer:
        return t.label("It is {name}'s turn to check out. Please ask them.", name=clip(error.whose))
    return t.label(
        "It is {name}'s turn to check out. Ask them, or the organizer: {organizer}.",
        name=clip(error.whose),
        organizer=clip(error.organizer),
    )


@refusal_words.register
def _(error: orders.NothingToOrderError, t: Texts) -> str:
    if error.waiting:
        return t.labels(
            "Nothing is agreed on yet: {count} line waits for votes. Ask the family to vote.",
            "Nothing is agreed on yet: {count} lines wait for votes. Ask the family to vote.",
            error.waiting,
        )
    if error.asking:
        return t.labels(
            "Nothing is agreed on yet: {count} line waits for an adult. See /approvals.",
            "Nothing is agreed on yet: {count} lines wait for an adult. See /approvals.",
            error.asking,
        )
    return t.label("There is nothing to check out yet. Add something to the cart first.")


@refusal_words.register
def _(error: orders.PricesMissingError, t: Texts) -> str:
    return t.labels(
        "{count} line has no price yet. Give the price first.",
        "{count} lines have no price yet. Give the prices first.",
        error.lines,
    )


@refusal_words.register
def _(_: orders.CheckoutChangedError, t: Texts) -> str:
    return t.label("The cart changed while you were looking. Please check it once more.")


@refusal_words.register
def _(error: orders.AmountsOffError, t: Texts) -> str:
    if error.missing < 0:
        return t.label(
            "The amounts are {sum} more than the order costs. Please make them fit.",
            sum=t.money(-error.missing, error.currency),
        )
    return t.label(
        "The amounts are {sum} less than the order costs. Please share out the rest.",
        sum=t.money(error.missing, error.currency),
    )


@refusal_words.register
def _(_: orders.OrderUnknownError, t: Texts) -> str:
    return t.label("There is no such order among yours.")


@refusal_words.register
def _(error: orders.OrderStateError, t: Texts) -> str:
    match error.state:
        case OrderState.LOCKED:
            return t.label(
                "Nobody has taken order {number} for payment. Tap “I'll pay” first.",
                number=order_name(error.number),
            )
        case OrderState.PAYING:
            return t.label("Order {number} is not paid yet.", number=order_name(error.number))
        case OrderState.CANCELLED:
            return t.label("Order {number} was cancelled.", number=order_name(error.number))
        case _:
            return t.label("Order {number} is paid already.", number=order_name(error.number))


@refusal_words.register
def _(error: orders.BeingPaidError, t: Texts) -> str:
    return t.label(
        "{name} has been paying order {number} since {time}. "
        "If it does not work out, it is free again after 15 minutes.",
        name=error.payer,
        number=order_name(error.number),
        time=t.clock(error.since),
    )


@refusal_words.register
def _(_: orders.SurpriseFromAccountError, t: Texts) -> str:
    return t.label(
        "Everybody sees what the shared account pays, so it pays no surprise before its day. Please pay it "
        "yourselves."
    )


@refusal_words.register
def _(error: orders.AccountPaysError, t: Texts) -> str:
    return t.label(
        "The shared account pays order {number}. Open it and tap “Pay from the shared account”.",
        number=order_name(error.number),
    )


@refusal_words.register
def _(error: orders.AccountLacksError, t: Texts) -> str:
    return t.label(
        "There is {left} on the shared account: {missing} are missing for order {number}. Top it up, or let "
        "the organizer cancel the order.",
        left=t.money(error.left, error.currency),
        missing=t.money(error.missing, error.currency),
        number=order_name(error.number),
    )


@refusal_words.register
def _(error: orders.OrderSumChangedError, t: Texts) -> str:
    return t.label(
        "Order {number} costs {sum} now. Please look at it once more.",
        number=order_name(error.number),
        sum=t.money(error.minor, error.currency),
    )


@refusal_words.register
def _(error: orders.NotThePayerError, t: Texts) -> str:
    return t.label(
        "{name} is paying order {number}; only they can say so.",
        name=error.payer,
        number=order_name(error.number),
    )


@refusal_words.register
def _(error: orders.EachPaysError, t: Texts) -> str:
    return t.label(
        "Each pays their own share of order {number}. Pay yours, then tap “Paid”.",
        number=order_name(error.number),
    )


@refusal_words.register
def _(error: orders.SharesPaidError, t: Texts) -> str:
    return t.label(
        "These have paid the shop their shares of order {number} already: {names}. "
        "They would have to take that back first.",
        number=order_name(error.number),
        names=clip(", ".join(clip(name, 20) for name in error.names), 60),
    )


@refusal_words.register
def _(error: orders.OvertakenError, t: Texts) -> str:
    return t.label(
        "{name} has just checked out, perhaps on other terms: it is order {number} now. Please look at it.",
        name=clip(error.by),
        number=order_name(error.number),
    )


@refusal_words.register
def _(error: orders.DiscountTooHighError, t: Texts) -> str:
    return t.label(
        "A discount is at most what the lines cost: {sum}.", sum=t.money(error.highest, error.currency)
    )


@refusal_words.register
def _(error: orders.NotYourPricesError, t: Texts) -> str:
    if error.is_paid:
        return t.label(
            "{name} paid order {number}; only they can correct its prices.",
            name=clip(error.by),
            number=order_name(error.number),
        )
    return t.label(
        "{name} checked out order {number}; only they can correct its prices.",
        name=clip(error.by),
        number=order_name(error.number),
    )


@refusal_words.register
def _(error: orders.EachHasPaidError, t: Texts) -> str:
    return t.label(
        "Each paid the shop their own share of order {number}: nobody owes anything for it, so there is "
        "nothing to correct.",
        number=order_name(error.number),
    )


@refusal_words.register
def _(error: orders.PaidByAccountError, t: Texts) -> str:
    return t.label(
        "The shared account paid order {number}: nobody owes anything for it. Top the account up with what "
        "the shop gave back.",
        number=order_name(error.number),
    )


@refusal_words.register
def _(error: orders.ForgottenShareError, t: Texts) -> str:
    return t.label(
        "In order {number}, this price would change the share of somebody who asked to be forgotten. "
        "So it stays as it is.",
        number=order_name(error.number),
    )


@refusal_words.register
def _(error: orders.PriceStaleError, t: Texts) -> str:
    return t.label(
        "This price in order {number} is another one by now. Please look at it once more.",
        number=order_name(error.number),
    )


@refusal_words.register
def _(error: orders.CorrectionOverError, t: Texts) -> str:
    return t.label(
        "Nobody is asked about this price of order {number} any more.", number=order_name(error.number)
    )


@refusal_words.register
def _(error: orders.StillSecretError, t: Texts) -> str:
    return t.label(
        "Order {number} is still a surprise: in the cart everybody would see it. Repeat it after its day.",
        number=order_name(error.number),
    )


@refusal_words.register
def _(error: orders.NothingOwedError, t: Texts) -> str:
    return t.label("You owe nothing for order {number}.", number=order_name(error.number))


@refusal_words.register
def _(error: orders.PriceTooLowError, t: Texts) -> str:
    return t.label(
        "With this price, less than nothing would be left to pay of order {number}. Send a higher one.",
        number=order_name(error.number),
    )


@refusal_words.register
def _(error: AmountUnreadableError, t: Texts) -> str:
    return t.label("“{text}” is no price. Send for example 89.90.", text=clip(error.text))


@refusal_steps.register
def _(_: AmountUnreadableError | orders.PriceTooLowError, t: Texts) -> list[InlineKeyboardButton]:
    return []  # the question, and its keyboard, are still there


@refusal_steps.register
def _(
    _: orders.CheckoutChangedError
    | orders.PricesMissingError
    | orders.AmountsOffError
    | orders.DiscountTooHighError,
    t: Texts,
) -> list[InlineKeyboardButton]:
    return [button("🧾 " + t.label("Check out"), Go(to=Place.CHECKOUT))]


@refusal_steps.register
def _(error: orders.AccountLacksError, t: Texts) -> list[InlineKeyboardButton]:
    off = button(t.label("Cancel the order"), CancelOrderPress(order=error.order))
    shown = button("📦 " + t.label("Show the order"), OrderPress(order=error.order))
    return [top_up_button(t), *([off] if error.may_cancel else []), shown]


@refusal_steps.register
def _(error: orders.OvertakenError, t: Texts) -> list[InlineKeyboardButton]:
    return [button("📦 " + t.label("Show the order"), OrderPress(order=error.order))]


@refusal_steps.register
def _(_: orders.NothingToOrderError, t: Texts) -> list[InlineKeyboardButton]:
    return [cart_button(t)]
