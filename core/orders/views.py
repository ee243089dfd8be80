"""What screens about orders show."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.carts.item import Item
    from core.families.family import Units
    from core.orders.order import OrderedLine, OrderState
    from core.orders.payment import PaymentState, Word
    from core.orders.terms import Burden, Terms
    from core.shared.money import Money


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn to check out it is, where that goes by turns; `heir` is who follows, if there is anybody."""

    seat: int
    name: str
    is_mine: bool
    heir: str


@dataclass(frozen=True, slots=True)
class CheckoutView:
    """What would become an order now; the seal names exactly these lines.

    `surprises` of them are presents, which become orders of their own. `not_bought` lines are agreed on, too,
    but stay in the cart, since somebody bought the others. `terms` are those that the reader chose, `adults`
    who may be given a share, by id and name. `missing` is what the amounts agreed on lack of the total, in
    minor units; negative when they are too much. `account` is what is on the family's shared account, None
    without one.
    """

    family: int
    orders: int
    seal: str
    items: Sequence[Item]
    surprises: int
    unpriced: Sequence[Item]
    waiting: int
    not_bought: int
    total: Money
    shares: Sequence[tuple[str, int]]
    turn: Turn | None
    terms: Terms
    adults: Sequence[tuple[int, str]]
    missing: int
    account: int | None
    explained: Sequence[Explained]


@dataclass(frozen=True, slots=True)
class Borne:
    """What one person bears of an order, and the lines that they wished for."""

    person: int
    name: str
    share: Burden
    own: Sequence[OwnLine]


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A line that somebody wished for, and what it costs in minor units."""

    title: str
    minor: int


@dataclass(frozen=True, slots=True)
class Explained:
    """How an order, or what would become one, makes up everybody's share.

    `number` is None as long as it is no order; `is_secret` tells whether somebody may not know of it.
    """

    number: int | None
    is_secret: bool
    currency: str
    terms: Terms
    lines_minor: int
    minor: int
    shares: Sequence[Borne]


@dataclass(frozen=True, slots=True)
class AskedPrice:
    """A price that the family is asked about; `line` is nothing for that of the whole order."""

    line: str
    was: int
    minor: int


@dataclass(frozen=True, slots=True)
class PricesView:
    """One page of an order's prices; `left` is by how many minor units they may still rise unasked.

    Of an order that `is_paid` nothing rises unasked but the reader's own share. Another price takes the
    question back that is `asked` now.
    """

    order: int
    number: int
    currency: str
    units: Units
    minor: int
    lines: Sequence[OrderedLine]
    page: int
    pages: int
    left: int
    is_paid: bool
    asked: AskedPrice | None


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """Another price that the family is asked about; `line` is nothing for that of the whole order.

    `waiting` names whose answer is missing; `reader_is_asked` tells whether the reader's is. Of an order that
    is paid it holds at `due_at` unless somebody objects.
    """

    id: int
    line: str
    was: int
    minor: int
    by: int
    waiting: Sequence[str]
    reader_is_asked: bool
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Corrected:
    """A price that changed after the order was paid; `line` is nothing for that of the whole order."""

    line: str
    was: int
    minor: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReturnView:
    """What the payer of an order owes somebody back of it: all of that is an order of its own."""

    order: int
    number: int
    name: str
    unsettled: int


class ShareState(StrEnum):
    """Where a share stands; OWN is the payer's, which nobody owes; each paid the shop a PAID one."""

    PENDING = "pending"
    OWN = "own"
    PAID = "paid"
    DUE = "due"
    SENT = "sent"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class ShareView:
    """What one person owes for an order: in all, said to be sent, and settled; `attempt` is the next one.

    `is_disputed` tells one of its two sides that money of it did not arrive when last it was said to be sent.
    `returned` is what of these payments is owed back, since the share is less by now. `is_here` tells that
    the person is still in the family.
    """

    person: int
    name: str
    minor: int
    sent: int
    settled: int
    state: ShareState
    attempt: int
    is_disputed: bool
    returned: int = 0
    is_here: bool = True

    @property
    def left(self) -> int:
        """Return what is neither settled nor said to be sent."""
        return self.minor + self.returned - self.sent - self.settled


@dataclass(frozen=True, slots=True)
class PaymentGlance:
    """A payment that waits for the payee's word."""

    id: int
    debtor: int
    name: str
    payee: int
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A frozen line of an order."""

    owner: int
    title: str
    quantity: int
    unit: str
    minor: int


@dataclass(frozen=True, slots=True)
class OrderView:
    """One order as a reader sees it; `hidden_from` is the name of a member who does not until that moment.

    `has_account` tells whether the family's shared account could pay it, `from_account` whether it did.
    `takes_invoices` tells whether it, or a share of it, can be paid by an invoice, `is_invoiced` that the
    reader has one that can be paid, `is_charged` that one paid the reader's share. `carried_from` is the
    ledger from which it was carried over: then it has no lines, and its payer is whom the others owe. So is
    what is owed back of the order that `returns` names by id and number. `returned` is what is owed back of
    this one, `corrected` what was corrected of it after it was paid, the newest last. `locker_may_price`
    tells that who checked it out is still there as an adult.
    """

    id: int
    number: int
    family: str
    state: OrderState
    currency: str
    units: Units
    minor: int
    locked_at: datetime
    payer: int | None
    payer_name: str | None
    shopper: str | None
    paying_since: datetime | None
    lines: Sequence[OrderLine]
    shares: Sequence[ShareView]
    waiting: Sequence[PaymentGlance]
    receipt: int | None
    reader: int
    reader_is_member: bool
    reader_is_adult: bool
    reader_may_cancel: bool
    hidden_from: str | None
    hidden_until: datetime | None
    has_account: bool
    from_account: bool
    takes_invoices: bool
    is_invoiced: bool
    is_charged: bool
    carried_from: str | None
    returns: tuple[int, int] | None
    returned: Sequence[ReturnView]
    terms: Terms
    locked_by: int
    locker_may_price: bool
    correction: CorrectionView | None
    corrected: Sequence[Corrected]

    @property
    def share_of_reader(self) -> ShareView | None:
        """Return what the reader owes for it, if anything was theirs in it."""
        return next((share for share in self.shares if share.person == self.reader), None)


@dataclass(frozen=True, slots=True)
class AccountPaymentView:
    """What paying an order from the shared account would mean, in minor units."""

    order: int
    number: int
    minor: int
    balance: int
    currency: str


@dataclass(frozen=True, slots=True)
class InvoicedSumView:
    """For whose account an invoice is asked for, and who is paid out what comes by it."""

    family: int
    keeper: str
    is_keeper: bool
    currency: str


@dataclass(frozen=True, slots=True)
class OrderSummary:
    """One order in a list; `is_return` tells that it is what is owed back of another one."""

    id: int
    number: int
    family: str
    state: OrderState
    currency: str
    minor: int
    is_return: bool = False


@dataclass(frozen=True, slots=True)
class Debt:
    """What is open of a share between the reader and somebody: positive is owed to the reader.

    `sent` of it, never negative, is said to be sent; `debtor` is who owes it. Money that is owed back is that
    of the order with the number that `returns` tells.
    """

    order: int
    number: int
    debtor: int
    other: str
    minor: int
    currency: str
    sent: int
    returns: int | None = None


@dataclass(frozen=True, slots=True)
class OrdersView:
    """The reader's orders, newest first, and every share still open on either side."""

    orders: Sequence[OrderSummary]
    debts: Sequence[Debt]


@dataclass(frozen=True, slots=True)
class Said:
    """What one side said about a payment, and when."""

    word: Word
    name: str
    said_at: datetime


@dataclass(frozen=True, slots=True)
class PartView:
    """What a payment discharges: how much of whose debt to whom, for which order."""

    order: int
    number: int
    debtor: str
    creditor: str
    minor: int


@dataclass(frozen=True, slots=True)
class PaymentView:
    """One payment, for one of its sides or of those whose share it discharges; `said` is in order."""

    id: int
    debtor: int
    debtor_name: str
    payee: int
    payee_name: str
    minor: int
    currency: str
    state: PaymentState
    parts: Sequence[PartView]
    said: Sequence[Said]
    receipt: int | None
    reader: int


@dataclass(frozen=True, slots=True)
class ShareHistory:
    """A share as its debtor and who is owed it see it, with its payments, the oldest first."""

    order: int
    number: int
    currency: str
    share: ShareView
    payer: int
    payer_name: str
    payments: Sequence[PaymentView]
    reader: int


@dataclass(frozen=True, slots=True)
class Balance:
    """What the others in a family owe somebody, negative when that person owes them."""

    name: str
    minor: int
    is_reader: bool


@dataclass(frozen=True, slots=True)
class BalancesView:
    """What is open for the reader, payments that wait for their word, and the balances in their family.

    Without a family there is no `family`, and no balances. `currency` is the family's.
    """

    family: str | None
    currency: str
    debts: Sequence[Debt]
    waiting: Sequence[PaymentGlance]
    balances: Sequence[Balance]


@dataclass(frozen=True, slots=True)
class TransferView:
    """A transfer of the settle-up plan, with the debts that it discharges; `seal` names exactly these."""

    debtor: str
    payee: str
    payee_id: int
    minor: int
    parts: Sequence[PartView]
    seal: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class PlanView:
    """How a family may settle up."""

    family: int
    currency: str
    transfers: Sequence[TransferView]
