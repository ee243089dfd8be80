"""What screens about the books as a whole show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from core.books.carrying import ImportState
    from core.books.statement import Source, UnnamedPayer
    from core.ledger.posting import EntryKind
    from core.orders.charge import ChargeState, Flaw, Purpose
    from core.orders.order import OrderState
    from core.orders.payment import PaymentState
    from core.orders.terms import PayMode


@dataclass(frozen=True, slots=True)
class NameView:
    """A person of a file: their balance, None until all payers are known, and whose name it is said to be.

    `member` is None while that is not said, and 0 for nobody of the family.
    """

    position: int
    name: str
    minor: int | None
    member: int | None
    member_name: str


@dataclass(frozen=True, slots=True)
class DraftView:
    """An import that the organizer prepares.

    `unnamed` rows do not tell who paid them. `outside` is what those are owed who are nobody of the family,
    in minor units. `debts` are there when nothing is missing. `earlier` is when the last import from the same
    ledger was done.
    """

    id: int
    source: Source
    currency: str
    expenses: int
    repayments: int
    spent: int
    first: date
    last: date
    names_currency: bool
    names: Sequence[NameView]
    unnamed: Sequence[UnnamedPayer]
    has_said_payers: bool
    members: Sequence[tuple[int, str]]
    outside: int
    debts: Sequence[tuple[str, str, int]] | None
    earlier: datetime | None
    seal: str


@dataclass(frozen=True, slots=True)
class Concerned:
    """What somebody is owed, or owes, by an import, in minor units, and what they answered."""

    person: int
    name: str
    minor: int
    answer: bool | None


@dataclass(frozen=True, slots=True)
class ImportView:
    """An import that the family was asked about; `stopped_by` objected, or left the family."""

    id: int
    source: Source
    state: ImportState
    currency: str
    expenses: int
    spent: int
    by: int
    by_name: str
    due_at: datetime
    decided_at: datetime | None
    stopped_by: str | None
    concerned: Sequence[Concerned]
    reader: int
    reader_may_withdraw: bool


@dataclass(frozen=True, slots=True)
class ImportGlance:
    """One import in a list."""

    id: int
    source: Source
    state: ImportState


@dataclass(frozen=True, slots=True)
class ImportsView:
    """The family's newest imports; only the organizer knows of a draft."""

    currency: str
    organizer: str
    is_organizer: bool
    imports: Sequence[ImportGlance]


@dataclass(frozen=True, slots=True)
class BooksOrder:
    """An order in the books; `source` is the ledger from which it was carried over.

    Of one without lines `returns` is the number of the order for which too much was paid. `pay` is how the
    shop was to get its money; `from_account` tells that the shared account paid in the end.
    """

    id: int
    number: int
    family: str
    state: OrderState
    currency: str
    minor: int
    payer: str | None
    pay: PayMode
    from_account: bool
    source: Source | None
    returns: int | None
    locked_at: datetime
    paid_at: datetime | None
    received_at: datetime | None
    closed_at: datetime | None
    cancelled_at: datetime | None


@dataclass(frozen=True, slots=True)
class BooksShare:
    """What one person bears of an order."""

    order: int
    person: str
    minor: int


@dataclass(frozen=True, slots=True)
class BooksPayment:
    """How much of a payment discharges whose share of an order; a plan's transfer discharges several.

    `sent_at` is when it was said to be sent, `judged_at` when it was last answered or taken back.
    """

    payment: int
    order: int
    debtor: str
    creditor: str
    minor: int
    state: PaymentState
    sent_at: datetime
    judged_at: datetime | None


@dataclass(frozen=True, slots=True)
class BooksCorrection:
    """A price that changed after the order was paid; `line` is nothing for that of the whole order."""

    order: int
    line: str
    person: str
    was: int
    minor: int
    posted_at: datetime


@dataclass(frozen=True, slots=True)
class BooksEntry:
    """An entry of the ledger; those of one posting sum to zero."""

    posting: str
    order: int
    person: str
    kind: EntryKind
    minor: int
    posted_at: datetime


@dataclass(frozen=True, slots=True)
class BooksCharge:
    """Money that somebody paid through Telegram, and what became of it.

    `purpose` is None, and there is no order, when the reader may not know what it was for, or nobody does. A
    top-up has no order either.
    """

    purpose: Purpose | None
    order: int | None
    family: str
    person: str
    minor: int
    currency: str
    state: ChargeState
    flaw: Flaw | None
    came_at: datetime
    returned_at: datetime | None


@dataclass(frozen=True, slots=True)
class BooksView:
    """The books as a reader sees them; everything names its order by id."""

    orders: Sequence[BooksOrder]
    shares: Sequence[BooksShare]
    payments: Sequence[BooksPayment]
    corrections: Sequence[BooksCorrection]
    entries: Sequence[BooksEntry]
    charges: Sequence[BooksCharge]
