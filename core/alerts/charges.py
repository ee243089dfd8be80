"""What people are told of money that came through Telegram."""

from __future__ import annotations

from dataclasses import dataclass

from core.alerts.alert import Alert, Urgency


@dataclass(frozen=True, slots=True)
class InvoicePaid(Alert):
    """To the payer: the invoice is paid, and by it the order."""

    urgency = Urgency.NOW

    order: int
    number: int
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class ShareInvoicePaid(Alert):
    """To the payer: the invoice for their share of an order is paid; `is_paid` is the order by it."""

    urgency = Urgency.NOW

    order: int
    number: int
    minor: int
    currency: str
    is_paid: bool


@dataclass(frozen=True, slots=True)
class PaymentToReturn(Alert):
    """To the payer: their money came and pays for nothing; it will be given back.

    `number` is 0 when the order is not known, or there is none; `flaw` is one of `Flaw`; Stars go back by
    themselves. `purpose` is one of `Purpose`, empty when it is not known.
    """

    urgency = Urgency.NOW

    number: int
    minor: int
    currency: str
    flaw: str
    is_automatic: bool
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class RefundAsked(Alert):
    """To who takes care of refunds: somebody's money came and pays for nothing; it is to be given back."""

    urgency = Urgency.ASKS

    charge: int
    payer: str
    number: int
    minor: int
    currency: str
    flaw: str
    is_automatic: bool
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class PaymentReturned(Alert):
    """To the payer: their money was given back."""

    urgency = Urgency.NOW

    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class PaidMoneyReturned(Alert):
    """To the payer and to who takes care of refunds: money that had paid for an order was given back."""

    urgency = Urgency.ASKS

    order: int
    number: int
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class ShareMoneyReturned(Alert):
    """To the payer: money that had paid their share of an order was given back; it is unpaid again."""

    urgency = Urgency.ASKS

    order: int
    number: int
    minor: int
    currency: str
