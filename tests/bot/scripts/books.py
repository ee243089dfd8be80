"""Balances of another ledger are carried over, screen by screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bot.scripts.album import album_of
from tests.bot.stage import DAD, KID, MUM, Stage

if TYPE_CHECKING:
    from collections.abc import Mapping

SPLIIT = """\
"Date","Description","Category","Currency","Cost","Is Reimbursement","Split mode",\
"Мама","папа","Гость","<b>Сын</b>"
"2026-01-06","Ужин","Food","₽","90.00","No","Evenly",30,-30,0,-30
"2026-02-07","Возврат","Payment","₽","20.00","Yes","Evenly",0,0,0,-20
""".encode()

SPLITWISE = """\
Date,Description,Category,Cost,Currency,Мама,Папа
2026-03-01,Ужин,Dining out,10.00,RUB,10.00,-10.00
""".encode()


async def carry_over(stage: Stage, language: str) -> Mapping[str, str]:
    """Мама brings a file from Spliit, says who is who, and everybody agrees; another file is objected to."""
    album = album_of(stage, language)
    await stage.household()
    await stage.say(MUM, "/orders")
    await stage.press(MUM, "go:imports")
    album.keep("how", MUM)
    await stage.say(DAD, "/orders")
    await stage.press(DAD, "go:imports")
    album.keep("how for others", DAD)
    await stage.send_document(MUM, "Spliit Export.csv", b"\xef\xbb\xbf" + SPLIIT)
    album.keep("who paid", MUM)
    await stage.press(MUM, "carrypaid:1:3:2")
    album.keep("who is who", MUM)
    await stage.press(MUM, "carryanew:1")
    await stage.press(MUM, "carrypaid:1:3:0")
    await stage.press(MUM, "carrywho:1:3")
    album.keep("who is the son", MUM)
    await stage.press(MUM, f"carryis:1:3:{KID}")
    await stage.press(MUM, "carryis:1:2:0")
    album.keep("debts", MUM)
    await stage.tap(MUM, {"ru": "✅ Спросить семью", "en": "✅ Ask the family"}[language])
    album.keep("asked", MUM)
    await stage.deliver()
    album.keep("told before", DAD)
    await stage.press(DAD, "carryyes:1:1")
    album.keep("one agreed", DAD)
    await stage.press(KID, "carryyes:1:1")
    album.keep("done", KID)
    await stage.deliver()
    album.keep("told after", KID)
    album.keep("told after who is owed", MUM)
    await stage.press(MUM, "o:1")
    album.keep("among the orders", MUM)
    await stage.send_document(MUM, "again.csv", b"\xef\xbb\xbf" + SPLIIT)
    album.keep("the same file again", MUM)
    await stage.send_document(MUM, "b.csv", SPLITWISE)
    album.keep("no names to ask about", MUM)
    await stage.tap(MUM, {"ru": "✅ Спросить семью", "en": "✅ Ask the family"}[language])
    await stage.press(DAD, "carryyes:2:0")
    album.keep("stopped", DAD)
    await stage.deliver()
    album.keep("told that it stopped", MUM)
    await stage.send_document(MUM, "b.csv", SPLITWISE)
    await stage.press(MUM, "carrynot:3")
    album.keep("dropped", MUM)
    await stage.press(MUM, "go:imports")
    album.keep("list", MUM)
    return album.screens
