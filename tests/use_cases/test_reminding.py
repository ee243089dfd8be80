from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from core.alerts.settling import DebtReminder, DebtStaysOpen
from core.families.leaving import leave_family
from core.orders.errors import NothingToRemindError, OrderUnknownError, RemindedAlreadyError
from core.orders.reminding import remind_debtor, remind_debtors
from core.orders.settling import judge_payment, say_sent, withdraw_payment
from tests.household import START

if TYPE_CHECKING:
    from core.alerts.alert import Alert
    from tests.household import Household

AUTOMATIC = DebtReminder(1, 1, "Папа", 12_050, "RUB", 1, by_payer=False)
ASKED = DebtReminder(1, 1, "Папа", 12_050, "RUB", 1, by_payer=True)
STAYS_OPEN = DebtStaysOpen(1, 1, "Катя", "Папа")


async def tea_is_owed(home: Household) -> dict[str, int]:
    """Катя owes Папа 120.50 for tea; Мама is the organizer."""
    await home.family("Мама", ["Папа", "Катя"])
    await home.add("Катя", "чай 120,50")
    await home.pay("Папа", await home.lock("Мама"))
    return {"actor": home["Папа"], "order": 1, "person": home["Катя"]}


async def news(home: Household, until: float, *, step: float = 6) -> dict[float, list[tuple[str, Alert]]]:
    """Let time pass to so many hours after the order was paid; return who was told what, by the hour."""
    told: dict[float, list[tuple[str, Alert]]] = {}
    hours = (home.clock.now - START) / timedelta(hours=1)
    while hours < until:
        home.clock.advance(hours=step)
        hours += step
        before = {name: len(await home.told(name)) for name in ("Мама", "Папа", "Катя")}
        await home.write(remind_debtors)
        for name, count in before.items():
            for alert in (await home.told(name))[count:]:
                told.setdefault(hours, []).append((name, alert))
    return told


async def test_a_debtor_is_reminded_twice_and_then_the_organizer_is_told(home: Household) -> None:
    await tea_is_owed(home)
    assert await news(home, 400) == {
        24: [("Катя", AUTOMATIC)],
        96: [("Катя", AUTOMATIC)],  # 72 hours after the debt became due would be two days after the first
        120: [("Мама", STAYS_OPEN)],
    }


async def test_after_a_long_standstill_there_is_one_reminder(home: Household) -> None:
    await tea_is_owed(home)
    home.clock.advance(days=30)
    for _ in range(3):
        await home.write(remind_debtors)
    assert (await home.told("Катя"))[-1] == AUTOMATIC
    assert sum(alert == AUTOMATIC for alert in await home.told("Катя")) == 1


async def test_the_payer_reminds_when_nobody_did_for_three_days(home: Household) -> None:
    debt = await tea_is_owed(home)
    home.clock.advance(hours=18)
    assert await home.write(remind_debtor, **debt) == "Катя"
    assert (await home.told("Катя"))[-1] == ASKED
    again = {"debtor": "Катя", "again_at": START + timedelta(hours=90)}
    assert await home.refused(RemindedAlreadyError, remind_debtor, **debt) == again
    assert await news(home, 90) == {90: [("Катя", AUTOMATIC)]}
    assert await home.refused(RemindedAlreadyError, remind_debtor, **debt) == {
        "debtor": "Катя",
        "again_at": START + timedelta(hours=162),
    }


@pytest.mark.parametrize("received", [True, False])
async def test_what_is_said_to_be_sent_is_not_reminded_of(home: Household, *, received: bool) -> None:
    debt = await tea_is_owed(home)
    await home.write(say_sent, actor=home["Катя"], order=1, attempt=1)
    assert await news(home, 48) == {}
    assert await home.refused(NothingToRemindError, remind_debtor, **debt) == {"debtor": "Катя"}
    await home.write(judge_payment, actor=home["Папа"], payment=1, received=received)
    before = len(await home.told("Катя"))
    told = await news(home, 200)
    if received:
        assert (told, len(await home.told("Катя"))) == ({}, before)
    else:  # a day of grace, since they just learnt of it
        assert list(told) == [72, 144, 168]


async def test_who_takes_their_word_back_is_left_in_peace_for_a_day(home: Household) -> None:
    await tea_is_owed(home)
    await home.write(say_sent, actor=home["Катя"], order=1, attempt=1)
    await news(home, 48)
    await home.write(withdraw_payment, actor=home["Катя"], payment=1)
    assert list(await news(home, 72)) == [72]


async def test_only_who_is_owed_reminds_and_only_their_debtors(home: Household) -> None:
    debt = await tea_is_owed(home)
    for wrong in ({"actor": home["Мама"]}, {"actor": home["Катя"]}, {"person": home["Папа"]}, {"order": 2}):
        assert await home.refused(OrderUnknownError, remind_debtor, **(debt | wrong)) == {}
    assert await home.refused(OrderUnknownError, remind_debtor, **(debt | {"person": home["Мама"]})) == {}


async def test_an_organizer_who_is_a_side_needs_not_be_told(home: Household) -> None:
    await home.family("Папа", ["Мама", "Катя"])
    await home.add("Катя", "чай 120,50")
    await home.pay("Папа", await home.lock("Папа"))
    told = await news(home, 200)
    assert list(told) == [24, 96]


async def test_who_left_is_reminded_too(home: Household) -> None:
    await tea_is_owed(home)
    await home.write(leave_family, actor=home["Катя"], family=1, keep_lines=False)
    assert list(await news(home, 120)) == [24, 96, 120]
