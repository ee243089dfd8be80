"""What the orders' use cases need of an open transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from core.account.ports import AccountWork
from core.carts.ports import CartWork, OwnWork
from core.ledger.posting import LedgerWork
from core.pot.ports import PotWork

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from core.carts.item import Item
    from core.carts.reading import LineDraft
    from core.orders.charge import (
        Charge,
        ChargeState,
        ChargeView,
        Flaw,
        Intent,
        IntentState,
        Purpose,
        Receipt,
    )
    from core.orders.order import Correction, CorrectionState, Order, OrderedLine, OrderState
    from core.orders.own import OwnOrder
    from core.orders.payment import Part, Payment, PaymentState, Share, Word
    from core.orders.plan import OpenDebt
    from core.orders.planned import PlannedOrder
    from core.orders.reminder import DueReminder, DueVerdict
    from core.orders.terms import Burden, Terms
    from core.orders.views import BalancesView, OrdersView, OrderView, PaymentView, ShareHistory
    from core.shared.reminding import Reminding


class CheckoutWork(CartWork, PotWork, Protocol):
    """What turning a cart into an order needs."""

    def open_items(self, family: int, reader: int, now: datetime) -> Sequence[Item]:
        """Return all lines of the cart that the reader may see, held until the transaction ends."""

    def set_turn(self, family: int, seat: int) -> None:
        """Keep whose turn to check out was the last one."""

    def order_by_number(self, family: int, number: int) -> Order | None:
        """Return the family's order with this number, if a check-out made it."""

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
        """Return the order, held until the transaction ends; who holds its family, too, does so before."""

    def family_of_order(self, order: int) -> int | None:
        """Return whose the order is, which never changes."""

    def hold_person(self, person: int) -> None:
        """Keep the person from being forgotten until the transaction ends."""

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

    def waive_shares(self, order: int) -> None:
        """Let nobody owe anything for the order."""

    def put_share(self, order: int, person: int, minor: int) -> None:
        """Give somebody a share of the order, which they had not."""

    def paid_shares(self, order: int) -> Mapping[int, datetime]:
        """Return who has paid the shop their share, where each pays their own, and when."""

    def reminder_of(self, order: int, person: int) -> Reminding | None:
        """Return how often somebody was reminded of their share, None when it is not due."""

    def keep_reminding(self, order: int, person: int, reminding: Reminding) -> None:
        """Keep how often somebody was reminded of their share, and when the next step is due."""

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
        shares: Mapping[int, Burden],
        returned: Mapping[int, int],
    ) -> None:
        """Keep what the order and its lines cost now, everybody's share, and what is owed back of some."""

    def put_correction(
        self,
        order: int,
        position: int,
        by: int,
        was: int,
        minor: int,
        asked: Sequence[int],
        now: datetime,
        due_at: datetime | None,
    ) -> Correction:
        """Keep another price, and who is asked about it; the schema allows one open at a time."""

    def correction(self, correction: int) -> Correction | None:
        """Return it."""

    def open_correction(self, order: int) -> Correction | None:
        """Return the price of the order that the family is asked about."""

    def due_corrections(self, now: datetime, limit: int) -> Sequence[int]:
        """Return the open ones that hold without a word by now."""

    def answers_to(self, correction: int) -> Mapping[int, bool | None]:
        """Return who is asked about another price, and what they said so far."""

    def put_answer(self, correction: int, person: int, *, is_yes: bool) -> None:
        """Keep what somebody said who is asked."""

    def close_correction(
        self, correction: int, state: CorrectionState, posted_at: datetime | None = None
    ) -> None:
        """Keep what came of it, and when it came into the books."""

    def withdraw_corrections(self, order: int) -> None:
        """Ask about no other price of the order any more; so does every new state of one not paid yet."""

    def is_from_pot(self, order: int) -> bool:
        """Tell whether the family's shared account paid the order."""

    def reopen_order(self, order: int) -> None:
        """Let a closed order be one of which the goods are there and something is owed."""

    def return_of(self, order: int, person: int) -> Order | None:
        """Return the order, held, that keeps what is owed back to the person of a share."""

    def put_debts(
        self,
        *,
        family: int,
        number: int,
        by: int,
        creditor: int,
        shares: Mapping[int, int],
        now: datetime,
        import_: int | None = None,
        returns: Order | None = None,
    ) -> int:
        """Keep debts to one person as an order without lines that is paid and received; return its id.

        They come of an import, or are owed back of an order: then they are hidden as it is. A number that is
        not negative is the family's newest.
        """

    def set_debt(self, order: int, person: int, minor: int) -> None:
        """Keep that this is what the only debtor of an order without lines owes by it."""

    def surprise_numbers(self, family: int) -> Collection[int]:
        """Return the numbers of all orders of presents that the family ever had."""

    def drafts_of(self, order: int) -> Sequence[LineDraft]:
        """Return what one would have to write to wish for the order's lines."""

    def return_lines(self, order: int, heir: int, now: datetime) -> Sequence[int]:
        """Put the order's lines back into the cart, agreed and hidden as they were; return their new ids.

        Those of former members become the heir's.
        """

    def shares_in(self, order: int) -> Sequence[Share]:
        """Return how the order's shares stand."""

    def stale_payers(self, before: datetime, limit: int) -> Sequence[Order]:
        """Return orders that somebody has been paying since before that moment."""

    def is_charging(self, order: int, since: datetime, payer: int | None = None) -> bool:
        """Tell whether a payment by an invoice got a yes after that moment, and is not there yet.

        It is anybody's, or that person's.
        """

    def share_charge(self, order: int, person: int) -> Charge | None:
        """Return the money that came by an invoice and pays somebody's share, held, if any does."""

    def order_view(self, order: int, reader: int, now: datetime) -> OrderView | None:
        """Return the order's screen for a reader who may see it: in its family, or with a share in it."""

    def orders_view(self, reader: int, limit: int, now: datetime) -> OrdersView:
        """Return the reader's newest orders and open debts."""


class PoolingWork(OrderWork, AccountWork, Protocol):
    """What paying an order from the shared account needs."""


class SettlingWork(OrderWork, Protocol):
    """Reads and keeps payments of shares, what was said about them, and their receipts."""

    def payment(self, payment: int) -> Payment | None:
        """Return the payment."""

    def payment_by_origin(self, origin: str) -> int | None:
        """Return the payment that this press made."""

    def put_payment(self, *, debtor: int, payee: int, minor: int, parts: Sequence[Part], origin: str) -> int:
        """Keep a debtor's word that money was sent; the schema refuses more than is left of a share."""

    def set_payment_state(self, payment: Payment, state: PaymentState) -> None:
        """Keep the payment's state, and count anew what of its shares is sent and what is settled."""

    def note_word(self, payment: int, person: int, word: Word, now: datetime) -> None:
        """Keep what somebody said about a payment; nothing of it is ever changed."""

    def share_history(self, order: int, person: int, reader: int, now: datetime) -> ShareHistory | None:
        """Return a share and its payments for a reader who owes it or is owed it."""

    def payment_view(self, payment: int, reader: int) -> PaymentView | None:
        """Return a payment for a reader who sends or gets it."""


class ReceiptWork(SettlingWork, Protocol):
    """Reads and keeps receipts."""

    def put_receipt(
        self, person: int, photo: str, *, payment: int | None = None, order: int | None = None
    ) -> None:
        """Keep a receipt of a payment or of an order, in place of an earlier one."""

    def receipt(self, receipt: int, reader: int, now: datetime) -> str | None:
        """Return the photo for a side of the payment, or for whoever has a share in the order."""


class RemindingWork(SettlingWork, Protocol):
    """Reads who is to be reminded. What is due comes held; what another process holds is left to it.

    The first step is due for what is waited for since `before`, or longer.
    """

    def due_reminders(self, before: datetime, now: datetime, limit: int) -> Sequence[DueReminder]:
        """Return debts whose next step is due: they are waited for since the order was paid."""

    def due_own_shares(self, before: datetime, now: datetime, limit: int) -> Sequence[DueReminder]:
        """Return shares whose next step is due where each pays theirs: since the order was locked."""

    def due_verdicts(self, before: datetime, now: datetime, limit: int) -> Sequence[DueVerdict]:
        """Return payments whose next step is due: their payee's word is waited for since they were sent."""

    def keep_verdict_reminding(self, payment: int, reminding: Reminding) -> None:
        """Keep how often the payee of a payment was reminded, and when the next step is due."""


class PlanningWork(SettlingWork, Protocol):
    """Reads what is open in a family."""

    def open_debts(self, family: int, now: datetime) -> Sequence[OpenDebt]:
        """Return what is left of the shares of orders that the whole family may know of."""

    def balances_view(self, reader: int, now: datetime) -> BalancesView:
        """Return what is open for the reader, and the balances in their family."""


class ChargeWork(PoolingWork, Protocol):
    """Reads and keeps intents to pay by an invoice, and the money that came."""

    def open_intent(self, purpose: Purpose, order: int, payer: int) -> Intent | None:
        """Return what that person means to pay of the order, while it may be paid; there is at most one."""

    def open_top_up_intent(self, family: int, payer: int, minor: int) -> Intent | None:
        """Return that the person means to put so much on the account, while it may be paid; at most one."""

    def intent(self, token: str) -> Intent | None:
        """Return the intent; who changes it holds its order, or its family where it has none."""

    def put_intent(
        self,
        *,
        token: str,
        purpose: Purpose,
        family: int,
        order: int | None,
        payer: int,
        minor: int,
        seal: str,
        now: datetime,
    ) -> None:
        """Keep what somebody means to pay, in the family's currency."""

    def set_intent_state(self, intent: int, state: IntentState) -> None:
        """Keep the intent's new state."""

    def note_asked(self, intent: int, query: str, now: datetime) -> None:
        """Keep that Telegram's question whether to take the money was answered with yes."""

    def charge(self, charge: int) -> Charge | None:
        """Return money that came, held until the transaction ends."""

    def charge_named(self, name: str) -> Charge | None:
        """Return money that came by Telegram's name of it, held until the transaction ends."""

    def put_charge(self, payer: int, receipt: Receipt, now: datetime, due_at: datetime) -> int:
        """Keep money as it came, to be looked at again when due; the schema allows each name once."""

    def apply_charge(self, charge: int, intent: Intent, settles: str) -> None:
        """Keep what the money paid for; the schema allows `settles`, which names that, once."""

    def flag_charge(
        self, charge: int, flaw: Flaw, family: int | None, intent: Intent | None, due_at: datetime | None
    ) -> None:
        """Keep that the money is to be given back and why, and when the bot itself does so."""

    def charge_refunded(self, charge: int, now: datetime) -> None:
        """Keep that the money was given back: it pays for nothing any more."""

    def lease_charges(
        self, state: ChargeState, now: datetime, until: datetime, limit: int
    ) -> Sequence[Charge]:
        """Return charges of this state that are due, and make them due again at `until`."""

    def postpone_charge(self, charge: int, due_at: datetime) -> None:
        """Count an attempt, and keep when the next one is due."""

    def charges_of(self, person: int, limit: int, now: datetime) -> Sequence[ChargeView]:
        """Return the person's newest payments, without the numbers of orders that are hidden from them."""

    def charges_to_return(self, reader: int, limit: int, now: datetime) -> Sequence[ChargeView]:
        """Return the newest payments of others in the reader's family that are to be given back by hand.

        Only adults see any, and none for an order that is hidden from them.
        """


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
