"""Balances of other ledgers, over HTTP: files are downloaded, debts carried over, and all of it is saved."""

from __future__ import annotations

import csv
import json
from base64 import b64encode
from collections import Counter
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from sandbox.fixtures import DAD, MUM
from tests.stories.days import NOON, Days

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


SPLIIT = """\
"Date","Description","Category","Currency","Cost","Is Reimbursement","Split mode","Anna","Benjamin","Guest"
"2026-01-06","Dinner","Food","₽","90.03","No","Evenly",30.01,-30.01,-30.01
"2026-02-07","Payback","Payment","₽","20.00","Yes","Evenly",0,0,-20
""".encode()


async def test_a_family_that_reads_english_carries_spliit_over_and_saves_its_books(story: Story) -> None:
    phones = story.phones
    await story.start_bot(now=NOON)
    anna, ben, zoe = [
        await phones.new_person(name, language="en", number=f"+7916000000{digit}")
        for digit, name in enumerate(("Anna", "Ben", "=Zoe"))
    ]
    await phones.join(await phones.found_family("The Smiths", anna, proof="Confirm my number"), ben, zoe)
    await story.settled()

    # The file does not tell who paid Guest back, and calls Ben and Zoe by other names; both agree at once.
    file = {"name": "spliit.csv", "document": b64encode(SPLIIT).decode()}
    await phones.act("send_document", person=anna, chat=anna, **file)
    await phones.saw(
        anna, "Spliit does not write down who paid this. Who was it?\nLine 3, 7 Feb 2026: “Payback”"
    )
    await phones.tap(anna, "carrypaid:1:3:0")
    await phones.saw(anna, "• Anna: is owed ₽80.02\n• Benjamin: owes ₽30.01\n• Guest: owes ₽50.01")
    for position, person in ((1, ben), (2, zoe)):
        await phones.tap(anna, f"carrywho:1:{position}")
        await phones.tap(anna, f"carryis:1:{position}:{person}")
    await phones.saw(anna, "So it becomes here:\n• Ben → Anna: ₽30.01\n• =Zoe → Anna: ₽50.01")
    await phones.tap(anna, "carryask:1")
    await phones.tap(
        ben, "carryyes:1:1", on="Anna wants to carry balances from Spliit over: then you owe ₽30.01"
    )
    await phones.tap(zoe, "carryyes:1:1", on="then you owe ₽50.01 here.")
    await phones.saw(anna, "The balances from Spliit are carried over: you are owed ₽80.02 by Ben, =Zoe.")

    # Ben settles his share of an order, and Anna takes everything along.
    await phones.say(anna, "/add tea 70.02")
    await phones.say(ben, "/add bread 50.01")
    await story.settled()
    await phones.say(anna, "/cart")
    for press in ("go:checkout", "lock:", "take:", "paid:"):
        await phones.tap(anna, press)
    await phones.tap(ben, "sent:2:1")
    await phones.tap(anna, "got:1:1")
    await phones.say(anna, "/orders")
    await phones.tap(anna, "books")
    await story.settled()
    sent = [one for one in await phones.messages(anna) if one.get("caption")]
    assert [(one["caption"], one["document"]["file_name"]) for one in sent] == [
        ("The books as a table.", "family-bot-books.csv"),
        ("The same for programs.", "family-bot-books.json"),
    ]
    table, programs = [story.engine.world.files[one["document"]["file_id"]].content for one in sent]
    rows = list(csv.reader(StringIO(table.decode("utf-8-sig"))))
    assert rows.pop(0) == [
        *("What", "Order", "Day", "Moment (UTC)", "Who", "To whom", "Amount", "Currency", "State", "Note")
    ]
    assert [",".join(row[:3] + row[4:]) for row in rows] == [
        "order,1,2026-03-02,Anna,,80.02,RUB,received,one",
        "order,2,2026-03-02,Anna,,120.03,RUB,paid,one",
        "share,1,2026-03-02,Ben,Anna,30.01,RUB,,",
        "share,1,2026-03-02,'=Zoe,Anna,50.01,RUB,,",
        "share,2,2026-03-02,Anna,Anna,70.02,RUB,,",
        "share,2,2026-03-02,Ben,Anna,50.01,RUB,,",
        "payment,2,2026-03-02,Ben,Anna,50.01,RUB,confirmed,",
        "entry,1,2026-03-02,Anna,,80.02,RUB,carried_over,1",
        "entry,1,2026-03-02,Ben,,-30.01,RUB,carried_over,1",
        "entry,1,2026-03-02,'=Zoe,,-50.01,RUB,carried_over,1",
        "entry,2,2026-03-02,Anna,,120.03,RUB,order_paid,2",
        "entry,2,2026-03-02,Anna,,-70.02,RUB,share_owed,2",
        "entry,2,2026-03-02,Ben,,-50.01,RUB,share_owed,2",
        "entry,2,2026-03-02,Ben,,50.01,RUB,money_sent,3",
        "entry,2,2026-03-02,Anna,,-50.01,RUB,money_received,3",
    ]
    books = json.loads(programs)
    assert {name: len(books[name]) for name in ("orders", "shares", "payments", "ledger")} == {
        "orders": 2,
        "shares": 4,
        "payments": 1,
        "ledger": 8,
    }
    assert [(order["carried_over_from"], order["state"]) for order in books["orders"]] == [
        ("spliit", "received"),
        (None, "paid"),
    ]
    balances: Counter[str] = Counter()
    for entry in books["ledger"]:
        balances[entry["person"]] += int(entry["amount"].replace(".", ""))
    assert balances == {"Anna": 8_002, "Ben": -3_001, "=Zoe": -5_001}
    assert story.balances() == {anna: 8_002, ben: -3_001, zoe: -5_001}
    story.judge()
