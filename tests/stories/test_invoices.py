"""Money through Telegram, over HTTP, while everything goes wrong: not a kopeck is doubled or lost."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from sandbox.fixtures import DAD, MUM, PROVIDER_TOKEN
from tests.stories.process import until

if TYPE_CHECKING:
    from sandbox.world import JSON
    from tests.stories.phones import Phones
    from tests.stories.story import Story

pytestmark = pytest.mark.process

ORDER = 12_000
"""What every order of this family costs: bread of Папа's for 50 and cheese of Мама's for 70."""


async def start(story: Story) -> object:
    return await story.start_bot(PAYMENT_PROVIDER_TOKEN=PROVIDER_TOKEN)


async def check_out(story: Story) -> int:
    """Мама checks out; return the order's id."""
    phones = story.phones
    await phones.say(DAD, "/add хлеб 50 р")
    await phones.say(MUM, "/add сыр 70 р")
    await story.settled()
    await phones.say(MUM, "/cart")
    await phones.tap(MUM, "go:checkout")
    await phones.tap(MUM, "lock:")
    order: int = story.one("SELECT max(id) FROM orders")
    return order


async def take(story: Story, order: int) -> int:
    """Папа takes the order, with two taps at once; return the message of his newest invoice."""
    before = len(story.calls("sendInvoice"))
    await story.phones.tap(DAD, f"o:{order}")
    button = await story.phones.button(DAD, f"take:{order}")
    pressed = [await story.phones.press_exactly(DAD, DAD, *button) for _ in range(2)]
    for query in pressed:
        await story.phones.answer(query)
    await until(lambda: len(story.calls("sendInvoice")) > before, "the invoice")
    await story.settled()
    messages = await story.phones.messages(DAD)
    message: int = next(one["message_id"] for one in reversed(messages) if "invoice" in one)
    return message


async def open_sheet(phones: Phones, message: int) -> str:
    sheet = await phones.act("press_pay", person=DAD, chat=DAD, message_id=message, stale=True)
    named: str = sheet["checkout_id"]
    return named


async def ended(phones: Phones, sheet: str) -> JSON:
    """Wait for the word on a payment."""
    async with asyncio.timeout(20):
        while True:
            shown = await phones.act("checkout", person=DAD, checkout_id=sheet)
            if shown["state"] not in {"open", "waiting"}:
                return shown
            await asyncio.sleep(0.02)


async def pay(phones: Phones, message: int) -> JSON:
    sheet = await open_sheet(phones, message)
    await phones.act("pay", person=DAD, checkout_id=sheet)
    return await ended(phones, sheet)


def audit(story: Story, orders: int) -> None:
    """Every charge that Telegram made is kept once, each order is paid by one, and the books agree."""
    made = story.engine.world.charges
    kept = dict(story.rows("SELECT name, state FROM charges"))
    assert kept.keys() == made.keys()
    assert sorted(kept.values()) == ["applied"] * orders + ["flagged"] * (len(made) - orders)
    assert story.one("SELECT sum(minor) FROM charges WHERE state = 'applied'") == orders * ORDER
    assert story.one("SELECT count(*) FROM orders WHERE state = 'paid'") == orders
    assert story.balances() == {MUM: -7_000 * orders, DAD: 7_000 * orders}


async def test_money_that_came_while_the_bot_was_killed_pays_once(story: Story) -> None:
    bot = await story.start_bot(PAYMENT_PROVIDER_TOKEN=PROVIDER_TOKEN)
    link = await story.phones.found_family("Ивановы")
    await story.phones.join(link, DAD)
    message = await take(story, await check_out(story))
    story.disturb("successful_payment", hold=0.5)
    assert (await pay(story.phones, message))["state"] == "paid"
    with closing(sqlite3.connect(story.folder / "family.db", timeout=30, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")  # so the bot fetches, and cannot keep it
        await until(lambda: story.engine.world.updates, "the word on the payment")
        (update,) = story.engine.world.updates
        await until(lambda: story.is_fetched(update), "the word on its way")
        await bot.kill()
        writer.execute("ROLLBACK")
    assert story.rows("SELECT name FROM charges") == []

    await start(story)
    await story.settled()
    audit(story, 1)
    assert "заказ 1 оплачен" in await story.phones.saw(DAD, "120 ₽ пришли")
    assert len(story.calls("sendInvoice")) == 2  # a double tap shows the same invoice twice


async def test_no_kopeck_is_doubled_or_lost_whatever_goes_wrong(story: Story) -> None:
    # Double taps, two phones, lost answers, and words on payments that come twice, late and after a kill.
    phones = story.phones
    bot = await story.start_bot(PAYMENT_PROVIDER_TOKEN=PROVIDER_TOKEN)
    link = await phones.found_family("Ивановы")
    await phones.join(link, DAD)

    message = await take(story, await check_out(story))
    story.disturb("answerPreCheckoutQuery", drop="after")
    story.disturb("successful_payment", duplicate_updates=2)
    sheets = [await open_sheet(phones, message) for _ in range(2)]
    for sheet in sheets:
        await phones.act("pay", person=DAD, checkout_id=sheet)
    states = sorted([(await ended(phones, sheet))["state"] for sheet in sheets])
    assert states == ["paid", "refused"]
    await story.settled()
    audit(story, 1)

    message = await take(story, await check_out(story))
    story.disturb("answerPreCheckoutQuery", drop="before")
    story.disturb("successful_payment", hold=1)
    assert (await pay(phones, message))["state"] == "paid"
    story.change("UPDATE intents SET asked_at = datetime(asked_at, '-61 seconds') || '.000000'")
    assert (await pay(phones, message))["state"] == "paid"  # it overtakes the first one
    await bot.kill()
    await until(lambda: not story.engine.world.held, "the word on the first payment")
    await start(story)
    await story.settled()
    audit(story, 2)
    assert len(story.engine.world.charges) == 3
    await phones.saw(DAD, "счёт уже был оплачен. Деньги вернут")
    await phones.tap(MUM, "repaid:")
    await phones.saw(DAD, "Вам вернули 120 ₽.")
    assert sorted(state for (state,) in story.rows("SELECT state FROM charges")) == [
        "applied",
        "applied",
        "refunded",
    ]
