"""What the product words as "exactly one" or "at most" holds in the database, whatever the code does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from storage.schema import (
    alerts,
    charges,
    corrections,
    deeds,
    families,
    family_places,
    handovers,
    imports,
    intents,
    invites,
    items,
    join_requests,
    ledger_entries,
    members,
    orders,
    own_order_lines,
    own_orders,
    payment_parts,
    payments,
    people,
    pot_entries,
    pot_postings,
    pot_transfers,
    receipts,
    replacements,
    seat_holds,
    shares,
    staples,
    succession_votes,
    successions,
    trip_lines,
    trips,
    votes,
)
from tests.household import START

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Executable

    from tests.household import Household


async def refuses(home: Household, *statements: Executable) -> None:
    with pytest.raises(IntegrityError):
        await home.put(*statements)


def seat(person: int, number: int, family: int = 1) -> Executable:
    return members.insert().values(person_id=person, family_id=family, seat=number, joined_at=START)


def line(home: Household, **other: object) -> Executable:
    known: dict[str, Any] = {
        "family_id": 1,
        "author_id": home["Мама"],
        "title": "молоко",
        "quantity": 1,
        "unit": "pcs",
        "currency": "RUB",
        "urgent": False,
        "note": "",
        "version": 1,
        "revision": 1,
        "standing": "free",
        "added_at": START,
    }
    return items.insert().values(known | other)


def order(home: Household, **other: object) -> Executable:
    known: dict[str, Any] = {
        "family_id": 1,
        "number": 7,
        "state": "locked",
        "currency": "RUB",
        "minor": 100,
        "locked_by": home["Мама"],
        "locked_at": START,
    }
    return orders.insert().values(known | other)


def deed(home: Household, **other: object) -> Executable:
    known: dict[str, Any] = {
        "family_id": 1,
        "actor_id": home["Мама"],
        "kind": "added",
        "line": "молоко",
        "facts": {},
        "done_at": START,
    }
    return deeds.insert().values(known | other)


def payment(home: Household, **other: object) -> Executable:
    known: dict[str, Any] = {
        "debtor_id": home["Мама"],
        "payee_id": home["Папа"],
        "minor": 8990,
        "state": "claimed",
        "origin": "share:1:1:1",
    }
    return payments.insert().values(known | other)


def entry(home: Household, **other: object) -> Executable:
    known: dict[str, Any] = {
        "posting": "order:1:paid",
        "family_id": 1,
        "order_id": 1,
        "person_id": home["Папа"],
        "kind": "order_paid",
        "minor": 8990,
        "currency": "RUB",
        "posted_at": START,
    }
    return ledger_entries.insert().values(known | other)


@pytest.mark.parametrize("number", [0, 8, -1])
async def test_there_is_no_eighth_seat(home: Household, number: int) -> None:
    await home.family("Мама")
    await home.meet("Папа")
    await refuses(home, seat(home["Папа"], number))
    await home.put(seat(home["Папа"], 7))


async def test_nobody_sits_on_a_taken_seat(home: Household) -> None:
    await home.family("Мама")
    await home.meet("Папа")
    await refuses(home, seat(home["Папа"], 1))


async def test_nobody_is_in_two_families(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    other = await home.family("Бабушка")
    await refuses(home, seat(home["Папа"], 2, other))


async def test_a_stranger_has_no_seat(home: Household) -> None:
    await home.family("Мама")
    await refuses(home, seat(home["Незнакомец"], 2))


async def test_the_organizer_is_a_member_of_the_very_family(home: Household) -> None:
    family = await home.family("Мама")
    await home.family("Бабушка")
    change = update(families).where(families.c.id == family)
    await refuses(home, change.values(organizer_id=home["Бабушка"]))
    await refuses(home, delete(members).where(members.c.person_id == home["Мама"]))


def offer(home: Household, name: str, family: int = 1) -> Executable:
    return handovers.insert().values(
        family_id=family, member_id=home[name], by_vote=False, offered_at=START, expires_at=START
    )


def choice(home: Household, voter: str, candidate: str) -> Executable:
    return succession_votes.insert().values(
        voter_id=home[voter], family_id=1, candidate_id=home[candidate], cast_at=START
    )


async def test_a_role_is_offered_once_to_a_member(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await refuses(home, offer(home, "Незнакомец"))
    await home.put(offer(home, "Папа"))
    await refuses(home, offer(home, "Катя"))
    other = await home.family("Бабушка")
    await refuses(home, offer(home, "Папа", other))


async def test_an_offer_goes_with_the_member(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.put(offer(home, "Папа"))
    await home.put(delete(members).where(members.c.person_id == home["Папа"]))
    assert await home.rows(select(handovers)) == []


async def test_a_member_has_one_vote_for_a_member_while_there_is_a_choice(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await refuses(home, choice(home, "Папа", "Катя"))
    opened = successions.insert().values(family_id=1, opened_at=START)
    await home.put(opened, choice(home, "Папа", "Катя"))
    await refuses(home, opened)
    await refuses(home, choice(home, "Папа", "Папа"))
    await refuses(home, choice(home, "Катя", "Незнакомец"))


@pytest.mark.parametrize("leaver", ["Папа", "Катя"])
async def test_votes_go_with_the_voter_and_with_the_candidate(home: Household, leaver: str) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await home.put(successions.insert().values(family_id=1, opened_at=START), choice(home, "Папа", "Катя"))
    await home.put(delete(members).where(members.c.person_id == home[leaver]))
    assert await home.rows(select(succession_votes)) == []


async def test_votes_go_with_the_choice(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.put(successions.insert().values(family_id=1, opened_at=START), choice(home, "Папа", "Папа"))
    await home.put(delete(successions))
    assert await home.rows(select(succession_votes)) == []


async def test_a_family_without_an_organizer_is_a_disbanded_one(home: Household) -> None:
    await home.family("Мама")
    await refuses(home, update(families).values(organizer_id=None))
    await refuses(home, update(families).values(disbanded_at=START))
    await refuses(home, families.insert().values(name="Ничьи", currency="RUB", founded_at=START))


async def test_a_group_shows_one_family_and_a_family_is_shown_in_one_group(home: Household) -> None:
    await home.family("Мама")
    await home.family("Бабушка")
    await home.put(family_places.insert().values(place=-100, family_id=1, attached_at=START))
    await refuses(home, family_places.insert().values(place=-100, family_id=2, attached_at=START))
    await refuses(home, family_places.insert().values(place=-200, family_id=1, attached_at=START))


async def test_nobody_waits_for_two_answers_or_holds_two_seats(home: Household) -> None:
    for organizer in ("Мама", "Бабушка"):
        await home.family(organizer)
        await home.invite(organizer)
    await home.meet("Папа")

    def request(family: int, state: str) -> Executable:
        return join_requests.insert().values(
            family_id=family,
            invite_id=family,
            person_id=home["Папа"],
            state=state,
            asked_at=START,
            expires_at=START,
        )

    def hold(family: int) -> Executable:
        return seat_holds.insert().values(person_id=home["Папа"], family_id=family, until=START)

    await home.put(request(1, "refused"), request(1, "open"), request(2, "refused"), hold(1))
    await refuses(home, request(2, "open"))
    await refuses(home, hold(2))


async def test_an_invitation_is_not_used_more_often_than_it_may_be(home: Household) -> None:
    await home.family("Мама")
    await home.invite("Мама")
    await refuses(home, update(invites).values(uses_left=-1))


async def test_a_token_leads_to_one_invitation(home: Household) -> None:
    await home.family("Мама")
    await home.invite("Мама")
    await home.invite("Мама")
    await refuses(home, update(invites).values(token_hash=b"same"))
    await refuses(home, update(invites).values(origin="same"))


@pytest.mark.parametrize("quantity", [0, -1, 999_001])
async def test_a_line_asks_for_something_that_can_be_asked_for(home: Household, quantity: int) -> None:
    await home.family("Мама")
    await refuses(home, line(home, quantity=quantity))


async def test_a_price_is_not_negative(home: Household) -> None:
    await home.family("Мама")
    await refuses(home, line(home, price_minor=-1))
    await home.put(line(home, price_minor=0))


async def test_a_member_votes_once_on_a_version(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    item = await home.add_one("Мама", "телевизор 20000 ₽")

    def vote(version: int, choice: int) -> Executable:
        known = {"item_id": item.id, "voter_id": home["Папа"], "cast_at": START}
        return votes.insert().values(known | {"version": version, "choice": choice})

    await home.put(vote(1, 1))
    await refuses(home, vote(1, 1))
    await refuses(home, vote(1, -1))
    await refuses(home, vote(2, 0))
    await home.put(vote(2, -1))


async def test_only_members_vote(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.meet("Бабушка")
    item = await home.add_one("Мама", "телевизор 20000 ₽")
    vote = votes.insert().values(
        item_id=item.id, version=1, voter_id=home["Бабушка"], choice=1, cast_at=START
    )
    await refuses(home, vote)


def trip(home: Household, name: str, family: int = 1) -> Executable:
    return trips.insert().values(family_id=family, shopper_id=home[name], until=START, started_at=START)


async def test_one_of_a_family_is_in_the_shop(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    other = await home.family("Бабушка")
    await home.put(trip(home, "Мама"))
    await refuses(home, trip(home, "Папа"))
    await refuses(home, trip(home, "Мама", other))
    await home.put(trip(home, "Бабушка", other))


async def test_only_members_are_in_the_shop_and_a_trip_goes_with_its_shopper(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await refuses(home, trip(home, "Незнакомец"))
    await home.put(trip(home, "Папа"))
    await refuses(home, trip_lines.insert().values(trip_id=77, item_id=1, line="молоко"))
    (under_way,) = await home.rows(select(trips.c.id))
    listed = trip_lines.insert().values(trip_id=under_way.id, item_id=1, line="молоко")
    await home.put(listed)
    await refuses(home, listed)
    await home.put(delete(members).where(members.c.person_id == home["Папа"]))
    assert await home.rows(select(trips)) == []
    assert await home.rows(select(trip_lines)) == []


async def test_a_line_has_a_known_mark_or_none(home: Household) -> None:
    await home.family("Мама")
    await refuses(home, line(home, mark="stolen"))
    await home.put(line(home, mark="bought", marked_by=home["Мама"]))


@pytest.mark.parametrize("row", [line, order, deed], ids=lambda row: row.__name__)
async def test_a_present_is_hidden_from_somebody_until_a_moment_or_not_at_all(
    home: Household, row: Callable[..., Executable]
) -> None:
    await home.family("Мама", ["Папа"])
    await refuses(home, row(home, hidden_from=home["Папа"]))
    await refuses(home, row(home, hidden_until=START))
    await refuses(home, row(home, hidden_from=77, hidden_until=START))
    await home.put(row(home, hidden_from=home["Папа"], hidden_until=START))


async def test_a_present_is_hidden_from_anybody_but_its_author(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await refuses(home, line(home, hidden_from=home["Мама"], hidden_until=START))
    await home.put(line(home, hidden_from=home["Папа"], hidden_until=START))
    await refuses(home, update(items).values(hidden_from=home["Мама"]))
    await refuses(home, update(items).values(author_id=home["Папа"]))


async def test_one_question_about_a_line_is_open_and_goes_with_it(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    item = await home.add_one("Мама", "кефир 90 ₽")

    def replacement(state: str, line: int = item.id) -> Executable:
        return replacements.insert().values(
            item_id=line,
            shopper_id=home["Папа"],
            asked_id=home["Мама"],
            wish="ряженка 95 ₽",
            revision=1,
            state=state,
            expires_at=START,
        )

    await home.put(replacement("declined"), replacement("open"), replacement("expired"))
    await refuses(home, replacement("open"))
    await refuses(home, replacement("declined", 77))
    await home.put(delete(items))
    assert await home.rows(select(replacements)) == []


async def test_a_family_keeps_a_staple_once(home: Household) -> None:
    await home.family("Мама")
    other = await home.family("Бабушка")

    def staple(family: int) -> Executable:
        known = {"name": "молоко pcs", "wish": "молоко 95 ₽", "added_by": home["Мама"], "added_at": START}
        return staples.insert().values(known | {"family_id": family})

    await home.put(staple(1), staple(other))
    await refuses(home, staple(1))
    await refuses(home, staple(77))


def statement(home: Household, state: str, digest: str = "a", **other: object) -> Executable:
    moments: dict[str, dict[str, object]] = {"draft": {"draft": {}}, "asked": {"due_at": START}}
    facts: dict[str, object] = {
        "family_id": 1,
        "by_id": home["Мама"],
        "source": "splitwise",
        "digest": digest,
        "state": state,
        "currency": "RUB",
        "made_at": START,
        **moments.get(state, {"due_at": START, "decided_at": START}),
        **other,
    }
    return imports.insert().values(**facts)


@pytest.mark.parametrize("state", ["draft", "asked", "applied"])
async def test_a_file_is_carried_over_once(home: Household, state: str) -> None:
    await home.family("Мама")
    await home.put(statement(home, "withdrawn"), statement(home, "applied"))
    await refuses(home, statement(home, state))


async def test_a_family_prepares_one_import_at_a_time(home: Household) -> None:
    await home.family("Мама")
    await home.put(statement(home, "draft"), statement(home, "asked", "b"))
    await refuses(home, statement(home, "draft", "c"))


@pytest.mark.parametrize(
    ("state", "wrong"),
    [
        ("draft", {"draft": None}),
        ("asked", {"draft": {}}),
        ("asked", {"due_at": None}),
        ("asked", {"decided_at": START}),
        ("applied", {"decided_at": None}),
        ("stopped", {}),
    ],
)
async def test_an_import_has_what_its_state_needs(home: Household, state: str, wrong: dict[str, Any]) -> None:
    await home.family("Мама")
    await refuses(home, statement(home, state, **wrong))


async def test_the_orders_of_a_family_are_numbered_once(home: Household) -> None:
    await home.family("Мама")
    await home.put(order(home))
    await refuses(home, order(home))


async def test_an_order_has_a_payer_exactly_from_paying_on(home: Household) -> None:
    await home.family("Мама")
    await refuses(home, order(home, payer_id=home["Мама"]))
    await refuses(home, order(home, state="cancelled", payer_id=home["Мама"]))
    await refuses(home, order(home, state="paying", paying_since=START))
    await refuses(home, order(home, state="paid"))
    await home.put(order(home, state="paid", payer_id=home["Мама"]))


async def test_an_order_that_the_account_paid_has_a_payer(home: Household) -> None:
    await home.family("Мама")
    await refuses(home, order(home, pay_mode="account", state="paid"))
    await home.put(order(home, pay_mode="account", state="paid", payer_id=home["Мама"]))


async def test_an_order_that_each_pays_has_no_payer(home: Household) -> None:
    await home.family("Мама")
    await home.put(order(home, pay_mode="each", state="paid"))
    await refuses(home, order(home, number=8, pay_mode="each", state="paid", payer_id=home["Мама"]))
    await refuses(home, order(home, number=8, pay_mode="treat", state="paid"))


@pytest.mark.parametrize("sum_", ["fee_minor", "discount_minor"])
async def test_neither_fee_nor_discount_is_negative(home: Household, sum_: str) -> None:
    await home.family("Мама")
    await refuses(home, order(home, **{sum_: -1}))


async def test_a_family_is_asked_about_one_price_of_an_order_at_a_time(home: Household) -> None:
    await buy_milk(home)
    facts = {"order_id": 1, "position": 1, "by_id": home["Папа"], "was_minor": 1, "said_at": START}
    await home.put(corrections.insert().values(**facts, minor=2, state="open"))
    await refuses(home, corrections.insert().values(**facts, minor=3, state="open"))
    await home.put(corrections.insert().values(**facts, minor=3, state="withdrawn"))
    await refuses(home, corrections.insert().values(**facts, minor=-1, state="withdrawn"))
    await refuses(home, corrections.insert().values(**facts, minor=1, state="maybe"))


async def test_a_family_tolerates_no_more_than_twice_the_price(home: Household) -> None:
    await home.family("Мама")
    for percent in (-1, 101):
        await refuses(home, update(families).values(tolerance_percent=percent))


async def test_an_order_is_being_paid_since_some_moment(home: Household) -> None:
    await home.family("Мама")
    await refuses(home, order(home, state="paying", payer_id=home["Мама"]))
    await refuses(home, order(home, state="paid", payer_id=home["Мама"], paying_since=START))


async def buy_milk(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.add("Мама", "молоко 89,90")
    await home.pay("Папа", await home.lock("Мама"))


async def test_one_press_makes_one_payment(home: Household) -> None:
    await buy_milk(home)
    await home.put(payment(home))
    await refuses(home, payment(home, state="rejected"))
    await home.put(payment(home, origin="share:1:1:2"))


@pytest.mark.parametrize(
    "counted",
    [
        {"sent_minor": 8991},
        {"settled_minor": 8991},
        {"sent_minor": 1, "settled_minor": 8990},
        {"sent_minor": -1},
        {"settled_minor": -1, "sent_minor": 1},
    ],
)
async def test_no_more_of_a_share_is_sent_and_settled_than_it_is(
    home: Household, counted: dict[str, int]
) -> None:
    await buy_milk(home)
    await refuses(home, update(shares).values(**counted))
    await home.put(update(shares).values(sent_minor=8989, settled_minor=1))


@pytest.mark.parametrize("wrong", [{"minor": -1}, {"state": "forgotten"}, {"payee_id": "Мама"}])
async def test_a_payment_is_of_some_money_to_somebody_else(home: Household, wrong: dict[str, Any]) -> None:
    await buy_milk(home)
    await refuses(
        home,
        payment(home, **{key: home["Мама"] if key == "payee_id" else value for key, value in wrong.items()}),
    )
    await home.put(payment(home, minor=0))  # it offsets debts


async def test_a_part_is_of_a_share_that_there_is(home: Household) -> None:
    await buy_milk(home)
    await home.put(payment(home))
    part = {"payment_id": 1, "order_id": 1, "debtor_id": home["Мама"], "minor": 8990}
    for wrong in ({"minor": 0}, {"order_id": 2}, {"debtor_id": home["Папа"]}, {"payment_id": 2}):
        await refuses(home, payment_parts.insert().values(part | wrong))
    await home.put(payment_parts.insert().values(part))
    await refuses(home, payment_parts.insert().values(part))


async def test_a_receipt_is_of_a_payment_or_of_an_order_and_there_is_one(home: Household) -> None:
    await buy_milk(home)
    await home.put(payment(home))
    receipt = {"person_id": home["Мама"], "photo": "AgAC"}
    await refuses(home, receipts.insert().values(receipt))
    await refuses(home, receipts.insert().values(receipt | {"payment_id": 1, "order_id": 1}))
    for subject in ({"payment_id": 1}, {"order_id": 1}):
        await home.put(receipts.insert().values(receipt | subject))
        await refuses(home, receipts.insert().values(receipt | subject))


async def test_a_person_has_one_share_of_an_order_and_none_is_negative(home: Household) -> None:
    await buy_milk(home)
    await refuses(home, shares.insert().values(order_id=1, person_id=home["Мама"], minor=1))
    await refuses(home, shares.insert().values(order_id=1, person_id=home["Папа"], minor=-1))


async def test_money_is_meant_and_kept_once(home: Household) -> None:
    await buy_milk(home)
    meant = {
        "token": "a",
        "family_id": 1,
        "order_id": 1,
        "payer_id": home["Папа"],
        "minor": 8990,
        "currency": "RUB",
        "seal": "s",
        "written_at": START,
    }
    await home.put(intents.insert().values(meant))
    await refuses(home, intents.insert().values(meant | {"state": "paid"}))
    await refuses(home, intents.insert().values(meant | {"token": "b"}))
    await home.put(intents.insert().values(meant | {"token": "b", "state": "outdated"}))
    top_up: dict[str, object] = {"purpose": "top_up", "order_id": None}
    for wrong in (
        {"minor": 0},
        {"state": "lost"},
        {"order_id": None},
        {"purpose": "top_up"},
        {"purpose": "x"},
    ):
        await refuses(home, intents.insert().values(meant | {"token": "c", "state": "paid"} | wrong))
    await home.put(intents.insert().values(meant | top_up | {"token": "c"}))
    await refuses(home, intents.insert().values(meant | top_up | {"token": "d"}))
    await home.put(intents.insert().values(meant | top_up | {"token": "d", "minor": 1}))
    await home.put(intents.insert().values(meant | {"token": "e", "purpose": "share"}))
    came = {
        "name": "c-1",
        "provider_name": "p",
        "payload": "a",
        "payer_id": home["Папа"],
        "minor": 8990,
        "currency": "RUB",
        "came_at": START,
    }
    paid = {"state": "applied", "settles": "order:1"}
    await home.put(charges.insert().values(came | paid))
    await refuses(home, charges.insert().values(came))
    other = came | {"name": "c-2"}
    await refuses(home, charges.insert().values(other | paid))
    for state in ("applied", "flagged", "refunded", "lost"):
        await refuses(home, charges.insert().values(other | {"state": state}))
    put_in = {"state": "confirmed", "charge_id": 1}
    await home.put(transfer(home, **put_in))
    await refuses(home, transfer(home, **put_in, attempt=2))


async def test_nothing_is_posted_twice(home: Household) -> None:
    await buy_milk(home)
    await refuses(home, entry(home))
    await home.put(entry(home, posting="order:2:paid"))


async def test_the_books_are_never_rewritten(home: Household) -> None:
    await buy_milk(home)
    await refuses(home, update(ledger_entries).values(minor=0))
    await refuses(home, delete(ledger_entries))


async def test_an_alert_has_a_number_of_its_own(home: Household) -> None:
    await home.meet("Мама")
    alert = alerts.insert().values(
        recipient_id=home["Мама"], number=1, kind="X", facts={}, written_at=START, due_at=START
    )
    await home.put(alert)
    await refuses(home, alert)


def own_order(home: Household, **changed: object) -> Executable:
    facts = {"owner_id": home["Мама"], "number": 1, "seal": "", "currency": "RUB", "locked_at": START}
    return own_orders.insert().values(**facts | changed)


async def test_a_persons_own_orders_are_numbered_once_each(home: Household) -> None:
    await home.meet("Мама", "Папа")
    await home.put(own_order(home))
    await refuses(home, own_order(home))
    await refuses(home, own_order(home, owner_id=home["Никто"], number=2))
    await home.put(own_order(home, number=2), own_order(home, owner_id=home["Папа"]))


@pytest.mark.parametrize(
    "wrong",
    [{"minor": -1}, {"cancelled_at": START, "paid_at": START}, {"cancelled_at": START, "received_at": START}],
)
async def test_an_own_order_is_not_cancelled_once_it_is_paid_or_has_come(
    home: Household, wrong: dict[str, object]
) -> None:
    await home.meet("Мама")
    await refuses(home, own_order(home, **wrong))


async def test_the_lines_of_an_own_order_go_with_it(home: Household) -> None:
    await home.meet("Мама")
    line = {"order_id": 1, "position": 1, "title": "чай", "quantity": 1, "unit": "pcs"}
    line |= {"urgent": False, "note": ""}
    await home.put(own_order(home), own_order_lines.insert().values(**line))
    await refuses(home, own_order_lines.insert().values(**line | {"order_id": 2}))
    await home.put(delete(own_orders))
    assert await home.rows(select(own_order_lines)) == []


def transfer(home: Household, **other: object) -> Executable:
    known: dict[str, Any] = {
        "family_id": 1,
        "kind": "top_up",
        "person_id": home["Папа"],
        "keeper_id": home["Мама"],
        "minor": 100,
        "currency": "RUB",
        "state": "claimed",
        "attempt": 1,
        "begun_at": START,
        "said_at": START,
    }
    return pot_transfers.insert().values(**known | other)


def pot_posting(home: Household, **other: object) -> Executable:
    known: dict[str, Any] = {
        "posting": "transfer:1:received",
        "family_id": 1,
        "number": 1,
        "kind": "top_up",
        "person_id": home["Папа"],
        "transfer_id": 1,
        "balance_minor": 100,
        "currency": "RUB",
        "posted_at": START,
    }
    return pot_postings.insert().values(**known | other)


async def test_a_member_waits_for_one_word_on_one_top_up(home: Household) -> None:
    await buy_milk(home)
    await home.put(transfer(home))
    await refuses(home, transfer(home, attempt=2))
    await refuses(home, transfer(home, state="confirmed"))
    await home.put(transfer(home, attempt=2, state="rejected"))
    for wrong in ({"minor": 0}, {"kind": "gift"}, {"state": "lost"}):
        await refuses(home, transfer(home, **{"attempt": 3, "state": "rejected", **wrong}))


async def test_no_pot_falls_below_nothing_and_its_postings_follow_each_other(home: Household) -> None:
    await buy_milk(home)
    await home.put(transfer(home), pot_posting(home))
    another: dict[str, Any] = {"posting": "order:1:paid", "transfer_id": None, "order_id": 1}
    await refuses(home, pot_posting(home, **another))
    await refuses(home, pot_posting(home, **another, number=2, balance_minor=-1))
    await refuses(home, pot_posting(home, posting="x", number=2))
    await refuses(home, pot_posting(home, **another | {"order_id": None}, number=2))
    await home.put(pot_posting(home, **another, number=2))


async def test_the_books_of_the_pot_are_never_rewritten(home: Household) -> None:
    await buy_milk(home)
    entry_ = {"posting_id": 1, "family_id": 1, "book": "part", "person_id": home["Папа"], "minor": -100}
    await home.put(transfer(home), pot_posting(home), pot_entries.insert().values(**entry_))
    await refuses(home, pot_entries.insert().values(**entry_))
    await refuses(home, pot_entries.insert().values(**entry_ | {"person_id": None}))
    for table in (pot_postings, pot_entries):
        await refuses(home, update(table).values(family_id=1))
        await refuses(home, delete(table))


async def test_ids_are_never_reused(home: Household) -> None:
    await home.family("Мама")
    first = await home.add_one("Мама", "молоко")
    await home.put(delete(items))
    second = await home.add_one("Мама", "молоко")
    assert second.id > first.id


@pytest.mark.parametrize(
    "forget", [lambda home: delete(people).where(people.c.id == home["Папа"]), lambda _: delete(families)]
)
async def test_nobody_who_is_still_named_somewhere_can_vanish(
    home: Household, forget: Callable[[Household], Executable]
) -> None:
    await buy_milk(home)
    await refuses(home, forget(home))
