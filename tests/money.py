"""Money through Telegram in tests: its question, its coming, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from core.orders.charge import Receipt
from core.orders.charging import keep_charge, settle_charge
from core.orders.invoicing import check_payment
from storage.schema import charges

if TYPE_CHECKING:
    from core.orders.charge import Invoice
    from tests.household import Household


async def ask(home: Household, payer: str, invoice: Invoice, query: str = "q-1", **changed: object) -> None:
    facts = {"payload": invoice.token, "minor": invoice.minor, "currency": invoice.currency}
    await home.write(check_payment, actor=home[payer], query=query, **{**facts, **changed})


async def pay(  # what a receipt says
    home: Household,
    payer: str,
    payload: str,
    name: str = "c-1",
    *,
    minor: int = 12_990,
    currency: str = "RUB",
) -> None:
    """The money comes, and is looked at."""
    receipt = Receipt(name, f"p-{name}", payload, minor, currency)
    charge = await home.write(keep_charge, actor=home[payer], receipt=receipt)
    if charge is not None:
        await home.write(settle_charge, charge=charge)


async def states(home: Household) -> list[tuple[str, str | None]]:
    """What became of all money that came: its state, and its flaw if it has one."""
    rows = await home.rows(select(charges.c.state, charges.c.flaw).order_by(charges.c.id))
    return [(row.state, row.flaw) for row in rows]
