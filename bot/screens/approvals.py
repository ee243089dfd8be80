"""What waits for an adult, and an adult's decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.callbacks.approvals import DecidePress, DecisionNotePress, RequestsPagePress
from bot.callbacks.carts import LinePress
from bot.callbacks.people import Go, Place
from bot.screen import Screen, button, pager, rows
from bot.screens.journal import undo_buttons
from bot.screens.people import cancel_button, cart_button, home_button
from bot.screens.wishes import wish
from bot.texts import Html, clip
from core.carts.agreement import Standing
from core.carts.reading import NOTE_LIMIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiogram.types import InlineKeyboardButton

    from bot.texts import Texts
    from core.carts.item import Item
    from core.carts.views import Decided, Request, RequestsView

PAGE_REQUESTS = 5
"""Lines on one page, as the views count them."""


def requests_screen(view: RequestsView, t: Texts) -> Screen:
    """Show a page of what waits, with a row of buttons for each line to who may decide."""
    if not view.count:
        text = t("⏳ Nothing waits for an adult right now.")
        return Screen(text, rows([cart_button(t)], [home_button(t)]))
    numbered = list(enumerate(view.requests, start=view.page * PAGE_REQUESTS + 1))
    listed = "\n".join(_request(number, request, t) for number, request in numbered)
    text = t("⏳ <b>Waiting for an adult</b>\n\n{listed}", listed=Html(listed))
    buttons = [_buttons(number, request.item, t, may_decide=view.may_decide) for number, request in numbered]
    turning = pager(view.page, view.pages, lambda page: RequestsPagePress(page=page))
    return Screen(text, rows(*buttons, turning, [home_button(t)]))


def _request(number: int, request: Request, t: Texts) -> Html:
    item = request.item
    facts = [
        t("limit: {limit}", limit=t.money(request.limit.minor, request.limit.currency)),
        t.plural("waits {count} hour", "waits {count} hours", request.hours)
        if request.hours
        else t("has just been added"),
        t("until {moment}", moment=t.moment(item.closes_at) if item.closes_at else ""),
    ]
    if item.price is None:
        facts.insert(0, t("no price"))
    return t(
        "{number}. {wish} – {author}\n     {facts}",
        number=number,
        wish=wish(item, t),
        author=item.author_name,
        facts=Html(" · ".join(facts)),
    )


def _buttons(number: int, item: Item, t: Texts, *, may_decide: bool) -> Sequence[InlineKeyboardButton]:
    if not may_decide:
        return [button(f"{number}: {clip(item.title)}", LinePress(item=item.id))]
    return [
        button(f"{number}: ✅", DecidePress(item=item.id, version=item.version, is_allowed=True)),
        button(f"{number}: 🚫", DecidePress(item=item.id, version=item.version, is_allowed=False)),
        button(f"{number}: ✍️ " + t.label("With a note"), LinePress(item=item.id)),
    ]


def decide_buttons(item: int, version: int, t: Texts) -> Sequence[InlineKeyboardButton]:
    """Return yes and no to a line that waits, each by one tap."""
    yes = DecidePress(item=item, version=version, is_allowed=True)
    no = DecidePress(item=item, version=version, is_allowed=False)
    return [button("✅ " + t.label("Approve"), yes), button("🚫 " + t.label("Turn down"), no)]


def note_buttons(item: int, version: int, t: Texts) -> Sequence[Sequence[InlineKeyboardButton]]:
    """Return yes and no to a line that waits, with a note to its author."""
    yes = DecisionNotePress(item=item, version=version, is_allowed=True)
    no = DecisionNotePress(item=item, version=version, is_allowed=False)
    return [
        [button("✅✍️ " + t.label("Approve with a note"), yes)],
        [button("🚫✍️ " + t.label("Turn down with a note"), no)],
    ]


def ask_note_screen(line: Item, t: Texts, *, is_allowed: bool) -> Screen:
    """Ask what to say with a yes or no."""
    if is_allowed:
        text = t(
            "You say yes to “{line}”. What shall I tell {author}? Up to {limit} characters.",
            line=line.title,
            author=line.author_name,
            limit=NOTE_LIMIT,
        )
    else:
        text = t(
            "You say no to “{line}”. What shall I tell {author}? Up to {limit} characters.",
            line=line.title,
            author=line.author_name,
            limit=NOTE_LIMIT,
        )
    return Screen(text, rows([cancel_button(t)]))


def decided_words(decided: Decided, t: Texts) -> str:
    """Return the toast after a decision."""
    line, author = clip(decided.line), clip(decided.author)
    if not decided.is_allowed:
        return t.label("🚫 “{line}”: not this time. {author} is told.", line=line, author=author)
    if decided.standing is Standing.VOTING:
        return t.label("✅ “{line}” may be bought; now the family votes.", line=line)
    return t.label("✅ “{line}” may be bought. {author} is told.", line=line, author=author)


def decided_screen(decided: Decided, t: Texts, undo: int | None = None) -> Screen:
    """Confirm a decision that came with a note; `undo` is the deed."""
    words = t("{words}", words=decided_words(decided, t))
    return Screen(
        words,
        rows(
            undo_buttons(undo, t),
            [button("⏳ " + t.label("Approvals"), Go(to=Place.APPROVALS)), cart_button(t)],
        ),
    )
