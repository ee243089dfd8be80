"""On PostgreSQL whoever holds a family and its orders begins with the family: nobody waits in a circle."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol, TypeVar

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from core.account.topping_up import say_topped_up
from core.families.benefit import Benefit
from core.families.benefits import switch_benefit
from core.families.leaving import leave_family
from core.families.removing import remove_member
from core.orders.correcting import ask_for_correction, correct_price
from core.orders.errors import BeingPaidError
from core.orders.paying import mark_paid, take_payment
from core.orders.planning import send_by_plan, show_plan
from core.orders.pooling import pay_from_account
from core.orders.repeating import repeat_order
from core.orders.settling import judge_payment
from core.shared.errors import DomainError
from storage.database import open_database
from storage.schema import orders
from tests.household import Household, send_left

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from sqlalchemy import Connection
    from sqlalchemy.ext.asyncio import AsyncConnection

    from storage.database import Database

T = TypeVar("T")

_DEADLOCK = "40P01"
_WAITING = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


class Counting:
    """A database that counts how often two of its transactions waited for each other."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.deadlocks = 0

    async def write(self, unit: Callable[[Connection], T]) -> T:
        try:
            return await self._database.write(unit)
        except DBAPIError as error:
            self.deadlocks += getattr(error.orig, "sqlstate", None) == _DEADLOCK
            raise

    async def read(self, unit: Callable[[Connection], T]) -> T:
        return await self._database.read(unit)

    async def close(self) -> None:
        await self._database.close()


class Queue:
    """People who come while an order is held, and get it one after another, as they came."""

    def __init__(self, counting: Counting, holder: AsyncConnection, watch: AsyncConnection) -> None:
        self.home = Household(counting)
        self._counting = counting
        self._holder = holder
        self._watch = watch

    async def deadlocks(self, order: int, *deeds: Deed) -> int:
        """Let all of these wait for the order, then let it go; return how many waited in a circle."""
        tasks: list[asyncio.Task[object]] = []
        async with self._holder.begin():
            await self._holder.execute(select(orders.c.id).where(orders.c.id == order).with_for_update())
            for come in deeds:
                tasks.append(asyncio.ensure_future(come(self.home, order)))
                while (await self._watch.execute(_WAITING)).scalar_one() < len(tasks):
                    assert not tasks[-1].done()
        await asyncio.gather(*tasks)
        return self._counting.deadlocks


class Deed(Protocol):
    """What somebody does who meets the order on the way."""

    async def __call__(self, home: Household, order: int) -> object: ...


@pytest.fixture
async def queue(postgres_url: str) -> AsyncIterator[Queue]:
    engine = create_async_engine(postgres_url)
    async with engine.connect() as holder, engine.connect() as watch:
        await watch.execution_options(isolation_level="AUTOCOMMIT")
        name = (await watch.execute(text("SELECT current_database()"))).scalar_one()
        await watch.execute(text(f"ALTER DATABASE {name} SET deadlock_timeout = '20ms'"))
        counting = Counting(await open_database(postgres_url))
        yield Queue(counting, holder, watch)
        await counting.close()
    await engine.dispose()


async def taken(home: Household) -> int:
    """Папа pays the family's order, which the shared account could pay as well."""
    await home.family("Мама", ["Папа", "Катя"])
    mine = {"actor": home["Мама"], "family": 1}
    await home.write(switch_benefit, **mine, benefit=Benefit.ACCOUNT, is_on=True)
    await home.write(say_topped_up, **mine, minor=10_000, attempt=1)
    await home.add("Мама", "молоко 50 р")
    order = await home.lock("Мама")
    await home.write(take_payment, actor=home["Папа"], order=order)
    return order


async def take(home: Household, order: int) -> object:
    """It is free as soon as Папа has left."""
    try:
        return await home.write(take_payment, actor=home["Катя"], order=order)
    except BeingPaidError:
        return None


async def pay_from_pot(home: Household, order: int) -> object:
    try:
        return await home.write(pay_from_account, actor=home["Катя"], order=order, minor=5_000)
    except BeingPaidError:
        return None


async def repeat(home: Household, order: int) -> object:
    return await home.write(repeat_order, actor=home["Катя"], order=order)


async def pay(home: Household, order: int) -> object:
    try:
        return await home.write(mark_paid, actor=home["Папа"], order=order)
    except DomainError as refusal:  # removed before
        return refusal


async def leave(home: Household, order: int) -> object:
    del order
    return await home.write(leave_family, actor=home["Папа"], family=1, keep_lines=True)


async def remove(home: Household, order: int) -> object:
    del order
    facts = {"actor": home["Мама"], **await home.place("Папа")}
    return await home.write(remove_member, **facts, keep_lines=True, bar=False)


@pytest.mark.parametrize("come", [take, pay_from_pot, repeat])
async def test_who_leaves_and_who_meets_their_order_do_not_wait_for_each_other(
    queue: Queue, come: Deed
) -> None:
    assert await queue.deadlocks(await taken(queue.home), come, leave) == 0


async def test_the_books_are_written_while_the_payer_is_removed(queue: Queue) -> None:
    assert await queue.deadlocks(await taken(queue.home), pay, remove) == 0


async def test_who_settles_by_the_plan_and_who_repeats_an_order_do_not_wait_for_each_other(
    queue: Queue,
) -> None:
    home = queue.home
    await home.family("Мама", ["Папа", "Катя"])
    await home.add("Папа", "хлеб 50 р")
    order = await home.lock("Мама")
    await home.pay("Мама", order)
    plan = await home.read(show_plan, actor=home["Папа"])
    seal = plan.transfers[0].seal

    async def send(home: Household, order: int) -> object:
        del order
        return await home.write(send_by_plan, actor=home["Папа"], family=1, seal=seal)

    assert await queue.deadlocks(order, repeat, send) == 0


async def test_who_owes_money_back_and_who_repeats_the_order_do_not_wait_for_each_other(queue: Queue) -> None:
    home = queue.home
    await home.family("Мама", ["Папа", "Катя"])
    await home.add("Папа", "хлеб 50 р")
    order = await home.lock("Мама")
    await home.pay("Мама", order)
    await home.write(send_left, actor=home["Папа"], order=order, attempt=1)
    await home.write(judge_payment, actor=home["Мама"], payment=1, received=True)
    of = {"actor": home["Мама"], "order": order, "position": 1}
    await home.write(ask_for_correction, **of)

    async def correct(home: Household, order: int) -> object:
        """What is owed back takes the family's next number."""
        del order
        return await home.write(correct_price, **of, was=5_000, text="40")

    assert await queue.deadlocks(order, correct, repeat) == 0
