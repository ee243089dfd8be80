"""The family's shared account: its books, money on its way, and what members may spend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import case, delete, func, or_, select, update

from core.account.views import StatementLine, TransferView
from core.orders.charge import ChargeState
from core.pot.books import PotBook, PotKind
from core.pot.transfer import Transfer, TransferKind, TransferState
from core.shared.pages import turned_to
from storage.reminding import is_due, kept, to_reminding
from storage.rows import Rows
from storage.schema import (
    charges,
    families,
    orders,
    people,
    pot_entries,
    pot_postings,
    pot_transfers,
    spending_limits,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from core.pot.books import PotPosting
    from core.shared.reminding import Reminding

PAGE_LINES = 8

_UNDER_WAY = (TransferState.DUE.value, TransferState.CLAIMED.value)

_IN_POT = pot_entries.c.book == PotBook.POT.value
_SPENT = func.coalesce(-func.sum(pot_entries.c.minor), 0)


class PotRows(Rows):
    """The books of pots, which only grow, and money on its way."""

    def pot_minor(self, family: int) -> int:
        balance = self.connection.execute(
            select(pot_postings.c.balance_minor)
            .where(pot_postings.c.family_id == family)
            .order_by(pot_postings.c.number.desc())
            .limit(1)
        ).scalar()
        return int(balance or 0)

    def parts_of(self, family: int) -> Mapping[int, int]:
        part = -func.sum(pot_entries.c.minor)
        rows = self.connection.execute(
            select(pot_entries.c.person_id, part)
            .where(pot_entries.c.family_id == family, ~_IN_POT)
            .group_by(pot_entries.c.person_id)
            .having(part != 0)
            .order_by(pot_entries.c.person_id)
        )
        return {row[0]: int(row[1]) for row in rows}

    def post_to_pot(self, posting: PotPosting, now: datetime) -> None:
        last = self.connection.execute(
            select(pot_postings.c.number, pot_postings.c.balance_minor)
            .where(pot_postings.c.family_id == posting.family)
            .order_by(pot_postings.c.number.desc())
            .limit(1)
        ).first()
        number, balance = (last.number, last.balance_minor) if last else (0, 0)
        written = self.connection.execute(
            pot_postings.insert()
            .values(
                posting=posting.key,
                family_id=posting.family,
                number=number + 1,
                kind=posting.kind.value,
                person_id=posting.person,
                order_id=posting.order,
                transfer_id=posting.transfer,
                balance_minor=balance + posting.minor,
                currency=posting.currency,
                posted_at=now,
            )
            .returning(pot_postings.c.id)
        ).scalar_one()
        self.connection.execute(
            pot_entries.insert(),
            [
                {
                    "posting_id": written,
                    "family_id": posting.family,
                    "book": entry.book.value,
                    "person_id": entry.person,
                    "minor": entry.minor,
                }
                for entry in posting.entries
            ],
        )

    def put_transfer(
        self,
        *,
        family: int,
        kind: TransferKind,
        person: int,
        keeper: int,
        minor: int,
        state: TransferState,
        now: datetime,
        charge: int | None = None,
    ) -> int:
        transfer: int = self.connection.execute(
            pot_transfers.insert()
            .values(
                family_id=family,
                kind=kind.value,
                person_id=person,
                keeper_id=keeper,
                minor=minor,
                currency=select(families.c.currency).where(families.c.id == family).scalar_subquery(),
                state=state.value,
                attempt=self.attempts_of(family, person) + 1,
                begun_at=now,
                said_at=now,
                charge_id=charge,
            )
            .returning(pot_transfers.c.id)
        ).scalar_one()
        return transfer

    def transfer(self, transfer: int) -> Transfer | None:
        row = self.connection.execute(
            select(pot_transfers).where(pot_transfers.c.id == transfer).with_for_update()
        ).first()
        return _to_transfer(row) if row else None

    def transfer_by(self, charge: int) -> Transfer | None:
        row = self.connection.execute(
            select(pot_transfers).where(pot_transfers.c.charge_id == charge)
        ).first()
        return _to_transfer(row) if row else None

    def set_transfer(self, transfer: int, state: TransferState, now: datetime) -> None:
        self.connection.execute(
            update(pot_transfers)
            .where(pot_transfers.c.id == transfer)
            .values(state=state.value, said_at=now, reminders=0, reminded_at=None, remind_at=None)
        )

    def attempts_of(self, family: int, person: int) -> int:
        return self.connection.execute(
            select(func.count()).where(
                pot_transfers.c.family_id == family, pot_transfers.c.person_id == person
            )
        ).scalar_one()


class AccountRows(PotRows):
    """The statement, spending and its limits."""

    def open_top_up(self, family: int, person: int) -> Transfer | None:
        row = self.connection.execute(
            select(pot_transfers).where(
                pot_transfers.c.family_id == family,
                pot_transfers.c.person_id == person,
                pot_transfers.c.kind == TransferKind.TOP_UP.value,
                pot_transfers.c.state == TransferState.CLAIMED.value,
            )
        ).first()
        return _to_transfer(row) if row else None

    def due_transfers(
        self, before: datetime, now: datetime, limit: int
    ) -> Sequence[tuple[Transfer, Reminding]]:
        rows = self.connection.execute(
            select(pot_transfers, pot_transfers.c.said_at.label("due_at"))
            .where(
                pot_transfers.c.state == TransferState.CLAIMED.value,
                is_due(pot_transfers, pot_transfers.c.said_at, before, now),
            )
            .order_by(pot_transfers.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return [(_to_transfer(row), to_reminding(row)) for row in rows]

    def keep_transfer_reminding(self, transfer: int, reminding: Reminding) -> None:
        self.connection.execute(
            update(pot_transfers).where(pot_transfers.c.id == transfer).values(kept(reminding))
        )

    def transfers_with(self, person: int) -> Sequence[TransferView]:
        is_mine = pot_transfers.c.person_id == person
        other = people.alias("other")
        rows = self.connection.execute(
            select(pot_transfers, families.c.name.label("family"), other.c.name.label("other"))
            .join_from(pot_transfers, families)
            .join(
                other,
                other.c.id == case((is_mine, pot_transfers.c.keeper_id), else_=pot_transfers.c.person_id),
            )
            .where(or_(is_mine, pot_transfers.c.keeper_id == person), pot_transfers.c.state.in_(_UNDER_WAY))
            .order_by(pot_transfers.c.id)
        )
        return [
            TransferView(transfer := _to_transfer(row), row.family, row.other, transfer.sender == person)
            for row in rows
        ]

    def statement(self, family: int, page: int) -> tuple[Sequence[StatementLine], int, int]:
        of_family = pot_postings.c.family_id == family
        count = self.connection.execute(select(func.count()).where(of_family)).scalar_one()
        page, pages = turned_to(page, count, PAGE_LINES)
        rows = self.connection.execute(
            select(
                pot_postings.c.posted_at,
                pot_postings.c.kind,
                people.c.name,
                orders.c.number,
                pot_transfers.c.charge_id,
                pot_entries.c.minor,
                pot_postings.c.balance_minor,
            )
            .join_from(pot_postings, people)
            .join(pot_entries, (pot_entries.c.posting_id == pot_postings.c.id) & _IN_POT)
            .join(orders, orders.c.id == pot_postings.c.order_id, isouter=True)
            .join(pot_transfers, pot_transfers.c.id == pot_postings.c.transfer_id, isouter=True)
            .where(of_family)
            .order_by(pot_postings.c.number.desc())
            .limit(PAGE_LINES)
            .offset(page * PAGE_LINES)
        )
        lines = [
            StatementLine(
                at=row.posted_at,
                kind=PotKind(row.kind),
                who=row.name,
                order=row.number,
                minor=row.minor,
                balance=row.balance_minor,
                by_invoice=row.charge_id is not None,
            )
            for row in rows
        ]
        return lines, page, pages

    def invoiced_minor(self, family: int) -> int:
        counted = self.connection.execute(
            select(func.coalesce(func.sum(pot_transfers.c.minor), 0))
            .join_from(pot_transfers, charges, charges.c.id == pot_transfers.c.charge_id)
            .where(pot_transfers.c.family_id == family, charges.c.state == ChargeState.APPLIED.value)
        ).scalar_one()
        return int(counted)

    def spent_by(self, family: int, since: datetime) -> Mapping[int, int]:
        rows = self.connection.execute(
            select(pot_postings.c.person_id, _SPENT)
            .join_from(pot_postings, pot_entries)
            .where(
                pot_postings.c.family_id == family,
                pot_postings.c.kind == PotKind.ORDER.value,
                pot_postings.c.posted_at >= since,
                _IN_POT,
            )
            .group_by(pot_postings.c.person_id)
        )
        return {row[0]: int(row[1]) for row in rows}

    def payments_since(self, family: int, since: datetime) -> Sequence[tuple[int, str, datetime, int]]:
        rows = self.connection.execute(
            select(pot_postings.c.person_id, people.c.name, pot_postings.c.posted_at, -pot_entries.c.minor)
            .join_from(pot_postings, people)
            .join(pot_entries, (pot_entries.c.posting_id == pot_postings.c.id) & _IN_POT)
            .where(
                pot_postings.c.family_id == family,
                pot_postings.c.kind == PotKind.ORDER.value,
                pot_postings.c.posted_at >= since,
            )
            .order_by(pot_postings.c.number)
        )
        return [(row[0], row[1], row[2], int(row[3])) for row in rows]

    def spending_limits(self, family: int) -> Mapping[int, int]:
        rows = self.connection.execute(
            select(spending_limits.c.person_id, spending_limits.c.minor).where(
                spending_limits.c.family_id == family
            )
        )
        return {row.person_id: row.minor for row in rows}

    def set_spending_limit(self, family: int, person: int, minor: int | None) -> None:
        if minor is None:
            self.connection.execute(
                delete(spending_limits).where(
                    spending_limits.c.family_id == family, spending_limits.c.person_id == person
                )
            )
            return
        insert = self.upsert(spending_limits).values(family_id=family, person_id=person, minor=minor)
        self.connection.execute(
            insert.on_conflict_do_update(index_elements=["family_id", "person_id"], set_={"minor": minor})
        )


def _to_transfer(row: Any) -> Transfer:  # noqa: ANN401  # a row of pot_transfers
    return Transfer(
        id=row.id,
        family=row.family_id,
        kind=TransferKind(row.kind),
        person=row.person_id,
        keeper=row.keeper_id,
        minor=row.minor,
        currency=row.currency,
        state=TransferState(row.state),
        attempt=row.attempt,
    )
