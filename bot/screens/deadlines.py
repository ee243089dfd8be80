"""Until when a line is voted on, how it changed since the family had its say, and what silence means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.callbacks.carts import LinePress
from bot.callbacks.customs import AskDeadlinePress, DeadlinePress, DeadlinesPress
from bot.screen import Screen, button, rows
from bot.screens.customs import until_words
from bot.screens.people import cancel_button
from bot.screens.wishes import amount, wish
from core.carts.agreement import Standing
from core.carts.deadline import Lasting
from core.families.family import Voting

if TYPE_CHECKING:
    from datetime import datetime

    from aiogram.types import InlineKeyboardButton

    from bot.texts import Html, Texts
    from core.carts.deadline import Until
    from core.carts.item import Item
    from core.carts.views import DeadlineView


def deadline_button(item: Item, t: Texts) -> InlineKeyboardButton:
    """Return the way to another deadline."""
    return button("⏰ " + t.label("Until …"), DeadlinesPress(item=item.id, version=item.version))


def deadline_screen(view: DeadlineView, t: Texts) -> Screen:
    """Offer other deadlines for the vote on one line."""
    item = view.item
    until = t.moment(item.closes_at) if item.closes_at else ""
    text = t(
        "{wish}\nThe family is voting until {until}. Until when instead? From 5 minutes to 7 days.",
        wish=wish(item, t),
        until=until,
    )
    choices = [
        button(
            _offer(until, moment, t),
            DeadlinePress(item=item.id, version=item.version, closes_at=int(moment.timestamp())),
        )
        for until, moment in view.offered
    ]
    pairs = [choices[first : first + 2] for first in range(0, len(choices), 2)]
    other = button("✏️ " + t.label("Another"), AskDeadlinePress(item=item.id, version=item.version))
    return Screen(text, rows(*pairs, [other], [line_button(item.id, t)]))


def line_button(item: int, t: Texts) -> InlineKeyboardButton:
    """Return the way back to the line."""
    return button("⬅️ " + t.label("Back"), LinePress(item=item))


def _offer(until: Until, moment: datetime, t: Texts) -> str:
    """Return a moment, behind how far away it is when that is what is offered."""
    if isinstance(until, Lasting):
        return t.label("{span}: {moment}", span=until_words(until, t), moment=t.moment(moment))
    return t.moment(moment)


def ask_deadline_screen(item: Item, t: Texts) -> Screen:
    """Ask for a deadline in words."""
    text = t(
        "Until when shall the family vote on {wish}? From 5 minutes to 7 days, for example "
        "<code>2 hours</code>, <code>18:00</code> or <code>tomorrow 9:00</code>.",
        wish=wish(item, t),
    )
    return Screen(text, rows([cancel_button(t)]))


def vote_remarks(item: Item, voting: Voting, t: Texts) -> list[Html]:
    """Return what the line's screen says about an open vote: whose yes it takes, and what the line was."""
    said = [_silence_words(voting, t)] if item.standing is Standing.VOTING else []
    was = was_words(item, t)
    return [*said, was] if was is not None else said


def _silence_words(voting: Voting, t: Texts) -> Html:
    """Say whose yes a vote takes, and what silence comes to."""
    match voting:
        case Voting.VETO:
            return t("Nobody against by then: agreed. One 👎 and it is off.")
        case Voting.MAJORITY:
            return t("More 👍 than 👎 decide, when at least half of the adults vote.")
        case Voting.EVERYONE:
            return t("Every adult has to say 👍; who stays silent does not agree.")
        case Voting.ORGANIZER:
            return t("The organizer decides, the others advise. Without the organizer's vote it is off.")


def was_words(item: Item, t: Texts) -> Html | None:
    """Return what an open vote's line was when the family last had its say; None when it is the same."""
    before = item.before
    if before is None or item.standing not in (Standing.VOTING, Standing.TIED):
        return None
    is_called_so, has_link = before.title == item.title, before.link == item.link
    is_alike = (before.quantity, before.unit, before.price) == (item.quantity, item.unit, item.price)
    if is_called_so and has_link and is_alike:
        return None
    parts = [] if is_called_so else [before.title]
    parts.append(amount(before.quantity, before.unit, t))
    parts.append(
        t.money(before.price.minor, before.price.currency) if before.price else t.label("without a price")
    )
    if not has_link:
        parts.append(t.label("another link") if before.link else t.label("without a link"))
    return t("was: {was}", was=" · ".join(parts))
