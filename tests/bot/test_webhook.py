"""Taking updates in by a webhook: only with the secret, answered when handled; and what is dropped unread."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.intake import handling, health_app, lighten, webhook_app
from tests.bot.stage import DAD, MUM, Stage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aiohttp import web

    Client = TestClient[web.Request, web.Application]

SECRET = {"X-Telegram-Bot-Api-Secret-Token": "s3cret"}


class Handled(list[dict[str, Any]]):
    """The updates that came through; one with the id 0 fails."""

    async def __call__(self, update: dict[str, Any]) -> None:
        if update["update_id"] == 0:
            raise RuntimeError("away")
        self.append(update)


async def by_webhook(stage: Stage) -> dict[str, Any]:
    """Let the newest press come by the webhook; return what the reply to it carries."""
    (update,) = stage.engine.updates.batch(1)
    stage.engine.updates.clear()
    assert stage.dispatcher is not None
    handle = handling(stage.bot, stage.dispatcher, can_reply=True)
    async with TestClient(TestServer(webhook_app(handle, path="/hook", secret="s3cret"))) as client:
        answer = await client.post("/hook", json=update, headers=SECRET)
        assert answer.status == 200
        body = await answer.text()
    call: dict[str, Any] = json.loads(body) if body else {}
    if call:
        await stage.engine.ask(**call)
    return call


@pytest.fixture
def handled() -> Handled:
    return Handled()


@pytest.fixture
async def client(handled: Handled) -> AsyncIterator[Client]:
    async with TestClient(TestServer(webhook_app(handled, path="/hook", secret="s3cret"))) as opened:
        yield opened


async def test_an_update_with_the_secret_is_handled_before_the_answer(
    client: Client, handled: Handled
) -> None:
    answer = await client.post("/hook", json={"update_id": 1}, headers=SECRET)
    assert answer.status == 200
    assert handled == [{"update_id": 1}]


async def test_what_is_left_to_say_goes_with_the_answer() -> None:
    async def handle(update: dict[str, Any]) -> dict[str, str]:
        query: str = update["callback_query"]["id"]
        return {"method": "answerCallbackQuery", "callback_query_id": query, "text": "👍 молоко"}

    async with TestClient(TestServer(webhook_app(handle, path="/hook", secret="s3cret"))) as client:
        press = {"update_id": 1, "callback_query": {"id": "7", "data": "v:1:1:1"}}
        answer = await client.post("/hook", json=press, headers=SECRET)
        assert await answer.json() == {
            "method": "answerCallbackQuery",
            "callback_query_id": "7",
            "text": "👍 молоко",
        }


@pytest.mark.parametrize(
    "headers", [{}, {"X-Telegram-Bot-Api-Secret-Token": "guess"}, {"Authorization": "s3cret"}]
)
async def test_an_update_without_the_secret_is_refused(
    client: Client, handled: Handled, headers: dict[str, str]
) -> None:
    answer = await client.post("/hook", json={"update_id": 1}, headers=headers)
    assert answer.status == 401
    assert handled == []


async def test_an_update_that_failed_is_not_acknowledged(client: Client) -> None:
    answer = await client.post("/hook", json={"update_id": 0}, headers=SECRET)
    assert answer.status == 500


async def test_only_the_path_that_telegram_was_told_takes_updates(client: Client, handled: Handled) -> None:
    assert (await client.post("/", json={"update_id": 1}, headers=SECRET)).status == 404
    assert (await client.get("/hook", headers=SECRET)).status == 405
    assert handled == []


async def test_says_that_it_lives(client: Client) -> None:
    answer = await client.get("/health")
    assert (answer.status, await answer.text()) == (200, "ok")


async def test_says_that_it_lives_while_polling_too() -> None:
    async with TestClient(TestServer(health_app())) as opened:
        assert (await opened.get("/health")).status == 200
        assert (await opened.post("/hook")).status == 404


async def test_the_answer_to_a_press_goes_with_the_reply(stage: Stage) -> None:
    await stage.household()
    await stage.add(DAD, "пылесос 5000 р")
    await stage.say(MUM, "/cart")
    query = stage.people.tap(MUM, MUM, "👍 0")["callback_id"]
    assert await by_webhook(stage) == {
        "method": "answerCallbackQuery",
        "callback_query_id": query,
        "text": "👍 пылесос",
    }


async def test_a_refusal_of_a_press_is_answered_at_once(stage: Stage) -> None:
    await stage.household()
    await stage.say(MUM, "/start")
    stage.people.press(MUM, MUM, stage.newest(MUM)["message_id"], "v:999:1:1", stale=True)
    assert await by_webhook(stage) == {}
    assert stage.toasts()[-1].is_alert


def test_a_press_loses_what_no_screen_reads() -> None:
    message = {
        "message_id": 5,
        "date": 1_700_000_000,
        "chat": {"id": 1},
        "from": {"id": 2},
        "text": "🛒",
        "entities": [],
        "reply_markup": {},
        "link_preview_options": {},
    }
    update = {"update_id": 1, "callback_query": {"id": "7", "data": "v:1:1:1", "message": message}}
    assert lighten(update) == {
        "update_id": 1,
        "callback_query": {
            "id": "7",
            "data": "v:1:1:1",
            "message": {"message_id": 5, "date": 1_700_000_000, "chat": {"id": 1}},
        },
    }


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 1, "message": {"message_id": 5, "text": "/start", "entities": [{"offset": 0}]}},
        {"update_id": 1, "callback_query": {"id": "7", "inline_message_id": "x", "data": "v:1:1:1"}},
        {"update_id": 1, "my_chat_member": {"chat": {"id": 1}}},
    ],
)
def test_everything_else_stays_as_it_is(update: dict[str, Any]) -> None:
    before = str(update)
    assert str(lighten(update)) == before
