"""Families agree on how an order is paid and split, over HTTP: each way, to the kopeck, in two languages."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from sandbox.fixtures import DAD, MUM
from tests.stories.days import Days

if TYPE_CHECKING:
    from tests.stories.phones import Phones
    from tests.stories.story import Story

pytestmark = pytest.mark.process


async def test_every_way_to_pay_and_split_in_two_families_at_once(story: Story) -> None:
    """The Ивановы speak Russian, the Smiths English; the quarter of an hour to pay passes for both."""
    days, phones = Days(story), story.phones
    await days.start()
    granny = await phones.new_person("Бабушка")
    anna, ben, zoe = smiths = [
        await phones.new_person(name, language="en", number=f"+7916000000{digit}")
        for digit, name in enumerate(("Anna", "Ben", "Zoe"))
    ]
    await days.family(DAD, granny)
    await phones.join(await phones.found_family("The Smiths", anna, proof="Confirm my number"), ben, zoe)
    await story.settled()
    for organizer in (MUM, anna):
        await phones.say(organizer, "/cart")
        await phones.saw(organizer, "🛒")

    await asyncio.gather(
        own_lines_with_delivery_and_a_discount(story, granny),
        parts_with_delivery_in_proportion(story, *smiths),
    )
    await story.settled()
    await days.pass_(minutes=16)
    await asyncio.gather(the_ivanovs_go_on(story, granny), each_pays_an_amount(story, *smiths))
    await story.settled()

    owed = {MUM: -11_208 - 1_000, DAD: 63_748 - 3_667, granny: -52_540 + 4_667}
    assert story.balances() == owed | {anna: -19_980, ben: 39_960, zoe: -19_980}
    story.judge()


async def the_ivanovs_go_on(story: Story, granny: int) -> None:
    await paid_after_all(story)
    await each_pays_the_same(story, granny)
    await parts_are_cancelled_and_become_amounts(story, granny)


async def own_lines_with_delivery_and_a_discount(story: Story, granny: int) -> None:
    """Order 1 is of everybody's own lines; Папа corrects prices in it, and the time to pay it passes."""
    phones = story.phones
    await put(phones, (DAD, "хлеб 50,01 р"), (MUM, "сыр 70,02 р"), (granny, "чай 33,33 р"))
    await check_out(phones, MUM)
    await phones.saw(MUM, "Папа: 50,01 ₽\nМама: 70,02 ₽\nБабушка: 33,33 ₽\n\nИтого: 153,36 ₽")
    await phones.tap(MUM, "terms:sums")
    await reply(phones, MUM, "fee:1", "Сколько стоит доставка?", "100")
    await phones.saw(MUM, "Папа: 83,34 ₽\nМама: 103,36 ₽\nБабушка: 66,66 ₽\n\nИтого: 253,36 ₽")
    await phones.tap(MUM, "terms:sums")
    await reply(phones, MUM, "discount:1", "Какая скидка?", "10")
    await phones.saw(MUM, "Папа: 80,08 ₽\nМама: 98,79 ₽\nБабушка: 64,49 ₽\n\nИтого: 243,36 ₽")
    await phones.tap(MUM, "terms:why")
    assert (await phones.saw(MUM, "Почему столько")).endswith(
        "153,36 ₽ за строки, всего 243,36 ₽\n\n"
        "💳 Как платим: платит один\n➗ Как делим: свои строки\n"
        "🚚 Доставка: 100 ₽, поровну\n🏷 Скидка: 10 ₽\n\n"
        "Папа: 80,08 ₽\n• хлеб 50,01 ₽\n• доставка +33,33 ₽\n• скидка −3,26 ₽\n\n"
        "Мама: 98,79 ₽\n• сыр 70,02 ₽\n• доставка +33,33 ₽\n• скидка −4,57 ₽\n• округление +0,01 ₽\n\n"
        "Бабушка: 64,49 ₽\n• чай 33,33 ₽\n• доставка +33,33 ₽\n• скидка −2,17 ₽"
    )
    await phones.tap(MUM, "terms:all")
    await phones.tap(MUM, "lock:")
    order = order_of(story, MUM)
    await phones.tap(DAD, f"o:{order}", on="Кто оплатит в магазине?")
    await phones.tap(DAD, f"take:{order}")

    # Ten roubles more are within the tolerance: everybody whose share grows is told, and nobody is asked.
    await phones.tap(DAD, f"prices:{order}:0")
    await reply(phones, DAD, f"reprice:{order}:2", "Сколько на самом деле стоит сыр?", "80,02")
    await phones.saw(MUM, "сыр: 70,02 ₽ → 80,02 ₽. Ваша доля теперь 108,46 ₽, была 98,79 ₽.")
    await phones.saw(granny, "Ваша доля теперь 64,62 ₽, была 64,49 ₽.")
    await phones.saw(DAD, "Мама: 108,46 ₽\nПапа: 80,28 ₽\nБабушка: 64,62 ₽\n\nИтого: 253,36 ₽")

    # Five hundred more are beyond it: once Бабушка says no, once both say yes to a little less.
    await phones.tap(DAD, f"prices:{order}:0", on="Итого: 253,36 ₽")
    await reply(phones, DAD, f"reprice:{order}:3", "Сколько на самом деле стоит чай?", "533,33")
    await phones.saw(granny, "чай: 33,33 ₽ → 533,33 ₽. Ваша доля станет 558,62 ₽ вместо 64,62 ₽. Согласны?")
    await phones.saw(DAD, "❔ чай: 33,33 ₽ → 533,33 ₽? Ждём ответа: Мама, Бабушка")
    await phones.tap(granny, f"agree:{question_about(story, order)}:0")
    await phones.saw(DAD, "Бабушка: нет. чай (заказ 1): цена прежняя, не 533,33 ₽.")
    assert story.one("SELECT minor FROM orders WHERE id = ?", order) == 25_336
    await phones.tap(DAD, f"o:{order}", on="цена прежняя")
    await phones.tap(DAD, f"prices:{order}:0")
    await reply(phones, DAD, f"reprice:{order}:3", "Сколько на самом деле стоит чай?", "500")
    await phones.saw(MUM, "чай: 33,33 ₽ → 500 ₽. Ваша доля станет 112,08 ₽ вместо 108,46 ₽. Согласны?")
    await phones.tap(granny, f"agree:{question_about(story, order)}:1", on="→ 500 ₽")
    await phones.saw(granny, "Ждём ответа: Мама")
    await phones.tap(MUM, f"agree:{question_about(story, order)}:1", on="→ 500 ₽")
    await phones.saw(MUM, "Бабушка: 525,40 ₽\nМама: 112,08 ₽\nПапа: 82,55 ₽\n\nИтого: 720,03 ₽")
    await phones.saw(DAD, "Все согласны. чай (заказ 1): теперь 500 ₽.")


async def paid_after_all(story: Story) -> None:
    """Папа takes order 1 once more and pays it; it is received and repeated, for each to pay theirs."""
    phones, order = story.phones, order_of(story, MUM)
    await phones.tap(DAD, f"o:{order}", on="15 минут прошли")
    await phones.tap(DAD, f"take:{order}")
    await phones.tap(DAD, f"paid:{order}")
    await phones.saw(
        DAD,
        "Бабушка: 525,40 ₽ – пока не отправлено\nМама: 112,08 ₽ – пока не отправлено\nПапа: 82,55 ₽ ✅\n\n"
        "Итого: 720,03 ₽",
    )
    await phones.tap(
        MUM, f"o:{order}", on="Папа: заказ 1 оплачен. Ваша доля – 112,08 ₽. Кому перевести: Папа."
    )
    await phones.tap(MUM, f"goods:{order}")
    await phones.saw(MUM, "🚚 Заказ получен. Оплачено: Папа")
    await phones.saw(DAD, "Мама: заказ 1 получен.")
    await phones.tap(MUM, f"repeat:{order}")
    await phones.saw(
        MUM, "Добавлено в корзину:\n• хлеб, 1 шт, 50,01 ₽\n• сыр, 1 шт, 80,02 ₽\n• чай, 1 шт, 500 ₽"
    )


async def each_pays_the_same(story: Story, granny: int) -> None:
    """Папа says too early that he has paid; the order is paid when all three have."""
    phones = story.phones
    await check_out(phones, MUM)
    await choose(phones, MUM, pay="each", split="equal")
    await phones.saw(
        MUM,
        "💳 Как платим: каждый за себя\n➗ Как делим: поровну\n\n"
        "Мама: 210,01 ₽\nПапа: 210,01 ₽\nБабушка: 210,01 ₽\n\nИтого: 630,03 ₽",
    )
    await phones.tap(MUM, "lock:")
    mine = f"mine:{order_of(story, MUM)}"
    await phones.tap(DAD, f"{mine}:1", on="Каждый платит за себя, ваша доля – 210,01 ₽.")
    await phones.tap(DAD, f"{mine}:0")
    await phones.tap(MUM, f"{mine}:1")
    await phones.tap(granny, f"{mine}:1", on="Каждый платит за себя, ваша доля – 210,01 ₽.")
    await phones.saw(granny, "Мама: 210,01 ₽ – оплачено ✅\nПапа: 210,01 ₽\nБабушка: 210,01 ₽ – оплачено ✅")
    await phones.tap(DAD, f"{mine}:1")
    await phones.saw(DAD, "💳 Оплачено: каждый за себя")
    await phones.saw(MUM, "Заказ 2 оплачен: каждый оплатил свою долю.")


async def parts_are_cancelled_and_become_amounts(story: Story, granny: int) -> None:
    """An order by parts is cancelled; its lines are split by amounts, and Бабушка pays; then Папа treats."""
    phones = story.phones
    await put(phones, (MUM, "рис 100 р"), (DAD, "соль 10,01 р"))
    await check_out(phones, MUM)
    await phones.tap(MUM, "terms:split")
    await phones.tap(MUM, "split:weights")
    await phones.tap(MUM, f"weigh:weights:{DAD}:2")
    await phones.tap(MUM, f"weigh:weights:{granny}:0")
    await phones.tap(MUM, "terms:all")
    await phones.saw(MUM, "Мама: 36,67 ₽\nПапа: 73,34 ₽\n\nИтого: 110,01 ₽")
    await phones.tap(MUM, "terms:why")
    await phones.saw(MUM, "Папа: 73,34 ₽\n• 2/3 всех строк 73,34 ₽")
    await phones.tap(MUM, "terms:all")
    await phones.tap(MUM, "lock:")
    await phones.tap(MUM, f"off:{order_of(story, MUM)}")
    await phones.saw(MUM, "✖️ Отменён, строки вернулись в корзину")
    await phones.saw(DAD, "Мама: заказ 3 отменён. Его строки снова в корзине.")

    await check_out(phones, MUM)
    await phones.saw(MUM, "➗ Как делим: свои строки\n\nМама: 100 ₽\nПапа: 10,01 ₽\n\nИтого: 110,01 ₽")
    await phones.tap(MUM, "terms:split")
    await phones.tap(MUM, "split:amounts")
    await reply(phones, MUM, f"amount:{MUM}", "Мама: какая сумма?", "10")
    await phones.saw(MUM, "Ещё не распределено: 26,67 ₽.")
    await phones.tap(MUM, f"weigh:amounts:{granny}:6334")
    await phones.tap(MUM, "terms:all")
    await phones.saw(MUM, "Мама: 10 ₽\nПапа: 36,67 ₽\nБабушка: 63,34 ₽\n\nИтого: 110,01 ₽")
    await phones.tap(MUM, "lock:")
    order = order_of(story, MUM)
    await phones.tap(granny, f"o:{order}")
    await phones.tap(granny, f"take:{order}")
    await phones.tap(granny, f"paid:{order}")
    await phones.tap(granny, f"why:{order}")
    await phones.saw(
        granny, "Папа: 36,67 ₽\n• как договорились 36,67 ₽\n\nМама: 10 ₽\n• как договорились 10 ₽"
    )
    await phones.saw(MUM, "Бабушка: заказ 4 оплачен. Ваша доля – 10 ₽.")
    await phones.tap(DAD, f"o:{order}", on="Бабушка: заказ 4 оплачен. Ваша доля – 36,67 ₽.")
    await phones.tap(DAD, f"repeat:{order}")
    await phones.saw(DAD, "Добавлено в корзину:\n• рис, 1 шт, 100 ₽\n• соль, 1 шт, 10,01 ₽")

    await check_out(phones, MUM)
    await choose(phones, MUM, pay="treat")
    await phones.saw(MUM, "💳 Как платим: угощение\n\nКто оплатит, тот и угощает: никто ничего не должен.")
    await phones.tap(MUM, "lock:")
    order = order_of(story, MUM)
    await phones.tap(DAD, f"o:{order}", on="Кто оплатит, тот и угощает")
    await phones.tap(DAD, f"take:{order}")
    await phones.tap(DAD, f"paid:{order}")
    await phones.saw(DAD, "💳 Как платим: угощение\n\nПапа: 110,01 ₽ ✅\n\nИтого: 110,01 ₽")
    await phones.saw(MUM, "Папа: заказ 5 оплачен. Вы за него ничего не должны.")


async def parts_with_delivery_in_proportion(story: Story, anna: int, ben: int, zoe: int) -> None:
    """Order 1 is split by parts; Ben corrects a price and the whole of it, and the time to pay it passes."""
    phones = story.phones
    await put(phones, (anna, "tea 70.02 ₽"), (ben, "bread 50.01 ₽"))
    await check_out(phones, anna)
    await phones.tap(anna, "terms:split")
    await phones.tap(anna, "split:weights")
    for weight in (2, 3):
        await phones.tap(anna, f"weigh:weights:{ben}:{weight}")
    await phones.tap(anna, "terms:all")
    await phones.saw(anna, "Anna: ₽24.01\nBen: ₽72.02\nZoe: ₽24\n\nTotal: ₽120.03")
    await phones.tap(anna, "terms:sums")
    await reply(phones, anna, "fee:1", "What does the delivery cost?", "99.99")
    await phones.saw(anna, "Anna: ₽57.34\nBen: ₽105.35\nZoe: ₽57.33\n\nTotal: ₽220.02")
    await phones.tap(anna, "terms:sums")
    await phones.tap(anna, "feesplit:proportion")
    await reply(phones, anna, "discount:1", "How much is the discount?", "0.50")
    await phones.saw(anna, "Anna: ₽43.91\nBen: ₽131.71\nZoe: ₽43.90\n\nTotal: ₽219.52")
    await phones.tap(anna, "terms:why")
    assert (await phones.saw(anna, "Why this much")).endswith(
        "₽120.03 for the lines, ₽219.52 in all\n\n"
        "💳 How we pay: one pays\n➗ How we split: by parts\n"
        "🚚 Delivery: ₽99.99, in proportion to the lines\n🏷 Discount: ₽0.50\n\n"
        "Anna: ₽43.91\n• 1/5 of the lines ₽24\n• delivery +₽20\n• discount −₽0.10\n• rounding +₽0.01\n\n"
        "Ben: ₽131.71\n• 3/5 of the lines ₽72.01\n• delivery +₽60\n• discount −₽0.30\n\n"
        "Zoe: ₽43.90\n• 1/5 of the lines ₽24\n• delivery +₽20\n• discount −₽0.10"
    )
    await phones.tap(anna, "terms:all")
    await phones.tap(anna, "lock:")
    order = order_of(story, anna)
    await phones.tap(ben, f"o:{order}", on="Who pays the shop?")
    await phones.tap(ben, f"take:{order}")
    await phones.tap(ben, f"prices:{order}:0")
    await reply(phones, ben, f"reprice:{order}:1", "What does tea really cost?", "80.02")
    await phones.saw(zoe, "tea: ₽70.02 → ₽80.02. Your share is ₽45.90 now, it was ₽43.90.")
    await phones.tap(ben, f"prices:{order}:0", on="Total: ₽229.52")
    await reply(phones, ben, f"reprice:{order}:0", "What does the whole order really cost?", "999")
    await phones.saw(anna, "Your share would be ₽199.80 instead of ₽45.91. Is that all right?")
    for person in (zoe, anna):
        await phones.tap(person, f"agree:{question_about(story, order)}:1")
    await phones.saw(ben, "Everybody agrees. The whole order (order 1): ₽999 now.")
    await phones.saw(anna, "🧮 At the till: +₽769.48\n\nBen: ₽599.40\nAnna: ₽199.80\nZoe: ₽199.80")


async def each_pays_an_amount(story: Story, anna: int, ben: int, zoe: int) -> None:
    """Ben pays after all; the order is repeated by amounts, another cancelled, and the last is a treat."""
    phones, order = story.phones, order_of(story, anna)
    await phones.tap(ben, f"o:{order}", on="15 minutes are over")
    await phones.tap(ben, f"take:{order}")
    await phones.tap(ben, f"paid:{order}")
    await phones.tap(zoe, f"o:{order}", on="Your share is ₽199.80: send it to Ben")
    await phones.saw(zoe, "Ben: ₽599.40 ✅\nAnna: ₽199.80 – owed\nZoe: ₽199.80 – owed\n\nTotal: ₽999")
    await phones.tap(zoe, f"goods:{order}")
    await phones.saw(ben, "Zoe: order 1 has arrived.")
    await phones.tap(zoe, f"repeat:{order}")
    await phones.saw(zoe, "Added to the cart:\n• tea, 1 pc, ₽80.02\n• bread, 1 pc, ₽50.01")

    await check_out(phones, anna)
    await choose(phones, anna, pay="each")
    await phones.tap(anna, "terms:split")
    await phones.tap(anna, "split:amounts")
    await reply(phones, anna, f"amount:{zoe}", "How much does Zoe pay?", "0.03")
    await phones.saw(anna, "₽43.31 of the total is not shared out yet.")
    await phones.tap(anna, f"weigh:amounts:{ben}:8665")
    await phones.tap(anna, "terms:all")
    await phones.saw(anna, "Anna: ₽43.35\nBen: ₽86.65\nZoe: ₽0.03\n\nTotal: ₽130.03")
    await phones.tap(anna, "lock:")
    order = order_of(story, anna)
    await phones.button(ben, f"mine:{order}:1", on="Each pays the shop their share; yours is ₽86.65.")
    for person in (anna, ben, zoe):
        await phones.tap(person, f"mine:{order}:1")
    await phones.saw(zoe, "Ben: ₽86.65 – paid ✅\nAnna: ₽43.35 – paid ✅\nZoe: ₽0.03 – paid ✅")
    await phones.saw(anna, "Order 2 is paid: each paid their share.")

    await put(phones, (anna, "rice ₽100"), (ben, "salt ₽10.03"))
    await check_out(phones, anna)
    await choose(phones, anna, split="equal")
    await phones.saw(anna, "Anna: ₽36.68\nBen: ₽36.68\nZoe: ₽36.67\n\nTotal: ₽110.03")
    await phones.tap(anna, "lock:")
    await phones.tap(anna, f"off:{order_of(story, anna)}")
    await phones.saw(ben, "Anna cancelled order 3. Its lines are back in the cart.")
    await check_out(phones, anna)
    await choose(phones, anna, pay="treat")
    await phones.saw(
        anna, "💳 How we pay: one treats all\n\nWhoever pays treats the others: nobody owes anything."
    )
    await phones.tap(anna, "lock:")
    order = order_of(story, anna)
    await phones.tap(zoe, f"o:{order}", on="Whoever pays treats the others")
    await phones.tap(zoe, f"take:{order}")
    await phones.tap(zoe, f"paid:{order}")
    await phones.saw(ben, "Zoe paid order 4. You owe nothing for it.")


async def put(phones: Phones, *wishes: tuple[int, str]) -> None:
    """Put lines into the family cart, in this order."""
    for person, wish in wishes:
        await phones.say(person, f"/add {wish}")
        await phones.saw(person, f"• {wish.split()[0]}, 1")


async def check_out(phones: Phones, person: int) -> None:
    """Look at what would be ordered, from the card of the cart."""
    card = await phones.card(person)
    await phones.answer(await phones.press_exactly(person, person, card["message_id"], "go:checkout"))


async def choose(phones: Phones, person: int, *, pay: str = "", split: str = "") -> None:
    """Choose how the order is paid and split."""
    for page, press in (("pay", f"paymode:{pay}"), ("split", f"split:{split}")):
        if not press.endswith(":"):
            await phones.tap(person, f"terms:{page}")
            await phones.tap(person, press)
            await phones.tap(person, "terms:all")


async def reply(phones: Phones, person: int, data: str, question: str, text: str) -> None:
    """Press a button that asks, and type the answer."""
    await phones.tap(person, data)
    await phones.saw(person, question)
    await phones.say(person, text)


def order_of(story: Story, organizer: int) -> int:
    """Return the id of the newest order that somebody checked out."""
    order: int = story.one("SELECT max(id) FROM orders WHERE locked_by = ?", organizer)
    return order


def question_about(story: Story, order: int) -> int:
    """Return the id of the newest question about an order's prices."""
    correction: int = story.one("SELECT max(id) FROM corrections WHERE order_id = ?", order)
    return correction
