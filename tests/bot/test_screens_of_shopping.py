"""In the shop, and what a family buys again and again: whole and in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bot.story import drawn, go_shopping, keep_staples

if TYPE_CHECKING:
    from tests.bot.stage import Stage

SHOP_RU = """
"""

SHOP_EN = """
"""

STAPLES_RU = """
"""

STAPLES_EN = """
"""


@pytest.mark.parametrize(("language", "screens"), [("ru", SHOP_RU), ("en", SHOP_EN)])
async def test_every_screen_of_a_trip_says_what_it_should(stage: Stage, language: str, screens: str) -> None:
    assert await go_shopping(stage, language) == drawn(screens)


@pytest.mark.parametrize(("language", "screens"), [("ru", STAPLES_RU), ("en", STAPLES_EN)])
async def test_every_screen_about_staples_says_what_it_should(
    stage: Stage, language: str, screens: str
) -> None:
    assert await keep_staples(stage, language) == drawn(screens)
