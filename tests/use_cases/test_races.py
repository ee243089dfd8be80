"""What is promised when several press at once: served by one process or two, on both kinds of database."""

from __future__ import annotations

import asyncio
from collections import Counter
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, TypeVar

import pytest
from sqlalchemy import func, select

from core.alerts.carts import LineRemoved, TieToDecide, VotesAwaited
from core.alerts.families import FamilyBroughtBack, OfferExpired, RoleOfferedByVote, SuccessionOpened
from core.alerts.invites import JoinAccepted, JoinRequestExpired, LastSeatTaken, TurnedAway
from core.alerts.orders import MoneySent, OrderLocked
from core.alerts.outbox import claim_alerts, settle_alerts
from core.alerts.settling import DebtReminder
from core.alerts.wish import Delivery
from core.carts.agreement import Choice, Standing, Tally, count
from core.carts.cards import claim_cards, open_card
from core.carts.errors import LineChangedError, VoteClosedError
from core.carts.filling import add_lines, set_quantity
from core.carts.voting import cast_vote, close_votes, remind_voters
from core.families.disbanding import ask_to_disband, bring_back, come_back, disband_family
from core.families.errors import (
    AlreadyInFamilyError,
    FamilyFullError,
    NotAMemberError,
    NotOrganizerError,
    OfferGoneError,
    OfferUnderWayError,
    OrganizerStaysError,
    PlaceTakenError,
    SeatsHeldError,
)
from core.families.family import Voting
from core.families.forgetting import forget_me
from core.families.founding import begin_family, found_family, show_family
from core.families.handover import accept_role, end_handovers, offer_role, withdraw_role
from core.families.leaving import leave_family
from core.families.places import attach_place
from core.families.removing import remove_member
from core.families.succession import tend_successions, vote_for_successor
from core.invites.ending import tell_ended_invites
from core.invites.errors import (
    FamilyDisbandedError,
    InAnotherFamilyError,
    RequestClosedError,
    RequestOpenError,
    SeatJustTakenError,
    TooManyInvitesError,
)
from core.invites.invite import Term
from core.invites.inviting import change_invite, create_invite
from core.invites.joining import accept_invite, leave_and_join
from core.invites.opening import open_invite
from core.invites.requesting import answer_request, expire_requests, withdraw_request
from core.orders.checkout import lock_cart, preview_checkout
from core.orders.errors import (
    BeingPaidError,
    CheckoutChangedError,
    NothingToOrderError,
    OrderStateError,
    PaymentJudgedError,
    PlanChangedError,
)
from core.orders.order import OrderState
from core.orders.paying import cancel_order, free_stale_orders, mark_paid, show_order, take_payment
from core.orders.planning import send_by_plan, show_plan
from core.orders.reminding import remind_debtors
from core.orders.settling import judge_payment, say_sent, withdraw_payment
from core.people.errors import OrderUnfinishedError, QuestionGoneError
from core.people.use_cases import choose_delivery, note_unreachable
from core.shared.errors import DomainError
from storage.schema import alerts, families, join_requests, members, orders, payments, shares, votes
from tests.household import NOBODY, START

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from core.alerts.alert import Alert
    from core.carts.views import LineView
    from storage.transaction import Transaction
    from tests.household import Household

T = TypeVar("T")

FOR, AGAINST = Choice.FOR, Choice.AGAINST
FAMILY = ["Мама", "Папа", "Катя", "Дима", "Бабушка", "Дед", "Тётя"]


async def at_once(*presses: Awaitable[T]) -> tuple[list[T], list[DomainError]]:
    """Press everything at the same time; return the answers and the refusals."""
    answers: list[T] = []
    refusals: list[DomainError] = []
    for outcome in await asyncio.gather(*presses, return_exceptions=True):
        if isinstance(outcome, DomainError):
            refusals.append(outcome)
        elif isinstance(outcome, BaseException):
            raise outcome
        else:
            answers.append(outcome)
    return answers, refusals


async def offered(crowd: Household) -> dict[str, int]:
    """Return what the buttons under an offer of the organizer's role name."""
    offer = await crowd.look(lambda work: work.handover(1))
    assert offer is not None
    return {"family": 1, "offered": offer.offered}


def line_of(work: Transaction, item: int) -> LineView | None:
    return work.line(item, NOBODY, START)


async def tell(crowd: Household, name: str, alert: Alert) -> None:
    await crowd.change(lambda work: work.tell(crowd[name], alert, crowd.clock.now))


def kinds(refusals: list[DomainError]) -> set[type[DomainError]]:
    return {type(refusal) for refusal in refusals}


async def test_ten_race_for_the_last_seat_and_one_joins(crowd: Household) -> None:
    family = await crowd.family("Мама", FAMILY[1:6])
    tokens = [await crowd.invite("Мама") for _ in range(2)]
    racers = [f"Гость {number}" for number in range(10)]
    await crowd.meet(*racers)
    joined, refusals = await at_once(
        *(
            crowd.write(accept_invite, actor=crowd[racer], token=tokens[number % 2])
            for number, racer in enumerate(racers)
        )
    )
    assert (len(joined), len(refusals)) == (1, 9)
    assert kinds(refusals) == {SeatJustTakenError}
    assert len(await crowd.members_of(family)) == 7
    assert sum(isinstance(alert, LastSeatTaken) for alert in await crowd.told("Мама")) == 1


async def race_of_fifty(crowd: Household) -> tuple[int, list[str], str]:
    """Мама is alone, fifty people know her bot; return the family, them, and a token they all have."""
    family = await crowd.family("Мама")
    racers = [f"Гость {number}" for number in range(50)]
    await crowd.meet(*racers)
    return family, racers, await crowd.invite("Мама")


async def test_fifty_race_for_six_seats_and_six_join(crowd: Household) -> None:
    family, racers, token = await race_of_fifty(crowd)
    joined, refusals = await at_once(
        *(crowd.write(accept_invite, actor=crowd[racer], token=token) for racer in racers)
    )
    assert (len(joined), len(refusals), kinds(refusals)) == (6, 44, {SeatJustTakenError})
    assert len(await crowd.members_of(family)) == 7
    told = await crowd.told("Мама")
    assert sum(isinstance(alert, LastSeatTaken) for alert in told) == 1
    (away,) = [alert for alert in told if isinstance(alert, TurnedAway)]
    assert (len(set(away.people)), len(away.people)) == (44, 44)


async def test_fifty_open_an_invitation_into_six_seats_and_six_hold_one(crowd: Household) -> None:
    family, racers, token = await race_of_fifty(crowd)

    async def open_and_join(racer: str) -> None:
        await crowd.write(open_invite, actor=crowd[racer], token=token)
        await crowd.write(accept_invite, actor=crowd[racer], token=token)

    joined, refusals = await at_once(*(open_and_join(racer) for racer in racers))
    assert (len(joined), len(refusals)) == (6, 44)
    assert kinds(refusals) <= {SeatsHeldError, FamilyFullError}
    assert len(await crowd.members_of(family)) == 7


async def test_a_last_seat_is_either_held_or_taken(crowd: Household) -> None:
    await crowd.family("Мама", FAMILY[1:6])
    await crowd.meet("Тётя", "Дядя")
    token = await crowd.invite("Мама")
    done, refusals = await at_once(
        crowd.write(open_invite, actor=crowd["Тётя"], token=token),
        crowd.write(accept_invite, actor=crowd["Дядя"], token=token),
    )
    assert (len(done), len(refusals)) == (1, 1)
    assert kinds(refusals) <= {FamilyFullError, SeatsHeldError}
    is_full = kinds(refusals) == {FamilyFullError}
    assert len(await crowd.members_of(1)) == (7 if is_full else 6)


async def ask_mum(crowd: Household, *names: str) -> str:
    """These people ask to join Мама's family; return the token by which they did."""
    token = await crowd.invite("Мама")
    await crowd.write(change_invite, actor=crowd["Мама"], token=token, term=Term.BY_APPROVAL)
    await crowd.meet(*names)
    for name in names:
        await crowd.write(accept_invite, actor=crowd[name], token=token)
    return token


async def test_a_request_accepted_twice_at_once_takes_one_seat(crowd: Household) -> None:
    family = await crowd.family("Мама")
    await ask_mum(crowd, "Папа")
    facts = {"actor": crowd["Мама"], "request": 1, "accept": True}
    answered, refusals = await at_once(*(crowd.write(answer_request, **facts) for _ in range(3)))
    assert (len(answered), refusals) == (3, [])
    assert await crowd.members_of(family) == ["Мама", "Папа"]
    assert await crowd.told("Папа") == [JoinAccepted("Ивановы", 2)]


async def test_of_two_opposite_answers_to_a_request_one_holds(crowd: Household) -> None:
    family = await crowd.family("Мама")
    await ask_mum(crowd, "Папа")
    facts = {"actor": crowd["Мама"], "request": 1}
    answered, refusals = await at_once(
        *(crowd.write(answer_request, accept=accept, **facts) for accept in (True, False, True, False))
    )
    assert (len(answered), len(refusals), kinds(refusals)) == (2, 2, {RequestClosedError})
    (told,) = await crowd.told("Папа")
    assert ("Папа" in await crowd.members_of(family)) is isinstance(told, JoinAccepted)


async def test_two_approvals_for_one_last_seat_fill_it_once(crowd: Household) -> None:
    family = await crowd.family("Мама", FAMILY[1:6])
    token = await ask_mum(crowd, "Тётя", "Дядя")
    await crowd.write(change_invite, actor=crowd["Мама"], token=token, term=Term.FOR_ALL)
    answered, refusals = await at_once(
        *(
            crowd.write(answer_request, actor=crowd["Мама"], request=request, accept=True)
            for request in (1, 2)
        )
    )
    assert (len(answered), kinds(refusals)) == (1, {RequestClosedError})
    assert len(await crowd.members_of(family)) == 7


async def test_a_request_is_answered_or_taken_back_or_over(crowd: Household) -> None:
    family = await crowd.family("Мама")
    await ask_mum(crowd, "Папа")
    _, refusals = await at_once(
        crowd.write(answer_request, actor=crowd["Мама"], request=1, accept=True),
        crowd.write(withdraw_request, actor=crowd["Папа"], request=1),
    )
    assert kinds(refusals) == {RequestClosedError}
    (request,) = await crowd.rows(select(join_requests.c.state))
    assert ("Папа" in await crowd.members_of(family)) is (request.state == "accepted")


async def test_who_asks_two_families_at_once_waits_for_one(crowd: Household) -> None:
    for organizer in ("Мама", "Бабушка"):
        await crowd.family(organizer)
    await crowd.meet("Папа")
    tokens = [await crowd.invite(organizer) for organizer in ("Мама", "Бабушка")]
    for organizer, token in zip(("Мама", "Бабушка"), tokens, strict=True):
        await crowd.write(change_invite, actor=crowd[organizer], token=token, term=Term.BY_APPROVAL)
    asked, refusals = await at_once(
        *(crowd.write(accept_invite, actor=crowd["Папа"], token=token) for token in tokens)
    )
    assert (len(asked), kinds(refusals)) == (1, {RequestOpenError})


async def test_two_jobs_close_old_requests_and_end_old_invitations_once(crowd: Household) -> None:
    await crowd.family("Мама")
    await ask_mum(crowd, "Папа", "Катя")
    crowd.clock.advance(days=7)
    closed, _ = await at_once(*(crowd.write(expire_requests) for _ in range(3)))
    ended, _ = await at_once(*(crowd.write(tell_ended_invites) for _ in range(3)))
    assert (sum(closed), sum(ended)) == (2, 1)
    assert await crowd.told("Катя") == [JoinRequestExpired("Ивановы")]


async def test_two_change_places_at_once_and_nobody_is_lost(crowd: Household) -> None:
    first = await crowd.family("Мама", ["Папа"])
    second = await crowd.family("Бабушка", ["Дед"])
    tokens = {name: await crowd.invite(name) for name in ("Мама", "Бабушка")}
    moved, refusals = await at_once(
        crowd.write(
            leave_and_join, actor=crowd["Папа"], token=tokens["Бабушка"], family=first, keep_lines=True
        ),
        crowd.write(leave_and_join, actor=crowd["Дед"], token=tokens["Мама"], family=second, keep_lines=True),
    )
    assert (len(moved), refusals) == (2, [])
    assert await crowd.members_of(first) == ["Мама", "Дед"]
    assert await crowd.members_of(second) == ["Бабушка", "Папа"]


async def test_who_accepts_two_families_at_once_is_in_one(crowd: Household) -> None:
    await crowd.family("Мама")
    await crowd.family("Бабушка")
    await crowd.meet("Папа")
    tokens = [await crowd.invite("Мама"), await crowd.invite("Бабушка")]
    joined, refusals = await at_once(
        *(crowd.write(accept_invite, actor=crowd["Папа"], token=token) for token in tokens)
    )
    assert len(joined) == 1
    assert kinds(refusals) == {InAnotherFamilyError}
    assert (await crowd.rows(select(func.count()).select_from(members)))[0][0] == 3


async def test_a_double_tap_on_join_joins_once(crowd: Household) -> None:
    await crowd.family("Мама")
    await crowd.meet("Папа")
    token = await crowd.invite("Мама")
    joined, _ = await at_once(
        *(crowd.write(accept_invite, actor=crowd["Папа"], token=token) for _ in range(3))
    )
    assert len(joined) == 3
    assert len(await crowd.told("Мама")) == 1


async def test_who_founds_twice_at_once_has_one_family(crowd: Household) -> None:
    await crowd.meet("Мама")
    await crowd.write(begin_family, actor=crowd["Мама"], allowed=())
    facts = {"actor": crowd["Мама"], "allowed": (), "currency": "RUB"}
    _, refusals = await at_once(
        *(crowd.write(found_family, name=f"Ивановы {number}", **facts) for number in range(3))
    )
    assert len(refusals) == 2
    assert kinds(refusals) <= {AlreadyInFamilyError, QuestionGoneError}
    assert (await crowd.rows(select(func.count()).select_from(families)))[0][0] == 1


async def test_a_family_is_either_disbanded_or_joined(crowd: Household) -> None:
    family = await crowd.family("Мама")
    await crowd.meet("Папа")
    token = await crowd.invite("Мама")
    _, refusals = await at_once(
        crowd.write(accept_invite, actor=crowd["Папа"], token=token),
        crowd.write(leave_family, actor=crowd["Мама"], family=family, keep_lines=True),
    )
    assert len(refusals) == 1
    if kinds(refusals) == {FamilyDisbandedError}:
        assert await crowd.members_of(family) == []
    else:
        assert kinds(refusals) == {OrganizerStaysError}
        assert await crowd.members_of(family) == ["Мама", "Папа"]


async def test_no_opinion_is_lost_when_everybody_presses_at_once(crowd: Household) -> None:
    await crowd.family("Мама", FAMILY[1:])
    lines = await crowd.add("Мама", "молоко 89,90; хлеб 40,00; соль 20,00")
    await at_once(*(crowd.vote(voter, line, FOR) for voter, line in product(FAMILY, lines)))
    counted = [await crowd.look(partial(line_of, item=line.id)) for line in lines]
    assert [(line.favour, line.against) for line in counted if line] == [(7, 0)] * 3


@pytest.mark.parametrize(
    ("against", "standing"),
    [
        (["Катя", "Дед", "Тётя"], Standing.APPROVED),
        (["Мама", "Катя", "Дед", "Тётя"], Standing.REJECTED),
        (["Мама"], Standing.APPROVED),
    ],
)
async def test_a_vote_is_decided_when_everybody_presses_at_once(
    crowd: Household, against: list[str], standing: Standing
) -> None:
    await crowd.family("Мама", FAMILY[1:])
    line = await crowd.add_one("Мама", "телевизор 20000 ₽")
    told, refusals = await at_once(
        *(crowd.vote(voter, line, AGAINST if voter in against else FOR) for voter in FAMILY)
    )
    assert kinds(refusals) <= {VoteClosedError}
    cast = [row.choice for row in await crowd.rows(select(votes.c.choice))]
    assert len(cast) == len(told)
    assert told.count(standing) == 1  # it closed once
    assert (await crowd.item(line.id)).standing is standing


async def test_an_even_vote_of_a_whole_family_at_once_is_the_organizers(crowd: Household) -> None:
    await crowd.family("Мама", FAMILY[1:4])
    line = await crowd.add_one("Мама", "телевизор 20000 ₽")
    choices = dict(zip(FAMILY, (FOR, FOR, AGAINST, AGAINST), strict=False))
    _, refusals = await at_once(*(crowd.vote(voter, line, choice) for voter, choice in choices.items()))
    assert kinds(refusals) <= {VoteClosedError}
    assert (await crowd.item(line.id)).standing is Standing.APPROVED


async def test_a_vote_counts_or_comes_late_but_never_both(crowd: Household) -> None:
    await crowd.family("Мама", FAMILY[1:5])
    line = await crowd.add_one("Мама", "телевизор 20000 ₽")
    await crowd.vote("Папа", line, FOR)
    await crowd.vote("Катя", line, AGAINST)
    crowd.clock.advance(hours=24)
    await at_once(crowd.write(close_votes), *(crowd.vote(name, line, FOR) for name in ("Мама", "Дима")))
    await crowd.write(close_votes)  # the first one passes over a line that somebody holds
    assert (await crowd.item(line.id)).standing is count(Voting.MAJORITY, Tally(1, 1, None), 5, is_over=True)


async def test_two_closing_jobs_close_once(crowd: Household) -> None:
    await crowd.family("Мама", FAMILY[1:3])
    lines = await crowd.add("Папа", ";".join(["диван 20000 ₽"] * 10))
    for line in lines:
        await crowd.vote("Папа", line, FOR)
        await crowd.vote("Катя", line, AGAINST)
    crowd.clock.advance(hours=24)
    closed, _ = await at_once(*(crowd.write(close_votes) for _ in range(3)))
    assert sum(closed) == 10
    ties = [alert.item for alert in await crowd.told("Мама") if isinstance(alert, TieToDecide)]
    assert ties == [line.id for line in lines]


async def test_two_reminding_jobs_remind_once(crowd: Household) -> None:
    await crowd.family("Мама", FAMILY[1:3])
    await crowd.add("Папа", "телевизор 20000 ₽; диван 30000 ₽")
    crowd.clock.advance(hours=20)
    reminded, _ = await at_once(*(crowd.write(remind_voters) for _ in range(3)))
    assert sum(reminded) == 3
    assert await crowd.told("Катя") == [VotesAwaited(1, 2)]


async def test_a_leaver_votes_before_leaving_or_not_at_all(crowd: Household) -> None:
    await crowd.family("Мама", FAMILY[1:5])
    line = await crowd.add_one("Мама", "телевизор 20000 ₽")
    _, refusals = await at_once(
        crowd.vote("Папа", line, FOR),
        crowd.write(leave_family, actor=crowd["Папа"], family=1, keep_lines=True),
    )
    assert kinds(refusals) <= {NotAMemberError}
    assert await crowd.rows(select(votes)) == []


async def test_the_same_message_twice_at_once_is_added_once(crowd: Household) -> None:
    await crowd.family("Мама")
    facts = {"actor": crowd["Мама"], "text": "молоко; хлеб", "origin": "message 5"}
    added, _ = await at_once(*(crowd.write(add_lines, **facts) for _ in range(4)))
    assert len({(each.addition, *(item.id for item in each.items)) for each in added}) == 1


async def test_the_cart_takes_two_hundred_lines_and_no_more(crowd: Household) -> None:
    await crowd.family("Мама", ["Папа"])
    for _ in range(4):
        await crowd.add("Мама", ";".join(["хлеб 40,00"] * 45))
    added, refusals = await at_once(
        *(crowd.add(name, ";".join(["соль 20,00"] * 15)) for name in ("Мама", "Папа"))
    )
    assert (len(added), len(refusals)) == (1, 1)
    assert await crowd.look(lambda work: work.line_count(1, START)) == 195


async def test_of_two_changes_of_a_line_one_is_refused(crowd: Household) -> None:
    await crowd.family("Мама")
    item = await crowd.add_one("Мама", "хлеб")
    facts = {"actor": crowd["Мама"], "item": item.id, "revision": 1}
    changed, refusals = await at_once(
        *(crowd.write(set_quantity, **facts, quantity=quantity) for quantity in (2, 3))
    )
    assert (len(changed), kinds(refusals)) == (1, {LineChangedError})
    assert (await crowd.item(item.id)).quantity == changed[0].quantity


async def test_the_same_invitation_asked_for_twice_at_once_is_one(crowd: Household) -> None:
    await crowd.family("Мама")
    facts = {"actor": crowd["Мама"], "origin": "tap 5"}
    created, _ = await at_once(
        *(crowd.write(create_invite, token=f"token {number}", **facts) for number in range(3))
    )
    assert {each.id for each in created} == {1}


async def test_no_more_than_five_invitations_are_live(crowd: Household) -> None:
    await crowd.family("Мама")
    facts = {"actor": crowd["Мама"]}
    created, refusals = await at_once(
        *(crowd.write(create_invite, token=f"token {tap}", origin=f"tap {tap}", **facts) for tap in range(8))
    )
    assert (len(created), kinds(refusals)) == (5, {TooManyInvitesError})


async def test_two_families_attach_one_group_at_once_and_one_has_it(crowd: Household) -> None:
    await crowd.family("Мама")
    await crowd.family("Бабушка")
    attached, refusals = await at_once(
        crowd.write(attach_place, actor=crowd["Мама"], family=1, place=-100),
        crowd.write(attach_place, actor=crowd["Бабушка"], family=2, place=-100),
    )
    assert (len(attached), kinds(refusals)) == (1, {PlaceTakenError})


async def lock_milk(crowd: Household) -> int:
    await crowd.family("Мама", FAMILY[1:4])
    await crowd.add("Мама", "молоко 89,90")
    return await crowd.lock("Мама")


async def test_a_double_tap_on_check_out_makes_one_order(crowd: Household) -> None:
    await crowd.family("Мама", ["Папа"])
    await crowd.add("Мама", "молоко 89,90; хлеб 40,00")
    shown = await crowd.write(preview_checkout, actor=crowd["Мама"])
    seen = {"family": 1, "orders": shown.orders, "seal": shown.seal}
    made, _ = await at_once(*(crowd.write(lock_cart, actor=crowd["Мама"], **seen) for _ in range(4)))
    assert len(set(made)) == 1
    assert (await crowd.rows(select(func.count()).select_from(orders)))[0][0] == 1
    assert await crowd.told("Папа") == [OrderLocked(made[0], 1, "Мама", 2, 12_990, "RUB")]


async def test_of_those_who_take_the_payment_at_once_one_has_it(crowd: Household) -> None:
    order = await lock_milk(crowd)
    taken, refusals = await at_once(
        *(crowd.write(take_payment, actor=crowd[name], order=order) for name in FAMILY[:4])
    )
    assert (len(taken), len(refusals), kinds(refusals)) == (1, 3, {BeingPaidError})


async def test_an_order_is_either_cancelled_or_taken(crowd: Household) -> None:
    order = await lock_milk(crowd)
    _, refusals = await at_once(
        crowd.write(cancel_order, actor=crowd["Мама"], order=order),
        crowd.write(take_payment, actor=crowd["Папа"], order=order),
    )
    assert len(refusals) == 1
    assert kinds(refusals) <= {BeingPaidError, OrderStateError}


async def test_an_order_is_either_paid_in_time_or_taken_back(crowd: Household) -> None:
    order = await lock_milk(crowd)
    await crowd.write(take_payment, actor=crowd["Папа"], order=order)
    crowd.clock.advance(minutes=15)
    _, refusals = await at_once(
        crowd.write(mark_paid, actor=crowd["Папа"], order=order),
        *(crowd.write(free_stale_orders) for _ in range(2)),
    )
    view = await crowd.read(show_order, actor=crowd["Мама"], order=order)
    if refusals:
        assert (kinds(refusals), view.state) == ({OrderStateError}, OrderState.LOCKED)
        assert await crowd.balances(1) == {}
    else:
        assert view.state is OrderState.PAID
        assert await crowd.balances(1) == {"Мама": -8990, "Папа": 8990}


async def test_who_leaves_while_taking_the_payment_does_not_keep_it(crowd: Household) -> None:
    order = await lock_milk(crowd)
    await at_once(
        crowd.write(take_payment, actor=crowd["Папа"], order=order),
        crowd.write(leave_family, actor=crowd["Папа"], family=1, keep_lines=True),
    )
    view = await crowd.read(show_order, actor=crowd["Мама"], order=order)
    assert (view.state, view.payer) == (OrderState.LOCKED, None)


async def test_saying_paid_several_times_at_once_pays_once(crowd: Household) -> None:
    order = await lock_milk(crowd)
    await crowd.write(take_payment, actor=crowd["Папа"], order=order)
    await at_once(*(crowd.write(mark_paid, actor=crowd["Папа"], order=order) for _ in range(3)))
    assert await crowd.balances(1) == {"Мама": -8990, "Папа": 8990}


async def test_saying_sent_several_times_at_once_asks_once(crowd: Household) -> None:
    order = await lock_milk(crowd)
    await crowd.pay("Папа", order)
    await at_once(*(crowd.write(say_sent, actor=crowd["Мама"], order=order, attempt=1) for _ in range(3)))
    assert sum(isinstance(alert, MoneySent) for alert in await crowd.told("Папа")) == 1


async def test_of_opposite_verdicts_at_once_received_holds(crowd: Household) -> None:
    order = await lock_milk(crowd)
    await crowd.pay("Папа", order)
    await crowd.write(say_sent, actor=crowd["Мама"], order=order, attempt=1)
    facts = {"actor": crowd["Папа"], "payment": 1}
    judged, refusals = await at_once(
        *(crowd.write(judge_payment, received=received, **facts) for received in (True, False, True, False))
    )
    assert len(judged) >= 2
    assert kinds(refusals) <= {PaymentJudgedError}
    assert await crowd.balances(1) == {"Мама": 0, "Папа": 0}


async def owed_in_a_chain(crowd: Household) -> str:
    """Папа owes Мама, Мама owes Катя; return the seal of Папа's transfer, which settles both."""
    await crowd.family("Мама", FAMILY[1:3])
    for debtor, payer in (("Папа", "Мама"), ("Мама", "Катя")):
        await crowd.add(debtor, "чай 100,00")
        await crowd.pay(payer, await crowd.lock("Мама"))
    plan = await crowd.read(show_plan, actor=crowd["Папа"])
    (transfer,) = plan.transfers
    return transfer.seal


async def discharged(crowd: Household) -> list[tuple[int, int, int]]:
    """Return what is said to be sent and what is settled of each debt of 100 roubles."""
    rows = await crowd.rows(
        select(shares.c.order_id, shares.c.sent_minor, shares.c.settled_minor).order_by(shares.c.order_id)
    )
    return [tuple(row) for row in rows]


async def test_a_plans_transfer_tapped_on_two_devices_is_one_payment(crowd: Household) -> None:
    seal = await owed_in_a_chain(crowd)
    facts = {"actor": crowd["Папа"], "family": 1, "seal": seal}
    made, refusals = await at_once(*(crowd.write(send_by_plan, **facts) for _ in range(4)))
    assert (set(made), refusals) == ({1}, [])
    assert await discharged(crowd) == [(1, 10_000, 0), (2, 10_000, 0)]


async def test_of_a_plans_transfer_and_a_direct_payment_at_once_one_holds(crowd: Household) -> None:
    seal = await owed_in_a_chain(crowd)
    made, refusals = await at_once(
        crowd.write(send_by_plan, actor=crowd["Папа"], family=1, seal=seal),
        crowd.write(say_sent, actor=crowd["Мама"], order=2, attempt=1),
    )
    assert kinds(refusals) <= {PlanChangedError}
    by_plan = not refusals
    assert len(made) == 2 - len(refusals)
    assert await discharged(crowd) == [(1, 10_000 if by_plan else 0, 0), (2, 10_000, 0)]
    assert len(await crowd.rows(select(payments.c.id))) == 1


async def test_received_and_taken_back_at_once_agree_with_the_books(crowd: Household) -> None:
    seal = await owed_in_a_chain(crowd)
    await crowd.write(send_by_plan, actor=crowd["Папа"], family=1, seal=seal)
    _, refusals = await at_once(
        crowd.write(judge_payment, actor=crowd["Катя"], payment=1, received=True),
        crowd.write(withdraw_payment, actor=crowd["Папа"], payment=1),
        crowd.write(judge_payment, actor=crowd["Катя"], payment=1, received=True),
    )
    assert kinds(refusals) == {PaymentJudgedError}
    settled = (await crowd.rows(select(payments.c.state)))[0].state == "confirmed"
    assert await discharged(crowd) == [(order, 0, 10_000 if settled else 0) for order in (1, 2)]
    open_minor = 0 if settled else 10_000
    assert await crowd.balances(1) == {"Мама": 0, "Папа": -open_minor, "Катя": open_minor}


async def test_two_processes_remind_once(crowd: Household) -> None:
    await owed_in_a_chain(crowd)
    crowd.clock.advance(hours=24)
    await at_once(*(crowd.write(remind_debtors) for _ in range(4)))
    for name in ("Папа", "Мама"):
        assert sum(isinstance(alert, DebtReminder) for alert in await crowd.told(name)) == 1


async def test_an_offer_is_either_accepted_or_withdrawn(crowd: Household) -> None:
    await crowd.family("Мама", FAMILY[1:3])
    await crowd.write(offer_role, actor=crowd["Мама"], **await crowd.place("Папа"))
    role = await offered(crowd)
    accepted, refusals = await at_once(
        crowd.write(accept_role, actor=crowd["Папа"], **role, allowed=()),
        crowd.write(withdraw_role, actor=crowd["Мама"], **role),
    )
    assert len(accepted) == 1
    assert kinds(refusals) <= {OfferGoneError, NotOrganizerError}
    view = await crowd.read(show_family, actor=crowd["Катя"])
    assert view.summary.organizer == ("Мама" if kinds(refusals) == {OfferGoneError} else "Папа")
    assert view.offer is None


async def test_who_is_removed_while_accepting_is_no_organizer_without_being_there(crowd: Household) -> None:
    await crowd.family("Мама", FAMILY[1:3])
    dad = await crowd.place("Папа")
    await crowd.write(offer_role, actor=crowd["Мама"], **dad)
    role = await offered(crowd)
    _, refusals = await at_once(
        crowd.write(accept_role, actor=crowd["Папа"], **role, allowed=()),
        crowd.write(remove_member, actor=crowd["Мама"], **dad, keep_lines=True, bar=True),
    )
    there = await crowd.members_of(1)
    view = await crowd.read(show_family, actor=crowd["Мама"])
    if kinds(refusals) == {NotOrganizerError}:
        assert (view.summary.organizer, there) == ("Папа", ["Мама", "Папа", "Катя"])
    else:
        assert kinds(refusals) == {NotAMemberError}
        assert (view.summary.organizer, there) == ("Мама", ["Мама", "Катя"])


async def test_who_leaves_while_accepting_leaves_or_organizes(crowd: Household) -> None:
    await crowd.family("Мама", FAMILY[1:3])
    await crowd.write(offer_role, actor=crowd["Мама"], **await crowd.place("Папа"))
    role = await offered(crowd)
    _, refusals = await at_once(
        crowd.write(accept_role, actor=crowd["Папа"], **role, allowed=()),
        crowd.write(leave_family, actor=crowd["Папа"], family=1, keep_lines=True),
    )
    assert len(refusals) == 1
    assert kinds(refusals) <= {NotAMemberError, OrganizerStaysError}
    stayed = kinds(refusals) == {OrganizerStaysError}
    assert ("Папа" in await crowd.members_of(1)) is stayed


async def test_several_processes_open_a_choice_and_end_an_offer_once(crowd: Household) -> None:
    await crowd.family("Мама", FAMILY[1:3])
    await crowd.write(note_unreachable, person=crowd["Мама"])
    crowd.clock.advance(days=14)
    await at_once(*(crowd.write(tend_successions) for _ in range(4)))
    assert await crowd.told("Папа") == [SuccessionOpened(1, "Ивановы", "Мама")]
    of = await crowd.place("Катя")
    votes_ = {"candidate": of["person"], "since": of["since"]}
    await at_once(
        *(crowd.write(vote_for_successor, actor=crowd[voter], **votes_) for voter in FAMILY[1:3] * 2)
    )
    crowd.clock.advance(hours=24)
    await at_once(*(crowd.write(end_handovers) for _ in range(4)))
    told = await crowd.told("Катя")
    assert [type(alert) for alert in told] == [SuccessionOpened, RoleOfferedByVote, OfferExpired]


async def test_the_votes_that_make_the_majority_at_once_offer_the_role_once(crowd: Household) -> None:
    await crowd.family("Мама", FAMILY[1:])
    await crowd.write(note_unreachable, person=crowd["Мама"])
    crowd.clock.advance(days=14)
    await crowd.write(tend_successions)
    of = await crowd.place("Катя")
    chosen = {"candidate": of["person"], "since": of["since"]}
    _, refusals = await at_once(
        *(crowd.write(vote_for_successor, actor=crowd[voter], **chosen) for voter in FAMILY[1:])
    )
    assert kinds(refusals) <= {OfferUnderWayError}
    assert sum(isinstance(alert, RoleOfferedByVote) for alert in await crowd.told("Катя")) == 1


async def test_who_comes_back_and_founds_at_once_is_in_one_family(crowd: Household) -> None:
    await crowd.family("Мама", ["Папа"])
    await crowd.write(ask_to_disband, actor=crowd["Мама"])
    await crowd.write(disband_family, actor=crowd["Мама"], family=1, name="Ивановы")
    await crowd.write(bring_back, actor=crowd["Мама"], family=1)
    await crowd.write(begin_family, actor=crowd["Папа"], allowed=())
    _, refusals = await at_once(
        crowd.write(come_back, actor=crowd["Папа"], family=1),
        crowd.write(found_family, actor=crowd["Папа"], name="Папины", allowed=(), currency="RUB"),
    )
    assert kinds(refusals) <= {AlreadyInFamilyError, QuestionGoneError}
    assert len(refusals) == 1
    assert (await crowd.rows(select(func.count()).select_from(members)))[0][0] == 2


async def test_a_family_is_brought_back_once(crowd: Household) -> None:
    await crowd.family("Мама", ["Папа"])
    await crowd.write(ask_to_disband, actor=crowd["Мама"])
    await crowd.write(disband_family, actor=crowd["Мама"], family=1, name="Ивановы")
    back, refusals = await at_once(
        *(crowd.write(bring_back, actor=crowd["Мама"], family=1) for _ in range(4))
    )
    assert (len(back), refusals) == (4, [])
    assert sum(isinstance(alert, FamilyBroughtBack) for alert in await crowd.told("Папа")) == 1


async def test_the_last_seat_is_taken_by_one_of_those_who_come_back(crowd: Household) -> None:
    await crowd.family("Мама", FAMILY[1:])
    await crowd.write(ask_to_disband, actor=crowd["Мама"])
    await crowd.write(disband_family, actor=crowd["Мама"], family=1, name="Ивановы")
    await crowd.write(bring_back, actor=crowd["Мама"], family=1)
    await crowd.join("Мама", *(f"Гость {number}" for number in range(5)))
    back, refusals = await at_once(
        *(crowd.write(come_back, actor=crowd[name], family=1) for name in FAMILY[1:])
    )
    assert (len(back), kinds(refusals)) == (1, {FamilyFullError})
    assert len(await crowd.members_of(1)) == 7


async def test_twenty_alerts_at_once_are_numbered_without_a_gap(crowd: Household) -> None:
    await crowd.meet("Папа")
    await at_once(*(tell(crowd, "Папа", LastSeatTaken(f"Семья {number}")) for number in range(20)))
    rows = await crowd.rows(select(alerts.c.number).order_by(alerts.c.id))
    assert [row.number for row in rows] == list(range(1, 21))


async def test_several_deliverers_deliver_each_alert_once_and_in_order(crowd: Household) -> None:
    await crowd.meet("Папа", "Катя")
    for number, name in product(range(4), ("Папа", "Катя")):
        alert = LastSeatTaken(f"Семья {number}")
        await tell(crowd, name, alert)
    delivered: list[tuple[int, int]] = []

    async def deliver() -> None:
        while due := await crowd.write(claim_alerts, limit=1, zone="Europe/Moscow"):
            for (waiting,) in due:
                delivered.append((waiting.recipient, waiting.number))
                await crowd.write(settle_alerts, alerts=[waiting.id])

    while len(delivered) < 8:
        await at_once(*(deliver() for _ in range(3)))
    assert Counter(delivered) == Counter(product((crowd["Папа"], crowd["Катя"]), range(1, 5)))
    for name in ("Папа", "Катя"):
        assert [number for recipient, number in delivered if recipient == crowd[name]] == [1, 2, 3, 4]


async def test_two_deliverers_and_a_change_of_mind_tell_what_was_held_back_once(crowd: Household) -> None:
    await crowd.meet("Папа")
    await crowd.write(choose_delivery, actor=crowd["Папа"], delivery=Delivery.DIGEST)
    for number in range(12):
        await tell(crowd, "Папа", LineRemoved(f"хлеб {number}", "Мама"))
    assert await crowd.write(claim_alerts, limit=1, zone="Europe/Moscow") == []
    delivered: list[int] = []

    async def deliver() -> None:
        while due := await crowd.write(claim_alerts, limit=1, zone="Europe/Moscow"):
            for bundle in due:
                delivered.extend(waiting.number for waiting in bundle)
                await crowd.write(settle_alerts, alerts=[waiting.id for waiting in bundle])

    changing = crowd.write(choose_delivery, actor=crowd["Папа"], delivery=Delivery.AT_ONCE)
    await at_once(deliver(), changing, deliver())
    while len(delivered) < 12:
        await at_once(*(deliver() for _ in range(3)))
    assert delivered == list(range(1, 13))


async def test_nobody_is_forgotten_with_a_share_in_an_order_that_begins_at_once(crowd: Household) -> None:
    await crowd.family("Мама", ["Папа"])
    await crowd.add("Папа", "хлеб 50 р")
    _, refusals = await at_once(crowd.write(forget_me, actor=crowd["Папа"]), crowd.lock("Мама"))
    is_ordered = len(await crowd.rows(select(orders))) == 1
    is_member = "Папа" in await crowd.members_of(await crowd.family_of("Мама"))
    assert is_ordered is is_member
    assert kinds(refusals) <= {OrderUnfinishedError, CheckoutChangedError, NothingToOrderError}
    assert len(refusals) == 1


async def test_two_refreshers_edit_each_card_once(crowd: Household) -> None:
    for name in FAMILY:
        await crowd.family(name)
        await crowd.write(open_card, actor=crowd[name], place=crowd[name], message=5, page=0, seal="s")
        await crowd.add(name, "молоко")
    crowd.clock.advance(seconds=3)
    claimed, _ = await at_once(*(crowd.write(claim_cards) for _ in range(3)))
    assert sorted(card.place for cards in claimed for card in cards) == [crowd[name] for name in FAMILY]


async def test_a_vote_is_refused_or_kept_when_the_line_changes_at_once(crowd: Household) -> None:
    await crowd.family("Мама", FAMILY[1:3])
    line = await crowd.add_one("Мама", "телевизор 20000 ₽")
    vote = {"voter": crowd["Папа"], "item": line.id, "version": 1, "choice": FOR}
    change = {"actor": crowd["Мама"], "item": line.id, "revision": 1, "quantity": 2}
    _, refusals = await at_once(crowd.write(cast_vote, **vote), crowd.write(set_quantity, **change))
    assert kinds(refusals) <= {LineChangedError}
    assert await crowd.rows(select(votes)) == []
    assert (await crowd.item(line.id)).standing is Standing.VOTING
