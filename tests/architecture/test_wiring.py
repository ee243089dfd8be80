"""Handlers get what they ask for, and call use cases with what these take."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from aiogram.filters import Command, CommandStart
from aiogram.filters.callback_data import CallbackQueryFilter
from pydantic import SecretStr

from bot.app import build_bot, equip_dispatcher
from bot.drawing import Drawing
from bot.filters import To, WithTable
from bot.intake import ALLOWED_UPDATES
from bot.links import Links
from bot.routers.answers import Asked
from bot.session import LeanSession
from bot.settings import Settings
from main import READS, WRITES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aiogram import Router
    from aiogram.dispatcher.event.handler import HandlerObject

BOT = Path(__file__).parents[2] / "bot"
USE_CASES: dict[str, Callable[..., Any]] = {use_case.__name__: use_case for use_case in (*READS, *WRITES)}
ALWAYS = {"bot", "settings", "links", "t", "do", "drawing", "whisper"}
"""What aiogram, the wiring and the outer middlewares give to every filter and handler."""

BY_KIND: dict[str, set[str]] = {
    "message": {"person"},
    "callback_query": {"person", "answer"},
    "my_chat_member": set(),
    "inline_query": {"person"},
    "chosen_inline_result": {"person"},
    "pre_checkout_query": set(),
}
BY_FILTER: dict[type[Any], set[str]] = {
    Command: {"command"},
    CommandStart: {"command"},
    CallbackQueryFilter: {"callback_data"},
    Asked: {"question"},
    To: {"back"},
    WithTable: {"document"},
}


def routers(router: Router) -> Iterator[Router]:
    yield router
    for inner in router.sub_routers:
        yield from routers(inner)


def handlers() -> list[tuple[str, HandlerObject]]:
    settings = Settings(bot_token=SecretStr("1:a"))
    drawing = Drawing(build_bot("1:a", LeanSession()))
    dispatcher = equip_dispatcher(settings, Links("bot"), {}, drawing, is_ephemeral=False)
    return [
        (kind, handler)
        for router in routers(dispatcher)
        for kind, observer in router.observers.items()
        if kind != "update"  # aiogram's own
        for handler in observer.handlers
    ]


def parameters(function: Callable[..., Any]) -> list[str]:
    called = function if inspect.isroutine(function) else type(function).__call__
    return [name for name in inspect.signature(called).parameters if name != "self"][1:]


def test_every_handler_knows_the_names_of_what_it_asks_for() -> None:
    unknown = []
    for kind, handler in handlers():
        known = ALWAYS | BY_KIND[kind] | set(USE_CASES)
        for each in handler.filters or ():
            known |= next(
                (names for type_, names in BY_FILTER.items() if isinstance(each.callback, type_)), set()
            )
        unknown += [
            f"{handler.callback.__name__}: {name}"
            for name in parameters(handler.callback)
            if name not in known
        ]
    assert unknown == []


def test_every_filter_knows_the_names_of_what_it_asks_for() -> None:
    unknown = []
    for kind, handler in handlers():
        for each in handler.filters or ():
            if not type(each.callback).__module__.startswith("bot."):
                continue
            known = ALWAYS | BY_KIND[kind]
            if isinstance(each.callback, Asked):  # the middleware of its router finds it
                known |= {"question"}
            unknown += [f"{each.callback}: {name}" for name in parameters(each.callback) if name not in known]
    assert unknown == []


def test_no_filter_is_a_plain_function_which_would_cost_a_thread() -> None:
    assert [
        each.callback for _, handler in handlers() for each in handler.filters or () if not each.awaitable
    ] == []


def test_every_kind_of_update_that_is_asked_for_has_a_handler() -> None:
    assert {kind for kind, _ in handlers()} == set(ALLOWED_UPDATES) == set(BY_KIND)


def test_no_two_use_cases_share_a_name() -> None:
    assert len(USE_CASES) == len(READS) + len(WRITES)


class Calls(ast.NodeVisitor):
    """Finds calls of use cases: by a parameter's name, by an attribute that keeps one, or by a key."""

    def __init__(self) -> None:
        self.found: list[tuple[str, ast.Call]] = []
        self._attributes: dict[str, str] = {}

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._attributes = {
            assign.targets[0].attr: assign.value.id
            for assign in ast.walk(node)
            if isinstance(assign, ast.Assign)
            and isinstance(assign.targets[0], ast.Attribute)
            and isinstance(assign.value, ast.Name)
            and assign.value.id in USE_CASES
        }
        self.generic_visit(node)
        self._attributes = {}

    def visit_Call(self, node: ast.Call) -> None:
        match node.func:
            case ast.Name(name) if name in USE_CASES:
                self.found.append((name, node))
            case ast.Attribute(ast.Name("self"), attribute) if attribute in self._attributes:
                self.found.append((self._attributes[attribute], node))
            case ast.Subscript(_, ast.Constant(str(name))) if name in USE_CASES:
                self.found.append((name, node))
        self.generic_visit(node)


def calls() -> list[tuple[str, str, ast.Call]]:
    found = []
    for path in sorted(BOT.rglob("*.py")):
        visitor = Calls()
        visitor.visit(ast.parse(path.read_text(encoding="utf-8")))
        found += [(f"{path.name}:{call.lineno}", name, call) for name, call in visitor.found]
    return found


@pytest.mark.parametrize(
    ("place", "name", "call"), calls(), ids=lambda given: given if isinstance(given, str) else ""
)
def test_a_use_case_is_called_with_exactly_what_it_takes(place: str, name: str, call: ast.Call) -> None:
    taken = [
        parameter
        for parameter in inspect.signature(USE_CASES[name]).parameters.values()
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY and parameter.name != "now"
    ]
    given = {keyword.arg for keyword in call.keywords}
    assert call.args == [], place
    assert given <= {parameter.name for parameter in taken}, place
    assert {parameter.name for parameter in taken if parameter.default is inspect.Parameter.empty} <= given, (
        place
    )


def test_every_use_case_is_called_somewhere() -> None:
    by_jobs = {
        "close_votes",
        "free_stale_orders",
        "remind_voters",
        "remind_debtors",
        "remind_payees",
        "remind_keepers",
        "reveal_surprises",
        "expire_requests",
        "tell_ended_invites",
        "end_handovers",
        "tend_successions",
        "tend_approvals",
        "tend_trips",
        "tend_replacements",
        "forget_old_alerts",
        "forget_old_tries",
        "forget_archives",
        "forget_inline_asks",
        "tidy_journal",
        "tend_imports",
        "tend_corrections",
    }
    assert set(USE_CASES) - {name for _, name, _ in calls()} == by_jobs
