from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sandbox.fixtures import FAMILY, KID, MUM

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sandbox.engine import Engine
    from sandbox.page import Page

    Refusal = Callable[..., Awaitable[str]]

CART = json.dumps([{"command": "cart", "description": "Корзина"}])
SEEN = [{"command": "cart", "description": "Корзина"}]


def scope(**fields: object) -> str:
    return json.dumps(fields)


@pytest.mark.parametrize(
    ("where", "mum", "kid"),
    [
        ({"type": "chat", "chat_id": FAMILY}, True, True),
        ({"type": "chat_administrators", "chat_id": FAMILY}, True, False),
        ({"type": "chat_member", "chat_id": FAMILY, "user_id": KID}, False, True),
        ({"type": "all_private_chats"}, False, False),
    ],
)
async def test_a_menu_is_seen_where_its_scope_reaches(
    where: dict[str, object],
    mum: bool,  # noqa: FBT001 - expected value
    kid: bool,  # noqa: FBT001 - expected value
    engine: Engine,
    page: Page,
) -> None:
    await engine.ask("setMyCommands", commands=CART, scope=scope(**where))
    group = next(chat for chat in page.state()["chats"] if chat["id"] == FAMILY)
    assert (bool(group["commands"][str(MUM)]), bool(group["commands"][str(KID)])) == (mum, kid)
    assert await engine.ask("getMyCommands", scope=scope(**where)) == SEEN
    assert await engine.ask("getMyCommands") == []


async def test_a_menu_is_taken_away_by_an_empty_list_or_by_deleting(engine: Engine) -> None:
    for way in ({"method": "setMyCommands", "commands": "[]"}, {"method": "deleteMyCommands"}):
        await engine.ask("setMyCommands", commands=CART)
        await engine.ask(**way)
        assert await engine.ask("getMyCommands") == []


async def test_a_menu_needs_a_scope_and_a_language_that_exist(refusal: Refusal) -> None:
    lost = scope(type="chat", chat_id=5)
    assert await refusal("setMyCommands", commands=CART, scope=lost) == "400 Bad Request: chat not found"
    odd = scope(type="everywhere")
    assert "unsupported type" in await refusal("setMyCommands", commands=CART, scope=odd)
    assert "language code" in await refusal("getMyCommands", language_code="russian")
    assert "expected an Array" in await refusal("setMyCommands", commands="{}")
    assert "can't parse" in await refusal("setMyCommands", commands='[{"command": 1}]')
    assert "expected an Object" in await refusal("setMyCommands", commands='["cart"]')
