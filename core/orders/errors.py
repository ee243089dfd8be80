"""Refusals that concern checking out and paying."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.shared.errors import DomainError

if TYPE_CHECKING:
    from datetime import datetime

    from core.orders.order import OrderState
    from core.orders.payment import PaymentState


@dataclass(eq=False)
class NothingToOrderError(DomainError):
    """No line is agreed on; `waiting` lines still wait for votes, `asking` ones for an adult."""

    waiting: int
    asking: int


@dataclass(eq=False)
class NotYourTurnError(DomainError):
    """The adults check out by turns, and it is somebody else's; the organizer may step in."""

    whose: str
    organizer: str


@dataclass(eq=False)
class PricesMissingError(DomainError):
    """So many agreed lines have no price yet."""

    lines: int


@dataclass(eq=False)
class CheckoutChangedError(DomainError):
    """The agreed lines are not those that were shown."""


@dataclass(eq=False)
class AmountsOffError(DomainError):
    """The amounts agreed on lack so much of the total, in minor units; negative when they are too much."""

    missing: int
    currency: str


@dataclass(eq=False)
class OrderUnknownError(DomainError):
    """There is no such order, or it is not the actor's business."""


@dataclass(eq=False)
class OrderStateError(DomainError):
    """The order is past the point, or not yet at the point, where this can be done."""

    number: int
    state: OrderState


@dataclass(eq=False)
class BeingPaidError(DomainError):
    """Somebody is paying the order already."""

    number: int
    payer: str
    since: datetime


@dataclass(eq=False)
class SurpriseFromAccountError(DomainError):
    """Everybody sees what the shared account pays, so it pays no present that somebody must not know of."""

    number: int


@dataclass(eq=False)
class AccountPaysError(DomainError):
    """Nothing but the shared account pays this order, so nobody says that they paid the shop."""

    number: int


@dataclass(eq=False)
class AccountLacksError(DomainError):
    """Only the shared account pays this order, and it lacks so much of it, in minor units; `left` is on it.

    `may_cancel` tells whether the actor may call the order off now.
    """

    order: int
    number: int
    missing: int
    left: int
    currency: str
    may_cancel: bool


@dataclass(eq=False)
class OrderSumChangedError(DomainError):
    """The order costs something else, in minor units, than what was shown."""

    number: int
    minor: int
    currency: str


@dataclass(eq=False)
class NotThePayerError(DomainError):
    """Only who pays the order may say this."""

    number: int
    payer: str


@dataclass(eq=False)
class EachPaysError(DomainError):
    """Each pays the shop their own share of this order, so nobody takes all of it."""

    number: int


@dataclass(eq=False)
class SharesPaidError(DomainError):
    """Some have paid the shop their shares of the order already: these, by name."""

    number: int
    names: list[str]


@dataclass(eq=False)
class OvertakenError(DomainError):
    """Somebody else made an order of these lines meanwhile, on other terms than the actor saw."""

    order: int
    number: int
    by: str


@dataclass(eq=False)
class DiscountTooHighError(DomainError):
    """A discount is at most what the lines cost, in minor units."""

    highest: int
    currency: str


@dataclass(eq=False)
class NotYourPricesError(DomainError):
    """Only `by` corrects its prices: who paid it, or where each pays who checked it out."""

    number: int
    by: str
    is_paid: bool = False


@dataclass(eq=False)
class EachHasPaidError(DomainError):
    """Each has paid the shop their own share, and owes nobody anything, whatever a price really was."""

    number: int


@dataclass(eq=False)
class PaidByAccountError(DomainError):
    """The shared account paid the order, and nobody owes anything for it."""

    number: int


@dataclass(eq=False)
class ForgottenShareError(DomainError):
    """Who wanted to be forgotten has a share of the order, which nobody can change any more."""

    number: int


@dataclass(eq=False)
class PriceTooLowError(DomainError):
    """With such a price the order, or somebody's share of it, would be less than nothing."""

    number: int


@dataclass(eq=False)
class PriceStaleError(DomainError):
    """The price is another one than that which was shown."""

    number: int


@dataclass(eq=False)
class CorrectionOverError(DomainError):
    """The family is not asked about this price any more."""

    number: int


@dataclass(eq=False)
class StillSecretError(DomainError):
    """The order is a present whose day has not come."""

    number: int


@dataclass(eq=False)
class NothingOwedError(DomainError):
    """The actor owes nothing for the order."""

    number: int


@dataclass(eq=False)
class AmountTooLargeError(DomainError):
    """No more than so much, in minor units, is left of the share."""

    number: int
    left: int
    currency: str


@dataclass(eq=False)
class ShareFellError(DomainError):
    """Less is left of the share than what was shown: so much, in minor units."""

    order: int
    number: int
    left: int
    currency: str


@dataclass(eq=False)
class PaymentJudgedError(DomainError):
    """The payee has already said whether this money arrived, or the debtor took their word back."""

    state: PaymentState


@dataclass(eq=False)
class SentAgainError(DomainError):
    """What this payment was for was sent anew, or is settled, since it was said not to have arrived."""


@dataclass(eq=False)
class PlanChangedError(DomainError):
    """The debts are not those any more of which this transfer was planned."""


@dataclass(eq=False)
class RemindedAlreadyError(DomainError):
    """The debtor was reminded of this debt not long ago; again from that moment on, at the earliest."""

    debtor: str
    again_at: datetime


@dataclass(eq=False)
class NothingToRemindError(DomainError):
    """Nothing is left of the share but what is said to be sent."""

    debtor: str


@dataclass(eq=False)
class ReceiptUnknownError(DomainError):
    """There is no such receipt, or not any more, or it is not the actor's business."""


@dataclass(eq=False)
class InvoiceUnknownError(DomainError):
    """There is no such invoice, or its order is not the actor's business."""


@dataclass(eq=False)
class NotYourInvoiceError(DomainError):
    """The invoice was sent to somebody else, who alone can pay it; it is for an order, or the account."""

    payer: str
    is_for_order: bool


@dataclass(eq=False)
class InvoiceOutdatedError(DomainError):
    """The order is not what this invoice was for any more; without a number it was for the account."""

    number: int | None


@dataclass(eq=False)
class ChargeUnderWayError(DomainError):
    """A payment of the order by an invoice may come any moment; without a number, one for the account."""

    number: int | None


@dataclass(eq=False)
class NotInvoicedError(DomainError):
    """No invoices are sent in the currency of the family's account."""

    currency: str


@dataclass(eq=False)
class ShareChargedError(DomainError):
    """The actor's share of the order was paid by an invoice, which is not taken back by saying so."""

    number: int


@dataclass(eq=False)
class ChargeUnknownError(DomainError):
    """There is no such payment to give back, or it is not the actor's to care for."""


@dataclass(eq=False)
class OwnCartEmptyError(DomainError):
    """There is nothing in the actor's own cart to check out."""


@dataclass(eq=False)
class OwnCheckoutChangedError(DomainError):
    """The lines of the actor's own cart are not those that were shown."""


@dataclass(eq=False)
class OwnOrderUnknownError(DomainError):
    """The actor has no such order of their own."""


@dataclass(eq=False)
class OwnOrderStateError(DomainError):
    """The actor's own order is past the point where this can be done."""

    order: int
    number: int
    state: OrderState
