"""What people do with invoices on their phones."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tests.stories.process import until

if TYPE_CHECKING:
    from sandbox.world import JSON
    from tests.stories.phones import Phones
    from tests.stories.story import Story


async def invoice_of(story: Story, person: int, before: int) -> int:
    """Wait until more invoices than before were sent; return the message of the person's newest one."""
    await until(lambda: len(story.calls("sendInvoice")) > before, "the invoice")
    await story.settled()
    messages = await story.phones.messages(person)
    message: int = next(one["message_id"] for one in reversed(messages) if "invoice" in one)
    return message


async def open_sheet(phones: Phones, person: int, message: int) -> JSON:
    return await phones.act("press_pay", person=person, chat=person, message_id=message, stale=True)


async def ended(phones: Phones, person: int, sheet: str) -> JSON:
    """Wait for the word on a payment."""
    async with asyncio.timeout(20):
        while True:
            shown = await phones.act("checkout", person=person, checkout_id=sheet)
            if shown["state"] not in {"open", "waiting"}:
                return shown
            await asyncio.sleep(0.02)


async def pay(phones: Phones, person: int, message: int) -> JSON:
    sheet = (await open_sheet(phones, person, message))["checkout_id"]
    await phones.act("pay", person=person, checkout_id=sheet)
    return await ended(phones, person, sheet)
