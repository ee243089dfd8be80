"""What keeps a person from being forgotten, and forgetting them or what was noted for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, and_, case, cast, delete, exists, func, or_, select, union, update

from core.alerts.stored import ID_FACTS, lists_ids, renamed, renamed_by_id
from core.families.forgetting import Unsettled
from core.orders.order import CorrectionState
from core.people.person import FORMER, NEW_WISH
from core.shared.money import Money
from storage.rows import Rows
from storage.schema import (
    additions,
    alerts,
    archive_members,
    charges,
    corrections,
    families,
    guesses,
    inline_asks,
    invite_guests,
    invitees,
    invites,
    items,
    join_requests,
    ledger_entries,
    members,
    orders,
    own_additions,
    own_items,
    own_orders,
    payment_parts,
    payments,
    people,
    pot_entries,
    pot_transfers,
    questions,
    receipts,
    seat_holds,
    shares,
    spending_limits,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, CompoundSelect, Row

_OWN = (
    alerts.c.recipient_id,
    archive_members.c.person_id,
    invite_guests.c.person_id,
    invitees.c.person_id,
    items.c.author_id,  # of a family that lives, somebody took them over
    questions.c.person_id,
    own_items.c.owner_id,
    own_additions.c.owner_id,
    own_orders.c.owner_id,  # with their lines
    inline_asks.c.person_id,
    spending_limits.c.person_id,
    receipts.c.person_id,
)
"""Rows that go with the person. What slows somebody down, or keeps them out, stays under the bare id."""


class ForgettingRows(Rows):
    """Forgets persons, and what was noted about them for a while."""

    def forget_tries(self, before: datetime) -> None:
        self.connection.execute(delete(guesses).where(guesses.c.guessed_at < before))
        forgotten = select(people.c.id).where(people.c.forgotten_at.is_not(None))
        for moment, person in (
            (seat_holds.c.until, seat_holds.c.person_id),
            (join_requests.c.asked_at, join_requests.c.person_id),
        ):
            self.connection.execute(delete(moment.table).where(moment < before, person.in_(forgotten)))

    def hold_person(self, person: int) -> None:
        self.hold(select(people.c.id).where(people.c.id == person))

    def unsettled_of(self, person: int) -> Sequence[Unsettled]:
        balance = func.sum(ledger_entries.c.minor)
        rows = self.connection.execute(
            select(families.c.name, balance, ledger_entries.c.currency)
            .join_from(ledger_entries, families)
            .where(ledger_entries.c.person_id == person)
            .group_by(families.c.id, families.c.name, ledger_entries.c.currency)
            .having(balance != 0)
            .order_by(families.c.id)
        )
        return [Unsettled(row[0], int(row[1]), row[2]) for row in (*rows, *self._pot_money_of(person))]

    def _pot_money_of(self, person: int) -> Sequence[Row[*tuple[Any, ...]]]:
        """Return what is the person's in pots that others keep, and what is on its way there or back."""
        part = -func.sum(pot_entries.c.minor)
        parts = self.connection.execute(
            select(families.c.name, part, families.c.currency)
            .join_from(pot_entries, families)
            .where(pot_entries.c.person_id == person, families.c.organizer_id != person)
            .group_by(families.c.id, families.c.name, families.c.currency)
            .having(part != 0)
            .order_by(families.c.id)
        )
        is_theirs = pot_transfers.c.person_id == person
        under_way = self.connection.execute(
            select(
                families.c.name,
                case((is_theirs, pot_transfers.c.minor), else_=-pot_transfers.c.minor),
                pot_transfers.c.currency,
            )
            .join_from(pot_transfers, families)
            .where(
                or_(is_theirs, pot_transfers.c.keeper_id == person),
                pot_transfers.c.state.in_(("due", "claimed")),
            )
            .order_by(pot_transfers.c.id)
        )
        return [*parts, *under_way]

    def unfinished_order_of(self, person: int) -> tuple[str, int] | None:
        has_share = exists().where(shares.c.order_id == orders.c.id, shares.c.person_id == person)
        has_claim = exists().where(
            payment_parts.c.order_id == orders.c.id,
            payment_parts.c.payment_id == payments.c.id,
            or_(payments.c.debtor_id == person, payments.c.payee_id == person),
            payments.c.state == "claimed",
        )
        is_corrected = exists().where(
            corrections.c.order_id == orders.c.id, corrections.c.state == CorrectionState.OPEN.value
        )
        # An order of a disbanded family goes on no more; if money is owed for it, the balances tell.
        is_unfinished = or_(orders.c.state.in_(("locked", "paying", "paid", "received")), is_corrected)
        goes_on = is_unfinished & families.c.disbanded_at.is_(None)
        row = self.connection.execute(
            select(families.c.name, orders.c.number)
            .join_from(orders, families)
            .where(goes_on, or_(has_share, has_claim, orders.c.payer_id == person))
            .order_by(orders.c.id)
            .limit(1)
        ).first()
        return (row[0], row[1]) if row else None

    def awaited_refund_of(self, person: int) -> Money | None:
        row = self.connection.execute(
            select(charges.c.minor, charges.c.currency)
            .where(charges.c.payer_id == person, charges.c.state.in_(("came", "flagged")))
            .order_by(charges.c.id)
            .limit(1)
        ).first()
        return Money(row.minor, row.currency) if row else None

    def rename_in_alerts(self, person: int) -> None:
        name = self.connection.execute(select(people.c.name).where(people.c.id == person)).scalar()
        if name is None or name == FORMER:
            return
        theirs = _families_of(person).subquery()
        shared = select(theirs.c.family_id)
        acquainted = union(
            select(members.c.person_id).where(members.c.family_id.in_(shared)),
            select(archive_members.c.person_id).where(archive_members.c.family_id.in_(shared)),
            select(shares.c.person_id).join_from(shares, orders).where(orders.c.family_id.in_(shared)),
        ).subquery()
        told = self.connection.execute(
            select(alerts.c.id, alerts.c.kind, alerts.c.facts)
            .where(or_(alerts.c.recipient_id.in_(select(acquainted.c.person_id)), _may_list(person)))
            .with_for_update()
        ).all()
        for row in told:
            by_id = lists_ids(row.kind)
            facts = renamed_by_id(row.facts, person, FORMER) if by_id else renamed(row.facts, name, FORMER)
            if facts != row.facts:
                self.connection.execute(update(alerts).where(alerts.c.id == row.id).values(facts=facts))

    def erase_person(self, person: int, now: datetime) -> None:
        for column in _OWN:
            self.connection.execute(delete(column.table).where(column == person))
        self.connection.execute(
            update(join_requests)
            .where(join_requests.c.person_id == person, join_requests.c.state == "open")
            .values(state="withdrawn")
        )
        self.connection.execute(
            update(people)
            .where(people.c.id == person)
            .values(
                name=FORMER,
                username=None,
                language="",
                language_chosen=False,
                time_zone=None,
                unreachable_since=now,
                delivery=NEW_WISH.delivery.value,
                quiet=NEW_WISH.quiet,
                country=None,
                country_proved_at=None,
                alerts=0,
                met_at=now,
                forgotten_at=now,
            )
        )


def _may_list(person: int) -> ColumnElement[bool]:
    """Find the alerts that list the person by id, and maybe a few of which a longer number is part."""
    kinds = {kind for kind, _ in ID_FACTS}
    return and_(alerts.c.kind.in_(kinds), cast(alerts.c.facts, Text).contains(str(person)))


def _families_of(person: int) -> CompoundSelect[int]:
    """Return the families that the person is or was in, as far as it is still known."""
    return union(
        select(members.c.family_id).where(members.c.person_id == person),
        select(invites.c.family_id)
        .join_from(invite_guests, invites)
        .where(invite_guests.c.person_id == person),
        select(archive_members.c.family_id).where(archive_members.c.person_id == person),
        select(join_requests.c.family_id).where(join_requests.c.person_id == person),
        select(additions.c.family_id).where(additions.c.author_id == person),
        select(orders.c.family_id).join_from(shares, orders).where(shares.c.person_id == person),
        select(pot_transfers.c.family_id).where(pot_transfers.c.person_id == person),
    )
