"""Puts the bot together: routers, middlewares, and the use cases they are given."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.enums import ParseMode

from bot.middlewares import acquaint, answer_callbacks, hand_over, report_failures, word_refusals
from bot.routers import (
    account,
    adding,
    answers,
    approvals,
    benefits,
    books,
    carts,
    customs,
    deadlines,
    families,
    inline,
    invites,
    inviting,
    journal,
    members,
    orders,
    own,
    own_orders,
    payments,
    people,
    profile,
    settling,
    shopping,
    staples,
    terms,
)
from bot.whisper import Whisper

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiogram.client.session.base import BaseSession

    from bot.drawing import Drawing
    from bot.links import Links
    from bot.settings import Settings
    from bot.use_cases import Do


def build_bot(token: str, session: BaseSession) -> Bot:
    """Return the bot that speaks HTML and shows no link previews."""
    properties = DefaultBotProperties(parse_mode=ParseMode.HTML, link_preview_is_disabled=True)
    return Bot(token, session=session, default=properties)


def equip_dispatcher(
    settings: Settings,
    links: Links,
    use_cases: Mapping[str, Do[Any]],
    drawing: Drawing,
    *,
    is_ephemeral: bool,
) -> Dispatcher:
    """Return the dispatcher, whose handlers get these use cases by their names.

    `is_ephemeral` tells whether the Bot API server has messages that one person in a group sees.

    Routers are modules, so a process has one dispatcher: equipping it again replaces what it had.
    """
    dispatcher = _dispatcher()
    dispatcher.workflow_data.clear()
    whisper = Whisper(links, is_ephemeral=is_ephemeral)
    dispatcher.workflow_data.update(
        settings=settings, links=links, do=use_cases, drawing=drawing, whisper=whisper
    )
    return dispatcher


@cache
def _dispatcher() -> Dispatcher:
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.update.outer_middleware(acquaint)
    for observer in (
        dispatcher.message,
        dispatcher.callback_query,
        dispatcher.my_chat_member,
        dispatcher.inline_query,
        dispatcher.chosen_inline_result,
        dispatcher.pre_checkout_query,
    ):
        observer.outer_middleware(answer_callbacks)
        observer.outer_middleware(report_failures)
        observer.outer_middleware(word_refusals)
        observer.middleware(hand_over)
    areas = (
        payments,
        inline,
        carts,
        adding,
        own,
        own_orders,
        approvals,
        shopping,
        staples,
        terms,
        journal,
        invites,
        inviting,
        people,
        profile,
        families,
        members,
        benefits,
        customs,
        deadlines,
        orders,
        account,
        books,
        settling,
        answers,
    )
    dispatcher.include_routers(*(area.router for area in areas))
    return dispatcher
