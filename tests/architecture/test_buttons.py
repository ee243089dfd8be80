"""What buttons carry fits into Telegram's 64 bytes at its largest, and no two kinds look alike."""

from __future__ import annotations

import importlib
import pkgutil
import secrets
from enum import Enum
from types import UnionType
from typing import Any, get_args, get_origin

import pytest
from aiogram.filters.callback_data import CallbackData

import bot.callbacks
from bot.links import INVITE
from bot.texts import LANGUAGES
from bot.zones import OFFERED
from core.invites.invite import TOKEN_BYTES
from core.orders.planned import seal_orders

TEXTS = {
    "token": secrets.token_urlsafe(TOKEN_BYTES),
    "seal": seal_orders([]),
    "language": max(LANGUAGES, key=len),
    "zone": max(OFFERED, key=len),
    "value": max(OFFERED, key=len),
}


def presses() -> list[type[CallbackData]]:
    for module in pkgutil.iter_modules(bot.callbacks.__path__, "bot.callbacks."):
        importlib.import_module(module.name)
    return sorted(
        (kind for kind in CallbackData.__subclasses__() if kind.__module__.startswith("bot.")),
        key=lambda kind: kind.__name__,
    )


def largest(kind: type[CallbackData]) -> CallbackData:
    return kind(**{name: _largest(name, field) for name, field in kind.model_fields.items()})


def _largest(name: str, field: Any) -> Any:  # noqa: ANN401  # pydantic's field, any value
    hint = field.annotation
    if get_origin(hint) is UnionType:
        (hint,) = (one for one in get_args(hint) if one is not type(None))
    if hint is str:
        return TEXTS[name]
    if hint is bool:
        return True
    if issubclass(hint, Enum):
        return max(hint, key=lambda member: len(str(member.value)))
    (highest,) = (bound.le for bound in field.metadata if hasattr(bound, "le"))
    return highest


@pytest.mark.parametrize("kind", presses(), ids=lambda kind: kind.__name__)
def test_the_largest_press_fits_and_reads_back(kind: type[CallbackData]) -> None:
    press = largest(kind)
    packed = press.pack()
    assert len(packed.encode()) <= 64
    assert kind.unpack(packed) == press


def test_every_kind_of_press_has_a_prefix_of_its_own() -> None:
    prefixes = [kind.__prefix__ for kind in presses()]
    assert len(prefixes) > 20
    assert len(set(prefixes)) == len(prefixes)


def test_an_invitation_fits_into_the_payload_of_a_link() -> None:
    assert len(INVITE + TEXTS["token"]) <= 64
    assert TOKEN_BYTES * 8 >= 128
