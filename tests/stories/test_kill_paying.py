"""A bot that is killed at every point of the ways of money: the books hold it once, and everybody is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sandbox.fixtures import DAD, MUM, PROVIDER_TOKEN
from tests.stories.dying import REPEATED, Death, Dying
from tests.stories.paying import invoice_of, open_sheet

if TYPE_CHECKING:
    from tests.stories.story import Story

pytestmark = pytest.mark.process

CHECKOUT = "go:checkout"
SHOWN = {"editMessageText", "answerCallbackQuery"}
SENT = {"sendMessage", "answerCallbackQuery"}

FOREVER_S = 120
"""Telegram's patience with a question whether to take money is not what is tried here."""


async def shopping(story: Story) -> int:
    """Папа's bread and Мама's cheese are agreed on; return a message from which Мама can check out.

    It shows no card of the cart: what the bot does about cards would go on beside each step.
    """
    phones = story.phones
    await phones.join(await phones.found_family("Ивановы"), DAD)
    await phones.say(DAD, "/add хлеб 50,01 р")
    await phones.say(MUM, "/add сыр 70,02 р")
    await story.settled()
    message: int = (await phones.newest(MUM))["message_id"]
    return message


@pytest.mark.parametrize("death", Death)
async def test_an_order_is_paid_and_settled_once_whenever_the_bot_dies(story: Story, death: Death) -> None:
    async with Dying(story, death) as dying:
        old = await shopping(story)
        await dying.through(CHECKOUT, lambda: story.phones.press_exactly(MUM, MUM, old, CHECKOUT))
        await dying.tap(MUM, "lock:")
        await dying.tap(DAD, "o:1")
        await dying.tap(DAD, "take:1")
        await dying.tap(DAD, "paid:1")
        await dying.tap(MUM, "sent:1:1")
        await dying.tap(DAD, "got:1:1")
        await dying.tap(MUM, "goods:1")

    if death is not Death.BEFORE_IT_KEPT:
        assert dying.points[CHECKOUT] >= SENT
        assert dying.points["o:1"] >= SHOWN
        assert dying.points["take:1"] >= SHOWN
        for step in ("lock:", "paid:1", "sent:1:1", "got:1:1", "goods:1"):
            assert dying.points[step] >= SHOWN | SENT
    assert all(dying.deaths.values())
    assert story.rows("SELECT state, minor, payer_id FROM orders") == [("closed", 12_003, DAD)]
    assert story.rows("SELECT person_id, minor, sent_minor, settled_minor FROM shares ORDER BY 1") == [
        (MUM, 7_002, 0, 7_002),
        (DAD, 5_001, 0, 0),
    ]
    assert story.rows("SELECT debtor_id, payee_id, minor, state FROM payments") == [
        (MUM, DAD, 7_002, "confirmed")
    ]
    assert story.rows("SELECT person_id, kind, minor FROM ledger_entries ORDER BY id") == [
        (DAD, "order_paid", 12_003),
        (MUM, "share_owed", -7_002),
        (DAD, "share_owed", -5_001),
        (MUM, "money_sent", 7_002),
        (DAD, "money_received", -7_002),
    ]
    assert story.balances() == {MUM: 0, DAD: 0}
    told = ["MemberJoined", "OrderLocked", "ShareDue", "MoneySent", "MoneyReceived", "GoodsArrived"]
    assert_told(story, told)
    story.judge(*REPEATED)


def assert_told(story: Story, kinds: list[str]) -> None:
    """These alerts were written once each, and Telegram took all of them, in order."""
    assert [kind for (kind,) in story.rows("SELECT kind FROM alerts ORDER BY id")] == kinds
    for person in (MUM, DAD):
        written = [
            number for (number,) in story.rows("SELECT number FROM alerts WHERE recipient_id = ?", person)
        ]
        numbers = story.alert_numbers(person)
        assert list(dict.fromkeys(numbers)) == written
        assert numbers == sorted(numbers)


@pytest.mark.parametrize("death", [Death.BEFORE_TELEGRAM_HEARD, Death.BEFORE_IT_HEARD])
async def test_an_invoice_is_paid_once_whenever_the_bot_dies(story: Story, death: Death) -> None:
    phones = story.phones
    story.engine.checkout_seconds = FOREVER_S
    async with Dying(story, death, PAYMENT_PROVIDER_TOKEN=PROVIDER_TOKEN) as dying:
        await check_out(story)
        await dying.tap(DAD, "take:1")
        sheet = await sheet_of(story)
        await dying.through("pay", lambda: phones.act("pay", person=DAD, checkout_id=sheet))
        assert (await phones.act("checkout", person=DAD, checkout_id=sheet))["state"] == "paid"

    assert dying.points["take:1"] >= SHOWN | {"sendInvoice"}
    assert dying.points["pay"] >= {"answerPreCheckoutQuery", "sendMessage"}
    assert_paid_once(story)
    assert_told(story, ["MemberJoined", "OrderLocked", "ShareDue", "InvoicePaid"])
    story.judge(*REPEATED)


@pytest.mark.parametrize("death", [Death.BEFORE_TELEGRAM_HEARD, Death.BEFORE_IT_HEARD])
async def test_a_top_up_by_invoice_counts_once_whenever_the_bot_dies(story: Story, death: Death) -> None:
    phones = story.phones
    story.engine.checkout_seconds = FOREVER_S
    async with Dying(story, death, PAYMENT_PROVIDER_TOKEN=PROVIDER_TOKEN) as dying:
        await phones.join(await phones.found_family("Ивановы"), DAD)
        await phones.say(MUM, "/account")
        await phones.tap(MUM, "go:benefits")
        await phones.tap(MUM, "benefit:1:account:1")
        await story.settled()
        await phones.say(DAD, "/account")
        await phones.tap(DAD, "go:top_up")
        await phones.tap(DAD, "go:top_up_bill")
        await dying.tap(DAD, "billpot:1:50000")
        sheet = await sheet_of(story)
        await dying.through("pay", lambda: phones.act("pay", person=DAD, checkout_id=sheet))

    assert dying.points["billpot:1:50000"] >= {"sendInvoice", "answerCallbackQuery"}
    assert dying.points["pay"] >= {"answerPreCheckoutQuery", "sendMessage"}
    (charge,) = story.engine.world.charges
    assert story.rows("SELECT name, state, minor FROM charges") == [(charge, "applied", 50_000)]
    assert story.rows("SELECT person_id, kind, balance_minor FROM pot_postings") == [(DAD, "top_up", 50_000)]
    assert_told(story, ["MemberJoined", "BenefitSwitched", "TopUpPaid", "InvoiceTopUp"])
    story.judge(*REPEATED)


async def check_out(story: Story) -> None:
    """Мама checks out, and Папа looks at the order."""
    phones, old = story.phones, await shopping(story)
    await phones.answer(await phones.press_exactly(MUM, MUM, old, CHECKOUT))
    await phones.tap(MUM, "lock:")
    await phones.tap(DAD, "o:1")
    await story.settled()


async def sheet_of(story: Story) -> str:
    """Папа presses the newest invoice's button; return what names his sheet."""
    sheet = await open_sheet(story.phones, DAD, await invoice_of(story, DAD, before=0))
    named: str = sheet["checkout_id"]
    return named


def assert_paid_once(story: Story) -> None:
    """One intent, one charge, one order and one posting hold what Telegram charged once."""
    (charge,) = story.engine.world.charges
    assert story.rows("SELECT name, state, minor FROM charges") == [(charge, "applied", 12_003)]
    assert story.rows("SELECT state, minor, payer_id FROM orders") == [("paid", 12_003, DAD)]
    assert story.rows("SELECT state FROM intents") == [("paid",)]
    assert story.balances() == {MUM: -7_002, DAD: 7_002}


async def test_money_that_was_kept_and_could_not_be_settled_is_settled_by_the_next_bot(story: Story) -> None:
    """Something planted into the database lets every settling fail; then the bot is killed."""
    story.has_trouble = True
    phones = story.phones
    bot = await story.start_bot(PAYMENT_PROVIDER_TOKEN=PROVIDER_TOKEN)
    await check_out(story)
    await phones.tap(DAD, "take:1")
    story.change(
        "CREATE TRIGGER nobody_settles BEFORE UPDATE ON charges WHEN new.state = 'applied' "
        "BEGIN SELECT raise(ABORT, 'nobody settles'); END"
    )
    sheet = await sheet_of(story)
    await phones.act("pay", person=DAD, checkout_id=sheet)
    await bot.says("is kept and not settled yet")
    await story.settled()  # the word on the payment is confirmed, so nothing but the job can settle it
    await bot.kill()
    assert story.rows("SELECT state, minor FROM charges") == [("came", 12_003)]
    assert story.rows("SELECT state FROM orders") == [("paying",)]
    assert story.rows("SELECT 1 FROM ledger_entries") == []

    story.change("DROP TRIGGER nobody_settles")
    story.change("UPDATE charges SET due_at = datetime(due_at, '-61 seconds') || '.000000'")
    await story.start_bot(PAYMENT_PROVIDER_TOKEN=PROVIDER_TOKEN)
    await phones.saw(DAD, "120,03 ₽ пришли")
    await story.settled()
    assert_paid_once(story)
    assert_told(story, ["MemberJoined", "OrderLocked", "ShareDue", "InvoicePaid"])
    story.judge()
