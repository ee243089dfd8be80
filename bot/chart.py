"""What everybody paid from the shared account, month by month, as a picture."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageDraw, ImageFont

from bot.texts import clip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.texts import Texts
    from core.account.views import SpendingView

_FONT: Final = Path(__file__).parent / "fonts" / "Roboto-Regular.ttf"

WIDTH: Final = 1200
_EDGE, _NAMES, _TOTALS = 30, 210, 150
_BARS: Final = (90, 400)
"""Between which heights the bars stand, in pixels from above."""

_ROW: Final = 40
_TEXT, _TITLE = 22, 32
_DRAWN: Final = 8
"""So many people have a colour of their own; the rest share the last one."""

_COLOURS: Final = (
    "#0072b2",
    "#e69f00",
    "#009e73",
    "#cc79a7",
    "#56b4e9",
    "#d55e00",
    "#f0e442",
    "#999999",
)
"""Okabe and Ito's, told apart by most of those who see fewer colours; the number beside each tells all."""


def spending_picture(view: SpendingView, t: Texts) -> bytes:
    """Return a PNG: a bar for each month, parted by who paid, and below it every sum in writing.

    Each person has a number, which stands in their part of a bar and before their name.
    """
    people = _gathered(view.people, t)
    picture = Image.new("RGB", (WIDTH, _BARS[1] + 60 + _ROW * (len(people) + 1) + _EDGE), "white")
    draw = ImageDraw.Draw(picture)
    title = t.label("Paid from the shared account: {family}", family=clip(view.name))
    _write(draw, (_EDGE, _EDGE), title, _TITLE, WIDTH - 2 * _EDGE)
    column = (WIDTH - _EDGE - _NAMES - _TOTALS - _EDGE) // len(view.months)
    lefts = [_EDGE + _NAMES + column * number for number in range(len(view.months))]
    by_month = [sum(sums[number] for _, sums in people) for number in range(len(view.months))]
    highest = max(by_month, default=0) or 1
    draw.line((_EDGE + _NAMES, _BARS[1], WIDTH - _EDGE - _TOTALS, _BARS[1]), "#444444", 2)
    for number, (left, month) in enumerate(zip(lefts, view.months, strict=True)):
        _bar(draw, left, column, [sums[number] for _, sums in people], highest)
        _write(draw, (left + 8, _BARS[1] + 10), t.month(month), _TEXT, column - 8)
    _write(draw, (lefts[-1] + column + 8, _BARS[1] + 10), t.label("Total"), _TEXT, _TOTALS - 14)
    top = _BARS[1] + 55
    columns = [*lefts, lefts[-1] + column]
    for place, (name, sums) in enumerate(people):
        below = top + _ROW * place
        draw.rectangle((_EDGE, below + 2, _EDGE + 24, below + 26), _COLOURS[place])
        called = f"{place + 1}. {clip(_readable(name), 20)}"
        _row(draw, below, called, _cells(sums, view.currency, t), columns)
    _row(draw, top + _ROW * len(people), t.label("Total"), _cells(by_month, view.currency, t), columns)
    png = BytesIO()
    picture.save(png, "PNG")
    return png.getvalue()


def _gathered(people: Sequence[tuple[str, Sequence[int]]], t: Texts) -> Sequence[tuple[str, Sequence[int]]]:
    """Return everybody, or when they are many the first ones and the sums of the rest."""
    if len(people) <= _DRAWN:
        return people
    rest = [sums for _, sums in people[_DRAWN - 1 :]]
    return [*people[: _DRAWN - 1], (t.label("the others"), [sum(month) for month in zip(*rest, strict=True)])]


def _bar(draw: ImageDraw.ImageDraw, left: int, column: int, parts: Sequence[int], highest: int) -> None:
    top, bottom = _BARS
    reached = 0
    for place, part in enumerate(parts):
        below = bottom - (bottom - top) * reached // highest
        reached += part
        above = bottom - (bottom - top) * reached // highest
        if above < below:
            box = (left + 8, above, left + column - 16, below)
            draw.rectangle(box, _COLOURS[place], "white")
        if below - above >= _TEXT + 2:
            _write(draw, (left + 14, above + 2), str(place + 1), _TEXT, column)


def _cells(sums: Sequence[int], currency: str, t: Texts) -> Sequence[str]:
    return [t.money(minor, currency) if minor else "–" for minor in (*sums, sum(sums))]


def _row(
    draw: ImageDraw.ImageDraw, top: int, name: str, cells: Sequence[str], columns: Sequence[int]
) -> None:
    _write(draw, (_EDGE + 34, top), name, _TEXT, _NAMES - 44)
    width = columns[1] - columns[0]
    for left, cell in zip(columns, cells, strict=True):
        _write(draw, (left + 8, top), cell, _TEXT, width - 14)


def _write(draw: ImageDraw.ImageDraw, at: tuple[int, int], text: str, size: int, width: int) -> None:
    """Write a text smaller when it would not fit, and cut it when that would be too small to read."""
    while size > _TEXT // 2 and _font(size).getlength(text) > width:
        size -= 1
    while len(text) > 1 and _font(size).getlength(text) > width:
        text = text[:-2] + "…"
    draw.text(at, text, "black", _font(size))


def _readable(name: str) -> str:
    """Return a name without what the font has no letters for, such as emoji."""
    missing = bytes(_font(_TEXT).getmask("\uffff"))  # no letter has this code
    known = [letter for letter in name if letter.isspace() or bytes(_font(_TEXT).getmask(letter)) != missing]
    return " ".join("".join(known).split())


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONT, size)
