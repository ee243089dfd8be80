"""What people are told of the family's shared account."""

from __future__ import annotations

from dataclasses import dataclass

from core.alerts.alert import Alert, Urgency


@dataclass(frozen=True, slots=True)
class TopUpSent(Alert):
    """To who keeps the account: a member says that money was sent; did it arrive?"""

    urgency = Urgency.ASKS

    transfer: int
    member: str
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class PotReminder(Alert):
    """To who was to get money for the shared account, or their part of it back: did it arrive?"""

    urgency = Urgency.ASKS

    transfer: int
    family: str
    by: str
    minor: int
    currency: str
    is_return: bool


@dataclass(frozen=True, slots=True)
class TopUpWithdrawn(Alert):
    """To who keeps the account: the money that a member said was sent was not."""

    member: str
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class TopUpReceived(Alert):
    """To who sent money: it is on the account, where there is `balance` now."""

    organizer: str
    minor: int
    balance: int
    currency: str


@dataclass(frozen=True, slots=True)
class TopUpNotReceived(Alert):
    """To who says that money was sent: it did not arrive."""

    urgency = Urgency.ASKS

    organizer: str
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class AccountGrew(Alert):
    """To a member: somebody put money on the account, where there is `balance` now."""

    member: str
    minor: int
    balance: int
    currency: str


@dataclass(frozen=True, slots=True)
class TopUpPaid(Alert):
    """To who paid an invoice: the money is on the account, where there is `balance` now.

    It came to whoever runs the bot, who pays it out to the organizer; that is nobody when it is the payer.
    """

    urgency = Urgency.NOW

    organizer: str
    minor: int
    balance: int
    currency: str


@dataclass(frozen=True, slots=True)
class InvoiceTopUp(Alert):
    """To who keeps the account: a member put money on it by an invoice, which whoever runs the bot has."""

    urgency = Urgency.NOW

    member: str
    minor: int
    balance: int
    currency: str


@dataclass(frozen=True, slots=True)
class TopUpMoneyReturned(Alert):
    """To payer and keepers: money that had topped the account up was given back, and is taken off it.

    `missing` of it had been spent before, and is for them to settle.
    """

    urgency = Urgency.ASKS

    family: str
    member: str
    minor: int
    missing: int
    currency: str


@dataclass(frozen=True, slots=True)
class PaidFromAccount(Alert):
    """To a member: an order was paid from the account; `is_kept` by this member, who hands the money over."""

    order: int
    number: int
    by: str
    minor: int
    balance: int
    currency: str
    is_kept: bool


@dataclass(frozen=True, slots=True)
class AccountHandedOver(Alert):
    """To the new organizer: the account and this sum of it are theirs to keep, from the old one."""

    urgency = Urgency.NOW

    family: str
    by: str
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class AccountToHandOver(Alert):
    """To who kept the account: this sum is to be handed to the new organizer."""

    urgency = Urgency.NOW

    family: str
    organizer: str
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class PartDue(Alert):
    """To who is no member any more: this part of the account comes back to them."""

    urgency = Urgency.NOW

    family: str
    organizer: str
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class PartOwed(Alert):
    """To who keeps the account: this part of it is to be sent back."""

    urgency = Urgency.ASKS

    transfer: int
    family: str
    member: str
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class PartSent(Alert):
    """To whom a part comes back: it was sent; did it arrive?"""

    urgency = Urgency.ASKS

    transfer: int
    family: str
    organizer: str
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class PartReceived(Alert):
    """To who sent a part back: it arrived."""

    family: str
    member: str
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class PartNotReceived(Alert):
    """To who says that a part was sent back: it did not arrive."""

    urgency = Urgency.ASKS

    transfer: int
    family: str
    member: str
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class SpendingLimited(Alert):
    """To a member: they may pay so much a month from the account."""

    by: str
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class SpendingUnlimited(Alert):
    """To a member: they may pay from the account as much as there is."""

    by: str
