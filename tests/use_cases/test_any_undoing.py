"""Whatever somebody does to a line, taking it back step by step leads to what the line was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from core.carts.agreement import Choice, Standing
from core.carts.filling import add_lines, ask_again, edit_line, remove_line, set_quantity
from core.carts.looking import ask_for_edit
from core.carts.undoing import find_deed, undo_deed
from core.carts.voting import cast_vote
from storage.schema import items, votes
from tests.instant import Instant

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXTS = (
    "чай",
    "чай 500 ₽",
    "чай 1500 ₽",
    "!кофе 2 шт 1500 ₽ (зерно)",
    "чай 1500 ₽ https://shop.ru/1",
    "чай 300 г",
)
DEEDS = st.one_of(
    st.tuples(st.just("edit"), st.sampled_from(TEXTS)),
    st.tuples(st.just("want"), st.integers(1, 3)),
    st.tuples(st.just("again"), st.just(0)),
    st.tuples(st.just("vote"), st.tuples(st.integers(1, 3), st.sampled_from([Choice.FOR, Choice.AGAINST]))),
)
MAJORITY = 2
"""Two of three adults; below a thousand roubles nobody is asked."""


def content(home: Instant) -> list[tuple[object, ...]]:
    """Return what the only line asks for; a line that is gone asks for nothing."""
    columns = [
        items.c[name] for name in ("title", "quantity", "unit", "price_minor", "urgent", "link", "note")
    ]
    return [tuple(row) for row in home.rows(select(*columns))]


def do(home: Instant, name: str, how: object) -> int | None:
    """Do it to the line as it is now; return the deed, if it was one."""
    (line,) = home.rows(select(items))
    of = {"actor": 2, "item": line.id, "revision": line.revision}
    before = home.must(find_deed, actor=2, item=line.id)
    match name, how:
        case "edit", str(text):
            home.must(ask_for_edit, **of)
            home.must(edit_line, **of, text=text)
        case "want", int(quantity):
            home.may(set_quantity, **of, quantity=quantity)
        case "again", _:
            home.may(ask_again, **of)
        case "vote", (voter, choice):
            home.may(cast_vote, voter=voter, item=line.id, version=line.version, choice=choice)
    home.clock.advance(seconds=20)
    after = home.must(find_deed, actor=2, item=line.id)
    return after if after != before else None


def check(home: Instant) -> None:
    """Nothing passes without the votes that it needs now."""
    for line in home.rows(select(items)):
        favour = select(func.count()).where(
            votes.c.item_id == line.id, votes.c.version == line.version, votes.c.choice == 1
        )
        is_dear = line.total_minor is None or line.total_minor >= 100_000
        if is_dear and line.standing in (Standing.FREE, Standing.APPROVED):
            assert home.rows(favour)[0][0] >= MAJORITY


@settings(max_examples=40, deadline=None)
@given(done=st.lists(DEEDS, max_size=8))
@example(done=[("edit", TEXTS[2]), ("vote", (1, Choice.FOR)), ("vote", (3, Choice.FOR)), ("edit", TEXTS[5])])
@example(done=[("want", 2), ("want", 3), ("want", 1), ("edit", TEXTS[1])])
def test_step_by_step_everything_is_as_it_was(done: Sequence[tuple[str, object]]) -> None:
    home = Instant(3)
    home.must(add_lines, actor=2, text=TEXTS[2], origin="1")
    (line,) = home.rows(select(items))
    was: dict[int | None, list[tuple[object, ...]]] = {home.must(find_deed, actor=2, item=line.id): []}
    for name, how in done:
        before = content(home)
        deed = do(home, name, how)
        if deed is not None:
            was[deed] = before
        check(home)
    before = content(home)
    home.must(remove_line, actor=2, item=line.id)
    was[home.must(find_deed, actor=2, item=line.id)] = before
    assert content(home) == []
    for deed, expected in reversed(was.items()):
        home.must(undo_deed, actor=2, deed=deed)
        assert content(home) == expected
        check(home)
