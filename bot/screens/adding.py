"""What can be done about what was just added: fix it, price it, make one line of two; and notes on lines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.callbacks.adding import (
    AddedPress,
    FixPress,
    MergePress,
    NoNotePress,
    NotePress,
    PriceReadPress,
)
from bot.callbacks.carts import EditPress
from bot.screen import Screen, button, rows
from bot.screens.people import cancel_button
from bot.screens.wishes import amount, wish
from bot.texts import Html, clip
from core.carts.item import as_draft
from core.carts.reading import NOTE_LIMIT, likely_price
from core.shared.money import parse_amount

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiogram.types import InlineKeyboardButton

    from bot.texts import Texts
    from core.carts.item import Item
    from core.carts.views import Added, LineDetails, Offer

OFFERED = 5
"""So many lines that are in the cart twice, or that may name a price, are asked about at once."""

CHOSEN_FROM = 20
"""So many lines are offered to be changed; the others are in the cart."""


def offer_words(added: Added, t: Texts) -> Sequence[Html]:
    """Return what is asked about what was added: whether two lines should be one, and what a number means."""
    offered = [
        t(
            "♻️ Already there: {older} ({author}). Make it {both}?",
            older=wish(offer.older, t, is_short=True),
            author=clip(offer.older.author_name),
            both=wish(_both(offer), t, is_short=True),
        )
        for offer in added.offers[:OFFERED]
    ]
    priced = [
        t("💰 “{line}”: is {price} the price?", line=clip(item.title), price=price)
        for item, _, price in _likely_prices(added, t)
    ]
    return [*offered, *priced]


def offer_buttons(added: Added, t: Texts) -> Sequence[Sequence[InlineKeyboardButton]]:
    """Return the buttons that say yes to what `offer_words` asks, a row each, and no to two lines as one."""
    merging = [
        [
            button(
                f"➕ {clip(offer.older.title, 24)}: "
                f"{amount(offer.draft.quantity, offer.draft.unit, t, offer.older.units)}",
                MergePress(
                    item=offer.newer.id,
                    revision=offer.newer.revision,
                    into=offer.older.id,
                    into_revision=offer.older.revision,
                ),
            )
        ]
        for offer in added.offers[:OFFERED]
    ]
    keeping = [[button(t.label("Keep both"), AddedPress(addition=added.addition))]] if merging else []
    pricing = [
        [button(f"💰 {clip(title, 24)}: {price}", PriceReadPress(item=item.id, revision=item.revision))]
        for item, title, price in _likely_prices(added, t)
    ]
    return [*merging, *keeping, *pricing]


def _both(offer: Offer) -> Item:
    draft = offer.draft
    return replace(offer.older, quantity=draft.quantity, unit=draft.unit, price=draft.price)


def _likely_prices(added: Added, t: Texts) -> Sequence[tuple[Item, str, str]]:
    """Return the lines whose titles end with what may be a price: each with its title without it, and it."""
    found = [(item, likely) for item in added.items if (likely := likely_price(as_draft(item))) is not None]
    return [
        (item, title, t.money(parse_amount(price, added.currency).minor, added.currency))
        for item, (title, price) in found[:OFFERED]
    ]


def fix_button(added: Added, t: Texts) -> InlineKeyboardButton:
    """Return the way to change what was understood wrong: the one line, or the choice of one."""
    label = "✏️ " + t.label("Edit")
    if len(added.items) > 1:
        return button(label, FixPress(addition=added.addition))
    return button(label, EditPress(item=added.items[0].id, revision=added.items[0].revision))


def choose_line_screen(added: Added, t: Texts) -> Screen:
    """Let the person choose which of the lines they added is to be changed."""
    lines = [
        [button(f"✏️ {_in_short(item, t)}", EditPress(item=item.id, revision=item.revision))]
        for item in added.items[:CHOSEN_FROM]
    ]
    back = [button("⬅️ " + t.label("Back"), AddedPress(addition=added.addition))]
    return Screen(t("Which line shall I change?"), rows(*lines, back))


def _in_short(item: Item, t: Texts) -> str:
    return f"{clip(item.title, 24)}, {amount(item.quantity, item.unit, t, item.units)}"


def ask_note_screen(title: str, t: Texts) -> Screen:
    """Ask what is to be noted on a line."""
    text = t(
        "What shall I note on <b>{title}</b>? Up to {limit} characters, for example: the one in the blue "
        "pack.",
        title=title,
        limit=NOTE_LIMIT,
    )
    return Screen(text, rows([cancel_button(t)]))


def own_note_buttons(details: LineDetails, t: Texts) -> Sequence[InlineKeyboardButton]:
    """Return what an author can do about the note on their line."""
    item = details.line.item
    named = {"item": item.id, "revision": item.revision}
    note = button("📝 " + t.label("Note"), NotePress(**named))
    return [note, button(t.label("No note"), NoNotePress(**named))] if item.note else [note]
