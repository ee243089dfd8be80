"""One's own cart: adding, changing and removing, and moving lines to the family's and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from core.alerts.carts import ApprovalAsked
from core.carts.agreement import Standing
from core.carts.errors import (
    CartFullError,
    OneLineOnlyError,
    OwnLineChangedError,
    OwnLineGoneError,
    QuantityOutOfRangeError,
    UndoLateError,
)
from core.carts.filling import add_lines, undo_addition
from core.carts.own import (
    add_own_lines,
    ask_for_own_edit,
    ask_for_own_lines,
    edit_own_line,
    move_own_lines,
    remove_own_line,
    set_own_quantity,
    show_own_cart,
    show_own_line,
)
from core.carts.undoing import undo_deed
from core.families.benefit import Benefit
from core.families.benefits import switch_benefit
from core.families.errors import CartOffError, NoFamilyError
from core.people.errors import QuestionGoneError
from core.shared.money import Money
from core.shared.secrets import LooksSecretError
from storage.schema import additions, deeds, items, own_additions, own_items, questions
from tests.at_once import at_once

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.carts.own import OwnCart
    from core.carts.own_line import OwnLine
    from core.carts.views import Added
    from tests.household import Household

DAD = "Папа"


async def fill(home: Household, owner: str, text: str, origin: str = "") -> Sequence[OwnLine]:
    added = await home.write(
        add_own_lines, actor=home[owner], text=text, origin=origin or text, currency="RUB"
    )
    return list(added.lines)


async def put(home: Household, owner: str, text: str) -> OwnLine:
    (line,) = await fill(home, owner, text)
    return line


async def move(home: Household, owner: str, line: OwnLine) -> Added:
    return await home.write(move_own_lines, actor=home[owner], item=line.id, revision=line.revision)


async def cart(home: Household, owner: str) -> OwnCart:
    return await home.read(show_own_cart, actor=home[owner])


async def own(home: Household, owner: str) -> list[tuple[str, int]]:
    return [(line.draft.title, line.draft.quantity) for line in (await cart(home, owner)).lines]


async def titles(home: Household) -> list[str]:
    return [row.title for row in await home.rows(select(items.c.title).order_by(items.c.id))]


async def everything(home: Household) -> list[object]:
    tables = (own_items, own_additions, items, additions, deeds, questions)
    return [[tuple(row) for row in await home.rows(select(table))] for table in tables]


async def refused(
    home: Household, kind: type[Exception], use_case: object, **facts: object
) -> dict[str, object]:
    before = await everything(home)
    told = await home.refused(kind, use_case, **facts)  # type: ignore[arg-type]  # each of them
    assert await everything(home) == before
    return told


async def test_holds_what_was_typed_without_a_family(home: Household) -> None:
    await home.meet(DAD)
    await home.write(ask_for_own_lines, actor=home[DAD])
    lines = await fill(home, DAD, "духи 1500 р (для мамы); !носки 2 шт; сыр 1,5 кг 900 р")
    assert [(line.draft.title, line.owner, line.revision) for line in lines] == [
        ("духи", home[DAD], 1),
        ("носки", home[DAD], 1),
        ("сыр", home[DAD], 1),
    ]
    assert await home.rows(select(questions)) == []
    view = await cart(home, DAD)
    assert [line.draft.title for line in view.lines] == ["носки", "духи", "сыр"]
    assert (view.count, view.pages, view.unpriced, view.has_family) == (3, 1, 1, False)
    assert (view.sums, view.last) == ([Money(240_000, "RUB")], lines[-1].id)
    assert (await home.read(show_own_line, actor=home[DAD], item=lines[0].id)).line == lines[0]


async def test_sums_up_each_currency(home: Household) -> None:
    await home.meet(DAD)
    await fill(home, DAD, "духи 15,00")
    await home.write(add_own_lines, actor=home[DAD], text="мыло 2,00", origin="euro", currency="EUR")
    assert (await cart(home, DAD)).sums == [Money(1_500, "RUB"), Money(200, "EUR")]


async def test_has_pages_of_eight_lines(home: Household) -> None:
    await home.meet(DAD)
    await fill(home, DAD, "\n".join(f"духи №{number}" for number in range(1, 11)))
    last = await home.read(show_own_cart, actor=home[DAD], page=7)
    assert (last.page, last.pages, len(last.lines)) == (1, 2, 2)


async def test_the_same_message_again_adds_nothing(home: Household) -> None:
    await home.meet(DAD, "Мама")
    line = await put(home, DAD, "духи")
    before = await everything(home)
    assert await fill(home, DAD, "духи") == [line]
    assert await fill(home, "Мама", "духи") == []  # somebody else's message of this name
    assert await everything(home) == before


async def test_two_devices_that_send_the_same_message_add_it_once(crowd: Household) -> None:
    await crowd.meet(DAD)
    answers, refusals = await at_once(*(fill(crowd, DAD, "духи") for _ in range(4)))
    assert refusals == []
    assert {line.id for (line,) in answers} == {answers[0][0].id}
    assert await own(crowd, DAD) == [("духи", 1)]


async def test_refuses_what_looks_secret_or_is_too_much(home: Household) -> None:
    await home.meet(DAD)
    facts = {"actor": home[DAD], "origin": "x", "currency": "RUB"}
    await refused(home, LooksSecretError, add_own_lines, text="4111 1111 1111 1111", **facts)
    for part in range(4):
        await fill(home, DAD, "\n".join(50 * ["духи"]), origin=str(part))
    told = await refused(home, CartFullError, add_own_lines, text="духи", **facts)
    assert told == {"limit": 200, "room": 0}


async def test_two_messages_at_once_never_make_more_than_200_lines(crowd: Household) -> None:
    await crowd.meet(DAD)
    for part in range(3):
        await fill(crowd, DAD, "\n".join(50 * ["духи"]), origin=str(part))
    text = "\n".join(40 * ["мыло"])
    answers, refusals = await at_once(*(fill(crowd, DAD, text, origin=f"at once {n}") for n in range(2)))
    assert (len(answers), [type(refusal) for refusal in refusals]) == (1, [CartFullError])
    assert (await cart(crowd, DAD)).count == 190


async def test_a_line_is_edited_in_answer_to_the_question(home: Household) -> None:
    await home.meet(DAD)
    line = await put(home, DAD, "духи 1500 р")
    of = {"actor": home[DAD], "item": line.id, "revision": 1}
    told = {"currency": "RUB"}
    await refused(home, QuestionGoneError, edit_own_line, **of, text="мыло", **told)
    assert await home.write(ask_for_own_edit, **of) == line
    await refused(home, OneLineOnlyError, edit_own_line, **of, text="мыло; хлеб", **told)
    await refused(home, LooksSecretError, edit_own_line, **of, text="4111 1111 1111 1111", **told)
    await home.write(edit_own_line, **of, text="мыло 2 шт 40 р", **told)
    assert await own(home, DAD) == [("мыло", 2)]
    assert await refused(home, OwnLineChangedError, ask_for_own_edit, **of) == {"line": "мыло"}
    await refused(home, OwnLineChangedError, edit_own_line, **of, text="духи", **told)


async def test_two_devices_that_answer_the_question_change_the_line_once(crowd: Household) -> None:
    await crowd.meet(DAD)
    line = await put(crowd, DAD, "духи")
    of = {"actor": crowd[DAD], "item": line.id, "revision": 1}
    await crowd.write(ask_for_own_edit, **of)
    _, refusals = await at_once(
        *(crowd.write(edit_own_line, **of, text=text, currency="RUB") for text in ("мыло", "хлеб"))
    )
    assert [type(refusal) for refusal in refusals] == [OwnLineChangedError]
    assert (await line_now(crowd, line)).revision == 2


async def line_now(home: Household, line: OwnLine) -> OwnLine:
    return (await home.read(show_own_line, actor=line.owner, item=line.id)).line


async def test_the_target_quantity_is_set_once(home: Household) -> None:
    await home.meet(DAD)
    line = await put(home, DAD, "духи")
    tap = {"actor": home[DAD], "item": line.id, "revision": 1, "quantity": 2}
    await home.write(set_own_quantity, **tap)
    before = await everything(home)
    await home.write(set_own_quantity, **tap)
    assert await everything(home) == before
    told = await refused(home, OwnLineChangedError, set_own_quantity, **tap | {"quantity": 3})
    assert told == {"line": "духи"}
    await refused(home, QuantityOutOfRangeError, set_own_quantity, **tap | {"quantity": 0, "revision": 2})


async def test_a_line_is_removed_once(home: Household) -> None:
    await home.meet(DAD)
    line = await put(home, DAD, "духи")
    tap = {"actor": home[DAD], "item": line.id}
    assert await home.write(remove_own_line, **tap) == "духи"
    await refused(home, OwnLineGoneError, remove_own_line, **tap)


async def test_nobody_else_finds_a_line(home: Household) -> None:
    await home.family("Мама", [DAD])
    line = await put(home, DAD, "духи")
    mum = {"actor": home["Мама"], "item": line.id}
    await refused(home, OwnLineGoneError, show_own_line, **mum)
    await refused(home, OwnLineGoneError, remove_own_line, **mum)
    await refused(home, OwnLineGoneError, ask_for_own_edit, **mum, revision=1)
    await refused(home, OwnLineGoneError, edit_own_line, **mum, revision=1, text="мыло", currency="RUB")
    await refused(home, OwnLineGoneError, set_own_quantity, **mum, revision=1, quantity=2)
    await refused(home, OwnLineGoneError, move_own_lines, **mum, revision=1)
    await refused(home, OwnLineGoneError, move_own_lines, **mum)
    assert (await cart(home, "Мама")).count == 0


async def test_a_line_moves_to_the_familys_cart_as_if_added_there(home: Household) -> None:
    await home.family("Мама", [DAD])
    await home.add_one("Мама", "чай 90 р")
    line = await put(home, DAD, "!чай 2 шт 90 р (зелёный)")
    added = await move(home, DAD, line)
    (item,) = added.items
    assert (item.title, item.quantity, item.urgent, item.note) == ("чай", 2, True, "зелёный")
    assert (item.author, item.price, item.standing) == (home[DAD], Money(9_000, "RUB"), Standing.FREE)
    assert [offer.draft.quantity for offer in added.offers] == [3]
    assert await own(home, DAD) == []
    before = await everything(home)
    assert (await move(home, DAD, line)).items == [item]
    assert await everything(home) == before
    kept = await home.rows(select(deeds.c.kind, deeds.c.actor_id).where(deeds.c.item_id == item.id))
    assert [tuple(row) for row in kept] == [("added", home[DAD])]


async def test_a_line_that_changed_since_the_button_was_drawn_stays(home: Household) -> None:
    await home.family("Мама", [DAD])
    line = await put(home, DAD, "чай")
    await home.write(set_own_quantity, actor=home[DAD], item=line.id, revision=1, quantity=2)
    told = await refused(home, OwnLineChangedError, move_own_lines, actor=home[DAD], item=line.id, revision=1)
    assert told == {"line": "чай"}


async def test_all_lines_up_to_the_newest_that_was_there_move(home: Household) -> None:
    await home.family("Мама", [DAD])
    *_, last = await fill(home, DAD, "чай; мыло")
    await put(home, DAD, "духи")
    tap = {"actor": home[DAD], "item": last.id}
    added = await home.write(move_own_lines, **tap)
    assert [item.title for item in added.items] == ["чай", "мыло"]
    assert await own(home, DAD) == [("духи", 1)]
    before = await everything(home)
    assert [item.title for item in (await home.write(move_own_lines, **tap)).items] == ["чай", "мыло"]
    assert await everything(home) == before


async def test_a_price_in_another_currency_is_left_out(home: Household) -> None:
    await home.family("Мама", [DAD])
    await home.meet("Катя")
    await home.write(add_own_lines, actor=home["Катя"], text="духи 15,00", origin="euro", currency="EUR")
    await home.join("Мама", "Катя")
    (line,) = (await cart(home, "Катя")).lines
    (item,) = (await move(home, "Катя", line)).items
    assert item.price is None


async def test_a_limited_members_line_waits_for_an_adult(home: Household) -> None:
    await home.family("Мама", ["Катя"])
    await home.limit("Катя", 5_000)
    lines = await fill(home, "Катя", "сок 40 р; торт 900 р")
    added = await home.write(move_own_lines, actor=home["Катя"], item=lines[-1].id)
    assert [item.standing for item in added.items] == [Standing.FREE, Standing.ASKING]
    (asked,) = [alert for alert in await home.told("Мама") if isinstance(alert, ApprovalAsked)]
    assert (asked.line, asked.author, asked.minor) == ("торт", "Катя", 90_000)


async def test_nothing_moves_without_a_family_or_its_cart(home: Household) -> None:
    await home.meet(DAD)
    line = await put(home, DAD, "чай")
    tap = {"actor": home[DAD], "item": line.id, "revision": 1}
    await refused(home, NoFamilyError, move_own_lines, **tap)
    family = await home.family("Мама", [])
    await home.join("Мама", DAD)
    await home.write(switch_benefit, actor=home["Мама"], family=family, benefit=Benefit.CART, is_on=False)
    await refused(home, CartOffError, move_own_lines, **tap)
    await refused(home, CartOffError, move_own_lines, actor=home[DAD], item=line.id)


async def test_a_cart_that_is_too_full_takes_all_or_nothing(home: Household) -> None:
    await home.family("Мама", [DAD])
    for part in range(4):
        text = "\n".join((50 if part else 49) * ["хлеб"])
        await home.write(add_lines, actor=home["Мама"], text=text, origin=str(part))
    *_, last = await fill(home, DAD, "чай; мыло")
    told = await refused(home, CartFullError, move_own_lines, actor=home[DAD], item=last.id)
    assert told == {"limit": 200, "room": 1}
    await move(home, DAD, last)
    assert await own(home, DAD) == [("чай", 1)]


async def test_two_devices_move_a_line_once(crowd: Household) -> None:
    await crowd.family("Мама", [DAD])
    line = await put(crowd, DAD, "чай")
    all_of_them = {"actor": crowd[DAD], "item": line.id}
    _, refusals = await at_once(
        *(move(crowd, DAD, line) for _ in range(2)),
        *(crowd.write(move_own_lines, **all_of_them) for _ in range(2)),
    )
    assert {type(refusal) for refusal in refusals} <= {OwnLineGoneError}
    assert await titles(crowd) == ["чай"]
    assert await own(crowd, DAD) == []


async def test_what_is_removed_while_it_moves_is_in_one_place_or_none(crowd: Household) -> None:
    await crowd.family("Мама", [DAD])
    for turn in range(3):
        line = await put(crowd, DAD, f"чай №{turn}")
        tap = {"actor": crowd[DAD], "item": line.id}
        moved_before = len(await titles(crowd))
        removed, moved = await at_once(
            crowd.write(move_own_lines, **tap), crowd.write(remove_own_line, **tap)
        )
        assert (len(removed), [type(refusal) for refusal in moved]) == (1, [OwnLineGoneError])
        is_removed = isinstance(removed[0], str)
        assert len(await titles(crowd)) - moved_before == (not is_removed)
        assert await own(crowd, DAD) == []


async def test_undoing_the_move_lays_the_lines_back(home: Household) -> None:
    await home.family("Мама", [DAD])
    *_, last = await fill(home, DAD, "!чай 2 шт 90 р (зелёный); мыло")
    added = await home.write(move_own_lines, actor=home[DAD], item=last.id)
    undo = {"actor": home[DAD], "addition": added.addition}
    assert await home.write(undo_addition, **undo | {"actor": home["Мама"]}) == 0
    assert await home.write(undo_addition, **undo) == 2
    assert await titles(home) == []
    (tea, soap) = (await cart(home, DAD)).lines
    assert (tea.draft.title, tea.draft.quantity, tea.draft.note) == ("чай", 2, "зелёный")
    assert (tea.draft.price, tea.draft.urgent, soap.draft.title) == (Money(9_000, "RUB"), True, "мыло")
    before = await everything(home)
    assert await home.write(undo_addition, **undo) == 0
    assert await everything(home) == before
    assert [item.title for item in (await move(home, DAD, tea)).items] == ["чай"]


async def test_taking_it_back_in_the_journal_lays_it_back_too(home: Household) -> None:
    await home.family("Мама", [DAD])
    await move(home, DAD, await put(home, DAD, "чай"))
    (deed,) = [row.id for row in await home.rows(select(deeds.c.id))]
    undone = await home.write(undo_deed, actor=home[DAD], deed=deed)
    assert (undone.item, undone.is_own_again) == (None, True)
    assert await own(home, DAD) == [("чай", 1)]
    assert await titles(home) == []


async def test_what_was_typed_into_the_familys_cart_is_laid_nowhere(home: Household) -> None:
    await home.family("Мама", [DAD])
    added = await home.write(add_lines, actor=home[DAD], text="чай", origin="message")
    assert await home.write(undo_addition, actor=home[DAD], addition=added.addition) == 1
    assert await own(home, DAD) == []


async def test_a_move_is_not_undone_late_nor_into_a_full_cart(home: Household) -> None:
    await home.family("Мама", [DAD])
    added = await move(home, DAD, await put(home, DAD, "чай"))
    undo = {"actor": home[DAD], "addition": added.addition}
    for part in range(4):
        await fill(home, DAD, "\n".join(50 * ["духи"]), origin=str(part))
    assert await refused(home, CartFullError, undo_addition, **undo) == {"limit": 200, "room": 0}
    home.clock.advance(minutes=11)
    await refused(home, UndoLateError, undo_addition, **undo)


async def test_two_devices_undo_a_move_once(crowd: Household) -> None:
    await crowd.family("Мама", [DAD])
    added = await move(crowd, DAD, await put(crowd, DAD, "чай"))
    undo = {"actor": crowd[DAD], "addition": added.addition}
    answers, refusals = await at_once(*(crowd.write(undo_addition, **undo) for _ in range(3)))
    assert (sorted(answers), refusals) == ([0, 0, 1], [])
    assert await own(crowd, DAD) == [("чай", 1)]


@pytest.mark.parametrize("has_family", [False, True])
async def test_prices_are_in_the_familys_currency_if_there_is_one(
    home: Household, *, has_family: bool
) -> None:
    await home.meet(DAD)
    if has_family:
        await home.family("Мама", [DAD])
    await home.write(add_own_lines, actor=home[DAD], text="чай 2,00", origin="x", currency="EUR")
    assert [total.currency for total in (await cart(home, DAD)).sums] == ["RUB" if has_family else "EUR"]
