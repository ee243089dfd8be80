from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, select, text

from storage.database import open_database
from storage.migrating import migrate
from storage.schema import (
    families,
    invites,
    items,
    metadata,
    payment_parts,
    payment_words,
    payments,
    shares,
)

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
        "ck_corrections_minor",
        "ck_corrections_state",
        "ck_deeds_hidden",
        "ck_families_free_below",
        "ck_families_may_lock",
        "ck_families_organizer",
        "ck_families_tolerance",
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
        "ck_orders_discount",
        "ck_orders_fee",
        "ck_orders_hidden",
        "ck_orders_paying",
        "ck_orders_payer",
        "ck_payment_parts_minor",
        "ck_payments_minor",
        "ck_pot_entries_book",
        "ck_pot_postings_balance",
        "ck_pot_postings_cause",
        "ck_pot_transfers_kind",
        "ck_pot_transfers_minor",
        "ck_pot_transfers_state",
        "ck_payments_sides",
        "ck_payments_state",
        "ck_receipts_subject",
        "ck_shares_discharged",
        "ck_shares_minor",
        "ck_shares_returned",
        "ck_corrections_posted",
        "ck_spending_limits_minor",
        "ck_shares_portion",
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


async def test_old_payments_are_carried_over_in_parts_and_back(empty_url: str) -> None:
    await migrate(empty_url)
    await migrate(empty_url, "0005")
    database = await open_database(empty_url)
    facts = {
        "people": [
            ("id, name, language, language_chosen, met_at", f"{person}, 'Гость', 'ru', true, :then")
            for person in (1, 2, 3, 4)
        ],
        "families": [("id, name, currency, founded_at, disbanded_at", "1, 'Мы', 'RUB', :then, :then")],
        "orders": [
            (
                "id, family_id, number, state, currency, minor, locked_by, locked_at, payer_id, paid_at",
                "1, 1, 1, 'paid', 'RUB', 60, 1, :then, 1, :then",
            )
        ],
        "shares": [
            ("order_id, person_id, minor", f"1, {person}, {minor}")
            for person, minor in ((1, 0), (2, 10), (3, 20), (4, 30))
        ],
        "payments": [
            (
                "id, order_id, debtor_id, payee_id, minor, attempt, state, claimed_at, judged_at",
                f"{number}, 1, {debtor}, 1, {minor}, {attempt}, '{state}', :then, {judged_at}",
            )
            for number, debtor, minor, attempt, state, judged_at in (
                (3, 2, 10, 1, "rejected", ":then"),
                (4, 2, 10, 2, "confirmed", ":then"),
                (5, 3, 20, 1, "claimed", "NULL"),
                (9, 4, 30, 1, "rejected", ":then"),
            )
        ],
    }

    def fill(connection: Connection) -> None:
        for table, rows in facts.items():
            for columns, values in rows:
                moment = values.replace(":then", "CURRENT_TIMESTAMP")
                insert = f"INSERT INTO {table} ({columns}) VALUES ({moment})"  # noqa: S608  # no stranger's words
                connection.execute(text(insert))

    await database.write(fill)
    await database.close()
    await migrate(empty_url)
    database = await open_database(empty_url)

    def carried(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
        statements = {
            "payments": select(*payments.c[:6]).order_by(payments.c.id),
            "parts": select(payment_parts).order_by(payment_parts.c.payment_id),
            "words": select(
                payment_words.c.payment_id, payment_words.c.person_id, payment_words.c.word
            ).order_by(payment_words.c.payment_id, payment_words.c.id),
            "shares": select(shares.c.person_id, shares.c.sent_minor, shares.c.settled_minor).order_by(
                shares.c.person_id
            ),
        }
        return {name: [tuple(row) for row in connection.execute(one)] for name, one in statements.items()}

    assert await database.read(carried) == {
        "payments": [
            (3, 2, 1, 10, "rejected", "share:1:2:1"),
            (4, 2, 1, 10, "confirmed", "share:1:2:2"),
            (5, 3, 1, 20, "claimed", "share:1:3:1"),
            (9, 4, 1, 30, "rejected", "share:1:4:1"),
        ],
        "parts": [(3, 1, 2, 10), (4, 1, 2, 10), (5, 1, 3, 20), (9, 1, 4, 30)],
        "words": [
            (3, 2, "sent"),
            (3, 1, "not_received"),
            (4, 2, "sent"),
            (4, 1, "received"),
            (5, 3, "sent"),
            (9, 4, "sent"),
            (9, 1, "not_received"),
        ],
        "shares": [(1, 0, 0), (2, 0, 10), (3, 20, 0), (4, 0, 0)],
    }
    newer = payments.insert().values(debtor_id=2, payee_id=1, minor=0, state="claimed", origin="new")
    number = newer.returning(payments.c.id)
    assert await database.write(lambda connection: connection.execute(number).scalar_one()) == 10
    await database.close()
    await migrate(empty_url, "0005")
    database = await open_database(empty_url)
    old = text("SELECT order_id, debtor_id, minor, state FROM payments")
    assert await database.read(lambda connection: [tuple(row) for row in connection.execute(old)]) == [
        (1, 2, 10, "confirmed")
    ]
    await database.close()
