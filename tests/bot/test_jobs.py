from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.jobs import INTERVALS_S, Jobs

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

PATIENCE_S = 10


async def test_a_job_that_fails_is_logged_and_runs_again(caplog: pytest.LogCaptureFixture) -> None:
    runs: list[str] = []
    again = asyncio.Event()

    async def fail() -> None:
        runs.append("run")
        if len(runs) == 2:
            again.set()
        raise RuntimeError("the database is away")

    jobs = Jobs({"refresh_cards": fail})
    jobs.start()
    await asyncio.wait_for(again.wait(), PATIENCE_S)
    await jobs.stop()
    assert "the job refresh_cards failed and will be tried again" in caplog.text


async def test_a_job_that_takes_longer_than_its_interval_runs_once_at_a_time() -> None:
    begun: list[str] = []
    finish = asyncio.Event()

    async def work() -> None:
        begun.append("run")
        await finish.wait()

    jobs = Jobs({"deliver_alerts": work})
    jobs.start()
    await asyncio.sleep(2 * INTERVALS_S["deliver_alerts"])
    assert begun == ["run"]
    finish.set()
    await jobs.stop()


async def test_cards_are_looked_for_while_a_slow_one_is_edited() -> None:
    begun: list[str] = []
    finish, thrice = asyncio.Event(), asyncio.Event()

    async def work() -> None:
        begun.append("run")
        if len(begun) == 3:
            thrice.set()
        await finish.wait()

    jobs = Jobs({"refresh_cards": work})
    jobs.start()
    await asyncio.wait_for(thrice.wait(), PATIENCE_S)
    stopping = asyncio.create_task(jobs.stop())
    await asyncio.wait({stopping}, timeout=0.05)
    assert not stopping.done()
    finish.set()
    await asyncio.wait_for(stopping, PATIENCE_S)


async def test_what_became_due_while_no_bot_was_running_waits_for_no_interval() -> None:
    looked = {name: asyncio.Event() for name in INTERVALS_S}

    def note(name: str) -> Callable[[], Awaitable[None]]:
        async def look() -> None:
            looked[name].set()

        return look

    jobs = Jobs({name: note(name) for name in INTERVALS_S})
    jobs.start()
    async with asyncio.timeout(PATIENCE_S):
        for name in INTERVALS_S:
            await looked[name].wait()
    await jobs.stop()


async def test_stopping_waits_for_what_was_begun() -> None:
    begun, finish, done = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def work() -> None:
        begun.set()
        await finish.wait()
        done.set()

    jobs = Jobs({"refresh_cards": work})
    jobs.start()
    await asyncio.wait_for(begun.wait(), PATIENCE_S)
    stopping = asyncio.create_task(jobs.stop())
    await asyncio.wait({stopping}, timeout=0.05)
    assert not stopping.done()
    finish.set()
    await asyncio.wait_for(stopping, PATIENCE_S)
    assert done.is_set()


@pytest.mark.parametrize("name", list(INTERVALS_S))
async def test_every_job_has_a_name_that_is_known(name: str) -> None:
    async def idle() -> None:
        return

    jobs = Jobs({name: idle})
    jobs.start()
    await jobs.stop()


def test_a_job_of_no_interval_is_refused() -> None:
    async def idle() -> None:
        return

    with pytest.raises(KeyError):
        Jobs({"something_else": idle})
