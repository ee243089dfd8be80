"""What a limited member wishes for above their limit waits for an adult; silence is no yes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from core.alerts.carts import (
    ApprovalAsked,
    ApprovalsAsked,
    ApprovalsAwaited,
    LineAllowed,
    LineDeclined,
    RequestExpired,
    RequestMissed,
    VotesAwaited,
)
from core.alerts.stored import from_facts
from core.carts.agreement import Choice, Standing
from core.carts.approving import ask_for_decision_note, decide_request, list_requests, tend_approvals
from core.carts.errors import (
    DecisionNoteError,
    LineGoneError,
    RequestChangedError,
    RequestDecidedError,
    RequestExpiredError,
    VoteClosedError,
)
from core.carts.filling import add_lines, ask_again, edit_line, remove_line, set_quantity, undo_addition
from core.carts.looking import ask_for_edit, show_cart, show_line
from core.carts.views import Decided, Decision
from core.carts.voting import cast_vote, close_votes, remind_voters
from core.families.errors import AdultsOnlyError, NotAMemberError
from core.families.founding import find_summary
from core.families.leaving import leave_family
from core.families.membership import require_family
from core.families.parting import disband
from core.orders.checkout import ask_for_price, preview_checkout, price_line
from core.orders.errors import NothingToOrderError
from core.orders.paying import take_payment
from core.people.errors import QuestionGoneError
from storage.schema import alerts

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from core.alerts.alert import Alert
    from core.carts.item import Item
    from tests.household import Household

FOR, AGAINST = Choice.FOR, Choice.AGAINST
LIMIT = 50_000
"""Катя may wish for so many kopecks unasked: 500 roubles."""

SCOOTER = "самокат 9000 ₽"


async def with_katya(home: Household, *adults: str) -> int:
    """Мама's family in which Катя is limited."""
    family = await home.family("Мама", [*adults, "Катя"])
    await home.limit("Катя", LIMIT)
    return family


def decision(home: Household, name: str, item: Item, *, yes: bool) -> dict[str, object]:
    return {"actor": home[name], "item": item.id, "version": item.version, "is_allowed": yes}


async def decide(home: Household, name: str, item: Item, *, yes: bool = True) -> Decided:
    return await home.write(decide_request, **decision(home, name, item, yes=yes))


async def decide_with(home: Household, name: str, item: Item, note: str, *, yes: bool = True) -> Decided:
    facts = decision(home, name, item, yes=yes)
    await home.write(ask_for_decision_note, **facts)
    return await home.write(decide_request, note=note, **facts)


async def standing(home: Household, item: Item) -> Standing:
    return (await home.item(item.id)).standing


async def told(home: Household, name: str, kind: type[Alert]) -> list[Alert]:
    return [alert for alert in await home.told(name) if isinstance(alert, kind)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("чай 500 ₽", Standing.FREE),
        ("чай 5 шт 100 ₽", Standing.FREE),
        ("чай 500,01 ₽", Standing.ASKING),
        ("чай 6 шт 100 ₽", Standing.ASKING),
        ("чай", Standing.ASKING),
    ],
)
async def test_a_line_above_the_limit_or_of_unknown_cost_waits(
    home: Household, text: str, expected: Standing
) -> None:
    await with_katya(home, "Папа")
    assert (await home.add_one("Катя", text)).standing is expected


async def test_adults_never_ask(home: Household) -> None:
    await with_katya(home, "Папа")
    assert (await home.add_one("Папа", SCOOTER)).standing is Standing.VOTING
    assert (await home.add_one("Мама", "чай")).standing is Standing.VOTING


async def test_the_organizer_is_told_of_one_line_with_what_a_decision_takes(home: Household) -> None:
    await with_katya(home, "Папа")
    item = await home.add_one("Катя", SCOOTER)
    assert item.closes_at == home.clock.now + timedelta(hours=48)
    asked = ApprovalAsked(item.id, 1, "самокат", "Катя", 900_000, 50_000, "RUB")
    assert await told(home, "Мама", ApprovalAsked) == [asked]
    assert await told(home, "Папа", ApprovalAsked) == []


async def test_who_taps_plus_several_times_asks_once_for_the_last_version(home: Household) -> None:
    await with_katya(home)
    item = await home.add_one("Катя", "чай 300 ₽")
    for quantity in (2, 3):
        item = await home.write(
            set_quantity, actor=home["Катя"], item=item.id, revision=item.revision, quantity=quantity
        )
    asked = ApprovalAsked(item.id, 3, "чай", "Катя", 90_000, 50_000, "RUB")
    assert await told(home, "Мама", ApprovalAsked) == [asked]


async def undo(home: Household, item: Item) -> None:
    addition = await home.look(lambda work: work.addition_by_origin("wish"))
    assert await home.write(undo_addition, actor=item.author, addition=addition) == 1


async def remove(home: Household, item: Item) -> None:
    await home.write(remove_line, actor=item.author, item=item.id)


async def shrink(home: Household, item: Item) -> None:
    await reprice(home, item, "самокат 90 ₽")


async def say_yes(home: Household, item: Item) -> None:
    await decide(home, "Папа", item)


async def say_no(home: Household, item: Item) -> None:
    await decide(home, "Папа", item, yes=False)


async def grow_up(home: Household, item: Item) -> None:
    await home.limit("Катя", None)
    await home.write(tend_approvals)
    assert await standing(home, item) is Standing.VOTING


async def pass_by(home: Household, item: Item) -> None:
    home.clock.advance(hours=48)
    await home.write(tend_approvals)
    assert await standing(home, item) is Standing.DECLINED


@pytest.mark.parametrize("end", [undo, remove, shrink, say_yes, say_no, grow_up, pass_by])
async def test_nobody_is_asked_about_a_line_that_asks_no_more(
    home: Household, end: Callable[[Household, Item], Awaitable[None]]
) -> None:
    await with_katya(home, "Папа")
    added = await home.write(add_lines, actor=home["Катя"], text=SCOOTER, origin="wish")
    other = await home.add_one("Катя", "велосипед")
    await end(home, added.items[0])
    home.clock.advance(seconds=10)
    missed = await home.look(lambda work: work.missed_alerts(home["Мама"], 10))
    asked = [waiting.alert.line for waiting in missed if isinstance(waiting.alert, ApprovalAsked)]
    assert asked == ([other.title] if end not in (grow_up, pass_by) else [])


async def reprice(home: Household, item: Item, text: str) -> Item:
    facts = {"actor": home["Катя"], "item": item.id, "revision": item.revision}
    await home.write(ask_for_edit, **facts)
    return await home.write(edit_line, text=text, **facts)


async def test_many_small_rises_after_a_yes_ask_again(home: Household) -> None:
    await with_katya(home)
    await home.limit("Катя", 0)
    item = await home.add_one("Катя", "чай 1000 ₽")
    await decide(home, "Мама", item)
    item = await reprice(home, await home.item(item.id), "чай 1040 ₽")
    assert (item.version, item.standing) == (1, Standing.FREE)
    item = await reprice(home, item, "чай 1080 ₽")
    assert (item.version, item.standing) == (2, Standing.ASKING)
    assert item.asked == item.price


@pytest.mark.parametrize(("limit", "before", "after"), [(99_000, 990, 991), (0, 990, 1010)])
async def test_a_small_rise_over_the_limit_or_into_a_vote_asks(
    home: Household, limit: int, before: int, after: int
) -> None:
    await with_katya(home, "Папа")
    await home.limit("Катя", limit)
    item = await home.add_one("Катя", f"чай {before} ₽")
    if item.standing is Standing.ASKING:
        await decide(home, "Папа", item)
    item = await reprice(home, await home.item(item.id), f"чай {after} ₽")
    assert (item.version, item.standing) == (2, Standing.ASKING)


async def test_the_organizer_is_told_of_several_lines_at_once(home: Household) -> None:
    await with_katya(home)
    await home.add("Катя", "хлеб 50 ₽; самокат 9000 ₽; велосипед")
    assert await told(home, "Мама", ApprovalsAsked) == [ApprovalsAsked("Катя", 2)]
    assert await told(home, "Мама", ApprovalAsked) == []


@pytest.mark.parametrize("adult", ["Мама", "Папа"])
async def test_any_adult_says_yes_and_then_the_family_votes(home: Household, adult: str) -> None:
    await with_katya(home, "Папа")
    item = await home.add_one("Катя", SCOOTER)
    home.clock.advance(hours=5)
    assert await decide(home, adult, item) == Decided(
        "самокат", "Катя", is_allowed=True, standing=Standing.VOTING
    )
    now = await home.item(item.id)
    assert (now.standing, now.closes_at) == (Standing.VOTING, home.clock.now + timedelta(hours=24))
    assert await home.told("Катя") == [LineAllowed(item.id, "самокат", adult, "", votes=True)]


async def test_an_allowed_cheap_line_needs_no_vote(home: Household) -> None:
    await with_katya(home, "Папа")
    item = await home.add_one("Катя", "чай 999,99 ₽")
    assert (await decide(home, "Папа", item)).standing is Standing.FREE
    assert await home.told("Катя") == [LineAllowed(item.id, "чай", "Папа", "", votes=False)]


async def test_the_only_adult_needs_no_vote_after_a_yes(home: Household) -> None:
    await with_katya(home)
    item = await home.add_one("Катя", SCOOTER)
    assert (await decide(home, "Мама", item)).standing is Standing.FREE


async def test_a_declined_line_stays_with_the_note_and_its_author_is_told(home: Household) -> None:
    await with_katya(home, "Папа")
    item = await home.add_one("Катя", SCOOTER)
    nothing = await home.refused(NothingToOrderError, preview_checkout, actor=home["Мама"])
    assert nothing == {"waiting": 0, "asking": 1}
    declined = Decided("самокат", "Катя", is_allowed=False, standing=Standing.DECLINED)
    assert await decide_with(home, "Папа", item, "  дорого,\nдавай  летом ", yes=False) == declined
    assert await home.told("Катя") == [LineDeclined(item.id, "самокат", "Папа", "дорого, давай летом")]
    details = await home.read(show_line, actor=home["Катя"], item=item.id)
    assert details.decision == Decision(home["Папа"], "Папа", "дорого, давай летом")
    nothing = await home.refused(NothingToOrderError, preview_checkout, actor=home["Мама"])
    assert nothing == {"waiting": 0, "asking": 0}


async def test_a_yes_with_a_note_takes_the_question(home: Household) -> None:
    await with_katya(home, "Папа")
    item = await home.add_one("Катя", SCOOTER)
    await decide_with(home, "Папа", item, "со шлемом!")
    assert await home.told("Катя") == [LineAllowed(item.id, "самокат", "Папа", "со шлемом!", votes=True)]
    assert await home.look(lambda work: work.question_of(home["Папа"])) is None


@pytest.mark.parametrize(("note", "length"), [("щ" * 201, 201), (" \u2063 ", 0)])
async def test_a_note_that_does_not_fit_leaves_the_question_open(
    home: Household, note: str, length: int
) -> None:
    await with_katya(home, "Папа")
    item = await home.add_one("Катя", SCOOTER)
    facts = decision(home, "Папа", item, yes=False)
    await home.write(ask_for_decision_note, **facts)
    refused = await home.refused(DecisionNoteError, decide_request, note=note, **facts)
    assert refused == {"length": length, "limit": 200}
    assert (await home.write(decide_request, note="щ" * 200, **facts)).is_allowed is False


async def test_a_note_that_nobody_asked_for_decides_nothing(home: Household) -> None:
    await with_katya(home, "Папа")
    item = await home.add_one("Катя", SCOOTER)
    facts = decision(home, "Папа", item, yes=True)
    assert await home.refused(QuestionGoneError, decide_request, note="да", **facts) == {}
    assert await standing(home, item) is Standing.ASKING


async def test_the_same_tap_twice_decides_once(home: Household) -> None:
    await with_katya(home, "Папа")
    item = await home.add_one("Катя", SCOOTER)
    for yes in (True, True):
        assert (await decide(home, "Папа", item, yes=yes)).standing is Standing.VOTING
    assert len(await home.told("Катя")) == 1
    other = decision(home, "Мама", item, yes=False)
    already = {"line": "самокат", "by": "Папа", "is_allowed": True}
    assert await home.refused(RequestDecidedError, decide_request, **other) == already
    changed_mind = decision(home, "Папа", item, yes=False)
    assert await home.refused(RequestDecidedError, decide_request, **changed_mind) == already


async def test_children_and_strangers_decide_nothing(home: Household) -> None:
    await with_katya(home, "Папа", "Дима")
    await home.limit("Дима", LIMIT)
    await home.family("Бабушка", name="Другие")
    item = await home.add_one("Катя", SCOOTER)
    for name in ("Катя", "Дима"):
        facts = decision(home, name, item, yes=True)
        assert await home.refused(AdultsOnlyError, decide_request, **facts) == {}
        assert await home.refused(AdultsOnlyError, ask_for_decision_note, **facts) == {}
    facts = decision(home, "Бабушка", item, yes=True)
    assert await home.refused(NotAMemberError, decide_request, **facts) == {}
    assert await standing(home, item) is Standing.ASKING


async def test_a_line_that_changed_or_went_is_not_decided_about(home: Household) -> None:
    await with_katya(home, "Папа")
    item = await home.add_one("Катя", SCOOTER)
    await home.write(set_quantity, actor=home["Катя"], item=item.id, revision=1, quantity=2)
    facts = decision(home, "Папа", item, yes=True)
    assert await home.refused(RequestChangedError, decide_request, **facts) == {"line": "самокат"}
    assert await standing(home, item) is Standing.ASKING
    await home.write(remove_line, actor=home["Катя"], item=item.id)
    assert await home.refused(LineGoneError, decide_request, **facts) == {}


async def test_nobody_votes_on_what_waits_or_was_declined(home: Household) -> None:
    await with_katya(home, "Папа")
    item = await home.add_one("Катя", SCOOTER)
    for stands in (Standing.ASKING, Standing.DECLINED):
        for name in ("Мама", "Папа", "Катя"):
            facts = {"voter": home[name], "item": item.id, "version": 1, "choice": FOR}
            refused = await home.refused(VoteClosedError, cast_vote, **facts)
            assert refused == {"line": "самокат", "standing": stands}
        if stands is Standing.ASKING:
            await decide(home, "Мама", item, yes=False)


async def test_what_waits_is_in_no_sum_and_in_no_order(home: Household) -> None:
    await with_katya(home, "Папа")
    await home.add("Катя", "хлеб 50 ₽; самокат 9000 ₽; велосипед")
    cart = await home.read(show_cart, actor=home["Папа"])
    assert (cart.count, cart.ready, cart.asking, cart.unpriced, cart.total.minor) == (3, 1, 2, 0, 5_000)
    shown = await home.write(preview_checkout, actor=home["Мама"])
    assert [item.title for item in shown.items] == ["хлеб"]


async def test_a_line_that_shrinks_to_within_the_limit_goes_on_by_itself(home: Household) -> None:
    await with_katya(home, "Папа")
    item = await home.add_one("Катя", "чай 6 шт 100 ₽")
    less = await home.write(set_quantity, actor=home["Катя"], item=item.id, revision=1, quantity=5)
    assert (less.standing, less.closes_at, less.version) == (Standing.FREE, None, 1)
    facts = decision(home, "Папа", item, yes=False)
    assert await home.refused(RequestChangedError, decide_request, **facts) == {"line": "чай"}


async def test_a_declined_line_may_shrink_to_within_the_limit(home: Household) -> None:
    await with_katya(home, "Папа")
    item = await home.add_one("Катя", "чай 6 шт 100 ₽")
    await decide(home, "Папа", item, yes=False)
    less = await home.write(set_quantity, actor=home["Катя"], item=item.id, revision=1, quantity=5)
    assert less.standing is Standing.FREE
    details = await home.read(show_line, actor=home["Катя"], item=item.id)
    assert details.decision == Decision(None, "", "")


async def test_a_change_without_a_new_version_keeps_waiting(home: Household) -> None:
    await with_katya(home, "Папа")
    item = await home.add_one("Катя", "чай 9 шт 100 ₽")
    home.clock.advance(hours=1)
    less = await home.write(set_quantity, actor=home["Катя"], item=item.id, revision=1, quantity=6)
    assert (less.standing, less.closes_at, less.version) == (Standing.ASKING, item.closes_at, 1)
    assert (await decide(home, "Папа", less)).standing is Standing.FREE


@pytest.mark.parametrize("yes", [True, False])
async def test_a_new_version_asks_anew(home: Household, yes: bool) -> None:  # noqa: FBT001
    await with_katya(home, "Папа")
    item = await home.add_one("Катя", "чай 6 шт 100 ₽")
    await decide(home, "Папа", item, yes=yes)
    more = await home.write(set_quantity, actor=home["Катя"], item=item.id, revision=1, quantity=7)
    assert (more.standing, more.version) == (Standing.ASKING, 2)
    assert (await told(home, "Мама", ApprovalAsked))[-1] == ApprovalAsked(
        item.id, 2, "чай", "Катя", 70_000, 50_000, "RUB"
    )


async def test_a_price_that_creeps_over_the_limit_asks(home: Household) -> None:
    await with_katya(home, "Папа")
    item = await home.add_one("Катя", "чай 499 ₽")
    facts = {"actor": home["Катя"], "item": item.id, "revision": 1}
    await home.write(ask_for_edit, **facts)
    dearer = await home.write(edit_line, text="чай 501 ₽", **facts)
    assert (dearer.standing, dearer.version) == (Standing.ASKING, 2)


async def test_a_declined_line_may_be_asked_about_again(home: Household) -> None:
    await with_katya(home, "Папа")
    item = await home.add_one("Катя", SCOOTER)
    await decide(home, "Папа", item, yes=False)
    again = await home.write(ask_again, actor=home["Катя"], item=item.id, revision=1)
    assert (again.standing, again.version) == (Standing.ASKING, 2)
    assert (await decide(home, "Мама", again)).standing is Standing.VOTING


async def test_a_line_that_the_family_rejected_asks_an_adult_again_too(home: Household) -> None:
    await with_katya(home, "Папа")
    item = await home.add_one("Катя", SCOOTER)
    await decide(home, "Папа", item)
    assert await home.vote("Мама", item, AGAINST) is Standing.REJECTED
    again = await home.write(ask_again, actor=home["Катя"], item=item.id, revision=1)
    assert again.standing is Standing.ASKING


async def test_a_price_from_the_organizer_is_an_adults_yes(home: Household) -> None:
    await with_katya(home, "Папа")
    item = await home.add_one("Катя", "чай")
    await decide(home, "Папа", item)
    assert await home.vote("Мама", item, FOR) is Standing.APPROVED
    facts = {"actor": home["Мама"], "item": item.id, "revision": 1}
    await home.write(ask_for_price, **facts)
    priced = await home.write(price_line, text="700", **facts)
    assert (priced.standing, priced.version) == (Standing.FREE, 2)
    details = await home.read(show_line, actor=home["Катя"], item=item.id)
    assert details.decision == Decision(home["Мама"], "Мама", "")


async def test_after_a_day_the_organizer_is_reminded_once_of_all_of_it(home: Household) -> None:
    await with_katya(home, "Папа")
    await home.add("Катя", "самокат 9000 ₽; велосипед")
    home.clock.advance(hours=24, microseconds=-1)
    await home.write(tend_approvals)
    assert await told(home, "Мама", ApprovalsAwaited) == []
    home.clock.advance(microseconds=1)
    for _ in range(2):
        assert await home.write(tend_approvals) == 0
    assert await told(home, "Мама", ApprovalsAwaited) == [ApprovalsAwaited(2)]
    assert await told(home, "Папа", ApprovalsAwaited) == []


async def test_after_two_days_silence_is_a_no_and_both_are_told(home: Household) -> None:
    await with_katya(home, "Папа")
    item = await home.add_one("Катя", SCOOTER)
    home.clock.advance(hours=48, microseconds=-1)
    await home.write(tend_approvals)
    assert await standing(home, item) is Standing.ASKING
    home.clock.advance(microseconds=1)
    assert [await home.write(tend_approvals) for _ in range(2)] == [1, 0]
    assert await standing(home, item) is Standing.DECLINED
    assert await home.told("Катя") == [RequestExpired(item.id, "самокат")]
    assert await told(home, "Мама", RequestMissed) == [RequestMissed("самокат", "Катя")]
    facts = decision(home, "Папа", item, yes=True)
    assert await home.refused(RequestExpiredError, decide_request, **facts) == {"line": "самокат"}


async def test_a_yes_at_the_deadline_comes_late_also_before_the_job_has_looked(home: Household) -> None:
    await with_katya(home, "Папа")
    item = await home.add_one("Катя", SCOOTER)
    home.clock.advance(hours=48)
    facts = decision(home, "Папа", item, yes=True)
    assert await home.refused(RequestExpiredError, decide_request, **facts) == {"line": "самокат"}
    assert await standing(home, item) is Standing.ASKING


@pytest.mark.parametrize("minor", [None, 900_000])
async def test_who_may_wish_for_it_by_now_waits_no_more(home: Household, minor: int | None) -> None:
    await with_katya(home, "Папа")
    item = await home.add_one("Катя", SCOOTER)
    await home.limit("Катя", minor)
    assert await home.write(tend_approvals) == 1
    now = await home.item(item.id)
    assert (now.standing, now.closes_at) == (Standing.VOTING, home.clock.now + timedelta(hours=24))


async def test_an_unknown_cost_waits_under_any_limit(home: Household) -> None:
    await with_katya(home, "Папа")
    item = await home.add_one("Катя", "чай")
    await home.limit("Катя", 10**9)
    assert await home.write(tend_approvals) == 0
    assert await standing(home, item) is Standing.ASKING


async def test_who_becomes_limited_keeps_what_is_agreed_and_asks_about_the_rest(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    cheap, agreed, open_vote = await home.add("Катя", "торт 999 ₽; диван 20000 ₽; шкаф 30000 ₽")
    for name in ("Мама", "Папа"):
        await home.vote(name, agreed, FOR)
    await home.vote("Мама", open_vote, FOR)
    await home.limit("Катя", LIMIT)
    assert await home.write(close_votes) == 0
    assert [await standing(home, item) for item in (cheap, agreed)] == [Standing.FREE, Standing.APPROVED]
    asking = await home.item(open_vote.id)
    assert (asking.standing, asking.version) == (Standing.ASKING, 2)
    assert asking.closes_at == home.clock.now + timedelta(hours=48)
    assert (await home.read(show_line, actor=home["Мама"], item=asking.id)).line.favour == 0


async def test_a_vote_that_an_adult_allowed_goes_on_when_it_is_counted_anew(home: Household) -> None:
    await with_katya(home, "Папа", "Дима")
    item = await home.add_one("Катя", SCOOTER)
    await decide(home, "Папа", item)
    await home.limit("Дима", LIMIT)
    assert await home.write(close_votes) == 0
    assert await standing(home, item) is Standing.VOTING


async def test_a_line_that_passes_to_the_organizer_waits_no_more(home: Household) -> None:
    family = await with_katya(home, "Папа")
    item = await home.add_one("Катя", SCOOTER)
    await home.write(leave_family, actor=home["Катя"], family=family, keep_lines=True)
    assert await home.write(tend_approvals) == 1
    now = await home.item(item.id)
    assert (now.author_name, now.standing) == ("Мама", Standing.VOTING)


async def test_what_waited_in_a_disbanded_family_keeps_no_job_busy(home: Household) -> None:
    family = await with_katya(home)
    item = await home.add_one("Катя", SCOOTER)
    await home.change(lambda work: disband(work, home.clock.now, require_family(work, family), home["Мама"]))
    home.clock.advance(hours=48)
    now = home.clock.now
    assert await home.look(lambda work: work.requests_to_tend(now, now, 50)) == []
    assert await standing(home, item) is Standing.ASKING


async def test_advice_is_kept_apart_and_decides_nothing(home: Household) -> None:
    await with_katya(home, "Папа", "Дима")
    await home.limit("Дима", LIMIT)
    item = await home.add_one("Мама", "телевизор 20000 ₽")
    for name, choice in (("Катя", AGAINST), ("Дима", AGAINST)):
        assert await home.vote(name, item, choice) is Standing.VOTING
    line = (await home.read(show_line, actor=home["Катя"], item=item.id)).line
    assert (line.favour, line.against, line.advice_favour, line.advice_against) == (0, 0, 0, 2)
    assert await home.vote("Папа", item, FOR) is Standing.VOTING
    assert await home.vote("Мама", item, FOR) is Standing.APPROVED


async def test_one_adult_alone_needs_no_vote_whoever_else_is_there(home: Household) -> None:
    await with_katya(home)
    assert (await home.add_one("Мама", "телевизор 20000 ₽")).standing is Standing.FREE


async def test_a_vote_ends_when_only_one_adult_is_left(home: Household) -> None:
    await home.family("Мама", ["Катя"])
    item = await home.add_one("Мама", "телевизор 20000 ₽")
    await home.limit("Катя", LIMIT)
    assert await home.write(close_votes) == 1
    assert await standing(home, item) is Standing.FREE


async def test_a_vote_becomes_advice_when_its_voter_becomes_limited(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    item = await home.add_one("Мама", "телевизор 20000 ₽")
    await home.vote("Катя", item, AGAINST)
    await home.limit("Катя", LIMIT)
    assert await home.write(close_votes) == 0
    await home.vote("Папа", item, FOR)
    assert await home.vote("Мама", item, FOR) is Standing.APPROVED


async def test_only_adults_are_reminded_to_vote(home: Household) -> None:
    family = await with_katya(home, "Папа")
    await home.add("Мама", "телевизор 20000 ₽")
    home.clock.advance(hours=18)
    assert await home.write(remind_voters) == 2
    assert await home.told("Катя") == []
    assert await home.told("Папа") == [VotesAwaited(family, 1)]


async def test_a_limited_member_pays_no_order(home: Household) -> None:
    await with_katya(home, "Папа")
    await home.add("Катя", "хлеб 50 ₽")
    order = await home.lock("Мама")
    assert await home.refused(AdultsOnlyError, take_payment, actor=home["Катя"], order=order) == {}


async def test_the_queue_shows_the_oldest_first_and_to_its_author_their_own(home: Household) -> None:
    await with_katya(home, "Дима")
    await home.limit("Дима", 0)
    await home.add("Катя", SCOOTER)
    home.clock.advance(hours=3)
    await home.add("Дима", "жвачка 20 ₽")
    queue = await home.read(list_requests, actor=home["Мама"])
    seen = [(each.item.title, each.limit.minor, each.hours) for each in queue.requests]
    assert seen == [("самокат", 50_000, 3), ("жвачка", 0, 0)]
    assert (queue.count, queue.may_decide) == (2, True)
    own = await home.read(list_requests, actor=home["Дима"])
    assert ([each.item.title for each in own.requests], own.may_decide) == (["жвачка"], False)


async def test_the_queue_has_pages_of_five(home: Household) -> None:
    await with_katya(home)
    await home.add("Катя", ";".join(f"чай №{number}" for number in range(6)))
    for page, lines in ((0, 5), (1, 1), (7, 1)):
        queue = await home.read(list_requests, actor=home["Мама"], page=page)
        assert (len(queue.requests), queue.page, queue.pages) == (lines, min(page, 1), 2)


async def test_the_first_screen_counts_what_waits(home: Household) -> None:
    await with_katya(home, "Дима")
    await home.limit("Дима", LIMIT)
    await home.add("Катя", "самокат 9000 ₽; велосипед")
    counted = {name: await home.read(find_summary, actor=home[name]) for name in ("Мама", "Катя", "Дима")}
    assert {name: summary.approvals for name, summary in counted.items() if summary} == {
        "Мама": 2,
        "Катя": 2,
        "Дима": 0,
    }


async def waiting(home: Household, name: str) -> list[Alert]:
    """Return what the person is about to be told of lines that wait."""
    rows = await home.rows(
        select(alerts.c.kind, alerts.c.facts)
        .where(alerts.c.recipient_id == home[name], alerts.c.delivered_at.is_(None))
        .order_by(alerts.c.id)
    )
    kinds = ApprovalAsked, ApprovalsAsked
    return [alert for row in rows if isinstance(alert := from_facts(row.kind, row.facts), kinds)]


async def test_of_several_lines_only_those_are_told_that_still_wait(home: Household) -> None:
    await with_katya(home, "Папа")
    scooter, bicycle, tent = await home.add("Катя", "самокат 9000 ₽; велосипед; палатка 8000 ₽")
    await decide(home, "Папа", scooter)
    assert await waiting(home, "Мама") == [ApprovalsAsked("Катя", 2)]
    await home.write(remove_line, actor=home["Катя"], item=bicycle.id)
    assert await waiting(home, "Мама") == [ApprovalsAsked("Катя", 1)]
    await home.add("Катя", "лодка 7000 ₽; коньки 6000 ₽")
    assert await waiting(home, "Мама") == [ApprovalsAsked("Катя", 3)]
    await reprice(home, tent, "палатка 90 ₽")
    for item in (tent.id + 1, tent.id + 2):
        await home.write(remove_line, actor=home["Катя"], item=item)
    assert await waiting(home, "Мама") == []


async def test_lines_that_were_taken_back_at_once_are_told_to_nobody(home: Household) -> None:
    await with_katya(home)
    await home.add("Катя", "самокат 9000 ₽; велосипед")
    assert await waiting(home, "Мама") == [ApprovalsAsked("Катя", 2)]
    assert await home.write(undo_addition, actor=home["Катя"], addition=1) == 2
    assert await waiting(home, "Мама") == []
