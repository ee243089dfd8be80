from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.enums import ParseMode
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
)
from aiogram.types import (
    BotCommand,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    ReplyParameters,
    Update,
    WebhookInfo,
)
from aiogram.types import (
    Message as SeenMessage,
)
from aiogram.types import (
    User as SeenUser,
)

from sandbox.fixtures import DAD, FAMILY, MUM, TOKEN
from sandbox.spec import METHODS, check_object
from sandbox.transport.inproc import EngineSession, settle
from sandbox.world import Fault

if TYPE_CHECKING:
    from sandbox.engine import Engine
    from sandbox.groups import Groups
    from sandbox.paying import Paying
    from sandbox.people import People


@pytest.fixture
def bot(engine: Engine) -> Bot:
    return Bot(TOKEN, EngineSession(engine), DefaultBotProperties(parse_mode=ParseMode.HTML))


def voting() -> Dispatcher:
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def ask(message: Message) -> None:
        button = InlineKeyboardButton(text="За", callback_data="v:1")
        await message.answer("<b>Молоко</b>?", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]))

    @dispatcher.callback_query()
    async def count(query: CallbackQuery) -> None:
        await query.answer("Учтено")
        assert isinstance(query.message, Message)
        await query.message.edit_text("<i>Решено</i>")

    return dispatcher


async def test_a_real_bot_lives_here(engine: Engine, people: People, bot: Bot) -> None:
    dispatcher = voting()
    people.say(MUM, MUM, "/start")
    assert await settle(engine, bot, dispatcher) == 1
    people.tap(MUM, MUM, "За")
    assert await settle(engine, bot, dispatcher) == 1
    assert engine.chats.newest(MUM)["text"] == "Решено"
    assert engine.chats.newest(MUM)["entities"] == [{"type": "italic", "offset": 0, "length": 6}]
    assert [call.method for call in engine.journal] == [
        "sendMessage",
        "answerCallbackQuery",
        "editMessageText",
    ]
    assert engine.journal[0].params["chat_id"] == str(MUM)
    assert not engine.lint
    assert not engine.refused


async def test_refusals_become_aiograms_exceptions(
    engine: Engine,
    people: People,
    groups: Groups,
    bot: Bot,
) -> None:
    with pytest.raises(TelegramForbiddenError, match="can't initiate"):
        await bot.send_message(MUM, "a")
    people.say(MUM, MUM, "/start")
    with pytest.raises(TelegramBadRequest, match="can't parse entities"):
        await bot.send_message(MUM, "2 < 3")
    with pytest.raises(TelegramNotFound):
        await bot.get_chat_member(FAMILY, MUM)
    engine.faults.add(
        Fault(error={"code": 429, "description": "Too Many Requests: retry after 7", "retry_after": 7})
    )
    with pytest.raises(TelegramRetryAfter) as flood:
        await bot.send_message(MUM, "a")
    assert flood.value.retry_after == 7
    engine.faults.add(Fault(html_502=True))
    with pytest.raises(ClientDecodeError):
        await bot.send_message(MUM, "a")
    engine.faults.add(Fault(drop="before"))
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(MUM, "a")
    moved = groups.migrate(MUM, FAMILY)["chat_id"]
    with pytest.raises(TelegramMigrateToChat) as migration:
        await bot.send_message(FAMILY, "a")
    assert migration.value.migrate_to_chat_id == moved


async def test_every_update_and_result_is_one_that_aiogram_knows(
    engine: Engine,
    people: People,
    groups: Groups,
    paying: Paying,
) -> None:
    people.open_link(MUM, "https://t.me/family_shopping_bot?start=a")
    inline = json.dumps({"inline_keyboard": [[{"text": "За", "callback_data": "v:1", "style": "primary"}]]})
    sent = await engine.ask(
        "sendMessage", chat_id=MUM, text="<b>a</b>", parse_mode="HTML", reply_markup=inline
    )
    assert isinstance(sent, dict)
    reply = json.dumps({"message_id": sent["message_id"]})
    preview = json.dumps({"is_disabled": True})
    answer = await engine.ask(
        "sendMessage",
        chat_id=MUM,
        text="a",
        reply_parameters=reply,
        link_preview_options=preview,
        protect_content="true",
    )
    edited = await engine.ask(
        "editMessageText", chat_id=MUM, message_id=sent["message_id"], text="b", reply_markup=inline
    )
    people.tap(MUM, MUM, "За")
    people.share_contact(MUM, MUM)
    people.say(MUM, MUM, "да", sent["message_id"])
    people.block(MUM)
    people.unblock(MUM)
    dacha = groups.new_group(DAD, "Дача", [MUM])["chat_id"]
    groups.add_to_group(DAD, dacha, "x", admin=True)
    groups.leave(MUM, dacha)
    groups.join(MUM, dacha)
    groups.new_group(DAD, "Гараж", with_bot=True)
    groups.migrate(DAD, dacha)
    groups.kick_bot(MUM, FAMILY)
    prices = json.dumps([{"label": "a", "amount": 1}])
    asks = {"title": "a", "description": "a", "payload": "a", "currency": "XTR", "prices": prices}
    invoice = await engine.ask("sendInvoice", chat_id=MUM, **asks)
    assert isinstance(invoice, dict)
    paying.buy_stars(MUM, 1)
    sheet = paying.press_pay(MUM, MUM, invoice["message_id"])["checkout_id"]
    paying.pay(MUM, sheet)
    await engine.ask("answerPreCheckoutQuery", pre_checkout_query_id=sheet, ok=True)
    charge = paying.checkout(MUM, sheet)["charge"]
    await engine.ask("refundStarPayment", user_id=MUM, telegram_payment_charge_id=charge)
    problems = [
        problem for update in engine.world.updates.values() for problem in check_object(Update, update.body)
    ]
    for message in (sent, answer, edited, invoice):
        problems += check_object(SeenMessage, message)
    problems += check_object(SeenUser, await engine.ask("getMe"))
    problems += check_object(WebhookInfo, await engine.ask("getWebhookInfo"))
    assert problems == []
    assert {update.kind for update in engine.world.updates.values()} == {
        "message",
        "callback_query",
        "my_chat_member",
        "pre_checkout_query",
    }


def test_a_strange_field_is_noticed() -> None:
    wrong = {
        "update_id": 1,
        "message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private", "hue": 1}},
    }
    assert check_object(Update, wrong) == ["unknown field Update.message.chat.hue"]
    assert check_object(Update, {"update_id": "x"}) != []


async def test_aiograms_own_calls_leave_no_lint(engine: Engine, people: People, bot: Bot) -> None:
    people.say(MUM, MUM, "/start")
    first = await bot.send_message(
        MUM,
        "Номер?",
        disable_notification=True,
        reply_markup=ReplyKeyboardMarkup(
            keyboard=[[KeyboardButton(text="Дать", request_contact=True)]],
            resize_keyboard=True,
            input_field_placeholder="Номер",
        ),
    )
    await bot.send_message(MUM, "a", reply_parameters=ReplyParameters(message_id=first.message_id))
    await bot.set_my_commands([BotCommand(command="cart", description="Корзина")], language_code="ru")
    assert [one.command for one in await bot.get_my_commands(language_code="ru")] == ["cart"]
    assert await bot.get_my_commands() == []
    await bot.delete_my_commands(language_code="ru")
    await bot.delete_message(MUM, first.message_id)
    await bot.get_updates(offset=-1, limit=10, allowed_updates=["message"])
    assert (await bot.get_webhook_info()).url == ""
    assert [call.lint for call in engine.lint] == []


def test_the_methods_are_these() -> None:
    assert sorted(known.name for known in METHODS.values()) == [
        "answerCallbackQuery",
        "answerInlineQuery",
        "answerPreCheckoutQuery",
        "createInvoiceLink",
        "deleteEphemeralMessage",
        "deleteMessage",
        "deleteMyCommands",
        "deleteWebhook",
        "editEphemeralMessageReplyMarkup",
        "editEphemeralMessageText",
        "editMessageCaption",
        "editMessageReplyMarkup",
        "editMessageText",
        "forwardMessage",
        "getChat",
        "getChatMenuButton",
        "getFile",
        "getMe",
        "getMyCommands",
        "getMyStarBalance",
        "getStarTransactions",
        "getUpdates",
        "getWebhookInfo",
        "pinChatMessage",
        "refundStarPayment",
        "sendDocument",
        "sendInvoice",
        "sendMessage",
        "sendPhoto",
        "sendRichMessage",
        "setChatMenuButton",
        "setMyCommands",
        "setWebhook",
        "unpinAllChatMessages",
        "unpinChatMessage",
    ]
