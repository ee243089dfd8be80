"""The live card: one message in each place where a cart is shown, edited as the cart changes.

A change only notes that cards are out of date, in its own transaction; whoever refreshes cards reads them
later. So a burst of changes costs one edit, and a restart loses none. Only who turns a page or changes a
quantity in their own window sees it at once: the buttons there carry target values.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from core.families.errors import NotAMemberError
from core.families.membership import require_member

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.carts.ports import CardWork
    from core.carts.views import CardToShow

EDIT_EVERY = timedelta(seconds=3)
"""At most one edit of a card in this time; Telegram allows about 20 messages a minute in a group."""

LEASE = timedelta(seconds=30)
CARDS_AT_ONCE = 20


def open_card(
    work: CardWork,
    *,
    now: datetime,
    actor: int,
    place: int,
    message: int,
    page: int,
    seal: str,
    topic: int | None = None,
) -> int | None:
    """Make the message the live card of a place: of the actor's own window, or of the family's group.

    Returns the message that was the place's card before, to be taken away. The card is looked at once more
    soon, since the cart may have changed between its reading and this; `seal` names what the message shows,
    `topic` where in a group with topics it stands.

    Raises:
        NoFamilyError: the actor is in no family.
        NotAMemberError: the place is a group that shows another family.
    """
    before = work.put_card(place, message, page, actor, topic=topic, seal=seal, due_at=now + EDIT_EVERY)
    if before is None:
        require_member(work, actor)
        raise NotAMemberError
    return before if before != message else None


def turn_card(work: CardWork, *, now: datetime, actor: int, family: int, place: int, page: int) -> None:
    """Show another page on the place's card; everybody who looks at the place sees it.

    Raises:
        NotAMemberError: the actor is not in the family.
    """
    require_member(work, actor, family)
    if place != actor and work.family_at(place) != family:
        raise NotAMemberError
    work.turn_card(place, page, now)


def redraw_card(work: CardWork, *, now: datetime, place: int, message: int) -> bool:
    """Draw the place's card anew after a press on something old; tell whether the message is that card."""
    return work.redraw_card(place, message, now)


def claim_cards(work: CardWork, *, now: datetime) -> Sequence[CardToShow]:
    """Lease the cards that show something old and have not been edited for three seconds."""
    return work.claim_cards(now, now + LEASE, CARDS_AT_ONCE)


def card_shown(work: CardWork, *, now: datetime, place: int, message: int, changes: int, seal: str) -> None:
    """Note that the card shows the cart as it was after so many changes."""
    work.card_shown(place, message, changes, seal, now + EDIT_EVERY)


def card_resent(
    work: CardWork, *, now: datetime, place: int, old: int, new: int, changes: int, seal: str
) -> None:
    """Note that the card was gone and was sent anew."""
    work.replace_card_message(place, old, new, changes, seal, now + EDIT_EVERY)


def drop_card(work: CardWork, *, now: datetime, place: int) -> None:
    """Forget the card of a place that cannot be reached."""
    del now
    work.drop_card(place)
