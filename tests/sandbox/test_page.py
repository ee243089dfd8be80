from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import ClientError, ClientSession

from sandbox.fixtures import DAD, FAMILY, KID, MUM, TOKEN
from sandbox.server import SandboxServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from aiohttp import ClientResponse

    from sandbox.page import Page

HEADERS = {"X-Sandbox-Key": "open-sesame"}


@pytest.fixture
async def browser(server: SandboxServer) -> AsyncIterator[ClientSession]:
    async with ClientSession(server.api_url, headers=HEADERS) as session:
        yield session


async def act(browser: ClientSession, **deed: object) -> tuple[int, dict[str, Any]]:
    async with browser.post("/ui/act", json=deed) as response:
        return response.status, await response.json()


async def told(stream: ClientResponse, name: str) -> tuple[int, Any]:
    """The number and data of the next event of a name."""
    number, current = 0, ""
    async with asyncio.timeout(3):
        async for raw in stream.content:
            field, _, value = raw.decode().rstrip("\n").partition(": ")
            if field == "id":
                number = int(value)
            elif field == "event":
                current = value
            elif field == "data" and current == name:
                return number, json.loads(value)
    raise AssertionError(name)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(3):
        while not condition():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.01)


async def test_the_page_needs_the_key(server: SandboxServer) -> None:
    async with ClientSession(server.api_url) as stranger:
        for path in ("/ui/", "/ui/state", "/ui/events", "/ui/?key=wrong", "/ui/state?key="):
            async with stranger.get(path) as response:
                assert response.status == 403, path
        async with stranger.post("/ui/act", json={"do": "reset"}) as response:
            assert response.status == 403
        async with stranger.get(server.page_url) as response:
            assert response.status == 200
            assert response.headers["Content-Security-Policy"].startswith("default-src 'self'")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "[::2]:80", ""])
async def test_a_foreign_host_name_is_refused(host: str, browser: ClientSession) -> None:
    for path in ("/ui/state", f"/bot{TOKEN}/getMe"):
        async with browser.get(path, headers={"Host": host}) as response:
            assert response.status == 403


@pytest.mark.parametrize("host", ["localhost:1", "127.0.0.1", "[::1]:80", "LOCALHOST"])
async def test_this_machine_has_several_names(host: str, browser: ClientSession) -> None:
    async with browser.get("/ui/state", headers={"Host": host}) as response:
        assert response.status == 200


async def test_no_file_outside_of_the_page_is_served(browser: ClientSession) -> None:
    for path in ("/ui/..%2fserver.py", "/ui/%2e%2e/server.py", "/ui/nothing.js", "/ui/README.md"):
        async with browser.get(path) as response:
            assert response.status in {403, 404}, path


async def test_the_state_is_what_the_page_expects(browser: ClientSession, server: SandboxServer) -> None:
    server.people.say(MUM, MUM, "/start")
    await server.engine.ask("sendMessage", chat_id=MUM, text="?", reply_markup='{"keyboard": [["Да"]]}')
    await server.engine.ask("setMyCommands", commands='[{"command": "cart", "description": "Корзина"}]')
    async with browser.get("/ui/state") as response:
        state = await response.json()
    assert state["last_event"] == server.engine.events.last
    assert state["bot"] == {
        "id": 7000000001,
        "username": "family_shopping_bot",
        "first_name": "Семейные покупки",
        "privacy_mode": True,
        "inline_mode": True,
        "inline_feedback": True,
    }
    assert state["people"][0] == {
        "id": MUM,
        "first_name": "Мама",
        "last_name": None,
        "username": "mama",
        "language_code": "ru",
        "phone_number": "+79161234567",
        "blocked": False,
        "started": True,
        "deactivated": False,
        "stars": 0,
    }
    private = next(chat for chat in state["chats"] if chat["id"] == MUM)
    assert private["reply_keyboard"] == {str(MUM): {"keyboard": [[{"text": "Да"}]]}}
    assert private["commands"] == {str(MUM): [{"command": "cart", "description": "Корзина"}]}
    assert [message["text"] for message in private["messages"]] == ["/start", "?"]
    assert (private["title"], private["person"], private["members"]) == ("Мама", MUM, [MUM])
    group = next(chat for chat in state["chats"] if chat["id"] == FAMILY)
    assert (group["bot_status"], group["owner"], group["members"]) == ("member", MUM, [MUM, DAD, KID])
    assert [call["method"] for call in state["calls"]] == ["sendMessage", "setMyCommands"]
    assert state["calls"][0].keys() == {"n", "method", "params", "status", "error", "lint", "ms"}


async def test_people_act_through_the_page(browser: ClientSession, server: SandboxServer) -> None:
    status, said = await act(browser, do="say", person=KID, chat=FAMILY, text="/cart")
    assert (status, said["ok"]) == (200, True)
    assert server.engine.chats.newest(FAMILY)["message_id"] == said["message_id"]
    _, made = await act(browser, do="new_person", first_name="Hans", phone_number="+4915112345678")
    assert made["person"]["phone_number"] == "+4915112345678"
    _, fault = await act(browser, do="fault", method="*", error={"code": 500, "description": "restart"})
    assert fault == {"ok": True, "id": 1}
    _, reset = await act(browser, do="reset")
    assert reset == {"ok": True}
    assert server.engine.world.faults == []


@pytest.mark.parametrize(
    "deed",
    [
        {"do": "fly"},
        {},
        {"do": "say", "person": MUM, "chat": MUM},
        {"do": "say", "person": "Мама", "chat": MUM, "text": "a"},
        {"do": "say", "person": MUM, "chat": MUM, "text": "a", "loudly": True},
        {"do": "say", "person": 5, "chat": MUM, "text": "a"},
        {"do": "fault", "drop": "never"},
        {"do": "fault", "colour": "red"},
        {"do": "fault", "delay": "long"},
    ],
)
async def test_what_nobody_can_do_is_explained(deed: dict[str, object], browser: ClientSession) -> None:
    status, answer = await act(browser, **deed)
    assert (status, answer["ok"]) == (400, False)
    assert answer["error"]


async def test_a_body_that_is_no_object_is_explained(browser: ClientSession) -> None:
    for body in (b"{", b"[]"):
        async with browser.post("/ui/act", data=body) as response:
            assert response.status == 400


async def test_events_follow_a_number_and_go_on_live(browser: ClientSession, server: SandboxServer) -> None:
    before = server.engine.events.last
    server.people.say(MUM, MUM, "Молоко")
    async with browser.get("/ui/events", params={"after": str(before)}) as stream:
        number, event = await told(stream, "message")
        assert (event["chat_id"], event["message"]["text"]) == (MUM, "Молоко")
        server.people.say(MUM, MUM, "Хлеб")
        assert (await told(stream, "message"))[1]["message"]["text"] == "Хлеб"
    async with browser.get("/ui/events", headers={"Last-Event-ID": str(number)}) as again:
        assert (await told(again, "message"))[1]["message"]["text"] == "Хлеб"


async def test_events_that_are_no_longer_known_reset_the_page(browser: ClientSession) -> None:
    async with browser.get("/ui/events", params={"after": "999999"}) as stream:
        assert await told(stream, "reset")


async def test_an_answer_reaches_the_one_who_pressed(browser: ClientSession, server: SandboxServer) -> None:
    markup = '{"inline_keyboard": [[{"text": "За", "callback_data": "v:1"}]]}'
    await server.engine.ask("sendMessage", chat_id=FAMILY, text="?", reply_markup=markup)
    message = server.engine.chats.newest(FAMILY)
    async with browser.get("/ui/events") as stream:
        press = {"chat": FAMILY, "message_id": message["message_id"], "row": 0, "column": 0, "data": "v:1"}
        query = (await act(browser, do="press", person=KID, **press))[1]["callback_id"]
        await server.engine.ask("answerCallbackQuery", callback_query_id=query, text="Учтено")
        assert (await told(stream, "callback_answer"))[1] == {
            "callback_id": query,
            "person": KID,
            "chat_id": FAMILY,
            "message_id": message["message_id"],
            "text": "Учтено",
            "show_alert": False,
            "url": None,
            "expired": False,
        }


async def test_a_reset_begins_anew_and_tells_the_page(browser: ClientSession, server: SandboxServer) -> None:
    server.people.say(MUM, MUM, "Молоко")
    known = server.engine.events.last
    await act(browser, do="reset")
    assert server.engine.world.chats[MUM].messages == {}
    assert server.engine.world.updates == {}
    async with browser.get("/ui/events", params={"after": str(known)}) as stream:
        assert await told(stream, "reset")


async def test_the_bot_api_takes_every_way_of_asking(server: SandboxServer, browser: ClientSession) -> None:
    server.people.say(MUM, MUM, "/start")
    send = f"/bot{TOKEN}/sendMessage"
    text = "Молоко & хлеб"
    params = {"chat_id": str(MUM), "text": text}
    whom = {"chat_id": str(MUM)}
    for response in (
        await browser.get(send, params=params),
        await browser.post(send, params=params),
        await browser.post(send, data=params),
        await browser.post(send, json={"chat_id": MUM, "text": text}),
        await browser.post(f"/bot{TOKEN}/SENDMESSAGE", params=whom, data={"text": text}),
    ):
        assert (await response.json())["result"]["text"] == text
    boundary = "x"
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in params.items()
    ]
    body = "".join([*parts, f"--{boundary}--\r\n"]).encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    async with browser.post(send, data=body, headers=headers) as response:
        assert (await response.json())["result"]["text"] == "Молоко & хлеб"
    assert not server.engine.lint


async def test_broken_requests_get_telegrams_answers(browser: ClientSession) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    async with browser.post(f"/bot{TOKEN}/sendMessage", data=b"text=%ff", headers=form) as response:
        assert (await response.json())["description"] == "Bad Request: strings must be encoded in UTF-8"
    as_json = {"Content-Type": "application/json"}
    async with browser.post(f"/bot{TOKEN}/sendMessage", data=b"[", headers=as_json) as response:
        assert response.status == 400
    async with browser.get("/elsewhere") as response:
        assert await response.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


async def test_faults_reach_the_wire(browser: ClientSession, server: SandboxServer) -> None:
    error = {"code": 429, "description": "Too Many Requests: retry after 3", "retry_after": 3}
    await act(browser, do="fault", error=error)
    async with browser.get(f"/bot{TOKEN}/getMe") as response:
        assert (response.status, response.headers["Retry-After"]) == (429, "3")
    await act(browser, do="fault", drop="before")
    with pytest.raises(ClientError, match="disconnected"):
        await browser.post(f"/bot{TOKEN}/getMe")
    await act(browser, do="fault", html_502=True)
    async with browser.get(f"/bot{TOKEN}/getMe") as response:
        assert (response.status, response.content_type) == (502, "text/html")
    assert len(server.engine.refused) == 3


def test_commands_are_shown_by_scope_and_language(page: Page) -> None:
    def shown(person: int, chat: int) -> list[str]:
        state = next(one for one in page.state()["chats"] if one["id"] == chat)
        return [command["command"] for command in state["commands"][str(person)]]

    commands = page._engine.world.bot.commands  # noqa: SLF001 - set as setMyCommands would
    commands["default|"] = [{"command": "default", "description": "a"}]
    assert shown(MUM, MUM) == ["default"]
    commands["all_private_chats|ru"] = [{"command": "private_ru", "description": "a"}]
    assert (shown(MUM, MUM), shown(MUM, FAMILY)) == (["private_ru"], ["default"])
    commands["all_group_chats|"] = [{"command": "group", "description": "a"}]
    commands["all_chat_administrators|"] = [{"command": "admin", "description": "a"}]
    assert (shown(MUM, FAMILY), shown(KID, FAMILY)) == (["admin"], ["group"])
    commands[f"chat_member:{FAMILY}:{KID}|"] = [{"command": "kid", "description": "a"}]
    assert shown(KID, FAMILY) == ["kid"]


async def test_a_restart_keeps_the_world(tmp_path: Path) -> None:
    file = tmp_path / "world.json"
    async with SandboxServer(state_file=file) as server:
        server.people.say(MUM, MUM, "Молоко")
        server.groups.migrate(MUM, FAMILY)
        before = server.engine.world
    async with SandboxServer(state_file=file) as server:
        after = server.engine.world
        assert after == before
        server.people.say(MUM, MUM, "Хлеб")
        updates = await server.engine.ask("getUpdates")
        assert isinstance(updates, list)
        assert updates[0]["message"]["text"] == "Молоко"
        assert updates[-1]["update_id"] == updates[0]["update_id"] + 3
    async with SandboxServer(state_file=file, token="8:other") as server:
        assert server.engine.world.chats[MUM].messages == {}


async def test_a_change_is_on_disk_soon(tmp_path: Path) -> None:
    file = tmp_path / "world.json"
    async with SandboxServer(state_file=file) as server:
        server.people.say(MUM, MUM, "Молоко")
        async with asyncio.timeout(3):
            while not file.exists():  # noqa: ASYNC110 - a file has no event
                await asyncio.sleep(0.05)
        assert "Молоко" in file.read_text(encoding="utf-8")


def test_a_broken_state_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "world.json"
    file.write_text("{", encoding="utf-8")
    with pytest.raises(ValueError, match=r"world\.json holds no world"):
        SandboxServer(state_file=file)


async def test_a_bot_that_died_in_a_long_poll_is_forgotten(server: SandboxServer) -> None:
    async with ClientSession(server.api_url) as bot:
        poll = asyncio.create_task(bot.get(f"/bot{TOKEN}/getUpdates?timeout=50"))
        await until(lambda: server.engine.running == 1)
        poll.cancel()
        await until(lambda: server.engine.running == 0)
    assert not server.engine.updates.bot_waits
