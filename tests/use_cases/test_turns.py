"""Who checks out: the organizer, any adult, or the adults by turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.alerts.orders import TurnPassed
from core.carts.errors import LineChangedError
from core.carts.looking import show_cart
from core.families.errors import AdultsOnlyError, NotAMemberError, NotOrganizerError
from core.families.family import MayLock
from core.families.leaving import leave_family
from core.families.settings import choose_may_lock
from core.orders.checkout import ask_for_price, pass_turn, preview_checkout, price_line
from core.orders.errors import NotYourTurnError

if TYPE_CHECKING:
    from tests.household import Household


async def set_up(home: Household, may_lock: MayLock) -> None:
    """Мама in seat 1, Папа, Катя, who is limited, and Дима; there is something to check out."""
    await home.family("Мама", ["Папа", "Катя", "Дима"])
    await home.limit("Катя", 100_000)
    await home.write(choose_may_lock, actor=home["Мама"], family=1, may_lock=may_lock)
    await home.add("Папа", "хлеб 50 ₽")


async def who_may(home: Household) -> list[str]:
    """Return who may check out; the buttons under the cart say the same."""
    names = ["Мама", "Папа", "Катя", "Дима"]
    shown = [name for name in names if (await home.read(show_cart, actor=home[name])).may_check_out]
    allowed = []
    for name in names:
        try:
            await home.write(preview_checkout, actor=home[name])
        except (NotOrganizerError, AdultsOnlyError, NotYourTurnError):
            continue
        allowed.append(name)
    assert shown == allowed
    return allowed


@pytest.mark.parametrize(
    ("may_lock", "names"),
    [
        (MayLock.ORGANIZER, ["Мама"]),
        (MayLock.ADULTS, ["Мама", "Папа", "Дима"]),
        (MayLock.ROTATION, ["Мама"]),
    ],
)
async def test_who_may_check_out(home: Household, may_lock: MayLock, names: list[str]) -> None:
    await set_up(home, may_lock)
    assert await who_may(home) == names


async def test_turns_go_by_seat_among_the_adults_and_come_round(home: Household) -> None:
    await set_up(home, MayLock.ROTATION)
    for name, following in (("Мама", "Папа"), ("Папа", "Дима"), ("Дима", "Мама")):
        await home.lock(name)
        await home.add("Папа", "хлеб 50 ₽")
        turn = (await home.write(preview_checkout, actor=home["Мама"])).turn
        assert turn is not None
        assert turn.name == following
    assert await who_may(home) == ["Мама"]


async def test_out_of_turn_it_says_whose_it_is(home: Household) -> None:
    await set_up(home, MayLock.ROTATION)
    await home.lock("Мама")
    (gift,) = await home.add("Папа", "хлеб")
    facts = {"item": gift.id, "revision": 1}
    for name in ("Дима", "Катя"):
        for use_case, more in ((preview_checkout, {}), (ask_for_price, facts)):
            refused = await home.refused(NotYourTurnError, use_case, actor=home[name], **more)
            assert refused == {"whose": "Папа", "organizer": "Мама"}
    await home.write(ask_for_price, actor=home["Папа"], **facts)
    await home.write(price_line, actor=home["Папа"], text="50", **facts)
    await home.refused(LineChangedError, ask_for_price, actor=home["Папа"], **facts)


async def test_the_organizer_steps_in_and_the_turn_stays(home: Household) -> None:
    await set_up(home, MayLock.ROTATION)
    for name in ("Мама", "Мама"):
        await home.lock(name)
        await home.add("Папа", "хлеб 50 ₽")
    assert await who_may(home) == ["Мама", "Папа"]


async def test_a_turn_is_passed_on_once_however_often_it_is_tapped(home: Household) -> None:
    await set_up(home, MayLock.ROTATION)
    await home.lock("Мама")
    await home.add("Папа", "хлеб 50 ₽")
    facts = {"actor": home["Папа"], "family": 1, "seat": 2}
    assert [await home.write(pass_turn, **facts) for _ in range(2)] == ["Дима", "Дима"]
    assert (await home.told("Дима"))[-1] == TurnPassed("Ивановы", "Папа")
    assert sum(isinstance(alert, TurnPassed) for alert in await home.told("Дима")) == 1
    assert await who_may(home) == ["Мама", "Дима"]


async def test_nobody_passes_on_anothers_turn_but_the_organizer(home: Household) -> None:
    await set_up(home, MayLock.ROTATION)
    await home.family("Бабушка")
    await home.lock("Мама")
    for name in ("Катя", "Дима"):
        facts = {"actor": home[name], "family": 1, "seat": 2}
        refused = await home.refused(NotYourTurnError, pass_turn, **facts)
        assert refused == {"whose": "Папа", "organizer": "Мама"}
    stranger = {"actor": home["Бабушка"], "family": 1, "seat": 2}
    assert await home.refused(NotAMemberError, pass_turn, **stranger) == {}
    assert await home.write(pass_turn, actor=home["Мама"], family=1, seat=2) == "Дима"


async def test_there_is_no_turn_to_pass_on_where_nobody_takes_turns(home: Household) -> None:
    await set_up(home, MayLock.ADULTS)
    assert await home.write(pass_turn, actor=home["Папа"], family=1, seat=1) == "Мама"
    assert (await home.write(preview_checkout, actor=home["Папа"])).turn is None
    assert not [alert for alert in await home.told("Папа") if isinstance(alert, TurnPassed)]


async def test_a_turn_goes_on_when_its_holder_leaves(home: Household) -> None:
    await set_up(home, MayLock.ROTATION)
    await home.lock("Мама")
    await home.write(leave_family, actor=home["Папа"], family=1, keep_lines=False)
    await home.add("Дима", "хлеб 50 ₽")
    turn = (await home.write(preview_checkout, actor=home["Дима"])).turn
    assert turn is not None
    assert (turn.name, turn.is_mine, turn.heir) == ("Дима", True, "Мама")
