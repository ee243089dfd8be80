"""What screens about the shared account show. Amounts are in minor units of the currency."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime

    from core.families.family import Member
    from core.pot.books import PotKind
    from core.pot.transfer import Transfer


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One movement of the account, and what was on it afterwards; `order` is the number of an order."""

    at: datetime
    kind: PotKind
    who: str
    order: int | None
    minor: int
    balance: int
    by_invoice: bool = False


@dataclass(frozen=True, slots=True)
class TransferView:
    """Money on its way that the reader sends or is to receive; `other` is who is on the other side."""

    transfer: Transfer
    family: str
    other: str
    is_sender: bool


@dataclass(frozen=True, slots=True)
class PotView:
    """A family's account as one of its members sees it, with a page of the statement, the newest first.

    `part` is what of it came from the reader and is not spent. `spent` is what they paid from it this month,
    of at most `limit`, where they have one. `invoiced` is what came by invoices in all, to whoever runs the
    bot.
    """

    family: int
    name: str
    currency: str
    keeper: str
    is_keeper: bool
    is_on: bool
    is_adult: bool
    balance: int
    invoiced: int
    part: int
    spent: int
    limit: int | None
    lines: Sequence[StatementLine]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class AccountView:
    """The account of the reader's family, and money on its way to or from the reader, here or elsewhere."""

    pot: PotView | None
    transfers: Sequence[TransferView]


@dataclass(frozen=True, slots=True)
class TopUpView:
    """Where money for the account is sent; `attempt` is that of the next transfer.

    `waiting` is what the reader says was sent and nobody has judged yet, in minor units. `invoiced` are the
    currencies in which invoices are sent.
    """

    family: int
    keeper: str
    is_keeper: bool
    currency: str
    attempt: int
    waiting: int | None
    invoiced: Collection[str]


@dataclass(frozen=True, slots=True)
class Spender:
    """A member who may pay from the account, what they paid this month, and how much they may."""

    member: Member
    spent: int
    limit: int | None


@dataclass(frozen=True, slots=True)
class LimitsView:
    """Who may pay how much a month."""

    family: int
    organizer: str
    is_organizer: bool
    currency: str
    spenders: Sequence[Spender]


@dataclass(frozen=True, slots=True)
class SpendingView:
    """What everybody paid from the account in each of the months; who paid most in all is first."""

    name: str
    currency: str
    months: Sequence[date]
    people: Sequence[tuple[str, Sequence[int]]]
