"""Inline mode: people ask the bot in any chat by typing its name, and send what it offers as their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.chats import Impossible
from sandbox.world import JSON, InlineQuery

if TYPE_CHECKING:
    from sandbox.engine import Engine
    from sandbox.people import People
    from sandbox.world import Chat, InlineAnswer

LONGEST_QUERY = 256
QUERY_LIFETIME = 30.0  # seconds in the queue of updates
FEEDBACK_LIFETIME = 600.0
KEPT_QUERIES = 100


class Inline:
    """What people type after the bot's name, and what they choose of its answers."""

    def __init__(self, engine: Engine, people: People) -> None:
        self._engine = engine
        self._people = people

    def ask_inline(self, person: int, chat: int, query: str = "", offset: str = "") -> JSON:
        """Type `@bot query` in a chat, in which the bot need not be, and get the id of the query.

        Telegram itself answers what the bot answered lately, as far as `cache_time` and `is_personal` let it.

        Args:
            person: Who types.
            chat: Where; what is chosen is sent there.
            query: What stands after the bot's name.
            offset: The `next_offset` of an answer, to see more of it.
        """
        user, place = self._people.place(person, chat)
        engine, world = self._engine, self._engine.world
        if not world.bot.inline_mode:
            raise Impossible("the bot has no inline mode")
        if len(query) > LONGEST_QUERY:
            raise Impossible(f"a query has at most {LONGEST_QUERY} characters")
        asked = InlineQuery(str(engine.new_id()), person, chat, query, offset, engine.now())
        asked.answer = self._known(asked, place)
        world.inline_queries[asked.id] = asked
        if len(world.inline_queries) > KEPT_QUERIES:
            del world.inline_queries[next(iter(world.inline_queries))]
        if asked.answer:
            tell_results(engine, asked)
        else:
            payload = {"id": asked.id, "from": user.as_seen(), "query": query, "offset": offset}
            payload["chat_type"] = _kind(place)
            engine.updates.push("inline_query", payload, f"inline {person}", QUERY_LIFETIME)
        return {"inline_query_id": asked.id}

    def inline_results(self, person: int, inline_query_id: str) -> JSON:
        """What the phone shows for a query: `results`, `button` and `next_offset`, once it is `answered`."""
        return on_page(self._asked(person, inline_query_id))

    def choose_inline(
        self, person: int, inline_query_id: str, result_id: str, thread: int | None = None
    ) -> JSON:
        """Send one of the results into the chat where the person asked.

        Args:
            person: Who asked.
            inline_query_id: What they asked.
            result_id: Which one.
            thread: The topic to send it to.

        Returns:
            `message_id`, and the `inline_message_id`, None for a message without a keyboard.
        """
        query = self._asked(person, inline_query_id)
        user, place = self._people.place(person, query.chat)
        results = query.answer.results if query.answer else []
        chosen = next((result for result in results if result["id"] == result_id), None)
        if chosen is None:
            raise Impossible(f"there is no result {result_id!r} to choose")
        if thread is not None and thread not in place.topics:
            raise Impossible(f"there is no topic {thread}")
        engine, bot = self._engine, self._engine.world.bot
        content = {"via_bot": bot.as_seen(), **chosen["content"]}
        named = f"AgAAA{engine.new_id():016x}" if "reply_markup" in content else None
        sent = self._people.write(user, place, content, thread=thread, inline_message_id=named)
        if bot.inline_feedback:
            told: JSON = {"result_id": result_id, "from": user.as_seen(), "query": query.query}
            if named:
                told["inline_message_id"] = named
            engine.updates.push("chosen_inline_result", told, f"inline {person}", FEEDBACK_LIFETIME)
        return {**sent, "inline_message_id": named}

    def press_above_inline(self, person: int, inline_query_id: str) -> JSON:
        """Press the button above the results, which leads to the private chat and starts the bot there."""
        query = self._asked(person, inline_query_id)
        button = query.answer.button if query.answer else None
        if button is None:
            raise Impossible("there is no button above the results")
        url = f"https://t.me/{self._engine.world.bot.username}?start={button['start_parameter']}"
        return self._people.open_link(person, url)

    def _asked(self, person: int, inline_query_id: str) -> InlineQuery:
        query = self._engine.world.inline_queries.get(inline_query_id)
        if query is None or query.person != person:
            raise Impossible("the query is gone")
        return query

    def _known(self, asked: InlineQuery, place: Chat) -> InlineAnswer | None:
        """A fresh answer to the same question, asked in a chat of the same kind."""
        chats = self._engine.world.chats
        question = (asked.query, asked.offset, _kind(place))
        for query in reversed(self._engine.world.inline_queries.values()):
            answer = query.answer
            if answer is None or answer.fresh_until <= asked.asked:
                continue
            is_for_them = query.person == asked.person or not answer.is_personal
            if is_for_them and question == (query.query, query.offset, _kind(chats[query.chat])):
                return answer
        return None


def on_page(query: InlineQuery) -> JSON:
    """The page's INLINE."""
    answer = query.answer
    return {
        "inline_query_id": query.id,
        "person": query.person,
        "chat_id": query.chat,
        "answered": answer is not None,
        "results": answer.results if answer else [],
        "button": answer.button if answer else None,
        "next_offset": answer.next_offset if answer else "",
    }


def tell_results(engine: Engine, query: InlineQuery) -> None:
    """The list under the input field fills."""
    engine.events.tell("inline_results", on_page(query))


def _kind(chat: Chat) -> str:
    """The Bot API's chat_type: a person's private chat with the bot is their own."""
    return "sender" if chat.is_private else chat.type
