from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.shared.errors import DomainError
from core.shared.money import AmountUnreadableError, Money, format_amount, in_minor, parse_amount


def roubles(minor: int) -> Money:
    return Money(minor, "RUB")


def test_adds_subtracts_negates_and_multiplies_within_one_currency() -> None:
    assert roubles(8990) + roubles(10) == roubles(9000)
    assert roubles(8990) - roubles(9000) == roubles(-10)
    assert -roubles(10) == roubles(-10)
    assert roubles(8990).times(3) == roubles(26970)


def test_sums_with_a_start_that_names_the_currency() -> None:
    assert sum([roubles(1), roubles(2), roubles(3)], Money.zero("RUB")) == roubles(6)
    assert sum([], Money.zero("RUB")) == roubles(0)


def test_orders_within_one_currency() -> None:
    assert roubles(1) < roubles(2) <= roubles(2)
    assert roubles(2) > roubles(1) >= roubles(1)
    assert max(roubles(5), roubles(7), roubles(6)) == roubles(7)


def test_never_mixes_currencies() -> None:
    dollars = Money(100, "USD")
    with pytest.raises(ValueError, match="RUB and USD do not mix"):
        roubles(100) + dollars
    with pytest.raises(ValueError, match="RUB and USD do not mix"):
        roubles(100) - dollars
    with pytest.raises(ValueError, match="RUB and USD do not mix"):
        assert roubles(100) < dollars
    with pytest.raises(ValueError, match="RUB and USD do not mix"):
        assert roubles(100) >= dollars
    assert roubles(100) != dollars


@pytest.mark.parametrize("currency", ["", "rub", "РУБ", "RUBL", "₽"])
def test_a_currency_is_an_iso_code(currency: str) -> None:
    with pytest.raises(ValueError, match="not an ISO 4217 code"):
        Money(1, currency)


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("0", 0),
        ("89", 8900),
        ("89,9", 8990),
        ("89,90", 8990),
        ("89.90", 8990),
        (" 89.90 ", 8990),
        ("1299р", 129900),
        ("1299 Р.", 129900),
        ("89 руб", 8900),
        ("89 РУБ.", 8900),
        ("89 рублей", 8900),
        ("89,90₽", 8990),
        ("₽89.90", 8990),
        ("89.90 RUB", 8990),
        ("rub 89.90", 8990),
        ("89₽50", 8950),
        ("89р05", 8905),
        ("89 руб 50 коп", 8950),
        ("89 руб. 5 коп.", 8905),
        ("1 299,50", 129950),
        ("1\u00a0299,50\u00a0₽", 129950),
        ("1\u202f299,50", 129950),
        ("1,299.50", 129950),
        ("1.299,50", 129950),
        ("1,299", 129900),
        ("1.299", 129900),
        ("1 234 567.8", 123456780),
        ("1,234,567", 123456700),
        ("10 000 000,00", 1_000_000_000),
    ],
)
def test_reads_an_amount_in_either_convention(text: str, minor: int) -> None:
    assert parse_amount(text, "RUB") == Money(minor, "RUB")


@pytest.mark.parametrize(
    ("text", "currency", "money"),
    [
        ("$1.50", "USD", Money(150, "USD")),
        ("1,50 €", "EUR", Money(150, "EUR")),
        ("5 евро", "EUR", Money(500, "EUR")),
        ("5 GEL", "GEL", Money(500, "GEL")),
        ("GEL 5.25", "GEL", Money(525, "GEL")),
    ],
)
def test_reads_the_marks_of_other_currencies(text: str, currency: str, money: Money) -> None:
    assert parse_amount(text, currency) == money


@pytest.mark.parametrize(
    "text",
    [
        "",
        "₽",
        "много",
        "-5",
        "−5 ₽",
        "+5",
        "1e3",
        "NaN",
        "89,9999",
        "0,123",
        "1299.505",
        "89,",
        ",90",
        "1 29,50",
        "1.299.50",
        "1,299,50",
        "12 3456",
        "10 000 000,01",
        "99999999999",
        "9" * 5000,
        "$5",
        "5 EUR",
        "₽5₽",
        "89₽5",
        "٨٩",
        "½",
        "2 шт",
    ],
)
def test_refuses_what_is_no_amount_of_this_currency(text: str) -> None:
    with pytest.raises(AmountUnreadableError) as refusal:
        parse_amount(text, "RUB")
    assert refusal.value.text == text


@pytest.mark.parametrize(
    ("money", "russian", "english"),
    [
        (Money(129950, "RUB"), "1\u00a0299,50\u00a0₽", "₽1,299.50"),
        (Money(8990, "RUB"), "89,90\u00a0₽", "₽89.90"),
        (Money(9000, "RUB"), "90\u00a0₽", "₽90"),
        (Money(5, "RUB"), "0,05\u00a0₽", "₽0.05"),
        (Money(0, "RUB"), "0\u00a0₽", "₽0"),
        (Money(123456700, "USD"), "1\u00a0234\u00a0567\u00a0$", "$1,234,567"),
        (Money(150, "EUR"), "1,50\u00a0€", "€1.50"),
        (Money(150, "GEL"), "1,50\u00a0GEL", "GEL\u00a01.50"),
        (Money(-8990, "RUB"), "−89,90\u00a0₽", "−₽89.90"),
    ],
)
def test_shows_an_amount_as_people_write_it(money: Money, russian: str, english: str) -> None:
    assert format_amount(money, "ru") == russian
    assert format_amount(money, "en") == english


@given(
    st.builds(
        Money,
        st.integers(min_value=0, max_value=1_000_000_000),
        st.sampled_from(["RUB", "USD", "EUR", "GEL"]),
    )
)
def test_reads_back_whatever_it_shows(money: Money) -> None:
    assert parse_amount(format_amount(money, "ru"), money.currency) == money
    assert parse_amount(format_amount(money, "en"), money.currency) == money


@given(st.one_of(st.text(), st.text(alphabet="0123456789 .,-₽$рубкоп")))
def test_any_text_is_an_amount_within_bounds_or_refused(text: str) -> None:
    try:
        money = parse_amount(text, "RUB")
    except DomainError:
        return
    assert 0 <= money.minor <= 1_000_000_000


@pytest.mark.parametrize(
    ("text", "stars"),
    [("50", 50), ("1 200", 1200), ("50 ⭐", 50), ("⭐50", 50), ("50 звёзд", 50), ("7,00", 7)],
)
def test_stars_are_whole(text: str, stars: int) -> None:
    assert parse_amount(text, "XTR") == Money(stars, "XTR")


@pytest.mark.parametrize("text", ["0,5", "49.90", "50 ₽", "50⭐50"])
def test_there_is_no_part_of_a_star(text: str) -> None:
    with pytest.raises(AmountUnreadableError):
        parse_amount(text, "XTR")


def test_stars_are_shown_without_decimals() -> None:
    assert format_amount(Money(1250, "XTR"), "ru") == "1\N{NO-BREAK SPACE}250\N{NO-BREAK SPACE}⭐"
    assert format_amount(Money(-1250, "XTR"), "en") == "\N{MINUS SIGN}⭐1,250"


def test_sums_that_are_offered_are_as_many_stars_as_roubles() -> None:
    assert (in_minor(100_000, "RUB"), in_minor(100_000, "XTR")) == (100_000, 1000)
