"""The terms of orders, and those that somebody means to check out on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, delete, func, select, update

from core.orders.order import Correction, CorrectionState, OrderedLine
from core.orders.terms import FeeSplit, PayMode, Split, Terms
from core.orders.views import Corrected, CorrectionView
from storage.rows import Rows
from storage.schema import (
    checkout_drafts,
    correction_answers,
    corrections,
    order_lines,
    orders,
    people,
    shares,
)
from storage.staples import to_draft
from storage.surprises import shown_to_all

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Update

    from core.carts.reading import LineDraft
    from core.orders.terms import Burden


class TermsRows(Rows):
    """Terms, as they are meant and as they were agreed on."""

    def draft_terms(self, person: int) -> Terms:
        draft = self.connection.execute(
            select(checkout_drafts.c.terms).where(checkout_drafts.c.person_id == person)
        ).scalar()
        return _to_terms(draft) if draft is not None else Terms()

    def keep_draft_terms(self, person: int, terms: Terms) -> None:
        draft = {
            "pay": terms.pay.value,
            "split": terms.split.value,
            "portions": list(terms.portions.items()),
            "fee": terms.fee,
            "fee_split": terms.fee_split.value,
            "discount": terms.discount,
        }
        insert = self.upsert(checkout_drafts).values(person_id=person, terms=draft)
        self.connection.execute(
            insert.on_conflict_do_update(index_elements=["person_id"], set_={"terms": draft})
        )

    def drop_draft_terms(self, person: int) -> None:
        self.connection.execute(delete(checkout_drafts).where(checkout_drafts.c.person_id == person))

    def spared(self, family: int, now: datetime, *, but: int = 0) -> Mapping[int, int]:
        rows = self.connection.execute(
            select(shares.c.person_id, func.sum(shares.c.spared))
            .join_from(shares, orders)
            .where(
                orders.c.family_id == family,
                orders.c.state != "cancelled",
                orders.c.id != but,
                shown_to_all(orders, now),
            )
            .group_by(shares.c.person_id)
        )
        return {row[0]: int(row[1]) for row in rows}

    def terms_of(self, order: int) -> Terms:
        row = self.connection.execute(
            select(
                orders.c.pay_mode,
                orders.c.split,
                orders.c.fee_minor,
                orders.c.fee_split,
                orders.c.discount_minor,
                orders.c.till_minor,
            ).where(orders.c.id == order)
        ).one()
        borne = self.connection.execute(
            select(shares.c.person_id, shares.c.portion, shares.c.bears_fee)
            .where(shares.c.order_id == order)
            .order_by(shares.c.person_id)
        ).all()
        return Terms(
            pay=PayMode(row.pay_mode),
            split=Split(row.split),
            portions={share.person_id: share.portion for share in borne if share.portion},
            bearers=tuple(share.person_id for share in borne if share.bears_fee),
            fee=row.fee_minor,
            fee_split=FeeSplit(row.fee_split),
            discount=row.discount_minor,
            till=row.till_minor,
        )

    def put_share(self, order: int, person: int, minor: int) -> None:
        self.connection.execute(shares.insert().values(order_id=order, person_id=person, minor=minor))

    def paid_shares(self, order: int) -> Mapping[int, datetime]:
        rows = self.connection.execute(
            select(shares.c.person_id, shares.c.paid_shop_at)
            .where(shares.c.order_id == order, shares.c.paid_shop_at.is_not(None))
            .order_by(shares.c.paid_shop_at, shares.c.person_id)
        )
        return {row.person_id: row.paid_shop_at for row in rows}

    def set_share_paid(self, order: int, person: int, paid_at: datetime | None) -> None:
        theirs = shares.c.order_id == order, shares.c.person_id == person
        self.connection.execute(update(shares).where(*theirs).values(paid_shop_at=paid_at))

    def ordered_lines_of(self, order: int) -> Sequence[OrderedLine]:
        rows = self.connection.execute(
            select(
                order_lines.c.position,
                order_lines.c.owner_id,
                order_lines.c.title,
                order_lines.c.quantity,
                order_lines.c.unit,
                order_lines.c.price_minor,
                order_lines.c.total_minor,
                order_lines.c.risen_minor,
            )
            .where(order_lines.c.order_id == order)
            .order_by(order_lines.c.position)
        )
        return [OrderedLine(*row) for row in rows]

    def till_agreed(self, order: int) -> int:
        stated = select(orders.c.till_agreed_minor).where(orders.c.id == order)
        agreed: int = self.connection.execute(stated).scalar_one()
        return agreed

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
        prices = {"minor": minor, "till_minor": till, "till_agreed_minor": till_agreed}
        self.connection.execute(update(orders).where(orders.c.id == order).values(prices))
        self.connection.execute(
            update(order_lines)
            .where(order_lines.c.order_id == order, order_lines.c.position == bindparam("at"))
            .values(
                price_minor=bindparam("price"), total_minor=bindparam("total"), risen_minor=bindparam("risen")
            ),
            [
                {
                    "at": line.position,
                    "price": line.price_minor,
                    "total": line.minor,
                    "risen": line.risen_minor,
                }
                for line in lines
            ],
        )
        for person, share in shares.items():
            kept = {"minor": share.minor, "spared": share.spared, "returned_minor": returned.get(person, 0)}
            insert = self.upsert(_SHARES).values(order_id=order, person_id=person, **kept)
            self.connection.execute(
                insert.on_conflict_do_update(index_elements=["order_id", "person_id"], set_=kept)
            )

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
        state = CorrectionState.OPEN
        correction: int = self.connection.execute(
            corrections.insert()
            .values(
                order_id=order,
                position=position,
                by_id=by,
                was_minor=was,
                minor=minor,
                state=state.value,
                said_at=now,
                due_at=due_at,
            )
            .returning(corrections.c.id)
        ).scalar_one()
        if asked:
            self.connection.execute(
                correction_answers.insert(),
                [{"correction_id": correction, "person_id": person} for person in asked],
            )
        return Correction(correction, order, position, by, was, minor, state, due_at)

    def correction(self, correction: int) -> Correction | None:
        return self._correction(corrections.c.id == correction)

    def open_correction(self, order: int) -> Correction | None:
        is_open = corrections.c.state == CorrectionState.OPEN.value
        return self._correction(corrections.c.order_id == order, is_open)

    def _correction(self, *which: ColumnElement[bool]) -> Correction | None:
        row = self.connection.execute(select(corrections).where(*which)).first()
        if row is None:
            return None
        state = CorrectionState(row.state)
        facts = (row.id, row.order_id, row.position, row.by_id, row.was_minor, row.minor)
        return Correction(*facts, state, row.due_at)

    def due_corrections(self, now: datetime, limit: int) -> Sequence[int]:
        is_open = corrections.c.state == CorrectionState.OPEN.value
        due = select(corrections.c.id).where(is_open, corrections.c.due_at <= now)
        in_turn = due.order_by(corrections.c.due_at, corrections.c.id).limit(limit)
        return list(self.connection.execute(in_turn).scalars())

    def answers_to(self, correction: int) -> Mapping[int, bool | None]:
        rows = self.connection.execute(
            select(correction_answers.c.person_id, correction_answers.c.is_yes)
            .where(correction_answers.c.correction_id == correction)
            .order_by(correction_answers.c.person_id)
        )
        return {row.person_id: row.is_yes for row in rows}

    def put_answer(self, correction: int, person: int, *, is_yes: bool) -> None:
        self.connection.execute(
            update(correction_answers)
            .where(correction_answers.c.correction_id == correction, correction_answers.c.person_id == person)
            .values(is_yes=is_yes)
        )

    def close_correction(
        self, correction: int, state: CorrectionState, posted_at: datetime | None = None
    ) -> None:
        its = update(corrections).where(corrections.c.id == correction)
        self.connection.execute(its.values(state=state.value, posted_at=posted_at))

    def withdraw_corrections(self, order: int) -> None:
        self.connection.execute(withdrawal(corrections.c.order_id == order))

    def correction_view(self, order: int, reader: int) -> CorrectionView | None:
        is_open = corrections.c.state == CorrectionState.OPEN.value
        row = self.connection.execute(
            select(corrections, order_lines.c.title)
            .join_from(corrections, order_lines, IS_ITS_LINE, isouter=True)
            .where(corrections.c.order_id == order, is_open)
        ).first()
        if row is None:
            return None
        waiting = self.connection.execute(
            select(people.c.id, people.c.name)
            .join_from(correction_answers, people)
            .where(correction_answers.c.correction_id == row.id, correction_answers.c.is_yes.is_(None))
            .order_by(people.c.id)
        ).all()
        return CorrectionView(
            id=row.id,
            line=row.title or "",
            was=row.was_minor,
            minor=row.minor,
            by=row.by_id,
            waiting=[person.name for person in waiting],
            reader_is_asked=reader in {person.id for person in waiting},
            due_at=row.due_at,
        )

    def corrected(self, order: int) -> Sequence[Corrected]:
        rows = self.connection.execute(
            select(
                func.coalesce(order_lines.c.title, ""),
                corrections.c.was_minor,
                corrections.c.minor,
                people.c.name,
                corrections.c.posted_at,
            )
            .join_from(corrections, people, people.c.id == corrections.c.by_id)
            .join(order_lines, IS_ITS_LINE, isouter=True)
            .where(corrections.c.order_id == order, corrections.c.posted_at.is_not(None))
            .order_by(corrections.c.id)
        )
        return [Corrected(*row) for row in rows]

    def drafts_of(self, order: int) -> Sequence[LineDraft]:
        rows = self.connection.execute(
            select(order_lines, orders.c.currency)
            .join_from(order_lines, orders)
            .where(order_lines.c.order_id == order)
            .order_by(order_lines.c.position)
        )
        return [to_draft(row) for row in rows]


_SHARES = shares
"""The table, where a method's parameter is called `shares` as in its port."""


IS_ITS_LINE = and_(
    order_lines.c.order_id == corrections.c.order_id, order_lines.c.position == corrections.c.position
)
"""Which line a price is of; none for that of the whole order."""


def withdrawal(*which: ColumnElement[bool]) -> Update:
    """Return the statement that takes back what is still asked of these corrections."""
    is_open = corrections.c.state == CorrectionState.OPEN.value
    return update(corrections).where(is_open, *which).values(state=CorrectionState.WITHDRAWN.value)


def _to_terms(draft: Any) -> Terms:  # noqa: ANN401  # what `keep_draft_terms` wrote
    return Terms(
        pay=PayMode(draft["pay"]),
        split=Split(draft["split"]),
        portions=dict(draft["portions"]),
        fee=draft["fee"],
        fee_split=FeeSplit(draft["fee_split"]),
        discount=draft["discount"],
    )
