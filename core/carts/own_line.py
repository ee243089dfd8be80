"""A line of a person's own cart, and how lines come there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.carts.errors import CartFullError, OwnLineChangedError, OwnLineGoneError
from core.carts.item import LINES_LIMIT
from core.families.family import Units

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.carts.ports import OwnWork
    from core.carts.reading import LineDraft
    from core.families.family import Family


@dataclass(frozen=True, slots=True)
class OwnLine:
    """One wish in a person's own cart; `revision` grows with every change."""

    id: int
    owner: int
    draft: LineDraft
    revision: int


@dataclass(frozen=True, slots=True)
class OwnAdded:
    """What was added to a person's own cart at once, as far as it is still there; `units` are theirs."""

    addition: int
    lines: Sequence[OwnLine]
    units: Units


def put_own_lines(
    work: OwnWork, now: datetime, owner: int, origin: str, drafts: Sequence[LineDraft]
) -> OwnAdded:
    """Put the wishes into the person's own cart, all of them or none.

    Raises:
        CartFullError: the cart would hold more than 200 lines.
    """
    work.hold_person(owner)
    count = work.own_count(owner)
    if count + len(drafts) > LINES_LIMIT:
        raise CartFullError(LINES_LIMIT, LINES_LIMIT - count)
    addition = work.put_own_addition(owner, origin, now)
    for draft in drafts:
        work.put_own_line(owner, addition, draft)
    return OwnAdded(addition, work.own_lines_of(addition), usual_units(work, owner))


def own_added(work: OwnWork, owner: int, addition: int) -> OwnAdded:
    """Return what is still there of an addition to the person's own cart; of anybody else's nothing."""
    lines = [line for line in work.own_lines_of(addition) if line.owner == owner]
    return OwnAdded(addition, lines, usual_units(work, owner))


def require_own_line(work: OwnWork, actor: int, item: int, revision: int | None = None) -> OwnLine:
    """Return the actor's line, held until the transaction ends.

    Raises:
        OwnLineGoneError: it is not there, or not the actor's.
        OwnLineChangedError: it is not at this revision any more.
    """
    line = work.own_line(item)
    if line is None or line.owner != actor:
        raise OwnLineGoneError
    if revision is not None and line.revision != revision:
        raise OwnLineChangedError(line.draft.title)
    return line


def usual_currency(work: OwnWork, person: int, otherwise: str) -> str:
    """Return the currency of the person's family, or the other one when they are in none."""
    family = family_of_owner(work, person)
    return family.currency if family is not None else otherwise


def usual_units(work: OwnWork, person: int) -> Units:
    """Return in which units the person is used to see weights and volumes: those of their family."""
    family = family_of_owner(work, person)
    return family.customs.units if family is not None else Units.LARGE


def family_of_owner(work: OwnWork, person: int) -> Family | None:
    """Return the family that the person is in, if any."""
    member = work.member(person)
    return work.family(member.family) if member is not None else None
