"""Everything that is stored about one person, for a file of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Text, bindparam, case, cast, func, literal, or_, select

from core.alerts.stored import ROW_FACTS, kinds, without_ids
from core.carts.journal import readable
from storage.charges import PURPOSE
from storage.rows import Rows
from storage.schema import (
    Moment,
    alerts,
    archive_members,
    barred,
    benefit_changes,
    cards,
    charges,
    checkout_drafts,
    correction_answers,
    corrections,
    deeds,
    departures,
    families,
    guesses,
    handovers,
    import_people,
    imports,
    inline_asks,
    intents,
    invite_guests,
    invitees,
    invites,
    items,
    join_requests,
    ledger_entries,
    members,
    order_lines,
    orders,
    own_additions,
    own_items,
    own_order_lines,
    own_orders,
    payment_parts,
    payment_words,
    payments,
    people,
    pot_entries,
    pot_postings,
    pot_transfers,
    questions,
    receipts,
    replacements,
    seat_holds,
    shares,
    spending_limits,
    staples,
    succession_votes,
    trips,
    votes,
)
from storage.surprises import shown_to

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import BindParameter, ColumnElement, Label, RowMapping, Select

_ME: BindParameter[int] = bindparam("person", type_=BigInteger)
_NOW = bindparam("now", type_=Moment())
_FAMILY = families.c.name.label("family")
_IS_ORGANIZER = families.c.organizer_id == _ME
_OVERPAID = orders.alias("overpaid")

_PERSON = select(people).where(people.c.id == _ME)

_VOTED: ColumnElement[str] = cast(deeds.c.votes, Text)


def _votes_in_journal(choice: str = "") -> ColumnElement[bool]:
    """Find me among the votes, each person and choice first; PostgreSQL writes a blank between the two."""
    me = literal("[", Text) + cast(_ME, Text) + ","
    return or_(*(_VOTED.contains(me + blank + choice) for blank in ("", " ")))


def _payment_number(payment: ColumnElement[int]) -> Label[int]:
    """Return which of the person's payments it is: ids would tell how many there are in between."""
    mine = payments.alias("mine")
    parts = select(payment_parts.c.payment_id).where(payment_parts.c.debtor_id == _ME)
    is_mine = or_(mine.c.debtor_id == _ME, mine.c.payee_id == _ME, mine.c.id.in_(parts))
    count = select(func.count()).select_from(mine).where(mine.c.id <= payment, is_mine).scalar_subquery()
    return case((payment.is_not(None), count)).label("payment")


LISTS: Mapping[str, Select[*tuple[Any, ...]]] = {
    "memberships": (
        select(
            _FAMILY,
            _IS_ORGANIZER.label("is_organizer"),
            members.c.role,
            members.c.limit_minor,
            families.c.currency,
            members.c.seat,
            members.c.joined_at,
        )
        .join_from(members, families, families.c.id == members.c.family_id)
        .where(members.c.person_id == _ME)
    ),
    "disbanded_families": (
        select(
            _FAMILY,
            archive_members.c.was_organizer,
            archive_members.c.role,
            archive_members.c.limit_minor,
            families.c.currency,
            archive_members.c.seat,
            families.c.disbanded_at,
            archive_members.c.kept_until,
        )
        .join_from(archive_members, families)
        .where(archive_members.c.person_id == _ME)
        .order_by(families.c.id)
    ),
    "families_left": (
        select(
            _FAMILY,
            departures.c.departed_at,
            departures.c.role,
            departures.c.limit_minor,
            families.c.currency,
        )
        .join_from(departures, families)
        .where(departures.c.person_id == _ME)
        .order_by(families.c.id)
    ),
    "not_let_in_by": (
        select(_FAMILY, barred.c.barred_at).join_from(barred, families).where(barred.c.person_id == _ME)
    ),
    "organizer_role_offered": (
        select(_FAMILY, handovers.c.by_vote, handovers.c.offered_at, handovers.c.expires_at)
        .join_from(handovers, families)
        .where(handovers.c.member_id == _ME)
    ),
    "votes_for_a_new_organizer": (
        select(_FAMILY, succession_votes.c.cast_at)
        .join_from(succession_votes, families, families.c.id == succession_votes.c.family_id)
        .where(succession_votes.c.voter_id == _ME)
    ),
    "benefits_switched": (
        select(_FAMILY, benefit_changes.c.benefit, benefit_changes.c.is_on, benefit_changes.c.changed_at)
        .join_from(benefit_changes, families)
        .where(benefit_changes.c.changed_by == _ME)
        .order_by(benefit_changes.c.id)
    ),
    # Only an organizer makes invitations, so those of the family one organises are one's own.
    "invitations_of_my_family": (
        select(
            _FAMILY,
            invites.c.created_at,
            invites.c.expires_at,
            invites.c.uses_left,
            invites.c.by_approval,
            invites.c.for_one,
            invites.c.revoked_at,
        )
        .join_from(invites, families)
        .where(_IS_ORGANIZER)
        .order_by(invites.c.id)
    ),
    "invitations_to_me": (
        select(_FAMILY, invites.c.created_at, invites.c.expires_at)
        .join_from(invitees, invites)
        .join(families)
        .where(invitees.c.person_id == _ME)
        .order_by(invites.c.id)
    ),
    "joined_by_invitation": (
        select(_FAMILY, invite_guests.c.joined_at)
        .join_from(invite_guests, invites)
        .join(families)
        .where(invite_guests.c.person_id == _ME)
        .order_by(invite_guests.c.joined_at)
    ),
    "join_requests": (
        select(_FAMILY, join_requests.c.state, join_requests.c.asked_at, join_requests.c.expires_at)
        .join_from(join_requests, families)
        .where(join_requests.c.person_id == _ME)
        .order_by(join_requests.c.id)
    ),
    "seats_kept": (
        select(_FAMILY, seat_holds.c.until)
        .join_from(seat_holds, families)
        .where(seat_holds.c.person_id == _ME)
    ),
    "links_that_led_nowhere": (
        select(guesses.c.guessed_at).where(guesses.c.person_id == _ME).order_by(guesses.c.id)
    ),
    "open_carts": (
        select(_FAMILY, cards.c.place, cards.c.message, cards.c.page)
        .join_from(cards, families)
        .where(cards.c.opener_id == _ME)
        .order_by(cards.c.place)
    ),
    "lines": (
        select(
            _FAMILY,
            items.c.title,
            items.c.quantity,
            items.c.unit,
            items.c.price_minor,
            items.c.total_minor,
            items.c.currency,
            items.c.urgent,
            items.c.link,
            items.c.note,
            items.c.version,
            items.c.standing,
            items.c.hidden_until,
            items.c.added_at,
        )
        .join_from(items, families)
        .where(items.c.author_id == _ME)
        .order_by(items.c.id)
    ),
    "own_cart": (
        select(
            own_items.c.title,
            own_items.c.quantity,
            own_items.c.unit,
            own_items.c.price_minor,
            own_items.c.currency,
            own_items.c.urgent,
            own_items.c.link,
            own_items.c.note,
            own_additions.c.added_at,
        )
        .join_from(own_items, own_additions)
        .where(own_items.c.owner_id == _ME)
        .order_by(own_items.c.id)
    ),
    "own_orders": (
        select(
            own_orders.c.number,
            own_orders.c.minor.label("total_minor"),
            own_orders.c.currency,
            own_orders.c.repeats,
            own_orders.c.locked_at,
            own_orders.c.paid_at,
            own_orders.c.received_at,
            own_orders.c.cancelled_at,
        )
        .where(own_orders.c.owner_id == _ME)
        .order_by(own_orders.c.number)
    ),
    "own_order_lines": (
        select(
            own_orders.c.number.label("order"),
            own_order_lines.c.title,
            own_order_lines.c.quantity,
            own_order_lines.c.unit,
            own_order_lines.c.price_minor,
            own_orders.c.currency,
            own_order_lines.c.urgent,
            own_order_lines.c.link,
            own_order_lines.c.note,
        )
        .join_from(own_order_lines, own_orders)
        .where(own_orders.c.owner_id == _ME)
        .order_by(own_orders.c.number, own_order_lines.c.position)
    ),
    "typed_in_other_chats": (
        select(inline_asks.c.text, inline_asks.c.asked_at)
        .where(inline_asks.c.person_id == _ME)
        .order_by(inline_asks.c.id)
    ),
    "votes": (
        select(
            items.c.title.label("line"),
            votes.c.version,
            case((votes.c.choice > 0, "for"), else_="against").label("choice"),
            votes.c.cast_at,
        )
        .join_from(votes, items)
        .where(votes.c.voter_id == _ME)
        .order_by(votes.c.item_id, votes.c.version)
    ),
    "journal": (
        select(_FAMILY, deeds.c.kind, deeds.c.line, deeds.c.facts, deeds.c.undone, deeds.c.done_at)
        .join_from(deeds, families)
        .where(deeds.c.actor_id == _ME)
        .order_by(deeds.c.id)
    ),
    "votes_in_the_journal": (
        select(
            _FAMILY,
            deeds.c.line,
            case((_votes_in_journal("1"), "for"), else_="against").label("choice"),
            deeds.c.kind.label("before"),
            deeds.c.done_at,
        )
        .join_from(deeds, families)
        .where(_votes_in_journal())
        .order_by(deeds.c.id)
    ),
    "in_the_shop": (
        select(_FAMILY, trips.c.started_at, trips.c.until)
        .join_from(trips, families)
        .where(trips.c.shopper_id == _ME)
    ),
    "marked_in_the_shop": (
        select(_FAMILY, items.c.title, items.c.mark)
        .join_from(items, families)
        .where(items.c.marked_by == _ME, shown_to(items, _ME, _NOW))
        .order_by(items.c.id)
    ),
    "replacements": (
        select(
            items.c.title.label("line"),
            replacements.c.wish.label("instead"),
            case((replacements.c.shopper_id == _ME, "offered"), else_="asked").label("my_part"),
            replacements.c.state,
            replacements.c.expires_at,
        )
        .join_from(replacements, items)
        .where(
            or_(replacements.c.shopper_id == _ME, replacements.c.asked_id == _ME),
            shown_to(items, _ME, _NOW),
        )
        .order_by(replacements.c.id)
    ),
    "staples": (
        select(_FAMILY, staples.c.wish, staples.c.added_at)
        .join_from(staples, families)
        .where(staples.c.added_by == _ME)
        .order_by(staples.c.id)
    ),
    "shared_account_transfers": (
        select(
            _FAMILY,
            pot_transfers.c.kind,
            case((pot_transfers.c.person_id == _ME, "mine"), else_="kept").label("my_part"),
            pot_transfers.c.charge_id.is_not(None).label("by_invoice"),
            pot_transfers.c.minor,
            pot_transfers.c.currency,
            pot_transfers.c.state,
            pot_transfers.c.begun_at,
            pot_transfers.c.said_at,
        )
        .join_from(pot_transfers, families)
        .where(or_(pot_transfers.c.person_id == _ME, pot_transfers.c.keeper_id == _ME))
        .order_by(pot_transfers.c.id)
    ),
    "shared_account_entries": (
        select(
            _FAMILY,
            pot_postings.c.posting,
            pot_postings.c.kind,
            pot_entries.c.book,
            (pot_postings.c.person_id == _ME).label("done_by_me"),
            pot_entries.c.minor,
            pot_postings.c.currency,
            pot_postings.c.posted_at,
        )
        .join_from(pot_entries, pot_postings)
        .join(families, families.c.id == pot_postings.c.family_id)
        .where(
            or_(
                pot_entries.c.person_id == _ME,
                (pot_entries.c.book == "pot") & (pot_postings.c.person_id == _ME),
            )
        )
        .order_by(pot_entries.c.id)
    ),
    "spending_limits": (
        select(_FAMILY, spending_limits.c.minor, families.c.currency)
        .join_from(spending_limits, families)
        .where(spending_limits.c.person_id == _ME)
        .order_by(families.c.id)
    ),
    "orders": (
        select(
            orders.c.id,
            _FAMILY,
            orders.c.number,
            orders.c.state,
            shares.c.minor.label("my_share_minor"),
            shares.c.returned_minor.label("my_share_returned_minor"),
            shares.c.paid_shop_at.label("my_share_paid_at"),
            orders.c.pay_mode,
            orders.c.split,
            orders.c.minor.label("total_minor"),
            orders.c.currency,
            (orders.c.locked_by == _ME).label("checked_out_by_me"),
            (orders.c.bought_by == _ME).label("bought_by_me"),
            (orders.c.payer_id == _ME).label("paid_by_me"),
            orders.c.locked_at,
            orders.c.paying_since,
            orders.c.paid_at,
            orders.c.received_at,
            orders.c.closed_at,
            orders.c.cancelled_at,
            orders.c.hidden_until,
            _OVERPAID.c.number.label("money_back_for"),
        )
        .join_from(orders, families)
        .join(_OVERPAID, _OVERPAID.c.id == orders.c.returns_id, isouter=True)
        .join(shares, (shares.c.order_id == orders.c.id) & (shares.c.person_id == _ME), isouter=True)
        .where(
            or_(
                shares.c.person_id == _ME,
                orders.c.payer_id == _ME,
                orders.c.locked_by == _ME,
                orders.c.bought_by == _ME,
            )
        )
        .order_by(orders.c.id)
    ),
    "order_lines": (
        select(
            _FAMILY,
            orders.c.number.label("order"),
            order_lines.c.title,
            order_lines.c.quantity,
            order_lines.c.unit,
            order_lines.c.price_minor,
            order_lines.c.total_minor,
            orders.c.currency,
            order_lines.c.urgent,
            order_lines.c.link,
            order_lines.c.note,
        )
        .join_from(order_lines, orders)
        .join(families)
        .where(order_lines.c.owner_id == _ME)
        .order_by(orders.c.id, order_lines.c.position)
    ),
    "checkout_begun": (select(checkout_drafts.c.terms).where(checkout_drafts.c.person_id == _ME)),
    "prices_corrected": (
        select(
            _FAMILY,
            orders.c.number.label("order"),
            corrections.c.was_minor,
            corrections.c.minor,
            orders.c.currency,
            corrections.c.state,
            corrections.c.said_at,
            corrections.c.due_at,
            corrections.c.posted_at,
        )
        .join_from(corrections, orders)
        .join(families)
        .where(corrections.c.by_id == _ME)
        .order_by(corrections.c.id)
    ),
    "prices_agreed_to": (
        select(
            _FAMILY,
            orders.c.number.label("order"),
            corrections.c.was_minor,
            corrections.c.minor,
            orders.c.currency,
            case(
                (correction_answers.c.is_yes.is_(None), None),
                (correction_answers.c.is_yes, "yes"),
                else_="no",
            ).label("answer"),
        )
        .join_from(correction_answers, corrections)
        .join(orders)
        .join(families)
        .where(correction_answers.c.person_id == _ME)
        .order_by(corrections.c.id)
    ),
    "payments": (
        select(
            _payment_number(payments.c.id),
            _FAMILY,
            orders.c.number.label("order"),
            case(
                (payments.c.debtor_id == _ME, "sent"),
                (payments.c.payee_id == _ME, "received"),
                else_="settled_by_others",
            ).label("direction"),
            payment_parts.c.minor,
            orders.c.currency,
            payments.c.state,
        )
        .join_from(payment_parts, payments)
        .join(orders, orders.c.id == payment_parts.c.order_id)
        .join(families)
        .where(or_(payments.c.debtor_id == _ME, payments.c.payee_id == _ME, payment_parts.c.debtor_id == _ME))
        .order_by(payments.c.id, payment_parts.c.order_id, payment_parts.c.debtor_id)
    ),
    "words_about_payments": (
        select(
            _payment_number(payments.c.id),
            payment_words.c.word,
            (payment_words.c.person_id == _ME).label("said_by_me"),
            payment_words.c.said_at,
        )
        .join_from(payment_words, payments)
        .where(or_(payments.c.debtor_id == _ME, payments.c.payee_id == _ME))
        .order_by(payment_words.c.id)
    ),
    "receipts": (
        select(
            _payment_number(receipts.c.payment_id),
            orders.c.number.label("order"),
            receipts.c.photo,
        )
        .join_from(receipts, orders, isouter=True)
        .where(receipts.c.person_id == _ME)
        .order_by(receipts.c.id)
    ),
    "invoices": (
        select(
            _FAMILY,
            intents.c.purpose,
            orders.c.number.label("order"),
            intents.c.minor,
            intents.c.currency,
            intents.c.state,
            intents.c.written_at,
            intents.c.asked_at,
        )
        .join_from(intents, families)
        .join(orders, orders.c.id == intents.c.order_id, isouter=True)
        .where(intents.c.payer_id == _ME)
        .order_by(intents.c.id)
    ),
    "payments_through_telegram": (
        select(
            _FAMILY,
            PURPOSE,
            orders.c.number.label("order"),
            charges.c.minor,
            charges.c.currency,
            charges.c.name.label("telegram_charge"),
            charges.c.provider_name.label("provider_charge"),
            charges.c.state,
            charges.c.flaw,
            charges.c.came_at,
            charges.c.refunded_at,
        )
        .join_from(charges, families, isouter=True)
        .join(orders, orders.c.id == charges.c.order_id, isouter=True)
        .join(intents, intents.c.id == charges.c.intent_id, isouter=True)
        .where(charges.c.payer_id == _ME)
        .order_by(charges.c.id)
    ),
    "ledger": (
        select(
            _FAMILY,
            orders.c.number.label("order"),
            ledger_entries.c.kind,
            ledger_entries.c.minor,
            ledger_entries.c.currency,
            ledger_entries.c.posted_at,
        )
        .join_from(ledger_entries, orders)
        .join(families, families.c.id == ledger_entries.c.family_id)
        .where(ledger_entries.c.person_id == _ME)
        .order_by(ledger_entries.c.id)
    ),
    "balances_carried_over": (
        select(
            _FAMILY,
            imports.c.source,
            imports.c.state,
            import_people.c.minor,
            imports.c.currency,
            import_people.c.answer,
            (imports.c.by_id == _ME).label("proposed_by_me"),
            (imports.c.stopped_by == _ME).label("stopped_by_me"),
            imports.c.made_at,
            imports.c.due_at,
            imports.c.decided_at,
        )
        .join_from(imports, families)
        .join(
            import_people,
            (import_people.c.import_id == imports.c.id) & (import_people.c.person_id == _ME),
            isouter=True,
        )
        .where(or_(import_people.c.person_id == _ME, imports.c.by_id == _ME))
        .order_by(imports.c.id)
    ),
    "alerts": (
        select(
            alerts.c.number,
            alerts.c.kind,
            alerts.c.facts,
            alerts.c.written_at,
            alerts.c.delivered_at,
        )
        .where(alerts.c.recipient_id == _ME)
        .order_by(alerts.c.number)
    ),
}
"""What the export lists, and the statement for each list."""

QUESTION = select(questions.c.ask, questions.c.subject, questions.c.expires_at).where(
    questions.c.person_id == _ME
)


class ExportRows(Rows):
    """Reads everything about one person: one statement for each list of the export."""

    def everything_about(self, person: int, now: datetime) -> dict[str, Any]:
        one = {"person": person, "now": now}
        row = self.connection.execute(_PERSON, one).one()
        question = self.connection.execute(QUESTION, one).first()
        return {
            "profile": {
                "telegram_id": row.id,
                "name": row.name,
                "username": row.username,
                "language": row.language,
                "language_chosen": row.language_chosen,
                "time_zone": row.time_zone,
                "met_at": row.met_at,
                "unreachable_since": row.unreachable_since,
                "alerts_so_far": row.alerts,
            },
            "preferences": {"news": row.delivery, "quiet_hours": row.quiet},
            "country": {"code": row.country, "proved_at": row.country_proved_at} if row.country else None,
            "open_question": _without_ids(dict(question._mapping)) if question else None,  # noqa: SLF001  # SQLAlchemy's public way
        } | {
            name: [_tidied(found) for found in self.connection.execute(statement, one).mappings()]
            for name, statement in LISTS.items()
        }


_ORDERS = ("order", "number")
"""What an order is called by; that of a present has a negative number, which is shown so."""


def _without_ids(question: dict[str, Any]) -> dict[str, Any]:
    """Return the question without the ids of what and of whom it is about."""
    known = question["subject"]
    return question | {"subject": {key: known[key] for key in known if key not in {"person"} | ROW_FACTS}}


def _with_names(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _order_name(fact) if name in _ORDERS else fact for name, fact in facts.items()}


def _order_name(number: Any) -> Any:  # noqa: ANN401  # a number, or whatever a fact of that name may be
    return f"🎁{-number}" if isinstance(number, int) and number < 0 else number


def _tidied(row: RowMapping) -> dict[str, Any]:
    """Return the row with each amount in minor units as an object with its currency, without others' ids."""
    tidy: dict[str, Any] = {}
    for name, value in row.items():
        if name.endswith("minor"):
            money = None if value is None else {"minor": value, "currency": row["currency"]}
            tidy[name.removesuffix("_minor") if name != "minor" else "amount"] = money
        elif name == "facts":
            is_alert = row["kind"] in kinds()
            tidy[name] = _with_names(without_ids(row["kind"], value) if is_alert else readable(value))
        elif name == "terms":
            tidy[name] = {fact: term for fact, term in value.items() if fact != "portions"}
        elif name in _ORDERS:
            tidy[name] = _order_name(value)
        elif name not in ("currency", "id"):
            tidy[name] = bool(value) if name.endswith(("_by_me", "is_organizer")) else value
    return tidy
