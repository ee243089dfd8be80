"""A household in tests: people by name, use cases over a database, and a clock that only tests move."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from itertools import count, cycle
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from sqlalchemy import func, select, update

from core.alerts.stored import from_facts
from core.carts.filling import add_lines
from core.carts.surprises import hide_line
from core.carts.voting import cast_vote
from core.families.founding import begin_family, found_family
from core.families.membership import require_member
from core.invites.inviting import create_invite
from core.invites.joining import accept_invite
from core.orders.checkout import lock_cart, preview_checkout
from core.orders.paying import mark_paid, take_payment
from core.orders.settling import say_sent
from core.people.person import Introduction
from core.people.use_cases import meet_person
from core.shared.errors import DomainError
from storage.database import retrying
from storage.schema import alerts, ledger_entries, members, payments
from storage.transaction import Transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sqlalchemy import Connection, Executable, Row

    from core.alerts.alert import Alert
    from core.carts.agreement import Choice, Standing
    from core.carts.item import Item
    from storage.database import Database

T = TypeVar("T")

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SPOKEN = ("ru", "en")


NOBODY = 0
"""Nothing is hidden from nobody."""


def send_left(work: Transaction, *, now: datetime, actor: int, order: int, attempt: int) -> None:
    """Press the debtor's button as it is drawn now: all that is left of the share was sent."""
    left = sum(share.left for share in work.shares_in(order) if share.person == actor)
    say_sent(work, now=now, actor=actor, order=order, attempt=attempt, minor=left)


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = START

    def advance(self, **passed: float) -> None:
        self.now += timedelta(**passed)


class Household:
    """Several databases are several processes over the same data: they take turns."""

    def __init__(self, *databases: Database) -> None:
        self.clock = Clock()
        self.invoiced: frozenset[str] = frozenset()
        """The currencies in which invoices are sent."""
        self._databases = cycle(databases)
        self._ids: dict[str, int] = {}
        self._taps = count(1)

    def __getitem__(self, name: str) -> int:
        """Return the Telegram id of whoever is called so."""
        return self._ids.setdefault(name, 5_000_000_001 + len(self._ids))

    async def write(self, use_case: Callable[..., T], **facts: object) -> T:
        answer = await self.change(lambda work: use_case(work, now=self.clock.now, **facts))
        if isinstance(answer, DomainError):  # as the wiring does: raised after the commit
            raise answer
        return answer

    async def read(self, use_case: Callable[..., T], **facts: object) -> T:
        now, database = self.clock.now, next(self._databases)

        def unit(connection: Connection) -> T:
            return use_case(self._work(connection), now=now, **facts)

        return await retrying(lambda: database.read(unit))

    async def refused(
        self, refusal: type[DomainError], use_case: Callable[..., object], **facts: object
    ) -> dict[str, object]:
        """Try what must be refused in exactly this way; return the facts of the refusal."""
        with pytest.raises(DomainError) as caught:
            await self.write(use_case, **facts)
        assert type(caught.value) is refusal
        error: Any = caught.value
        assert is_dataclass(error)
        return {field.name: getattr(error, field.name) for field in fields(error)}

    async def change(self, unit: Callable[[Transaction], T]) -> T:
        database = next(self._databases)
        return await retrying(lambda: database.write(lambda connection: unit(self._work(connection))))

    def _work(self, connection: Connection) -> Transaction:
        return Transaction(connection, invoiced=self.invoiced)

    async def look(self, unit: Callable[[Transaction], T]) -> T:
        """Ask a repository; over the writing connection, which knows its statements already."""
        return await self.change(unit)

    async def rows(self, statement: Executable) -> Sequence[Row[*tuple[Any, ...]]]:
        """Read what no port reads."""

        def unit(connection: Connection) -> Sequence[Row[*tuple[Any, ...]]]:
            return connection.execute(statement).all()

        return await next(self._databases).write(unit)

    async def newest_payment(self, debtor: str) -> int:
        """Return the id of what this debtor said last was sent."""
        (row,) = await self.rows(select(func.max(payments.c.id)).where(payments.c.debtor_id == self[debtor]))
        return int(row[0])

    async def put(self, *statements: Executable) -> None:
        """Write past the use cases and past `retrying`, in one transaction."""

        def unit(connection: Connection) -> None:
            for statement in statements:
                connection.execute(statement)

        await next(self._databases).write(unit)

    async def meet(self, *names: str, language: str = "ru") -> None:
        await self.change(lambda work: self._meet(work, names, language))

    async def family(self, organizer: str, members: Iterable[str] = (), name: str = "Ивановы") -> int:
        """Found a family, let the members join by an invitation, and return the family's id."""
        return await self.change(lambda work: self._found(work, organizer, list(members), name))

    async def join(self, organizer: str, *newcomers: str) -> None:
        """Let newcomers join by an invitation of the organizer."""
        await self.change(lambda work: self._join(work, organizer, newcomers))

    def _meet(self, work: Transaction, names: Iterable[str], language: str = "ru") -> None:
        for name in names:
            sender = Introduction(self[name], name, None, language)
            meet_person(work, now=self.clock.now, sender=sender, spoken=SPOKEN, default="ru")

    def _found(self, work: Transaction, organizer: str, members: Sequence[str], name: str) -> int:
        now, actor = self.clock.now, self[organizer]
        self._meet(work, [organizer])
        begin_family(work, now=now, actor=actor, allowed=())
        found_family(work, now=now, actor=actor, name=name, allowed=(), currency="RUB")
        if members:
            self._join(work, organizer, members)
        return require_member(work, actor).family

    def _join(self, work: Transaction, organizer: str, newcomers: Sequence[str]) -> None:
        self._meet(work, newcomers)
        token = self._invite(work, organizer)
        for newcomer in newcomers:
            answer = accept_invite(work, now=self.clock.now, actor=self[newcomer], token=token)
            assert not isinstance(answer, DomainError)

    def _invite(self, work: Transaction, organizer: str) -> str:
        tap = next(self._taps)
        token = f"token-{tap}"
        create_invite(work, now=self.clock.now, actor=self[organizer], token=token, origin=f"tap-{tap}")
        return token

    async def invite(self, organizer: str) -> str:
        """Create an invitation and return its token."""
        return await self.change(lambda work: self._invite(work, organizer))

    async def family_of(self, name: str) -> int:
        return await self.look(lambda work: require_member(work, self[name]).family)

    async def members_of(self, family: int) -> list[str]:
        return [member.name for member in await self.look(lambda work: work.members(family))]

    async def add(self, author: str, text: str) -> list[Item]:
        added = await self.write(
            add_lines, actor=self[author], text=text, origin=f"message-{next(self._taps)}"
        )
        return list(added.items)

    async def add_one(self, author: str, text: str) -> Item:
        (item,) = await self.add(author, text)
        return item

    async def item(self, item: int) -> Item:
        """Return the line as it is now."""
        found = await self.look(lambda work: work.line(item, NOBODY, self.clock.now))
        assert found is not None
        return found.item

    async def hide(self, author: str, item: Item, person: str, days: int = 7) -> Item:
        """Let the author hide their line from a member; return it as it is then."""
        facts = {"actor": self[author], "item": item.id, "revision": item.revision, "person": self[person]}
        for _ in range(2):  # a double tap
            await self.write(hide_line, **facts, days=days, zone="Europe/Moscow")
        return await self.item(item.id)

    async def vote(self, voter: str, item: Item, choice: Choice | None) -> Standing:
        """Vote on the line as the voter saw it; return where it stands now."""
        facts = {"voter": self[voter], "item": item.id, "version": item.version, "choice": choice}
        voted = await self.write(cast_vote, **facts)
        return voted.standing

    async def limit(self, name: str, minor: int | None) -> None:
        """Let somebody wish for so many kopecks a line unasked, or for anything, as an adult, with None."""
        role = "adult" if minor is None else "limited"
        of_person = update(members).where(members.c.person_id == self[name])

        def unit(work: Transaction) -> None:
            work.connection.execute(of_person.values(role=role, limit_minor=minor))
            work.recount_votes(require_member(work, self[name]).family)

        await self.change(unit)

    async def lock(self, organizer: str) -> int:
        """Check out what is agreed on; return the order's id."""

        def unit(work: Transaction) -> int:
            now, actor = self.clock.now, self[organizer]
            shown = preview_checkout(work, now=now, actor=actor)
            seen = {"family": shown.family, "orders": shown.orders}
            return lock_cart(work, now=now, actor=actor, seal=shown.seal, **seen)

        return await self.change(unit)

    async def pay(self, payer: str, order: int) -> None:
        """Take the order and say that it is paid."""

        def unit(work: Transaction) -> None:
            take_payment(work, now=self.clock.now, actor=self[payer], order=order)
            mark_paid(work, now=self.clock.now, actor=self[payer], order=order)

        await self.change(unit)

    async def told(self, name: str) -> list[Alert]:
        """Return all that the person was ever told, in the order of the alerts' numbers."""
        rows = await self.rows(
            select(alerts.c.kind, alerts.c.facts)
            .where(alerts.c.recipient_id == self[name])
            .order_by(alerts.c.number)
        )
        return [from_facts(row.kind, row.facts) for row in rows]

    async def balances(self, family: int) -> dict[str, int]:
        """Return who is owed (positive) or owes (negative) how many kopecks; they must sum to zero."""
        rows = await self.rows(
            select(ledger_entries.c.person_id, func.sum(ledger_entries.c.minor).label("minor"))
            .where(ledger_entries.c.family_id == family)
            .group_by(ledger_entries.c.person_id)
        )
        names = {person: name for name, person in self._ids.items()}
        balances = {names[row.person_id]: int(row.minor) for row in rows}
        assert sum(balances.values()) == 0
        return balances

    async def place(self, name: str) -> dict[str, int]:
        """Return what a button on this member names: who they are, and in which second they came."""
        member = await self.look(lambda work: require_member(work, self[name]))
        return {"person": self[name], "since": member.since}
