"""Balances of another ledger, over HTTP: the file is downloaded, and two days later its debts are there."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

import pytest

from sandbox.fixtures import DAD, MUM
from tests.stories.days import Days

if TYPE_CHECKING:
    from tests.stories.story import Story

pytestmark = pytest.mark.process

FILE = """\
Date,Description,Category,Cost,Currency,Мама,Папа
2026-02-01,Ужин,Dining out,1200.00,RUB,600.00,-600.00
2026-02-09,Total balance, , ,RUB,600.00,-600.00
""".encode()


async def test_debts_are_carried_over_after_two_days_of_silence_and_saved_as_files(story: Story) -> None:
    phones, days = story.phones, Days(story)
    await days.start()
    await days.family(DAD)
    file = {"name": "Ивановы.csv", "document": b64encode(FILE).decode()}
    await phones.act("send_document", person=MUM, chat=MUM, **file)
    await phones.saw(MUM, "Папа → Мама: 600 ₽")
    await phones.tap(MUM, "carryask:")
    await phones.saw(MUM, "⏳ Папа: долг 600 ₽")
    await story.settled()
    await phones.alert(DAD, "Мама предлагает перенести расчёты из Splitwise")
    await days.pass_(hours=49)
    await phones.alert(DAD, "Расчёты из Splitwise перенесены: ваш долг")
    await phones.act("send_document", person=MUM, chat=MUM, **file)  # once more
    await phones.saw(MUM, "✅ Перенесено")
    await phones.say(DAD, "/orders")
    await phones.saw(DAD, "600 ₽")
    await phones.tap(DAD, "books")
    await story.settled()
    assert story.rows("SELECT person_id, minor FROM ledger_entries ORDER BY id") == [
        (MUM, 60000),
        (DAD, -60000),
    ]
    sent = [
        message["document"]["file_name"] for message in await phones.messages(DAD) if "document" in message
    ]
    assert sent == ["family-bot-books.csv", "family-bot-books.json"]
