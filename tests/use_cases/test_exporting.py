"""The export: everything about one person, and nothing of anybody else that they may not see."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.documents import export_document
from core.alerts.carts import LineRemoved
from core.alerts.invites import TurnedAway
from core.carts.agreement import Choice
from core.carts.filling import remove_line
from core.carts.merging import merge_lines
from core.orders.settling import judge_payment
from core.people.exporting import export_me
from core.people.question import Ask
from core.people.use_cases import ask, choose_zone, prove_country
from storage import exporting
from storage.schema import (
    archive_members,
    barred,
    benefit_changes,
    guesses,
    invitees,
    join_requests,
    metadata,
    seat_holds,
)
from tests.household import START, send_left
from tests.use_cases.test_statements import cost

if TYPE_CHECKING:
    from tests.household import Household


async def exported(home: Household, name: str) -> dict[str, Any]:
    """Read the file that the person gets."""
    document = export_document(await home.read(export_me, actor=home[name]))
    stored: dict[str, Any] = json.loads(document)
    return stored


async def test_somebody_who_did_nothing_gets_a_short_export(home: Household) -> None:
    await home.meet("Катя", language="en")
    stored = await exported(home, "Катя")
    lists = {name: value for name, value in stored.items() if isinstance(value, list)}
    assert all(value == [] for value in lists.values())
    assert {name: value for name, value in stored.items() if name not in lists} == {
        "format": 1,
        "exported_at": "2026-03-02T09:00:00Z",
        "profile": {
            "telegram_id": home["Катя"],
            "name": "Катя",
            "username": None,
            "language": "en",
            "language_chosen": False,
            "time_zone": None,
            "met_at": "2026-03-02T09:00:00Z",
            "unreachable_since": None,
            "alerts_so_far": 0,
        },
        "preferences": {"news": "at_once", "quiet_hours": True},
        "country": None,
        "open_question": None,
    }


async def test_a_member_gets_all_that_is_theirs(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    papa = home["Папа"]
    await home.write(choose_zone, actor=papa, zone="Asia/Omsk", text="Омск")
    await home.write(ask, person=papa, question=Ask.CONTACT, subject={})
    await home.write(prove_country, actor=papa, contact_of=papa, country="RU", allowed=())
    await home.add("Папа", "хлеб 50 р (ржаной)")
    await home.add("Мама", "сыр 70 р")
    order = await home.lock("Мама")
    await home.pay("Мама", order)
    await home.write(send_left, actor=papa, order=order, attempt=1)
    payment = await home.newest_payment("Папа")
    await home.write(judge_payment, actor=home["Мама"], payment=payment, received=True)
    television = await home.add_one("Папа", "телевизор 20000 р https://shop.ru/1")
    await home.vote("Папа", television, Choice.FOR)
    await home.write(ask, person=papa, question=Ask.TIME_ZONE, subject={})
    stored = await exported(home, "Папа")
    assert stored["profile"]["time_zone"] == "Asia/Omsk"
    assert stored["country"] == {"code": "RU", "proved_at": "2026-03-02T09:00:00Z"}
    assert stored["open_question"] == {
        "ask": "time_zone",
        "subject": {},
        "expires_at": "2026-03-02T09:15:00Z",
    }
    assert stored["memberships"] == [
        {
            "family": "Ивановы",
            "is_organizer": False,
            "role": "adult",
            "limit": None,
            "seat": 2,
            "joined_at": "2026-03-02T09:00:00Z",
        }
    ]
    assert stored["joined_by_invitation"] == [{"family": "Ивановы", "joined_at": "2026-03-02T09:00:00Z"}]
    (line,) = stored["lines"]
    assert line["title"] == "телевизор"
    assert line["price"] == {"minor": 2000000, "currency": "RUB"}
    assert line["link"] == "https://shop.ru/1"
    assert stored["votes"] == [
        {"line": "телевизор", "version": 1, "choice": "for", "cast_at": "2026-03-02T09:00:00Z"}
    ]
    (bought,) = stored["orders"]
    assert bought["my_share"] == {"minor": 5000, "currency": "RUB"}
    assert bought["total"] == {"minor": 12000, "currency": "RUB"}
    assert (bought["state"], bought["paid_by_me"], bought["checked_out_by_me"]) == ("paid", False, False)
    (bread,) = stored["order_lines"]
    assert (bread["order"], bread["title"], bread["note"]) == (1, "хлеб", "ржаной")
    assert stored["payments"] == [
        {
            "payment": 1,
            "family": "Ивановы",
            "order": 1,
            "direction": "sent",
            "amount": {"minor": 5000, "currency": "RUB"},
            "state": "confirmed",
        }
    ]
    assert stored["words_about_payments"] == [
        {"payment": 1, "word": "sent", "said_by_me": True, "said_at": "2026-03-02T09:00:00Z"},
        {"payment": 1, "word": "received", "said_by_me": False, "said_at": "2026-03-02T09:00:00Z"},
    ]
    assert [(entry["kind"], entry["amount"]["minor"]) for entry in stored["ledger"]] == [
        ("share_owed", -5000),
        ("money_sent", 5000),
    ]
    assert [alert["kind"] for alert in stored["alerts"]] == ["OrderLocked", "ShareDue", "MoneyReceived"]
    assert stored["alerts"][0]["facts"]["by"] == "Мама"
    assert stored["invitations_of_my_family"] == []


async def test_how_one_had_voted_by_then_stands_in_it_and_of_nobody_else(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    television = await home.add_one("Мама", "телевизор 20000 р")
    await home.vote("Папа", television, Choice.FOR)
    await home.vote("Катя", television, Choice.AGAINST)
    await home.write(remove_line, actor=home["Мама"], item=television.id)
    moment = "2026-03-02T09:00:00Z"
    entry = {"family": "Ивановы", "line": "телевизор", "before": "removed", "done_at": moment}
    for name, expected in (("Папа", ["for"]), ("Катя", ["against"]), ("Мама", [])):
        stored = await exported(home, name)
        assert stored["votes_in_the_journal"] == [entry | {"choice": choice} for choice in expected]


async def test_an_organizer_gets_the_invitations_without_what_would_open_them(home: Household) -> None:
    await home.family("Мама")
    token = await home.invite("Мама")
    stored = await exported(home, "Мама")
    assert stored["invitations_of_my_family"] == [
        {
            "family": "Ивановы",
            "created_at": "2026-03-02T09:00:00Z",
            "expires_at": "2026-03-09T09:00:00Z",
            "uses_left": 6,
            "by_approval": False,
            "for_one": False,
            "revoked_at": None,
        }
    ]
    assert token not in json.dumps(stored)


async def test_what_others_keep_to_themselves_is_not_in_it(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await home.add("Катя", "подарок 90 р")
    secret = await home.add_one("Катя", "сюрприз 5000 р")
    await home.vote("Катя", secret, Choice.FOR)
    await home.change(lambda work: work.tell(home["Катя"], LineRemoved("тайна", "Мама"), home.clock.now))
    text = json.dumps(await exported(home, "Папа"), ensure_ascii=False)
    for word in ("Катя", "подарок", "сюрприз", "тайна", str(home["Катя"]), str(home["Мама"])):
        assert word not in text


async def test_nobody_elses_id_is_in_it(home: Household) -> None:
    await home.family("Мама", ["Катя"])
    away = TurnedAway("Ивановы", [home["Сосед"]], ["Сосед"])
    await home.change(lambda work: work.tell(home["Мама"], away, home.clock.now))
    subject = {"person": home["Катя"], "since": 1}
    await home.write(ask, person=home["Мама"], question=Ask.MEMBER_LIMIT, subject=subject)
    stored = await exported(home, "Мама")
    assert stored["alerts"][-1]["facts"] == {"family": "Ивановы", "names": ["Сосед"], "more": 0}
    assert stored["open_question"]["subject"] == {"since": 1}


async def test_no_number_of_a_row_is_in_it_that_others_could_be_counted_by(home: Household) -> None:
    """Ids count what there is of all families, presents included."""
    await home.family("Мама", ["Катя"])
    bread, more = [await home.add_one("Катя", text) for text in ("хлеб 50 р", "хлеб 60 р")]
    facts = {"item": more.id, "revision": 1, "into": bread.id, "into_revision": 1}
    await home.write(merge_lines, actor=home["Катя"], **facts)
    order = await home.lock("Мама")
    subject = {"item": bread.id, "revision": 1}
    await home.write(ask, person=home["Катя"], question=Ask.LINE_EDIT, subject=subject)
    stored = await exported(home, "Катя")
    assert stored["open_question"]["subject"] == {"revision": 1}
    (locked,) = [alert["facts"] for alert in stored["alerts"] if alert["kind"] == "OrderLocked"]
    assert (order, locked["number"], "order" in locked) == (1, 1, False)
    merged = [deed["facts"] for deed in stored["journal"] if deed["kind"] == "merged"]
    assert [facts.get("joined") for facts in merged] == [None, None]


async def test_what_invitations_left_behind_is_in_it(home: Household) -> None:
    family = await home.family("Мама")
    await home.meet("Катя")
    await home.invite("Мама")
    katya = {"person_id": home["Катя"]}
    of = {"family_id": family} | katya
    await home.put(
        guesses.insert().values(**katya, token_hash=b"1", guessed_at=START),
        invitees.insert().values(**katya, invite_id=1),
        seat_holds.insert().values(**of, until=START),
        barred.insert().values(**of, barred_at=START),
        join_requests.insert().values(**of, invite_id=1, state="open", asked_at=START, expires_at=START),
        archive_members.insert().values(**of, was_organizer=False, seat=2, role="adult", kept_until=START),
        benefit_changes.insert().values(
            family_id=family, benefit="cart", is_on=True, changed_by=home["Катя"], changed_at=START
        ),
    )
    stored = await exported(home, "Катя")
    filled = {name for name, value in stored.items() if isinstance(value, list) and value}
    assert filled == {
        "links_that_led_nowhere",
        "invitations_to_me",
        "seats_kept",
        "not_let_in_by",
        "join_requests",
        "disbanded_families",
        "benefits_switched",
    }


async def test_it_takes_one_statement_for_each_list(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.add("Папа", "хлеб 50 р; сыр 70 р; соль 20 р")
    assert await cost(home, (export_me, {"actor": home["Папа"]})) == 44


def tables_that_name_people() -> list[str]:
    return sorted(
        {
            table.name
            for table in metadata.sorted_tables
            for key in table.foreign_keys
            if key.target_fullname in ("people.id", "members.person_id")
        }
    )


@pytest.mark.parametrize("table", tables_that_name_people())
def test_every_table_that_names_a_person_is_in_the_export(table: str) -> None:
    """Who added a line at which moment stands with the line."""
    asked = " ".join(str(statement) for statement in (*exporting.LISTS.values(), exporting.QUESTION))
    assert f" {table}" in asked or table == "additions"
