from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from sandbox.fixtures import MUM, FixedClock

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from sandbox.engine import Engine
    from sandbox.people import People

pytestmark = pytest.mark.usefixtures("started")


async def poll(engine: Engine, **params: object) -> list[dict[str, Any]]:
    updates = await engine.ask("getUpdates", **params)
    assert isinstance(updates, list)
    return updates


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_updates_come_again_until_confirmed(engine: Engine, people: People) -> None:
    for word in ("Молоко", "Хлеб", "Сыр"):
        people.say(MUM, MUM, word)
    first = await poll(engine)
    assert texts(first) == ["Молоко", "Хлеб", "Сыр"]
    assert texts(await poll(engine, limit=2)) == ["Молоко", "Хлеб"]
    assert texts(await poll(engine, offset=first[1]["update_id"])) == ["Хлеб", "Сыр"]
    assert texts(await poll(engine)) == ["Хлеб", "Сыр"]
    assert await poll(engine, offset=first[2]["update_id"] + 1) == []


async def test_update_ids_start_high_and_rise_by_one(engine: Engine, people: People) -> None:
    people.say(MUM, MUM, "Молоко")
    people.say(MUM, MUM, "Хлеб")
    first, second = await poll(engine)
    assert first["update_id"] > 100_000_000
    assert second["update_id"] == first["update_id"] + 1


async def test_a_negative_offset_keeps_the_newest(engine: Engine, people: People) -> None:
    for word in ("Молоко", "Хлеб", "Сыр"):
        people.say(MUM, MUM, word)
    assert texts(await poll(engine, offset=-1)) == ["Сыр"]
    assert texts(await poll(engine)) == ["Сыр"]


async def test_an_offset_far_past_the_tail_is_ignored(engine: Engine, people: People) -> None:
    people.say(MUM, MUM, "Молоко")
    tail = (await poll(engine))[0]["update_id"]
    assert texts(await poll(engine, offset=tail + 11)) == ["Молоко"]
    assert await poll(engine, offset=tail + 10) == []


async def test_limits_are_clamped_and_linted(engine: Engine, people: People) -> None:
    people.say(MUM, MUM, "Молоко")
    await poll(engine, limit=500, timeout=90)
    assert engine.lint[-1].lint == ["limit 500 is clamped to 1-100", "timeout 90 is clamped to 0-50"]


async def test_a_long_poll_wakes_for_an_update(engine: Engine, people: People) -> None:
    waiting = asyncio.create_task(poll(engine, timeout=5))
    await asyncio.sleep(0.01)
    assert engine.updates.bot_waits
    people.say(MUM, MUM, "Молоко")
    assert texts(await waiting) == ["Молоко"]


async def test_a_second_poller_ends_the_first(
    engine: Engine,
    people: People,
    refusal: Callable[..., Coroutine[Any, Any, str]],
) -> None:
    older = asyncio.create_task(refusal("getUpdates", timeout=5))
    await asyncio.sleep(0.01)
    newer = asyncio.create_task(poll(engine, timeout=5))
    conflict = "terminated by other getUpdates request; make sure that only one bot instance is running"
    assert await older == f"409 Conflict: {conflict}"
    people.say(MUM, MUM, "Молоко")
    assert texts(await newer) == ["Молоко"]


async def test_polling_and_a_webhook_exclude_each_other(
    engine: Engine,
    refusal: Callable[..., Coroutine[Any, Any, str]],
) -> None:
    older = asyncio.create_task(refusal("getUpdates", timeout=5))
    await asyncio.sleep(0.01)
    await engine.ask("setWebhook", url="http://127.0.0.1:9/hook")
    assert await older == "409 Conflict: terminated by setWebhook request"
    assert await refusal("getUpdates") == (
        "409 Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    await engine.ask("deleteWebhook")
    assert await poll(engine) == []
    await engine.close()


async def test_allowed_updates_apply_when_an_update_is_made(engine: Engine, people: People) -> None:
    await poll(engine, allowed_updates='["CALLBACK_QUERY"]')
    people.say(MUM, MUM, "Молоко")
    await poll(engine, allowed_updates="[]")
    people.say(MUM, MUM, "Хлеб")
    assert texts(await poll(engine)) == ["Хлеб"]


async def test_absent_or_unreadable_allowed_updates_keep_the_old(engine: Engine, people: People) -> None:
    await poll(engine, allowed_updates='["callback_query"]')
    await poll(engine)
    await poll(engine, allowed_updates="{")
    people.say(MUM, MUM, "Молоко")
    assert await poll(engine) == []
    await poll(engine, allowed_updates='["no_such_kind"]')
    people.say(MUM, MUM, "Хлеб")
    assert texts(await poll(engine)) == ["Хлеб"]


async def test_a_pressed_button_is_gone_after_150_seconds_and_a_message_after_a_day(
    engine: Engine,
    people: People,
    clock: FixedClock,
) -> None:
    markup = '{"inline_keyboard": [[{"text": "a", "callback_data": "a"}]]}'
    await engine.ask("sendMessage", chat_id=MUM, text="a", reply_markup=markup)
    people.tap(MUM, MUM, "a")
    people.say(MUM, MUM, "Молоко")
    clock.pass_by(149)
    assert len(await poll(engine)) == 2
    clock.pass_by(1)
    assert texts(await poll(engine)) == ["Молоко"]
    clock.pass_by(86_400)
    assert await poll(engine) == []
    told = [event.data for event in engine.events.after(0) or [] if event.name == "update"]
    states = [(one["kind"], one["state"]) for one in told if isinstance(one, dict)]
    assert [kind for kind, state in states if state == "expired"] == ["callback_query", "message"]


async def test_dropping_pending_updates_forgets_them(engine: Engine, people: People) -> None:
    people.say(MUM, MUM, "Молоко")
    await engine.ask("deleteWebhook", drop_pending_updates="true")
    assert await poll(engine) == []


async def test_quiet_waits_for_the_poller(engine: Engine, people: People) -> None:
    with pytest.raises(TimeoutError):
        await engine.quiet(seconds=0.05, idle=0.01)
    people.say(MUM, MUM, "Молоко")
    offset = (await poll(engine))[-1]["update_id"] + 1
    waiting = asyncio.create_task(poll(engine, offset=offset, timeout=5))
    await engine.quiet(seconds=1, idle=0.01)
    people.say(MUM, MUM, "Хлеб")
    assert texts(await waiting) == ["Хлеб"]


@pytest.mark.parametrize(
    ("params", "told"),
    [
        ({"url": "ftp://a.ru"}, "invalid webhook URL specified"),
        ({"url": "http://a.ru"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        (
            {"url": "https://a.ru:8080"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ({"url": "https://a.ru", "secret_token": "a" * 257}, "secret token is too long"),
        ({"url": "https://a.ru", "secret_token": "a b"}, "secret token contains unallowed characters"),
    ],
)
async def test_webhooks_that_telegram_refuses(
    params: dict[str, str],
    told: str,
    refusal: Callable[..., Coroutine[Any, Any, str]],
) -> None:
    assert await refusal("setWebhook", **params) == f"400 Bad Request: {told}"


async def test_a_poll_is_let_go_when_the_sandbox_closes(
    engine: Engine,
    refusal: Callable[..., Coroutine[Any, Any, str]],
) -> None:
    waiting = asyncio.create_task(refusal("getUpdates", timeout=5))
    await asyncio.sleep(0.01)
    await engine.close()
    assert await waiting == "500 Internal Server Error: restart"
