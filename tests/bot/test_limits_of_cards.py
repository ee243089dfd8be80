"""The longest cards there can be, in every style and place: Telegram takes each of them whole."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.drawing import Drawing
from bot.texts import LANGUAGES, Texts
from core.carts.agreement import Standing
from core.shared.money import Money
from sandbox.fixtures import FAMILY
from sandbox.rich import LONGEST_RICH, buttons, flat
from tests.bot.stage import MUM, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.carts.views import CartView, LineView
    from sandbox.world import JSON

PAGE_LINES = 8
LARGEST_ID = 2**63 - 1
LARGEST_COUNT = 2**31 - 2
"""So that one more is still a count."""

LONGEST_WISH = (
    f"!Щ{119 * '&'} 999 упаковок 9 999 999,99 ({200 * '<'}) https://shop.ru/{1900 * 'a'}",
    f"!Щ{119 * '👩'} 999 бутылок 9 999 999,99 ({200 * '🎈'}) https://shop.ru/{1900 * 'a'}",
)


async def longest(stage: Stage) -> tuple[CartView, list[LineView]]:
    """A family's cart, and lines as long as they can be in every standing, with the largest numbers."""
    author = stage.newcomer(64 * "Ы", last_name=63 * "Ъ")
    await stage.family(author, name=64 * "&")
    await stage.hush()
    await stage.add(author, "\n".join(LONGEST_WISH))
    view = await stage.do["show_cart"](actor=author, page=0)
    lines = [
        replace(
            line,
            item=replace(
                line.item,
                id=LARGEST_ID,
                version=LARGEST_COUNT,
                revision=LARGEST_COUNT,
                standing=standing,
                price=Money(999_999_999, "RUB"),
            ),
            favour=7,
            against=7,
            advice_favour=7,
            advice_against=7,
        )
        for line in view.lines
        for standing in Standing
    ]
    return replace(view, family=LARGEST_ID), lines


def pages(view: CartView, lines: list[LineView], count: int) -> Iterator[CartView]:
    """The first and the last page of a cart of so many lines, for each way in which the lines may stand."""
    last = max(1, -(-count // PAGE_LINES)) - 1
    total = Money(count * 999 * 999_999_999, "RUB")
    for page in {0, last}:
        size = min(PAGE_LINES, count - page * PAGE_LINES)
        for start in range(len(lines) if size else 1):
            yield replace(
                view,
                page=page,
                pages=last + 1,
                lines=[lines[(start + number) % len(lines)] for number in range(size)],
                count=count,
                ready=count,
                asking=count,
                unpriced=count,
                total=total,
            )


@pytest.mark.parametrize("is_rich", [False, True], ids=["plain", "rich"])
@pytest.mark.parametrize("chat", [MUM, FAMILY], ids=["private", "group"])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_card_is_within_telegrams_limits(
    stage: Stage, language: str, chat: int, *, is_rich: bool
) -> None:
    view, lines = await longest(stage)
    await stage.meet(MUM)
    t = Texts("ru" if language == "ru" else "en", "Europe/Moscow")
    drawing = Drawing(stage.bot)
    for count in (0, 1, 8, 9, 40, 200):
        for page in pages(view, lines, count):
            await drawing.send(chat, replace(page, is_rich=is_rich), t)
            shown = stage.newest(chat)
            assert ("rich_message" in shown) is (is_rich and count > 0)
            check(shown)
    await drawing.send(chat, replace(view, is_open=False, is_rich=is_rich), t)
    check(stage.newest(chat))


def check(shown: JSON) -> None:
    """Whether a message as Telegram keeps it is within the limits that are known of Telegram."""
    blocks = shown.get("rich_message", {}).get("blocks", [])
    words = sum(len(flat(text)) for text in texts(blocks))
    assert words <= LONGEST_RICH
    assert len(shown.get("text", "")) <= 4096
    keyboard = shown.get("reply_markup", {}).get("inline_keyboard", [])
    below = [button for row in keyboard for button in row]
    pressed = [*below, *buttons(blocks)]
    assert len(pressed) <= 100
    assert all(len(row) <= 8 for row in keyboard)
    assert len(json.dumps(keyboard, ensure_ascii=False).encode()) < 10_000
    assert all(len(button["callback_data"].encode()) <= 64 for button in pressed)


def texts(blocks: list[JSON]) -> Iterator[object]:
    for block in blocks:
        if block["type"] == "list":
            for item in block["items"]:
                yield from texts(item["blocks"])
        elif block["type"] == "buttons":
            yield from (button["text"] for button in block["buttons"])
        else:
            yield block["text"]


@pytest.mark.parametrize("is_rich", [False, True], ids=["plain", "rich"])
async def test_two_hundred_lines_are_leafed_through_and_no_page_is_past_the_end(
    stage: Stage, *, is_rich: bool
) -> None:
    family = await stage.household()
    await stage.choose_rich(family, is_rich=is_rich)
    for first in range(1, 201, 50):
        titles = (f"№{number:03}{115 * 'Щ'}" for number in range(first, first + 50))
        await stage.add(MUM, "\n".join(f"{title} 50 р" for title in titles))
    await stage.say(MUM, "/cart")
    stage.pass_by(60)
    await stage.refresh()
    for page in (*range(2, 26), 1):
        await stage.tap(MUM, "▶️")
        stage.pass_by(3)
        await stage.refresh()
        assert f"[◀️] [{page} / 25] [▶️]" in stage.shows(MUM)
        assert f"{8 * page - 7}. ✅ <b>№{8 * page - 7:03}Щ" in stage.shows(MUM)
        assert f"{8 * page}. ✅ <b>№{8 * page:03}Щ" in stage.shows(MUM)
    await stage.press(MUM, f"p:{family}:2147483647")
    stage.pass_by(3)
    await stage.refresh()
    assert "[◀️] [25 / 25] [▶️]" in stage.shows(MUM)
