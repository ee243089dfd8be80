"""What another price means for an order that is paid: what is open again, what is owed back, and the books.

Nothing that was paid is touched. Of a share that is less than what was sent and settled of it, the rest is
owed back by who paid the order: by an order without lines, of which everything holds that holds of debts. It
is one for each share, and becomes less again when the share grows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.families.membership import require_family
from core.ledger.posting import price_corrected
from core.orders.order import Order, OrderState, surprise_number
from core.orders.paying import is_settled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from core.orders.ports import OrderWork


@dataclass(frozen=True, slots=True)
class Owing:
    """What is owed back of a share, before and after: in all, settled or not, in minor units.

    `order` keeps it, where there was anything of it before.
    """

    order: Order | None
    was: int
    minor: int


def owed_back(work: OrderWork, order: Order, minors: Mapping[int, int]) -> Mapping[int, Owing]:
    """Return what would be owed back if the shares of the order, which is paid, came to this.

    That is as little as possible: what was paid of a share beyond it, but no less than what of it was given
    back already, or is said to be.
    """
    owing = {}
    for share in work.shares_in(order.id):
        if share.person == order.payer:
            continue
        back = work.return_of(order.id, share.person)
        given = 0
        if back is not None:
            given = sum(each.sent + each.settled for each in work.shares_in(back.id))
        minor = minors.get(share.person, share.minor)
        least = max(share.sent + share.settled - minor, given, 0)
        owing[share.person] = Owing(back, share.returned, least)
    return owing


def reckon(
    work: OrderWork,
    now: datetime,
    order: Order,
    correction: int,
    before: Mapping[int, int],
    owing: Mapping[int, Owing],
) -> None:
    """Write the differences to the shares before into the books, and let the order be open again or closed.

    The new shares are kept already, with what is owed back of them.
    """
    if order.payer is None:
        raise ValueError(f"order {order.id} has no payer")
    after = work.shares_of(order.id)
    changes = {person: minor - before.get(person, 0) for person, minor in after.items()}
    if any(changes.values()):
        posting = price_corrected(
            family=order.family,
            order=order.id,
            correction=correction,
            currency=order.currency,
            payer=order.payer,
            changes=changes,
        )
        work.post(posting, now)
    for person, owed in owing.items():
        if owed.minor != owed.was:
            _keep_owing(work, now, order, person, owed)
        if changes.get(person, 0) + owed.minor - owed.was > 0:
            _owe_anew(work, now, order.id, person)
    _open_or_close(work, now, order)


def _keep_owing(work: OrderWork, now: datetime, order: Order, person: int, owed: Owing) -> None:
    """Let the payer of the order owe the person so much of it."""
    payer = order.payer or 0
    if owed.order is None:
        work.put_debts(
            family=order.family,
            number=_number(work, order, person),
            by=payer,
            creditor=person,
            shares={payer: owed.minor},
            now=now,
            returns=order,
        )
        return
    work.set_debt(owed.order.id, payer, owed.minor)
    if owed.minor > owed.was:
        _owe_anew(work, now, owed.order.id, payer)
    _open_or_close(work, now, owed.order)


def _number(work: OrderWork, order: Order, person: int) -> int:
    """Return the next number of the family, or one as presents have for what is owed back of a present."""
    family = require_family(work, order.family)
    if order.number > 0:
        return family.orders + 1
    return surprise_number(f"{order.id} {person}", work.surprise_numbers(order.family))


def _owe_anew(work: OrderWork, now: datetime, order: int, person: int) -> None:
    """Let the steps of reminding begin once more, since more is owed now."""
    reminding = work.reminder_of(order, person)
    if reminding is not None:
        work.keep_reminding(order, person, reminding.anew(now))


def _open_or_close(work: OrderWork, now: datetime, order: Order) -> None:
    if order.state is OrderState.CLOSED and not is_settled(work, order):
        work.reopen_order(order.id)
    elif order.state is OrderState.RECEIVED and is_settled(work, order):
        work.set_order_state(order.id, OrderState.CLOSED, payer=order.payer, paying_since=None, now=now)
