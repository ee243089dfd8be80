"""Balances, the family's settle-up plan, and transfers that follow it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from core.alerts.settling import TransferSent
from core.families.membership import family_of, require_family, require_member
from core.orders.errors import PlanChangedError
from core.orders.paying import require_order
from core.orders.payment import Part
from core.orders.plan import Transfer, settle_up
from core.orders.settling import put_payment
from core.orders.views import PartView, PlanView, TransferView
from core.people.person import name_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from core.orders.plan import OpenDebt
    from core.orders.ports import PlanningWork
    from core.orders.views import BalancesView


def show_balances(work: PlanningWork, *, now: datetime, actor: int) -> BalancesView:
    """Return what the actor owes and is owed, order by order, and how everybody in their family stands."""
    return work.balances_view(actor, now)


def show_plan(work: PlanningWork, *, now: datetime, actor: int) -> PlanView:
    """Return how the actor's family may settle up.

    Raises:
        NoFamilyError: the actor is in no family.
    """
    family = family_of(work, require_member(work, actor))
    members = work.members(family.id)
    names = {member.person: member.name for member in members}
    planned = _plan(work, now, family.id)
    transfers = [_to_view(transfer, transfer.begun_by(actor), names) for transfer in planned]
    return PlanView(family.id, family.currency, transfers)


def send_by_plan(work: PlanningWork, *, now: datetime, actor: int, family: int, seal: str) -> int:
    """Say that a transfer of the plan was sent, or offset debts that go round; return the payment.

    The payee is asked whether it arrived. The same tap again finds the payment that the first one made.

    Raises:
        NotAMemberError: the actor is not in the family.
        PlanChangedError: the debts are others now than those that the seal names.
    """
    require_member(work, actor, family)
    held = require_family(work, family)
    origin = f"plan:{family}:{seal}"
    for order in sorted({debt.order for debt in _sealed(work, now, actor, family, seal)}):
        require_order(work, now, actor, order)
    made = work.payment_by_origin(origin)
    if made is not None:
        return made
    transfer = _transfer(work, now, actor, family, seal)
    if transfer is None:
        raise PlanChangedError
    parts = _parts(transfer.debts)
    sides = {"debtor": actor, "payee": transfer.payee}
    payment = put_payment(work, now, **sides, minor=transfer.minor, parts=parts, origin=origin)
    sent = TransferSent(payment, name_of(work, actor), transfer.minor, held.currency)
    work.tell(transfer.payee, sent, now)
    return payment


def _sealed(work: PlanningWork, now: datetime, actor: int, family: int, seal: str) -> Sequence[OpenDebt]:
    """Return the debts that the seal names, which have to be held before anything is decided about them."""
    transfer = _transfer(work, now, actor, family, seal)
    return transfer.debts if transfer is not None else []


def _transfer(work: PlanningWork, now: datetime, actor: int, family: int, seal: str) -> Transfer | None:
    sealed = (transfer for transfer in _plan(work, now, family) if transfer.seal == seal)
    planned = next(sealed, None)
    return planned.begun_by(actor) if planned is not None else None


def _plan(work: PlanningWork, now: datetime, family: int) -> Sequence[Transfer]:
    """Plan for the members: who left settles directly, and sees nothing of what is between others."""
    seats = [member.person for member in work.members(family)]
    debts = [debt for debt in work.open_debts(family, now) if debt.debtor in seats and debt.creditor in seats]
    return settle_up(debts, seats)


def _parts(debts: Sequence[OpenDebt]) -> Sequence[Part]:
    """Return how much of each share is discharged; two chains may lead along the same one."""
    together: Counter[tuple[int, int]] = Counter()
    for debt in debts:
        together[debt.order, debt.debtor] += debt.minor
    return [Part(order, debtor, minor) for (order, debtor), minor in sorted(together.items())]


def _to_view(transfer: Transfer, mine: Transfer | None, names: Mapping[int, str]) -> TransferView:
    shown = mine or transfer
    return TransferView(
        debtor=names[shown.debtor],
        payee=names[shown.payee],
        payee_id=shown.payee,
        minor=shown.minor,
        parts=[
            PartView(debt.order, debt.number, names[debt.debtor], names[debt.creditor], debt.minor)
            for debt in shown.debts
        ],
        seal=shown.seal,
        is_mine=mine is not None,
    )
