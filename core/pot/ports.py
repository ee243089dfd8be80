"""What the pot needs of an open transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from core.pot.books import PotPosting
    from core.pot.transfer import Transfer, TransferKind, TransferState


class PotWork(Protocol):
    """Reads and appends to the books of pots; nothing in them is ever changed."""

    def pot_minor(self, family: int) -> int:
        """Return what is in the family's pot, in minor units."""

    def parts_of(self, family: int) -> Mapping[int, int]:
        """Return what everybody has in the pot, in minor units; who has nothing is left out."""

    def post_to_pot(self, posting: PotPosting, now: datetime) -> None:
        """Write the entries down; the schema refuses the same key twice, and a pot below nothing."""

    def put_transfer(
        self,
        *,
        family: int,
        kind: TransferKind,
        person: int,
        keeper: int,
        minor: int,
        state: TransferState,
        now: datetime,
        charge: int | None = None,
    ) -> int:
        """Keep money on its way, in the family's currency, as the person's next; return its id.

        `charge` is the payment through Telegram by which it came; the schema allows each once.
        """

    def transfer_by(self, charge: int) -> Transfer | None:
        """Return what a payment through Telegram put into the pot."""

    def transfer(self, transfer: int) -> Transfer | None:
        """Return the transfer, held until the transaction ends."""

    def set_transfer(self, transfer: int, state: TransferState, now: datetime) -> None:
        """Keep what was said of the transfer last."""
