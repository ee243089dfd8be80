from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from core.account.judging import judge_transfer, say_returned
from core.account.reminding import remind_keepers
from core.account.topping_up import say_topped_up
from core.alerts.account import PotReminder
from core.alerts.settling import (
    DebtReminder,
    DebtStaysOpen,
    OwnShareReminder,
    OwnShareStaysOpen,
    VerdictReminder,
    VerdictStaysOut,
)
from core.families.benefit import Benefit
from core.families.benefits import switch_benefit
from core.families.handover import accept_role, offer_role
from core.families.leaving import consider_leaving, leave_family
from core.families.removing import consider_removal
from core.orders.dividing import choose_pay_mode
from core.orders.errors import NothingToRemindError, OrderUnknownError, RemindedAlreadyError
from core.orders.paying import cancel_order, pay_share, take_back_share
from core.orders.reminding import remind_debtor, remind_debtors, remind_payees
from core.orders.settling import judge_payment, withdraw_payment
from core.orders.terms import PayMode
from tests.household import START, send_left

if TYPE_CHECKING:
    from core.alerts.alert import Alert
    from tests.household import Household

AUTOMATIC = DebtReminder(1, 1, "Папа", 12_050, "RUB", 1, by_payer=False)
ASKED = DebtReminder(1, 1, "Папа", 12_050, "RUB", 1, by_payer=True)
UNJUDGED = VerdictReminder(1, "Катя", 12_050, "RUB")
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
        for remind in (remind_debtors, remind_payees, remind_keepers):
            await home.write(remind)
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
    await home.write(send_left, actor=home["Катя"], order=1, attempt=1)
    assert await news(home, 48) == {24: [("Папа", UNJUDGED)]}
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
    await home.write(send_left, actor=home["Катя"], order=1, attempt=1)
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


OWN = OwnShareReminder(1, 1, 12_050, "RUB")


async def each_pays(home: Household) -> None:
    """Катя is to pay the shop 120.50, and Папа 50.00, which he has done."""
    await home.family("Мама", ["Папа", "Катя"])
    await home.add("Катя", "чай 120,50")
    await home.add("Папа", "хлеб 50,00")
    await home.write(choose_pay_mode, actor=home["Мама"], pay=PayMode.EACH)
    order = await home.lock("Мама")
    await home.write(pay_share, actor=home["Папа"], order=order)


async def test_an_own_share_is_reminded_of_as_debts_are(home: Household) -> None:
    await each_pays(home)
    assert await news(home, 400) == {
        24: [("Катя", OWN)],
        96: [("Катя", OWN)],
        120: [("Мама", OwnShareStaysOpen(1, 1, "Катя"))],
    }


async def test_who_has_not_paid_after_all_is_left_in_peace_for_a_day(home: Household) -> None:
    await each_pays(home)
    await news(home, 30)
    await home.write(take_back_share, actor=home["Папа"], order=1)
    told = await news(home, 60)
    assert told == {54: [("Папа", OwnShareReminder(1, 1, 5_000, "RUB"))]}


async def test_nobody_is_reminded_of_a_share_in_what_is_off_or_paid(home: Household) -> None:
    await each_pays(home)
    await home.add("Папа", "сыр 70,00")
    await home.lock("Мама")
    await home.write(cancel_order, actor=home["Мама"], order=2)
    await home.write(pay_share, actor=home["Катя"], order=1)
    assert await news(home, 200) == {}


async def test_who_leaves_is_told_of_their_own_share_and_reminded_of_it(home: Household) -> None:
    await each_pays(home)
    assert (await home.read(consider_leaving, actor=home["Катя"])).own_share == 12_050
    assert (await home.read(consider_leaving, actor=home["Папа"])).own_share == 0
    removal = await home.read(consider_removal, actor=home["Мама"], **await home.place("Катя"))
    assert removal.parting.own_share == 12_050
    await home.write(leave_family, actor=home["Катя"], family=1, keep_lines=False)
    assert list(await news(home, 120)) == [24, 96, 120]


async def test_a_payee_who_says_nothing_is_reminded_twice_and_then_the_organizer_is_told(
    home: Household,
) -> None:
    await tea_is_owed(home)
    await home.write(send_left, actor=home["Катя"], order=1, attempt=1)
    assert await news(home, 400) == {
        24: [("Папа", UNJUDGED)],
        96: [("Папа", UNJUDGED)],
        120: [("Мама", VerdictStaysOut("Катя", "Папа"))],
    }


@pytest.mark.parametrize("received", [True, False])
async def test_a_payee_who_has_judged_is_not_asked_again(home: Household, *, received: bool) -> None:
    await tea_is_owed(home)
    await home.write(send_left, actor=home["Катя"], order=1, attempt=1)
    assert list(await news(home, 30)) == [24]
    await home.write(judge_payment, actor=home["Папа"], payment=1, received=received)
    assert (
        [name for told in (await news(home, 80)).values() for name, _ in told] == [] if received else ["Катя"]
    )


async def test_nobody_learns_of_a_present_from_a_payee_who_says_nothing(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await home.hide("Катя", await home.add_one("Катя", "духи 120,50"), "Мама", days=30)
    await home.pay("Папа", await home.lock("Папа"))
    await home.write(send_left, actor=home["Катя"], order=1, attempt=1)
    assert list(await news(home, 200)) == [24, 96]


async def test_who_keeps_the_account_is_reminded_of_money_for_it(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    mine = {"family": 1, "benefit": Benefit.ACCOUNT, "is_on": True}
    await home.write(switch_benefit, actor=home["Мама"], **mine)
    await home.write(say_topped_up, actor=home["Катя"], family=1, minor=5_000, attempt=1)
    reminder = ("Мама", PotReminder(1, "Ивановы", "Катя", 5_000, "RUB", is_return=False))
    assert await news(home, 100) == {24: [reminder], 96: [reminder]}
    await home.write(offer_role, actor=home["Мама"], **await home.place("Папа"))
    offer = await home.look(lambda work: work.handover(1))
    assert offer is not None
    accepted = {"actor": home["Папа"], "family": 1, "offered": offer.offered, "allowed": ()}
    await home.write(accept_role, **accepted)
    told = await news(home, 120)
    assert told[120] == [("Папа", VerdictStaysOut("Катя", "Мама", to_account=True))]
    await home.write(judge_transfer, actor=home["Мама"], transfer=1, received=True)
    await home.write(leave_family, actor=home["Катя"], family=1, keep_lines=False)
    assert await news(home, 168) == {}  # it is not sent back yet
    await home.write(say_returned, actor=home["Папа"], transfer=2)
    back = ("Катя", PotReminder(2, "Ивановы", "Папа", 5_000, "RUB", is_return=True))
    assert await news(home, 192) == {192: [back]}
    await home.write(judge_transfer, actor=home["Катя"], transfer=2, received=False)
    assert await news(home, 400) == {}
