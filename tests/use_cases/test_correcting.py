"""Prices that turn out to be others before an order is paid: what goes at once, what needs whose yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.alerts.orders import PriceAnswered, PriceAsked, PriceCorrected
from core.families.errors import NotAMemberError
from core.families.leaving import leave_family
from core.families.settings import choose_tolerance
from core.orders.checkout import preview_checkout
from core.orders.correcting import (
    WHOLE,
    answer_correction,
    ask_for_correction,
    correct_price,
    show_prices,
    tolerance,
    withdraw_correction,
)
from core.orders.dividing import ask_for_discount, choose_pay_mode, choose_split, type_discount
from core.orders.errors import (
    CorrectionOverError,
    NotThePayerError,
    NotYourPricesError,
    OrderStateError,
    OrderUnknownError,
    PriceStaleError,
    PriceTooLowError,
    SharesPaidError,
)
from core.orders.order import OrderState
from core.orders.paying import (
    cancel_order,
    free_stale_orders,
    mark_paid,
    pay_share,
    release_payment,
    show_order,
    take_payment,
)
from core.orders.terms import PayMode, Split
from core.people.errors import QuestionGoneError
from core.shared.money import AmountUnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.orders.views import OrderView
    from tests.household import Household

MILK, BREAD, TEA = 1, 2, 3


async def paying(home: Household, pay: PayMode = PayMode.ONE) -> int:
    """Мама's milk for 3000.00, Папа's 2 × bread for 100.00 each, Катя's tea for 500.00; Папа is paying."""
    await home.family("Мама", ["Папа", "Катя"])
    await home.change(lambda work: work.connection.exec_driver_sql("UPDATE families SET has_voting = false"))
    await home.add("Мама", "молоко 3000,00")
    await home.add("Папа", "хлеб 2 шт 100,00")
    await home.add("Катя", "чай 500,00")
    await home.write(choose_pay_mode, actor=home["Мама"], pay=pay)
    order = await home.lock("Мама")
    if pay is not PayMode.EACH:
        await home.write(take_payment, actor=home["Папа"], order=order)
    return order


async def correct(home: Household, order: int, position: int, text: str, by: str = "Папа") -> None:
    of = {"actor": home[by], "order": order, "position": position}
    _, was, _ = await home.write(ask_for_correction, **of)
    await home.write(correct_price, **of, was=was, text=text)


async def seen(home: Household, order: int, by: str = "Папа") -> OrderView:
    return await home.read(show_order, actor=home[by], order=order)


async def minors(home: Household, order: int) -> dict[str, int]:
    view = await seen(home, order)
    assert sum(share.minor for share in view.shares) == view.minor or view.terms.pay is PayMode.TREAT
    return {share.name: share.minor for share in view.shares}


async def asked(home: Household, order: int) -> int:
    correction = (await seen(home, order)).correction
    assert correction is not None
    return correction.id


async def answer(home: Household, name: str, correction: int, *, is_yes: bool) -> int:
    return await home.write(answer_correction, actor=home[name], correction=correction, is_yes=is_yes)


@pytest.mark.parametrize(
    ("agreed", "percent", "currency", "more"),
    [
        (100_000, 5, "RUB", 10_000),
        (400_000, 5, "RUB", 20_000),
        (400_000, 0, "RUB", 0),
        (0, 5, "RUB", 10_000),
        (1_000, 5, "XTR", 100),
    ],
)
def test_an_order_may_grow_by_a_part_of_it_or_by_100_roubles(
    agreed: int, percent: int, currency: str, more: int
) -> None:
    assert tolerance(agreed, percent, currency) == more


async def test_what_is_cheaper_goes_at_once_and_nobody_pays_more(home: Household) -> None:
    order = await paying(home)
    before = len(await home.told("Мама"))
    await correct(home, order, MILK, "1999,99")
    assert await minors(home, order) == {"Мама": 199_999, "Папа": 20_000, "Катя": 50_000}
    assert len(await home.told("Мама")) == before
    await home.write(mark_paid, actor=home["Папа"], order=order)
    assert await home.balances(1) == {"Мама": -199_999, "Папа": 249_999, "Катя": -50_000}


@pytest.mark.parametrize("pay", PayMode)
async def test_no_price_makes_anybody_pay_less_than_nothing(home: Household, pay: PayMode) -> None:
    await home.family("Мама", ["Папа"])
    switches = "UPDATE families SET has_voting = false, has_account = true"
    await home.change(lambda work: work.connection.exec_driver_sql(switches))
    await home.add("Мама", "молоко 600,00")
    await home.add("Папа", "хлеб 400,00")
    await home.write(choose_pay_mode, actor=home["Мама"], pay=pay)
    await home.write(ask_for_discount, actor=home["Мама"])
    await home.write(type_discount, actor=home["Мама"], text="900")
    order = await home.lock("Мама")
    by = "Мама" if pay is PayMode.EACH else "Папа"
    if pay is not PayMode.EACH:
        await home.write(take_payment, actor=home["Папа"], order=order)
    of = {"actor": home[by], "order": order, "position": MILK}
    _, was, _ = await home.write(ask_for_correction, **of)
    assert await home.refused(PriceTooLowError, correct_price, **of, was=was, text="0") == {"number": 1}
    assert (await seen(home, order)).minor == 10_000
    await home.write(correct_price, **of, was=was, text="550")  # the question is still open
    assert (await seen(home, order)).minor == 5_000


async def test_each_pays_something(home: Household) -> None:
    order = await paying(home, PayMode.EACH)
    of = {"actor": home["Мама"], "order": order, "position": WHOLE}
    _, was, _ = await home.write(ask_for_correction, **of)
    assert await home.refused(PriceTooLowError, correct_price, **of, was=was, text="0") == {"number": 1}


async def test_small_rises_go_at_once_until_they_add_up_to_the_tolerance(home: Household) -> None:
    order = await paying(home)  # 5 % of 3700.00 are 185.00
    await correct(home, order, BREAD, "160")
    assert await minors(home, order) == {"Мама": 300_000, "Папа": 32_000, "Катя": 50_000}
    assert (await home.write(show_prices, actor=home["Папа"], order=order)).left == 6500
    await correct(home, order, MILK, "2000")  # what got cheaper makes no room
    await correct(home, order, TEA, "565")
    told = PriceCorrected(order, 1, "Папа", "чай", 50_000, 56_500, 50_000, 56_500, "RUB")
    assert (await home.told("Катя"))[-1] == told
    assert (await home.write(show_prices, actor=home["Папа"], order=order)).left == 0
    await correct(home, order, TEA, "565,01")
    assert (await minors(home, order))["Катя"] == 56_500
    await answer(home, "Катя", await asked(home, order), is_yes=True)
    assert (await minors(home, order))["Катя"] == 56_501


async def test_beyond_the_tolerance_all_must_say_yes_whose_share_grows(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await home.change(lambda work: work.connection.exec_driver_sql("UPDATE families SET has_voting = false"))
    await home.add("Мама", "молоко 3000,00")
    await home.write(choose_split, actor=home["Мама"], split=Split.EQUAL)
    order = await home.lock("Мама")
    await home.write(take_payment, actor=home["Папа"], order=order)
    await correct(home, order, MILK, "3600")
    correction = await asked(home, order)
    told = PriceAsked(correction, order, 1, "Папа", "молоко", 300_000, 360_000, 100_000, 120_000, "RUB")
    assert [(await home.told(name))[-1] for name in ("Мама", "Катя")] == [told, told]
    for _ in range(2):  # a double tap
        assert await answer(home, "Мама", correction, is_yes=True) == order
    assert (await seen(home, order)).minor == 300_000
    waiting = (await seen(home, order, "Катя")).correction
    assert waiting is not None
    assert (list(waiting.waiting), waiting.reader_is_asked) == (["Катя"], True)
    for _ in range(2):
        await answer(home, "Катя", correction, is_yes=True)
    assert await minors(home, order) == dict.fromkeys(("Мама", "Папа", "Катя"), 120_000)
    corrected = PriceCorrected(order, 1, "Папа", "молоко", 300_000, 360_000, 100_000, 120_000, "RUB")
    assert [(await home.told(name))[-1] for name in ("Мама", "Катя")] == [corrected, corrected]
    assert (await home.told("Папа"))[-1] == PriceAnswered(
        order, 1, "Катя", "молоко", 360_000, "RUB", agreed=True
    )
    await home.refused(
        CorrectionOverError, answer_correction, actor=home["Мама"], correction=correction, is_yes=False
    )
    assert (await home.write(show_prices, actor=home["Папа"], order=order)).left == 18_000


async def test_one_no_leaves_the_old_price(home: Household) -> None:
    order = await paying(home)
    await correct(home, order, TEA, "900")
    correction = await asked(home, order)
    for _ in range(2):
        await answer(home, "Катя", correction, is_yes=False)
    assert (await seen(home, order)).correction is None
    assert (await minors(home, order))["Катя"] == 50_000
    told = PriceAnswered(order, 1, "Катя", "чай", 90_000, "RUB", agreed=False)
    assert [alert for alert in await home.told("Папа") if isinstance(alert, PriceAnswered)] == [told]
    facts = {"actor": home["Катя"], "correction": correction, "is_yes": True}
    assert await home.refused(CorrectionOverError, answer_correction, **facts) == {"number": 1}


async def test_only_who_is_asked_answers(home: Household) -> None:
    order = await paying(home)
    await correct(home, order, TEA, "900")
    correction = await asked(home, order)
    for name, number in (("Мама", correction), ("Папа", correction), ("Катя", 99)):
        facts = {"actor": home[name], "correction": number, "is_yes": True}
        assert await home.refused(OrderUnknownError, answer_correction, **facts) == {}
    for name, number in (("Катя", correction), ("Папа", 99)):
        facts = {"actor": home[name], "correction": number}
        assert await home.refused(OrderUnknownError, withdraw_correction, **facts) == {}


async def test_the_payer_takes_the_question_back_or_asks_another(home: Household) -> None:
    order = await paying(home)
    await correct(home, order, TEA, "900")
    first = await asked(home, order)
    await correct(home, order, TEA, "950")
    second = await asked(home, order)
    assert second != first
    facts = {"actor": home["Катя"], "is_yes": True}
    assert await home.refused(CorrectionOverError, answer_correction, **facts, correction=first) == {
        "number": 1
    }
    for _ in range(2):
        assert await home.write(withdraw_correction, actor=home["Папа"], correction=second) == order
    assert await home.refused(CorrectionOverError, answer_correction, **facts, correction=second) == {
        "number": 1
    }
    await correct(home, order, TEA, "960")
    third = await asked(home, order)
    await answer(home, "Катя", third, is_yes=True)
    told = await home.refused(CorrectionOverError, withdraw_correction, actor=home["Папа"], correction=third)
    assert told == {"number": 1}


@pytest.mark.parametrize("end", [mark_paid, release_payment, free_stale_orders, leave_family])
async def test_silence_is_no_yes(home: Household, end: Callable[..., object]) -> None:
    order = await paying(home)
    await correct(home, order, TEA, "900")
    correction = await asked(home, order)
    home.clock.advance(minutes=15)
    facts = {
        mark_paid: {"actor": home["Папа"], "order": order},
        release_payment: {"actor": home["Папа"], "order": order},
        leave_family: {"actor": home["Папа"], "family": 1, "keep_lines": False},
    }
    await home.write(end, **facts.get(end, {}))
    told = {"actor": home["Катя"], "correction": correction, "is_yes": True}
    assert await home.refused(CorrectionOverError, answer_correction, **told) == {"number": 1}
    view = await seen(home, order, "Катя")
    assert (view.correction, view.minor) == (None, 370_000)


async def test_what_only_the_payer_pays_for_needs_nobodys_yes(home: Household) -> None:
    order = await paying(home)
    await correct(home, order, BREAD, "900")
    assert (await minors(home, order))["Папа"] == 180_000


async def test_who_treats_asks_nobody(home: Household) -> None:
    order = await paying(home, PayMode.TREAT)
    await correct(home, order, WHOLE, "9000")
    assert (await seen(home, order)).minor == 900_000
    await home.write(mark_paid, actor=home["Папа"], order=order)
    assert await home.balances(1) == {"Папа": 0}


async def test_the_whole_order_may_cost_something_else(home: Household) -> None:
    order = await paying(home)
    await correct(home, order, WHOLE, "3774")
    assert await minors(home, order) == {"Мама": 306_000, "Папа": 20_400, "Катя": 51_000}
    await correct(home, order, WHOLE, "0")
    assert await minors(home, order) == {"Мама": 0, "Папа": 0, "Катя": 0}
    await correct(home, order, WHOLE, "5550")
    await answer(home, "Мама", await asked(home, order), is_yes=True)
    await answer(home, "Катя", await asked(home, order), is_yes=True)
    assert await minors(home, order) == {"Мама": 450_000, "Папа": 30_000, "Катя": 75_000}


async def test_a_family_may_want_to_be_asked_always(home: Household) -> None:
    order = await paying(home)
    await home.write(choose_tolerance, actor=home["Мама"], family=1, percent=0)
    await correct(home, order, TEA, "500,01")
    await answer(home, "Катя", await asked(home, order), is_yes=True)
    assert (await minors(home, order))["Катя"] == 50_001


async def test_only_who_is_paying_corrects(home: Household) -> None:
    order = await paying(home)
    await home.meet("Сосед")
    of = {"order": order, "position": TEA}
    told = await home.refused(NotThePayerError, ask_for_correction, actor=home["Мама"], **of)
    assert told == {"number": 1, "payer": "Папа"}
    await home.refused(NotAMemberError, ask_for_correction, actor=home["Сосед"], **of)
    dad = {"actor": home["Папа"]}
    assert await home.refused(OrderUnknownError, ask_for_correction, **dad, order=order, position=9) == {}
    await home.write(ask_for_correction, **dad, **of)
    await home.write(release_payment, **dad, order=order)
    told = await home.refused(OrderStateError, correct_price, **dad, **of, was=50_000, text="9")
    assert told == {"number": 1, "state": OrderState.LOCKED}


async def test_a_price_is_corrected_once_and_from_the_one_that_was_shown(home: Household) -> None:
    order = await paying(home)
    of = {"actor": home["Папа"], "order": order, "position": TEA}
    await home.refused(QuestionGoneError, correct_price, **of, was=50_000, text="9")
    await home.write(ask_for_correction, **of)
    await home.refused(AmountUnreadableError, correct_price, **of, was=50_000, text="много")
    await home.write(correct_price, **of, was=50_000, text="9")
    assert await home.refused(PriceStaleError, correct_price, **of, was=50_000, text="9") == {"number": 1}


async def test_where_each_pays_who_checked_out_corrects_until_somebody_paid(home: Household) -> None:
    order = await paying(home, PayMode.EACH)
    of = {"order": order, "position": TEA}
    told = await home.refused(NotYourPricesError, ask_for_correction, actor=home["Папа"], **of)
    assert told == {"number": 1, "by": "Мама", "is_paid": False}
    await correct(home, order, TEA, "900", by="Мама")
    correction = await asked(home, order)
    await home.write(pay_share, actor=home["Папа"], order=order)
    facts = {"actor": home["Катя"], "correction": correction, "is_yes": True}
    assert await home.refused(CorrectionOverError, answer_correction, **facts) == {"number": 1}
    told = await home.refused(SharesPaidError, ask_for_correction, actor=home["Мама"], **of)
    assert told == {"number": 1, "names": ["Папа"]}


async def test_a_corrected_order_returns_to_the_cart_at_its_new_prices(home: Household) -> None:
    order = await paying(home)
    await correct(home, order, TEA, "450")
    await home.write(release_payment, actor=home["Папа"], order=order)
    await home.write(cancel_order, actor=home["Мама"], order=order)
    assert (await home.write(preview_checkout, actor=home["Мама"])).total.minor == 365_000
