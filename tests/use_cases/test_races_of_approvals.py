"""What is promised when adults decide, children change and time runs out at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from core.alerts.carts import ApprovalsAwaited, LineAllowed, LineDeclined, RequestExpired
from core.alerts.families import BenefitSwitched
from core.carts.agreement import Choice, Standing
from core.carts.approving import decide_request, tend_approvals
from core.carts.errors import (
    LineChangedError,
    LineGoneError,
    RequestChangedError,
    RequestDecidedError,
    RequestExpiredError,
    VoteClosedError,
)
from core.carts.filling import add_lines, remove_line, set_quantity
from core.families.benefit import Benefit
from core.families.benefits import switch_benefit
from core.families.errors import CartOffError
from storage.schema import benefit_changes
from tests.at_once import at_once, kinds
from tests.household import NOBODY, START

if TYPE_CHECKING:
    from core.carts.item import Item
    from core.carts.views import Decided
    from tests.household import Household

FAMILY = ["Мама", "Папа", "Дед", "Катя"]
SCOOTER = "самокат 9000 ₽"


async def asked(crowd: Household, text: str = SCOOTER) -> Item:
    """Return what Катя, who is limited, asks for."""
    await crowd.family("Мама", FAMILY[1:])
    await crowd.limit("Катя", 50_000)
    return await crowd.add_one("Катя", text)


async def decide(crowd: Household, name: str, item: Item, *, yes: bool) -> Decided:
    facts = {"actor": crowd[name], "item": item.id, "version": item.version, "is_allowed": yes}
    return await crowd.write(decide_request, **facts)


async def test_two_adults_decide_at_once_and_one_of_them_counts(crowd: Household) -> None:
    item = await asked(crowd)
    decided, refusals = await at_once(
        decide(crowd, "Мама", item, yes=True), decide(crowd, "Папа", item, yes=False)
    )
    assert (len(decided), kinds(refusals)) == (1, {RequestDecidedError})
    (alert,) = await crowd.told("Катя")
    is_allowed = (await crowd.item(item.id)).standing is Standing.VOTING
    assert decided[0].is_allowed is is_allowed
    assert isinstance(alert, LineAllowed if is_allowed else LineDeclined)


async def test_a_double_tap_decides_once(crowd: Household) -> None:
    item = await asked(crowd)
    decided, refusals = await at_once(*(decide(crowd, "Папа", item, yes=True) for _ in range(3)))
    assert (len(decided), refusals) == (3, [])
    assert len(await crowd.told("Катя")) == 1


async def test_an_adult_allows_what_was_shown_or_nothing(crowd: Household) -> None:
    item = await asked(crowd)
    more = crowd.write(set_quantity, actor=crowd["Катя"], item=item.id, revision=1, quantity=2)
    _, refusals = await at_once(decide(crowd, "Папа", item, yes=True), more)
    now = await crowd.item(item.id)
    assert (now.standing, now.version, now.quantity) == (Standing.ASKING, 2, 2)
    assert kinds(refusals) <= {RequestChangedError}


async def test_an_adult_decides_in_time_or_not_at_all(crowd: Household) -> None:
    item = await asked(crowd)
    crowd.clock.advance(hours=48)
    _, refusals = await at_once(
        crowd.write(tend_approvals), decide(crowd, "Папа", item, yes=True), crowd.write(tend_approvals)
    )
    assert kinds(refusals) == {RequestExpiredError}
    await crowd.write(tend_approvals)  # the first ones pass over a line that somebody holds
    assert (await crowd.item(item.id)).standing is Standing.DECLINED
    assert await crowd.told("Катя") == [RequestExpired(item.id, "самокат")]


async def test_a_withdrawn_line_is_not_decided_about(crowd: Household) -> None:
    item = await asked(crowd)
    _, refusals = await at_once(
        decide(crowd, "Папа", item, yes=True),
        crowd.write(remove_line, actor=crowd["Катя"], item=item.id),
    )
    assert kinds(refusals) <= {LineGoneError}
    assert len(await crowd.told("Катя")) + len(refusals) == 1


async def test_two_tending_jobs_remind_once(crowd: Household) -> None:
    await asked(crowd)
    crowd.clock.advance(hours=24)
    await at_once(*(crowd.write(tend_approvals) for _ in range(3)))
    reminders = [alert for alert in await crowd.told("Мама") if isinstance(alert, ApprovalsAwaited)]
    assert reminders == [ApprovalsAwaited(1)]


async def test_a_switch_pressed_several_times_at_once_switches_once(crowd: Household) -> None:
    await crowd.family("Мама", FAMILY[1:])
    facts = {"actor": crowd["Мама"], "family": 1, "benefit": Benefit.VOTING, "is_on": False}
    await at_once(*(crowd.write(switch_benefit, **facts) for _ in range(3)))
    assert await crowd.told("Папа") == [BenefitSwitched("Ивановы", "voting", is_on=False, by="Мама")]
    assert (await crowd.rows(select(func.count()).select_from(benefit_changes)))[0][0] == 1


async def test_without_voting_no_line_is_left_to_be_voted_on(crowd: Household) -> None:
    await crowd.family("Мама", FAMILY[1:])
    tv, kettle = await crowd.add("Папа", "телевизор 20000 ₽; чайник 900 ₽")
    add = {"actor": crowd["Дед"], "text": "диван 20000 ₽", "origin": "message"}
    facts = {"actor": crowd["Мама"], "family": 1, "benefit": Benefit.VOTING, "is_on": False}
    _, refusals = await at_once(
        crowd.write(add_lines, **add),
        crowd.write(set_quantity, actor=crowd["Папа"], item=kettle.id, revision=1, quantity=2),
        crowd.vote("Дед", tv, Choice.AGAINST),
        crowd.vote("Мама", tv, Choice.AGAINST),
        crowd.vote("Катя", tv, Choice.AGAINST),
        crowd.write(switch_benefit, **facts),
    )
    assert kinds(refusals) <= {VoteClosedError, LineChangedError}
    lines = await crowd.look(lambda work: work.open_items(1, NOBODY, START))
    assert {line.standing for line in lines} <= {Standing.FREE, Standing.REJECTED}
    assert {line.standing for line in lines if line.id != tv.id} == {Standing.FREE}


async def test_a_line_is_added_before_the_cart_goes_or_not_at_all(crowd: Household) -> None:
    await crowd.family("Мама", FAMILY[1:])
    add = {"actor": crowd["Папа"], "text": "хлеб", "origin": "message"}
    off = {"actor": crowd["Мама"], "family": 1, "benefit": Benefit.CART, "is_on": False}
    _, refusals = await at_once(crowd.write(add_lines, **add), crowd.write(switch_benefit, **off))
    assert kinds(refusals) <= {CartOffError}
    assert await crowd.look(lambda work: work.line_count(1, START)) == 1 - len(refusals)
