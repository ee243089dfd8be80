"""On PostgreSQL transactions overlap: who had to wait for a row must decide by what the other one left."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from core.alerts.carts import VotesAwaited
from core.carts.agreement import Choice, Standing
from core.carts.voting import cast_vote, close_votes, remind_voters
from core.families.errors import NotAMemberError
from core.families.forgetting import forget_me
from core.families.leaving import leave_family
from core.invites.errors import FamilyDisbandedError
from core.invites.joining import accept_invite
from core.orders.correcting import ask_for_correction, correct_price
from core.orders.errors import ForgottenShareError
from core.orders.paying import confirm_goods, show_order, take_payment
from core.orders.settling import judge_payment
from storage.database import open_database
from storage.transaction import Transaction
from tests.household import Household, send_left

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine

    from sqlalchemy.ext.asyncio import AsyncConnection

T = TypeVar("T")

_WAITING = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


class Slow:
    """Somebody whose transaction is still open when the next one comes."""

    def __init__(self, home: Household, first: AsyncConnection, watch: AsyncConnection) -> None:
        self.home = home
        self._first = first
        self._watch = watch

    async def then(
        self, use_case: Callable[..., object], facts: dict[str, object], second: Coroutine[object, object, T]
    ) -> T:
        """Do the use case, let the second come and wait for it, commit, and return what the second said."""
        async with self._first.begin():
            await self._first.run_sync(
                lambda connection: use_case(Transaction(connection), now=self.home.clock.now, **facts)
            )
            task = asyncio.create_task(second)
            while not task.done() and not (await self._watch.execute(_WAITING)).scalar_one():
                pass
        return await task


@pytest.fixture
async def slow(postgres_url: str) -> AsyncIterator[Slow]:
    database = await open_database(postgres_url)
    engine = create_async_engine(postgres_url)
    async with engine.connect() as first, engine.connect() as watch:
        await watch.execution_options(isolation_level="AUTOCOMMIT")
        yield Slow(Household(database), first, watch)
    await engine.dispose()
    await database.close()


async def test_the_last_vote_counts_the_one_it_waited_for(slow: Slow) -> None:
    home = slow.home
    await home.family("Мама", ["Папа", "Катя"])
    item = await home.add_one("Мама", "телевизор 20000 ₽")
    facts: dict[str, object] = {"voter": home["Папа"], "item": item.id, "version": 1, "choice": Choice.FOR}
    assert await slow.then(cast_vote, facts, home.vote("Катя", item, Choice.FOR)) is Standing.APPROVED
    assert (await home.item(item.id)).standing is Standing.APPROVED


async def test_who_joins_while_the_family_is_disbanded_is_told_so(slow: Slow) -> None:
    home = slow.home
    family = await home.family("Мама")
    await home.meet("Папа")
    token = await home.invite("Мама")
    facts: dict[str, object] = {"actor": home["Мама"], "family": family, "keep_lines": True}
    joining = home.refused(FamilyDisbandedError, accept_invite, actor=home["Папа"], token=token)
    assert await slow.then(leave_family, facts, joining) == {"family": "Ивановы"}


async def test_who_takes_the_payment_while_leaving_is_no_member(slow: Slow) -> None:
    home = slow.home
    family = await home.family("Мама", ["Папа"])
    await home.add("Мама", "молоко 89,90")
    order = await home.lock("Мама")
    facts: dict[str, object] = {"actor": home["Папа"], "family": family, "keep_lines": True}
    taking = home.refused(NotAMemberError, take_payment, actor=home["Папа"], order=order)
    assert await slow.then(leave_family, facts, taking) == {}


async def test_who_leaves_while_taking_the_payment_frees_the_order(slow: Slow) -> None:
    home = slow.home
    family = await home.family("Мама", ["Папа"])
    await home.add("Мама", "молоко 89,90")
    order = await home.lock("Мама")
    facts: dict[str, object] = {"actor": home["Папа"], "order": order}
    leaving = home.write(leave_family, actor=home["Папа"], family=family, keep_lines=True)
    await slow.then(take_payment, facts, leaving)
    assert (await home.read(show_order, actor=home["Мама"], order=order)).payer is None


async def test_who_is_forgotten_meanwhile_is_owed_nothing(slow: Slow) -> None:
    home = slow.home
    family = await home.family("Мама", ["Папа"])
    await home.add("Папа", "хлеб 50,00")
    order = await home.lock("Мама")
    await home.pay("Мама", order)
    await home.write(send_left, actor=home["Папа"], order=order, attempt=1)
    await home.write(judge_payment, actor=home["Мама"], payment=1, received=True)
    await home.write(confirm_goods, actor=home["Мама"], order=order)
    await home.write(leave_family, actor=home["Папа"], family=family, keep_lines=False)
    of = {"actor": home["Мама"], "order": order, "position": 1}
    await home.write(ask_for_correction, **of)
    cheaper = home.refused(ForgottenShareError, correct_price, **of, was=5_000, text="40")
    assert await slow.then(forget_me, {"actor": home["Папа"]}, cheaper) == {"number": 1}
    assert set((await home.balances(family)).values()) == {0}


async def test_the_second_reminding_job_reminds_nobody(slow: Slow) -> None:
    home = slow.home
    await home.family("Мама", ["Папа"])
    await home.add("Мама", "телевизор 20000 ₽")
    home.clock.advance(hours=20)
    assert await slow.then(remind_voters, {}, home.write(remind_voters)) == 0
    assert await home.told("Папа") == [VotesAwaited(1, 1)]


async def test_the_second_closing_job_leaves_the_first_its_votes(slow: Slow) -> None:
    home = slow.home
    await home.family("Мама", ["Папа"])
    await home.add("Мама", "телевизор 20000 ₽")
    home.clock.advance(hours=24)
    assert await slow.then(close_votes, {}, home.write(close_votes)) == 0
