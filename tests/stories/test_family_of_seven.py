from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from sandbox.fixtures import DAD, KID, MUM
from tests.stories.phones import find_button, find_data, labels, plain

if TYPE_CHECKING:
    from tests.stories.phones import Phones
    from tests.stories.story import Story

pytestmark = pytest.mark.process

FAMILY = "Ивановы & <Ко>"


async def vote(phones: Phones, person: int, title: str, choice: int) -> None:
    """Press 👍 (1) or 👎 (-1) in the row of a line on the person's card."""
    card = await phones.card(person)
    number = re.search(rf"^(\d+)\. .*{re.escape(title)}", card["text"], re.MULTILINE)
    assert number is not None, card["text"]
    rows = card["reply_markup"]["inline_keyboard"]
    row = next(row for row in rows if row[1]["text"].startswith(f"{number[1]}: "))
    button = row[3 if choice == 1 else 4]
    assert button["text"].startswith("👍" if choice == 1 else "👎")
    answer = await phones.answer(
        await phones.press_exactly(person, person, card["message_id"], button["callback_data"])
    )
    assert title in answer.text


async def test_a_family_of_seven_from_founding_to_leaving(story: Story) -> None:
    phones = story.phones
    bot = await story.start_bot()
    pyotr = await phones.new_person("Пётр <b>")
    sasha = await phones.new_person("Саша & Ко")
    anya = await phones.new_person("Аня 🎈")
    granny = await phones.new_person("Бабушка")
    neighbour = await phones.new_person("Сосед")
    joiners = [DAD, KID, pyotr, sasha, anya, granny]
    everybody = [MUM, *joiners]
    names = {person["id"]: person["first_name"] for person in (await phones.state())["people"]}

    # Founded, and joined by six.
    link = await phones.found_family(FAMILY)
    await phones.open_link(neighbour, link)
    await phones.button(neighbour, "join:")
    for place, person in enumerate(joiners, start=2):
        await phones.open_link(person, link)
        invitation = await phones.saw(person, FAMILY)
        assert f"{place - 1}" in invitation
        await phones.tap(person, "join:")
    await story.settled()
    told = await phones.alerts(MUM)
    assert [number for number, _ in told] == [1, 2, 3, 4, 5, 6, 7]
    for person, (_, words) in zip(joiners, told, strict=False):
        assert names[person] in words
        assert FAMILY in words
    assert FAMILY in told[6][1]
    assert not any(names[person] in told[6][1] for person in joiners)

    # The eighth is told so, whether they looked in time or not.
    late = await phones.tap(neighbour, "join:")
    assert late.is_alert
    assert FAMILY in late.text
    await phones.open_link(neighbour, link)
    await story.settled()
    refusal = await phones.newest(neighbour)
    assert find_button([refusal], "join:") is None
    assert find_button([refusal], "go:") is not None
    assert story.one("SELECT count(*) FROM members") == 7

    # Everybody fills the cart.
    await phones.tap(MUM, "go:add", on=FAMILY)
    await phones.say(MUM, "молоко 2 шт 89,90\nхлеб 54,50")
    await phones.say(DAD, "/add телевизор 19 999,99")
    await phones.say(KID, "/add мороженое 3 шт 99,99; кубики")
    await phones.say(sasha, "/add сыр <с дырками> 1 250,00\nсоль 15 ₽")
    await story.settled()
    await phones.say(pyotr, "/add чай 100 г 333,33")
    await phones.say(anya, "/add !шарики 7 шт 10,01")
    await phones.say(granny, "/add пряники & мёд 120,00")
    await story.settled()
    assert story.one("SELECT count(*) FROM items") == 10
    assert "молоко" in await phones.saw(MUM, "179,80")

    # Everybody opens the card and votes; the results come before all have voted.
    for person in everybody:
        await phones.say(person, "/cart")
    await story.settled()
    for person in (DAD, KID, pyotr, granny):
        await vote(phones, person, "телевизор", 1)
    for person in (MUM, DAD, pyotr, granny):
        await vote(phones, person, "сыр", -1)
    for person, choice in ((KID, 1), (DAD, -1), (anya, 1), (MUM, 1), (granny, 1)):
        await vote(phones, person, "кубики", choice)
    seen = await phones.card(anya)
    await story.cards_shown()
    standings = dict(story.rows("SELECT title, standing FROM items WHERE standing <> 'free'"))
    assert standings == {"телевизор": "approved", "сыр <с дырками>": "rejected", "кубики": "approved"}
    for person in everybody:
        shown = {line for line in (await phones.card(person))["text"].splitlines() if re.match(r"\d+\. ", line)}
        assert {line[3] for line in shown if "телевизор" in line or "кубики" in line} == {"✅"}
        assert {line[3] for line in shown if "сыр" in line} == {"❌"}
        assert any("Аня 🎈" in line for line in shown)
    family = story.one("SELECT id FROM families")
    await phones.tap(granny, f"p:{family}:1")
    await story.cards_shown()
    assert "– Пётр <b>" in (await phones.card(granny))["text"]
    stale = find_button([seen], "v:")
    assert stale is not None
    (over,) = story.rows("SELECT id, version FROM items WHERE title = 'телевизор'")
    query = await phones.press_exactly(anya, anya, seen["message_id"], f"v:{over[0]}:{over[1]}:-1")
    assert (await phones.answer(query)).is_alert

    # Checked out; the price that is missing is asked for.
    await phones.tap(MUM, "go:checkout")
    await phones.tap(MUM, "price:", on="кубики")
    await phones.saw(MUM, "89,90")  # an example in the question
    await phones.say(MUM, "45,55")
    await phones.tap(MUM, "lock:")
    await story.settled()
    order = story.one("SELECT id FROM orders")
    shares = {MUM: 23_430, DAD: 1_999_999, KID: 34_552, pyotr: 33_333, sasha: 1_500, anya: 7_007, granny: 12_000}
    assert dict(story.rows("SELECT person_id, minor FROM shares WHERE order_id = ?", order)) == shares
    assert story.one("SELECT minor FROM orders") == sum(shares.values()) == 2_111_821
    assert story.rows("SELECT title FROM items") == [("сыр <с дырками>",)]
    for person in joiners:
        assert "21 118,21" in (await phones.alerts(person))[-1][1]

    # Two want to pay.
    await phones.tap(sasha, f"o:{order}")
    await phones.tap(DAD, f"o:{order}")
    await phones.button(DAD, f"take:{order}")
    assert not (await phones.tap(sasha, f"take:{order}")).is_alert
    taken = await phones.tap(DAD, f"take:{order}")
    assert taken.is_alert
    assert "Саша & Ко" in taken.text
    await phones.tap(sasha, f"paid:{order}")
    await story.settled()
    owed = {person: -minor for person, minor in shares.items() if person != sasha}
    assert story.balances() == owed | {sasha: 2_111_821 - 1_500}
    for person, amount in {MUM: "234,30", DAD: "19 999,99", KID: "345,52", pyotr: "333,33"}.items():
        words = (await phones.alerts(person))[-1][1]
        assert amount in words
        assert "Саша & Ко" in words

    # Everybody sends their share; what did not arrive is sent again.
    for person in owed:
        await phones.tap(person, f"sent:{order}:1")
    await story.settled()
    question = next(one for one in await phones.messages(sasha) if "19 999,99" in plain(one["text"]))
    assert any("Получено" in label for label in labels(question))
    assert any("Не пришло" in label for label in labels(question))
    await phones.tap(sasha, find_data(question, "got:", ending=":0"), on="19 999,99")
    await story.settled()
    assert "19 999,99" in (await phones.alerts(DAD))[-1][1]
    assert story.balances() == owed | {sasha: -sum(owed.values())}
    await phones.tap(DAD, f"sent:{order}:2")
    await story.settled()
    for person in list(owed):
        await phones.tap(sasha, "got:", on=names[person])
        owed[person] = 0
        assert story.balances() == owed | {sasha: -sum(owed.values())}
    await story.settled()
    assert set(story.balances().values()) == {0}
    assert story.one("SELECT state FROM orders") == "paid"
    assert story.one("SELECT count(*) FROM payments WHERE state = 'rejected'") == 1

    # The goods arrive: with everything settled the order is closed.
    await phones.tap(granny, f"o:{order}")
    await phones.tap(granny, f"goods:{order}")
    await story.settled()
    assert story.one("SELECT state FROM orders") == "closed"
    for person in set(everybody) - {granny}:
        assert "Бабушка" in (await phones.alerts(person))[-1][1]

    # One leaves, knowing what that means, and the organizer learns of it.
    await phones.say(pyotr, "/add пастила 200 г 90")
    await phones.say(pyotr, "/leave")
    consequences = await phones.saw(pyotr, FAMILY)
    assert len(consequences.splitlines()) >= 3
    await phones.tap(pyotr, f"leave:{family}:1")
    await story.settled()
    number, words = (await phones.alerts(MUM))[-1]
    assert "Пётр <b>" in words
    assert story.one("SELECT count(*) FROM members") == 6
    assert story.one("SELECT author_id FROM items WHERE title = 'пастила'") == MUM
    for person in everybody:
        numbers = story.alert_numbers(person)
        assert numbers == list(range(1, len(numbers) + 1))
    assert number == len(story.alert_numbers(MUM))
    assert story.alert_numbers(neighbour) == []
    await story.cards_shown()
    assert "пастила" in plain((await phones.card(MUM))["text"])
    story.judge()
    assert await bot.stop() == 0
