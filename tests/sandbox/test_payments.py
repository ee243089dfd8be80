from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from aiogram.methods import GetMyStarBalance, GetStarTransactions
from aiogram.types import Message as SeenMessage
from aiogram.types import Update

from sandbox.chats import Impossible
from sandbox.fixtures import DAD, FAMILY, MUM, FixedClock
from sandbox.spec import check_object
from sandbox.world import Fault

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sandbox.engine import Engine
    from sandbox.groups import Groups
    from sandbox.page import Page
    from sandbox.paying import Paying
    from sandbox.people import People
    from sandbox.world import JSON

    Refusal = Callable[..., Awaitable[str]]

TEST_TOKEN = "381764678:TEST:100037"
TOO_OLD = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
BREAD: dict[str, object] = {
    "title": "Заказ №7",
    "description": "Хлеб и молоко",
    "payload": "intent:7",
    "provider_token": TEST_TOKEN,
    "currency": "RUB",
    "prices": json.dumps([{"label": "Хлеб", "amount": 9_000}, {"label": "Молоко", "amount": 8_990}]),
}
STARS = BREAD | {
    "provider_token": "",
    "currency": "XTR",
    "prices": json.dumps([{"label": "Заказ", "amount": 50}]),
}
pytestmark = pytest.mark.usefixtures("started")


def told(engine: Engine, kind: str) -> list[JSON]:
    """What the bot will get of a kind; every update must be one that aiogram knows."""
    bodies = [update.body for update in engine.world.updates.values()]
    assert [problem for body in bodies for problem in check_object(Update, body)] == []
    return [body[kind] for body in bodies if kind in body]


async def invoice(engine: Engine, **changed: object) -> JSON:
    sent = await engine.ask("sendInvoice", **{**BREAD, "chat_id": MUM, **changed})
    assert isinstance(sent, dict)
    return sent


def asked_for(paying: Paying, person: int, sent: JSON) -> str:
    """The person presses Pay and confirms; the id of the query that the bot gets."""
    sheet = paying.press_pay(person, sent["chat"]["id"], sent["message_id"])
    assert paying.pay(person, sheet["checkout_id"])["state"] == "waiting"
    query: str = sheet["checkout_id"]
    return query


async def test_an_invoice_is_paid_when_the_bot_says_yes(engine: Engine, paying: Paying) -> None:
    sent = await invoice(engine, start_parameter="order-7")
    assert check_object(SeenMessage, sent) == []
    assert sent["invoice"] == {
        "title": "Заказ №7",
        "description": "Хлеб и молоко",
        "start_parameter": "order-7",
        "currency": "RUB",
        "total_amount": 17_990,
    }
    assert sent["reply_markup"] == {"inline_keyboard": [[{"text": "Pay 179.90 RUB", "pay": True}]]}
    query = asked_for(paying, MUM, sent)
    assert told(engine, "pre_checkout_query") == [
        {
            "id": query,
            "from": engine.world.users[MUM].as_seen(),
            "currency": "RUB",
            "total_amount": 17_990,
            "invoice_payload": "intent:7",
        }
    ]
    assert told(engine, "message") == []
    assert await engine.ask("answerPreCheckoutQuery", pre_checkout_query_id=query, ok=True) is True
    [message] = told(engine, "message")
    assert message["from"]["id"] == message["chat"]["id"] == MUM
    paid = message["successful_payment"]
    assert (paid["currency"], paid["total_amount"], paid["invoice_payload"]) == ("RUB", 17_990, "intent:7")
    sheet = paying.checkout(MUM, query)
    assert (sheet["state"], sheet["charge"]) == ("paid", paid["telegram_payment_charge_id"])
    with pytest.raises(Impossible, match="receipt"):
        paying.press_pay(MUM, MUM, sent["message_id"])
    assert engine.world.chats[MUM].paid == [sent["message_id"]]
    assert not engine.lint


async def test_two_phones_may_pay_one_invoice_and_the_charges_have_names_of_their_own(
    engine: Engine, paying: Paying
) -> None:
    sent = await invoice(engine, start_parameter="order-7")
    first, second = [asked_for(paying, MUM, sent) for _ in range(2)]
    for query in (first, second):
        await engine.ask("answerPreCheckoutQuery", pre_checkout_query_id=query, ok=True)
    late = paying.press_pay(MUM, MUM, sent["message_id"], stale=True)["checkout_id"]
    paying.pay(MUM, late)
    await engine.ask("answerPreCheckoutQuery", pre_checkout_query_id=late, ok=True)
    payments = [message["successful_payment"] for message in told(engine, "message")]
    for name in ("telegram_payment_charge_id", "provider_payment_charge_id"):
        assert len({payment[name] for payment in payments}) == 3


async def test_a_refusal_shows_its_reason_and_charges_nothing(
    engine: Engine, paying: Paying, refusal: Refusal
) -> None:
    query = asked_for(paying, MUM, await invoice(engine))
    answer = {"pre_checkout_query_id": query, "ok": False}
    for silent in (answer, answer | {"error_message": ""}):
        assert await refusal("answerPreCheckoutQuery", **silent) == (
            '400 Bad Request: parameter "error_message" is required'
        )
    await engine.ask("answerPreCheckoutQuery", **answer, error_message="Заказ уже оплачен")
    sheet = paying.checkout(MUM, query)
    assert (sheet["state"], sheet["reason"]) == ("refused", "Заказ уже оплачен")
    assert await refusal("answerPreCheckoutQuery", pre_checkout_query_id=query, ok=True) == TOO_OLD
    assert engine.world.charges == {}


async def test_after_ten_seconds_the_payer_sees_a_time_out_and_the_answer_is_refused(
    engine: Engine, paying: Paying, clock: FixedClock, refusal: Refusal
) -> None:
    query = asked_for(paying, MUM, await invoice(engine))
    clock.pass_by(9.9)
    engine.tick()
    assert paying.checkout(MUM, query)["state"] == "waiting"
    clock.pass_by(0.1)
    assert await refusal("answerPreCheckoutQuery", pre_checkout_query_id=query, ok=True) == TOO_OLD
    engine.tick()
    assert paying.checkout(MUM, query)["state"] == "late"
    assert engine.world.charges == {}
    assert await refusal("answerPreCheckoutQuery", pre_checkout_query_id="5", ok=True) == TOO_OLD


async def test_a_card_that_fails_is_not_charged_and_the_bot_hears_nothing(
    engine: Engine, paying: Paying
) -> None:
    sent = await invoice(engine)
    sheet = paying.press_pay(MUM, MUM, sent["message_id"])["checkout_id"]
    paying.pay(MUM, sheet, card_works=False)
    await engine.ask("answerPreCheckoutQuery", pre_checkout_query_id=sheet, ok=True)
    assert paying.checkout(MUM, sheet)["state"] == "failed"
    assert (told(engine, "message"), engine.world.charges) == ([], {})


async def test_who_closes_the_sheet_does_not_pay(engine: Engine, paying: Paying) -> None:
    sent = await invoice(engine)
    sheet = paying.press_pay(MUM, MUM, sent["message_id"])["checkout_id"]
    assert paying.decline(MUM, sheet)["state"] == "declined"
    with pytest.raises(Impossible, match="declined"):
        paying.pay(MUM, sheet)
    with pytest.raises(Impossible, match="gone"):
        paying.pay(DAD, sheet)
    assert told(engine, "pre_checkout_query") == []


async def test_a_forwarded_invoice_with_a_start_parameter_leads_to_the_bot(
    engine: Engine, people: People, paying: Paying
) -> None:
    sent = await invoice(engine, start_parameter="order-7")
    copy = people.forward_message(MUM, MUM, sent["message_id"], FAMILY)["message_id"]
    message = engine.chats.newest(FAMILY)
    assert check_object(SeenMessage, message) == []
    [[button]] = message["reply_markup"]["inline_keyboard"]
    assert button["url"] == "https://t.me/family_shopping_bot?start=order-7"
    assert message["forward_origin"]["sender_user"]["id"] == engine.world.bot.id
    with pytest.raises(Impossible, match="no Pay button"):
        paying.press_pay(DAD, FAMILY, copy)
    people.open_link(DAD, button["url"])
    assert told(engine, "message")[-1]["text"] == "/start order-7"


async def test_a_forwarded_invoice_without_one_is_paid_by_several(
    engine: Engine, people: People, paying: Paying
) -> None:
    sent = await invoice(engine)
    copy = people.forward_message(MUM, MUM, sent["message_id"], FAMILY)["message_id"]
    for person in (MUM, DAD):
        sheet = paying.press_pay(person, FAMILY, copy)["checkout_id"]
        paying.pay(person, sheet)
        await engine.ask("answerPreCheckoutQuery", pre_checkout_query_id=sheet, ok=True)
    payers = [message["from"]["id"] for message in told(engine, "message") if "successful_payment" in message]
    assert payers == [MUM, DAD]
    assert len(engine.world.charges) == 2


async def test_a_payment_in_a_group_without_the_bot_is_told_in_private(
    engine: Engine, people: People, groups: Groups, paying: Paying
) -> None:
    dacha = groups.new_group(MUM, "Дача", [DAD])["chat_id"]
    sent = await invoice(engine)
    copy = people.forward_message(MUM, MUM, sent["message_id"], dacha)["message_id"]
    sheet = paying.press_pay(DAD, dacha, copy)["checkout_id"]
    paying.pay(DAD, sheet)
    await engine.ask("answerPreCheckoutQuery", pre_checkout_query_id=sheet, ok=True)
    assert told(engine, "message")[-1]["chat"]["id"] == DAD


async def test_the_bot_forwards_by_the_same_rules(engine: Engine, paying: Paying, refusal: Refusal) -> None:
    sent = await invoice(engine)
    there = {"chat_id": FAMILY, "from_chat_id": MUM}
    copy = await engine.ask("forwardMessage", **there, message_id=sent["message_id"])
    assert isinstance(copy, dict)
    assert check_object(SeenMessage, copy) == []
    assert paying.press_pay(DAD, FAMILY, copy["message_id"])["total_amount"] == 17_990
    single = await invoice(engine, start_parameter="order-7")
    copy = await engine.ask("forwardMessage", **there, message_id=single["message_id"])
    assert isinstance(copy, dict)
    assert "url" in copy["reply_markup"]["inline_keyboard"][0][0]
    assert await refusal("forwardMessage", **there, message_id=1) == (
        "400 Bad Request: message to forward not found"
    )
    query = asked_for(paying, MUM, sent)
    await engine.ask("answerPreCheckoutQuery", pre_checkout_query_id=query, ok=True)
    service = engine.chats.newest(MUM)["message_id"]
    assert await refusal("forwardMessage", **there, message_id=service) == (
        "400 Bad Request: message can't be forwarded"
    )


async def test_a_link_is_paid_by_anybody(engine: Engine, paying: Paying) -> None:
    url = await engine.ask("createInvoiceLink", **BREAD)
    assert isinstance(url, str)
    assert url.startswith("https://t.me/$")
    for person in (MUM, DAD):
        sheet = paying.open_invoice(person, url)["checkout_id"]
        paying.pay(person, sheet)
        await engine.ask("answerPreCheckoutQuery", pre_checkout_query_id=sheet, ok=True)
    assert [message["chat"]["id"] for message in told(engine, "message")] == [MUM, DAD]
    with pytest.raises(Impossible):
        paying.open_invoice(MUM, "https://t.me/$nothing")


async def test_stars_are_paid_only_by_who_has_them_and_are_given_back_once(
    engine: Engine, paying: Paying, refusal: Refusal
) -> None:
    sent = await invoice(engine, **STARS)
    sheet = paying.press_pay(MUM, MUM, sent["message_id"])
    assert not sheet["affordable"]
    with pytest.raises(Impossible, match="not enough Stars: 0 of 50"):
        paying.pay(MUM, sheet["checkout_id"])
    assert paying.buy_stars(MUM, 60) == {"stars": 60}
    paying.pay(MUM, sheet["checkout_id"])
    await engine.ask("answerPreCheckoutQuery", pre_checkout_query_id=sheet["checkout_id"], ok=True)
    charge = paying.checkout(MUM, sheet["checkout_id"])["charge"]
    assert engine.world.users[MUM].stars == 10
    assert await engine.ask("getMyStarBalance") == {"amount": 50}
    back = {"user_id": MUM, "telegram_payment_charge_id": charge}
    strange = {**back, "telegram_payment_charge_id": "x"}
    assert await refusal("refundStarPayment", **strange) == "400 Bad Request: CHARGE_NOT_FOUND"
    assert await engine.ask("refundStarPayment", **back) is True
    assert await refusal("refundStarPayment", **back) == "400 Bad Request: CHARGE_ALREADY_REFUNDED"
    assert engine.world.users[MUM].stars == 60
    assert told(engine, "message")[-1]["refunded_payment"]["telegram_payment_charge_id"] == charge
    balance, moves = await engine.ask("getMyStarBalance"), await engine.ask("getStarTransactions")
    assert balance == {"amount": 0}
    assert isinstance(moves, dict)
    assert [(one["amount"], "receiver" in one) for one in moves["transactions"]] == [(50, False), (50, True)]
    assert check_object(GetMyStarBalance.__returning__, balance) == []
    assert check_object(GetStarTransactions.__returning__, moves) == []


PRICE = {"label": "Хлеб", "amount": 10_000}
KEYBOARD = {"inline_keyboard": [[{"text": "Отмена", "callback_data": "x"}]]}


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({"title": ""}, 'parameter "title" is required'),
        ({"description": ""}, 'parameter "description" is required'),
        ({"payload": ""}, 'parameter "payload" is required'),
        ({"currency": ""}, 'parameter "currency" is required'),
        ({"prices": "{"}, "can't parse prices JSON object"),
        ({"prices": "{}"}, "expected an Array of labeled prices"),
        ({"prices": "[]"}, "there must be at least one price"),
        ({"prices": [{"amount": 1}]}, "can't parse labeled price: LabeledPrice label must be non-empty"),
        (
            {"prices": [{**PRICE, "amount": "x"}]},
            'can\'t parse labeled price: field "amount" must be of type',
        ),
        ({"prices": [{**PRICE, "amount": 0}]}, "total price must be positive"),
        ({"prices": [{**PRICE, "amount": 10**12}]}, "total price is too big"),
        ({"provider_token": ""}, "PAYMENT_PROVIDER_INVALID"),
        ({"provider_token": "1:LIVE:2"}, "PAYMENT_PROVIDER_INVALID"),
        ({"provider_token": "", "currency": "XTS"}, "PAYMENT_PROVIDER_INVALID"),
        ({"currency": "XTS"}, "CURRENCY_INVALID"),
        ({"prices": [{**PRICE, "amount": 7_999}]}, "CURRENCY_TOTAL_AMOUNT_INVALID"),
        ({"currency": "XTR"}, "STARS_INVOICE_INVALID"),
        ({"currency": "XTR", "provider_token": ""}, "STARS_INVOICE_INVALID"),
        ({"title": "я" * 33}, "sandbox: a title has 1-32 characters"),
        ({"description": "я" * 256}, "sandbox: a description has 1-255 characters"),
        ({"payload": "я" * 65}, "INVOICE_PAYLOAD_INVALID"),
        ({"start_parameter": "a b"}, "START_PARAM_INVALID"),
        ({"reply_markup": KEYBOARD}, "REPLY_MARKUP_BUY_EMPTY"),
        ({"reply_markup": {"keyboard": [["a"]]}}, "inline keyboard expected"),
        ({"chat_id": ""}, "chat_id is empty"),
    ],
)
async def test_a_wrong_invoice_is_refused_in_telegrams_words(
    changed: JSON, text: str, refusal: Refusal
) -> None:
    written = {
        name: value if isinstance(value, str) else json.dumps(value) for name, value in changed.items()
    }
    refused = await refusal("sendInvoice", **{"chat_id": MUM, **BREAD, **written})
    assert refused.startswith(f"400 Bad Request: {text}")


async def test_the_longest_invoice_is_taken(engine: Engine) -> None:
    longest = {"title": "я" * 32, "description": "я" * 255, "payload": "a" * 128, "start_parameter": "a" * 64}
    keyboard = {"inline_keyboard": [[{"text": "Оплатить", "pay": True}], *KEYBOARD["inline_keyboard"]]}
    sent = await invoice(engine, **longest, reply_markup=json.dumps(keyboard))
    assert sent["reply_markup"] == keyboard


async def test_only_invoices_have_pay_buttons(engine: Engine, refusal: Refusal) -> None:
    keyboard = json.dumps({"inline_keyboard": [[{"text": "Оплатить", "pay": True}]]})
    refused = await refusal("sendMessage", chat_id=MUM, text="a", reply_markup=keyboard)
    assert refused == "400 Bad Request: BUTTON_TYPE_INVALID"
    sent = await invoice(engine)
    here = {"chat_id": MUM, "message_id": sent["message_id"]}
    assert await refusal("editMessageReplyMarkup", **here) == "400 Bad Request: REPLY_MARKUP_BUY_EMPTY"
    assert isinstance(await engine.ask("editMessageReplyMarkup", **here, reply_markup=keyboard), dict)
    assert await refusal("editMessageText", **here, text="a") == (
        "400 Bad Request: there is no text in the message to edit"
    )


async def test_the_word_on_a_payment_may_come_twice_or_late(
    engine: Engine, people: People, paying: Paying, clock: FixedClock
) -> None:
    engine.faults.add(Fault(method="successful_payment", duplicate_updates=1))
    engine.faults.add(Fault(method="successful_payment", hold=60))
    sent = await invoice(engine)
    for _ in range(2):
        query = asked_for(paying, MUM, sent)
        await engine.ask("answerPreCheckoutQuery", pre_checkout_query_id=query, ok=True)
    people.say(MUM, MUM, "Где мой заказ?")
    kinds = [
        "successful_payment" if "successful_payment" in str(body) else "other"
        for body in engine.updates.batch(100)
    ]
    assert kinds == ["other", "successful_payment", "successful_payment", "other", "other"]
    clock.pass_by(60)
    assert "successful_payment" in str(engine.updates.batch(100)[-1])


async def test_a_lost_answer_may_have_charged(engine: Engine, paying: Paying, refusal: Refusal) -> None:
    sent = await invoice(engine)
    for drop, state in (("after", "paid"), ("before", "waiting")):
        query = asked_for(paying, MUM, sent)
        engine.faults.add(Fault(method="answerPreCheckoutQuery", drop=drop))
        answer = {"pre_checkout_query_id": query, "ok": True}
        lost = await engine.call(engine.world.bot.token, "answerPreCheckoutQuery", answer)
        assert lost.dropped
        assert paying.checkout(MUM, query)["state"] == state
        if state == "paid":
            assert await refusal("answerPreCheckoutQuery", **answer) == TOO_OLD
        else:
            await engine.ask("answerPreCheckoutQuery", **answer)
    assert len(engine.world.charges) == 2


async def test_the_page_pays(engine: Engine, page: Page) -> None:
    sent = await invoice(engine)
    mum = {"person": MUM}
    sheet = page.act({"do": "press_pay", **mum, "chat": MUM, "message_id": sent["message_id"]})
    named = {**mum, "checkout_id": sheet["checkout_id"]}
    assert page.act({"do": "pay", **named})["state"] == "waiting"
    await engine.ask("answerPreCheckoutQuery", pre_checkout_query_id=sheet["checkout_id"], ok=True)
    assert page.act({"do": "checkout", **named})["state"] == "paid"
    copied = {"do": "forward_message", **mum, "chat": MUM, "message_id": sent["message_id"], "to": FAMILY}
    assert page.act(copied)["message_id"]
    assert page.act({"do": "buy_stars", **mum, "stars": 5}) == {"stars": 5}
    paid = next(chat for chat in page.state()["chats"] if chat["id"] == MUM)["paid"]
    assert paid == []
