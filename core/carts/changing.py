"""Change a line: who may, and whether an adult or the family must be asked again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from core.alerts.carts import ApprovalAsked, ApprovalsAsked, VoteAskedAnew
from core.carts.agreement import Standing, rules_for
from core.carts.errors import LineGoneError
from core.carts.item import as_draft, is_material
from core.carts.journal import Deed, difference, record
from core.carts.own_line import put_own_lines
from core.carts.units import line_price, line_total
from core.families.benefit import require_cart
from core.families.membership import deputy_of, require_family, require_member
from core.shared.zone import zone_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, tzinfo

    from core.alerts.alert import Alert
    from core.carts.agreement import Rules
    from core.carts.item import Item
    from core.carts.ports import CartWork, OwnWork
    from core.carts.reading import LineDraft
    from core.families.family import Family, Member

ASK_AFTER = timedelta(seconds=10)
"""Who taps + several times in a row asks once: people are told after this pause."""

FROM_OWN_CART = "own "
"""With this begins the origin of what was moved from somebody's own cart."""


def require_line(work: CartWork, now: datetime, actor: int, item: int) -> Item:
    """Return the line, held for changing with its family, when the actor is in it.

    Raises:
        LineGoneError: the line is not there any more, or hidden from the actor.
        NotAMemberError: the actor is not in its family.
        CartOffError: the family has no cart at the moment.
    """
    family = work.family_of(item, actor, now)
    if family is None:
        raise LineGoneError
    held = require_family(work, family)
    require_member(work, actor, family)
    require_cart(work, held)
    known = work.item(item)
    if known is None or known.is_hidden_from(actor, now):
        raise LineGoneError
    return known


def may_move_deadline(line: Item, member: Member, now: datetime) -> bool:
    """Tell whether the member may set until when the line is voted on: while it is."""
    is_open = line.standing is Standing.VOTING and line.closes_at is not None and now < line.closes_at
    return is_open and (member.is_organizer or member.person == line.author)


def rules_of(work: CartWork, family: Family, author: int) -> Rules:
    """Return how the family agrees on the author's lines now, but for presents."""
    return rules_for(family, work.members(family.id), author, work.home_zone)


def zone_in(work: CartWork, family: Family) -> tzinfo:
    """Return the time zone in which the family says until when."""
    return zone_of(family.customs.time_zone or work.home_zone)


def rules_about(work: CartWork, now: datetime, family: Family, item: Item) -> Rules:
    """Return how the family agrees on this line now."""
    members, hidden_from = work.members(family.id), item.hidden_from if item.is_hidden(now) else None
    return rules_for(family, members, item.author, work.home_zone, hidden_from=hidden_from)


def change(
    work: CartWork,
    now: datetime,
    item: Item,
    draft: LineDraft,
    *,
    by: int | None,
    is_new_version: bool = False,
    allowed_by: int | None = None,
    written_as: Deed | None = None,
) -> Item:
    """Keep the changed line; a material change makes a new version, about which the family is asked.

    `by` is whose doing it is, None for what time has brought about. An adult is asked first when the
    author's limit wants it, unless the change is the doing of one: `allowed_by`. A line that shrank to
    within the limit goes on without an answer. `written_as` is the deed as which the caller has it in the
    journal already.

    Nobody is asked about a replacement in the shop: its author agreed, and the caller has seen to it that the
    family need not. What the rules would have voted on stands as it did, with its votes and the price that
    was asked about: replacements do not add up.
    """
    family = work.family(item.family)
    if family is None:
        return item
    rules = rules_about(work, now, family, item)
    first = rules.first(draft.total())
    if first is Standing.ASKING and allowed_by is not None:
        first = rules.first_allowed(draft.total())
    else:
        allowed_by = None
    is_replacement = written_as is Deed.REPLACED
    version, standing, closes_at, asked = item.version, item.standing, item.closes_at, item.asked
    is_new_version = is_new_version or rules.outgrows(item.total(), draft.total()) or is_material(item, draft)
    is_new_version = is_new_version or is_replacement
    is_freed = first is Standing.FREE or (item.standing.is_request and first is Standing.VOTING)
    if is_replacement and first is Standing.VOTING:
        version += 1
        asked = line_price(line_total(item.asked, item.quantity, item.unit), draft.quantity, draft.unit)
    elif is_new_version or is_freed:
        version += is_new_version
        asked = draft.price if is_new_version else asked
        standing, closes_at = first, rules.deadline(first, now)
    if written_as is None:
        changes = difference(item, draft)
        record(work, now, by, Deed.CHANGED if changes else Deed.ASKED_AGAIN, item, **changes)
    voters = work.voters_on(item.id, item.version) if is_new_version else []
    had_its_say = voters or item.standing not in (Standing.VOTING, Standing.ASKING)
    before = as_draft(item) if is_new_version and had_its_say else item.before
    work.change_item(
        item,
        draft,
        version=version,
        standing=standing,
        closes_at=closes_at,
        asked=asked,
        before=before,
        now=now,
    )
    if is_new_version and allowed_by is not None:
        work.note_decision(item.id, allowed_by, "")
    work.touch_cards(item.family)
    changed = work.item(item.id) or item
    if standing is not item.standing:
        stop_asking(work, now, item)
    if is_new_version and standing is Standing.ASKING:
        ask_adults(work, now, family, changed, rules)
    if is_new_version and standing is Standing.VOTING:
        _ask_anew(work, now, item, draft.title, [voter for voter in voters if voter != by])
    return changed


def _ask_anew(work: CartWork, now: datetime, item: Item, line: str, voters: Sequence[int]) -> None:
    """Tell those who had voted on the line, as it was, that it is another now; several changes once."""
    told = VoteAskedAnew(
        item=item.id,
        line=line,
        title=item.title,
        quantity=item.quantity,
        unit=item.unit,
        minor=item.price.minor if item.price is not None else -1,
        currency=item.price.currency if item.price is not None else "",
        units=item.units.value,
    )
    for voter in voters:
        work.gather(voter, _anew(item), now, now + ASK_AFTER, lambda waiting: waiting or told)


def ask_adults(work: CartWork, now: datetime, family: Family, item: Item, rules: Rules) -> None:
    """Tell the organizer of a line that waits for an adult; a newer version replaces an untold one."""
    told = overseer_of(work, now, family, item)
    if told is None or rules.limit_minor is None:
        return
    total = item.total()
    asked = ApprovalAsked(
        item=item.id,
        version=item.version,
        line=item.title,
        author=item.author_name,
        minor=total.minor if total else 0,
        limit=rules.limit_minor,
        currency=family.currency,
    )
    work.gather(told, _gathering(item), now, now + ASK_AFTER, lambda _: asked)


def ask_about_several(work: CartWork, now: datetime, organizer: int, first: Item, lines: int) -> None:
    """Tell the organizer of lines that an author added at once, the `first` and more, and that wait."""

    def add(waiting: Alert | None) -> Alert:
        before = waiting.lines if isinstance(waiting, ApprovalsAsked) else 0
        return ApprovalsAsked(first.author_name, before + lines)

    work.gather(organizer, _several(first), now, now + ASK_AFTER, add)


def overseer_of(work: CartWork, now: datetime, family: Family, item: Item) -> int | None:
    """Return who is told of what becomes of a line: the organizer, or for a present for them their deputy."""
    if family.organizer is None or not item.is_hidden_from(family.organizer, now):
        return family.organizer
    deputy = deputy_of(work.members(family.id))
    return deputy.person if deputy is not None else None


def stop_asking(work: CartWork, now: datetime, item: Item) -> None:
    """Spare people what was not told yet of a line that waited for their say and does no more."""
    if item.standing is Standing.ASKING:
        work.drop_gathering(_gathering(item), now)
        _ask_about_fewer(work, now, item)
    if item.standing is Standing.VOTING:
        work.drop_gathering(_anew(item), now)


def _ask_about_fewer(work: CartWork, now: datetime, item: Item) -> None:
    """Take the line out of what was not told yet of its author's lines; without any, tell nothing."""
    family = work.family(item.family)
    if family is None or family.organizer is None or not work.drop_gathering(_several(item), now):
        return
    left = work.asking_lines(item.author, family.organizer, now, besides=item.id)
    if left:
        ask_about_several(work, now, family.organizer, item, left)


def _gathering(item: Item) -> str:
    return f"approval {item.id}"


def _several(item: Item) -> str:
    return f"approvals {item.author}"


def _anew(item: Item) -> str:
    return f"anew {item.id}"


def begin(work: CartWork, now: datetime, item: Item, rules: Rules, by: int | None, note: str) -> Standing:
    """Let a line that waited for an adult go on as the family agrees on any line; return where it stands."""
    standing = rules.first_allowed(item.total())
    work.settle_request(item.id, standing, rules.deadline(standing, now), by, note, now=now)
    stop_asking(work, now, item)
    work.touch_cards(item.family)
    return standing


def take_away(work: OwnWork, now: datetime, actor: int, item: Item, deed: int) -> bool:
    """Take back a line that this deed of the actor added; tell whether it went back to their own cart.

    Raises:
        CartFullError: it came from their own cart, which has no room any more.
    """
    is_own = work.origin_of(item.id).startswith(FROM_OWN_CART)
    if is_own:
        put_own_lines(work, now, actor, f"back {item.id}", [as_draft(item)])
    record(work, now, actor, Deed.TAKEN_BACK, item, of=Deed.ADDED.value)
    work.mark_undone([deed])
    work.drop_items([item.id])
    stop_asking(work, now, item)
    work.touch_cards(item.family)
    return is_own
