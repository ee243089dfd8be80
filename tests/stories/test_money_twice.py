"""Every button of money is pressed on two phones at once, and each press is delivered to two bots at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sandbox.fixtures import DAD, MUM
from tests.stories.dying import REPEATED
from tests.stories.process import free_port
from tests.stories.relay import Crowd

if TYPE_CHECKING:
    from tests.stories.phones import Answer
    from tests.stories.story import Story

pytestmark = pytest.mark.process


async def test_money_moves_once_however_often_a_button_is_pressed(story: Story) -> None:
    phones = story.phones
    ports = [free_port(), free_port()]
    async with Crowd([f"http://127.0.0.1:{port}" for port in ports], story.server.api_url) as crowd:
        for port in ports:
            await story.start_hooked_bot(port, f"{crowd.url}/hook")
        hands = Hands(story, crowd)
        await phones.join(await phones.found_family("Ивановы"), DAD)
        await phones.say(MUM, "/account")
        await phones.tap(MUM, "go:benefits")
        await phones.tap(MUM, "benefit:1:account:1")

        # Мама and Папа take the order at once: one of them pays, and the other is told who.
        await check_out(story, "сыр 70,02 р")
        answers = await hands.press((MUM, "take:1"), (DAD, "take:1"))
        (refusal,) = [answer.text for answer in answers if answer.is_alert]
        assert refusal.startswith("Заказ 1 уже оплачивает")
        await phones.tap(story.one("SELECT payer_id FROM orders WHERE state = 'paying'"), "release:1")
        await hands.press_twice(DAD, "take:1")
        await hands.press_twice(DAD, "paid:1")
        assert story.balances() == {MUM: -7_002, DAD: 7_002}
        await story.settled()

        # Мама sends a part, then the rest. The part did not arrive; of the rest Папа says both at once.
        await phones.tap(MUM, "o:1", on="Ваша доля – 70,02 ₽")
        await hands.press_twice(MUM, "part:1:1")
        await hands.type_twice(MUM, "20,02")
        await hands.press_twice(MUM, "sent:1:2")
        await story.settled()
        assert payments(story) == [(1, 2_002, "claimed"), (2, 5_000, "claimed")]
        await hands.press_twice(DAD, "got:1:0")
        await hands.press((DAD, "got:2:1"), (DAD, "got:2:0"))
        assert payments(story) == [(1, 2_002, "rejected"), (2, 5_000, "confirmed")]
        await story.settled()
        await hands.press_twice(MUM, "sent:1:3")
        await story.settled()
        await hands.press_twice(DAD, "got:3:1")
        assert payments(story) == [
            (1, 2_002, "rejected"),
            (2, 5_000, "confirmed"),
            (3, 2_002, "confirmed"),
        ]
        assert story.balances() == {MUM: 0, DAD: 0}

        await fill_and_spend_the_account(story, hands)

    assert story.rows("SELECT balance_minor FROM pot_postings ORDER BY number") == [(50_000,), (48_999,)]
    assert story.rows("SELECT state FROM orders ORDER BY id") == [("paid",), ("paid",)]
    assert story.one("SELECT count(*) FROM ledger_entries") == 6
    assert told(story, DAD) == [
        *("BenefitSwitched", "OrderLocked", "MoneySent", "MoneySent", "MoneySent"),
        *("TopUpReceived", "OrderLocked", "PaidFromAccount"),
    ]
    doubted = ["MoneyNotReceived"] * told(story, MUM).count("MoneyNotReceived")
    assert told(story, MUM) == [
        *("MemberJoined", "ShareDue", *doubted, "MoneyReceived", "MoneyReceived", "TopUpSent")
    ]
    assert len(doubted) in {1, 2}  # of the rest, too, when that was heard first
    for person in (MUM, DAD):
        assert story.alert_numbers(person) == list(range(1, len(told(story, person)) + 1))
    story.judge(*REPEATED)


async def fill_and_spend_the_account(story: Story, hands: Hands) -> None:
    """The shared account gets 500 roubles once, and pays for the salt once."""
    phones = story.phones
    await phones.say(DAD, "/account")
    await phones.tap(DAD, "go:top_up")
    await hands.press_twice(DAD, "topup:1:50000:1")
    await story.settled()
    await hands.press_twice(MUM, "arrived:1:1")
    await check_out(story, "соль 10,01 р")
    await phones.tap(MUM, "pot:2")
    await hands.press_twice(MUM, "frompot:2:1001")
    await story.settled()


class Hands:
    """Presses and types on several phones at once, for all bots at once."""

    def __init__(self, story: Story, crowd: Crowd) -> None:
        self._phones = story.phones
        self._crowd = crowd

    async def press(self, *presses: tuple[int, str]) -> list[Answer]:
        """Press buttons, each on a phone of its person, and return the answers."""
        phones = self._phones
        buttons = [(person, await phones.button(person, data)) for person, data in presses]
        async with self._crowd.at_once(len(buttons)):
            pressed = [await phones.press_exactly(person, person, *button) for person, button in buttons]
        return [await phones.answer(query) for query in pressed]

    async def press_twice(self, person: int, data: str) -> None:
        await self.press((person, data), (person, data))

    async def type_twice(self, person: int, text: str) -> None:
        async with self._crowd.at_once(2):
            for _ in range(2):
                await self._phones.say(person, text)


async def check_out(story: Story, wish: str) -> None:
    """Мама wishes for something and checks it out at once; Папа looks at the order."""
    phones = story.phones
    await phones.say(MUM, f"/add {wish}")
    await phones.tap(MUM, "go:cart", on=wish.partition(" ")[0])
    await phones.tap(MUM, "go:checkout")
    await phones.tap(MUM, "lock:")
    await story.settled()
    await phones.tap(DAD, "o:")


def payments(story: Story) -> list[tuple[int, int, str]]:
    return story.rows("SELECT id, minor, state FROM payments ORDER BY id")


def told(story: Story, person: int) -> list[str]:
    """Return the kinds of the alerts that a person got, in order."""
    kinds = story.rows("SELECT kind FROM alerts WHERE recipient_id = ? ORDER BY number", person)
    return [kind for (kind,) in kinds]
