"""The journal: who did what to the cart, for whom it may be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.carts.agreeing import choose_free_below, choose_vote_until, choose_voting
from core.carts.agreement import Choice
from core.carts.approving import decide_request
from core.carts.errors import DeedUnknownError
from core.carts.filling import remove_line, set_quantity
from core.carts.journal import Deed, Matter
from core.carts.journaling import export_journal, list_journal_choices, show_journal
from core.carts.undoing import find_deed, undo_deed
from core.carts.views import CastVote, Wanted
from core.carts.voting import close_votes
from core.families.benefit import Benefit
from core.families.benefits import switch_benefit
from core.families.disbanding import ask_to_disband, bring_back, disband_family, forget_archives
from core.families.errors import NoFamilyError
from core.families.family import Units, Voting
from core.families.forgetting import forget_me
from core.families.leaving import leave_family
from core.families.settings import choose_family_zone, choose_units
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


def said(entry: JournalEntry) -> list[tuple[str, Choice]]:
    return sorted((vote.name, vote.choice) for vote in entry.votes)


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
    assert (by_time.actor, by_time.deed, said(by_time)) == (
        None,
        Deed.CLOSED,
        [("Катя", Choice.AGAINST), ("Папа", Choice.FOR)],
    )
    everybody = [("Катя", Choice.AGAINST), ("Мама", Choice.FOR), ("Папа", Choice.FOR)]
    assert (by_mum.actor, said(by_mum)) == ("Мама", everybody)
    assert (ordered.deed, said(ordered)) == (Deed.ORDERED, everybody)


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


async def test_open_votes_stand_in_it_until_a_deed_keeps_them(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя", "Дед"])
    tv = await home.add_one("Папа", TV)
    bread = await home.add_one("Папа", "хлеб 50 р")
    moments = {}
    for name, item, choice in (
        ("Катя", tv, Choice.AGAINST),
        ("Катя", bread, Choice.FOR),
        ("Дед", tv, Choice.FOR),
    ):
        home.clock.advance(minutes=1)
        moments[name, item.id] = home.clock.now
        await home.vote(name, item, choice)
    entries = await journal(home, "Мама")
    assert [(entry.actor, entry.line, dict(entry.facts), entry.done_at) for entry in entries[:3]] == [
        ("Дед", "телевизор", {"choice": 1}, moments["Дед", tv.id]),
        ("Катя", "хлеб", {"choice": 1}, moments["Катя", bread.id]),
        ("Катя", "телевизор", {"choice": -1}, moments["Катя", tv.id]),
    ]
    assert not any(entry.may_undo for entry in entries[:3])

    # Who thinks again says it now; who withdraws has said nothing.
    home.clock.advance(minutes=1)
    moments["Катя", tv.id] = home.clock.now
    await home.vote("Катя", tv, Choice.FOR)
    await home.vote("Катя", bread, None)
    assert [entry[:2] for entry in await told(home, "Мама")] == [
        ("Катя", "voted"),
        ("Дед", "voted"),
        ("Папа", "added"),
        ("Папа", "added"),
    ]

    # What closes the vote keeps who voted how, and when.
    home.clock.advance(minutes=1)
    await home.vote("Мама", tv, Choice.FOR)
    closed, *rest = await journal(home, "Папа")
    assert sorted(closed.votes) == [
        CastVote("Дед", Choice.FOR, moments["Дед", tv.id]),
        CastVote("Катя", Choice.FOR, moments["Катя", tv.id]),
        CastVote("Мама", Choice.FOR, home.clock.now),
    ]
    assert [entry.deed for entry in rest] == [Deed.ADDED, Deed.ADDED]


async def test_open_votes_are_looked_for_as_deeds_are(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    tv = await home.add_one("Папа", TV)
    await home.vote("Папа", tv, Choice.FOR)
    vote, added = ("Папа", "voted", "телевизор"), ("Папа", "added", "телевизор")
    assert await told(home, "Катя", Wanted(person=home["Папа"])) == [vote, added]
    assert await told(home, "Катя", Wanted(item=tv.id, matter=Matter.AGREED)) == [vote]
    for wanted in (Wanted(person=home["Катя"]), Wanted(item=tv.id + 1), Wanted(matter=Matter.REMOVED)):
        view = await home.read(show_journal, actor=home["Катя"], wanted=wanted)
        assert (list(view.entries), view.count) == ([], 0)
    await home.family("Пётр", name="Петровы")
    assert await told(home, "Пётр") == []


async def test_nobody_reads_of_votes_on_their_present(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    present = await home.add_one("Мама", "часы 9000 ₽")
    await home.hide("Мама", present, "Папа")
    await home.vote("Катя", await home.item(present.id), Choice.FOR)
    assert await told(home, "Папа") == []
    assert (await home.read(show_journal, actor=home["Папа"])).count == 0
    assert (await told(home, "Мама"))[0] == ("Катя", "voted", "часы")


@pytest.mark.parametrize("votes", [0, 2, 5, 9, 14])
async def test_pages_of_deeds_and_votes_together_are_the_whole_in_its_order(
    home: Household, votes: int
) -> None:
    names = ["Папа", "Катя", "Дед", "Аня", "Ваня", "Таня"]
    await home.family("Мама", names)
    await home.write(choose_voting, actor=home["Мама"], family=1, voting=Voting.EVERYONE)
    lines = await home.add("Папа", ";".join(f"шкаф №{number} 5000 ₽" for number in range(1, 6)))
    voting = [(item, name) for item in lines for name in names[:3]][:votes]
    for number, (item, name) in enumerate(voting):
        home.clock.advance(minutes=1)
        await home.vote(name, item, Choice.FOR)
        if number % 3 == 1:
            await home.add("Дед", f"соль №{number}")
    whole = await journal(home, "Мама")
    assert sorted(whole, key=lambda entry: entry.done_at, reverse=True) == whole
    pages = [await home.read(show_journal, actor=home["Мама"], page=page) for page in range(5)]
    first = pages[0]
    assert first.count == len(whole)
    turned = [entry for page in pages[: first.pages] for entry in page.entries]
    assert [(entry.deed, entry.line, entry.actor) for entry in turned] == [
        (entry.deed, entry.line, entry.actor) for entry in whole
    ]


async def test_changed_settings_stand_in_it_with_what_they_were(home: Household) -> None:
    family = await home.family("Мама", ["Папа"])
    organizer: dict[str, object] = {"actor": home["Мама"], "family": family}
    await home.write(choose_voting, **organizer, voting=Voting.VETO)
    await home.write(choose_voting, **organizer, voting=Voting.VETO)  # the same again is no change
    await home.write(choose_free_below, **organizer, minor=50_000)
    await home.write(choose_vote_until, **organizer, text="пт 12:00")
    await home.write(choose_family_zone, **organizer, zone="Asia/Omsk", text="Омск")
    await home.write(choose_units, **organizer, units=Units.SMALL)
    await home.write(choose_voting, **organizer, voting=None)
    await home.write(switch_benefit, **organizer, benefit=Benefit.VOTING, is_on=True)
    entries = await journal(home, "Папа", Wanted(matter=Matter.CUSTOMS))
    assert {(entry.actor, entry.deed, entry.item, entry.line) for entry in entries} == {
        ("Мама", Deed.CUSTOMS, None, "")
    }
    assert [dict(entry.facts) for entry in reversed(entries)] == [
        {"voting": ["majority", "veto"]},
        {"free_below_minor": ["100000", "50000"]},
        {"vote_until": ["24h", "fri 12:00"]},
        {"time_zone": ["", "Asia/Omsk"]},
        {"units": ["large", "small"]},
        {"voting": ["veto", "off"]},
        {"voting": ["off", "veto"]},
    ]
    assert not any(entry.may_undo for entry in entries)
    assert list((await home.read(list_journal_choices, actor=home["Папа"])).lines) == []
    deed = entries[0].id
    await home.refused(DeedUnknownError, undo_deed, actor=home["Мама"], deed=deed)
