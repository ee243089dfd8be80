"""Families that agree each in a way of its own: founded, told how to vote, and asked about a line."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.stories.process import until

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.stories.story import Story


_VOTE_UNTIL = "SELECT vote_until FROM families WHERE id = ?"


@dataclass(frozen=True)
class Home:
    """Three adults: the organizer, the author of the line, and one who is late; and the line."""

    way: str
    family: int
    organizer: int
    author: int
    late: int
    line: int


async def found_homes(story: Story, ways: Mapping[str, str | None]) -> dict[str, Home]:
    """Found families side by side; each votes as its organizer taps, until when they type, if they do."""
    homes = await asyncio.gather(*(_found_home(story, way, typed) for way, typed in ways.items()))
    await story.settled()
    return {home.way: home for home in homes}


async def _found_home(story: Story, way: str, until_when: str | None) -> Home:
    phones = story.phones
    made = await phones.act(
        "new_person", first_name=f"Мама {way}", language_code="ru", phone_number="+79161230000"
    )
    organizer = made["person"]["id"]
    author, late = [await phones.new_person(f"{name} {way}") for name in ("Папа", "Бабушка")]
    link = await phones.found_family(f"Дом {way}", organizer)
    await phones.join(link, author, late)
    family = story.one("SELECT family_id FROM members WHERE person_id = ?", organizer)
    await phones.say(organizer, "/settings")
    await phones.tap(organizer, "go:family_settings")
    await phones.tap(organizer, "custom:voting")
    for value in dict.fromkeys(("off", way)):  # majority is there to begin with
        await phones.tap(organizer, f"set:{family}:voting:{value}")
    if until_when is not None:
        await phones.tap(organizer, "go:family_settings")
        await phones.tap(organizer, "custom:until")
        await phones.tap(organizer, "settype:until")
        await phones.saw(organizer, "До какого времени ждать голосов?")
        await phones.say(organizer, until_when)
        await until(lambda: story.one(_VOTE_UNTIL, family) != "24h", "the deadline")
    await phones.say(author, "/add шкаф 5000 р")
    await until(lambda: _line_of(story, family), "the line")
    return Home(way, family, organizer, author, late, _line_of(story, family))


def _line_of(story: Story, family: int) -> int:
    line: int = story.one("SELECT id FROM items WHERE family_id = ?", family) or 0
    return line


async def cast(story: Story, home: Home, person: int, choice: int) -> None:
    """Vote on the family's line, from the card."""
    await story.phones.say(person, "/cart")
    answer = await story.phones.tap(person, f"v:{home.line}:1:{choice}")
    assert not answer.is_alert, answer.text


def standings(story: Story, homes: dict[str, Home]) -> dict[str, str]:
    """Return where each family's line stands, by the family's way."""
    found = dict(story.rows("SELECT id, standing FROM items"))
    return {way: found[home.line] for way, home in homes.items()}
