"""Shares are settled in parts and by the plan, screen by screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bot.scripts.album import album_of
from tests.bot.stage import DAD, KID, MUM
from tests.sandbox.pictures import png

if TYPE_CHECKING:
    from tests.bot.stage import Stage


async def settle_in_parts(stage: Stage, language: str) -> dict[str, str]:
    """Папа sends 20 of his 50 roubles, takes the rest back, and shows a receipt of what did not arrive."""
    stage.expect("there is no text in the message to edit")
    album = album_of(stage, language)
    await stage.meet(MUM, DAD, KID, language=language)
    await stage.household()
    await stage.paid_order(MUM, (DAD, "хлеб 50 р"), (KID, "сыр 70 р"))
    await stage.hush()
    for person in (MUM, DAD):
        await stage.start(person)
    await stage.press(DAD, "part:1:1")
    album.keep("how much", DAD)
    await stage.say(DAD, "60")
    album.keep("more than is owed", DAD)
    await stage.say(DAD, "20")
    album.keep("a part is sent", DAD)
    await stage.press(DAD, "o:1")
    album.keep("order with a part", DAD)
    await stage.press(DAD, "sent:1:2:3000")
    album.keep("order with all sent", DAD)
    await stage.press(DAD, "unsent:2")
    album.keep("taken back", DAD)
    await stage.deliver()
    album.keep("alert: taken back", MUM)
    await stage.press(MUM, "got:1:0")
    album.keep("not received", MUM)
    await stage.deliver()
    album.keep("alert: not received", DAD)
    await stage.press(DAD, "proof:1")
    album.keep("which receipt", DAD)
    await stage.say(DAD, "сейчас")
    stage.people.send_photo(DAD, DAD, png())
    await stage.pump()
    album.keep("receipt is attached", DAD)
    await stage.deliver()
    album.keep("alert: receipt", MUM)
    await stage.press(MUM, "receipt:1")
    album.keep("receipt", MUM)
    await stage.press(MUM, f"share:1:{DAD}")
    album.keep("share for the payer", MUM)
    await stage.press(MUM, "got:1:1")
    album.keep("order after all", MUM)
    await stage.deliver()
    album.keep("alert: a part is received", DAD)
    await stage.press(MUM, f"remind:1:{DAD}")
    album.keep("reminded", MUM)
    await stage.deliver()
    album.keep("alert: the payer reminds", DAD)
    stage.pass_by(24 * 3600)
    await stage.do["remind_debtors"]()
    await stage.deliver()
    album.keep("alert: reminder", KID)
    return album.screens


async def settle_by_plan(stage: Stage, language: str) -> dict[str, str]:
    """Папа owes Мама, Мама owes Ребёнок; then Папа and Мама owe each other the same."""
    album = album_of(stage, language)
    await stage.meet(MUM, DAD, KID, language=language)
    await stage.household()
    await stage.paid_order(MUM, (DAD, "хлеб 50 р"))
    await stage.paid_order(KID, (MUM, "сыр 70 р"))
    await stage.hush()
    for person in (MUM, DAD, KID):
        await stage.start(person)
    await stage.press(MUM, "go:balances")
    album.keep("balances", MUM)
    await stage.press(DAD, "go:plan")
    album.keep("plan", DAD)
    seal = (await stage.do["show_plan"](actor=DAD)).transfers[-1].seal
    await stage.press(DAD, f"bychain:1:{seal}")
    album.keep("sent by the plan", DAD)
    await stage.deliver()
    album.keep("alert: sent by the plan", KID)
    await stage.press(KID, "go:balances")
    album.keep("balances with what waits", KID)
    await stage.press(KID, "got:1:1")
    album.keep("received by the plan", KID)
    await stage.deliver()
    album.keep("alert: received", DAD)
    album.keep("alert: in between", MUM)
    await stage.press(MUM, "go:plan")
    album.keep("what is left", MUM)
    await stage.press(MUM, "sent:2:2:2000")
    await stage.press(KID, "got:2:1")
    await stage.press(MUM, "go:plan")
    album.keep("nothing is left", MUM)
    await stage.paid_order(MUM, (DAD, "хлеб 50 р"))
    await stage.paid_order(DAD, (MUM, "соль 50 р"))
    await stage.hush()
    await stage.press(DAD, "go:plan")
    album.keep("even debts", DAD)
    seal = (await stage.do["show_plan"](actor=DAD)).transfers[0].seal
    await stage.press(DAD, f"bychain:1:{seal}")
    album.keep("offset is offered", DAD)
    await stage.deliver()
    album.keep("alert: offset", MUM)
    await stage.press(MUM, "got:3:0")
    album.keep("not offset", MUM)
    await stage.deliver()
    album.keep("alert: not offset", DAD)
    return album.screens
