"""Adding from any other chat: what was typed is kept for an hour, and a message adds once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from core.carts.errors import AskedTooLongAgoError, CartFullError, NotAskedByYouError
from core.carts.filling import add_lines
from core.carts.inline import ask_inline, forget_inline_asks, heed_inline
from core.families.benefit import Benefit
from core.families.benefits import switch_benefit
from core.families.errors import CartOffError, NoFamilyError
from core.families.family import Units
from core.families.settings import choose_units
from core.shared.secrets import LooksSecretError
from storage.schema import inline_asks, items, own_items
from tests.at_once import at_once

if TYPE_CHECKING:
    from core.carts.inline import Heeded, InlineOffer
    from tests.household import Household


async def ask(home: Household, person: str, text: str) -> InlineOffer:
    return await home.write(ask_inline, actor=home[person], text=text, currency="RUB")


def press(home: Household, person: str, asked: int, *, to_family: bool = True) -> dict[str, object]:
    return {
        "actor": home[person],
        "ask": asked,
        "to_family": to_family,
        "message": "sent",
        "currency": "RUB",
    }


async def heed(home: Household, person: str, asked: int, *, to_family: bool = True) -> Heeded:
    return await home.write(heed_inline, **press(home, person, asked, to_family=to_family))


async def kept(home: Household) -> list[list[str]]:
    tables = (items, own_items)
    return [[row.title for row in await home.rows(select(table.c.title))] for table in tables]


async def test_says_what_could_be_added_and_where(home: Household) -> None:
    await home.meet("Катя")
    offer = await ask(home, "Катя", "молоко 2 шт 89,90; !хлеб")
    assert [(draft.title, draft.quantity, draft.urgent) for draft in offer.drafts] == [
        ("молоко", 2, False),
        ("хлеб", 1, True),
    ]
    assert (offer.has_cart, offer.units) == (False, Units.LARGE)
    family = await home.family("Мама", ["Катя"])
    await home.write(choose_units, actor=home["Мама"], family=family, units=Units.SMALL)
    offer = await ask(home, "Катя", "сыр 1,5 кг")
    assert (offer.has_cart, offer.units) == (True, Units.SMALL)
    await home.write(switch_benefit, actor=home["Мама"], family=family, benefit=Benefit.CART, is_on=False)
    assert (await ask(home, "Катя", "сыр")).has_cart is False
    assert await kept(home) == [[], []]


async def test_the_same_typed_again_is_kept_once_and_lives_on(home: Household) -> None:
    await home.family("Мама")
    first = await ask(home, "Мама", "молоко")
    home.clock.advance(minutes=59)
    assert (await ask(home, "Мама", "молоко")).ask == first.ask
    home.clock.advance(minutes=59)
    assert (await heed(home, "Мама", first.ask)).text == "молоко"


async def test_a_message_adds_once_whoever_tells_of_it(home: Household) -> None:
    await home.family("Мама")
    await home.add_one("Мама", "молоко")
    asked = (await ask(home, "Мама", "молоко 2 шт; хлеб")).ask
    heeded = await heed(home, "Мама", asked)
    assert heeded.added is not None
    assert [offer.draft.quantity for offer in heeded.added.offers] == [3]
    again = await heed(home, "Мама", asked)
    assert (again.text, again.added) == ("молоко 2 шт; хлеб", None)
    assert await kept(home) == [["молоко", "молоко", "хлеб"], []]


async def test_told_twice_at_once_it_adds_once(crowd: Household) -> None:
    await crowd.family("Мама")
    asked = (await ask(crowd, "Мама", "молоко")).ask
    answers, refusals = await at_once(*(heed(crowd, "Мама", asked) for _ in range(4)))
    assert refusals == []
    assert sorted(heeded.added is None for heeded in answers) == [False, True, True, True]
    assert await kept(crowd) == [["молоко"], []]


async def test_the_own_cart_gets_it_when_that_was_chosen(home: Household) -> None:
    await home.family("Мама")
    asked = (await ask(home, "Мама", "духи")).ask
    for _ in range(2):
        heeded = await heed(home, "Мама", asked, to_family=False)
        assert (heeded.text, heeded.added) == ("духи", None)
    assert await kept(home) == [[], ["духи"]]


async def test_nobody_else_adds_it(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    asked = (await ask(home, "Мама", "молоко")).ask
    await home.refused(NotAskedByYouError, heed_inline, **press(home, "Папа", asked))
    await home.refused(NotAskedByYouError, heed_inline, **press(home, "Папа", asked, to_family=False))
    assert await kept(home) == [[], []]


async def test_after_an_hour_it_is_too_late(home: Household) -> None:
    await home.family("Мама")
    asked = (await ask(home, "Мама", "молоко")).ask
    home.clock.advance(minutes=60)
    await home.refused(AskedTooLongAgoError, heed_inline, **press(home, "Мама", asked))
    await home.refused(AskedTooLongAgoError, heed_inline, **press(home, "Мама", asked + 1))
    newer = (await ask(home, "Мама", "хлеб")).ask
    await home.write(forget_inline_asks)
    assert [row.id for row in await home.rows(select(inline_asks.c.id))] == [newer]


async def test_refuses_what_the_cart_refuses(home: Household) -> None:
    family = await home.family("Мама", ["Папа"])
    await home.refused(
        LooksSecretError, ask_inline, actor=home["Мама"], text="4111 1111 1111 1111", currency="RUB"
    )
    asked = (await ask(home, "Мама", "молоко")).ask
    for part in range(4):
        text = "\n".join(50 * ["хлеб"])
        await home.write(add_lines, actor=home["Папа"], text=text, origin=str(part))
    await home.refused(CartFullError, heed_inline, **press(home, "Мама", asked))
    await home.write(switch_benefit, actor=home["Мама"], family=family, benefit=Benefit.CART, is_on=False)
    await home.refused(CartOffError, heed_inline, **press(home, "Мама", asked))
    await home.meet("Сосед")
    alone = (await ask(home, "Сосед", "молоко")).ask
    await home.refused(NoFamilyError, heed_inline, **press(home, "Сосед", alone))
