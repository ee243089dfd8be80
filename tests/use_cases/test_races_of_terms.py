"""Several check out, pay their shares, or answer about a price at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from core.alerts.orders import EachHasPaid, PriceAnswered, PriceCorrected
from core.families.family import MayLock
from core.families.settings import choose_may_lock
from core.orders.checkout import lock_cart, preview_checkout
from core.orders.correcting import answer_correction, ask_for_correction, correct_price
from core.orders.dividing import choose_pay_mode, choose_split
from core.orders.errors import BeingPaidError, CorrectionOverError, OvertakenError
from core.orders.order import OrderState
from core.orders.paying import mark_paid, pay_share, show_order, take_payment
from core.orders.repeating import repeat_order
from core.orders.terms import PayMode, Split
from storage.schema import items, orders
from tests.at_once import at_once, kinds

if TYPE_CHECKING:
    from tests.household import Household


async def groceries(crowd: Household, pay: PayMode, split: Split = Split.OWNER) -> int:
    """Milk of Мама for 100.00, bread of Папа for 50.00, tea of Катя for 10.00."""
    await crowd.family("Мама", ["Папа", "Катя"])
    for name, text in (("Мама", "молоко 100,00"), ("Папа", "хлеб 50,00"), ("Катя", "чай 10,00")):
        await crowd.add(name, text)
    await crowd.write(choose_pay_mode, actor=crowd["Мама"], pay=pay)
    await crowd.write(choose_split, actor=crowd["Мама"], split=split)
    return await crowd.lock("Мама")


async def test_of_two_adults_who_check_out_on_different_terms_one_does(crowd: Household) -> None:
    await crowd.family("Мама", ["Папа"])
    await crowd.write(choose_may_lock, actor=crowd["Мама"], family=1, may_lock=MayLock.ADULTS)
    await crowd.add("Мама", "молоко 100,00")
    await crowd.write(choose_pay_mode, actor=crowd["Папа"], pay=PayMode.TREAT)
    taps = []
    for name in ("Мама", "Папа"):
        shown = await crowd.write(preview_checkout, actor=crowd[name])
        taps.append({"actor": crowd[name], "family": 1, "orders": shown.orders, "seal": shown.seal})
    made, refusals = await at_once(*(crowd.write(lock_cart, **tap) for tap in (*taps, *taps)))
    assert (len(set(made)), len(made), kinds(refusals)) == (1, 2, {OvertakenError})
    rows = await crowd.rows(select(orders.c.locked_by, orders.c.pay_mode))
    assert [tuple(row) for row in rows] in ([(crowd["Мама"], "one")], [(crowd["Папа"], "treat")])


async def test_of_two_who_would_treat_one_pays(crowd: Household) -> None:
    order = await groceries(crowd, PayMode.TREAT)
    names = ("Мама", "Папа", "Катя")
    taken, refusals = await at_once(
        *(crowd.write(take_payment, actor=crowd[name], order=order) for name in names)
    )
    assert (len(taken), kinds(refusals)) == (1, {BeingPaidError})


async def test_the_last_shares_paid_at_once_make_the_order_paid_once(crowd: Household) -> None:
    order = await groceries(crowd, PayMode.EACH)
    taps = [crowd[name] for name in ("Мама", "Папа", "Катя") for _ in range(2)]
    _, refusals = await at_once(*(crowd.write(pay_share, actor=person, order=order) for person in taps))
    assert refusals == []
    view = await crowd.read(show_order, actor=crowd["Мама"], order=order)
    assert view.state is OrderState.PAID
    assert await crowd.balances(1) == {"Мама": 0, "Папа": 0, "Катя": 0}
    told = [
        sum(isinstance(alert, EachHasPaid) for alert in await crowd.told(name))
        for name in ("Мама", "Папа", "Катя")
    ]
    assert sorted(told) == [0, 1, 1]


async def dearer(crowd: Household) -> tuple[int, int]:
    """Папа pays an order that all bear equally, and asks about milk for 900.00."""
    order = await groceries(crowd, PayMode.ONE, Split.EQUAL)
    await crowd.write(take_payment, actor=crowd["Папа"], order=order)
    of = {"actor": crowd["Папа"], "order": order, "position": 1}
    await crowd.write(ask_for_correction, **of)
    await crowd.write(correct_price, **of, was=10_000, text="900")
    view = await crowd.read(show_order, actor=crowd["Папа"], order=order)
    assert view.correction is not None
    return order, view.correction.id


async def test_all_say_yes_at_once_and_the_price_holds_once(crowd: Household) -> None:
    order, correction = await dearer(crowd)
    facts = {"correction": correction, "is_yes": True}
    _, refusals = await at_once(
        *(
            crowd.write(answer_correction, actor=crowd[name], **facts)
            for name in ("Мама", "Катя", "Мама", "Катя")
        )
    )
    assert refusals == []
    view = await crowd.read(show_order, actor=crowd["Папа"], order=order)
    assert (view.minor, sum(share.minor for share in view.shares)) == (96_000, 96_000)
    for name, kind in (("Папа", PriceAnswered), ("Мама", PriceCorrected), ("Катя", PriceCorrected)):
        assert sum(isinstance(alert, kind) for alert in await crowd.told(name)) == 1


async def test_a_price_is_either_agreed_to_or_overtaken_by_the_payment(crowd: Household) -> None:
    order, correction = await dearer(crowd)
    facts = {"correction": correction, "is_yes": True}
    await crowd.write(answer_correction, actor=crowd["Мама"], **facts)
    _, refusals = await at_once(
        crowd.write(answer_correction, actor=crowd["Катя"], **facts),
        crowd.write(mark_paid, actor=crowd["Папа"], order=order),
    )
    view = await crowd.read(show_order, actor=crowd["Папа"], order=order)
    assert (view.minor, kinds(refusals)) in ((96_000, set()), (16_000, {CorrectionOverError}))
    owed = {share.name: -share.minor for share in view.shares}
    balances = await crowd.balances(1)
    assert (balances["Мама"], balances["Катя"]) == (owed["Мама"], owed["Катя"])


async def test_an_order_repeated_several_times_at_once_is_repeated_once(crowd: Household) -> None:
    order = await groceries(crowd, PayMode.ONE)
    await at_once(*(crowd.write(repeat_order, actor=crowd["Папа"], order=order) for _ in range(3)))
    assert (await crowd.rows(select(func.count()).select_from(items)))[0][0] == 3
