"""What is promised when a family is in the shop with several phones, and time runs out at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from core.alerts.shopping import (
    ReplacementAnswered,
    ReplacementUnanswered,
    ShoppingListChanged,
    TripEnded,
    TripStarted,
)
from core.carts.errors import ReplacementGoneError, ShelfChangedError, TripUnderWayError
from core.carts.filling import remove_line
from core.carts.replacing import answer_replacement, tend_replacements
from core.carts.shopping import end_trip, go_shopping, mark_line, tend_trips
from core.carts.trip import Mark
from storage.schema import deeds, trips
from tests.at_once import at_once, kinds
from tests.use_cases.test_replacing import in_the_shop, offer

if TYPE_CHECKING:
    from tests.household import Household


async def test_two_start_a_trip_at_once_and_one_goes(crowd: Household) -> None:
    await crowd.family("Мама", ["Папа", "Дед"])
    going = [crowd.write(go_shopping, actor=crowd[name], time="40") for name in ("Мама", "Папа")]
    gone, refusals = await at_once(*going)
    assert (len(gone), kinds(refusals)) == (1, {TripUnderWayError})
    assert len(await crowd.rows(select(trips.c.id))) == 1
    assert [type(alert) for alert in await crowd.told("Дед")] == [TripStarted]


async def test_a_double_tap_starts_one_trip(crowd: Household) -> None:
    await crowd.family("Мама", ["Папа"])
    taps = [crowd.write(go_shopping, actor=crowd["Мама"], time="40") for _ in range(3)]
    gone, refusals = await at_once(*taps)
    assert (len({trip.id for trip in gone}), refusals) == (1, [])
    assert len(await crowd.told("Папа")) == 1


async def test_two_devices_mark_a_line_once_or_one_is_told_to_look_again(crowd: Household) -> None:
    (kefir,) = await in_the_shop(crowd, "кефир 90 р")
    named = {"actor": crowd["Папа"], "item": kefir.id, "revision": 1}
    marked, refusals = await at_once(
        crowd.write(mark_line, **named, mark=Mark.BOUGHT),
        crowd.write(mark_line, **named, mark=Mark.MISSING),
        crowd.write(mark_line, **named, mark=Mark.BOUGHT),
    )
    now = (await crowd.item(kefir.id)).mark
    assert {item.mark for item in marked} == {now}
    assert kinds(refusals) == {ShelfChangedError}
    assert len(await crowd.rows(select(deeds.c.id).where(deeds.c.kind.in_(["bought", "missing"])))) == 1


async def test_a_yes_and_the_end_of_the_time_come_at_once(crowd: Household) -> None:
    (kefir,) = await in_the_shop(crowd, "кефир 90 р")
    await offer(crowd, kefir, "ряженка 95 р")
    crowd.clock.advance(minutes=10)
    answering = {"actor": crowd["Мама"], "replacement": 1, "is_accepted": True}
    _, refusals = await at_once(
        crowd.write(tend_replacements),
        crowd.write(answer_replacement, **answering),
        crowd.write(tend_replacements),
    )
    now = await crowd.item(kefir.id)
    assert (now.title, now.mark) == ("кефир", Mark.MISSING)
    assert kinds(refusals) == {ReplacementGoneError}
    assert [type(alert) for alert in await crowd.told("Папа")] == [ReplacementUnanswered]


async def test_a_yes_and_a_no_from_two_devices_are_one_answer(crowd: Household) -> None:
    (kefir,) = await in_the_shop(crowd, "кефир 90 р")
    await offer(crowd, kefir, "ряженка 95 р")
    facts = {"actor": crowd["Мама"], "replacement": 1}
    answered, refusals = await at_once(
        crowd.write(answer_replacement, **facts, is_accepted=True),
        crowd.write(answer_replacement, **facts, is_accepted=False),
    )
    assert (len(answered), kinds(refusals)) == (1, {ReplacementGoneError})
    now = await crowd.item(kefir.id)
    assert (now.title == "ряженка") is answered[0].is_accepted
    (told,) = await crowd.told("Папа")
    assert isinstance(told, ReplacementAnswered)
    assert told.is_accepted is answered[0].is_accepted


async def test_a_yes_and_the_shoppers_own_mark_come_at_once(crowd: Household) -> None:
    (kefir,) = await in_the_shop(crowd, "кефир 90 р")
    await offer(crowd, kefir, "ряженка 95 р")
    now = await crowd.item(kefir.id)
    marking = {"actor": crowd["Папа"], "item": kefir.id, "revision": now.revision, "mark": Mark.BOUGHT}
    done, refusals = await at_once(
        crowd.write(answer_replacement, actor=crowd["Мама"], replacement=1, is_accepted=True),
        crowd.write(mark_line, **marking),
    )
    assert len(done) == 1
    assert kinds(refusals) <= {ReplacementGoneError, ShelfChangedError}
    now = await crowd.item(kefir.id)
    assert (now.title, now.mark) in [("ряженка", None), ("кефир", Mark.BOUGHT)]


async def test_a_line_is_bought_or_removed(crowd: Household) -> None:
    (kefir,) = await in_the_shop(crowd, "кефир 90 р")
    marking = {"actor": crowd["Папа"], "item": kefir.id, "revision": 1, "mark": Mark.BOUGHT}
    done, refusals = await at_once(
        crowd.write(mark_line, **marking),
        crowd.write(remove_line, actor=crowd["Мама"], item=kefir.id),
    )
    assert (len(done), len(refusals)) == (1, 1)


async def test_the_button_and_the_time_end_a_trip_once(crowd: Household) -> None:
    await in_the_shop(crowd, "кефир 90 р")
    (trip,) = await crowd.rows(select(trips.c.id))
    crowd.clock.advance(minutes=70)
    ending = [crowd.write(end_trip, actor=crowd["Папа"], trip=trip.id) for _ in range(2)]
    _, refusals = await at_once(crowd.write(tend_trips), *ending, crowd.write(tend_trips))
    assert refusals == []
    assert [type(alert) for alert in await crowd.told("Дед")] == [TripStarted, TripEnded]


async def test_two_processes_tell_the_shopper_of_a_new_line_once(crowd: Household) -> None:
    await in_the_shop(crowd)
    await crowd.add("Мама", "хлеб 50 р")
    await at_once(*(crowd.write(tend_trips) for _ in range(4)))
    assert await crowd.told("Папа") == [ShoppingListChanged(["хлеб"], [])]
