from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from core.alerts.carts import LineRemoved
from core.carts.agreement import Choice, Standing
from core.carts.errors import (
    CartFullError,
    LineChangedError,
    LineFault,
    LineGoneError,
    LineUnreadableError,
    NothingToAddError,
    NotYourLineError,
    OneLineOnlyError,
    QuantityOutOfRangeError,
)
from core.carts.filling import add_lines, ask_again, edit_line, remove_line, set_quantity, undo_addition
from core.carts.looking import ask_for_edit, ask_for_lines, show_cart, show_line
from core.carts.voting import close_votes
from core.families.errors import NoFamilyError, NotAMemberError
from core.people.errors import QuestionGoneError
from core.people.question import Ask, Question
from core.people.use_cases import open_question
from core.shared.money import Money
from tests.household import NOBODY, START

if TYPE_CHECKING:
    from core.carts.item import Item
    from core.carts.views import Added
    from tests.household import Household

FOR, AGAINST = Choice.FOR, Choice.AGAINST


async def edit(home: Household, author: str, item: Item, text: str) -> Item:
    of = {"actor": home[author], "item": item.id, "revision": item.revision}
    await home.write(ask_for_edit, **of)
    return await home.write(edit_line, **of, text=text)


async def titles(home: Household, reader: str = "Мама") -> list[str]:
    view = await home.read(show_cart, actor=home[reader])
    return [line.item.title for line in view.lines]


async def test_shows_what_was_understood(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    milk, tv, tea = await home.add("Папа", "молоко 2 шт 89,90\n!телевизор 20000 ₽; чай (зелёный)")
    assert (milk.title, milk.quantity, milk.unit, milk.price) == ("молоко", 2, "pcs", Money(8990, "RUB"))
    assert (milk.author, milk.author_name, milk.version, milk.revision) == (home["Папа"], "Папа", 1, 1)
    assert (milk.standing, milk.closes_at) == (Standing.FREE, None)
    assert (tv.urgent, tv.standing, tv.closes_at) == (True, Standing.VOTING, START + timedelta(hours=24))
    assert (tea.note, tea.price, tea.standing) == ("зелёный", None, Standing.VOTING)


async def test_a_family_of_one_needs_no_vote(home: Household) -> None:
    await home.family("Мама")
    tv, tea = await home.add("Мама", "телевизор 20000 ₽; чай")
    assert (tv.standing, tv.closes_at, tea.standing) == (Standing.FREE, None, Standing.FREE)


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("чай 999,99", Standing.FREE),
        ("чай 1000,00", Standing.VOTING),
        ("чай 3 шт 333,33", Standing.FREE),
        ("чай 2 шт 500,00", Standing.VOTING),
        ("чай 0,00", Standing.FREE),
        ("сыр 2 кг 999,99", Standing.FREE),
    ],
)
async def test_a_line_of_a_thousand_roubles_in_all_is_voted_on(
    home: Household, text: str, standing: Standing
) -> None:
    await home.family("Мама", ["Папа"])
    assert (await home.add_one("Мама", text)).standing is standing


async def test_the_same_message_again_adds_nothing(home: Household) -> None:
    await home.family("Мама")
    facts = {"actor": home["Мама"], "text": "молоко; хлеб", "origin": "chat 1 message 5"}
    first: Added = await home.write(add_lines, **facts)
    assert await home.write(add_lines, **facts) == first
    assert (first.addition, first.count, len(first.items)) == (1, 2, 2)


async def test_the_answer_is_no_longer_waited_for(home: Household) -> None:
    await home.family("Мама")
    await home.write(ask_for_lines, actor=home["Мама"])
    question = await home.read(open_question, person=home["Мама"])
    assert question == Question(home["Мама"], Ask.LINES, {}, START + timedelta(minutes=15))
    await home.add("Мама", "молоко")
    assert await home.read(open_question, person=home["Мама"]) is None


async def test_a_message_is_added_whole_or_not_at_all(home: Household) -> None:
    await home.family("Мама")
    facts = {"actor": home["Мама"], "text": "молоко; хлеб -5 ₽", "origin": "o"}
    told = await home.refused(LineUnreadableError, add_lines, **facts)
    assert told == {"line": "хлеб -5 ₽", "reason": LineFault.PRICE}
    await home.refused(NothingToAddError, add_lines, actor=home["Мама"], text=" ;\n", origin="p")
    assert await titles(home) == []


async def test_refuses_more_than_two_hundred_lines(home: Household) -> None:
    await home.family("Мама")
    for _ in range(4):
        await home.add("Мама", ";".join(["хлеб"] * 49))
    facts = {"actor": home["Мама"], "text": "а;б;в;г;д", "origin": "o"}
    assert await home.refused(CartFullError, add_lines, **facts) == {"limit": 200, "room": 4}
    await home.add("Мама", "а;б;в;г")
    view = await home.read(show_cart, actor=home["Мама"], page=999)
    assert (view.count, view.page, view.pages, len(view.lines)) == (200, 24, 25, 8)


@pytest.mark.parametrize("use_case", [show_cart, ask_for_lines])
async def test_who_is_in_no_family_has_no_cart(home: Household, use_case: object) -> None:
    await home.meet("Сосед")
    assert callable(use_case)
    assert await home.refused(NoFamilyError, use_case, actor=home["Сосед"]) == {}
    facts = {"actor": home["Сосед"], "text": "молоко", "origin": "o"}
    await home.refused(NoFamilyError, add_lines, **facts)
    await home.refused(NoFamilyError, undo_addition, actor=home["Сосед"], addition=1)


async def test_the_cart_shows_the_urgent_first_and_sums_all_its_pages(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.add("Мама", "а 10,00; б 10,00; в 10,00; г 10,00; д 10,00; е; ё 2000,00; ж 2 шт 5,05; !з 1,01")
    first = await home.read(show_cart, actor=home["Папа"])
    assert (first.family, first.name, first.page, first.pages, first.count) == (1, "Ивановы", 0, 2, 9)
    assert (first.ready, first.unpriced, first.total) == (7, 1, Money(206_111, "RUB"))
    assert [line.item.title for line in first.lines] == list("забвгдеё")
    last = await home.read(show_cart, actor=home["Папа"], page=1)
    assert [line.item.title for line in last.lines] == ["ж"]
    assert (await home.read(show_cart, actor=home["Папа"], page=-1)).page == 0


async def test_an_empty_cart_has_one_empty_page(home: Household) -> None:
    await home.family("Мама")
    view = await home.read(show_cart, actor=home["Мама"], page=3)
    assert (view.page, view.pages, view.count, list(view.lines)) == (0, 1, 0, [])
    assert view.total == Money(0, "RUB")


async def test_undo_takes_back_what_one_message_added(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.add("Мама", "соль")
    facts = {"actor": home["Мама"], "text": "молоко; хлеб", "origin": "o"}
    added: Added = await home.write(add_lines, **facts)
    assert await home.write(undo_addition, actor=home["Папа"], addition=added.addition) == 0
    assert await home.write(undo_addition, actor=home["Мама"], addition=added.addition) == 2
    assert await home.write(undo_addition, actor=home["Мама"], addition=added.addition) == 0
    assert await titles(home) == ["соль"]


async def test_undo_leaves_what_was_changed_since(home: Household) -> None:
    await home.family("Мама")
    facts = {"actor": home["Мама"], "text": "молоко; хлеб", "origin": "o"}
    added: Added = await home.write(add_lines, **facts)
    await home.write(set_quantity, actor=home["Мама"], item=added.items[0].id, revision=1, quantity=2)
    assert await home.write(undo_addition, actor=home["Мама"], addition=added.addition) == 1
    assert await titles(home) == ["молоко"]


async def test_the_same_message_after_undo_adds_nothing(home: Household) -> None:
    await home.family("Мама")
    facts = {"actor": home["Мама"], "text": "молоко", "origin": "o"}
    added: Added = await home.write(add_lines, **facts)
    await home.write(undo_addition, actor=home["Мама"], addition=added.addition)
    again: Added = await home.write(add_lines, **facts)
    assert (again.addition, list(again.items), again.count) == (added.addition, [], 0)


async def test_a_repeated_tap_on_plus_changes_nothing_more(home: Household) -> None:
    await home.family("Мама")
    item = await home.add_one("Мама", "хлеб 40,00")
    facts = {"actor": home["Мама"], "item": item.id, "revision": 1, "quantity": 2}
    changed = [await home.write(set_quantity, **facts) for _ in range(2)]
    assert [(each.quantity, each.revision, each.version) for each in changed] == [(2, 2, 2)] * 2


async def test_a_stale_tap_on_plus_is_refused(home: Household) -> None:
    await home.family("Мама")
    item = await home.add_one("Мама", "хлеб 5 шт")
    facts = {"actor": home["Мама"], "item": item.id, "revision": 1}
    await home.write(set_quantity, **facts, quantity=4)
    told = await home.refused(LineChangedError, set_quantity, **facts, quantity=6)
    assert told == {"line": "хлеб"}


@pytest.mark.parametrize("quantity", [0, -1, 1000])
async def test_refuses_a_quantity_that_nobody_buys(home: Household, quantity: int) -> None:
    await home.family("Мама")
    item = await home.add_one("Мама", "хлеб")
    facts = {"actor": home["Мама"], "item": item.id, "revision": 1, "quantity": quantity}
    told = await home.refused(QuantityOutOfRangeError, set_quantity, **facts)
    assert told == {"quantity": quantity, "lowest": 1, "highest": 999, "line": ""}


async def test_more_of_it_asks_again_and_less_of_it_keeps_the_votes(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    item = await home.add_one("Мама", "чай 3 шт 1000,00")
    await home.vote("Папа", item, FOR)
    less = await home.write(set_quantity, actor=home["Мама"], item=item.id, revision=1, quantity=2)
    assert (less.version, less.revision, less.standing) == (1, 2, Standing.VOTING)
    line = await home.look(lambda work: work.line(item.id, NOBODY, home.clock.now))
    assert line is not None
    assert (line.favour, line.against) == (1, 0)
    home.clock.advance(hours=1)
    more = await home.write(set_quantity, actor=home["Мама"], item=item.id, revision=2, quantity=3)
    assert (more.version, more.revision, more.standing) == (2, 3, Standing.VOTING)
    assert more.closes_at == START + timedelta(hours=25)
    line = await home.look(lambda work: work.line(item.id, NOBODY, home.clock.now))
    assert line is not None
    assert (line.favour, line.against) == (0, 0)


async def test_a_line_that_becomes_cheap_needs_no_vote(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    item = await home.add_one("Мама", "чай 3 шт 400,00")
    less = await home.write(set_quantity, actor=home["Мама"], item=item.id, revision=1, quantity=2)
    assert (less.version, less.standing, less.closes_at) == (1, Standing.FREE, None)


async def test_a_cheap_line_that_rises_a_little_over_the_threshold_is_asked_about(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    item = await home.add_one("Мама", "чай 990,00")
    assert item.standing is Standing.FREE
    risen = await edit(home, "Мама", item, "чай 1000,00")  # by about 1 %
    assert (risen.version, risen.standing) == (2, Standing.VOTING)
    assert risen.closes_at == START + timedelta(hours=24)


async def test_what_one_decided_alone_is_not_asked_about_for_a_note(home: Household) -> None:
    await home.family("Мама")
    item = await home.add_one("Мама", "телевизор 20000 ₽")
    await home.join("Мама", "Папа")
    noted = await edit(home, "Мама", item, "телевизор 20000 ₽ (большой)")
    assert (noted.version, noted.standing) == (1, Standing.FREE)


async def test_a_dearer_line_is_asked_about_again(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    item = await home.add_one("Мама", "телевизор 20000 ₽")
    assert await home.vote("Мама", item, FOR) is Standing.APPROVED
    agreed = await edit(home, "Мама", item, "телевизор 20100 ₽")
    assert (agreed.version, agreed.standing) == (1, Standing.APPROVED)
    dearer = await edit(home, "Мама", agreed, "телевизор 20200,01 ₽")
    assert (dearer.version, dearer.revision, dearer.standing) == (2, 3, Standing.VOTING)


async def test_a_refused_edit_leaves_the_question_open(home: Household) -> None:
    await home.family("Мама")
    item = await home.add_one("Мама", "хлеб")
    of = {"actor": home["Мама"], "item": item.id, "revision": 1}
    details = await home.write(ask_for_edit, **of)
    assert (details.line.item, details.is_author, details.may_remove, details.my_choice) == (
        item,
        True,
        True,
        None,
    )
    assert await home.refused(OneLineOnlyError, edit_line, **of, text="хлеб; соль") == {"given": 2}
    await home.refused(LineUnreadableError, edit_line, **of, text="хлеб -5 ₽")
    assert (await home.write(edit_line, **of, text="булка")).title == "булка"


async def test_many_small_rises_put_a_voted_line_to_the_vote_again(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    item = await home.add_one("Мама", "чайник 3000 ₽")
    await home.vote("Мама", item, Choice.FOR)
    item = await edit(home, "Мама", item, "чайник 3100 ₽")
    item = await edit(home, "Мама", item, "чайник 2000 ₽")
    assert (item.version, item.standing) == (1, Standing.APPROVED)
    item = await edit(home, "Мама", item, "чайник 3101 ₽")
    assert (item.version, item.standing) == (2, Standing.VOTING)


async def test_the_same_edit_delivered_twice_edits_once(home: Household) -> None:
    await home.family("Мама")
    item = await home.add_one("Мама", "хлеб")
    await edit(home, "Мама", item, "булка")
    of = {"actor": home["Мама"], "item": item.id, "revision": 1}
    assert await home.refused(LineChangedError, edit_line, **of, text="булка") == {"line": "булка"}
    assert await home.refused(LineChangedError, ask_for_edit, **of) == {"line": "булка"}
    assert (await home.item(item.id)).revision == 2


async def test_an_edit_is_not_waited_for_longer_than_fifteen_minutes(home: Household) -> None:
    await home.family("Мама")
    item = await home.add_one("Мама", "хлеб")
    of = {"actor": home["Мама"], "item": item.id, "revision": 1}
    await home.refused(QuestionGoneError, edit_line, **of, text="булка")
    await home.write(ask_for_edit, **of)
    home.clock.advance(minutes=15)
    await home.refused(QuestionGoneError, edit_line, **of, text="булка")


async def test_only_the_author_changes_a_line(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    item = await home.add_one("Папа", "пиво")
    of = {"actor": home["Мама"], "item": item.id, "revision": 1}
    told = {"line": "пиво", "author": "Папа"}
    assert await home.refused(NotYourLineError, set_quantity, **of, quantity=2) == told
    assert await home.refused(NotYourLineError, set_quantity, **of, quantity=1) == told
    assert await home.refused(NotYourLineError, ask_for_edit, **of) == told
    assert await home.refused(NotYourLineError, edit_line, **of, text="квас") == told
    assert await home.refused(NotYourLineError, ask_again, **of) == told


async def test_a_stranger_neither_sees_nor_touches_a_line(home: Household) -> None:
    await home.family("Мама")
    await home.family("Бабушка")
    item = await home.add_one("Мама", "хлеб")
    of = {"actor": home["Бабушка"], "item": item.id}
    await home.refused(NotAMemberError, show_line, **of)
    await home.refused(NotAMemberError, remove_line, **of)
    await home.refused(NotAMemberError, ask_for_edit, **of, revision=1)
    await home.refused(NotAMemberError, edit_line, **of, revision=1, text="соль")
    await home.refused(NotAMemberError, set_quantity, **of, revision=1, quantity=1)
    await home.refused(NotAMemberError, ask_again, **of, revision=1)


async def test_a_line_that_is_gone_is_gone(home: Household) -> None:
    await home.family("Мама")
    item = await home.add_one("Мама", "хлеб")
    of = {"actor": home["Мама"], "item": item.id}
    assert await home.write(remove_line, **of) == "хлеб"
    assert await home.refused(LineGoneError, remove_line, **of) == {}
    await home.refused(LineGoneError, show_line, **of)
    await home.refused(LineGoneError, ask_for_edit, **of, revision=1)
    await home.refused(LineGoneError, edit_line, **of, revision=1, text="соль")
    await home.refused(LineGoneError, set_quantity, **of, revision=1, quantity=2)
    await home.refused(LineGoneError, ask_again, **of, revision=1)


async def test_the_organizer_removes_anybodys_line_and_the_author_is_told(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    item = await home.add_one("Папа", "пиво")
    told = await home.refused(NotYourLineError, remove_line, actor=home["Катя"], item=item.id)
    assert told == {"line": "пиво", "author": "Папа"}
    await home.write(remove_line, actor=home["Мама"], item=item.id)
    assert await home.told("Папа") == [LineRemoved("пиво", "Мама")]


async def test_nobody_is_told_of_their_own_removing(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    item = await home.add_one("Папа", "пиво")
    await home.write(remove_line, actor=home["Папа"], item=item.id)
    assert await home.told("Папа") == []


async def test_a_line_says_what_its_reader_may_do(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    item = await home.add_one("Папа", "телевизор 20000 ₽")
    await home.vote("Катя", item, AGAINST)
    seen = {
        name: await home.read(show_line, actor=home[name], item=item.id) for name in ("Мама", "Папа", "Катя")
    }
    assert {
        name: (details.is_author, details.may_remove, details.my_choice) for name, details in seen.items()
    } == {"Мама": (False, True, None), "Папа": (True, True, None), "Катя": (False, False, AGAINST)}
    assert (seen["Мама"].line.favour, seen["Мама"].line.against) == (0, 1)


async def test_a_rejected_line_is_put_to_the_vote_again(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    item = await home.add_one("Папа", "телевизор 20000 ₽")
    of = {"actor": home["Папа"], "item": item.id, "revision": 1}
    assert await home.refused(LineChangedError, ask_again, **of) == {"line": "телевизор"}
    home.clock.advance(hours=24)
    await home.write(close_votes)
    again = await home.write(ask_again, **of)
    assert (again.version, again.revision, again.standing) == (2, 2, Standing.VOTING)
    assert again.closes_at == START + timedelta(hours=48)
    await home.refused(LineChangedError, ask_again, **of)  # the tap came twice
