from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from sandbox.faults import RateLimits
from sandbox.fixtures import FAMILY, MUM, FixedClock
from sandbox.world import Fault

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sandbox.engine import Answer, Engine
    from sandbox.knobs import Knobs
    from sandbox.people import People

pytestmark = pytest.mark.usefixtures("started")


async def send(engine: Engine, text: str = "a", chat: int = MUM) -> Answer:
    return await engine.call(engine.world.bot.token, "sendMessage", {"chat_id": str(chat), "text": text})


def flood(**where: Any) -> Fault:  # noqa: ANN401 - fields of Fault
    error = {"code": 429, "description": "Too Many Requests: retry after 3", "retry_after": 3}
    return Fault(error=error, **where)


async def test_a_flood_answer_says_when_to_come_back(engine: Engine) -> None:
    engine.faults.add(flood(method="sendMessage"))
    answer = await send(engine)
    assert (answer.status, answer.retry_after) == (429, 3)
    assert answer.json["parameters"] == {"retry_after": 3}
    assert (await send(engine)).status == 200
    assert engine.world.faults == []


async def test_a_fault_strikes_what_matches_only(engine: Engine) -> None:
    engine.faults.add(flood(method="sendmessage", chat=MUM, contains="Молоко", after=1, times=2))
    statuses = []
    for text, chat in [
        ("Молоко", MUM),
        ("Хлеб", MUM),
        ("Молоко", FAMILY),
        ("Молоко 2", MUM),
        ("Молоко 3", MUM),
        ("Молоко", MUM),
    ]:
        statuses.append((await send(engine, text, chat)).status)
    assert statuses == [200, 200, 200, 429, 429, 200]
    await engine.ask("getMe")


async def test_a_fault_with_no_end_lasts_until_cleared(engine: Engine, knobs: Knobs) -> None:
    engine.faults.add(flood(times=0))
    assert [(await send(engine)).status for _ in range(3)] == [429] * 3
    knobs.clear_faults()
    assert (await send(engine)).status == 200


async def test_a_gateway_answers_without_json(engine: Engine) -> None:
    engine.faults.add(Fault(html_502=True))
    answer = await send(engine)
    assert (answer.status, answer.content_type) == (502, "text/html")
    assert answer.body.startswith(b"<html>")
    assert engine.world.chats[MUM].messages.keys() == {engine.chats.newest(MUM)["message_id"]}


async def test_a_call_may_be_lost_before_or_after_it_was_done(engine: Engine) -> None:
    engine.faults.add(Fault(drop="before"))
    assert (await send(engine, "Раз")).dropped
    assert engine.chats.newest(MUM).get("text") == "/start"
    engine.faults.add(Fault(drop="after"))
    assert (await send(engine, "Два")).dropped
    assert engine.chats.newest(MUM)["text"] == "Два"


async def test_an_answer_may_be_cut_or_late(engine: Engine) -> None:
    engine.faults.add(Fault(truncate_json=True))
    with pytest.raises(ValueError, match="EOF"):
        _ = (await send(engine)).json
    engine.faults.add(Fault(delay=0.05))
    started = asyncio.get_running_loop().time()
    assert (await send(engine)).status == 200
    assert asyncio.get_running_loop().time() - started >= 0.05


async def test_an_update_may_come_twice_under_one_number(engine: Engine, people: People) -> None:
    engine.faults.add(Fault(duplicate_updates=1))
    people.say(MUM, MUM, "Молоко")
    people.say(MUM, MUM, "Хлеб")
    updates = await engine.ask("getUpdates")
    assert isinstance(updates, list)
    numbers = [update["update_id"] for update in updates]
    assert [update["message"]["text"] for update in updates] == ["Молоко", "Молоко", "Хлеб"]
    assert numbers[0] == numbers[1] == numbers[2] - 1


async def test_a_held_update_comes_later_and_others_overtake_it(
    engine: Engine,
    people: People,
    clock: FixedClock,
) -> None:
    engine.faults.add(Fault(method="message", hold=10))
    people.say(MUM, MUM, "Молоко")
    people.say(MUM, MUM, "Хлеб")
    seen: list[str] = []
    for _ in range(2):
        updates = await engine.ask("getUpdates")
        assert isinstance(updates, list)
        seen.append(" ".join(update["message"]["text"] for update in updates))
        clock.pass_by(10)
    assert seen == ["Хлеб", "Хлеб Молоко"]


async def test_speed_limits_follow_the_clock(
    engine: Engine,
    clock: FixedClock,
    refusal: Callable[..., Awaitable[str]],
) -> None:
    engine.rate_limits = RateLimits(engine)
    assert (await send(engine)).status == 200
    assert await refusal("sendMessage", chat_id=MUM, text="a") == "429 Too Many Requests: retry after 2"
    clock.pass_by(1)
    assert (await send(engine)).status == 200
    for _ in range(20):
        clock.pass_by(1)
        assert (await send(engine, chat=FAMILY)).status == 200
    clock.pass_by(1)
    assert (await send(engine, chat=FAMILY)).retry_after == 41
