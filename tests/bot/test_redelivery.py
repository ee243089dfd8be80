"""Telegram may deliver anything twice: a whole evening told twice leaves what one telling leaves."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from sandbox.fixtures import FAMILY
from tests.bot.scripts.cart import ask_and_answer, fill_and_vote
from tests.bot.scripts.family import (
    change_the_family,
    choose_an_organizer,
    hand_the_role_over,
    remove_and_disband,
    switch_benefits,
)
from tests.bot.scripts.joining import found_and_join, invite_and_let_in, leave_and_join
from tests.bot.scripts.orders import buy_and_settle
from tests.bot.scripts.profile import look_at_oneself
from tests.bot.stage import DAD, KID, MUM, TOO_OLD, Stage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    Tale = Callable[[Stage, str], Awaitable[object]]


async def change_minds(stage: Stage, _: str) -> None:
    """Папа says no and then yes, takes lines back and leaves; Мама takes back what she can."""
    stage.expect("there is no text in the message to edit")  # that is the file of the export
    family = await stage.household()
    await stage.limit(KID, 50_000)
    await stage.say(KID, "/add самокат 9000 р")
    await stage.say(DAD, "/approvals")
    for press in ("asking:0", "decide:1:1:0"):
        await stage.press(DAD, press)
    await stage.press(KID, "again:1:1")
    for press in ("go:approvals", "decide:1:2:1", "go:cart", f"p:{family}:0"):
        await stage.press(DAD, press)
    await stage.say(DAD, "/add сыр 70 р; чай 30 р")
    await stage.press(DAD, "undo:2")
    await stage.say(DAD, "/add хлеб 50 р")
    item = (await stage.kept())["items"][-1][0]
    await stage.press(DAD, f"q:{item}:1:3")
    await stage.say(MUM, "/orders")
    await stage.press(MUM, "go:checkout")
    await stage.tap(MUM, "✅ Оформить")
    for press in ("take:1", "release:1", "off:1", "go:orders", "go:family", "benefits:0"):
        await stage.press(MUM, press)
    await stage.press(MUM, "go:invite")
    await stage.press(MUM, "revoke:2")
    await stage.say(MUM, "/cart", chat=FAMILY)
    await stage.press(MUM, f"attach:{family}", chat=FAMILY)
    for press in ("go:add", "cancel", "go:settings", "go:zone", "go:alerts", "go:export", "lang:en:home"):
        await stage.press(DAD, press)
    for press in ("go:leave", f"leave:{family}:1", "go:home"):
        await stage.press(DAD, press)


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
    await opened.close()
    opened.check([])


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
        ask_and_answer,
        switch_benefits,
        look_at_oneself,
        change_minds,
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
