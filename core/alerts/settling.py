"""What people are told of debts, and of money that is sent by a settle-up plan."""

from __future__ import annotations

from dataclasses import dataclass

from core.alerts.alert import Alert, Urgency


@dataclass(frozen=True, slots=True)
class MoneyWithdrawn(Alert):
    """To who was to get money: the debtor says that it was not sent after all."""

    payment: int
    debtor: str
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class ReceiptShown(Alert):
    """To who is to get money: the debtor attached a photo of the receipt."""

    payment: int
    debtor: str
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class OrderReceiptShown(Alert):
    """To who has a share in an order: its payer attached a photo of the shop's receipt."""

    order: int
    number: int
    payer: str


@dataclass(frozen=True, slots=True)
class DebtReminder(Alert):
    """To a debtor: a share, of which so much is left, has been owed for a while.

    `by_payer` tells that who paid asked for the reminder.
    """

    urgency = Urgency.ASKS

    order: int
    number: int
    payer: str
    minor: int
    currency: str
    attempt: int
    by_payer: bool


@dataclass(frozen=True, slots=True)
class DebtStaysOpen(Alert):
    """To the organizer: reminders did not help, a debt is still open between these two."""

    order: int
    number: int
    debtor: str
    payer: str


@dataclass(frozen=True, slots=True)
class OwnShareReminder(Alert):
    """To who has not paid the shop their own share, where each pays theirs."""

    urgency = Urgency.ASKS

    order: int
    number: int
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class OwnShareStaysOpen(Alert):
    """To the organizer: reminders did not help, somebody's own share of an order is still not paid."""

    order: int
    number: int
    debtor: str


@dataclass(frozen=True, slots=True)
class VerdictReminder(Alert):
    """To who was to get money: they have not said yet whether it arrived; without money, about an offset."""

    urgency = Urgency.ASKS

    payment: int
    debtor: str
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class VerdictStaysOut(Alert):
    """To the organizer: reminders did not help, `payer` does not say whether money of `debtor` arrived.

    `to_account` tells that it is money for the shared account, or a part of it on its way back.
    """

    debtor: str
    payer: str
    to_account: bool = False


@dataclass(frozen=True, slots=True)
class TransferSent(Alert):
    """To a member: somebody says that the money was sent as the settle-up plan says; did it arrive?

    Without money, debts are to be offset: is that all right?
    """

    urgency = Urgency.ASKS

    payment: int
    debtor: str
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class TransferReceived(Alert):
    """To who sent money by the settle-up plan: it arrived, and the debts that it was for are settled."""

    payment: int
    payer: str
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class TransferNotReceived(Alert):
    """To who sent money by the settle-up plan: it did not arrive, and the debts are still open."""

    urgency = Urgency.ASKS

    payment: int
    payer: str
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class DebtsOffset(Alert):
    """To who stands between two others in a chain of debts: these two settled theirs on the way.

    With that so much is settled that the recipient `owed`, and that was `due` to them: nothing in alerts
    that are older than these sums.
    """

    debtor: str
    payer: str
    owed: int = 0
    due: int = 0
    currency: str = ""
