from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from core.carts.cards import (
    card_resent,
    card_shown,
    claim_cards,
    drop_card,
    open_card,
    pin_card,
    postpone_card,
    redraw_card,
    turn_card,
)
from core.carts.views import NOT_SENT
from core.families.errors import NoFamilyError, NotAMemberError
from core.families.places import attach_place, move_place
from core.people.use_cases import choose_language
from tests.household import SPOKEN

if TYPE_CHECKING:
    from core.carts.views import CardToShow
    from tests.household import Household

GROUP = -1_001


async def open_at(home: Household, name: str, place: int, message: int = 5, page: int = 0) -> int | None:
    before: int | None = await home.write(
        open_card, actor=home[name], place=place, message=message, page=page, seal="s"
    )
    return before


async def claim(home: Household) -> list[CardToShow]:
    return list(await home.write(claim_cards))


async def show(
    home: Household, card: CardToShow, *, seal: str | None = None, is_pin_refused: bool = False
) -> None:
    await home.write(
        card_shown,
        place=card.place,
        message=card.message,
        changes=card.changes,
        seal=seal or f"after {card.changes} changes",
        is_pin_refused=is_pin_refused,
    )


async def open_group(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.write(attach_place, actor=home["Мама"], family=1, place=GROUP)
    await open_at(home, "Мама", GROUP)


async def test_a_new_card_takes_the_place_of_the_one_before(home: Household) -> None:
    await home.family("Мама")
    place = home["Мама"]
    assert await open_at(home, "Мама", place, 5) is None
    assert await open_at(home, "Мама", place, 6) == 5
    assert await open_at(home, "Мама", place, 7) == 6


async def test_the_same_card_opened_twice_is_not_taken_away(home: Household) -> None:
    await home.family("Мама")
    await open_at(home, "Мама", home["Мама"], 5)
    assert await open_at(home, "Мама", home["Мама"], 5) is None


async def test_a_card_hangs_in_ones_own_window_or_in_the_familys_group(home: Household) -> None:
    await open_group(home)
    await home.family("Бабушка")
    await home.meet("Сосед")
    assert await open_at(home, "Папа", GROUP, 6) == 5
    for name, place in (("Бабушка", GROUP), ("Папа", home["Мама"]), ("Папа", -404)):
        facts = {"actor": home[name], "place": place, "message": 7, "page": 0, "seal": "s"}
        assert await home.refused(NotAMemberError, open_card, **facts) == {}
    for place in (home["Сосед"], GROUP):
        facts = {"actor": home["Сосед"], "place": place, "message": 7, "page": 0, "seal": "s"}
        assert await home.refused(NoFamilyError, open_card, **facts) == {}
    assert await open_at(home, "Мама", GROUP, 8) == 6


async def test_a_fresh_card_is_looked_at_once_more_since_the_cart_may_have_changed(home: Household) -> None:
    await open_group(home)
    home.clock.advance(seconds=3)
    (card,) = await claim(home)
    assert card.seal == "s"
    await show(home, card)
    home.clock.advance(minutes=1)
    assert await claim(home) == []


async def test_a_burst_of_changes_costs_one_edit(home: Household) -> None:
    await open_group(home)
    for text in ("молоко", "хлеб", "соль"):
        await home.add("Папа", text)
    assert await claim(home) == []  # the card was sent less than three seconds ago
    home.clock.advance(seconds=3)
    (card,) = await claim(home)
    assert (card.place, card.message, card.language, card.changes) == (GROUP, 5, "ru", 4)
    assert [line.item.title for line in card.view.lines] == ["молоко", "хлеб", "соль"]
    await show(home, card)
    home.clock.advance(minutes=1)
    assert await claim(home) == []


async def test_a_card_that_was_not_edited_does_not_rest(home: Household) -> None:
    await open_group(home)
    home.clock.advance(seconds=3)
    (card,) = await claim(home)
    await show(home, card, seal=card.seal)
    await home.add("Папа", "молоко")
    assert len(await claim(home)) == 1


async def test_a_change_during_the_edit_is_shown_by_the_next_one(home: Household) -> None:
    await open_group(home)
    await home.add("Папа", "молоко")
    home.clock.advance(seconds=3)
    (card,) = await claim(home)
    await home.add("Папа", "хлеб")
    assert await claim(home) == []  # leased
    await show(home, card)
    assert await claim(home) == []  # edited less than three seconds ago
    home.clock.advance(seconds=3)
    (card,) = await claim(home)
    assert [line.item.title for line in card.view.lines] == ["молоко", "хлеб"]


async def test_an_edit_that_died_is_made_again_after_half_a_minute(home: Household) -> None:
    await open_group(home)
    await home.add("Папа", "молоко")
    home.clock.advance(seconds=3)
    assert len(await claim(home)) == 1
    home.clock.advance(seconds=29)
    assert await claim(home) == []
    home.clock.advance(seconds=1)
    assert len(await claim(home)) == 1


async def test_a_card_opened_during_an_edit_does_not_wait_for_the_old_one(home: Household) -> None:
    await open_group(home)
    await home.add("Папа", "молоко")
    home.clock.advance(seconds=3)
    (old,) = await claim(home)
    await open_at(home, "Мама", GROUP, 6)
    await home.add("Папа", "хлеб")
    await show(home, old)
    home.clock.advance(seconds=3)
    (card,) = await claim(home)
    assert card.message == 6


async def test_a_card_that_was_gone_goes_on_as_another_message(home: Household) -> None:
    await open_group(home)
    await home.add("Папа", "молоко")
    home.clock.advance(seconds=3)
    (card,) = await claim(home)
    assert await home.write(card_resent, place=GROUP, old=5, new=9, seal="s") is True
    await show(home, replace(card, message=9))
    await home.add("Папа", "хлеб")
    home.clock.advance(seconds=3)
    (card,) = await claim(home)
    assert card.message == 9
    assert await home.write(card_resent, place=GROUP, old=5, new=10, seal="s") is False  # one long gone
    assert await open_at(home, "Мама", GROUP, 11) == 9


async def test_a_place_that_cannot_be_reached_has_no_card(home: Household) -> None:
    await open_group(home)
    await home.add("Папа", "молоко")
    for _ in range(2):
        await home.write(drop_card, place=GROUP)
    home.clock.advance(seconds=3)
    assert await claim(home) == []
    assert await open_at(home, "Мама", GROUP, 6) is None


async def test_a_turned_page_waits_for_its_time_as_any_change_does_and_stays(home: Household) -> None:
    await open_group(home)
    await home.add("Папа", ";".join("абвгдеёжз"))
    await home.write(turn_card, actor=home["Папа"], family=1, place=GROUP, page=1)
    assert await claim(home) == []
    home.clock.advance(seconds=3)
    (card,) = await claim(home)
    assert (card.view.page, [line.item.title for line in card.view.lines]) == (1, ["з"])
    await show(home, card)
    home.clock.advance(minutes=1)
    await home.write(turn_card, actor=home["Папа"], family=1, place=GROUP, page=0)
    assert [card.view.page for card in await claim(home)] == [0]  # at once after a quiet while


async def test_only_who_sees_the_card_turns_it(home: Household) -> None:
    await open_group(home)
    await home.family("Бабушка")
    for name, family, place in (
        ("Бабушка", 1, GROUP),
        ("Бабушка", 2, GROUP),
        ("Папа", 1, home["Мама"]),
    ):
        facts = {"actor": home[name], "family": family, "place": place, "page": 1}
        await home.refused(NotAMemberError, turn_card, **facts)


async def test_a_press_on_something_old_draws_the_card_anew(home: Household) -> None:
    await open_group(home)
    assert await home.write(redraw_card, place=GROUP, message=4) is False
    assert await claim(home) == []
    assert await home.write(redraw_card, place=GROUP, message=5) is True
    home.clock.advance(seconds=3)
    assert [card.message for card in await claim(home)] == [5]


async def test_a_card_is_to_be_pinned_once_for_each_message(home: Household) -> None:
    await open_group(home)
    home.clock.advance(seconds=3)
    (card,) = await claim(home)
    assert card.is_pin_due
    await show(home, card)
    await home.add("Папа", "молоко")
    home.clock.advance(seconds=3)
    (card,) = await claim(home)
    assert not card.is_pin_due
    await show(home, card)
    await open_at(home, "Папа", GROUP, 6)
    home.clock.advance(seconds=3)
    (card,) = await claim(home)
    assert card.is_pin_due
    await home.write(card_resent, place=GROUP, old=6, new=9, seal="s")  # and then whoever sent it dies
    home.clock.advance(seconds=30)
    (card,) = await claim(home)
    assert (card.message, card.is_pin_due) == (9, True)


async def test_a_refused_pin_is_not_tried_again_until_it_is_allowed(home: Household) -> None:
    await open_group(home)
    home.clock.advance(seconds=3)
    (card,) = await claim(home)
    await show(home, card, is_pin_refused=True)
    await open_at(home, "Папа", GROUP, 6)
    home.clock.advance(seconds=3)
    (card,) = await claim(home)
    assert not card.is_pin_due
    await show(home, card)
    await home.write(pin_card, place=GROUP)
    home.clock.advance(seconds=3)
    (card,) = await claim(home)
    assert card.is_pin_due
    await home.write(pin_card, place=-404)  # where there is no card


async def test_a_card_that_was_postponed_is_left_alone_so_long_and_shows_the_last_state(
    home: Household,
) -> None:
    await open_group(home)
    await home.add("Папа", "молоко")
    home.clock.advance(seconds=3)
    (card,) = await claim(home)
    await home.write(postpone_card, place=GROUP, message=5, seconds=40)
    await home.add("Папа", "хлеб")
    home.clock.advance(seconds=39)
    assert await claim(home) == []
    home.clock.advance(seconds=1)
    (card,) = await claim(home)
    assert [line.item.title for line in card.view.lines] == ["молоко", "хлеб"]
    await open_at(home, "Мама", GROUP, 6)
    await home.write(postpone_card, place=GROUP, message=5, seconds=40)  # of the message before
    home.clock.advance(seconds=3)
    assert [card.message for card in await claim(home)] == [6]


async def test_a_card_moves_with_its_group_and_is_sent_there_at_once(home: Household) -> None:
    await open_group(home)
    home.clock.advance(seconds=3)
    await show(home, (await claim(home))[0], is_pin_refused=False)
    home.clock.advance(seconds=3)
    for _ in range(2):
        await home.write(move_place, old=GROUP, new=-1_002)
    (card,) = await claim(home)
    assert (card.place, card.message, card.seal) == (-1_002, NOT_SENT, "")
    assert await home.write(card_resent, place=-1_002, old=NOT_SENT, new=7, seal="s") is True
    assert await open_at(home, "Папа", -1_002, 8) == 7


async def test_a_card_opened_before_it_was_sent_to_the_new_group_has_none_before_it(
    home: Household,
) -> None:
    await open_group(home)
    await home.write(move_place, old=GROUP, new=-1_002)
    assert await open_at(home, "Папа", -1_002, 8) is None


async def test_a_card_speaks_the_language_of_who_opened_it(home: Household) -> None:
    await open_group(home)
    await home.write(choose_language, actor=home["Мама"], language="en", spoken=SPOKEN)
    await home.add("Папа", "молоко")
    home.clock.advance(seconds=3)
    assert [card.language for card in await claim(home)] == ["en"]


@pytest.mark.parametrize("page", [7, 10**6])
async def test_a_page_past_the_end_is_the_last_one(home: Household, page: int) -> None:
    await open_group(home)
    await open_at(home, "Мама", GROUP, 6, page)
    await home.add("Папа", ";".join("абвгдеёжз"))
    home.clock.advance(seconds=3)
    assert [card.view.page for card in await claim(home)] == [1]


async def test_at_most_twenty_cards_are_edited_at_once(home: Household) -> None:
    for number in range(21):
        name = f"Мама {number}"
        await home.family(name)
        await open_at(home, name, home[name])
        await home.add(name, "молоко")
    home.clock.advance(seconds=3)
    assert [len(await claim(home)) for _ in range(3)] == [20, 1, 0]
