"""On which terms somebody checks out, how the shop gets its money then, and what is told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.alerts.orders import (
    EachHasPaid,
    OrderForEach,
    OrderLocked,
    OrderPaid,
    OrderTreat,
)
from core.families.disbanding import ask_to_disband
from core.families.errors import (
    AdultsOnlyError,
    MemberGoneError,
    NotAMemberError,
    PaymentUnderWayError,
)
from core.families.family import MayLock
from core.families.leaving import leave_family
from core.families.settings import choose_may_lock
from core.orders.checkout import lock_cart, preview_checkout
from core.orders.dividing import (
    ask_for_discount,
    ask_for_fee,
    ask_for_portion,
    choose_fee_split,
    choose_pay_mode,
    choose_portion,
    choose_split,
    drop_discount,
    drop_fee,
    type_discount,
    type_fee,
    type_portion,
)
from core.orders.errors import (
    AmountsOffError,
    CheckoutChangedError,
    DiscountTooHighError,
    EachPaysError,
    NothingOwedError,
    OrderStateError,
    OrderUnknownError,
    OvertakenError,
    SharesPaidError,
)
from core.orders.order import OrderState
from core.orders.paying import (
    cancel_order,
    confirm_goods,
    explain_order,
    free_stale_orders,
    mark_paid,
    pay_share,
    show_order,
    take_back_share,
    take_payment,
)
from core.orders.terms import Burden, FeeSplit, PayMode, Split
from core.orders.views import OwnLine, ShareState
from core.people.errors import QuestionGoneError
from core.shared.money import AmountUnreadableError
from tests.household import START, send_left

if TYPE_CHECKING:
    from core.orders.views import CheckoutView
    from tests.household import Household


async def groceries(home: Household) -> None:
    """Мама's milk for 100.00, Папа's bread for 50.01, and an ice-cream of the limited Катя for 10.00."""
    await home.family("Мама", ["Папа", "Катя"])
    await home.limit("Катя", 50_000)
    await home.add("Мама", "молоко 100,00")
    await home.add("Папа", "хлеб 50,01")
    await home.add("Катя", "мороженое 10,00")


async def preview(home: Household) -> CheckoutView:
    return await home.write(preview_checkout, actor=home["Мама"])


async def fee(home: Household, text: str) -> None:
    await home.write(ask_for_fee, actor=home["Мама"])
    await home.write(type_fee, actor=home["Мама"], text=text)


async def ordered(home: Household, pay: PayMode) -> int:
    await groceries(home)
    await home.write(choose_pay_mode, actor=home["Мама"], pay=pay)
    return await home.lock("Мама")


async def shares(home: Household, order: int) -> dict[str, tuple[int, ShareState]]:
    view = await home.read(show_order, actor=home["Мама"], order=order)
    return {share.name: (share.minor, share.state) for share in view.shares}


async def state(home: Household, order: int) -> OrderState:
    return (await home.read(show_order, actor=home["Мама"], order=order)).state


async def test_what_is_chosen_is_shown_locked_and_explained(home: Household) -> None:
    await groceries(home)
    await home.write(choose_split, actor=home["Мама"], split=Split.WEIGHTS)
    for _ in range(2):  # a double tap
        portion = {"split": Split.WEIGHTS, "person": home["Папа"], "portion": 2}
        await home.write(choose_portion, actor=home["Мама"], **portion)
    await fee(home, "30")
    await home.write(choose_fee_split, actor=home["Мама"], fee_split=FeeSplit.PROPORTION)
    await home.write(ask_for_discount, actor=home["Мама"])
    await home.write(type_discount, actor=home["Мама"], text="10,01")
    shown = await preview(home)
    assert shown.total.minor == 16_001 + 3000 - 1001
    assert shown.shares == [("Мама", 6000), ("Папа", 12_000)]
    order = await home.lock("Мама")
    view = await home.read(show_order, actor=home["Катя"], order=order)
    assert (view.minor, view.terms) == (18_000, shown.explained[0].terms)
    assert {share.name: share.minor for share in view.shares} == {"Мама": 6000, "Папа": 12_000}
    explained = await home.read(explain_order, actor=home["Катя"], order=order)
    assert explained.shares[0].share == Burden(10_667, 2000, -667, 0, 0, 0)
    assert {borne.name: borne.share.minor for borne in explained.shares} == {"Мама": 6000, "Папа": 12_000}
    assert explained.shares[0].own == [OwnLine("хлеб", 5001)]
    await home.add("Мама", "соль 20,00")
    assert (await preview(home)).explained[0].terms.split is Split.OWNER


async def test_the_draft_is_ones_own_and_the_first_order_binds_nobody_else(home: Household) -> None:
    await groceries(home)
    await home.write(choose_pay_mode, actor=home["Папа"], pay=PayMode.TREAT)
    await fee(home, "5")
    await home.write(choose_split, actor=home["Мама"], split=Split.EQUAL)
    shown = await preview(home)
    assert (shown.terms.pay, shown.total.minor) == (PayMode.ONE, 16_501)
    assert dict(shown.shares) == {"Мама": 8251, "Папа": 8250}
    await home.write(drop_fee, actor=home["Мама"])
    assert dict((await preview(home)).shares) == {"Мама": 8001, "Папа": 8000}


async def test_a_seal_of_other_terms_is_refused(home: Household) -> None:
    await groceries(home)
    shown = await preview(home)
    await home.write(choose_split, actor=home["Мама"], split=Split.EQUAL)
    seen = {"family": 1, "orders": shown.orders, "seal": shown.seal}
    assert await home.refused(CheckoutChangedError, lock_cart, actor=home["Мама"], **seen) == {}


async def test_amounts_begin_equal_and_must_make_up_the_total(home: Household) -> None:
    await groceries(home)
    mum = {"actor": home["Мама"]}
    await home.write(choose_split, **mum, split=Split.AMOUNTS)
    shown = await preview(home)
    assert (dict(shown.terms.portions), shown.missing) == ({home["Мама"]: 8001, home["Папа"]: 8000}, 0)
    assert await home.write(ask_for_portion, **mum, person=home["Папа"]) == "Папа"
    of = mum | {"person": home["Папа"]}
    assert await home.refused(AmountUnreadableError, type_portion, **of, text="мало") == {"text": "мало"}
    await home.write(type_portion, **of, text="50")
    assert await home.refused(QuestionGoneError, type_portion, **of, text="50") == {}
    shown = await preview(home)
    assert shown.missing == 3000
    seen = {"family": 1, "orders": 0, "seal": shown.seal}
    told = await home.refused(AmountsOffError, lock_cart, **mum, **seen)
    assert told == {"missing": 3000, "currency": "RUB"}
    await home.write(choose_portion, **mum, split=Split.AMOUNTS, person=home["Мама"], portion=11_001)
    assert (await preview(home)).missing == 0
    order = await home.lock("Мама")
    assert await shares(home, order) == {
        "Мама": (11_001, ShareState.PENDING),
        "Папа": (5000, ShareState.PENDING),
    }


async def test_only_adults_are_given_a_share_and_choose(home: Household) -> None:
    await groceries(home)
    mum = {"actor": home["Мама"]}
    await home.write(choose_split, **mum, split=Split.WEIGHTS)
    facts = {"split": Split.WEIGHTS, "portion": 1}
    for name in ("Катя", "Сосед"):
        assert await home.refused(MemberGoneError, choose_portion, **mum, **facts, person=home[name]) == {}
        assert await home.refused(MemberGoneError, ask_for_portion, **mum, person=home[name]) == {}
    facts |= {"split": Split.AMOUNTS, "person": home["Папа"]}
    assert await home.refused(CheckoutChangedError, choose_portion, **mum, **facts) == {}
    for use_case, more in ((choose_pay_mode, {"pay": PayMode.TREAT}), (ask_for_fee, {}), (drop_discount, {})):
        assert await home.refused(AdultsOnlyError, use_case, actor=home["Катя"], **more) == {}


async def test_a_discount_is_at_most_what_the_lines_cost(home: Household) -> None:
    await groceries(home)
    mum = {"actor": home["Мама"]}
    await home.write(ask_for_discount, **mum)
    told = await home.refused(DiscountTooHighError, type_discount, **mum, text="160,02")
    assert told == {"highest": 16_001, "currency": "RUB"}
    await home.write(type_discount, **mum, text="160,01")
    assert (await preview(home)).total.minor == 0
    await home.write(drop_discount, **mum)
    assert (await preview(home)).total.minor == 16_001


async def test_the_odd_kopeck_goes_round_from_order_to_order(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    paid = []
    for _ in range(4):
        await home.add("Мама", "хлеб 0,01")
        await home.write(choose_split, actor=home["Мама"], split=Split.EQUAL)
        order = await home.lock("Мама")
        paid += [name for name, (minor, _) in (await shares(home, order)).items() if minor]
    assert paid == ["Мама", "Папа", "Мама", "Папа"]


async def test_an_adult_who_was_overtaken_is_told_by_whom(home: Household) -> None:
    await groceries(home)
    await home.write(choose_may_lock, actor=home["Мама"], family=1, may_lock=MayLock.ADULTS)
    shown = await preview(home)
    dads = {"family": 1, "orders": shown.orders}
    await home.write(choose_pay_mode, actor=home["Папа"], pay=PayMode.TREAT)
    seal = (await home.write(preview_checkout, actor=home["Папа"])).seal
    order = await home.lock("Мама")
    told = await home.refused(OvertakenError, lock_cart, actor=home["Папа"], **dads, seal=seal)
    assert told == {"order": order, "number": 1, "by": "Мама"}
    assert await home.write(lock_cart, actor=home["Папа"], **dads, seal=shown.seal) == order


async def test_each_pays_the_shop_and_owes_nobody(home: Household) -> None:
    order = await ordered(home, PayMode.EACH)
    assert (await home.told("Папа"))[-1] == OrderForEach(order, 1, "Мама", 3, 16_001, 5001, "RUB")
    told = await home.refused(EachPaysError, take_payment, actor=home["Папа"], order=order)
    assert told == {"number": 1}
    for name in ("Папа", "Катя"):
        for _ in range(2):  # a double tap
            await home.write(pay_share, actor=home[name], order=order)
    assert await shares(home, order) == {
        "Мама": (10_000, ShareState.PENDING),
        "Папа": (5001, ShareState.PAID),
        "Катя": (1000, ShareState.PAID),
    }
    assert await home.balances(1) == {}
    home.clock.advance(days=1)
    assert await home.write(free_stale_orders) == 0
    for _ in range(2):
        await home.write(pay_share, actor=home["Мама"], order=order)
    assert await state(home, order) is OrderState.PAID
    assert await home.balances(1) == {"Мама": 0, "Папа": 0, "Катя": 0}
    assert (await home.told("Папа"))[-1] == EachHasPaid(order, 1)
    assert not [alert for alert in await home.told("Мама") if isinstance(alert, EachHasPaid)]
    facts = {"actor": home["Папа"], "order": order}
    assert await home.refused(NothingOwedError, send_left, **facts, attempt=1) == {"number": 1}
    told = await home.refused(OrderStateError, take_back_share, **facts)
    assert told == {"number": 1, "state": OrderState.PAID}
    await home.write(confirm_goods, actor=home["Катя"], order=order)
    assert await state(home, order) is OrderState.CLOSED


async def test_who_has_no_share_is_told_so_and_pays_nothing(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.meet("Сосед")
    await home.add("Мама", "молоко 100,00")
    await home.write(choose_pay_mode, actor=home["Мама"], pay=PayMode.EACH)
    order = await home.lock("Мама")
    assert (await home.told("Папа"))[-1] == OrderForEach(order, 1, "Мама", 1, 10_000, 0, "RUB")
    for use_case in (pay_share, take_back_share):
        assert await home.refused(NothingOwedError, use_case, actor=home["Папа"], order=order) == {
            "number": 1
        }
        assert await home.refused(NotAMemberError, use_case, actor=home["Сосед"], order=order) == {}
        assert await home.refused(OrderUnknownError, use_case, actor=home["Мама"], order=99) == {}
    await home.write(pay_share, actor=home["Мама"], order=order)
    assert await state(home, order) is OrderState.PAID


async def test_nobody_pays_their_share_where_one_pays_all(home: Household) -> None:
    order = await ordered(home, PayMode.ONE)
    assert (await home.told("Папа"))[-1] == OrderLocked(order, 1, "Мама", 3, 16_001, "RUB")
    assert await home.refused(NothingOwedError, pay_share, actor=home["Папа"], order=order) == {"number": 1}


async def test_an_order_that_some_have_paid_is_cancelled_when_they_took_it_back(home: Household) -> None:
    order = await ordered(home, PayMode.EACH)
    for name in ("Папа", "Катя"):
        await home.write(pay_share, actor=home[name], order=order)
        home.clock.advance(minutes=1)
    told = await home.refused(SharesPaidError, cancel_order, actor=home["Мама"], order=order)
    assert told == {"number": 1, "names": ["Папа", "Катя"]}
    for name in ("Папа", "Катя"):
        for _ in range(2):
            await home.write(take_back_share, actor=home[name], order=order)
    await home.write(cancel_order, actor=home["Мама"], order=order)
    assert await state(home, order) is OrderState.CANCELLED
    told = await home.refused(OrderStateError, pay_share, actor=home["Папа"], order=order)
    assert told == {"number": 1, "state": OrderState.CANCELLED}


async def test_who_left_still_pays_their_share_of_an_order_for_each(home: Household) -> None:
    order = await ordered(home, PayMode.EACH)
    await home.write(leave_family, actor=home["Папа"], family=1, keep_lines=False)
    for name in ("Мама", "Катя"):
        await home.write(pay_share, actor=home[name], order=order)
    assert await state(home, order) is OrderState.LOCKED
    await home.write(pay_share, actor=home["Папа"], order=order)
    assert await state(home, order) is OrderState.PAID
    assert await home.balances(1) == {"Мама": 0, "Папа": 0, "Катя": 0}


async def test_a_family_is_not_disbanded_while_some_have_paid_their_share(home: Household) -> None:
    order = await ordered(home, PayMode.EACH)
    await home.write(pay_share, actor=home["Папа"], order=order)
    assert await home.refused(PaymentUnderWayError, ask_to_disband, actor=home["Мама"]) == {"number": 1}
    await home.write(take_back_share, actor=home["Папа"], order=order)
    await home.write(ask_to_disband, actor=home["Мама"])


async def test_who_treats_is_owed_nothing(home: Household) -> None:
    order = await ordered(home, PayMode.TREAT)
    assert (await home.told("Папа"))[-1] == OrderTreat(order, 1, "Мама", 3, 16_001, "RUB")
    assert await shares(home, order) == {}
    await home.write(take_payment, actor=home["Папа"], order=order)
    home.clock.advance(minutes=15)
    assert await home.write(free_stale_orders) == 1
    await home.pay("Папа", order)
    await home.write(mark_paid, actor=home["Папа"], order=order)
    assert await shares(home, order) == {"Папа": (16_001, ShareState.OWN)}
    assert await home.balances(1) == {"Папа": 0}
    assert (await home.told("Мама"))[-1] == OrderPaid(order, 1, "Папа")
    await home.write(confirm_goods, actor=home["Мама"], order=order)
    assert await state(home, order) is OrderState.CLOSED
    explained = await home.read(explain_order, actor=home["Мама"], order=order)
    assert explained.shares == []


async def test_the_terms_of_a_cancelled_order_do_not_outlive_it(home: Household) -> None:
    order = await ordered(home, PayMode.TREAT)
    await home.write(cancel_order, actor=home["Мама"], order=order)
    assert (await preview(home)).terms.pay is PayMode.ONE
    assert (await home.read(show_order, actor=home["Мама"], order=order)).locked_at == START
