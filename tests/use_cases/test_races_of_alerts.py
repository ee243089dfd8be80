"""What is promised when several tell and deliver at once, on both kinds of database."""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import TYPE_CHECKING

from sqlalchemy import select

from core.alerts.carts import LineRemoved
from core.alerts.invites import LastSeatTaken
from core.alerts.outbox import claim_alerts, settle_alerts
from core.alerts.wish import Delivery
from core.people.use_cases import choose_delivery
from storage.schema import (
    alerts,
)
from tests.at_once import at_once

if TYPE_CHECKING:
    from core.alerts.alert import Alert
    from tests.household import Household


async def tell(crowd: Household, name: str, alert: Alert) -> None:
    await crowd.change(lambda work: work.tell(crowd[name], alert, crowd.clock.now))


async def test_twenty_alerts_at_once_are_numbered_without_a_gap(crowd: Household) -> None:
    await crowd.meet("Папа")
    await at_once(*(tell(crowd, "Папа", LastSeatTaken(f"Семья {number}")) for number in range(20)))
    rows = await crowd.rows(select(alerts.c.number).order_by(alerts.c.id))
    assert [row.number for row in rows] == list(range(1, 21))


async def test_several_deliverers_deliver_each_alert_once_and_in_order(crowd: Household) -> None:
    await crowd.meet("Папа", "Катя")
    for number, name in product(range(4), ("Папа", "Катя")):
        alert = LastSeatTaken(f"Семья {number}")
        await tell(crowd, name, alert)
    delivered: list[tuple[int, int]] = []

    async def deliver() -> None:
        while due := await crowd.write(claim_alerts, limit=1, zone="Europe/Moscow"):
            for (waiting,) in due:
                delivered.append((waiting.recipient, waiting.number))
                await crowd.write(settle_alerts, alerts=[waiting.id])

    while len(delivered) < 8:
        await at_once(*(deliver() for _ in range(3)))
    assert Counter(delivered) == Counter(product((crowd["Папа"], crowd["Катя"]), range(1, 5)))
    for name in ("Папа", "Катя"):
        assert [number for recipient, number in delivered if recipient == crowd[name]] == [1, 2, 3, 4]


async def test_two_deliverers_and_a_change_of_mind_tell_what_was_held_back_once(crowd: Household) -> None:
    await crowd.meet("Папа")
    await crowd.write(choose_delivery, actor=crowd["Папа"], delivery=Delivery.DIGEST)
    for number in range(12):
        await tell(crowd, "Папа", LineRemoved(f"хлеб {number}", "Мама"))
    assert await crowd.write(claim_alerts, limit=1, zone="Europe/Moscow") == []
    delivered: list[int] = []

    async def deliver() -> None:
        while due := await crowd.write(claim_alerts, limit=1, zone="Europe/Moscow"):
            for bundle in due:
                delivered.extend(waiting.number for waiting in bundle)
                await crowd.write(settle_alerts, alerts=[waiting.id for waiting in bundle])

    changing = crowd.write(choose_delivery, actor=crowd["Папа"], delivery=Delivery.AT_ONCE)
    await at_once(deliver(), changing, deliver())
    while len(delivered) < 12:
        await at_once(*(deliver() for _ in range(3)))
    assert delivered == list(range(1, 13))
