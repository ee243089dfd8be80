"""A family changes: who is in it, who organises it, and that it ends and comes back, over HTTP."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sandbox.fixtures import DAD, KID, MUM

if TYPE_CHECKING:
    from tests.stories.phones import Phones
    from tests.stories.story import Story

pytestmark = pytest.mark.process

FAMILY = "Ивановы & <Ко>"


async def organizer(story: Story) -> int:
    found: int = story.one("SELECT organizer_id FROM families")
    return found


async def in_family(story: Story) -> set[int]:
    return {person for (person,) in story.rows("SELECT person_id FROM members")}


async def tap_label(phones: Phones, person: int, label: str) -> None:
    """Press the newest button whose label contains this."""
    message, data = next(
        (message["message_id"], button["callback_data"])
        for message in reversed(await phones.messages(person))
        for row in message.get("reply_markup", {}).get("inline_keyboard", ())
        for button in row
        if label in button["text"] and "callback_data" in button
    )
    await phones.answer(await phones.press_exactly(person, person, message, data))


async def test_a_family_from_invitations_by_the_bot_to_its_end_and_back(  # noqa: PLR0915  # one evening
    story: Story,
) -> None:
    bot = await story.start_bot()
    phones = story.phones
    granny = await phones.new_person("Бабушка <i>")
    await phones.say(DAD, "/start")
    await phones.say(granny, "/start")

    # Мама chooses people: the bot invites who knows it, and gives her a link for who does not.
    await phones.found_family(FAMILY)
    await phones.say(MUM, "/family")
    await phones.tap(MUM, "go:invites")
    await phones.tap(MUM, "go:choose")
    await phones.until_asked(MUM, "Выбрать")
    asked = (await phones.state())["chats"]
    keyboard = next(chat for chat in asked if chat["id"] == MUM)["reply_keyboard"][str(MUM)]["keyboard"]
    await phones.share_users(MUM, keyboard[0][0]["text"], DAD, KID)
    await phones.until_asked(MUM, "")
    await phones.tap(DAD, "open:")
    await phones.tap(DAD, "join:")
    link = await phones.invitation(MUM)
    await phones.open_link(KID, link)
    await phones.tap(KID, "join:")

    # Бабушка asks to join, and Мама agrees.
    await phones.say(MUM, "/invite")
    await story.settled()
    await tap_label(phones, MUM, "С моего согласия")
    await phones.saw(MUM, "сможет попроситься")
    await phones.open_link(granny, await phones.invitation(MUM))
    await phones.tap(granny, "join:")
    await phones.saw(MUM, "Бабушка")
    await phones.tap(MUM, "answer:", on="Бабушка")
    await story.settled()
    assert await in_family(story) == {MUM, DAD, KID, granny}

    # The role goes to Папа, who shows his number; then he removes Ребёнок, who may not come back.
    await phones.say(MUM, "/family")
    await phones.tap(MUM, "go:members")
    await phones.tap(MUM, f"member:{DAD}")
    await phones.tap(MUM, "handover:")
    await phones.tap(MUM, "offer:")
    await phones.tap(DAD, "accept:")
    await phones.until_asked(DAD, "Подтвердить номер")
    await phones.share_contact(DAD)
    await phones.saw(DAD, "организатор")
    await story.settled()
    assert await organizer(story) == DAD
    await phones.saw(MUM, "Теперь организатор")
    await phones.say(DAD, "/family")
    await phones.tap(DAD, "go:members")
    await phones.tap(DAD, f"member:{KID}")
    await phones.tap(DAD, "removal:")
    await phones.tap(DAD, "removal:")
    await phones.tap(DAD, "remove:")
    await story.settled()
    assert await in_family(story) == {MUM, DAD, granny}
    await phones.say(DAD, "/invite")
    await phones.open_link(KID, await phones.invitation(DAD))
    await story.settled()
    assert KID not in await in_family(story)

    # Бабушка takes her data along and is forgotten.
    await phones.say(granny, "/export")
    await phones.saw(granny, "Всё, что")
    document = next(one["document"] for one in await phones.messages(granny) if "document" in one)
    exported = json.loads(story.engine.world.files[document["file_id"]].content)
    assert exported["profile"]["telegram_id"] == granny
    await phones.say(granny, "/forget_me")
    await phones.tap(granny, "forget")
    await story.settled()
    assert await in_family(story) == {MUM, DAD}
    assert story.one("SELECT count(*) FROM people WHERE name LIKE 'Бабушка%'") == 0

    # Папа disbands the family and brings it back; Мама comes back.
    await phones.say(DAD, "/family")
    await phones.tap(DAD, "go:family_settings")
    await phones.tap(DAD, "go:disband")
    await phones.say(DAD, FAMILY)
    await story.settled()
    assert await in_family(story) == set()
    await phones.say(DAD, "/start")
    await phones.tap(DAD, "archive:")
    await phones.tap(DAD, "revive:")
    await phones.tap(MUM, "comeback:")
    await story.settled()
    assert await in_family(story) == {MUM, DAD}
    assert await organizer(story) == DAD
    story.judge()
    assert await bot.stop() == 0
