from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.carts.errors import (
    LineFault,
    LineUnreadableError,
    NoteTooLongError,
    NothingToAddError,
    QuantityOutOfRangeError,
    TitleTooLongError,
    TooManyLinesError,
)
from core.carts.reading import LineDraft, check_quantity, likely_price, read_lines, tidy, write_line
from core.carts.units import COUNTS, MEASURES, fewer, format_quantity, highest_quantity, more, unit_of
from core.families.family import Units
from core.shared.errors import DomainError
from core.shared.money import Money


def roubles(minor: int) -> Money:
    return Money(minor, "RUB")


def read_one(text: str) -> LineDraft:
    (draft,) = read_lines(text, "RUB")
    return draft


@pytest.mark.parametrize(
    ("text", "title", "quantity", "unit"),
    [
        ("молоко", "молоко", 1, "pcs"),
        ("2x хлеб", "хлеб", 2, "pcs"),
        ("2 х хлеб", "хлеб", 2, "pcs"),
        ("хлеб x2", "хлеб", 2, "pcs"),
        ("хлеб × 2", "хлеб", 2, "pcs"),
        ("хлеб 2x", "хлеб", 2, "pcs"),
        ("2 хлеба", "хлеба", 2, "pcs"),
        ("хлеб 2", "хлеб", 2, "pcs"),
        ("яйца 10шт", "яйца", 10, "pcs"),
        ("яйца 10 ШТ.", "яйца", 10, "pcs"),
        ("яйца 999 шт", "яйца", 999, "pcs"),
        ("2 пачки чая", "чая", 2, "pack"),
        ("2 bottles of wine", "wine", 2, "bottle"),
        ("горошек 3 банки", "горошек", 3, "can"),
        ("печенье, 2 коробки", "печенье", 2, "box"),
        ("сыр 300 г", "сыр", 300, "g"),
        ("300 г сыра", "сыра", 300, "g"),
        ("картошка 2 кг", "картошка", 2, "kg"),
        ("картошка 2,0 кг", "картошка", 2, "kg"),
        ("картошка 1,5 кг", "картошка", 1500, "g"),
        ("0.5 л кефира", "кефира", 500, "ml"),
        ("молоко 500мл", "молоко", 500, "ml"),
        ("рис 999000 г", "рис", 999_000, "g"),
        ("сыр 1.5 kg", "сыр", 1500, "g"),
        ("0,25 л сливок", "сливок", 250, "ml"),
        ("полкило сыра", "сыра", 500, "g"),
        ("сыр пол-кило", "сыр", 500, "g"),
        ("Поллитра молока", "молока", 500, "ml"),
        ("квас полтора литра", "квас", 1500, "ml"),
        ("half a kilo of cheese", "cheese", 500, "g"),
        ("десяток яиц", "яиц", 10, "pcs"),
        ("яйца десяток", "яйца", 10, "pcs"),
        ("a dozen eggs", "eggs", 12, "pcs"),
    ],
)
def test_reads_how_many_in_which_unit(text: str, title: str, quantity: int, unit: str) -> None:
    assert read_one(text) == LineDraft(title, quantity, unit)


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        ("молоко 2 шт 89,90", LineDraft("молоко", 2, price=roubles(8990))),
        ("bread 2 pcs 1.50", LineDraft("bread", 2, price=roubles(150))),
        ("молоко, 2 шт, 89,90", LineDraft("молоко", 2, price=roubles(8990))),
        ("молоко 2 шт по 89,90", LineDraft("молоко", 2, price=roubles(8990))),
        ("молоко 89,90", LineDraft("молоко", price=roubles(8990))),
        ("молоко 89.90 2 шт", LineDraft("молоко", 2, price=roubles(8990))),
        ("молоко 89₽", LineDraft("молоко", price=roubles(8900))),
        ("молоко 89 руб.", LineDraft("молоко", price=roubles(8900))),
        ("молоко 89р x2", LineDraft("молоко", 2, price=roubles(8900))),
        ("молоко 89 RUB", LineDraft("молоко", price=roubles(8900))),
        ("молоко 89₽50", LineDraft("молоко", price=roubles(8950))),
        ("молоко 89 руб 50 коп", LineDraft("молоко", price=roubles(8950))),
        ("2 шт молоко 89", LineDraft("молоко", 2, price=roubles(8900))),
        ("сыр 300 г 450", LineDraft("сыр", 300, "g", roubles(45000))),
        ("торт 1 шт 1 299", LineDraft("торт", price=roubles(129900))),
        ("подарок 2 шт 0", LineDraft("подарок", 2, price=roubles(0))),
    ],
)
def test_reads_a_price(text: str, draft: LineDraft) -> None:
    assert read_one(text) == draft


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        ("хлеб 2 89", LineDraft("хлеб", 2, price=roubles(8900))),
        ("2 хлеба 89", LineDraft("хлеба", 2, price=roubles(8900))),
        ("хлеб 2 x 89", LineDraft("хлеб", 2, price=roubles(8900))),
        ("хлеб 2 450", LineDraft("хлеб", 2, price=roubles(45000))),
        ("хлеб 2 1 450", LineDraft("хлеб", 2, price=roubles(145000))),
        ("чайник 1 299,50", LineDraft("чайник", price=roubles(129950))),
        ("чайник 1 299 ₽", LineDraft("чайник", price=roubles(129900))),
        ("чайник 1 шт 299 ₽", LineDraft("чайник", price=roubles(29900))),
        ("чайник 2 шт 1\u00a0299", LineDraft("чайник", 2, price=roubles(129900))),
        ("Fairy 900", LineDraft("Fairy 900")),
        ("Fairy 900 2", LineDraft("Fairy 900", 2)),
        ("бумага A4", LineDraft("бумага A4")),
        ("молоко 3,2", LineDraft("молоко 3,2")),
        ("молоко 3,2% 2 шт", LineDraft("молоко 3,2%", 2)),
        ("вода 5 л 2 шт", LineDraft("вода 5 л", 2)),
        ("2x вода 5 л", LineDraft("вода 5 л", 2)),
        ("2 воды 5 л", LineDraft("воды 5 л", 2)),
        ("300 г сыра 2 шт", LineDraft("300 г сыра", 2)),
        ("7 up 2 шт", LineDraft("7 up", 2)),
        ("Windows 11 2 шт", LineDraft("Windows 11", 2)),
        ("фото 10x15", LineDraft("фото 10x15")),
        ("2 KİLO", LineDraft("KİLO", 2)),
        ("полкило сыра 450", LineDraft("сыра", 500, "g", roubles(45000))),
        ("десяток яиц 120 ₽", LineDraft("яиц", 10, price=roubles(12000))),
        ("полкило сыра 2 шт", LineDraft("полкило сыра", 2)),
        ("телевизор 20000", LineDraft("телевизор 20000")),
        ("телевизор 1 шт 20000", LineDraft("телевизор", price=roubles(2000000))),
    ],
)
def test_settles_what_could_mean_several_things(text: str, draft: LineDraft) -> None:
    assert read_one(text) == draft


@pytest.mark.parametrize("text", ["!молоко", "! молоко", "молоко !", "молоко!", "!!молоко!!", "- !молоко"])
def test_an_exclamation_mark_at_either_end_is_urgent(text: str) -> None:
    assert read_one(text) == LineDraft("молоко", urgent=True)


def test_an_exclamation_mark_inside_is_not_urgent() -> None:
    assert read_one("Yahoo! журнал") == LineDraft("Yahoo! журнал")


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        ("чай https://shop.ru/a?b=1", LineDraft("чай", link="https://shop.ru/a?b=1")),
        ("https://shop.ru/a чай 2 шт", LineDraft("чай", 2, link="https://shop.ru/a")),
        ("чай 2 шт HTTP://shop.ru/a 89р", LineDraft("чай", 2, price=roubles(8900), link="HTTP://shop.ru/a")),
        ("https://www.shop.ru/a", LineDraft("shop.ru", link="https://www.shop.ru/a")),
        ("https://me@shop.ru:80/a 2 шт", LineDraft("shop.ru", 2, link="https://me@shop.ru:80/a")),
        ("чай https://shop.ru/a!", LineDraft("чай", urgent=True, link="https://shop.ru/a")),
        ("чай https://ru.org/Чай_(лист).", LineDraft("чай .", link="https://ru.org/Чай_(лист)")),
        ("чай (https://shop.ru/a)", LineDraft("чай", link="https://shop.ru/a")),
        ("чай (см. https://shop.ru/a)", LineDraft("чай", link="https://shop.ru/a", note="см.")),
    ],
)
def test_keeps_a_link_as_text(text: str, draft: LineDraft) -> None:
    assert read_one(text) == draft


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        ("молоко (без лактозы)", LineDraft("молоко", note="без лактозы")),
        (
            "молоко 2 шт 89,90 (в (синей) пачке)",
            LineDraft("молоко", 2, "pcs", roubles(8990), note="в (синей) пачке"),
        ),
        ("молоко (свежее) 2 шт 89р", LineDraft("молоко", 2, "pcs", roubles(8900), note="свежее")),
        (
            "молоко 2 шт (свежее) 89р !",
            LineDraft("молоко", 2, "pcs", roubles(8900), urgent=True, note="свежее"),
        ),
        ("чай (чёрный) листовой", LineDraft("чай (чёрный) листовой")),
        ("хлеб :)", LineDraft("хлеб :)")),
        ("(хлеб)", LineDraft("(хлеб)")),
        ("хлеб ()", LineDraft("хлеб ()")),
        ("f(x)", LineDraft("f(x)")),
    ],
)
def test_parentheses_after_the_title_are_a_note(text: str, draft: LineDraft) -> None:
    assert read_one(text) == draft


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        ('"2 хлеба"', LineDraft("2 хлеба")),
        ('"соль; перец" 2 шт', LineDraft("соль; перец", 2)),
        ('!"7" x2 ("а) б")', LineDraft("7", 2, urgent=True, note="а) б")),
        ('"кафе ""Уют"""', LineDraft('кафе "Уют"')),
        ('Молоко "Простоквашино" 2 шт', LineDraft('Молоко "Простоквашино"', 2)),
        ('"Простоквашино" молоко', LineDraft('"Простоквашино" молоко')),
        ('монитор 24"', LineDraft('монитор 24"')),
    ],
)
def test_straight_quotes_around_the_whole_title_take_it_as_it_is(text: str, draft: LineDraft) -> None:
    assert read_one(text) == draft


def test_keeps_emoji_whole() -> None:
    assert read_one("🍞 2") == LineDraft("🍞", 2)
    assert read_one("торт для 👨‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿") == LineDraft("торт для 👨‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿")


def test_drops_what_disguises_a_text() -> None:
    assert read_one("  мо\u200bло\u202eко\u0000 \t жир\u00adное\ufeff ") == LineDraft("молоко жирное")
    assert read_one("и\u0306огурт") == LineDraft("йогурт")


def test_reads_lines_between_new_lines_and_semicolons() -> None:
    assert read_lines("молоко 2 шт; хлеб\r\n\n- !сыр 300 г;;\n1. чай ", "RUB") == [
        LineDraft("молоко", 2),
        LineDraft("хлеб"),
        LineDraft("сыр", 300, "g", urgent=True),
        LineDraft("чай"),
    ]


def test_a_semicolon_inside_a_link_separates_nothing() -> None:
    assert read_lines("чай https://shop.ru/a;b; кофе", "RUB") == [
        LineDraft("чай", link="https://shop.ru/a;b"),
        LineDraft("кофе"),
    ]


def test_a_greek_question_mark_separates_as_the_semicolon_it_looks_like() -> None:
    assert read_lines("чай\u037e кофе", "RUB") == [LineDraft("чай"), LineDraft("кофе")]


def test_reads_prices_of_another_family_in_its_currency() -> None:
    assert read_lines("bread 2 pcs $1.50", "USD") == [LineDraft("bread", 2, price=Money(150, "USD"))]
    assert read_lines("bread 5 GEL", "GEL") == [LineDraft("bread", price=Money(500, "GEL"))]


@pytest.mark.parametrize("text", ["", "   ", "\n\n", ";;", "\u200b\u202e", "\u3164"])
def test_refuses_a_text_without_any_line(text: str) -> None:
    with pytest.raises(NothingToAddError):
        read_lines(text, "RUB")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("2 шт", LineFault.NO_TITLE),
        ("2 шт 89,90", LineFault.NO_TITLE),
        ("89,90", LineFault.NO_TITLE),
        ("2", LineFault.NO_TITLE),
        ("!", LineFault.NO_TITLE),
        ("-", LineFault.NO_TITLE),
        ('""', LineFault.NO_TITLE),
        ("https:///a", LineFault.NO_TITLE),
        ("молоко -5 ₽", LineFault.PRICE),
        ("молоко -89,90", LineFault.PRICE),
        ("молоко 2 шт -5", LineFault.PRICE),
        ("молоко 89,9999 ₽", LineFault.PRICE),
        ("молоко 2 шт 89,9999", LineFault.PRICE),
        ("молоко 10000001 ₽", LineFault.PRICE),
        ("молоко $5", LineFault.PRICE),
        ("молоко 5 евро", LineFault.PRICE),
        ("1,5 шт хлеба", LineFault.QUANTITY),
        ("сыр 0,5 г", LineFault.QUANTITY),
        ("соль 0,0001 кг", LineFault.QUANTITY),
        ("хлеб 9999999999999 шт", LineFault.QUANTITY),
        ("2x вода 3 шт", LineFault.TWO_QUANTITIES),
        ("вода 2 шт 5 л", LineFault.TWO_QUANTITIES),
        ("вода 2 шт по 5 л", LineFault.TWO_QUANTITIES),
        ("чай https://a.ru https://b.ru", LineFault.TWO_LINKS),
        ("чай https://a.ru/" + "a" * 2000, LineFault.LONG_LINK),
    ],
)
def test_one_bad_line_refuses_the_whole_text_and_is_named(line: str, reason: LineFault) -> None:
    with pytest.raises(LineUnreadableError) as refusal:
        read_lines(f"хлеб\n{line}\nсыр", "RUB")
    assert (refusal.value.line, refusal.value.reason) == (line, reason)


@pytest.mark.parametrize(
    ("line", "quantity", "highest"),
    [
        ("0 хлеба", 0, 999),
        ("1000 хлеба", 1000, 999),
        ("хлеб 1000 шт", 1000, 999),
        ("хлеб x0", 0, 999),
        ("соль 1000 кг", 1000, 999),
        ("соль 0,0 кг", 0, 999),
        ("соль 999001 г", 999_001, 999_000),
    ],
)
def test_refuses_a_quantity_out_of_range(line: str, quantity: int, highest: int) -> None:
    with pytest.raises(QuantityOutOfRangeError) as refusal:
        read_lines(f"хлеб; {line}", "RUB")
    assert (refusal.value.quantity, refusal.value.lowest, refusal.value.highest) == (quantity, 1, highest)
    assert refusal.value.line == line


def test_a_title_has_at_most_120_characters() -> None:
    assert read_one("я" * 120).title == "я" * 120
    with pytest.raises(TitleTooLongError) as refusal:
        read_lines("я" * 121, "RUB")
    assert (refusal.value.title, refusal.value.limit) == ("я" * 121, 120)


def test_a_note_has_at_most_200_characters() -> None:
    assert read_one(f"чай ({'я' * 200})").note == "я" * 200
    with pytest.raises(NoteTooLongError) as refusal:
        read_lines(f"чай ({'я' * 201})", "RUB")
    assert (refusal.value.note, refusal.value.limit) == ("я" * 201, 200)


def test_one_message_has_at_most_50_lines() -> None:
    assert len(read_lines("хлеб\n" * 50, "RUB")) == 50
    with pytest.raises(TooManyLinesError) as refusal:
        read_lines("хлеб;" * 51, "RUB")
    assert (refusal.value.given, refusal.value.limit) == (51, 50)


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": " молоко"},
        {"title": "мо\nлоко"},
        {"title": "\u200d"},
        {"title": "молоко", "note": "a  b"},
        {"title": "молоко", "unit": "шт"},
        {"title": "молоко", "price": Money(-1, "RUB")},
        {"title": "молоко", "price": Money(1_000_000_001, "RUB")},
        {"title": "молоко", "link": "javascript:alert(1)"},
        {"title": "молоко", "link": "https://a.ru/ b"},
    ],
)
def test_a_wish_cannot_be_made_of_what_no_text_reads_as(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"."):
        LineDraft(**wrong)  # type: ignore[arg-type]


def test_a_wish_keeps_to_the_range_of_its_unit() -> None:
    check_quantity(999)
    check_quantity(1500, "g")
    with pytest.raises(QuantityOutOfRangeError):
        check_quantity(1000)
    with pytest.raises(QuantityOutOfRangeError):
        LineDraft("хлеб", 0)


def test_the_price_of_what_is_counted_is_for_each() -> None:
    assert LineDraft("молоко", 3, price=roubles(8990)).total() == roubles(26970)
    assert LineDraft("чай", 2, "pack", roubles(10000)).total() == roubles(20000)


def test_the_price_of_what_is_measured_is_for_all_of_it() -> None:
    assert LineDraft("сыр", 300, "g", roubles(45000)).total() == roubles(45000)
    assert LineDraft("квас", 2, "l", roubles(15000)).total() == roubles(15000)


def test_a_wish_without_a_price_has_no_total() -> None:
    assert LineDraft("молоко", 3).total() is None


@pytest.mark.parametrize(
    ("draft", "title", "price"),
    [
        (LineDraft("телевизор 20000"), "телевизор", "20000"),
        (LineDraft("бумага A4 500", 2), "бумага A4", "500"),
    ],
)
def test_a_number_at_the_end_of_a_title_may_be_a_price(draft: LineDraft, title: str, price: str) -> None:
    assert likely_price(draft) == (title, price)


@pytest.mark.parametrize(
    "draft",
    [
        LineDraft("телевизор 20000", price=roubles(100)),
        LineDraft("Windows 11"),
        LineDraft("Шанель №5"),
        LineDraft("007"),
        LineDraft("+7 900"),
        LineDraft("набор 012345"),
        LineDraft("штрихкод 46000000"),
    ],
)
def test_no_other_number_is_taken_for_a_price(draft: LineDraft) -> None:
    assert likely_price(draft) is None


@pytest.mark.parametrize(
    ("quantity", "unit", "large", "small"),
    [
        (2, "pcs", "2 шт", "2 шт"),
        (300, "g", "300 г", "300 г"),
        (1000, "g", "1 кг", "1000 г"),
        (1500, "g", "1,5 кг", "1500 г"),
        (1005, "ml", "1,005 л", "1005 мл"),
        (2, "kg", "2 кг", "2000 г"),
        (3, "l", "3 л", "3000 мл"),
        (999_000, "g", "999 кг", "999000 г"),
        (2, "can", "2 бан.", "2 бан."),
    ],
)
def test_shows_a_quantity_as_the_family_is_used_to(quantity: int, unit: str, large: str, small: str) -> None:
    assert format_quantity(quantity, unit, "ru") == large
    assert format_quantity(quantity, unit, "ru", Units.SMALL) == small


def test_shows_a_quantity_in_english() -> None:
    assert format_quantity(1500, "ml", "en") == "1.5 l"
    assert format_quantity(2, "pack", "en") == "2 packs"


@pytest.mark.parametrize(
    ("quantity", "unit", "less", "plus"),
    [(2, "pcs", 1, 3), (1, "kg", 0, 2), (300, "g", 200, 400), (350, "ml", 300, 400), (50, "g", 0, 100)],
)
def test_a_tap_changes_grams_by_hundreds(quantity: int, unit: str, less: int, plus: int) -> None:
    assert (fewer(quantity, unit), more(quantity, unit)) == (less, plus)


@pytest.mark.parametrize(
    ("draft", "text"),
    [
        (LineDraft("молоко"), "молоко"),
        (LineDraft("молоко", 2, price=roubles(8990)), "молоко 2 шт 89,90\u00a0₽"),
        (LineDraft("чай", 2, "pack", Money(500, "GEL")), "чай 2 уп. 5\u00a0GEL"),
        (LineDraft("сыр", 1500, "g"), "сыр 1,5 кг"),
        (LineDraft("сыр", 2000, "g"), "сыр 2000 г"),
        (LineDraft("сыр", 2, "kg"), "сыр 2 кг"),
        (LineDraft("Windows 11"), '"Windows 11"'),
        (LineDraft("Windows 11", 2), "Windows 11 2 шт"),
        (LineDraft("Yahoo!", urgent=True, note="свежий"), '!"Yahoo!" (свежий)'),
        (LineDraft("чай", link="https://a.ru", note=":)"), 'чай https://a.ru (":)")'),
    ],
)
def test_writes_a_wish_as_simply_as_it_reads_back(draft: LineDraft, text: str) -> None:
    assert write_line(draft) == text


def test_writes_a_wish_as_its_reader_writes() -> None:
    milk = LineDraft("milk", 2, "bottle", Money(150, "USD"))
    assert write_line(milk, "en") == "milk 2 bottles $1.50"
    assert write_line(LineDraft("сыр", 1500, "g"), "ru", Units.SMALL) == "сыр 1500 г"


WORDS = (
    '2 10 89,90 1,5 0,5 x х2 2x шт кг г л pcs pack ₽ 89₽ руб $5 ! ; - 1. ( ) (а) " "" "а" по of '
    "https://a.ru/b; http:// (https://a.ru) молоко up 1000 -5 1 299 450 полкило десяток dozen \n"
)

texts = st.one_of(
    st.text(max_size=60),
    st.text(alphabet='ab ё2,.;:!?"()[]-–—«»₽$рxх×1°\u0301\u200d\u202e\n🍞', max_size=40),
    st.lists(
        st.sampled_from(WORDS.split(" ")),
        max_size=9,
    ).map(" ".join),
)


def is_title(text: str) -> bool:
    try:
        LineDraft(text)
    except (ValueError, DomainError):
        return False
    return True


@st.composite
def drafts(draw: st.DrawFn) -> LineDraft:
    unit = draw(st.sampled_from((*COUNTS, *MEASURES)))
    return LineDraft(
        title=draw(texts.map(tidy).filter(is_title)),
        quantity=draw(st.integers(1, highest_quantity(unit))),
        unit=unit,
        price=draw(
            st.none() | st.builds(Money, st.integers(0, 10**9), st.sampled_from(["RUB", "USD", "EUR", "GEL"]))
        ),
        urgent=draw(st.booleans()),
        link=draw(
            st.sampled_from([None, "https://a.ru/b;c", "http://a.ru/Чай_(лист)", "https://a.ru?q=2,5"])
        ),
        note=draw(texts.map(tidy)),
    )


@given(drafts(), st.sampled_from(["ru", "en"]), st.sampled_from(Units))
@example(LineDraft('a ("b', note="c"), "ru", Units.LARGE)
@example(LineDraft('a (") b', note=') ("c'), "en", Units.LARGE)
@example(LineDraft("см. https://a.ru", link="https://b.ru", note="https://c.ru; и ещё"), "ru", Units.SMALL)
def test_reads_back_whatever_wish_it_writes(
    draft: LineDraft, language: Literal["ru", "en"], units: Units
) -> None:
    currency = draft.price.currency if draft.price is not None else "EUR"
    assert read_lines(write_line(draft, language, units), currency) == [draft]


@given(texts)
def test_any_text_is_read_or_refused_in_the_domains_terms(text: str) -> None:
    try:
        read = read_lines(text, "RUB")
    except DomainError:
        return
    assert 1 <= len(read) <= 50
    assert read_lines("\n".join(map(write_line, read)), "RUB") == read


@given(st.text())
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize("unit", [*COUNTS, *MEASURES])
def test_the_code_of_a_unit_is_a_word_for_it(unit: str) -> None:
    assert unit_of(unit) == unit
    assert unit_of(unit.upper()) == unit
