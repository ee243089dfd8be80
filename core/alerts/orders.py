"""What people are told of orders and of the money for them."""

from __future__ import annotations

from dataclasses import dataclass

from core.alerts.alert import Alert, Urgency


@dataclass(frozen=True, slots=True)
class TurnPassed(Alert):
    """To an adult: it is their turn to check out, since somebody passed theirs on."""

    urgency = Urgency.ASKS

    family: str
    by: str


@dataclass(frozen=True, slots=True)
class OrderLocked(Alert):
    """To a member: the cart became an order that somebody may pay, who is asked that `may_pay`."""

    urgency = Urgency.ASKS

    order: int
    number: int
    by: str
    lines: int
    minor: int
    currency: str
    may_pay: bool = True


@dataclass(frozen=True, slots=True)
class OrderBought(Alert):
    """To who bought all lines of an order in the shop: it is theirs to say that it is paid."""

    urgency = Urgency.ASKS

    order: int
    number: int
    by: str
    lines: int
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class OrderForEach(Alert):
    """To a member: the cart became an order of which each pays the shop their own share; `mine` is theirs."""

    urgency = Urgency.ASKS

    order: int
    number: int
    by: str
    lines: int
    minor: int
    mine: int
    currency: str


@dataclass(frozen=True, slots=True)
class OrderTreat(Alert):
    """To a member: the cart became an order with which who pays it treats the others."""

    urgency = Urgency.ASKS

    order: int
    number: int
    by: str
    lines: int
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class OrderForAccount(Alert):
    """To a member: the cart became an order that the shared account pays, by a tap of any adult."""

    urgency = Urgency.ASKS

    order: int
    number: int
    by: str
    lines: int
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class EachHasPaid(Alert):
    """To a member: each has paid the shop their own share, so the order is paid."""

    order: int
    number: int


@dataclass(frozen=True, slots=True)
class PriceAsked(Alert):
    """To whose share of an order would grow: does a price, which rose a lot, have their yes?

    `line` is what it is the price of, nothing for the whole order; `was` and `minor` are its price before
    and after, `mine_was` and `mine` the recipient's share, which is nothing where the shared account pays. Of
    an order that is paid it holds without a word at `until`, a Unix time in seconds.
    """

    urgency = Urgency.ASKS

    correction: int
    order: int
    number: int
    by: str
    line: str
    was: int
    minor: int
    mine_was: int
    mine: int
    currency: str
    until: int = 0


@dataclass(frozen=True, slots=True)
class PriceCorrected(Alert):
    """To whose share of an order grew, or of one that is paid changed: its price was corrected.

    The facts are as those of `PriceAsked`. So much more than before is `returned` to them, or less. Of an
    order that is paid so much is left `to_send`, by the payment of this `attempt`.
    """

    urgency = Urgency.ASKS

    order: int
    number: int
    by: str
    line: str
    was: int
    minor: int
    mine_was: int
    mine: int
    currency: str
    returned: int = 0
    attempt: int = 0
    to_send: int = 0


@dataclass(frozen=True, slots=True)
class PriceStays(Alert):
    """To who was asked about a price of a paid order: the old one stays, `by` objected or took it back."""

    order: int
    number: int
    by: str
    line: str
    minor: int
    currency: str
    has_objected: bool


@dataclass(frozen=True, slots=True)
class PriceAnswered(Alert):
    """To who asked for a higher price: all agreed, and it holds, or `by` did not, and the old one stays.

    Nobody's name means that nobody objected in time.
    """

    urgency = Urgency.NOW

    order: int
    number: int
    by: str
    line: str
    minor: int
    currency: str
    agreed: bool


@dataclass(frozen=True, slots=True)
class OrderCancelled(Alert):
    """To a member: the order is off, its lines are back in the cart."""

    order: int
    number: int
    by: str


@dataclass(frozen=True, slots=True)
class PaymentTimedOut(Alert):
    """To the payer: the order was not paid in time and is free to be taken again.

    `from_account` tells that nothing but the shared account pays it.
    """

    urgency = Urgency.NOW

    order: int
    number: int
    from_account: bool = False


@dataclass(frozen=True, slots=True)
class ShareDue(Alert):
    """To a debtor: the order is paid and this share, in minor units, is owed to the payer."""

    urgency = Urgency.ASKS

    order: int
    number: int
    payer: str
    minor: int
    currency: str
    attempt: int


@dataclass(frozen=True, slots=True)
class OrderPaid(Alert):
    """To a member who owes nothing: the order is paid."""

    order: int
    number: int
    payer: str


@dataclass(frozen=True, slots=True)
class MoneySent(Alert):
    """To the payer: a debtor says that the share was sent; did it arrive?"""

    urgency = Urgency.ASKS

    payment: int
    number: int
    debtor: str
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class MoneyReceived(Alert):
    """To the debtor: the payer says that the money arrived; `left` is what is owed of the share still.

    Of that so much is left `to_send`, by the payment of this `attempt`. `order` is 0 in alerts that are
    older than the ways on.
    """

    number: int
    payer: str
    minor: int
    currency: str
    left: int = 0
    order: int = 0
    attempt: int = 0
    to_send: int = 0


@dataclass(frozen=True, slots=True)
class MoneyNotReceived(Alert):
    """To the debtor: the payer says that the money did not arrive; it is still owed.

    `payment` is 0 in alerts that are older than disputes.
    """

    urgency = Urgency.ASKS

    order: int
    number: int
    payer: str
    minor: int
    currency: str
    attempt: int
    payment: int = 0


@dataclass(frozen=True, slots=True)
class GoodsArrived(Alert):
    """To a member: the goods of the order are there."""

    order: int
    number: int
    by: str
