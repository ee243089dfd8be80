"""Somebody is in the shop: one trip a family, marks that come off again, and who is told what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from core.alerts.carts import LinePriced
from core.alerts.outbox import claim_alerts
from core.alerts.shopping import ShoppingListChanged, TripEnded, TripStarted, TripTimedOut
from core.carts.agreement import Choice, Standing
from core.carts.errors import (
    LineBoughtError,
    NoTripError,
    ShelfChangedError,
    TripTimeError,
    TripUnderWayError,
)
from core.carts.filling import edit_line, remove_line, set_quantity, undo_addition
from core.carts.looking import ask_for_edit, show_cart, show_line
from core.carts.shopping import (
    ask_for_shop_price,
    end_trip,
    go_shopping,
    mark_line,
    price_in_shop,
    show_shop,
    tend_trips,
)
from core.carts.trip import Mark
from core.carts.views import EndedTrip
from core.families.benefit import Benefit
from core.families.benefits import switch_benefit
from core.families.disbanding import ask_to_disband, bring_back, disband_family
from core.families.errors import AdultsOnlyError, CartOffError, NoFamilyError, NotAMemberError
from core.families.family import MayLock
from core.families.leaving import leave_family
from core.families.settings import choose_family_zone, choose_may_lock
from core.shared.money import AmountUnreadableError, Money
from storage.schema import alerts, deeds
from tests.household import START

if TYPE_CHECKING:
    from core.carts.item import Item
    from core.carts.views import ShopView
    from tests.household import Household


async def go(home: Household, name: str, time: str = "40") -> int:
    """Send somebody shopping; return the trip's id."""
    trip = await home.write(go_shopping, actor=home[name], time=time)
    return trip.id


async def mark(home: Household, name: str, item: Item, mark: Mark | None) -> Item:
    now = await home.item(item.id)
    facts = {"actor": home[name], "item": item.id, "revision": now.revision, "mark": mark}
    return await home.write(mark_line, **facts)


async def shelf(home: Household, name: str) -> ShopView:
    return await home.read(show_shop, actor=home[name])


async def titles(home: Household, name: str) -> list[str]:
    return [item.title for item in (await shelf(home, name)).items]


async def price(home: Household, name: str, item: Item, text: str) -> Item:
    now = await home.item(item.id)
    named = {"actor": home[name], "item": item.id, "revision": now.revision}
    await home.write(ask_for_shop_price, **named)
    return await home.write(price_in_shop, **named, text=text)


async def later(home: Household, **passed: float) -> int:
    home.clock.advance(**passed)
    return await home.write(tend_trips)


async def test_the_others_are_told_to_add_now(home: Household) -> None:
    family = await home.family("Мама", ["Папа", "Катя"])
    await go(home, "Папа")
    until = int(START.timestamp()) + 40 * 60
    assert await home.told("Катя") == [TripStarted(family, "Папа", until)]
    assert (await home.told("Мама"))[-1] == TripStarted(family, "Папа", until)
    assert await home.told("Папа") == []
    card = await home.read(show_cart, actor=home["Катя"])
    assert (card.shopper, card.until) == ("Папа", home.clock.now.replace(minute=40))


async def test_the_same_tap_again_tells_nobody_anew(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    first = await go(home, "Мама")
    home.clock.advance(seconds=5)
    assert await go(home, "Мама") == first
    assert len(await home.told("Папа")) == 1


async def test_another_time_is_told_once_more(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    first = await go(home, "Мама", "20")
    await home.write(claim_alerts, limit=10, zone="UTC")  # the first is on its way
    assert await go(home, "Мама", "60") == first
    told = await home.told("Папа")
    assert [alert.until - int(START.timestamp()) for alert in told if isinstance(alert, TripStarted)] == [
        20 * 60,
        60 * 60,
    ]


async def in_moscow(home: Household) -> None:
    """Found a family in whose zone it is noon."""
    family = await home.family("Мама")
    zone = {"actor": home["Мама"], "family": family, "zone": "Europe/Moscow", "text": "Москва"}
    await home.write(choose_family_zone, **zone)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("5", 5),
        ("+20", 20),
        ("40 мин", 40),
        ("на 30 минут", 30),
        ("через 15", 15),
        ("for 90 min", 90),
        ("240", 240),
        ("полчаса", 30),
        ("через час", 60),
        ("1,5 ч", 90),
        ("4 hours", 240),
        ("12:05", 5),
        ("до 13.30", 90),
        ("до 16", 240),
        ("2pm", 120),
        ("at 4 pm", 240),
    ],
)
async def test_a_time_may_be_typed(home: Household, text: str, minutes: int) -> None:
    await in_moscow(home)
    await go(home, "Мама", text)
    trip = (await shelf(home, "Мама")).trip
    assert trip is not None
    assert (trip.until - START).total_seconds() == minutes * 60


@pytest.mark.parametrize(
    "text",
    [
        "4",
        "241",
        "скоро",
        "",
        "-20",
        "1e2",
        "20 часов",
        "12:04",
        "16:01",
        "11:00",
        "завтра 12:30",
        "1000",
        "0",
    ],
)
async def test_refuses_what_is_no_time(home: Household, text: str) -> None:
    await in_moscow(home)
    facts = await home.refused(TripTimeError, go_shopping, actor=home["Мама"], time=text)
    assert facts == {"text": text, "shortest": 5, "longest": 240}
    assert (await shelf(home, "Мама")).trip is None


async def test_one_at_a_time(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await go(home, "Папа")
    facts = await home.refused(TripUnderWayError, go_shopping, actor=home["Мама"], time="20")
    assert facts["shopper"] == "Папа"
    view = await shelf(home, "Мама")
    assert (view.is_mine, view.may_go, view.trip is not None) == (False, True, True)


async def test_only_adults_go_shopping(home: Household) -> None:
    await home.family("Мама", ["Катя"])
    await home.limit("Катя", 50_000)
    await home.refused(AdultsOnlyError, go_shopping, actor=home["Катя"], time="20")
    assert not (await shelf(home, "Катя")).may_go


async def test_who_has_no_family_or_no_cart_goes_nowhere(home: Household) -> None:
    await home.meet("Сосед")
    await home.refused(NoFamilyError, go_shopping, actor=home["Сосед"], time="20")
    family = await home.family("Мама")
    await home.write(switch_benefit, actor=home["Мама"], family=family, benefit=Benefit.CART, is_on=False)
    await home.refused(CartOffError, go_shopping, actor=home["Мама"], time="20")
    await home.refused(CartOffError, show_shop, actor=home["Мама"])


async def test_only_what_is_agreed_on_is_on_the_list(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.add("Мама", "молоко 90 р; !хлеб 50 р; пылесос 5000 р")
    await go(home, "Папа")
    assert await titles(home, "Папа") == ["хлеб", "молоко"]


async def test_a_list_of_any_length_has_pages(home: Household) -> None:
    await home.family("Мама")
    await home.add("Мама", ";".join(f"товар №{number} 10 р" for number in range(1, 19)))
    await go(home, "Мама")
    pages = [await home.read(show_shop, actor=home["Мама"], page=page) for page in (0, 2, 9)]
    assert [(len(view.items), view.page, view.pages, view.left) for view in pages] == [
        (8, 0, 3, 18),
        (2, 2, 3, 18),
        (2, 2, 3, 18),
    ]


async def test_marks_are_counted_and_shown_to_everybody(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    milk, bread, _ = await home.add("Мама", "молоко 2 шт 90 р; хлеб 50 р; чай 30 р")
    await go(home, "Папа")
    await mark(home, "Папа", milk, Mark.BOUGHT)
    await mark(home, "Папа", bread, Mark.MISSING)
    view = await shelf(home, "Папа")
    assert (view.bought, view.missing, view.left, view.total) == (1, 1, 1, Money(18_000, "RUB"))
    card = await home.read(show_cart, actor=home["Мама"])
    assert [line.item.mark for line in card.lines] == [Mark.BOUGHT, Mark.MISSING, None]
    kinds = await home.rows(select(deeds.c.kind, deeds.c.actor_id).order_by(deeds.c.id.desc()).limit(2))
    assert [tuple(row) for row in kinds] == [("missing", home["Папа"]), ("bought", home["Папа"])]


async def test_the_same_mark_twice_changes_nothing(home: Household) -> None:
    await home.family("Мама")
    milk = await home.add_one("Мама", "молоко 90 р")
    await go(home, "Мама")
    facts = {"actor": home["Мама"], "item": milk.id, "revision": milk.revision, "mark": Mark.BOUGHT}
    once = await home.write(mark_line, **facts)
    assert await home.write(mark_line, **facts) == once
    assert len(await home.rows(select(deeds.c.id).where(deeds.c.kind == "bought"))) == 1


async def test_a_mark_comes_off_again(home: Household) -> None:
    await home.family("Мама")
    milk = await home.add_one("Мама", "молоко 90 р")
    await go(home, "Мама")
    await mark(home, "Мама", milk, Mark.BOUGHT)
    assert (await mark(home, "Мама", milk, None)).mark is None
    (deed,) = await home.rows(select(deeds.c.facts).where(deeds.c.kind == "unmarked"))
    assert deed.facts == {"mark": "bought"}


async def test_an_old_screen_marks_nothing(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    milk = await home.add_one("Мама", "молоко 2 шт 90 р")
    await go(home, "Папа")
    await home.write(set_quantity, actor=home["Мама"], item=milk.id, revision=1, quantity=1)
    old = {"actor": home["Папа"], "item": milk.id, "revision": 1}
    await home.refused(ShelfChangedError, mark_line, **old, mark=Mark.BOUGHT)
    await home.refused(ShelfChangedError, ask_for_shop_price, **old)
    await home.write(remove_line, actor=home["Мама"], item=milk.id)
    await home.refused(ShelfChangedError, mark_line, **old, mark=Mark.BOUGHT)


async def test_what_is_not_agreed_on_is_not_bought(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    cleaner = await home.add_one("Мама", "пылесос 5000 р")
    await go(home, "Папа")
    facts = {"actor": home["Папа"], "item": cleaner.id, "revision": 1, "mark": Mark.BOUGHT}
    await home.refused(ShelfChangedError, mark_line, **facts)


async def test_nobody_else_marks(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await home.family("Пётр", name="Петровы")
    milk = await home.add_one("Мама", "молоко 90 р")
    facts = {"item": milk.id, "revision": 1, "mark": Mark.BOUGHT}
    await home.refused(NoTripError, mark_line, actor=home["Мама"], **facts)
    await go(home, "Папа")
    await home.refused(NoTripError, mark_line, actor=home["Мама"], **facts)
    await home.refused(NotAMemberError, mark_line, actor=home["Пётр"], **facts)
    await home.limit("Катя", 50_000)
    await home.refused(AdultsOnlyError, mark_line, actor=home["Катя"], **facts)


async def test_a_bought_line_is_not_changed_nor_removed(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    milk = await home.add_one("Папа", "молоко 90 р")
    await home.write(ask_for_edit, actor=home["Папа"], item=milk.id, revision=1)
    await go(home, "Мама")
    bought = await mark(home, "Мама", milk, Mark.BOUGHT)
    named = {"actor": home["Папа"], "item": milk.id}
    await home.refused(LineBoughtError, set_quantity, **named, revision=bought.revision, quantity=3)
    await home.refused(LineBoughtError, edit_line, **named, revision=1, text="сок")
    await home.refused(LineBoughtError, remove_line, **named)
    await home.refused(LineBoughtError, remove_line, actor=home["Мама"], item=milk.id)
    assert await home.write(undo_addition, actor=home["Папа"], addition=1) == 0
    assert (await home.item(milk.id)).mark is Mark.BOUGHT


async def test_who_marked_it_and_the_organizer_take_a_mark_off_after_the_trip(home: Household) -> None:
    await home.family("Мама", ["Папа", "Дед"])
    milk, bread = await home.add("Дед", "молоко 90 р; хлеб 50 р")
    trip = await go(home, "Папа")
    for line in (milk, bread):
        await mark(home, "Папа", line, Mark.BOUGHT)
    await home.write(end_trip, actor=home["Папа"], trip=trip)
    facts = {"item": milk.id, "revision": (await home.item(milk.id)).revision, "mark": None}
    await home.refused(NoTripError, mark_line, actor=home["Дед"], **facts)
    may = [(await home.read(show_line, actor=home[who], item=milk.id)).may_unmark for who in ("Дед", "Папа")]
    assert may == [False, True]
    assert (await mark(home, "Папа", milk, None)).mark is None
    assert (await mark(home, "Мама", bread, None)).mark is None


async def test_a_price_is_typed_on_the_way(home: Household) -> None:
    await home.family("Мама")
    milk = await home.add_one("Мама", "молоко 2 шт")
    await go(home, "Мама")
    priced = await price(home, "Мама", milk, "89,90")
    assert priced.total() == Money(17_980, "RUB")
    assert (priced.standing, (await home.told("Мама"))[-1:]) == (Standing.FREE, [])


async def test_the_author_learns_of_a_price(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    milk = await home.add_one("Папа", "молоко 90 р")
    await go(home, "Мама")
    await mark(home, "Мама", milk, Mark.BOUGHT)
    priced = await price(home, "Мама", milk, "120")
    assert (priced.price, priced.mark) == (Money(12_000, "RUB"), Mark.BOUGHT)
    assert (await home.told("Папа"))[-1] == LinePriced("молоко", "Мама", 12_000, "RUB")


async def test_an_unreadable_price_leaves_the_question_open(home: Household) -> None:
    await home.family("Мама")
    milk = await home.add_one("Мама", "молоко")
    await go(home, "Мама")
    named = {"actor": home["Мама"], "item": milk.id, "revision": 1}
    await home.write(ask_for_shop_price, **named)
    await home.refused(AmountUnreadableError, price_in_shop, **named, text="дорого")
    assert (await home.write(price_in_shop, **named, text="80")).price == Money(8_000, "RUB")


@pytest.mark.parametrize(
    ("price_text", "standing", "mark_left"),
    [("5090", Standing.APPROVED, Mark.BOUGHT), ("5200", Standing.VOTING, None)],
)
async def test_a_price_beyond_the_tolerance_asks_the_family_again(
    home: Household, price_text: str, standing: Standing, mark_left: Mark | None
) -> None:
    await home.family("Мама", ["Папа"])
    cleaner = await home.add_one("Папа", "пылесос 5000 р")
    await home.vote("Папа", cleaner, Choice.FOR)
    await home.vote("Мама", cleaner, Choice.FOR)
    await go(home, "Мама")
    await mark(home, "Мама", cleaner, Mark.BOUGHT)
    priced = await price(home, "Мама", cleaner, price_text)
    assert (priced.standing, priced.mark) == (standing, mark_left)
    assert await titles(home, "Мама") == (["пылесос"] if mark_left else [])


async def test_the_end_is_told_and_what_was_not_bought_stays(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    milk, bread, tea = await home.add("Мама", "молоко 90 р; хлеб 50 р; чай 30 р")
    trip = await go(home, "Папа")
    await mark(home, "Папа", milk, Mark.BOUGHT)
    await mark(home, "Папа", bread, Mark.MISSING)
    ended = await home.write(end_trip, actor=home["Папа"], trip=trip)
    assert ended == EndedTrip(1, 1, 1, Money(9_000, "RUB"), may_check_out=False, organizer="Мама")
    assert (await home.told("Мама"))[-1] == TripEnded("Папа", 1, 1, 1, 9_000, "RUB", waits=True)
    marks = [(await home.item(item.id)).mark for item in (milk, bread, tea)]
    assert marks == [Mark.BOUGHT, None, None]
    assert await home.write(end_trip, actor=home["Папа"], trip=trip) is None
    assert len(await home.told("Мама")) == 3
    assert (await shelf(home, "Папа")).trip is None


@pytest.mark.parametrize(
    ("may_lock", "who_may"),
    [
        (MayLock.ORGANIZER, ["Мама"]),
        (MayLock.ADULTS, ["Мама", "Папа", "Дед"]),
        (MayLock.ROTATION, ["Мама"]),
    ],
)
@pytest.mark.parametrize("is_ended", [True, False])
async def test_who_may_check_out_is_led_there(
    home: Household, may_lock: MayLock, who_may: list[str], *, is_ended: bool
) -> None:
    family = await home.family("Мама", ["Папа", "Дед", "Катя"])
    await home.limit("Катя", 10_000)
    await home.write(choose_may_lock, actor=home["Мама"], family=family, may_lock=may_lock)
    milk = await home.add_one("Мама", "молоко 90 р")
    trip = await go(home, "Папа")
    await mark(home, "Папа", milk, Mark.BOUGHT)
    if is_ended:
        ended = await home.write(end_trip, actor=home["Папа"], trip=trip)
        assert ended is not None
        assert ended.may_check_out is ("Папа" in who_may)
    else:
        await later(home, minutes=70)
        assert (await home.told("Папа"))[-1] == TripTimedOut(1, 0, waits="Папа" in who_may)
    for name in ("Мама", "Дед", "Катя"):
        told = (await home.told(name))[-1]
        assert isinstance(told, TripEnded)
        assert told.waits is (name in who_may)


async def test_nobody_else_ends_a_trip(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    trip = await go(home, "Папа")
    assert await home.write(end_trip, actor=home["Мама"], trip=trip) is None
    assert (await shelf(home, "Папа")).is_mine


async def test_a_trip_that_nobody_ends_is_over_half_an_hour_later(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    milk = await home.add_one("Мама", "молоко 90 р")
    await go(home, "Папа", "20")
    await mark(home, "Папа", milk, Mark.BOUGHT)
    assert await later(home, minutes=49) == 0
    assert await later(home, minutes=1) == 1
    assert await later(home, minutes=1) == 0
    assert (await home.told("Папа"))[-1] == TripTimedOut(1, 0, waits=False)
    assert (await home.told("Мама"))[-1] == TripEnded("Папа", 1, 0, 0, 9_000, "RUB", waits=True)
    assert (await home.item(milk.id)).mark is Mark.BOUGHT


async def test_an_invitation_to_add_is_not_told_after_the_trip(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    trip = await go(home, "Мама")
    await home.write(end_trip, actor=home["Мама"], trip=trip)
    waiting = select(alerts.c.kind).where(
        alerts.c.recipient_id == home["Папа"], alerts.c.delivered_at.is_(None)
    )
    assert [row.kind for row in await home.rows(waiting)] == ["TripEnded"]


async def test_the_shopper_learns_what_is_new_and_what_is_off_the_list(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    milk = await home.add_one("Мама", "молоко 90 р")
    cleaner = await home.add_one("Мама", "пылесос 5000 р")
    await go(home, "Папа")
    await later(home, seconds=5)
    assert await home.told("Папа") == []
    await home.add("Мама", "хлеб 50 р")
    await later(home, seconds=5)
    await home.vote("Папа", cleaner, Choice.FOR)
    await home.vote("Мама", cleaner, Choice.FOR)
    await home.write(remove_line, actor=home["Мама"], item=milk.id)
    await later(home, seconds=5)
    await later(home, seconds=5)
    assert await home.told("Папа") == [ShoppingListChanged(["хлеб", "пылесос"], ["молоко"])]


async def test_the_shopper_is_not_told_what_they_did_or_ordered(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    milk, bread = await home.add("Мама", "молоко 90 р; хлеб 50 р")
    own = await home.add_one("Папа", "пиво 95 р")
    await go(home, "Папа")
    await home.write(remove_line, actor=home["Папа"], item=own.id)
    for line in (milk, bread):
        await mark(home, "Папа", line, Mark.BOUGHT)
    await home.lock("Мама")
    await later(home, seconds=5)
    assert [alert for alert in await home.told("Папа") if isinstance(alert, ShoppingListChanged)] == []


async def test_a_present_is_neither_shown_nor_told_to_whom_it_is_for(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await go(home, "Папа")
    gift = await home.add_one("Мама", "шарф 900 р")
    await home.hide("Мама", gift, "Папа", days=0)
    await later(home, seconds=5)
    assert await titles(home, "Папа") == []
    assert await home.told("Папа") == []
    facts = {"item": gift.id, "revision": 2, "mark": Mark.BOUGHT}
    await home.refused(ShelfChangedError, mark_line, actor=home["Папа"], **facts)
    home.clock.advance(days=1)
    await go(home, "Папа")
    assert await titles(home, "Папа") == ["шарф"]


async def test_a_shopper_who_leaves_ends_the_trip(home: Household) -> None:
    family = await home.family("Мама", ["Папа"])
    milk = await home.add_one("Мама", "молоко 90 р")
    await go(home, "Папа")
    await mark(home, "Папа", milk, Mark.BOUGHT)
    await home.write(leave_family, actor=home["Папа"], family=family, keep_lines=False)
    assert (await shelf(home, "Мама")).trip is None
    assert (await home.item(milk.id)).mark is None


async def test_a_family_that_comes_back_is_in_no_shop(home: Household) -> None:
    family = await home.family("Мама")
    milk = await home.add_one("Мама", "молоко 90 р")
    await go(home, "Мама")
    await mark(home, "Мама", milk, Mark.BOUGHT)
    await home.write(ask_to_disband, actor=home["Мама"])
    await home.write(disband_family, actor=home["Мама"], family=family, name="Ивановы")
    await home.write(tend_trips)
    await home.write(bring_back, actor=home["Мама"], family=family)
    assert (await shelf(home, "Мама")).trip is None
    assert (await home.item(milk.id)).mark is None
