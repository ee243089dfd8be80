"""The tables. Every "exactly one" and "at most" of the product is a constraint here.

Moments are aware UTC in Python. Ids are never reused: a button may name a row that is long gone.
"""

from __future__ import annotations

from storage.schema.account import pot_entries, pot_postings, pot_transfers, spending_limits
from storage.schema.alerts import alerts
from storage.schema.books import import_people, imports
from storage.schema.carts import additions, cards, deeds, inline_asks, items, staples, votes
from storage.schema.charges import charges, intents
from storage.schema.columns import Moment, metadata
from storage.schema.families import (
    archive_members,
    barred,
    benefit_changes,
    departures,
    families,
    family_places,
    handovers,
    members,
    succession_votes,
    successions,
)
from storage.schema.invites import guesses, invite_guests, invitees, invites, join_requests, seat_holds
from storage.schema.orders import (
    checkout_drafts,
    correction_answers,
    corrections,
    order_lines,
    orders,
    shares,
)
from storage.schema.own import own_additions, own_items, own_order_lines, own_orders
from storage.schema.people import people, questions
from storage.schema.settling import ledger_entries, payment_parts, payment_words, payments, receipts
from storage.schema.shopping import replacements, trip_lines, trips

__all__ = [
    "Moment",
    "additions",
    "alerts",
    "archive_members",
    "barred",
    "benefit_changes",
    "cards",
    "charges",
    "checkout_drafts",
    "correction_answers",
    "corrections",
    "deeds",
    "departures",
    "families",
    "family_places",
    "guesses",
    "handovers",
    "import_people",
    "imports",
    "inline_asks",
    "intents",
    "invite_guests",
    "invitees",
    "invites",
    "items",
    "join_requests",
    "ledger_entries",
    "members",
    "metadata",
    "order_lines",
    "orders",
    "own_additions",
    "own_items",
    "own_order_lines",
    "own_orders",
    "payment_parts",
    "payment_words",
    "payments",
    "people",
    "pot_entries",
    "pot_postings",
    "pot_transfers",
    "questions",
    "receipts",
    "replacements",
    "seat_holds",
    "shares",
    "spending_limits",
    "staples",
    "succession_votes",
    "successions",
    "trip_lines",
    "trips",
    "votes",
]
