from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from sandbox.fixtures import DAD, KID, MUM
from tests.stories.phones import find_button, labels

if TYPE_CHECKING:
    from tests.stories.phones import Phones
    from tests.stories.story import Story

pytestmark = pytest.mark.process

FAMILY = "Ивановы & <Ко>"


@dataclass
class Household:
    """Seven people with the names that people have, and a neighbour for whom there is no seat."""

    story: Story
    phones: Phones
    pyotr: int
    sasha: int
    anya: int
    granny: int
    neighbour: int

    @property
    def joiners(self) -> list[int]:
        return [DAD, KID, self.pyotr, self.sasha, self.anya, self.granny]

    @property
    def everybody(self) -> list[int]:
        return [MUM, *self.joiners]

    async def names(self) -> dict[int, str]:
        people = (await self.phones.state())["people"]
        return {person["id"]: person["first_name"] for person in people}

    async def lines_on_card(self, person: int) -> list[str]:
        text = (await self.phones.card(person))["text"]
        return [line for line in text.splitlines() if re.match(r"\d+\. ", line)]

    async def vote(self, person: int, title: str, column: int) -> None:
        """Press 👍 (column 3) or 👎 (column 4) in the row of a line on the person's card."""
        card = await self.phones.card(person)
        number = re.search(rf"^(\d+)\. .*{re.escape(title)}", card["text"], re.MULTILINE)
        assert number is not None, card["text"]
        rows = card["reply_markup"]["inline_keyboard"]
        row = next(row for row in rows if row[1]["text"].startswith(f"{number[1]}: "))
        assert row[column]["text"].startswith("👍" if column == 3 else "👎")
        answer = await self.phones.tap_on(card, person, row[column]["callback_data"])
        assert title in answer.text

    async def last_alert(self, person: int) -> str:
        return (await self.phones.alerts(person))[-1][1]

    def order(self) -> int:
        order: int = self.story.one("SELECT id FROM orders")
        return order

    def state(self) -> str:
        state: str = self.story.one("SELECT state FROM orders")
        return state


async def test_a_family_of_seven_from_founding_to_leaving(story: Story) -> None:
    bot = await story.start_bot()
    people = ("Пётр <b>", "Саша & Ко", "Аня 🎈", "Бабушка", "Сосед")
    home = Household(story, story.phones, *[await story.phones.new_person(name) for name in people])
    seen = await six_join_and_the_organizer_is_told_of_each(home)
    await the_eighth_is_refused_kindly(home, *seen)
    await everybody_fills_the_cart(home)
    await the_majority_decides_and_everybody_sees_it(home)
    await the_organizer_checks_out(home)
    shares = await one_of_two_pays(home)
    await everybody_settles(home, shares)
    await the_goods_arrive(home)
    await one_leaves(home)
    ((organizer, gathered),) = story.rows(
        "SELECT recipient_id, number FROM alerts WHERE gathering IS NOT NULL"
    )
    assert organizer == MUM  # is told in an hour who found no seat
    for person in home.everybody:
        numbers = sorted(story.alert_numbers(person) + ([gathered] if person == MUM else []))
        assert numbers == list(range(1, len(numbers) + 1))
    assert story.alert_numbers(home.neighbour) == []
    story.judge()
    assert await bot.stop() == 0


async def six_join_and_the_organizer_is_told_of_each(home: Household) -> tuple[int, str]:
    """Return the button to join that the neighbour saw while there was a seat."""
    phones = home.phones
    link = await phones.found_family(FAMILY)
    await phones.open_link(home.neighbour, link)
    await phones.tap(MUM, "qr:")
    assert FAMILY in (await phones.newest(MUM))["caption"]  # under a photo that was uploaded
    seen = await phones.button(home.neighbour, "join:")
    await phones.tap(home.neighbour, "notjoin:")  # the last seat was kept for who reads
    for taken, person in enumerate(home.joiners, start=1):
        await phones.open_link(person, link)
        assert f"{taken} " in await phones.saw(person, FAMILY)
        await phones.tap(person, "join:")
    await home.story.settled()
    told = await phones.alerts(MUM)
    assert [number for number, _ in told] == [1, 2, 3, 4, 5, 6, 7]
    names = await home.names()
    *joined, (_, last_seat) = told
    for person, (_, words) in zip(home.joiners, joined, strict=True):
        assert names[person] in words
        assert FAMILY in words
    assert FAMILY in last_seat
    assert not any(names[person] in last_seat for person in home.joiners)
    return seen


async def the_eighth_is_refused_kindly(home: Household, message: int, join: str) -> None:
    phones, neighbour = home.phones, home.neighbour
    late = await phones.answer(await phones.press_exactly(neighbour, neighbour, message, join))
    assert late.is_alert
    assert FAMILY in late.text
    link = await phones.invitation(MUM)
    await phones.open_link(neighbour, link)
    await home.story.settled()
    refusal = await phones.newest(neighbour)
    assert find_button([refusal], "join:") is None
    assert find_button([refusal], "go:") is not None
    assert home.story.one("SELECT count(*) FROM members") == 7


async def everybody_fills_the_cart(home: Household) -> None:
    phones = home.phones
    await phones.tap(MUM, "go:add", on=FAMILY)
    await phones.say(MUM, "молоко 2 шт 89,90\nхлеб 54,50")
    await phones.say(DAD, "/add телевизор 19 999,99")
    await phones.say(KID, "/add мороженое 3 шт 99,99; кубики")
    await phones.say(home.sasha, "/add сыр <с дырками> 1 250,00\nсоль 15 ₽")
    await home.story.settled()  # a card has eight lines a page: these come first
    await phones.say(home.pyotr, "/add чай 100 г 333,33")
    await phones.say(home.anya, "/add !шарики 7 шт 10,01")
    await phones.say(home.granny, "/add пряники & мёд 120,00")
    await home.story.settled()
    assert home.story.one("SELECT count(*) FROM items") == 10
    assert "молоко" in await phones.saw(MUM, "179,80")


async def the_majority_decides_and_everybody_sees_it(home: Household) -> None:
    phones, story = home.phones, home.story
    for person in home.everybody:
        await phones.say(person, "/cart")
    await story.settled()
    for person in (DAD, KID, home.pyotr, home.granny):
        await home.vote(person, "телевизор", 3)
    for person in (MUM, DAD, home.pyotr, home.granny):
        await home.vote(person, "сыр", 4)
    for person, column in ((KID, 3), (DAD, 4), (home.anya, 3), (MUM, 3), (home.granny, 3)):
        await home.vote(person, "кубики", column)
    await story.cards_shown()
    standings = dict(story.rows("SELECT title, standing FROM items WHERE standing <> 'free'"))
    assert standings == {"телевизор": "approved", "сыр <с дырками>": "rejected", "кубики": "approved"}
    for person in home.everybody:
        shown = await home.lines_on_card(person)
        assert {line[3] for line in shown if "телевизор" in line or "кубики" in line} == {"✅"}
        assert {line[3] for line in shown if "сыр" in line} == {"❌"}
        assert any(line.endswith("– Аня 🎈") for line in shown)

    family = story.one("SELECT id FROM families")
    await phones.tap(home.granny, f"p:{family}:1")
    await story.cards_shown()
    assert any(line.endswith("– Пётр <b>") for line in await home.lines_on_card(home.granny))

    ((item, version),) = story.rows("SELECT id, version FROM items WHERE title = 'телевизор'")
    card = await phones.card(home.anya)
    late = await phones.press_exactly(home.anya, home.anya, card["message_id"], f"v:{item}:{version}:-1")
    assert (await phones.answer(late)).is_alert


async def the_organizer_checks_out(home: Household) -> None:
    phones, story = home.phones, home.story
    await phones.tap(MUM, "go:checkout")
    await phones.tap(MUM, "price:", on="кубики")
    await phones.saw(MUM, "89,90")  # the example in the question
    await phones.say(MUM, "45,55")
    await phones.tap(MUM, "lock:")
    await story.settled()
    assert story.one("SELECT minor FROM orders") == 2_111_821
    assert story.rows("SELECT title FROM items") == [("сыр <с дырками>",)]
    for person in home.joiners:
        assert "21 118,21" in await home.last_alert(person)


async def one_of_two_pays(home: Household) -> dict[int, int]:
    """Two want to pay, and one of them is told who does; return everybody's share in kopecks."""
    phones, story, order = home.phones, home.story, home.order()
    for person in (home.sasha, DAD):
        await phones.tap(person, f"o:{order}")
        await phones.button(person, f"take:{order}")
    assert not (await phones.tap(home.sasha, f"take:{order}")).is_alert
    refused = await phones.tap(DAD, f"take:{order}")
    assert refused.is_alert
    assert "Саша & Ко" in refused.text
    await phones.tap(home.sasha, f"paid:{order}")
    await story.settled()
    shares = {
        MUM: 23_430,
        DAD: 1_999_999,
        KID: 34_552,
        home.pyotr: 33_333,
        home.sasha: 1_500,
        home.anya: 7_007,
        home.granny: 12_000,
    }
    assert dict(story.rows("SELECT person_id, minor FROM shares WHERE order_id = ?", order)) == shares
    due = {MUM: "234,30", DAD: "19 999,99", KID: "345,52", home.pyotr: "333,33", home.anya: "70,07"}
    for person, amount in due.items():
        words = await home.last_alert(person)
        assert amount in words
        assert "Саша & Ко" in words
    return shares


async def everybody_settles(home: Household, shares: dict[int, int]) -> None:
    """Everybody sends their share to who paid; what did not arrive is sent again."""
    phones, story, order, payer = home.phones, home.story, home.order(), home.sasha
    balances = {person: -minor for person, minor in shares.items() if person != payer}
    balances[payer] = 2_111_821 - 1_500
    assert story.balances() == balances
    for person in shares.keys() - {payer}:
        await phones.tap(person, f"sent:{order}:1")
    await story.settled()
    question = await phones.alert(payer, "19 999,99")
    assert any("Получено" in label for label in labels(question))
    assert any("Не пришло" in label for label in labels(question))
    await phones.tap_on(question, payer, "got:", ending=":0")
    await story.settled()
    assert "19 999,99" in await home.last_alert(DAD)
    assert story.balances() == balances
    await phones.tap(DAD, f"sent:{order}:2")
    await story.settled()
    names = await home.names()
    for person in shares.keys() - {payer}:
        question = await phones.alert(payer, names[person])
        await phones.tap_on(question, payer, "got:", ending=":1")
        balances[person] = 0
        balances[payer] -= shares[person]
        assert story.balances() == balances
    assert set(balances.values()) == {0}
    assert story.one("SELECT count(*) FROM payments WHERE state = 'rejected'") == 1
    assert home.state() == "paid"


async def the_goods_arrive(home: Household) -> None:
    await home.phones.tap(home.granny, f"o:{home.order()}")
    await home.phones.tap(home.granny, f"goods:{home.order()}")
    await home.story.settled()
    assert home.state() == "closed"
    for person in set(home.everybody) - {home.granny}:
        assert "Бабушка" in await home.last_alert(person)


async def one_leaves(home: Household) -> None:
    phones, story, pyotr = home.phones, home.story, home.pyotr
    await phones.say(pyotr, "/add пастила 200 г 90")
    await phones.say(pyotr, "/leave")
    consequences = await phones.saw(pyotr, FAMILY)
    assert len(consequences.splitlines()) >= 3
    family = story.one("SELECT id FROM families")
    await phones.tap(pyotr, f"leave:{family}:1")
    await story.cards_shown()
    number, words = (await phones.alerts(MUM))[-1]
    assert number == max(story.alert_numbers(MUM))
    assert "Пётр <b>" in words
    assert story.one("SELECT count(*) FROM members") == 6
    assert story.one("SELECT author_id FROM items WHERE title = 'пастила'") == MUM
    assert any("пастила" in line for line in await home.lines_on_card(MUM))
