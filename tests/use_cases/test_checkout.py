from __future__ import annotations

from typing import TYPE_CHECKING

from core.alerts.carts import LinePriced
from core.alerts.orders import OrderLocked
from core.carts.agreement import Choice, Standing
from core.carts.errors import LineChangedError, LineGoneError
from core.carts.filling import set_quantity
from core.carts.looking import show_cart
from core.families.errors import NoFamilyError, NotAMemberError, NotOrganizerError
from core.orders.checkout import ask_for_price, lock_cart, preview_checkout, price_line
from core.orders.errors import CheckoutChangedError, NothingToOrderError, PricesMissingError
from core.orders.order import OrderState
from core.orders.paying import show_order
from core.orders.views import CheckoutView, OrderLine, ShareState, ShareView
from core.people.errors import QuestionGoneError
from core.shared.money import AmountUnreadableError, Money

if TYPE_CHECKING:
    from core.carts.item import Item
    from tests.household import Household


async def preview(home: Household) -> CheckoutView:
    return await home.write(preview_checkout, actor=home["Мама"])


def tap(home: Household, shown: CheckoutView) -> dict[str, object]:
    seen = {"family": shown.family, "orders": shown.orders, "seal": shown.seal}
    return {"actor": home["Мама"]} | seen


async def price(home: Household, item: Item, text: str) -> Item:
    of = {"actor": home["Мама"], "item": item.id, "revision": item.revision}
    await home.write(ask_for_price, **of)
    return await home.write(price_line, **of, text=text)


async def test_shows_what_would_be_ordered_and_who_would_owe_what(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    milk, beer = await home.add("Мама", "молоко 2 шт 89,90; сыр 300 г 250,00")
    await home.add("Папа", "телевизор 20000 ₽; хлеб 40,01")
    shown = await preview(home)
    assert (shown.family, shown.orders, shown.waiting, list(shown.unpriced)) == (1, 0, 1, [])
    assert [item.title for item in shown.items] == ["молоко", "сыр", "хлеб"]
    assert shown.items[:2] == [milk, beer]
    assert shown.total == Money(46_981, "RUB")
    assert shown.shares == [("Мама", 42_980), ("Папа", 4_001)]


async def test_only_the_organizer_checks_out(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.meet("Сосед")
    item = await home.add_one("Папа", "хлеб")
    told = {"organizer": "Мама"}
    assert await home.refused(NotOrganizerError, preview_checkout, actor=home["Папа"]) == told
    assert await home.refused(NoFamilyError, preview_checkout, actor=home["Сосед"]) == {}
    facts = {"family": 1, "orders": 0, "seal": "0"}
    assert await home.refused(NotOrganizerError, lock_cart, actor=home["Папа"], **facts) == told
    assert await home.refused(NotAMemberError, lock_cart, actor=home["Сосед"], **facts) == {}
    facts = {"family": 99, "orders": 0, "seal": "0"}
    assert await home.refused(NotAMemberError, lock_cart, actor=home["Мама"], **facts) == {}
    of = {"item": item.id, "revision": 1}
    assert await home.refused(NotOrganizerError, ask_for_price, actor=home["Папа"], **of) == told
    assert await home.refused(NotOrganizerError, price_line, actor=home["Папа"], **of, text="5") == told
    assert await home.refused(NotAMemberError, ask_for_price, actor=home["Сосед"], **of) == {}


async def test_refuses_when_nothing_is_agreed_on(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    assert await home.refused(NothingToOrderError, preview_checkout, actor=home["Мама"]) == {
        "waiting": 0,
        "asking": 0,
    }
    await home.add("Мама", "телевизор 20000 ₽; чай")
    assert await home.refused(NothingToOrderError, preview_checkout, actor=home["Мама"]) == {
        "waiting": 2,
        "asking": 0,
    }
    facts = {"actor": home["Мама"], "family": 1, "orders": 0, "seal": "0"}
    assert await home.refused(NothingToOrderError, lock_cart, **facts) == {"waiting": 2, "asking": 0}


async def test_an_order_is_the_agreed_lines_and_the_rest_stays(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await home.add("Папа", "хлеб 40,00")
    tv, _ = await home.add("Мама", "телевизор 20000 ₽; диван 30000 ₽")
    await home.vote("Папа", tv, Choice.FOR)
    await home.vote("Катя", tv, Choice.FOR)
    order = await home.lock("Мама")
    view = await home.read(show_order, actor=home["Катя"], order=order)
    assert (view.number, view.family, view.state, view.minor) == (1, "Ивановы", OrderState.LOCKED, 2_004_000)
    assert view.lines == [
        OrderLine(home["Папа"], "хлеб", 1, "pcs", 4000),
        OrderLine(home["Мама"], "телевизор", 1, "pcs", 2_000_000),
    ]
    assert view.shares == [
        ShareView(home["Мама"], "Мама", 2_000_000, 0, 0, ShareState.PENDING, 1, is_disputed=False),
        ShareView(home["Папа"], "Папа", 4000, 0, 0, ShareState.PENDING, 1, is_disputed=False),
    ]
    cart = await home.read(show_cart, actor=home["Катя"])
    assert [line.item.title for line in cart.lines] == ["диван"]


async def test_everybody_else_is_told_of_the_order(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await home.add("Папа", "хлеб 40,00; соль 20,00")
    order = await home.lock("Мама")
    told = OrderLocked(order, 1, "Мама", 2, 6000, "RUB")
    assert await home.told("Папа") == [told]
    assert await home.told("Катя") == [told]
    assert told not in await home.told("Мама")


async def test_the_same_tap_twice_makes_one_order(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.add("Мама", "хлеб 40,00")
    shown = await preview(home)
    first = await home.write(lock_cart, **tap(home, shown))
    await home.add("Мама", "соль 20,00")
    assert await home.write(lock_cart, **tap(home, shown)) == first
    assert (await preview(home)).orders == 1
    assert len(await home.told("Папа")) == 1


async def test_the_next_order_has_the_next_number(home: Household) -> None:
    await home.family("Мама")
    numbers = []
    for _ in range(3):
        await home.add("Мама", "хлеб 40,00")
        order = await home.lock("Мама")
        numbers.append((await home.read(show_order, actor=home["Мама"], order=order)).number)
    assert numbers == [1, 2, 3]


async def test_refuses_lines_that_were_not_shown(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    item = await home.add_one("Мама", "хлеб 40,00")
    shown = await preview(home)
    await home.add("Папа", "соль 20,00")
    assert await home.refused(CheckoutChangedError, lock_cart, **tap(home, shown)) == {}
    shown = await preview(home)
    await home.write(set_quantity, actor=home["Мама"], item=item.id, revision=1, quantity=2)
    assert await home.refused(CheckoutChangedError, lock_cart, **tap(home, shown)) == {}


async def test_a_vote_that_was_opened_meanwhile_does_not_stop_the_order(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.add("Мама", "хлеб 40,00")
    shown = await preview(home)
    await home.add("Папа", "телевизор 20000 ₽")
    assert await home.write(lock_cart, **tap(home, shown)) == 1


async def test_refuses_an_order_with_missing_prices(home: Household) -> None:
    await home.family("Мама")
    await home.add("Мама", "хлеб 40,00; соль; чай")
    shown = await preview(home)
    assert [item.title for item in shown.unpriced] == ["соль", "чай"]
    assert shown.total == Money(4000, "RUB")
    assert await home.refused(PricesMissingError, lock_cart, **tap(home, shown)) == {"lines": 2}


async def test_a_missing_price_is_asked_for_and_the_author_is_told(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    tea = await home.add_one("Папа", "чай 2 шт")
    await home.vote("Катя", tea, Choice.FOR)
    await home.vote("Мама", tea, Choice.FOR)
    priced = await price(home, tea, "120,50")
    assert (priced.price, priced.version, priced.standing) == (Money(12_050, "RUB"), 2, Standing.FREE)
    assert await home.told("Папа") == [LinePriced("чай", "Мама", 12_050, "RUB")]
    assert (await preview(home)).total == Money(24_100, "RUB")


async def test_a_missing_price_that_is_high_is_put_to_the_vote(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    tea = await home.add_one("Мама", "чай")
    await home.vote("Мама", tea, Choice.FOR)
    assert (await home.item(tea.id)).standing is Standing.APPROVED
    priced = await price(home, tea, "1000")
    assert (priced.version, priced.standing) == (2, Standing.VOTING)
    assert not [alert for alert in await home.told("Мама") if isinstance(alert, LinePriced)]


async def test_a_price_may_be_nothing(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    tea = await home.add_one("Мама", "чай")
    assert (await price(home, tea, "0")).standing is Standing.FREE
    await home.lock("Мама")


async def test_a_price_that_cannot_be_read_leaves_the_question_open(home: Household) -> None:
    await home.family("Мама")
    tea = await home.add_one("Мама", "чай")
    of = {"actor": home["Мама"], "item": tea.id, "revision": 1}
    await home.refused(QuestionGoneError, price_line, **of, text="5")
    await home.write(ask_for_price, **of)
    told = await home.refused(AmountUnreadableError, price_line, **of, text="дорого")
    assert told == {"text": "дорого"}
    assert (await home.write(price_line, **of, text="5")).price == Money(500, "RUB")


async def test_a_price_is_not_waited_for_longer_than_fifteen_minutes(home: Household) -> None:
    await home.family("Мама")
    tea = await home.add_one("Мама", "чай")
    of = {"actor": home["Мама"], "item": tea.id, "revision": 1}
    await home.write(ask_for_price, **of)
    home.clock.advance(minutes=15)
    assert await home.refused(QuestionGoneError, price_line, **of, text="5") == {}


async def test_a_price_is_given_once_and_to_the_line_that_was_shown(home: Household) -> None:
    await home.family("Мама")
    tea = await home.add_one("Мама", "чай")
    of = {"actor": home["Мама"], "item": tea.id, "revision": 1}
    priced = await price(home, tea, "5")
    assert await home.refused(LineChangedError, price_line, **of, text="5") == {"line": "чай"}
    assert await home.refused(LineChangedError, ask_for_price, **of) == {"line": "чай"}
    again = {"actor": home["Мама"], "item": tea.id, "revision": priced.revision}
    assert await home.refused(LineChangedError, ask_for_price, **again) == {"line": "чай"}
    gone = {"actor": home["Мама"], "item": 99, "revision": 1}
    assert await home.refused(LineGoneError, ask_for_price, **gone) == {}


async def test_the_dearest_cart_still_adds_up(home: Household) -> None:
    await home.family("Мама")
    await home.add("Мама", ";".join(["дворец 999 шт 10000000 ₽"] * 50))
    order = await home.lock("Мама")
    view = await home.read(show_order, actor=home["Мама"], order=order)
    assert view.minor == 49_950_000_000_000
