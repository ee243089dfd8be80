"""Persons, their open questions, and the alerts that wait for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, case, delete, func, select, update

from core.alerts.outbox import Waiting
from core.alerts.stored import from_facts, to_facts
from core.alerts.wish import Delivery, Wish
from core.people.person import Person
from core.people.question import Ask, Question
from storage.rows import Rows
from storage.schema import alerts, families, members, people, questions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Row, Select

    from core.alerts.alert import Alert

_FAMILY_ZONE = (
    select(families.c.time_zone)
    .join_from(members, families, families.c.id == members.c.family_id)
    .where(members.c.person_id == people.c.id)
    .correlate(people)
    .scalar_subquery()
)
ZONE = func.coalesce(people.c.time_zone, _FAMILY_ZONE).label("time_zone")
"""The time zone that people are told the time of, None for the operator's."""

_PERSON = select(
    people.c.id,
    people.c.name,
    people.c.username,
    people.c.language,
    people.c.language_chosen,
    people.c.unreachable_since.is_(None).label("reachable"),
    people.c.country,
    people.c.country_proved_at,
    ZONE,
    people.c.delivery,
    people.c.quiet,
).where(people.c.id == bindparam("person"), people.c.forgotten_at.is_(None))


class PeopleRows(Rows):
    """Persons and questions."""

    def person(self, person: int) -> Person | None:
        row = self.connection.execute(_PERSON, {"person": person}).first()
        return _to_person(row) if row else None

    def put_person(self, person: Person, now: datetime) -> None:
        insert = self.upsert(people).values(
            id=person.id,
            name=person.name,
            username=person.username,
            language=person.language,
            language_chosen=person.language_chosen,
            quiet=person.wish.quiet,
            met_at=now,
        )
        was_forgotten = people.c.forgotten_at.is_not(None)
        self.connection.execute(
            insert.on_conflict_do_update(
                index_elements=["id"],
                set_={
                    "name": insert.excluded.name,
                    "username": insert.excluded.username,
                    "language": case((was_forgotten, insert.excluded.language), else_=people.c.language),
                    "quiet": case((was_forgotten, insert.excluded.quiet), else_=people.c.quiet),
                    "met_at": case((was_forgotten, insert.excluded.met_at), else_=people.c.met_at),
                    "unreachable_since": case((was_forgotten, None), else_=people.c.unreachable_since),
                    "forgotten_at": None,
                },
            )
        )

    def set_language(self, person: int, language: str) -> None:
        self._update_person(person, language=language, language_chosen=True)

    def set_time_zone(self, person: int, zone: str) -> None:
        self._update_person(person, time_zone=zone)

    def set_wish(self, person: int, *, delivery: Delivery | None = None, quiet: bool | None = None) -> Wish:
        chosen = {"delivery": delivery.value if delivery else None, "quiet": quiet}
        row = self.connection.execute(
            update(people)
            .where(people.c.id == person)
            .values({name: value for name, value in chosen.items() if value is not None})
            .returning(people.c.delivery, people.c.quiet)
        ).one()
        return Wish(Delivery(row.delivery), bool(row.quiet))

    def set_country(self, person: int, country: str, now: datetime) -> None:
        self._update_person(person, country=country, country_proved_at=now)

    def set_reachable(self, person: int) -> None:
        self._update_person(person, unreachable_since=None)

    def set_unreachable(self, person: int, since: datetime) -> None:
        self._update_person(person, unreachable_since=func.coalesce(people.c.unreachable_since, since))

    def _update_person(self, person: int, **values: object) -> None:
        self.connection.execute(update(people).where(people.c.id == person).values(**values))

    def question_of(self, person: int) -> Question | None:
        row = self.connection.execute(
            select(questions.c.ask, questions.c.subject, questions.c.expires_at).where(
                questions.c.person_id == person
            )
        ).first()
        return Question(person, Ask(row.ask), row.subject, row.expires_at) if row else None

    def put_question(self, question: Question) -> None:
        insert = self.upsert(questions).values(
            person_id=question.person,
            ask=question.ask.value,
            subject=question.subject,
            expires_at=question.expires_at,
        )
        self.connection.execute(
            insert.on_conflict_do_update(
                index_elements=["person_id"],
                set_={
                    "ask": insert.excluded.ask,
                    "subject": insert.excluded.subject,
                    "expires_at": insert.excluded.expires_at,
                },
            )
        )

    def drop_question(self, person: int) -> bool:
        gone = self.connection.execute(delete(questions).where(questions.c.person_id == person))
        return gone.rowcount > 0


class AlertRows(Rows):
    """The outbox."""

    def tell(self, recipient: int, alert: Alert, now: datetime) -> None:
        self._write(recipient, alert, now)

    def _write(self, recipient: int, alert: Alert, now: datetime, **waiting: object) -> None:
        number = self.connection.execute(
            update(people)
            .where(people.c.id == recipient)
            .values(alerts=people.c.alerts + 1)
            .returning(people.c.alerts)
        ).scalar_one()
        kind, facts = to_facts(alert)
        self.connection.execute(
            alerts.insert().values(
                recipient_id=recipient,
                number=number,
                kind=kind,
                facts=facts,
                written_at=now,
                due_at=now,
                **waiting,
            )
        )

    def gather(
        self,
        recipient: int,
        gathering: str,
        now: datetime,
        ready_at: datetime,
        add: Callable[[Alert | None], Alert],
    ) -> None:
        is_waiting = (
            (alerts.c.recipient_id == recipient)
            & (alerts.c.gathering == gathering)
            & alerts.c.delivered_at.is_(None)
        )
        waiting = self.connection.execute(
            select(alerts.c.id, alerts.c.kind, alerts.c.facts, alerts.c.leased_until)
            .where(is_waiting)
            .with_for_update()
        ).first()
        if waiting is not None and waiting.leased_until is None:
            _, facts = to_facts(add(from_facts(waiting.kind, waiting.facts)))
            self.connection.execute(update(alerts).where(alerts.c.id == waiting.id).values(facts=facts))
            return
        if waiting is not None:  # it is being delivered as it is, so the next one begins
            self.connection.execute(update(alerts).where(alerts.c.id == waiting.id).values(gathering=None))
        self._write(recipient, add(None), now, ready_at=ready_at, gathering=gathering)

    def drop_gathering(self, gathering: str, now: datetime) -> bool:
        waits = (alerts.c.gathering == gathering) & alerts.c.delivered_at.is_(None)
        unleased = alerts.c.leased_until.is_(None) | (alerts.c.leased_until <= now)
        dropped = self.connection.execute(update(alerts).where(waits, unleased).values(delivered_at=now))
        return bool(dropped.rowcount)

    def drop_alerts_about(self, item: int, recipient: int, now: datetime) -> None:
        waits = (alerts.c.recipient_id == recipient) & alerts.c.delivered_at.is_(None)
        unleased = alerts.c.leased_until.is_(None) | (alerts.c.leased_until <= now)
        is_about = alerts.c.facts["item"].as_integer() == item
        self.connection.execute(delete(alerts).where(waits, unleased, is_about))

    def due_alerts(self, now: datetime, limit: int) -> Sequence[Waiting]:
        oldest = select(func.min(alerts.c.id)).where(*_is_ready(now)).group_by(alerts.c.recipient_id)
        due = (
            _waiting()
            .where(
                alerts.c.id.in_(oldest),
                people.c.unreachable_since.is_(None),
                alerts.c.due_at <= now,
                (alerts.c.leased_until.is_(None)) | (alerts.c.leased_until <= now),
            )
            .order_by(alerts.c.id)
            .limit(limit)
            .with_for_update(of=alerts, skip_locked=True)
        )
        return [_to_waiting(row) for row in self.connection.execute(due)]

    def ready_alerts(self, recipient: int, now: datetime, limit: int) -> Sequence[Waiting]:
        return self._waiting_for(recipient, limit, *_is_ready(now))

    def missed_alerts(self, recipient: int, limit: int) -> Sequence[Waiting]:
        return self._waiting_for(recipient, limit, alerts.c.delivered_at.is_(None))

    def _waiting_for(self, recipient: int, limit: int, *wanted: ColumnElement[bool]) -> Sequence[Waiting]:
        missed = (
            _waiting()
            .where(alerts.c.recipient_id == recipient, *wanted)
            .order_by(alerts.c.number)
            .limit(limit)
            .with_for_update(of=alerts)
        )
        return [_to_waiting(row) for row in self.connection.execute(missed)]

    def lease_alerts(self, leased: Sequence[int], until: datetime) -> None:
        self._update_alerts(leased, leased_until=until)

    def alerts_delivered(self, settled: Sequence[int], now: datetime) -> None:
        self._update_alerts(settled, delivered_at=now)

    def alerts_released(self, unsent: Sequence[int]) -> None:
        self._update_alerts(unsent, leased_until=None)

    def alerts_postponed(self, failed: Sequence[int], until: datetime) -> None:
        self._update_alerts(failed, due_at=until, leased_until=None, attempts=alerts.c.attempts + 1)

    def alerts_held(self, held: Sequence[int], until: datetime) -> None:
        self._update_alerts(held, held_until=until)

    def free_held_alerts(self, recipient: int, now: datetime) -> None:
        waits = (alerts.c.recipient_id == recipient) & alerts.c.delivered_at.is_(None)
        self.connection.execute(update(alerts).where(waits).values(held_until=now))

    def _update_alerts(self, chosen: Sequence[int], **values: object) -> None:
        self.connection.execute(update(alerts).where(alerts.c.id.in_(chosen)).values(**values))

    def forget_alerts(self, before: datetime) -> None:
        self.connection.execute(delete(alerts).where(alerts.c.written_at < before))


def _to_person(row: Row[*tuple[Any, ...]]) -> Person:
    return Person(
        id=row.id,
        name=row.name,
        username=row.username,
        language=row.language,
        language_chosen=row.language_chosen,
        reachable=bool(row.reachable),
        country=row.country,
        country_proved_at=row.country_proved_at,
        time_zone=row.time_zone,
        wish=Wish(Delivery(row.delivery), bool(row.quiet)),
    )


def _is_ready(now: datetime) -> Sequence[ColumnElement[bool]]:
    return (
        alerts.c.delivered_at.is_(None),
        alerts.c.ready_at.is_(None) | (alerts.c.ready_at <= now),
        alerts.c.held_until.is_(None) | (alerts.c.held_until <= now),
    )


def _waiting() -> Select[*tuple[Any, ...]]:
    return select(
        alerts.c.id,
        alerts.c.recipient_id,
        people.c.language,
        ZONE,
        people.c.delivery,
        people.c.quiet,
        alerts.c.number,
        alerts.c.attempts,
        alerts.c.written_at,
        alerts.c.held_until,
        alerts.c.kind,
        alerts.c.facts,
    ).join_from(alerts, people)


def _to_waiting(row: Row[*tuple[Any, ...]]) -> Waiting:
    return Waiting(
        id=row.id,
        recipient=row.recipient_id,
        language=row.language,
        number=row.number,
        attempts=row.attempts,
        written_at=row.written_at,
        alert=from_facts(row.kind, row.facts),
        zone=row.time_zone,
        wish=Wish(Delivery(row.delivery), bool(row.quiet)),
        was_held=row.held_until is not None,
    )
