"""A family that reads English chooses its people, and goes on without its organizer, over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.stories.days import Days
from tests.stories.process import until

if TYPE_CHECKING:
    from tests.stories.phones import Phones
    from tests.stories.story import Story

pytestmark = pytest.mark.process


async def newcomer(phones: Phones, name: str, number: str) -> int:
    """Somebody whose Telegram is in English."""
    made = await phones.act("new_person", first_name=name, language_code="en", phone_number=number)
    person: int = made["person"]["id"]
    return person


async def test_people_are_chosen_and_a_successor_follows(story: Story) -> None:  # noqa: PLR0915  # one family
    days, phones = Days(story), story.phones
    await days.start()
    anna, ben, grace, zoe = [
        await newcomer(phones, name, f"+7916000000{digit}")
        for digit, name in enumerate(("Anna", "Ben", "Grace", "Zoe"))
    ]
    for person in (ben, grace):
        await phones.say(person, "/start")

    # Anna founds a family and chooses three people: two whom the bot knows, and one who gets her link.
    await phones.say(anna, "/start")
    await phones.tap(anna, "go:found")
    await phones.until_asked(anna, "Confirm my number")
    await phones.share_contact(anna)
    await phones.until_asked(anna, "")
    await phones.say(anna, "The Smiths")
    await phones.saw(anna, "The family The Smiths is ready")
    await phones.say(anna, "/family")
    await phones.tap(anna, "go:invites")
    await phones.tap(anna, "go:choose")
    await phones.until_asked(anna, "Choose")
    chat = next(chat for chat in (await phones.state())["chats"] if chat["id"] == anna)
    label = chat["reply_keyboard"][str(anna)]["keyboard"][0][0]["text"]
    await phones.share_users(anna, label, ben, grace, zoe)
    await phones.saw(anna, "I have invited: Ben, Grace.\n✉️ I cannot write to: Zoe.")
    await phones.saw(anna, "For 1 person, until 9 Mar, 12:00")
    await phones.tap(ben, "open:", on="Anna invites you to the family “The Smiths”")
    await phones.tap(ben, "join:")
    await phones.tap(grace, "open:")
    await phones.tap(grace, "notjoin:")
    await phones.saw(grace, "The invitation still works if you change your mind.")
    await phones.open_link(zoe, await phones.invitation(anna))
    await phones.tap(zoe, "join:")
    await phones.tap(grace, "open:")
    await phones.tap(grace, "join:")
    await phones.saw(grace, "Welcome to The Smiths! There are 4 people now.")
    await story.settled()

    # Two weeks without her: Ben is chosen first and declines, Grace is chosen next and accepts.
    await phones.act("block", person=anna)
    await story.settled()
    await days.pass_(days=14, hours=1)
    for voter, chosen in ((grace, ben), (zoe, ben)):
        await phones.tap(voter, "go:succession")
        await phones.tap(voter, f"successor:{chosen}")
    await phones.tap(ben, "nothanks:", on="The adults of “The Smiths” want you to be the organizer")
    await phones.saw(grace, "Ben did not become the organizer of “The Smiths”. Please choose again.")
    for voter, chosen in ((zoe, grace), (ben, grace)):
        await phones.tap(voter, "go:succession")
        await phones.tap(voter, f"successor:{chosen}")
    await phones.tap(grace, "accept:")
    await phones.until_asked(grace, "Confirm my number")
    await phones.share_contact(grace)
    await phones.saw(grace, "You are the organizer of The Smiths now")
    assert story.one("SELECT organizer_id FROM families") == grace
    await phones.saw(zoe, "Grace is the organizer of “The Smiths” now.")

    await phones.act("unblock", person=anna)
    missed = await phones.saw(anna, "While you were away")
    assert "Grace is the organizer of “The Smiths” now. You stay in it" in missed
    await until(lambda: not story.undelivered(), "everything told")
    story.judge()
