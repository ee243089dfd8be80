"""The journal: who did what to the cart, for whom it may be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.carts.agreement import Choice
from core.carts.approving import decide_request
from core.carts.filling import remove_line, set_quantity
from core.carts.journal import Deed, Matter
from core.carts.journaling import export_journal, list_journal_choices, show_journal
from core.carts.undoing import find_deed, undo_deed
from core.carts.views import Wanted
from core.carts.voting import close_votes
from core.families.disbanding import ask_to_disband, bring_back, disband_family, forget_archives
from core.families.errors import NoFamilyError
from core.families.forgetting import forget_me
from core.families.leaving import leave_family
from core.orders.paying import cancel_order

if TYPE_CHECKING:
    from core.carts.item import Item
    from core.carts.views import JournalEntry
    from tests.household import Household

TV = "телевизор 20000 ₽"


async def journal(home: Household, reader: str, wanted: Wanted | None = None) -> list[JournalEntry]:
    """Return all that the reader may see, the newest first."""
    view = await home.read(export_journal, actor=home[reader], wanted=wanted)
    return list(view.entries)


async def told(
    home: Household, reader: str, wanted: Wanted | None = None
) -> list[tuple[str | None, str, str]]:
    entries = await journal(home, reader, wanted)
    return [(entry.actor, entry.deed.value, entry.line) for entry in entries]


async def remove(home: Household, actor: str, item: Item) -> None:
    await home.write(remove_line, actor=home[actor], item=item.id)


async def test_it_tells_who_did_what_the_newest_first(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    bread, tv = await home.add("Папа", f"хлеб 50 р; {TV}")
    of = {"actor": home["Папа"], "item": bread.id, "revision": 1}
    await home.write(set_quantity, **of, quantity=2)
    await home.vote("Мама", tv, Choice.AGAINST)
    await remove(home, "Мама", tv)
    order = await home.lock("Мама")
    await home.write(cancel_order, actor=home["Мама"], order=order)
    entries = await journal(home, "Папа")
    assert [(entry.actor, entry.deed, entry.line, dict(entry.facts)) for entry in entries] == [
        ("Мама", Deed.RETURNED, "хлеб", {"order": 1}),
        ("Мама", Deed.ORDERED, "хлеб", {"order": 1}),
        ("Мама", Deed.REMOVED, "телевизор", {}),
        ("Мама", Deed.CLOSED, "телевизор", {"standing": "rejected"}),
        ("Папа", Deed.CHANGED, "хлеб", {"quantity": [1, 2], "unit": ["pcs", "pcs"]}),
        ("Папа", Deed.ADDED, "телевизор", {}),
        ("Папа", Deed.ADDED, "хлеб", {}),
    ]
    assert {entry.done_at for entry in entries} == {home.clock.now}


async def test_it_keeps_who_voted_how(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    tv = await home.add_one("Папа", TV)
    await home.vote("Папа", tv, Choice.FOR)
    await home.vote("Катя", tv, Choice.AGAINST)
    home.clock.advance(hours=25)
    await home.write(close_votes)
    await home.vote("Мама", tv, Choice.FOR)
    await home.lock("Мама")
    ordered, by_mum, by_time, _ = await journal(home, "Катя")
    assert (by_time.actor, by_time.deed, sorted(by_time.votes)) == (
        None,
        Deed.CLOSED,
        [("Катя", Choice.AGAINST), ("Папа", Choice.FOR)],
    )
    everybody = [("Катя", Choice.AGAINST), ("Мама", Choice.FOR), ("Папа", Choice.FOR)]
    assert (by_mum.actor, sorted(by_mum.votes)) == ("Мама", everybody)
    assert (ordered.deed, sorted(ordered.votes)) == (Deed.ORDERED, everybody)


async def test_answers_of_adults_stand_in_it_with_their_notes(home: Household) -> None:
    await home.family("Мама", ["Катя"])
    await home.limit("Катя", 0)
    line = await home.add_one("Катя", "самокат 900 ₽")
    await home.write(decide_request, actor=home["Мама"], item=line.id, version=1, is_allowed=False)
    assert await told(home, "Катя") == [("Мама", "declined", "самокат"), ("Катя", "added", "самокат")]


async def test_lines_of_who_leaves_stand_in_it(home: Household) -> None:
    family = await home.family("Мама", ["Папа", "Катя"])
    for name in ("Папа", "Катя"):
        await home.add(name, f"хлеб для {name}")
    await home.write(leave_family, actor=home["Папа"], family=family, keep_lines=True)
    await home.write(leave_family, actor=home["Катя"], family=family, keep_lines=False)
    entries = await journal(home, "Мама")
    assert [(entry.actor, entry.deed, dict(entry.facts)) for entry in entries[:2]] == [
        ("Катя", Deed.REMOVED, {"author_left": True}),
        ("Папа", Deed.HANDED_OVER, {}),
    ]
    assert not any(entry.may_undo for entry in entries)


async def test_who_was_forgotten_has_no_name_in_it(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    tv = await home.add_one("Мама", TV)
    await home.vote("Папа", tv, Choice.AGAINST)
    await home.add("Папа", "хлеб")
    await remove(home, "Мама", tv)
    await home.write(forget_me, actor=home["Папа"])
    entries = await journal(home, "Мама")
    assert "Папа" not in str(entries)
    assert len({entry.actor for entry in entries} - {"Мама"}) == 1


async def test_nobody_reads_that_of_another_family(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    bread = await home.add_one("Мама", "хлеб")
    await home.family("Пётр", name="Петровы")
    await home.meet("Сосед")
    for wanted in (None, Wanted(item=bread.id), Wanted(person=home["Мама"])):
        assert await told(home, "Пётр", wanted) == []
        view = await home.read(show_journal, actor=home["Пётр"], wanted=wanted)
        assert (view.count, view.person, view.line) == (0, None, None)
    await home.refused(NoFamilyError, show_journal, actor=home["Сосед"])
    await home.refused(NoFamilyError, export_journal, actor=home["Сосед"])
    await home.refused(NoFamilyError, list_journal_choices, actor=home["Сосед"])


async def test_it_is_narrowed_down_to_a_person_a_line_and_a_matter(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    bread = await home.add_one("Папа", "хлеб")
    salt = await home.add_one("Мама", "соль")
    await remove(home, "Мама", bread)
    papa, removal, addition = (
        ("Папа", "added", "хлеб"),
        ("Мама", "removed", "хлеб"),
        ("Мама", "added", "соль"),
    )
    assert await told(home, "Папа", Wanted(person=home["Папа"])) == [papa]
    assert await told(home, "Папа", Wanted(item=bread.id)) == [removal, papa]
    assert await told(home, "Папа", Wanted(matter=Matter.ADDED)) == [addition, papa]
    assert await told(home, "Папа", Wanted(home["Мама"], salt.id, Matter.REMOVED)) == []
    choices = await home.read(list_journal_choices, actor=home["Папа"])
    assert list(choices.members) == [(home["Мама"], "Мама"), (home["Папа"], "Папа")]
    assert list(choices.lines) == [(bread.id, "хлеб"), (salt.id, "соль")]


async def test_it_has_pages_and_one_past_the_end_is_the_last(home: Household) -> None:
    await home.family("Мама")
    await home.add("Мама", ";".join(f"соль №{number}" for number in range(1, 8)))
    first = await home.read(show_journal, actor=home["Мама"])
    assert [entry.line for entry in first.entries] == [f"соль №{number}" for number in (7, 6, 5, 4, 3, 2)]
    last = await home.read(show_journal, actor=home["Мама"], page=9)
    assert ([entry.line for entry in last.entries], last.page, last.pages) == (["соль №1"], 1, 2)


async def test_a_hidden_line_is_hidden_in_it_until_the_moment(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    present = await home.add_one("Мама", "галстук")
    await home.hide("Мама", present, "Папа")
    seen = [("Мама", "hidden", "галстук"), ("Мама", "added", "галстук")]
    assert (await told(home, "Папа"), await told(home, "Мама")) == ([], seen)
    await remove(home, "Мама", present)
    assert await told(home, "Папа") == []
    assert list((await home.read(list_journal_choices, actor=home["Папа"])).lines) == []
    assert (await home.read(show_journal, actor=home["Папа"])).count == 0
    home.clock.advance(days=9)
    assert await told(home, "Папа") == [("Мама", "removed", "галстук"), *seen]


async def test_it_says_what_its_reader_may_take_back_now(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    bread = await home.add_one("Мама", "хлеб")
    assert [entry.may_undo for entry in await journal(home, "Мама")] == [True]
    assert [entry.may_undo for entry in await journal(home, "Папа")] == [False]
    await remove(home, "Мама", bread)
    assert [entry.may_undo for entry in await journal(home, "Мама")] == [True, False]
    deed = await home.read(find_deed, actor=home["Мама"], item=bread.id)
    await home.write(undo_deed, actor=home["Мама"], deed=deed)
    entries = await journal(home, "Мама")
    assert [(entry.deed.value, entry.may_undo, entry.is_undone) for entry in entries] == [
        ("taken_back", False, False),
        ("removed", False, True),
        ("added", True, False),
    ]
    home.clock.advance(minutes=10, seconds=1)
    assert not any(entry.may_undo for entry in await journal(home, "Мама"))


async def test_it_goes_with_the_archive_of_the_family(home: Household) -> None:
    family = await home.family("Мама", ["Папа"])
    await home.add("Папа", "хлеб")
    disbanding = {"actor": home["Мама"], "family": family}
    for kept_days, expected in ((29, ["handed_over", "added"]), (30, [])):
        await home.write(ask_to_disband, actor=home["Мама"])
        await home.write(disband_family, **disbanding, name="Ивановы")
        home.clock.advance(days=kept_days)
        await home.write(forget_archives)
        if not expected:
            break
        await home.write(bring_back, **disbanding)
        assert [entry.deed.value for entry in await journal(home, "Мама")] == expected
