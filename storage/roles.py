"""What members may do, and how the organizer's role changes hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, exists, select, update

from core.families.family import Handover, Role
from storage.rows import Rows
from storage.schema import (
    families,
    handovers,
    members,
    people,
    succession_votes,
    successions,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime


class RoleRows(Rows):
    """What members may do, and how the organizer's role changes hands."""

    def set_role(self, person: int, role: Role, limit_minor: int | None) -> None:
        self.connection.execute(
            update(members)
            .where(members.c.person_id == person)
            .values(role=role.value, limit_minor=limit_minor)
        )

    def set_organizer(self, family: int, person: int) -> None:
        self.connection.execute(update(families).where(families.c.id == family).values(organizer_id=person))

    def handover(self, family: int) -> Handover | None:
        row = self.connection.execute(select(handovers).where(handovers.c.family_id == family)).first()
        return Handover(*row) if row else None

    def put_handover(self, handover: Handover) -> None:
        self.connection.execute(
            handovers.insert().values(
                family_id=handover.family,
                member_id=handover.member,
                by_vote=handover.by_vote,
                offered_at=handover.offered_at,
                expires_at=handover.expires_at,
            )
        )

    def drop_handover(self, family: int) -> None:
        self.connection.execute(delete(handovers).where(handovers.c.family_id == family))

    def expired_handovers(self, now: datetime, limit: int) -> Sequence[int]:
        return (
            self.connection.execute(
                select(handovers.c.family_id)
                .where(handovers.c.expires_at <= now)
                .order_by(handovers.c.family_id)
                .limit(limit)
            )
            .scalars()
            .all()
        )

    def has_succession(self, family: int) -> bool:
        found = exists().where(successions.c.family_id == family)
        return bool(self.connection.execute(select(found)).scalar_one())

    def put_succession(self, family: int, now: datetime) -> None:
        self.connection.execute(successions.insert().values(family_id=family, opened_at=now))

    def drop_succession(self, family: int) -> None:
        self.connection.execute(delete(successions).where(successions.c.family_id == family))

    def successions(self) -> Sequence[int]:
        found = self.connection.execute(select(successions.c.family_id).order_by(successions.c.family_id))
        return found.scalars().all()

    def succession_votes(self, family: int) -> Mapping[int, int]:
        rows = self.connection.execute(
            select(succession_votes.c.voter_id, succession_votes.c.candidate_id).where(
                succession_votes.c.family_id == family
            )
        )
        return {row.voter_id: row.candidate_id for row in rows}

    def put_succession_vote(self, family: int, voter: int, candidate: int, now: datetime) -> None:
        insert = self.upsert(succession_votes).values(
            voter_id=voter, family_id=family, candidate_id=candidate, cast_at=now
        )
        self.connection.execute(
            insert.on_conflict_do_update(
                index_elements=["voter_id"],
                set_={"candidate_id": insert.excluded.candidate_id, "cast_at": insert.excluded.cast_at},
            )
        )

    def drop_votes_for(self, candidate: int) -> None:
        self.connection.execute(delete(succession_votes).where(succession_votes.c.candidate_id == candidate))

    def families_without_word(self, unreachable_before: datetime, limit: int) -> Sequence[int]:
        has_adult = exists().where(
            members.c.family_id == families.c.id,
            members.c.person_id != families.c.organizer_id,
            members.c.role == Role.ADULT.value,
        )
        has_succession = exists().where(successions.c.family_id == families.c.id)
        found = self.connection.execute(
            select(families.c.id)
            .join_from(families, people, people.c.id == families.c.organizer_id)
            .where(people.c.unreachable_since <= unreachable_before, has_adult, ~has_succession)
            .order_by(families.c.id)
            .limit(limit)
        )
        return found.scalars().all()
