from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.carts.reading import LineDraft, write_line
from core.carts.units import PIECES
from core.shared.money import Money
from core.shared.secrets import LooksSecretError, SecretKind, find_secret, refuse_secret

TITLES = ["молоко", "чай 3,2%", "Fairy 900", "4601234567893 корм", "iPhone 15 256", "код да Винчи", "pin"]


@pytest.mark.parametrize(
    "text",
    [
        "4111 1111 1111 1111",
        "карта 5555-5555-5555-4444",
        "2201382000000013 мама",
        "378282246310005",
        "4222 222 222 222",
        "30569309025904",
        "6304 0000 0000 0000 0",
    ],
)
def test_a_card_number_is_a_secret(text: str) -> None:
    assert find_secret(text) is SecretKind.CARD


@pytest.mark.parametrize(
    "text",
    [
        "код 123456",
        "Код подтверждения: 1234",
        "смс 4821",
        "your code is 1234567",
        "CVV 123",
        "пин-код 0000",
        "1234 – код",
        "4821 это код из смс",
        "123456 is your code",
        "482913 ваш код подтверждения",
        "G 1234: пин-код",
    ],
)
def test_a_number_after_a_word_for_a_code_is_a_secret(text: str) -> None:
    with pytest.raises(LooksSecretError) as refusal:
        refuse_secret(text)
    assert refusal.value.kind is SecretKind.CODE


@pytest.mark.parametrize(
    "text",
    [
        "молоко 2 шт 89,90",
        "корм 4601234567893",
        "4111 1111 1111 1112",
        "код от домофона",
        "QR-код 300 шт",
        "пин 500 ₽",
        "https://shop.ru/4111111111111111",
        "тел. +7 912 345-67-89",
        "кодеин 500",
        "code 300",
        "пин 15",
        "корм 1000 г, код да Винчи",
        "4600104008498",
        "штамп 1000 кодовый",
    ],
)
def test_ordinary_shopping_is_none(text: str) -> None:
    assert find_secret(text) is None


@given(
    st.sampled_from(TITLES[:-1]),
    st.integers(1, 999),
    st.integers(0, 10_000_000) | st.none(),
)
def test_what_a_line_reads_as_is_none(title: str, quantity: int, minor: int | None) -> None:
    price = Money(minor, "RUB") if minor is not None else None
    assert find_secret(write_line(LineDraft(title, quantity, PIECES, price))) is None
