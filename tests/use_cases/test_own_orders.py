"""One's own orders: checking out one's own cart, what becomes of the order, and that it is nobody else's."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from core.carts.errors import CartFullError, OwnLineChangedError, OwnLineGoneError
from core.carts.own import add_own_lines, set_own_quantity, show_own_cart, undo_own_addition
from core.families.forgetting import forget_me
from core.families.leaving import leave_family
from core.orders.errors import (
    OwnCartEmptyError,
    OwnCheckoutChangedError,
    OwnOrderStateError,
    OwnOrderUnknownError,
)
from core.orders.order import OrderState
from core.orders.own import (
    OwnMark,
    ask_for_own_price,
    cancel_own_order,
    list_own_orders,
    lock_own_cart,
    mark_own_order,
    preview_own_checkout,
    price_own_line,
    repeat_own_order,
    show_own_order,
)
from core.orders.paying import list_orders
from core.people.errors import QuestionGoneError
from core.people.exporting import export_me
from core.shared.money import AmountUnreadableError, Money
from storage.schema import metadata, own_order_lines, own_orders
from tests.at_once import at_once
from tests.household import START

if TYPE_CHECKING:
    from core.carts.own_line import OwnAdded
    from core.orders.own import OwnCheckout, OwnOrderView
    from tests.household import Household

DAD = "Папа"


async def fill(home: Household, owner: str, text: str, origin: str = "", currency: str = "RUB") -> OwnAdded:
    facts = {"actor": home[owner], "text": text, "origin": origin or f"{owner} {text}"}
    return await home.write(add_own_lines, **facts, currency=currency)


async def preview(home: Household, owner: str) -> OwnCheckout:
    return await home.read(preview_own_checkout, actor=home[owner], currency="RUB")


def tap(home: Household, owner: str, shown: OwnCheckout, *, with_unpriced: bool = True) -> dict[str, object]:
    seal = shown.seal if with_unpriced else shown.seal_of_priced
    facts = {"actor": home[owner], "orders": shown.orders, "seal": seal, "currency": "RUB"}
    return facts | {"with_unpriced": with_unpriced}


async def order(home: Household, owner: str, text: str, origin: str = "") -> int:
    await fill(home, owner, text, origin)
    return await home.write(lock_own_cart, **tap(home, owner, await preview(home, owner)))


async def shown(home: Household, owner: str, number: int) -> OwnOrderView:
    return await home.read(show_own_order, actor=home[owner], order=number)


async def in_cart(home: Household, owner: str) -> list[tuple[str, int]]:
    view = await home.read(show_own_cart, actor=home[owner])
    return [(line.draft.title, line.draft.quantity) for line in view.lines]


async def everything(home: Household) -> list[object]:
    return [[tuple(row) for row in await home.rows(select(table))] for table in metadata.sorted_tables]


async def refused(
    home: Household, kind: type[Exception], use_case: object, **facts: object
) -> dict[str, object]:
    before = await everything(home)
    told = await home.refused(kind, use_case, **facts)  # type: ignore[arg-type]  # each of them
    assert await everything(home) == before
    return told


async def test_checks_out_without_a_family(home: Household) -> None:
    await home.meet(DAD)
    number = await order(home, DAD, "духи 1500 р (для мамы); !сыр 1,5 кг 900 р; чай https://shop.ru/1")
    view = await shown(home, DAD, number)
    assert (view.order.number, view.order.state, view.order.locked_at) == (1, OrderState.LOCKED, START)
    assert (view.order.minor, view.order.currency) == (240_000, "RUB")
    assert (view.order.count, view.order.unpriced, view.pages) == (3, 1, 1)
    cheese, perfume, tea = view.lines
    assert (cheese.title, cheese.quantity, cheese.unit, cheese.urgent) == ("сыр", 1500, "g", True)
    assert (perfume.note, perfume.price) == ("для мамы", Money(150_000, "RUB"))
    assert (tea.link, tea.price) == ("https://shop.ru/1", None)
    assert await in_cart(home, DAD) == []


async def test_a_second_tap_finds_the_order_that_the_first_one_made(home: Household) -> None:
    await home.meet(DAD)
    await fill(home, DAD, "духи 1500 р")
    twice = tap(home, DAD, await preview(home, DAD))
    first = await home.write(lock_own_cart, **twice)
    await fill(home, DAD, "чай")
    before = await everything(home)
    assert await home.write(lock_own_cart, **twice) == first
    assert await everything(home) == before


async def test_two_devices_check_out_once(crowd: Household) -> None:
    await crowd.meet(DAD)
    await fill(crowd, DAD, "духи 1500 р; чай")
    view = await preview(crowd, DAD)
    whole, some = tap(crowd, DAD, view), tap(crowd, DAD, view, with_unpriced=False)
    made, refusals = await at_once(*(crowd.write(lock_own_cart, **which) for which in (whole, some, whole)))
    assert len(await crowd.rows(select(own_orders))) == 1
    assert len(set(made)) == 1
    assert {type(refusal) for refusal in refusals} <= {OwnCheckoutChangedError, OwnCartEmptyError}
    assert len(await in_cart(crowd, DAD)) + len(await crowd.rows(select(own_order_lines))) == 2


async def test_refuses_what_was_not_shown(home: Household) -> None:
    await home.meet(DAD)
    forged = {"actor": home[DAD], "seal": "", "with_unpriced": True, "currency": "RUB"}
    await refused(home, OwnCartEmptyError, preview_own_checkout, actor=home[DAD], currency="RUB")
    await refused(home, OwnCartEmptyError, lock_own_cart, **forged, orders=0)
    added = await fill(home, DAD, "духи")
    stale = tap(home, DAD, await preview(home, DAD))
    await refused(home, OwnCheckoutChangedError, lock_own_cart, **forged, orders=0)
    await refused(home, OwnCheckoutChangedError, lock_own_cart, **stale | {"orders": 1})
    await refused(home, OwnCheckoutChangedError, lock_own_cart, **stale | {"orders": 2**31 - 1})
    await refused(home, OwnCheckoutChangedError, lock_own_cart, **stale | {"with_unpriced": False})
    line = {"actor": home[DAD], "item": added.lines[0].id, "revision": 1}
    await home.write(set_own_quantity, **line, quantity=2)
    await refused(home, OwnCheckoutChangedError, lock_own_cart, **stale)


async def test_what_has_no_price_may_stay_in_the_cart(home: Household) -> None:
    await home.meet(DAD)
    await fill(home, DAD, "духи 1500 р; чай")
    view = await preview(home, DAD)
    assert [line.draft.title for line in view.unpriced] == ["чай"]
    made = await home.write(lock_own_cart, **tap(home, DAD, view, with_unpriced=False))
    assert [line.title for line in (await shown(home, DAD, made)).lines] == ["духи"]
    assert await in_cart(home, DAD) == [("чай", 1)]


async def test_a_missing_price_is_given_in_answer_to_the_question(home: Household) -> None:
    await home.meet(DAD)
    (tea,) = (await fill(home, DAD, "чай 2 шт")).lines
    of = {"actor": home[DAD], "item": tea.id, "revision": 1}
    answer = of | {"text": "89,90", "currency": "RUB"}
    await refused(home, QuestionGoneError, price_own_line, **answer)
    await refused(home, OwnLineChangedError, ask_for_own_price, **of | {"revision": 2})
    assert (await home.write(ask_for_own_price, **of)).title == "чай"
    await refused(home, AmountUnreadableError, price_own_line, **answer | {"text": "дорого"})
    await refused(home, OwnLineGoneError, price_own_line, **answer | {"actor": home["Мама"]})
    await home.write(price_own_line, **answer)
    assert (await preview(home, DAD)).total == Money(17_980, "RUB")
    await refused(home, OwnLineChangedError, price_own_line, **answer)


async def test_an_order_has_one_currency(home: Household) -> None:
    await home.meet(DAD)
    await fill(home, DAD, "книга 15,00; диск 5,00", currency="EUR")
    (tea,) = (await fill(home, DAD, "чай")).lines
    euros = await preview(home, DAD)
    assert (euros.total, euros.elsewhere, len(euros.lines)) == (Money(2_000, "EUR"), 0, 3)
    of = {"actor": home[DAD], "item": tea.id, "revision": 1}
    await home.write(ask_for_own_price, **of)
    await home.write(price_own_line, **of, text="3", currency="RUB")
    assert (await preview(home, DAD)).total == Money(2_300, "EUR")
    await fill(home, DAD, "духи 1500 р")
    roubles = await preview(home, DAD)
    assert (roubles.total, roubles.elsewhere) == (Money(150_000, "RUB"), 3)
    await home.write(lock_own_cart, **tap(home, DAD, roubles))
    made = await home.write(lock_own_cart, **tap(home, DAD, await preview(home, DAD)))
    assert (await shown(home, DAD, made)).order.minor == 2_300
    assert await in_cart(home, DAD) == []


@pytest.mark.parametrize(
    ("first", "between"), [(OwnMark.PAID, OrderState.PAID), (OwnMark.RECEIVED, OrderState.RECEIVED)]
)
async def test_is_paid_and_received_in_either_order(
    home: Household, first: OwnMark, between: OrderState
) -> None:
    await home.meet(DAD)
    number = await order(home, DAD, "духи 1500 р")
    (second,) = set(OwnMark) - {first}

    async def mark(which: OwnMark, *, is_set: bool = True) -> OrderState:
        facts = {"actor": home[DAD], "order": number, "mark": which, "is_set": is_set}
        await home.write(mark_own_order, **facts)
        before = await everything(home)
        home.clock.advance(minutes=1)
        await home.write(mark_own_order, **facts)  # once more, later
        assert await everything(home) == before
        return (await shown(home, DAD, number)).order.state

    assert await mark(first) is between
    told = await refused(home, OwnOrderStateError, cancel_own_order, actor=home[DAD], order=number)
    assert told == {"order": number, "number": 1, "state": between}
    assert await mark(second) is OrderState.CLOSED
    kept = (await shown(home, DAD, number)).order
    moments = {OwnMark.PAID: kept.paid_at, OwnMark.RECEIVED: kept.received_at}
    assert (moments[first], moments[second]) == (START, START + timedelta(minutes=1))
    assert await mark(first, is_set=False) is not OrderState.CLOSED
    assert await mark(second, is_set=False) is OrderState.LOCKED


async def test_cancelling_puts_the_lines_back_once(home: Household) -> None:
    await home.meet(DAD)
    number = await order(home, DAD, "!духи 1500 р (для мамы) https://shop.ru/1; чай 2 шт")
    off = {"actor": home[DAD], "order": number}
    await home.write(cancel_own_order, **off)
    view = await home.read(show_own_cart, actor=home[DAD])
    perfume, tea = (line.draft for line in view.lines)
    assert (perfume.title, perfume.urgent, perfume.note) == ("духи", True, "для мамы")
    assert (perfume.price, perfume.link) == (Money(150_000, "RUB"), "https://shop.ru/1")
    assert (tea.title, tea.quantity, tea.price) == ("чай", 2, None)
    before = await everything(home)
    await home.write(cancel_own_order, **off)
    assert await everything(home) == before
    told = await refused(home, OwnOrderStateError, mark_own_order, **off, mark=OwnMark.PAID, is_set=True)
    assert told == {"order": number, "number": 1, "state": OrderState.CANCELLED}
    again = await home.write(lock_own_cart, **tap(home, DAD, await preview(home, DAD)))
    assert (await shown(home, DAD, again)).order.number == 2


async def test_repeating_adds_the_lines_once_for_each_button_that_was_drawn(home: Household) -> None:
    await home.meet(DAD)
    number = await order(home, DAD, "духи 1500 р; чай 2 шт")
    again = {"actor": home[DAD], "order": number, "repeats": 0}
    added = await home.write(repeat_own_order, **again)
    assert [line.draft.title for line in added.lines] == ["духи", "чай"]
    before = await everything(home)
    assert await home.write(repeat_own_order, **again) == added
    assert await everything(home) == before
    await refused(home, OwnOrderUnknownError, repeat_own_order, **again | {"repeats": 2})
    assert await home.write(undo_own_addition, actor=home[DAD], addition=added.addition) == 2
    await home.write(repeat_own_order, **again | {"repeats": 1})
    assert await in_cart(home, DAD) == [("духи", 1), ("чай", 2)]


async def test_a_cart_that_is_too_full_takes_all_or_nothing_back(home: Household) -> None:
    await home.meet(DAD)
    number = await order(home, DAD, "духи; чай")
    for part in range(4):
        await fill(home, DAD, "\n".join((50 if part else 49) * ["хлеб"]), origin=str(part))
    off = {"actor": home[DAD], "order": number}
    assert await refused(home, CartFullError, cancel_own_order, **off) == {"limit": 200, "room": 1}
    assert await refused(home, CartFullError, repeat_own_order, **off, repeats=0) == {"limit": 200, "room": 1}


async def test_two_devices_that_cancel_pay_and_repeat_leave_one_story(crowd: Household) -> None:
    await crowd.meet(DAD)
    number = await order(crowd, DAD, "духи")
    of = {"actor": crowd[DAD], "order": number}
    _, refusals = await at_once(
        *(crowd.write(cancel_own_order, **of) for _ in range(2)),
        *(crowd.write(mark_own_order, **of, mark=OwnMark.PAID, is_set=True) for _ in range(2)),
        *(crowd.write(repeat_own_order, **of, repeats=0) for _ in range(2)),
    )
    assert {type(refusal) for refusal in refusals} == {OwnOrderStateError}
    is_cancelled = (await shown(crowd, DAD, number)).order.state is OrderState.CANCELLED
    assert await in_cart(crowd, DAD) == [("духи", 1)] * (2 if is_cancelled else 1)


async def test_has_pages(home: Household) -> None:
    await home.meet(DAD)
    for number in range(1, 11):
        await order(home, DAD, "духи", origin=str(number))
    last = await home.read(list_own_orders, actor=home[DAD], page=7)
    assert (last.page, last.pages, [one.number for one in last.orders]) == (1, 2, [2, 1])
    long = await order(home, DAD, "\n".join(f"чай №{number}" for number in range(1, 11)))
    view = await home.read(show_own_order, actor=home[DAD], order=long, page=7)
    assert (view.page, view.pages, [line.title for line in view.lines]) == (1, 2, ["чай №9", "чай №10"])


async def test_each_counts_their_own_and_nobody_finds_anothers(home: Household) -> None:
    await home.family("Мама", [DAD])
    number = await order(home, DAD, "духи")
    assert (await shown(home, "Мама", await order(home, "Мама", "халат"))).order.number == 1
    mum = {"actor": home["Мама"], "order": number}
    await refused(home, OwnOrderUnknownError, show_own_order, **mum)
    await refused(home, OwnOrderUnknownError, mark_own_order, **mum, mark=OwnMark.PAID, is_set=True)
    await refused(home, OwnOrderUnknownError, cancel_own_order, **mum)
    await refused(home, OwnOrderUnknownError, repeat_own_order, **mum, repeats=0)
    listed = await home.read(list_own_orders, actor=home["Мама"])
    assert [one.owner for one in listed.orders] == [home["Мама"]]


async def test_stays_with_a_limited_member_who_leaves_and_joins_elsewhere(home: Household) -> None:
    family = await home.family("Мама", ["Катя"])
    await home.limit("Катя", 0)
    told = await home.told("Мама")
    number = await order(home, "Катя", "торт 9000 р")
    assert await home.told("Мама") == told
    await home.write(leave_family, actor=home["Катя"], family=family, keep_lines=True)
    assert (await shown(home, "Катя", number)).order.state is OrderState.LOCKED
    await home.family("Пётр", ["Катя"], name="Петровы")
    paid = {"actor": home["Катя"], "order": number, "mark": OwnMark.PAID, "is_set": True}
    await home.write(mark_own_order, **paid)
    assert [one.number for one in (await home.read(list_own_orders, actor=home["Катя"])).orders] == [1]
    assert (await home.read(list_orders, actor=home["Пётр"])).orders == []


async def test_is_exported_to_its_owner_only_and_forgotten_with_them(home: Household) -> None:
    await home.family("Мама", [DAD])
    await order(home, DAD, "духи 1500 р")
    stored = await home.read(export_me, actor=home[DAD])
    (kept,) = stored["own_orders"]
    assert (kept["number"], kept["total"]) == (1, {"minor": 150_000, "currency": "RUB"})
    (line,) = stored["own_order_lines"]
    assert (line["order"], line["title"], line["price"]["minor"]) == (1, "духи", 150_000)
    mums = await home.read(export_me, actor=home["Мама"])
    assert (mums["own_orders"], mums["own_order_lines"]) == ([], [])
    await order(home, "Мама", "халат")
    await home.write(forget_me, actor=home[DAD])
    assert [row.owner_id for row in await home.rows(select(own_orders))] == [home["Мама"]]
    assert [row.title for row in await home.rows(select(own_order_lines))] == ["халат"]
