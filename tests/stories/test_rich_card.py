"""A family switches to the card as a rich message, over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sandbox.fixtures import DAD, MUM

if TYPE_CHECKING:
    from tests.stories.story import Story

pytestmark = pytest.mark.process


async def test_a_family_has_its_card_as_a_rich_message(story: Story) -> None:
    await story.start_bot()
    phones = story.phones
    await phones.join(await phones.found_family("Ивановы"), DAD)
    await phones.say(DAD, "/add чайник 4500 р")
    await phones.say(MUM, "/family")
    await phones.tap(MUM, "go:family_settings")
    await phones.tap(MUM, "custom:card")
    await phones.tap(MUM, "set:1:card:1")
    await phones.say(MUM, "/cart")
    await story.settled()
    rich = [one for one in await phones.messages(MUM) if "rich_message" in one]
    assert "чайник" in str(rich[-1])
    story.judge()
