"""What the shared account's use cases need of an open transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from core.families.ports import MembershipWork
from core.people.ports import QuestionWork
from core.pot.ports import PotWork

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from core.account.views import StatementLine, TransferView
    from core.pot.transfer import Transfer
    from core.shared.reminding import Reminding


class AccountWork(MembershipWork, QuestionWork, PotWork, Protocol):
    """Reads and keeps what happens to the account."""

    home_zone: str
    """The time zone of families that chose none."""

    invoiced: Collection[str]
    """The currencies in which invoices are sent: none without a payment provider, or Telegram's Stars."""

    def attempts_of(self, family: int, person: int) -> int:
        """Count the person's transfers to or from the family's account."""

    def open_top_up(self, family: int, person: int) -> Transfer | None:
        """Return what the person says was sent, and nobody has judged yet; the schema allows one."""

    def transfers_with(self, person: int) -> Sequence[TransferView]:
        """Return money on its way from or to the person, in any family, the oldest first."""

    def due_transfers(
        self, before: datetime, now: datetime, limit: int
    ) -> Sequence[tuple[Transfer, Reminding]]:
        """Return money whose receiver's word is waited for since `before`, or whose next step is due.

        It comes held; what another process holds is left to it.
        """

    def keep_transfer_reminding(self, transfer: int, reminding: Reminding) -> None:
        """Keep how often the receiver was reminded, and when the next step is due."""

    def statement(self, family: int, page: int) -> tuple[Sequence[StatementLine], int, int]:
        """Return a page of the account's movements, the newest first, its number and how many there are.

        Past the end is the last one.
        """

    def invoiced_minor(self, family: int) -> int:
        """Return what was put in by invoices in all, without what was given back, in minor units."""

    def spent_by(self, family: int, since: datetime) -> Mapping[int, int]:
        """Return what everybody has paid from the account since that moment, in minor units."""

    def payments_since(self, family: int, since: datetime) -> Sequence[tuple[int, str, datetime, int]]:
        """Return who paid what from the account since then: id, name, moment, minor units; oldest first."""

    def spending_limits(self, family: int) -> Mapping[int, int]:
        """Return what those who have a limit may pay from the account a month, in minor units."""

    def set_spending_limit(self, family: int, person: int, minor: int | None) -> None:
        """Keep the person's limit; None lets them pay as much as there is."""
