from __future__ import annotations

import traceback
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError, StatementError

from bot.logs import redact
from core.people.person import Introduction
from core.people.use_cases import find_person, meet_person
from storage.database import ATTEMPTS, open_database, retrying
from storage.schema import families, people
from storage.transaction import Transaction
from tests.household import SPOKEN, START

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from storage.database import Database
    from tests.household import Household


def names(connection: Connection) -> list[str]:
    return list(connection.execute(select(people.c.name).order_by(people.c.id)).scalars())


async def test_a_unit_that_refuses_leaves_nothing_behind(home: Household, database: Database) -> None:
    def unit(connection: Connection) -> None:
        sender = Introduction(1, "Мама", None, None)
        meet_person(Transaction(connection), now=START, sender=sender, spoken=SPOKEN, default="ru")
        raise LookupError

    with pytest.raises(LookupError):
        await database.write(unit)
    assert await database.read(names) == []
    await home.meet("Папа")
    assert await database.read(names) == ["Папа"]


async def test_a_unit_that_fails_at_its_commit_leaves_the_database_usable(
    home: Household, database: Database
) -> None:
    await home.family("Мама")
    await home.meet("Бабушка")
    for _ in range(2):
        with pytest.raises(IntegrityError):
            await home.put(update(families).values(organizer_id=home["Бабушка"]))
    await home.meet("Папа")
    assert await database.read(names) == ["Мама", "Бабушка", "Папа"]


async def test_a_failure_tells_nothing_of_what_was_to_be_kept(home: Household) -> None:
    await home.family("Мама")
    told_by_nobody = "Секретовы"
    with pytest.raises(IntegrityError) as failure:
        await home.put(insert(families).values(id=1, name=told_by_nobody))
    assert "INSERT INTO families" in str(failure.value)
    told = "".join(traceback.format_exception(failure.value))
    assert told_by_nobody not in redact(told)


async def test_a_moment_comes_back_aware_and_in_utc(home: Household) -> None:
    moscow = timezone(timedelta(hours=3))
    home.clock.now = datetime(2026, 3, 2, 12, 0, 0, 123_456, tzinfo=moscow)
    family = await home.family("Мама")
    founded = (await home.rows(select(families.c.founded_at)))[0].founded_at
    assert founded == datetime(2026, 3, 2, 9, 0, 0, 123_456, tzinfo=UTC)
    assert founded.utcoffset() == timedelta(0)
    (member,) = await home.look(lambda work: work.members(family))
    assert member.joined_at == founded


async def test_refuses_a_moment_without_a_time_zone(home: Household) -> None:
    home.clock.now = datetime(2026, 3, 2, 9, 0)  # noqa: DTZ001  # what is tested
    with pytest.raises(StatementError, match="has no time zone"):
        await home.meet("Мама")


async def test_keeps_whatever_people_are_called(home: Household) -> None:
    called = ["<b>Мама</b>", "'; DROP TABLE people; --", "👨‍👩‍👧" * 21, "أمي", "%s {} \\"]
    await home.meet(*called)
    kept = await home.rows(select(people.c.name).order_by(people.c.id))
    assert [row.name for row in kept] == [
        "<b>Мама</b>",
        "'; DROP TABLE people; --",
        "👨‍👩‍👧" * 21,
        "أمي",
        "%s {} \\",
    ]


async def test_keeps_the_largest_ids_that_telegram_gives(database: Database) -> None:
    largest = 2**52 - 1

    def unit(connection: Connection) -> int | None:
        work = Transaction(connection)
        sender = Introduction(largest, "Мама", None, None)
        meet_person(work, now=START, sender=sender, spoken=SPOKEN, default="ru")
        found = work.person(largest)
        return found.id if found else None

    assert await database.write(unit) == 4_503_599_627_370_495


async def test_refuses_another_kind_of_database() -> None:
    with pytest.raises(ValueError, match="cannot keep a family in mysql"):
        await open_database("mysql+pymysql://localhost/family")


async def test_a_closed_sqlite_database_says_so(sqlite_url: str) -> None:
    database = await open_database(sqlite_url)
    await database.close()
    with pytest.raises(ValueError, match="closed"):
        await database.read(names)


async def test_sees_what_another_process_committed(crowd: Household) -> None:
    await crowd.meet("Папа")
    for _ in range(6):  # every connection of every process takes its turn
        person = await crowd.read(find_person, person=crowd["Папа"])
        assert person is not None


async def test_a_unit_that_lost_a_race_runs_again() -> None:
    runs: list[None] = []

    async def second_time_lucky() -> str:
        runs.append(None)
        if len(runs) < 2:
            raise IntegrityError("", {}, ValueError())
        return "done"

    assert await retrying(second_time_lucky) == "done"
    assert len(runs) == 2


async def test_a_unit_that_always_loses_gives_up() -> None:
    runs: list[None] = []

    async def unlucky() -> None:
        runs.append(None)
        raise IntegrityError("", {}, ValueError())

    with pytest.raises(IntegrityError):
        await retrying(unlucky)
    assert len(runs) == ATTEMPTS


async def test_a_unit_that_is_wrong_does_not_run_again() -> None:
    runs: list[None] = []

    async def wrong() -> None:
        runs.append(None)
        raise StatementError("", "", {}, ValueError())

    with pytest.raises(StatementError):
        await retrying(wrong)
    assert len(runs) == 1
