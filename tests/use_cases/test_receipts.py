from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from core.alerts.settling import OrderReceiptShown, ReceiptShown
from core.families.forgetting import forget_me
from core.orders.errors import OrderUnknownError, PaymentJudgedError, ReceiptUnknownError
from core.orders.paying import confirm_goods, show_order
from core.orders.receipts import (
    ask_for_order_receipt,
    ask_for_receipt,
    attach_order_receipt,
    attach_receipt,
    show_receipt,
)
from core.orders.settling import judge_payment, show_payment
from core.people.errors import QuestionGoneError
from storage.schema import receipts
from tests.household import send_left

if TYPE_CHECKING:
    from tests.household import Household


async def milk_is_sent(home: Household) -> int:
    """Папа paid for the milk of Мама, who says that the money was sent; return the payment."""
    await home.family("Мама", ["Папа", "Катя"])
    await home.add("Мама", "молоко 89,90")
    await home.pay("Папа", await home.lock("Мама"))
    await home.write(send_left, actor=home["Мама"], order=1, attempt=1)
    return 1


async def attach(home: Household, payment: int, photo: str = "AgAC1") -> None:
    await home.write(ask_for_receipt, actor=home["Мама"], payment=payment)
    await home.write(attach_receipt, actor=home["Мама"], payment=payment, photo=photo)


async def receipt_of(home: Household, name: str, payment: int) -> int | None:
    return (await home.read(show_payment, actor=home[name], payment=payment)).receipt


async def test_a_receipt_of_sent_money_is_for_its_two_sides(home: Household) -> None:
    payment = await milk_is_sent(home)
    await attach(home, payment)
    assert (await home.told("Папа"))[-1] == ReceiptShown(payment, "Мама", 8990, "RUB")
    receipt = await receipt_of(home, "Папа", payment)
    assert receipt is not None
    for name in ("Мама", "Папа"):
        assert await home.read(show_receipt, actor=home[name], receipt=receipt) == "AgAC1"
    assert await home.refused(ReceiptUnknownError, show_receipt, actor=home["Катя"], receipt=receipt) == {}


async def test_a_newer_receipt_takes_the_place_of_an_older_one(home: Household) -> None:
    payment = await milk_is_sent(home)
    await attach(home, payment)
    await home.write(judge_payment, actor=home["Папа"], payment=payment, received=False)
    await attach(home, payment, "AgAC2")
    receipt = await receipt_of(home, "Папа", payment)
    assert await home.read(show_receipt, actor=home["Папа"], receipt=receipt) == "AgAC2"
    assert len(await home.rows(select(receipts))) == 1


async def test_a_photo_that_comes_twice_is_attached_once(home: Household) -> None:
    payment = await milk_is_sent(home)
    await attach(home, payment)
    facts = {"actor": home["Мама"], "payment": payment, "photo": "AgAC1"}
    assert await home.refused(QuestionGoneError, attach_receipt, **facts) == {}


async def test_only_the_debtor_attaches_and_only_while_it_is_open(home: Household) -> None:
    payment = await milk_is_sent(home)
    for name in ("Папа", "Катя"):
        facts = {"actor": home[name], "payment": payment}
        assert await home.refused(OrderUnknownError, ask_for_receipt, **facts) == {}
    await home.write(judge_payment, actor=home["Папа"], payment=payment, received=True)
    await home.refused(PaymentJudgedError, ask_for_receipt, actor=home["Мама"], payment=payment)


async def test_the_shops_receipt_is_for_those_with_a_share(home: Household) -> None:
    await milk_is_sent(home)
    await home.write(ask_for_order_receipt, actor=home["Папа"], order=1)
    await home.write(attach_order_receipt, actor=home["Папа"], order=1, photo="AgAC9")
    assert (await home.told("Мама"))[-1] == OrderReceiptShown(1, 1, "Папа")
    views = [await home.read(show_order, actor=home[name], order=1) for name in ("Мама", "Папа", "Катя")]
    receipt = views[0].receipt
    assert [view.receipt for view in views] == [receipt, receipt, None]
    assert await home.read(show_receipt, actor=home["Мама"], receipt=receipt) == "AgAC9"
    assert await home.refused(ReceiptUnknownError, show_receipt, actor=home["Катя"], receipt=receipt) == {}


async def test_the_shops_receipt_comes_from_who_paid_it(home: Household) -> None:
    await milk_is_sent(home)
    facts = {"actor": home["Мама"], "order": 1}
    assert await home.refused(OrderUnknownError, ask_for_order_receipt, **facts) == {}
    await home.add("Мама", "хлеб 40,00")
    locked = await home.lock("Мама")
    assert (
        await home.refused(OrderUnknownError, ask_for_order_receipt, actor=home["Мама"], order=locked) == {}
    )


async def test_who_is_forgotten_takes_their_receipts_along(home: Household) -> None:
    payment = await milk_is_sent(home)
    await attach(home, payment)
    await home.write(ask_for_order_receipt, actor=home["Папа"], order=1)
    await home.write(attach_order_receipt, actor=home["Папа"], order=1, photo="AgAC9")
    await home.write(judge_payment, actor=home["Папа"], payment=payment, received=True)
    await home.write(confirm_goods, actor=home["Папа"], order=1)
    await home.write(forget_me, actor=home["Папа"])
    left = await home.rows(select(receipts.c.photo))
    assert [row.photo for row in left] == ["AgAC1"]
