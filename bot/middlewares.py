"""What surrounds every handler: who acts, in which language, refusals, and the answer to every button."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
)
from aiogram.types import (
    CallbackQuery,
    ChosenInlineResult,
    InlineQuery,
    Message,
    PreCheckoutQuery,
    TelegramObject,
    Update,
)

from bot.checkouts import answer_checkout
from bot.commands import IN_GROUPS
from bot.refusals.screen import refusal_screen
from bot.refusals.words import refusal_words
from bot.routers.inline import answer_inline
from bot.screen import Screen
from bot.screens.alerts.bundles import missed_screens
from bot.screens.approvals import requests_screen
from bot.screens.carts import outdated_screen
from bot.screens.orders import order_screen
from bot.screens.own import own_cart_screen
from bot.screens.own_orders import own_order_screen
from bot.screens.people import anonymous_screen
from bot.screens.settling import plan_screen
from bot.screens.shopping import shop_screen
from bot.show import send, show, take_away, take_buttons_away, topic_of
from bot.texts import LANGUAGES, TOAST_LIMIT, Texts, clip
from core.carts import errors as carts
from core.carts.errors import (
    LineChangedError,
    LineGoneError,
    NoTripError,
    OwnLineChangedError,
    OwnLineGoneError,
    ReplacementGoneError,
    RequestChangedError,
    RequestDecidedError,
    RequestExpiredError,
    ShelfChangedError,
    TripUnderWayError,
    VoteClosedError,
)
from core.families.errors import (
    CartOffError,
    NoFamilyError,
    OfferGoneError,
    PlaceTakenError,
    PlaceUnknownError,
)
from core.invites.errors import RequestClosedError
from core.orders.errors import (
    AccountLacksError,
    OwnCartEmptyError,
    OwnCheckoutChangedError,
    OwnOrderStateError,
    PlanChangedError,
    ShareFellError,
)
from core.people.person import Introduction
from core.shared.errors import DomainError
from core.shared.secrets import LooksSecretError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from aiogram import Bot
    from aiogram.types import Chat, User

    from bot.settings import Settings
    from bot.use_cases import Do
    from core.people.person import Person

    Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]

log = logging.getLogger(__name__)

_STALE = (LineGoneError, LineChangedError, VoteClosedError)
"""Refusals of a button that shows something old."""

_OVER = (OfferGoneError, RequestClosedError, ReplacementGoneError)
"""Refusals of a button about what was decided meanwhile: it cannot be pressed again."""

_HEARD = (PlaceTakenError, PlaceUnknownError, LooksSecretError)
"""Refusals that concern a group and nobody in it, or a danger to everybody."""

_STALE_REQUEST = (RequestChangedError, RequestDecidedError, RequestExpiredError)
"""Refusals of a button about a line that waits no more; they bring the queue up to date."""


_STALE_OWN = (OwnLineGoneError, OwnLineChangedError, OwnCartEmptyError, OwnCheckoutChangedError)
"""Refusals of a button about one's own cart that shows something old."""

_STALE_SHELF = (ShelfChangedError, NoTripError, TripUnderWayError)
"""Refusals of a shopper's button that shows something old; they bring the list up to date."""


async def acquaint(handler: Handler, event: TelegramObject, data: dict[str, Any]) -> object:
    """Find out who acts, keep their name of today, and speak their language."""
    user: User | None = data.get("event_from_user")
    settings: Settings = data["settings"]
    if user is None or user.is_bot:
        t = data["t"] = Texts(settings.language, settings.time_zone)
        if user is None or not _needs_person(event) or _brings_money(event):
            return await handler(event, data)
        if user.id == data["bot"].id:
            await _hide_pin(event, data["bot"])
            return None
        await _answer_anonymous(event, data["bot"], t)
        return None
    sender = Introduction(user.id, user.full_name, user.username, user.language_code)
    person: Person | None = await data["do"]["find_person"](person=user.id)
    if person is None and not _needs_person(event):  # who was forgotten and blocks the bot stays forgotten
        data["t"] = Texts(settings.language, settings.time_zone)
        return await handler(event, data)
    if person is None or not person.looks_like(sender):
        person = await data["do"]["meet_person"](
            sender=sender, spoken=LANGUAGES, default=settings.language, quiet=settings.quiet_nights
        )
    data["person"] = person
    t = data["t"] = texts_for(person.language, person.time_zone, settings)
    chat: Chat | None = data.get("event_chat")
    is_private = chat is not None and chat.type == ChatType.PRIVATE
    if is_private and not person.reachable and _is_here(event):
        await _catch_up(data, person, t)
    return await handler(event, data)


async def hand_over(handler: Handler, event: TelegramObject, data: dict[str, Any]) -> object:
    """Give the handler the use cases that it names.

    All of them in `data` would be copied a dozen times while aiogram carries an update to its handler.
    """
    do: Mapping[str, Do[Any]] = data["do"]
    wanted = data["handler"].params & do.keys()
    return await handler(event, data | {name: do[name] for name in wanted})


def texts_for(language: str, zone: str | None, settings: Settings) -> Texts:
    """Return the texts in a person's language, or in the operator's when it is not spoken any more.

    They tell the time of the person's zone or their family's, or of the operator's when neither chose one.
    """
    spoken = next((code for code in LANGUAGES if code == language), settings.language)
    return Texts(spoken, zone or settings.time_zone)


async def _hide_pin(event: TelegramObject, bot: Bot) -> None:
    """Take the line away by which Telegram says that the bot has pinned something: the pin is seen."""
    message = event.message if isinstance(event, Update) else None
    if message is not None and message.pinned_message is not None:
        await take_away(bot, message.chat.id, message.message_id)


async def _answer_anonymous(event: TelegramObject, bot: Bot, t: Texts) -> None:
    """Ask who writes in the name of the group, as its administrators may, to show themselves."""
    message = event.message if isinstance(event, Update) else None
    if message is None or message.sender_chat is None or message.text is None:
        return
    command = message.text.split(maxsplit=1)[0].partition("@")[0]
    if command.removeprefix("/") in IN_GROUPS and command.startswith("/"):
        await send(bot, message.chat.id, anonymous_screen(t), topic=topic_of(message))


def _needs_person(event: TelegramObject) -> bool:
    return isinstance(event, Update) and (event.message is not None or event.callback_query is not None)


def _brings_money(event: TelegramObject) -> bool:
    """Tell whether an update, or its message, says that money came or went."""
    message = event.message if isinstance(event, Update) else event
    if not isinstance(message, Message):
        return False
    return message.successful_payment is not None or message.refunded_payment is not None


def _is_here(event: TelegramObject) -> bool:
    """Tell whether a person who was away is back: they wrote, pressed, or do not block the bot any more."""
    if isinstance(event, Update) and event.my_chat_member is not None:
        return event.my_chat_member.new_chat_member.status == ChatMemberStatus.MEMBER
    return _needs_person(event)


async def _catch_up(data: dict[str, Any], person: Person, t: Texts) -> None:
    """Show what waited while the person could not be reached; what fails now is delivered as usual."""
    missed = await data["do"]["claim_missed_alerts"](recipient=person.id)
    await data["do"]["organizer_is_back"](actor=person.id)
    if missed:
        alerts = [waiting.id for waiting in missed]
        try:
            for screen in missed_screens(missed, t):
                await send(data["bot"], person.id, screen)
        except (TelegramAPIError, ClientDecodeError) as error:
            log.warning("what %s missed is not shown yet: %s", person.id, type(error).__name__)
            await data["do"]["postpone_alerts"](alerts=alerts, attempts=0, retry_after=None)
        else:
            await data["do"]["settle_alerts"](alerts=alerts)


@dataclass(slots=True)
class Reply:
    """What the answer to a webhook's request carries: the call that is left to do when all else is done."""

    call: dict[str, str] | None = None


class Answer:
    """Answers one callback, once: the first toast counts, and no toast at the end is an answer too."""

    def __init__(self, query: CallbackQuery) -> None:
        """Stand ready to answer the query."""
        self._query = query
        self._is_done = False

    async def __call__(self, text: str = "", *, alert: bool = False) -> None:
        """Stop the button's spinner, and show the text if there is one."""
        if self._is_done:
            return
        self._is_done = True
        try:
            await self._query.answer(clip(text, TOAST_LIMIT) or None, show_alert=alert or None)
        except TelegramBadRequest as error:
            if "query is too old" not in error.message:
                raise

    async def finish(self, text: str, reply: Reply | None) -> None:
        """Answer when nobody did, in the reply to a webhook if there is one: that saves a request.

        What was to be done is done, so an answer that fails is a line in the log only.
        """
        if self._is_done:
            return
        if reply is not None:
            self._is_done = True
            reply.call = {
                "method": "answerCallbackQuery",
                "callback_query_id": self._query.id,
                "text": clip(text, TOAST_LIMIT),
            }
            return
        try:
            await self(text)
        except (TelegramAPIError, ClientDecodeError) as error:
            log.warning("a button was not answered: %s", error)


async def answer_callbacks(handler: Handler, event: TelegramObject, data: dict[str, Any]) -> object:
    """Give the handler a way to answer; when it does not, answer with the toast that it returns, if any."""
    if not isinstance(event, CallbackQuery):
        return await handler(event, data)
    answer = data["answer"] = Answer(event)
    result = None
    try:
        result = await handler(event, data)
    finally:
        await answer.finish(result if isinstance(result, str) else "", data.get("reply"))
    return result


async def word_refusals(handler: Handler, event: TelegramObject, data: dict[str, Any]) -> object:
    """Deliver a refusal in words: as an alert on the button that was pressed, else as a message."""
    try:
        return await handler(event, data)
    except DomainError as error:
        t: Texts = data["t"]
        if isinstance(event, CallbackQuery):
            await _refuse_press(event, data, error, t)
        elif isinstance(event, Message):
            if event.chat.type == ChatType.PRIVATE:
                await send(data["bot"], event.chat.id, refusal_screen(error, t))
            else:
                await _refuse_in_group(event, data, error, t)
        elif isinstance(event, InlineQuery):
            await answer_inline(data["bot"], event, refusal_words(error, t))
        elif isinstance(event, ChosenInlineResult):
            await send(data["bot"], event.from_user.id, refusal_screen(error, t))
        elif isinstance(event, PreCheckoutQuery):
            await answer_checkout(data["bot"], event.id, refusal_words(error, t))
    return None


async def _refuse_press(query: CallbackQuery, data: dict[str, Any], error: DomainError, t: Texts) -> None:
    """Say why in an alert, and bring what was pressed up to date."""
    await data["answer"](refusal_words(error, t), alert=True)
    if isinstance(error, _STALE):
        await _redraw(query, data, t)
    elif isinstance(error, _STALE_REQUEST):
        await _redraw_requests(query, data, t)
    elif isinstance(error, _STALE_SHELF):
        await _redraw_shelf(query, data, t)
    elif isinstance(error, AccountLacksError):
        await show(query, data["bot"], refusal_screen(error, t))
    elif isinstance(error, PlanChangedError):
        plan = await data["do"]["show_plan"](actor=query.from_user.id)
        await show(query, data["bot"], plan_screen(plan, t))
    elif isinstance(error, ShareFellError):
        order = await data["do"]["show_order"](actor=query.from_user.id, order=error.order)
        await show(query, data["bot"], order_screen(order, t))
    elif isinstance(error, OwnOrderStateError):
        view = await data["do"]["show_own_order"](actor=query.from_user.id, order=error.order)
        await show(query, data["bot"], own_order_screen(view, t))
    elif isinstance(error, _STALE_OWN):
        own = await data["do"]["show_own_cart"](actor=query.from_user.id)
        await show(query, data["bot"], own_cart_screen(own, t))
    elif isinstance(error, _OVER) and query.message is not None:
        await take_buttons_away(data["bot"], query.message.chat.id, query.message.message_id)


async def _refuse_in_group(message: Message, data: dict[str, Any], error: DomainError, t: Texts) -> None:
    """Tell only who wrote; what is wrong with a line may be heard, as the line itself was."""
    await data["whisper"].to_writer(
        data["bot"],
        message,
        data["person"],
        refusal_screen(error, t, is_group=True),
        t,
        may_be_heard=type(error).__module__ == carts.__name__ or isinstance(error, _HEARD),
    )


async def _redraw(query: CallbackQuery, data: dict[str, Any], t: Texts) -> None:
    """Bring what was pressed up to date: the live card is drawn anew, anything older gives way to it."""
    if query.message is None:
        return
    place, message = query.message.chat.id, query.message.message_id
    is_live = await data["do"]["redraw_card"](place=place, message=message)
    if not is_live and query.message.chat.type == ChatType.PRIVATE:
        await show(query, data["bot"], outdated_screen(t))


async def _redraw_requests(query: CallbackQuery, data: dict[str, Any], t: Texts) -> None:
    """Bring the queue of lines that wait for an adult up to date, unless its reader left meanwhile."""
    try:
        requests = await data["do"]["list_requests"](actor=query.from_user.id)
    except NoFamilyError:
        if query.message is not None:
            await take_buttons_away(data["bot"], query.message.chat.id, query.message.message_id)
        return
    await show(query, data["bot"], requests_screen(requests, t))


async def _redraw_shelf(query: CallbackQuery, data: dict[str, Any], t: Texts) -> None:
    """Bring the shopper's list up to date, unless its reader left meanwhile or there is no cart."""
    try:
        shop = await data["do"]["show_shop"](actor=query.from_user.id)
    except (NoFamilyError, CartOffError):
        if query.message is not None:
            await take_buttons_away(data["bot"], query.message.chat.id, query.message.message_id)
        return
    await show(query, data["bot"], shop_screen(shop, t))


async def report_failures(handler: Handler, event: TelegramObject, data: dict[str, Any]) -> object:
    """Answer an internal error with one neutral sentence and a reference that is also in the log.

    Only what says that money came or went fails for whoever took the update in.
    """
    try:
        return await handler(event, data)
    except TelegramForbiddenError as error:
        person: Person | None = data.get("person")
        if person is not None and getattr(error.method, "chat_id", None) == person.id:
            await data["do"]["note_unreachable"](person=person.id)
    except Exception:
        if _brings_money(event):
            raise  # whoever takes updates in tries again until it is kept
        reference = secrets.token_hex(4)
        update: Update = data["event_update"]
        log.exception("failure %s in update %s", reference, update.update_id)
        await _apologise(event, data, reference)
    return None


async def _apologise(event: TelegramObject, data: dict[str, Any], reference: str) -> None:
    t: Texts = data["t"]
    bot: Bot = data["bot"]
    sorry = t.label(
        "Something went wrong here. Please try again. Reference: {reference}", reference=reference
    )
    try:
        if isinstance(event, CallbackQuery):
            await data["answer"](sorry, alert=True)
        elif isinstance(event, Message):
            await send(bot, event.chat.id, Screen(t("{sorry}", sorry=sorry)))
        elif isinstance(event, PreCheckoutQuery):
            await answer_checkout(bot, event.id, sorry)
    except Exception:
        log.exception("failure %s could not be told", reference)
