"""The open transaction: one class that satisfies every port of the core."""

from __future__ import annotations

from storage.approvals import RequestRows
from storage.benefits import BenefitRows
from storage.cards import CardRows
from storage.exporting import ExportRows
from storage.families import FamilyRows
from storage.forgetting import ForgettingRows
from storage.invites import EntryRows, InviteRows
from storage.journal import JournalRows
from storage.orders import OrderRows
from storage.people import AlertRows, PeopleRows
from storage.surprises import SurpriseRows
from storage.votes import VoteRows


class Transaction(
    PeopleRows,
    AlertRows,
    ForgettingRows,
    ExportRows,
    FamilyRows,
    BenefitRows,
    InviteRows,
    EntryRows,
    RequestRows,
    VoteRows,
    CardRows,
    JournalRows,
    SurpriseRows,
    OrderRows,
):
    """All repositories over one connection; begun and committed by the database, never from inside."""
