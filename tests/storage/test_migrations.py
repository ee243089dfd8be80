from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, select, text

from storage.database import open_database
from storage.migrating import migrate
from storage.schema import families, invites, items, metadata

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'var' / 'family.db'}"
    url: str = request.getfixturevalue("empty_postgres")
    return url


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


async def test_migrates_up_down_to_nothing_and_up_again(empty_url: str) -> None:
    database = None
    for revision, kept in (("head", set(metadata.tables)), ("base", set()), ("head", set(metadata.tables))):
        await migrate(empty_url, revision)
        database = await open_database(empty_url)
        assert await database.read(tables) == kept
        await database.close()


async def test_migrating_twice_changes_nothing(empty_url: str) -> None:
    await migrate(empty_url)
    await migrate(empty_url)
    database = await open_database(empty_url)
    assert await database.read(tables) == set(metadata.tables)
    await database.close()


async def test_the_migrations_make_exactly_the_tables_that_the_code_speaks_to(empty_url: str) -> None:
    await migrate(empty_url)
    database = await open_database(empty_url)
    assert await database.read(differences) == []
    await database.close()


async def test_the_constraints_are_those_that_the_code_names(empty_url: str) -> None:
    await migrate(empty_url)
    database = await open_database(empty_url)

    def checks(connection: Connection) -> set[str]:
        found = inspect(connection)
        return {
            str(check["name"]) for table in metadata.tables for check in found.get_check_constraints(table)
        }

    assert await database.read(checks) == {
        "ck_charges_applied",
        "ck_charges_flagged",
        "ck_charges_refunded",
        "ck_charges_state",
        "ck_deeds_hidden",
        "ck_families_free_below",
        "ck_families_may_lock",
        "ck_families_organizer",
        "ck_families_units",
        "ck_families_voting",
        "ck_imports_decided",
        "ck_imports_draft",
        "ck_imports_due",
        "ck_imports_stopped",
        "ck_intents_minor",
        "ck_intents_order",
        "ck_intents_state",
        "ck_invites_uses_left",
        "ck_items_hidden",
        "ck_items_hidden_from",
        "ck_items_mark",
        "ck_items_price",
        "ck_items_quantity",
        "ck_own_items_currency",
        "ck_own_items_price",
        "ck_own_items_quantity",
        "ck_own_orders_cancelled",
        "ck_own_orders_minor",
        "ck_members_limit",
        "ck_members_role",
        "ck_members_seat",
        "ck_orders_hidden",
        "ck_orders_paying",
        "ck_orders_payer",
        "ck_payment_parts_minor",
        "ck_payments_minor",
        "ck_payments_sides",
        "ck_payments_state",
        "ck_receipts_subject",
        "ck_shares_discharged",
        "ck_shares_minor",
        "ck_votes_choice",
    }
    await database.close()


async def test_a_failed_migration_of_sqlite_changes_nothing(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'family.db'}"
    database = await open_database(url)
    await database.write(lambda connection: connection.execute(text("CREATE TABLE votes (mine INTEGER)")))
    with pytest.raises(Exception, match="table votes already exists"):
        await migrate(url)
    assert await database.read(tables) == {"votes"}
    await database.close()


async def test_nobody_is_told_of_invitations_that_ended_before_ends_were_told(empty_url: str) -> None:
    past, future = datetime(2026, 1, 1, tzinfo=UTC), datetime(2999, 1, 1, tzinfo=UTC)
    await migrate(empty_url)
    await migrate(empty_url, "0001")
    database = await open_database(empty_url)

    def fill(connection: Connection) -> None:
        family = families.insert().values(
            id=1, name="Ивановы", currency="RUB", founded_at=past, disbanded_at=past
        )
        connection.execute(family)
        for origin, uses_left, expires_at, revoked_at in (
            ("expired", 1, past, None),
            ("used up", 0, future, None),
            ("revoked", 1, future, past),
            ("live", 1, future, None),
        ):
            invite = invites.insert().values(
                family_id=1,
                token_hash=origin.encode(),
                origin=origin,
                uses_left=uses_left,
                created_at=past,
                expires_at=expires_at,
                revoked_at=revoked_at,
            )
            connection.execute(invite)

    await database.write(fill)
    await database.close()
    await migrate(empty_url)
    database = await open_database(empty_url)
    waiting = select(invites.c.origin).where(invites.c.end_told_at.is_(None))
    assert await database.read(lambda connection: connection.execute(waiting).scalars().all()) == ["live"]
    await database.close()


async def test_what_was_wished_for_before_was_asked_about_as_it_stands(empty_url: str) -> None:
    await migrate(empty_url)
    await migrate(empty_url, "0001")
    database = await open_database(empty_url)

    def fill(connection: Connection) -> None:
        for table, columns, values in (
            ("people", "id, name, language, language_chosen, met_at", "1, 'Мама', 'ru', true, :then"),
            ("families", "id, name, currency, founded_at, disbanded_at", "1, 'Мы', 'RUB', :then, :then"),
            (
                "items",
                (
                    "family_id, author_id, title, quantity, unit, price_minor, currency, urgent, note, "
                    "version, revision, standing, added_at"
                ),
                "1, 1, 'чай', 1, 'pcs', 500, 'RUB', false, '', 1, 1, 'free', :then",
            ),
        ):
            moment = values.replace(":then", "CURRENT_TIMESTAMP")
            insert = f"INSERT INTO {table} ({columns}) VALUES ({moment})"  # noqa: S608  # no stranger's words
            connection.execute(text(insert))

    await database.write(fill)
    await database.close()
    await migrate(empty_url)
    database = await open_database(empty_url)
    asked = await database.read(lambda connection: connection.execute(select(items.c.asked_minor)).scalar())
    assert asked == 500
    await database.close()
