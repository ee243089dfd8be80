"""What the orders' use cases need of an open transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from core.carts.ports import CartWork, OwnWork
from core.ledger.posting import LedgerWork

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from core.carts.item import Item
    from core.carts.reading import LineDraft
    from core.orders.order import (
        Correction,
        CorrectionState,
        Order,
        OrderedLine,
        OrderState,
        Payment,
        PaymentState,
    )
    from core.orders.own import OwnOrder
    from core.orders.plan import PlannedOrder
    from core.orders.terms import Share, Terms
    from core.orders.views import OrdersView, OrderView


class CheckoutWork(CartWork, Protocol):
    """What turning a cart into an order needs."""

    def open_items(self, family: int, reader: int, now: datetime) -> Sequence[Item]:
        """Return all lines of the cart that the reader may see, held until the transaction ends."""

    def set_turn(self, family: int, seat: int) -> None:
        """Keep whose turn to check out was the last one."""

    def order_by_number(self, family: int, number: int) -> Order | None:
        """Return the family's order with this number."""

    def order_by_seal(self, family: int, seal: str, reader: int, now: datetime) -> Order | None:
        """Return the first order of the lines that the seal names and that the reader may see."""

    def draft_terms(self, person: int) -> Terms:
        """Return the terms on which the member means to check out."""

    def keep_draft_terms(self, person: int, terms: Terms) -> None:
        """Keep the terms on which the member means to check out."""

    def drop_draft_terms(self, person: int) -> None:
        """Let the member's next check-out begin with the usual terms."""

    def spared(self, family: int, now: datetime, *, but: int = 0) -> Mapping[int, int]:
        """Return by how much everybody's shares in the family's orders were less than exact, in all.

        It is in millionths of a minor unit. Orders that are cancelled, or hidden from anybody, do not count,
        nor does the one named.
        """

    def surprise_numbers(self, family: int) -> Collection[int]:
        """Return the numbers of all orders of presents that the family ever had."""

    def hide_deeds(self, lines: Sequence[int], until: datetime) -> None:
        """Hide until then what the journal says of these presents."""

    def put_order(
        self,
        *,
        family: int,
        number: int,
        locked_by: int,
        bought_by: int | None,
        seal: str,
        planned: PlannedOrder,
        now: datetime,
    ) -> int:
        """Keep the order with its frozen lines, terms and shares; return its id.

        One with a number of the family's opens the next cart; one with a negative number is hidden as its
        lines are.
        """


class OrderWork(CartWork, LedgerWork, Protocol):
    """Reads and keeps orders and payments."""

    def order(self, order: int) -> Order | None:
        """Return the order, held until the transaction ends."""

    def set_order_state(
        self,
        order: int,
        state: OrderState,
        *,
        payer: int | None,
        paying_since: datetime | None,
        now: datetime,
    ) -> None:
        """Keep the order's new state and the moment."""

    def shares_of(self, order: int) -> Mapping[int, int]:
        """Return what each person owes for the order, in minor units."""

    def put_share(self, order: int, person: int, minor: int) -> None:
        """Give somebody a share of the order, which they had not."""

    def paid_shares(self, order: int) -> Mapping[int, datetime]:
        """Return who has paid the shop their share, where each pays their own, and when."""

    def set_share_paid(self, order: int, person: int, paid_at: datetime | None) -> None:
        """Keep when somebody paid the shop their share, None when they did not."""

    def terms_of(self, order: int) -> Terms:
        """Return the terms of the order."""

    def spared(self, family: int, now: datetime, *, but: int = 0) -> Mapping[int, int]:
        """Return by how much everybody's shares were less than exact, as `CheckoutWork.spared` does."""

    def ordered_lines_of(self, order: int) -> Sequence[OrderedLine]:
        """Return the lines of the order with their prices of now."""

    def till_agreed(self, order: int) -> int:
        """Return up to which the family agreed that the shop takes more than the lines cost."""

    def keep_prices(
        self,
        order: int,
        minor: int,
        lines: Sequence[OrderedLine],
        till: int,
        till_agreed: int,
        shares: Mapping[int, Share],
    ) -> None:
        """Keep what the order and its lines cost now, and everybody's share."""

    def put_correction(
        self,
        order: int,
        position: int,
        by: int,
        was: int,
        minor: int,
        state: CorrectionState,
        asked: Sequence[int],
        now: datetime,
    ) -> int:
        """Keep another price and who is asked about it; the schema allows one open at a time."""

    def correction(self, correction: int) -> Correction | None:
        """Return it."""

    def answers_to(self, correction: int) -> Mapping[int, bool | None]:
        """Return who is asked about another price, and what they said so far."""

    def put_answer(self, correction: int, person: int, *, is_yes: bool) -> None:
        """Keep what somebody said who is asked."""

    def close_correction(self, correction: int, state: CorrectionState) -> None:
        """Keep what came of it."""

    def withdraw_corrections(self, order: int) -> None:
        """Ask about no other price of the order any more; so does every new state of it."""

    def drafts_of(self, order: int) -> Sequence[LineDraft]:
        """Return what one would have to write to wish for the order's lines."""

    def return_lines(self, order: int, heir: int, now: datetime) -> Sequence[int]:
        """Put the order's lines back into the cart, agreed and hidden as they were; return their new ids.

        Those of former members become the heir's.
        """

    def payments_of(self, order: int) -> Sequence[Payment]:
        """Return all payments of the order's shares."""

    def payment(self, payment: int) -> Payment | None:
        """Return the payment."""

    def put_payment(
        self, order: int, debtor: int, payee: int, minor: int, attempt: int, now: datetime
    ) -> int:
        """Keep a debtor's word that the share was sent; the schema allows one unjudged at a time."""

    def judge_payment(self, payment: int, state: PaymentState, now: datetime) -> None:
        """Keep the payer's word on a payment."""

    def stale_payers(self, before: datetime, limit: int) -> Sequence[Order]:
        """Return orders that somebody has been paying since before that moment."""

    def order_view(self, order: int, reader: int, now: datetime) -> OrderView | None:
        """Return the order's screen for a reader who may see it: in its family, or with a share in it."""

    def orders_view(self, reader: int, limit: int, now: datetime) -> OrdersView:
        """Return the reader's newest orders and open debts."""


class OwnOrderWork(OwnWork, Protocol):
    """Reads and keeps people's own orders; each is asked for with its owner, and nobody else finds it."""

    def own_order_count(self, owner: int) -> int:
        """Return how many own orders the person ever had."""

    def own_order(self, owner: int, order: int) -> OwnOrder | None:
        """Return the person's own order."""

    def own_order_by_number(self, owner: int, number: int) -> OwnOrder | None:
        """Return the person's own order with this number."""

    def own_orders(self, owner: int, skip: int, limit: int) -> Sequence[OwnOrder]:
        """Return so many of the person's own orders, newest first, after so many others."""

    def lines_of_own_order(self, order: int) -> Sequence[LineDraft]:
        """Return the frozen lines of an own order, as they stood in the cart."""

    def put_own_order(
        self,
        owner: int,
        *,
        number: int,
        seal: str,
        currency: str,
        minor: int | None,
        drafts: Sequence[LineDraft],
        now: datetime,
    ) -> int:
        """Keep the order with its frozen lines; return its id."""

    def keep_own_order(self, order: OwnOrder) -> None:
        """Keep when the order was paid, received or cancelled, and how often it was repeated."""
