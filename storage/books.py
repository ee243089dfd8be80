"""What is carried over from other ledgers."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, exists, func, or_, select, update

from core.books.carrying import Draft, Import, ImportState
from core.books.statement import Source, Statement, UnnamedPayer
from core.books.views import Concerned, ImportGlance, ImportView
from storage.rows import Rows
from storage.schema import families, import_people, imports, members, people

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

_IMPORT = select(
    imports.c.id,
    imports.c.family_id,
    imports.c.by_id,
    imports.c.source,
    imports.c.digest,
    imports.c.state,
    imports.c.currency,
    imports.c.due_at,
)

_LIVE = (ImportState.DRAFT.value, ImportState.ASKED.value, ImportState.APPLIED.value)


class ImportRows(Rows):
    """Imports, whom they concern, and the orders that they make."""

    def import_by_digest(self, family: int, digest: str) -> Import | None:
        of_file = imports.c.family_id == family, imports.c.digest == digest, imports.c.state.in_(_LIVE)
        row = self.connection.execute(_IMPORT.where(*of_file)).first()
        return _to_import(row) if row else None

    def import_known(self, import_: int) -> Import | None:
        row = self.connection.execute(_IMPORT.where(imports.c.id == import_)).first()
        return _to_import(row) if row else None

    def hold_import(self, import_: int) -> Import | None:
        row = self.connection.execute(_IMPORT.where(imports.c.id == import_).with_for_update()).first()
        return _to_import(row) if row else None

    def imports_of(self, family: int, limit: int) -> Sequence[ImportGlance]:
        rows = self.connection.execute(
            select(imports.c.id, imports.c.source, imports.c.state)
            .where(imports.c.family_id == family)
            .order_by(imports.c.id.desc())
            .limit(limit)
        )
        return [ImportGlance(row.id, Source(row.source), ImportState(row.state)) for row in rows]

    def put_draft(
        self, *, family: int, by: int, source: Source, digest: str, currency: str, draft: Draft, now: datetime
    ) -> int:
        self.drop_drafts(family)
        made: int = self.connection.execute(
            imports.insert()
            .values(
                family_id=family,
                by_id=by,
                source=source.value,
                digest=digest,
                state=ImportState.DRAFT.value,
                currency=currency,
                draft=_from_draft(draft),
                made_at=now,
            )
            .returning(imports.c.id)
        ).scalar_one()
        return made

    def draft_of(self, import_: int) -> Draft | None:
        draft = self.connection.execute(select(imports.c.draft).where(imports.c.id == import_)).scalar()
        return _to_draft(draft) if draft is not None else None

    def keep_draft(self, import_: int, draft: Draft) -> None:
        self.connection.execute(
            update(imports).where(imports.c.id == import_).values(draft=_from_draft(draft))
        )

    def drop_drafts(self, family: int) -> None:
        is_draft = imports.c.state == ImportState.DRAFT.value
        self.connection.execute(delete(imports).where(imports.c.family_id == family, is_draft))

    def drop_old_drafts(self, before: datetime) -> None:
        is_draft = imports.c.state == ImportState.DRAFT.value
        self.connection.execute(delete(imports).where(is_draft, imports.c.made_at <= before))

    def last_import(self, family: int, source: Source) -> datetime | None:
        done = imports.c.state == ImportState.APPLIED.value
        last: datetime | None = self.connection.execute(
            select(func.max(imports.c.decided_at)).where(
                imports.c.family_id == family, imports.c.source == source.value, done
            )
        ).scalar()
        return last

    def ask_about_import(
        self,
        import_: int,
        *,
        expenses: int,
        spent: int,
        balances: Mapping[int, int],
        by: int,
        due_at: datetime,
    ) -> None:
        self.connection.execute(
            update(imports)
            .where(imports.c.id == import_)
            .values(
                state=ImportState.ASKED.value,
                by_id=by,
                draft=None,
                expenses=expenses,
                spent_minor=spent,
                due_at=due_at,
            )
        )
        concerned = [
            {
                "import_id": import_,
                "person_id": person,
                "minor": minor,
                "answer": True if person == by else None,
            }
            for person, minor in balances.items()
        ]
        self.connection.execute(import_people.insert(), concerned)

    def concerned_by(self, import_: int) -> Sequence[Concerned]:
        rows = self.connection.execute(
            select(import_people.c.person_id, people.c.name, import_people.c.minor, import_people.c.answer)
            .join_from(import_people, people)
            .where(import_people.c.import_id == import_)
            .order_by(import_people.c.person_id)
        )
        return [Concerned(*row) for row in rows]

    def put_import_answer(self, import_: int, person: int, *, is_yes: bool) -> None:
        self.connection.execute(
            update(import_people)
            .where(import_people.c.import_id == import_, import_people.c.person_id == person)
            .values(answer=is_yes)
        )

    def decide_import(
        self, import_: int, state: ImportState, now: datetime, *, stopped_by: int | None = None
    ) -> None:
        decided = {"state": state.value, "decided_at": now, "stopped_by": stopped_by}
        self.connection.execute(update(imports).where(imports.c.id == import_).values(decided))

    def due_imports(self, now: datetime, limit: int) -> Sequence[int]:
        is_asked = imports.c.state == ImportState.ASKED.value
        due = select(imports.c.id).where(is_asked, imports.c.due_at <= now)
        return list(
            self.connection.execute(due.order_by(imports.c.due_at, imports.c.id).limit(limit)).scalars()
        )

    def import_view(self, import_: int, reader: int) -> ImportView | None:
        by, stopper = people.alias("by"), people.alias("stopper")
        is_member = exists().where(members.c.person_id == reader, members.c.family_id == imports.c.family_id)
        is_concerned = exists().where(
            import_people.c.import_id == imports.c.id, import_people.c.person_id == reader
        )
        row = self.connection.execute(
            select(
                imports,
                by.c.name.label("by_name"),
                stopper.c.name.label("stopper"),
                (families.c.organizer_id == reader).label("is_organizer"),
            )
            .join_from(imports, families)
            .join(by, by.c.id == imports.c.by_id)
            .join(stopper, stopper.c.id == imports.c.stopped_by, isouter=True)
            .where(
                imports.c.id == import_,
                imports.c.state != ImportState.DRAFT.value,
                or_(is_member, is_concerned),
            )
        ).first()
        if row is None:
            return None
        state = ImportState(row.state)
        return ImportView(
            id=row.id,
            source=Source(row.source),
            state=state,
            currency=row.currency,
            expenses=row.expenses,
            spent=row.spent_minor,
            by=row.by_id,
            by_name=row.by_name,
            due_at=row.due_at,
            decided_at=row.decided_at,
            stopped_by=row.stopper,
            concerned=self.concerned_by(import_),
            reader=reader,
            reader_may_withdraw=bool(row.is_organizer) and state is ImportState.ASKED,
        )


def _to_import(row: Any) -> Import:  # noqa: ANN401  # a row of _IMPORT
    return Import(
        id=row.id,
        family=row.family_id,
        by=row.by_id,
        source=Source(row.source),
        digest=row.digest,
        state=ImportState(row.state),
        currency=row.currency,
        due_at=row.due_at,
    )


def _from_draft(draft: Draft) -> dict[str, Any]:
    """Return the draft as JSON: exact amounts as `numerator/denominator`."""
    statement = draft.statement
    return {
        "source": statement.source.value,
        "people": [
            [name, str(balance)] for name, balance in zip(statement.people, statement.balances, strict=True)
        ],
        "counts": [statement.expenses, statement.repayments],
        "spent": str(statement.spent),
        "days": [statement.first.isoformat(), statement.last.isoformat()],
        "names_currency": statement.names_currency,
        "unnamed": [
            [row.line, row.day.isoformat(), row.title, str(row.paid), list(row.candidates)]
            for row in statement.unnamed
        ],
        "payers": list(draft.payers.items()),
        "members": list(draft.members.items()),
    }


def _to_draft(kept: Any) -> Draft:  # noqa: ANN401  # what `_from_draft` wrote
    first, last = map(date.fromisoformat, kept["days"])
    statement = Statement(
        source=Source(kept["source"]),
        people=tuple(name for name, _ in kept["people"]),
        balances=tuple(Fraction(balance) for _, balance in kept["people"]),
        expenses=kept["counts"][0],
        repayments=kept["counts"][1],
        spent=Fraction(kept["spent"]),
        first=first,
        last=last,
        names_currency=kept["names_currency"],
        unnamed=tuple(
            UnnamedPayer(line, date.fromisoformat(day), title, Fraction(paid), tuple(candidates))
            for line, day, title, paid, candidates in kept["unnamed"]
        ),
    )
    return Draft(statement, dict(kept["payers"]), dict(kept["members"]))
