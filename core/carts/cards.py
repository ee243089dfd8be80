"""The live card: one message in each place where a cart is shown, edited as the cart changes.

A change only notes that cards are out of date, in its own transaction; whoever refreshes cards reads them
later. So a burst of changes costs one edit, and a restart loses none.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from core.carts.views import NOT_SENT
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
    soon, to be pinned, and since the cart may have changed between its reading and this; `seal` names what
    the message shows, `topic` where in a group with topics it stands.

    Raises:
        NoFamilyError: the actor is in no family.
        NotAMemberError: the place is a group that shows another family.
    """
    before = work.put_card(place, message, page, actor, topic=topic, seal=seal, due_at=now + EDIT_EVERY)
    if before is None:
        require_member(work, actor)
        raise NotAMemberError
    return before if before not in (message, NOT_SENT) else None


def turn_card(work: CardWork, *, now: datetime, actor: int, family: int, place: int, page: int) -> None:
    """Show another page on the place's card; everybody who looks at the place sees it.

    Raises:
        NotAMemberError: the actor is not in the family.
    """
    del now
    require_member(work, actor, family)
    if place != actor and work.family_at(place) != family:
        raise NotAMemberError
    work.turn_card(place, page)


def redraw_card(work: CardWork, *, now: datetime, place: int, message: int) -> bool:
    """Draw the place's card anew after a press on something old; tell whether the message is that card."""
    del now
    return work.redraw_card(place, message)


def pin_card(work: CardWork, *, now: datetime, place: int) -> None:
    """Pin the place's card, if it has one: from now on that is allowed there."""
    del now
    work.pin_card(place)


def is_card(work: CardWork, *, now: datetime, place: int, message: int) -> bool:
    """Tell whether the message is the live card of the place, to which a reply adds lines."""
    del now
    return work.is_card(place, message)


def claim_cards(work: CardWork, *, now: datetime) -> Sequence[CardToShow]:
    """Lease the cards that show something old and have not been edited for three seconds."""
    return work.claim_cards(now, now + LEASE, CARDS_AT_ONCE)


def card_shown(
    work: CardWork,
    *,
    now: datetime,
    place: int,
    message: int,
    changes: int,
    seal: str,
    is_pin_refused: bool,
) -> None:
    """Note that the card shows the cart as it was after so many changes, and that its pin was seen to.

    A card that looks as before was not edited and need not rest: what changed is hidden from its place.
    Where a pin was refused, nobody tries again until `pin_card`.
    """
    work.card_shown(place, message, changes, seal, now + EDIT_EVERY, is_pin_refused=is_pin_refused)


def card_resent(work: CardWork, *, now: datetime, place: int, old: int, new: int, seal: str) -> bool:
    """Note that the card was gone and was sent anew; whether it is pinned is up to `card_shown`.

    Tell whether the old message was still the place's card: if not, there are now two.
    """
    return work.replace_card_message(place, old, new, seal, now + EDIT_EVERY)


def postpone_card(work: CardWork, *, now: datetime, place: int, message: int, seconds: float) -> None:
    """Leave the card alone for so many seconds, as Telegram asked to."""
    work.postpone_card(place, message, now + timedelta(seconds=seconds))


def drop_card(work: CardWork, *, now: datetime, place: int) -> None:
    """Forget the card of a place that cannot be reached."""
    del now
    work.drop_card(place)
