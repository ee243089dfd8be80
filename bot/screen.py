"""A screen: what one message says, and the buttons under it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputRichMessage,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aiogram.filters.callback_data import CallbackData

    from bot.texts import Html


@dataclass(frozen=True, slots=True)
class Screen:
    """Text as HTML and its keyboard."""

    text: Html
    keyboard: InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None = None

    def seal(self) -> str:
        """Return a few letters that are the same for the same screen only."""
        keyboard = self.keyboard.model_dump_json(exclude_none=True) if self.keyboard else ""
        return blake2b(f"{self.text}\n{keyboard}".encode(), digest_size=12).hexdigest()


@dataclass(frozen=True, slots=True)
class RichScreen:
    """Blocks of text that have buttons in them, and the keyboard below."""

    content: InputRichMessage
    keyboard: InlineKeyboardMarkup | None = None

    def seal(self) -> str:
        """Return a few letters that are the same for the same screen only."""
        parts = [part.model_dump_json(exclude_none=True) for part in (self.content, self.keyboard) if part]
        return blake2b("\n".join(parts).encode(), digest_size=12).hexdigest()


def rows(*rows_: Sequence[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    """Return a keyboard of these rows; empty ones are left out."""
    return InlineKeyboardMarkup(inline_keyboard=[list(row) for row in rows_ if row])


def button(label: str, press: CallbackData) -> InlineKeyboardButton:
    """Return a button that sends the press back."""
    return InlineKeyboardButton(text=label, callback_data=press.pack())


def pager(page: int, pages: int, turn: Callable[[int], CallbackData]) -> list[InlineKeyboardButton]:
    """Return the buttons that turn a list to the page before and the next, around; none for a single page."""
    if pages == 1:
        return []
    return [
        button("◀️", turn((page - 1) % pages)),
        button(f"{page + 1} / {pages}", turn(page)),
        button("▶️", turn((page + 1) % pages)),
    ]
