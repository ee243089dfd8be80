"""The open transaction: one class that satisfies every port of the core."""

from __future__ import annotations

from storage.account import AccountRows
from storage.approvals import RequestRows
from storage.archives import ArchiveRows
from storage.benefits import BenefitRows
from storage.books import ImportRows
from storage.cards import CardRows
from storage.charges import ChargeRows
from storage.customs import CustomsRows
from storage.exporting import ExportRows
from storage.exporting_books import BooksRows
from storage.families import FamilyRows
from storage.forgetting import ForgettingRows
from storage.invites import EntryRows, InviteRows
from storage.journal import JournalRows
from storage.journaling import ReadingRows
from storage.orders import OrderRows
from storage.overviews import OverviewRows
from storage.own import OwnRows
from storage.own_orders import OwnOrderRows
from storage.parting import PartingRows
from storage.people import AlertRows, PeopleRows
from storage.shopping import ShoppingRows
from storage.staples import StapleRows
from storage.surprises import SurpriseRows
from storage.undoing import UndoRows
from storage.votes import VoteRows


class Transaction(
    PeopleRows,
    AlertRows,
    ForgettingRows,
    ExportRows,
    FamilyRows,
    PartingRows,
    ArchiveRows,
    AccountRows,
    OverviewRows,
    BenefitRows,
    CustomsRows,
    InviteRows,
    EntryRows,
    RequestRows,
    VoteRows,
    CardRows,
    JournalRows,
    SurpriseRows,
    ShoppingRows,
    StapleRows,
    UndoRows,
    ReadingRows,
    OrderRows,
    ChargeRows,
    OwnRows,
    ImportRows,
    BooksRows,
    OwnOrderRows,
):
    """All repositories over one connection; begun and committed by the database, never from inside."""
