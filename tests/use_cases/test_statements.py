"""How many statements the busy ways cost: this is what speed is made of."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import event

from core.carts.agreement import Choice, Standing
from core.carts.cards import open_card
from core.carts.looking import show_cart
from core.carts.voting import cast_vote
from core.families.founding import find_summary
from core.families.places import attach_place
from core.people.use_cases import find_person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from storage.transaction import Transaction
    from tests.household import Household

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
