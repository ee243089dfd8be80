"""The phones of the people: they see and press what the sandbox's page shows, over HTTP like the page."""

from __future__ import annotations

import asyncio
import json
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import parse_qs, urlsplit

from aiohttp import ClientConnectionError, ClientPayloadError, ClientSession, ClientTimeout

from sandbox.fixtures import MUM
from tests.stories.process import PATIENCE_S, until

if TYPE_CHECKING:
    from types import TracebackType

    JSON = dict[str, Any]

LARGEST_EVENT = 2**22


@dataclass(frozen=True)
class Answer:
    """What a press brought: a toast, or an alert that has to be closed; both may be empty."""

    text: str
    is_alert: bool


class Phones:
    """Everybody's Telegram, as an async context manager; person ids are private chat ids."""

    def __init__(self, page_url: str) -> None:
        parts = urlsplit(page_url)
        self._key = parse_qs(parts.query)["key"][0]
        self._session = ClientSession(
            f"{parts.scheme}://{parts.netloc}",
            headers={"X-Sandbox-Key": self._key},
            read_bufsize=LARGEST_EVENT,
            timeout=ClientTimeout(total=None, sock_connect=PATIENCE_S),
        )
        self._answers: dict[str, list[JSON]] = {}
        self.pressed: list[str] = []
        self.fetched: set[int] = set()
        self._listening: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        known = (await self.state())["last_event"]
        self._listening = asyncio.create_task(self._listen(known))
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._listening is not None:
            self._listening.cancel()
            with suppress(asyncio.CancelledError):
                await self._listening
        await self._session.close()

    # -- doing

    async def act(self, do: str, **facts: object) -> JSON:
        """Do what a person does; fails on what no Telegram client would let them do."""
        async with self._session.post("/ui/act", json={"do": do, **facts}) as response:
            result: JSON = await response.json()
        assert result["ok"], f"{do} {facts}: {result}"
        return result

    async def say(self, person: int, text: str, *, chat: int | None = None) -> None:
        await self.act("say", person=person, chat=chat or person, text=text)

    async def open_link(self, person: int, url: str) -> None:
        await self.act("open_link", person=person, url=url)

    async def share_contact(self, person: int) -> None:
        await self.act("share_contact", person=person, chat=person)

    async def share_users(self, person: int, label: str, *chosen: int) -> None:
        """Press the button that asks for people, and choose some."""
        await self.act("share_users", person=person, chat=person, text=label, user_ids=list(chosen))

    async def new_person(self, first_name: str, *, language: str = "ru", number: str | None = None) -> int:
        facts = {"first_name": first_name, "language_code": language, "phone_number": number}
        made = await self.act("new_person", **{name: fact for name, fact in facts.items() if fact})
        person: int = made["person"]["id"]
        return person

    async def press(self, person: int, data: str, *, on: str = "", chat: int | None = None) -> str:
        """Press the newest button whose callback data begins so, as soon as there is one.

        Args:
            person: Who presses.
            data: How the callback data begins.
            on: What the button's message must say.
            chat: Where, by default in the person's own window.

        Returns:
            The number of the query, by which its answer is known.
        """
        place = chat or person
        found = await self.button(place, data, on=on)
        return await self.press_exactly(person, place, *found)

    async def press_exactly(self, person: int, chat: int, message: int, data: str) -> str:
        """Press a button that the person saw once, on a message that may show others now."""
        facts = {"row": 0, "column": 0, "data": data, "stale": True}
        query = await self.act("press", person=person, chat=chat, message_id=message, **facts)
        self.pressed.append(query["callback_id"])
        return self.pressed[-1]

    async def tap(self, person: int, data: str, *, on: str = "", chat: int | None = None) -> Answer:
        """Press a button and wait for its spinner to stop."""
        return await self.answer(await self.press(person, data, on=on, chat=chat))

    async def tap_on(self, message: JSON, person: int, data: str, *, ending: str = "") -> Answer:
        """Press the button of this message whose callback data begins and ends so, as it was seen."""
        rows = message["reply_markup"]["inline_keyboard"]
        found = [button["callback_data"] for row in rows for button in row if "callback_data" in button]
        pressed = next(one for one in found if one.startswith(data) and one.endswith(ending))
        place, number = message["chat"]["id"], message["message_id"]
        return await self.answer(await self.press_exactly(person, place, number, pressed))

    async def answer(self, query: str) -> Answer:
        await until(lambda: query in self._answers, "the answer to a press")
        first = self._answers[query][0]
        assert not first["expired"]
        return Answer(first["text"] or "", first["show_alert"])

    # -- looking

    async def state(self) -> JSON:
        async with self._session.get("/ui/state") as response:
            state: JSON = await response.json()
            return state

    async def messages(self, chat: int) -> list[JSON]:
        """Return a chat's messages, oldest first."""
        for one in (await self.state())["chats"]:
            if one["id"] == chat:
                messages: list[JSON] = one["messages"]
                return messages
        return []

    async def texts(self, chat: int) -> list[str]:
        """Return what the messages of a chat say, oldest first; of files it is what stands under them."""
        return [message.get("text") or message.get("caption") or "" for message in await self.messages(chat)]

    async def newest(self, chat: int) -> JSON:
        return (await self.messages(chat))[-1]

    async def button(self, chat: int, data: str, *, on: str = "") -> tuple[int, str]:
        """Wait for a button whose callback data begins so; return its message and the whole data."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                found = find_button(await self.messages(chat), data, on)
                if found is not None:
                    return found
                await asyncio.sleep(0.05)

    async def saw(self, chat: int, words: str) -> str:
        """Wait for a message with these words, spaces of any kind alike; return the newest such text."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                for text in reversed(await self.texts(chat)):
                    if words in plain(text):
                        return plain(text)
                await asyncio.sleep(0.05)

    async def card(self, chat: int) -> JSON:
        """Return the newest card in a chat: the message that lists the cart's lines."""
        cards = [message for message in await self.messages(chat) if message.get("text", "").startswith("🛒")]
        return cards[-1]

    async def alerts(self, person: int) -> list[tuple[int, str]]:
        """Return the numbers and words of the alerts that a person got, in the order they came."""
        found = [re.match(r"🔔 \D*(\d+)\n(.*)", text, re.DOTALL) for text in await self.texts(person)]
        return [(int(match[1]), plain(match[2])) for match in found if match]

    async def alert(self, person: int, words: str) -> JSON:
        """Return the newest alert with these words that no press has turned into a screen yet."""
        got = [one for one in await self.messages(person) if one.get("text", "").startswith("🔔")]
        return next(one for one in reversed(got) if words in plain(one["text"]))

    def unanswered(self) -> list[str]:
        """Return the presses that were not answered exactly once, in time."""
        return [
            query
            for query in self.pressed
            if len(self._answers.get(query, ())) != 1 or self._answers[query][0]["expired"]
        ]

    async def _listen(self, known: int) -> None:
        """Follow the page's events for what no message shows: answers to presses, what the bot fetched."""
        name = ""
        with suppress(ClientPayloadError, ClientConnectionError):
            async with self._session.get("/ui/events", params={"after": known}) as stream:
                async for raw in stream.content:
                    field, _, value = raw.decode().rstrip("\n").partition(": ")
                    if field == "event":
                        name = value
                    elif field == "data":
                        self._note(name, json.loads(value))

    def _note(self, name: str, event: JSON) -> None:
        if name == "callback_answer":
            self._answers.setdefault(event["callback_id"], []).append(event)
        elif name == "update" and event["state"] == "delivered":
            self.fetched.add(event["update_id"])

    # -- what every story begins with

    async def found_family(self, name: str, organizer: int = MUM, *, proof: str = "Подтвердить номер") -> str:
        """Found a family by pressing and typing, and return the link of its first invitation."""
        await self.say(organizer, "/start")
        await self.tap(organizer, "go:found")
        await self.until_asked(organizer, proof)
        await self.share_contact(organizer)
        await self.until_asked(organizer, "")
        await self.say(organizer, name)
        await self.tap(organizer, "go:invite", on=name)
        return await self.invitation(organizer)

    async def until_asked(self, person: int, label: str) -> None:
        """Wait until the phone offers a keyboard with this button, or none when there is no label."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                chat = next(chat for chat in (await self.state())["chats"] if chat["id"] == person)
                keyboard = chat["reply_keyboard"][str(person)] or {}
                labels = [button["text"] for row in keyboard.get("keyboard", ()) for button in row]
                if any(label in one for one in labels) if label else not labels:
                    return
                await asyncio.sleep(0.05)

    async def invitation(self, organizer: int) -> str:
        """Wait for the newest invitation that the organizer was shown; return its link."""
        text = await self.saw(organizer, "start=f_")
        link = re.search(r"https://t\.me/\S+", text)
        assert link is not None
        return link[0]

    async def join(self, link: str, *people: int) -> None:
        """Let people join one after another."""
        for person in people:
            await self.open_link(person, link)
            await self.tap(person, "join:")


def find_button(messages: list[JSON], data: str, on: str = "") -> tuple[int, str] | None:
    """Return the newest message that has a button whose data begins so, and the whole data."""
    for message in reversed(messages):
        if on not in plain(message.get("text", "")):
            continue
        for row in message.get("reply_markup", {}).get("inline_keyboard", ()):
            for button in row:
                if button.get("callback_data", "").startswith(data):
                    return message["message_id"], button["callback_data"]
    return None


def labels(message: JSON) -> list[str]:
    """Return what stands on a message's buttons."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", ())
    return [button["text"] for row in rows for button in row]


def plain(text: str) -> str:
    """Return the text with ordinary spaces: amounts have spaces that do not break."""
    return re.sub(r"[^\S\n]", " ", text)
