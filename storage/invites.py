"""Invitations and who came by them, who asks to join, and for whom a seat is held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, delete, exists, func, select, update

from core.families.family import Departure, Role
from core.families.holding import HOLD, SeatHold
from core.invites.invite import Invite
from core.invites.request import JoinRequest, RequestState
from core.invites.views import InviteSummary, RequestSummary
from storage.rows import Rows
from storage.schema import (
    archive_members,
    departures,
    guesses,
    invite_guests,
    invitees,
    invites,
    join_requests,
    members,
    people,
    seat_holds,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Row, Select

_INVITE = (
    invites.c.id,
    invites.c.family_id,
    invites.c.uses_left,
    invites.c.expires_at,
    invites.c.revoked_at,
    invites.c.for_one,
    invites.c.by_approval,
    invites.c.created_at,
)

_REQUEST = select(
    join_requests.c.id,
    join_requests.c.family_id,
    join_requests.c.invite_id,
    join_requests.c.person_id,
    join_requests.c.state,
    join_requests.c.asked_at,
    join_requests.c.expires_at,
)
_IS_OPEN = join_requests.c.state == RequestState.OPEN.value


def _is_live(now: datetime) -> ColumnElement[bool]:
    return and_(invites.c.revoked_at.is_(None), invites.c.uses_left > 0, invites.c.expires_at > now)


class InviteRows(Rows):
    """Invitations, whom they are for, and who came by them."""

    def invite(self, invite: int) -> Invite | None:
        return self._invite(invites.c.id == invite)

    def invite_by_hash(self, token_hash: bytes) -> Invite | None:
        return self._invite(invites.c.token_hash == token_hash)

    def invite_by_origin(self, origin: str) -> Invite | None:
        return self._invite(invites.c.origin == origin)

    def _invite(self, condition: ColumnElement[bool]) -> Invite | None:
        row = self.connection.execute(select(*_INVITE).where(condition)).first()
        return Invite(*row) if row else None

    def live_invites(self, family: int, now: datetime) -> int:
        return self.connection.execute(
            select(func.count()).where(invites.c.family_id == family, _is_live(now))
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
        self._update_invite(invite, token_hash=token_hash)

    def put_terms(self, invite: Invite) -> None:
        self._update_invite(
            invite.id,
            uses_left=invite.uses_left,
            expires_at=invite.expires_at,
            for_one=invite.for_one,
            by_approval=invite.by_approval,
        )

    def revoke_invite(self, invite: int, now: datetime) -> None:
        self._update_invite(invite, revoked_at=now, end_told_at=now)

    def use_invite(self, invite: int) -> None:
        self._update_invite(invite, uses_left=invites.c.uses_left - 1)

    def note_end_told(self, invite: int, now: datetime) -> None:
        self._update_invite(invite, end_told_at=now)

    def _update_invite(self, invite: int, **values: object) -> None:
        self.connection.execute(update(invites).where(invites.c.id == invite).values(**values))

    def ended_invites(self, now: datetime, limit: int) -> Sequence[tuple[Invite, int]]:
        came = (
            select(func.count())
            .where(invite_guests.c.invite_id == invites.c.id)
            .correlate(invites)
            .scalar_subquery()
        )
        ended = self.connection.execute(
            select(*_INVITE, came.label("came"))
            .where(invites.c.end_told_at.is_(None), invites.c.expires_at <= now)
            .order_by(invites.c.expires_at)
            .limit(limit)
            .with_for_update(of=invites, skip_locked=True)
        )
        return [(Invite(*row[:-1]), row.came) for row in ended]

    def put_invitees(self, invite: int, people: Iterable[int]) -> None:
        rows = [{"invite_id": invite, "person_id": person} for person in people]
        self.connection.execute(invitees.insert(), rows)

    def invited_since(self, family: int, since: datetime, *, but: int) -> set[int]:
        newer = (invites.c.family_id == family, invites.c.created_at > since, invites.c.id != but)
        invited = select(invitees.c.person_id).join_from(invitees, invites).where(*newer)
        return set(self.connection.execute(invited).scalars())

    def is_invitee(self, invite: int, person: int) -> bool:
        found = exists().where(invitees.c.invite_id == invite, invitees.c.person_id == person)
        return bool(self.connection.execute(select(found)).scalar_one())

    def acquaintances(self, chosen: Sequence[int]) -> set[int]:
        known = select(people.c.id).where(
            people.c.id.in_(chosen), people.c.unreachable_since.is_(None), people.c.forgotten_at.is_(None)
        )
        return set(self.connection.execute(known).scalars())

    def departure(self, family: int, person: int) -> Departure | None:
        row = self.connection.execute(
            select(departures.c.departed_at, departures.c.role, departures.c.limit_minor).where(
                departures.c.family_id == family, departures.c.person_id == person
            )
        ).first()
        return Departure(row.departed_at, Role(row.role), row.limit_minor) if row else None

    def put_member(self, family: int, person: int, seat: int, invite: int, now: datetime) -> None:
        before = self.departure(family, person)
        role = {"role": before.role.value, "limit_minor": before.limit_minor} if before else {}
        self.connection.execute(
            members.insert().values(person_id=person, family_id=family, seat=seat, joined_at=now, **role)
        )
        for table in (departures, archive_members):
            self.connection.execute(
                delete(table).where(table.c.family_id == family, table.c.person_id == person)
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
        rank = case((_is_live(now), 0), (invites.c.revoked_at.is_(None), 1), else_=2)
        listed = self.connection.execute(
            select(*_INVITE)
            .where(invites.c.family_id == family)
            .order_by(rank, invites.c.id.desc())
            .limit(limit)
        ).all()
        shown = [row.id for row in listed]
        came = (
            select(invite_guests.c.invite_id, people.c.name)
            .join_from(invite_guests, people)
            .where(invite_guests.c.invite_id.in_(shown))
            .order_by(invite_guests.c.joined_at)
        )
        has_come = exists().where(
            invite_guests.c.invite_id == invitees.c.invite_id,
            invite_guests.c.person_id == invitees.c.person_id,
        )
        is_here = exists().where(members.c.family_id == family, members.c.person_id == invitees.c.person_id)
        awaited = (
            select(invitees.c.invite_id, people.c.name)
            .join_from(invitees, people)
            .where(invitees.c.invite_id.in_(shown), ~has_come, ~is_here)
            .order_by(people.c.id)
        )
        came_by, awaited_by = self._names(came), self._names(awaited)
        return [
            InviteSummary(
                id=row.id,
                state=Invite(*row).state(now),
                uses_left=row.uses_left,
                created_at=row.created_at,
                expires_at=row.expires_at,
                for_one=row.for_one,
                by_approval=row.by_approval,
                guests=came_by.get(row.id, []),
                awaited=awaited_by.get(row.id, []),
            )
            for row in listed
        ]

    def _names(self, by_invite: Select[*tuple[Any, ...]]) -> dict[int, list[str]]:
        names: dict[int, list[str]] = {}
        for row in self.connection.execute(by_invite):
            names.setdefault(row.invite_id, []).append(row.name)
        return names


class EntryRows(Rows):
    """Who asks to join, who reads an invitation, and who guesses."""

    def join_request(self, request: int) -> JoinRequest | None:
        return self._request(_REQUEST.where(join_requests.c.id == request))

    def hold_request(self, request: int) -> JoinRequest | None:
        return self._request(_REQUEST.where(join_requests.c.id == request).with_for_update())

    def last_request(self, person: int, family: int) -> JoinRequest | None:
        return self._request(
            _REQUEST.where(join_requests.c.person_id == person, join_requests.c.family_id == family)
            .order_by(join_requests.c.id.desc())
            .limit(1)
        )

    def open_request(self, person: int) -> JoinRequest | None:
        return self._request(_REQUEST.where(join_requests.c.person_id == person, _IS_OPEN).with_for_update())

    def open_requests_by(self, invite: int) -> Sequence[JoinRequest]:
        waiting = _REQUEST.where(join_requests.c.invite_id == invite, _IS_OPEN)
        return self._requests(waiting.order_by(join_requests.c.id).with_for_update())

    def expired_requests(self, now: datetime, limit: int) -> Sequence[JoinRequest]:
        over = _REQUEST.where(_IS_OPEN, join_requests.c.expires_at <= now)
        oldest = over.order_by(join_requests.c.expires_at).limit(limit)
        return self._requests(oldest.with_for_update(skip_locked=True))

    def _request(self, request: Select[*tuple[Any, ...]]) -> JoinRequest | None:
        return next(iter(self._requests(request)), None)

    def _requests(self, requests: Select[*tuple[Any, ...]]) -> Sequence[JoinRequest]:
        return [_to_request(row) for row in self.connection.execute(requests)]

    def put_request(
        self, *, family: int, invite: int, person: int, now: datetime, expires_at: datetime
    ) -> int:
        request: int = self.connection.execute(
            join_requests.insert()
            .values(
                family_id=family,
                invite_id=invite,
                person_id=person,
                state=RequestState.OPEN.value,
                asked_at=now,
                expires_at=expires_at,
            )
            .returning(join_requests.c.id)
        ).scalar_one()
        return request

    def close_request(self, request: int, state: RequestState) -> None:
        self.connection.execute(
            update(join_requests).where(join_requests.c.id == request).values(state=state.value)
        )

    def request_summaries(self, family: int, now: datetime, limit: int) -> Sequence[RequestSummary]:
        waiting = self.connection.execute(
            select(join_requests.c.id, people.c.name, join_requests.c.expires_at)
            .join_from(join_requests, people)
            .where(join_requests.c.family_id == family, _IS_OPEN, join_requests.c.expires_at > now)
            .order_by(join_requests.c.id)
            .limit(limit)
        )
        return [RequestSummary(*row) for row in waiting]

    def guesses(self, person: int, since: datetime) -> Sequence[datetime]:
        tries = (
            select(guesses.c.guessed_at)
            .where(guesses.c.person_id == person, guesses.c.guessed_at > since)
            .order_by(guesses.c.guessed_at)
        )
        return self.connection.execute(tries).scalars().all()

    def put_guess(self, person: int, token_hash: bytes, now: datetime, forget_before: datetime) -> None:
        self.connection.execute(
            delete(guesses).where(guesses.c.person_id == person, guesses.c.guessed_at <= forget_before)
        )
        guess = self.upsert(guesses).values(person_id=person, token_hash=token_hash, guessed_at=now)
        self.connection.execute(guess.on_conflict_do_nothing(index_elements=["person_id", "token_hash"]))

    def seat_hold(self, person: int) -> SeatHold | None:
        row = self.connection.execute(
            select(seat_holds.c.family_id, seat_holds.c.until).where(seat_holds.c.person_id == person)
        ).first()
        return SeatHold(*row) if row else None

    def put_hold(self, person: int, family: int, until: datetime) -> None:
        hold = self.upsert(seat_holds).values(person_id=person, family_id=family, until=until)
        self.connection.execute(
            hold.on_conflict_do_update(
                index_elements=["person_id"],
                set_={"family_id": hold.excluded.family_id, "until": hold.excluded.until},
            )
        )

    def end_hold(self, person: int, now: datetime) -> None:
        self.connection.execute(
            update(seat_holds)
            .where(seat_holds.c.person_id == person, seat_holds.c.until > now)
            .values(until=now)
        )

    def holds_of_others(self, family: int, person: int, now: datetime) -> Sequence[datetime]:
        held = self.connection.execute(
            select(seat_holds.c.until, members.c.family_id, members.c.joined_at)
            .join_from(seat_holds, members, members.c.person_id == seat_holds.c.person_id, isouter=True)
            .where(
                seat_holds.c.family_id == family,
                seat_holds.c.person_id != person,
                seat_holds.c.until > now,
            )
            .order_by(seat_holds.c.until)
        )
        return [
            row.until
            for row in held
            if row.family_id is None or (row.family_id != family and row.joined_at <= row.until - HOLD)
        ]


def _to_request(row: Row[*tuple[Any, ...]]) -> JoinRequest:
    return JoinRequest(
        id=row.id,
        family=row.family_id,
        invite=row.invite_id,
        person=row.person_id,
        state=RequestState(row.state),
        asked_at=row.asked_at,
        expires_at=row.expires_at,
    )
