from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import MultipartWriter, web

from sandbox.fixtures import DAD, FAMILY, MUM, FixedClock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from sandbox.engine import Engine
    from sandbox.groups import Groups
    from sandbox.people import People


class Hook:
    """A bot that takes updates by webhook and does with them what a test says."""

    def __init__(self) -> None:
        self.url = ""
        self.bodies: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.answer: Callable[[dict[str, Any]], Awaitable[web.Response]] = self.take

    async def take(self, _: dict[str, Any]) -> web.Response:
        return web.Response()

    async def receive(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.bodies.append(body)
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        return await self.answer(body)

    @property
    def texts(self) -> list[str]:
        return [body["message"]["text"] for body in self.bodies if "text" in body.get("message", {})]


@pytest.fixture
async def hook(engine: Engine, started: None) -> AsyncIterator[Hook]:
    del started
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.receive)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    engine.webhook.backoff = 0.01
    yield hook
    await engine.close()
    await runner.cleanup()


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(3):
        while not condition():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.005)


async def test_updates_are_posted_with_the_secret(engine: Engine, people: People, hook: Hook) -> None:
    await engine.ask("setWebhook", url=hook.url, secret_token="se-cret")
    people.say(MUM, MUM, "Молоко")
    await engine.quiet(idle=0.01)
    assert hook.texts == ["Молоко"]
    assert hook.secrets == ["se-cret"]


async def test_what_waited_before_is_posted_too(engine: Engine, people: People, hook: Hook) -> None:
    people.say(MUM, MUM, "Молоко")
    await engine.ask("setWebhook", url=hook.url)
    await engine.quiet(idle=0.01)
    assert hook.texts == ["Молоко"]


async def test_a_refused_update_is_repeated_and_holds_back_its_chat_only(
    engine: Engine,
    people: People,
    groups: Groups,
    hook: Hook,
) -> None:
    failures = iter([500, 502, 503])

    async def stumble(body: dict[str, Any]) -> web.Response:
        first = body["message"].get("text") == "Молоко"
        return web.Response(status=next(failures, 200) if first else 200)

    hook.answer = stumble
    groups.promote_bot(MUM, FAMILY)
    engine.updates.clear()
    await engine.ask("setWebhook", url=hook.url)
    people.say(MUM, MUM, "Молоко")
    people.say(MUM, MUM, "Хлеб")
    people.say(DAD, FAMILY, "Сыр")
    await engine.quiet(idle=0.03)
    assert [text for text in hook.texts if text != "Сыр"] == ["Молоко"] * 4 + ["Хлеб"]
    assert hook.texts.index("Сыр") < hook.texts.index("Хлеб")
    info = await engine.ask("getWebhookInfo")
    assert isinstance(info, dict)
    assert info["last_error_message"].startswith("Wrong response from the webhook: 503")
    assert info["pending_update_count"] == 0


async def test_a_dead_webhook_is_tried_until_the_update_expires(
    engine: Engine,
    people: People,
    clock: FixedClock,
) -> None:
    engine.webhook.backoff = 0.01
    await engine.ask("setWebhook", url="http://127.0.0.1:9/hook")
    people.say(MUM, MUM, "Молоко")
    await asyncio.sleep(0.03)
    assert len(engine.world.updates) == 1
    clock.pass_by(86_400)
    await until(lambda: not engine.world.updates)
    await engine.close()


async def test_retry_after_is_obeyed(engine: Engine, people: People, hook: Hook) -> None:
    loop = asyncio.get_running_loop()
    times: list[float] = []

    async def busy(_: dict[str, Any]) -> web.Response:
        times.append(loop.time())
        return web.Response() if len(times) > 1 else web.Response(status=429, headers={"Retry-After": "1"})

    hook.answer = busy
    await engine.ask("setWebhook", url=hook.url)
    people.say(MUM, MUM, "Молоко")
    await until(lambda: len(times) > 1)
    assert times[1] - times[0] >= 0.99


async def test_chats_are_served_in_parallel_up_to_max_connections(
    engine: Engine,
    people: People,
    hook: Hook,
) -> None:
    running = most = 0

    async def slow(_: dict[str, Any]) -> web.Response:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.02)
        running -= 1
        return web.Response()

    hook.answer = slow
    await engine.ask("setWebhook", url=hook.url, max_connections=2)
    for number in range(5):
        person = people.new_person(f"Гость {number}")["person"]["id"]
        people.say(person, person, "Привет")
    await engine.quiet(idle=0.03)
    assert (most, len(hook.bodies)) == (2, 5)


async def test_the_answer_may_carry_a_call(engine: Engine, people: People, hook: Hook) -> None:
    async def by_json(_: dict[str, Any]) -> web.Response:
        return web.json_response({"method": "sendMessage", "chat_id": MUM, "text": "Записано"})

    hook.answer = by_json
    await engine.ask("setWebhook", url=hook.url)
    people.say(MUM, MUM, "Молоко")
    await engine.quiet(idle=0.02)
    assert engine.chats.newest(MUM)["text"] == "Записано"

    async def by_form(_: dict[str, Any]) -> web.Response:
        form = MultipartWriter("form-data")
        for name, value in {"method": "sendMessage", "chat_id": str(MUM), "text": "И это"}.items():
            form.append(value).set_content_disposition("form-data", name=name)
        return web.Response(body=form)

    hook.answer = by_form
    people.say(MUM, MUM, "Хлеб")
    await engine.quiet(idle=0.02)
    assert engine.chats.newest(MUM)["text"] == "И это"


async def test_the_answer_may_carry_a_file(engine: Engine, people: People, hook: Hook) -> None:
    async def by_form(_: dict[str, Any]) -> web.Response:
        form = MultipartWriter("form-data")
        for name, value in {"method": "sendDocument", "chat_id": str(MUM)}.items():
            form.append(value).set_content_disposition("form-data", name=name)
        file = form.append(b"\xff\x00")
        file.set_content_disposition("form-data", name="document", filename="a.bin")
        return web.Response(body=form)

    hook.answer = by_form
    await engine.ask("setWebhook", url=hook.url)
    people.say(MUM, MUM, "Молоко")
    await engine.quiet(idle=0.02)
    document = engine.chats.newest(MUM)["document"]
    assert engine.world.files[document["file_id"]].content == b"\xff\x00"


async def test_the_answer_may_not_end_the_webhook(engine: Engine, people: People, hook: Hook) -> None:
    async def give_up(_: dict[str, Any]) -> web.Response:
        return web.json_response({"method": "deleteWebhook"})

    hook.answer = give_up
    await engine.ask("setWebhook", url=hook.url)
    people.say(MUM, MUM, "Молоко")
    await engine.quiet(idle=0.02)
    assert engine.world.webhook


async def test_two_webhooks_within_a_second_are_too_many(
    engine: Engine,
    hook: Hook,
    clock: FixedClock,
    refusal: Callable[..., Awaitable[str]],
) -> None:
    await engine.ask("setWebhook", url=hook.url)
    told = await refusal("setWebhook", url="https://example.com/hook")
    assert told == "429 Too Many Requests: retry after 1"
    clock.pass_by(1)
    await engine.ask("setWebhook", url="https://example.com/hook")
