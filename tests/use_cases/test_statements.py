"""How many statements the busy ways cost: this is what speed is made of."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from core.carts.agreement import Choice, Standing
from core.carts.approving import tend_approvals
from core.carts.cards import open_card
from core.carts.looking import show_cart
from core.carts.surprises import reveal_surprises
from core.carts.voting import cast_vote, close_votes
from core.families.founding import find_summary
from core.families.places import attach_place
from core.people.use_cases import find_person
from storage.database import open_database
from tests.household import Household

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from storage.transaction import Transaction

Step = tuple["Callable[..., object]", dict[str, object]]


@contextmanager
def counted(connection: Connection) -> Iterator[list[str]]:
    """Collect the statements; beginning and committing are none."""
    statements: list[str] = []

    def note(*arguments: object) -> None:
        statement = str(arguments[2])
        if not statement.startswith(("BEGIN", "COMMIT")):
            statements.append(statement)

    event.listen(connection.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(connection.engine, "before_cursor_execute", note)


async def cost(home: Household, *steps: Step) -> int:
    """Return how many statements the steps take together."""

    def unit(work: Transaction) -> int:
        with counted(work.connection) as statements:
            for use_case, facts in steps:
                use_case(work, now=home.clock.now, **facts)
        return len(statements)

    return await home.change(unit)


def finds(home: Household, name: str) -> Step:
    return find_person, {"person": home[name]}


async def test_a_vote_takes_six_statements_at_most(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    item = await home.add_one("Мама", "телевизор 20000 ₽")
    vote: dict[str, object] = {"item": item.id, "version": 1, "choice": Choice.FOR}
    for name, standing in (("Папа", Standing.VOTING), ("Катя", Standing.APPROVED)):
        assert await cost(home, finds(home, name), (cast_vote, {"voter": home[name]} | vote)) <= 6
        assert (await home.item(item.id)).standing is standing


async def test_opening_the_cart_takes_four_statements_at_most(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.write(attach_place, actor=home["Мама"], family=1, place=-100)
    for lines in range(2):
        await home.add("Мама", ";".join(f"хлеб №{number}" for number in range(1 + 40 * lines)))
        for place in (home["Мама"], -100):
            opening: dict[str, object] = {
                "actor": home["Мама"],
                "place": place,
                "message": 5,
                "page": 0,
                "seal": "s",
            }
            shown: Step = (show_cart, {"actor": home["Мама"], "page": 0})
            assert await cost(home, finds(home, "Мама"), shown, (open_card, opening)) <= 4


async def test_the_first_screen_takes_three_statements_at_most(home: Household) -> None:
    await home.family("Мама")
    assert await cost(home, finds(home, "Мама"), (find_summary, {"actor": home["Мама"]})) <= 3


@pytest.mark.parametrize(
    ("look", "indexes"),
    [
        (close_votes, {"ix_items_open_votes", "ix_items_recount"}),
        (tend_approvals, {"ix_items_asking"}),
        (reveal_surprises, {"ix_items_hidden_until"}),
    ],
)
async def test_looking_for_what_is_due_never_reads_a_whole_table(
    sqlite_url: str, look: Callable[..., object], indexes: set[str]
) -> None:
    database = await open_database(sqlite_url)
    home = Household(database)

    def unit(work: Transaction) -> list[str]:
        plans: list[str] = []

        def explain(*arguments: Any) -> None:  # noqa: ANN401  # as SQLAlchemy gives them
            connection, _, statement, parameters = arguments[:4]
            if statement.startswith("SELECT"):
                rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
                plans.extend(row[3] for row in rows)

        event.listen(work.connection, "before_cursor_execute", explain)
        try:
            look(work, now=home.clock.now)
        finally:
            event.remove(work.connection, "before_cursor_execute", explain)
        return plans

    plans = await home.change(unit)
    await database.close()
    assert indexes <= {word for step in plans for word in step.split()}
    assert [step for step in plans if step.startswith("SCAN items") and "INDEX" not in step] == []
