from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest

from sandbox.engine import Engine
from sandbox.fixtures import MUM, USERNAME, FixedClock, family
from sandbox.groups import Groups
from sandbox.inline import Inline
from sandbox.knobs import Knobs
from sandbox.page import Page
from sandbox.paying import Paying
from sandbox.people import People
from sandbox.server import SandboxServer
from sandbox.validate import Refused

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def engine(clock: FixedClock) -> Engine:
    ids = count(7000).__next__
    return Engine(family(ids=ids), clock=clock, ids=ids)


@pytest.fixture
def groups(engine: Engine) -> Groups:
    return Groups(engine)


@pytest.fixture
def people(engine: Engine, groups: Groups) -> People:
    return People(engine, groups)


@pytest.fixture
def knobs(engine: Engine) -> Knobs:
    return Knobs(engine)


@pytest.fixture
def inline(engine: Engine, people: People) -> Inline:
    return Inline(engine, people)


@pytest.fixture
def paying(engine: Engine, people: People) -> Paying:
    return Paying(engine, people)


@pytest.fixture
def page(
    engine: Engine, people: People, groups: Groups, inline: Inline, paying: Paying, knobs: Knobs
) -> Page:
    return Page(engine, people, groups, inline, paying, knobs)


@pytest.fixture
def started(people: People, engine: Engine) -> None:
    """Мама pressed Start, and the bot knows."""
    people.open_link(MUM, f"https://t.me/{USERNAME}?start")
    engine.updates.clear()


@pytest.fixture
def refusal(engine: Engine) -> Callable[..., Awaitable[str]]:
    """What Telegram answers to a call that it must refuse: code and text."""

    async def refuse(method: str, **params: object) -> str:
        with pytest.raises(Refused) as caught:
            await engine.ask(method, **params)
        return f"{caught.value.code} {caught.value.description}"

    return refuse


@pytest.fixture
async def server() -> AsyncIterator[SandboxServer]:
    async with SandboxServer(key="open-sesame") as running:
        yield running
