"""Telegram may deliver anything twice: a whole evening told twice leaves what one telling leaves."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.bot.stage import TOO_OLD, Stage
from tests.bot.story import (
    buy_and_settle,
    change_the_family,
    choose_an_organizer,
    fill_and_vote,
    found_and_join,
    hand_the_role_over,
    invite_and_let_in,
    leave_and_join,
    remove_and_disband,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    Tale = Callable[[Stage, str], Awaitable[object]]

INCIDENTAL = ("cards", "questions", "additions.origin", "invites.origin", "invites.token_hash")
"""What repeated answers shift or renew: numbers of messages, the token of a link that is shown again."""


@pytest.fixture
async def repeating(sqlite_template: Path, stage_url: str) -> AsyncIterator[Stage]:
    """Another stage, on which every update is delivered three times."""
    path = stage_url.partition("///")[2] + ".repeating"
    shutil.copyfile(sqlite_template, path)
    opened = Stage(f"sqlite+aiosqlite:///{path}")
    opened.repeats = 2
    opened.expect(TOO_OLD, "message is not modified", "message to delete not found")
    yield opened  # not open yet: a process has one dispatcher
    opened.check([])
    await opened.close()


@pytest.mark.parametrize(
    "tale",
    [
        found_and_join,
        invite_and_let_in,
        leave_and_join,
        fill_and_vote,
        buy_and_settle,
        change_the_family,
        hand_the_role_over,
        remove_and_disband,
        choose_an_organizer,
    ],
    ids=lambda tale: tale.__name__,
)
async def test_an_evening_delivered_thrice_is_kept_once(stage: Stage, repeating: Stage, tale: Tale) -> None:
    stage.expect("message is not modified")
    await tale(stage, "ru")
    once = await stage.kept(but=INCIDENTAL)
    await repeating.open()
    await tale(repeating, "ru")
    assert await repeating.kept(but=INCIDENTAL) == once
