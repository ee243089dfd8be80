"""The families of the benchmarks: seven people each, a group, and a cart of eight lines with notes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from core.carts.filling import add_lines
from core.families.founding import begin_family, found_family
from core.families.membership import require_member
from core.families.places import attach_place
from core.invites.inviting import create_invite
from core.invites.joining import accept_invite
from core.people.person import Introduction
from core.people.use_cases import meet_person
from storage.transaction import Transaction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

VOTERS = 2
"""So many of the seven in a family press: too few to close a vote, so every press counts."""

_WISHES = "\n".join(
    f"{title} 2 шт {price} ({note})"
    for title, price, note in (
        ("Кофемашина", 32_990, "та же, что была на даче"),
        ("Пылесос", 18_500, "без мешка"),
        ("Чайник", 4_200, "стеклянный, на два литра"),
        ("Утюг", 3_990, "с паром"),
        ("Весы", 2_150, "кухонные, до пяти килограммов"),
        ("Лампа", 1_890, "на стол, с тёплым светом"),
        ("Одеяло", 5_600, "зимнее, двуспальное"),
        ("Сковорода", 2_790, "для блинов"),
    )
)
"""Each is dear enough for a vote; the card shows them, with its head and sums, on 20 lines of text."""


def settle_family(connection: Connection, people: Sequence[int], place: int) -> int:
    """Found a family of these people, the first its organizer, in this group; return the family's id."""
    work = Transaction(connection)
    now = datetime.now(UTC)
    organizer = people[0]
    for person in people:
        sender = Introduction(person, name_of(person), None, "ru")
        meet_person(work, now=now, sender=sender, spoken=("ru", "en"), default="ru")
    begin_family(work, now=now, actor=organizer, allowed=())
    found_family(work, now=now, actor=organizer, name="Ивановы", allowed=(), currency="RUB")
    token = f"token-{organizer}"
    create_invite(work, now=now, actor=organizer, token=token, origin=token)
    for person in people[1:]:
        accept_invite(work, now=now, actor=person, token=token)
    family = require_member(work, organizer).family
    attach_place(work, now=now, actor=organizer, family=family, place=place)
    add_lines(work, now=now, actor=organizer, text=_WISHES, origin=f"message-{organizer}")
    work.forget_alerts(datetime.max.replace(tzinfo=UTC))
    return family


def name_of(person: int) -> str:
    """Return how a person is called."""
    return f"Житель {person}"
