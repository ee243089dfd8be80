"""Invitations and who came by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, case, func, select, update

from core.invites.invite import Invite
from core.invites.views import InviteSummary
from storage.rows import Rows
from storage.schema import invite_guests, invites, members, people

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement


class InviteRows(Rows):
    """Invitations and who came by them."""

    def invite(self, invite: int) -> Invite | None:
        return self._invite(invites.c.id == invite)

    def invite_by_hash(self, token_hash: bytes) -> Invite | None:
        return self._invite(invites.c.token_hash == token_hash)

    def invite_by_origin(self, origin: str) -> Invite | None:
        return self._invite(invites.c.origin == origin)

    def _invite(self, condition: ColumnElement[bool]) -> Invite | None:
        row = self.connection.execute(
            select(
                invites.c.id,
                invites.c.family_id,
                invites.c.uses_left,
                invites.c.expires_at,
                invites.c.revoked_at,
            ).where(condition)
        ).first()
        return Invite(*row) if row else None

    def live_invites(self, family: int, now: datetime) -> int:
        return self.connection.execute(
            select(func.count()).where(
                invites.c.family_id == family,
                invites.c.revoked_at.is_(None),
                invites.c.uses_left > 0,
                invites.c.expires_at > now,
            )
        ).scalar_one()

    def put_invite(
        self, *, family: int, token_hash: bytes, uses: int, expires_at: datetime, origin: str, now: datetime
    ) -> int:
        invite: int = self.connection.execute(
            invites.insert()
            .values(
                family_id=family,
                token_hash=token_hash,
                origin=origin,
                uses_left=uses,
                created_at=now,
                expires_at=expires_at,
            )
            .returning(invites.c.id)
        ).scalar_one()
        return invite

    def put_token(self, invite: int, token_hash: bytes) -> None:
        self.connection.execute(update(invites).where(invites.c.id == invite).values(token_hash=token_hash))

    def revoke_invite(self, invite: int, now: datetime) -> None:
        self.connection.execute(update(invites).where(invites.c.id == invite).values(revoked_at=now))

    def use_invite(self, invite: int) -> None:
        self.connection.execute(
            update(invites).where(invites.c.id == invite).values(uses_left=invites.c.uses_left - 1)
        )

    def put_member(self, family: int, person: int, seat: int, invite: int, now: datetime) -> None:
        self.connection.execute(
            members.insert().values(person_id=person, family_id=family, seat=seat, joined_at=now)
        )
        guest = self.upsert(invite_guests).values(invite_id=invite, person_id=person, joined_at=now)
        self.connection.execute(
            guest.on_conflict_do_update(
                index_elements=["invite_id", "person_id"], set_={"joined_at": guest.excluded.joined_at}
            )
        )

    def is_guest(self, invite: int, person: int) -> bool:
        came = (
            select(members.c.person_id)
            .join(
                invite_guests,
                and_(
                    invite_guests.c.person_id == members.c.person_id,
                    invite_guests.c.joined_at == members.c.joined_at,
                ),
            )
            .where(members.c.person_id == person, invite_guests.c.invite_id == invite)
        )
        return self.connection.execute(came).first() is not None

    def invite_summaries(self, family: int, now: datetime, limit: int) -> Sequence[InviteSummary]:
        newest = self.connection.execute(
            select(invites)
            .where(invites.c.family_id == family)
            .order_by(case((invites.c.revoked_at.is_(None), 0), else_=1), invites.c.id.desc())
            .limit(limit)
        ).all()
        guests: dict[int, list[str]] = {row.id: [] for row in newest}
        for row in self.connection.execute(
            select(invite_guests.c.invite_id, people.c.name)
            .join_from(invite_guests, people)
            .where(invite_guests.c.invite_id.in_(guests))
            .order_by(invite_guests.c.joined_at)
        ):
            guests[row.invite_id].append(row.name)
        return [
            InviteSummary(
                id=row.id,
                state=Invite(row.id, family, row.uses_left, row.expires_at, row.revoked_at).state(now),
                uses_left=row.uses_left,
                created_at=row.created_at,
                expires_at=row.expires_at,
                guests=guests[row.id],
            )
            for row in newest
        ]
