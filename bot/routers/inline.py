"""Adding from any other chat: `@bot milk 2 pcs`."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from aiogram import Bot, Router
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import Filter
from aiogram.methods import AnswerInlineQuery, EditMessageText
from aiogram.types import (
    ChosenInlineResult,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Message,
)

from bot.callbacks.own import InlinePress
from bot.links import HOME
from bot.screens.own import described, heeded_screen, sent_screen
from bot.show import patiently
from bot.texts import clip
from core.carts.errors import AskedTooLongAgoError

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery, TelegramObject

    from bot.settings import Settings
    from bot.texts import Texts
    from bot.use_cases import Do
    from core.carts.inline import InlineOffer
    from core.people.person import Person

log = logging.getLogger(__name__)

router = Router(name="inline")

HINT_LIMIT = 64
"""What Telegram's clients show of the line above the results."""

_NO_PREVIEW = LinkPreviewOptions(
    is_disabled=True, prefer_small_media=None, prefer_large_media=None, show_above_text=None
)
"""Named in full: the bot's defaults are filled in at the top of a call only, not inside a result."""


class SentThroughBot(Filter):
    """Only messages that somebody sent by choosing what this bot offered."""

    async def __call__(self, event: TelegramObject, bot: Bot) -> bool:
        """Tell whether the message is one."""
        return isinstance(event, Message) and event.via_bot is not None and event.via_bot.id == bot.id


@router.message(SentThroughBot())
async def leave_alone(_: Message) -> None:
    """What was sent through the bot is heeded when it is chosen, and is no message to the bot."""


@router.inline_query()
async def offer(
    query: InlineQuery,
    bot: Bot,
    t: Texts,
    settings: Settings,
    ask_inline: Do[InlineOffer],
    person: Person | None = None,
) -> None:
    """Offer to add what was typed; who is not known yet is shown the way to the bot."""
    if person is None:
        await answer_inline(bot, query, t.label("Open the bot first: it takes one tap"))
        return
    if not query.query.strip():
        await answer_inline(bot, query, t.label("Write what to buy, for example: milk 2 pcs"))
        return
    offered = await ask_inline(actor=person.id, text=query.query, currency=settings.currency)
    results = [_result(offered, query.query, t, to_family=False)]
    if offered.has_cart:
        results.insert(0, _result(offered, query.query, t, to_family=True))
    await answer_inline(bot, query, None, *results)


def _result(offered: InlineOffer, text: str, t: Texts, *, to_family: bool) -> InlineQueryResultArticle:
    press = InlinePress(ask=offered.ask, to_family=to_family)
    screen = sent_screen(" ".join(text.split()), press, t)
    keyboard = screen.keyboard if isinstance(screen.keyboard, InlineKeyboardMarkup) else None
    return InlineQueryResultArticle(
        id=press.pack(),
        title=t.label("Add to the family's cart") if to_family else t.label("Add to my own cart"),
        description=described(offered, t),
        input_message_content=InputTextMessageContent(
            message_text=screen.text,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            disable_web_page_preview=None,
        ),
        reply_markup=keyboard,
    )


async def answer_inline(
    bot: Bot, query: InlineQuery, hint: str | None, *results: InlineQueryResultArticle
) -> None:
    """Answer what was typed; a hint above the results leads to the bot. What is late is dropped."""
    above = InlineQueryResultsButton(text=clip(hint, HINT_LIMIT), start_parameter=HOME) if hint else None
    try:
        await bot(
            AnswerInlineQuery(
                inline_query_id=query.id, results=list(results), button=above, cache_time=0, is_personal=True
            )
        )
    except TelegramBadRequest as error:
        if "query is too old" not in error.message:
            raise
        log.info("what was typed in another chat was answered too late")


@router.chosen_inline_result()
async def heed_choice(
    chosen: ChosenInlineResult,
    bot: Bot,
    t: Texts,
    settings: Settings,
    heed_inline: Do[str],
    person: Person | None = None,
) -> None:
    """Add what was chosen, when Telegram tells so; who was forgotten meanwhile chose nothing."""
    press = InlinePress.unpack(chosen.result_id)
    if person is not None and chosen.inline_message_id is not None:
        await _heed(bot, chosen.inline_message_id, press, person, t, settings, heed_inline)


@router.callback_query(InlinePress.filter())
async def heed_press(
    query: CallbackQuery,
    callback_data: InlinePress,
    bot: Bot,
    person: Person,
    t: Texts,
    settings: Settings,
    heed_inline: Do[str],
) -> str:
    """Add what was sent, when its sender taps the button under it."""
    if query.inline_message_id is None:
        raise AskedTooLongAgoError
    await _heed(bot, query.inline_message_id, callback_data, person, t, settings, heed_inline)
    return t.label("It is in the cart.")


async def _heed(
    bot: Bot,
    message: str,
    press: InlinePress,
    person: Person,
    t: Texts,
    settings: Settings,
    heed_inline: Do[str],
) -> None:
    text = await heed_inline(
        actor=person.id,
        ask=press.ask,
        to_family=press.to_family,
        message=message,
        currency=settings.currency,
    )
    try:
        await patiently(
            bot,
            EditMessageText(inline_message_id=message, text=heeded_screen(" ".join(text.split()), t).text),
        )
    except TelegramBadRequest as error:  # it was added already, or the message is gone
        log.info("what was sent from another chat stays as it is: %s", error.message)
