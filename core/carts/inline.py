"""Adding from any other chat: what was typed after the bot's name waits until it is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from core.carts.errors import AskedTooLongAgoError, NotAskedByYouError
from core.carts.filling import add_lines
from core.carts.own import add_own_lines
from core.carts.own_line import family_of_owner
from core.carts.reading import read_lines
from core.families.family import Units
from core.shared.secrets import refuse_secret

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.carts.ports import InlineWork
    from core.carts.reading import LineDraft
    from core.carts.views import Added

ASK_LIFE = timedelta(hours=1)
"""What was typed is kept so long; the buttons under it add it until then."""


@dataclass(frozen=True, slots=True)
class InlineAsk:
    """What somebody typed after the bot's name in another chat, and when."""

    person: int
    text: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class InlineOffer:
    """What was understood of it, and whether there is a family's cart that it could go to."""

    ask: int
    drafts: Sequence[LineDraft]
    has_cart: bool
    units: Units


@dataclass(frozen=True, slots=True)
class Heeded:
    """What was typed, and what the family's cart got of it now; None when it got nothing or had it before."""

    text: str
    added: Added | None


def ask_inline(work: InlineWork, *, now: datetime, actor: int, text: str, currency: str) -> InlineOffer:
    """Keep what the actor typed for an hour, and return what could be added of it.

    Raises:
        LooksSecretError: the text seems to give away a card number or a confirmation code.
        DomainError: the text cannot be read, see `read_lines`.
    """
    refuse_secret(text)
    family = family_of_owner(work, actor)
    drafts = read_lines(text, family.currency if family is not None else currency)
    return InlineOffer(
        ask=work.put_inline_ask(InlineAsk(actor, text, now)),
        drafts=drafts,
        has_cart=family is not None and family.has_cart,
        units=family.customs.units if family is not None else Units.LARGE,
    )


def heed_inline(
    work: InlineWork, *, now: datetime, actor: int, ask: int, to_family: bool, message: str, currency: str
) -> Heeded:
    """Add what the actor typed to the family's cart or to their own.

    It may be asked for twice, by Telegram's word of what was chosen and by the button under the message that
    was sent: a message adds once.

    Args:
        work: the open transaction.
        now: when it is added.
        actor: who chose or pressed.
        ask: what `ask_inline` kept.
        to_family: to the family's cart, and not to the actor's own.
        message: names the message that was sent.
        currency: of the prices, when the actor is in no family that has one.

    Raises:
        AskedTooLongAgoError: it is not kept any more.
        NotAskedByYouError: somebody else typed it.
        DomainError: as `add_lines` and `add_own_lines` do.
    """
    asked = work.inline_ask(ask)
    if asked is None or asked.asked_at + ASK_LIFE <= now:
        raise AskedTooLongAgoError
    if asked.person != actor:
        raise NotAskedByYouError
    origin = f"inline {ask} {message}"
    if not to_family:
        add_own_lines(work, now=now, actor=actor, text=asked.text, origin=origin, currency=currency)
        return Heeded(asked.text, None)
    work.hold_person(actor)
    is_new = work.addition_by_origin(origin) is None
    added = add_lines(work, now=now, actor=actor, text=asked.text, origin=origin)
    return Heeded(asked.text, added if is_new else None)


def forget_inline_asks(work: InlineWork, *, now: datetime) -> None:
    """Forget what was typed more than an hour ago."""
    work.forget_inline_asks(now - ASK_LIFE)
