"""An order is bought and settled, screen by screen."""

from __future__ import annotations

from core.carts.agreement import Choice
from tests.bot.scripts.album import album_of
from tests.bot.stage import DAD, KID, MUM, Stage


async def buy_and_settle(stage: Stage, language: str) -> dict[str, str]:
    """Мама checks out and pays, Папа sends his share."""
    album = album_of(stage, language)
    await stage.household()
    await stage.say(MUM, "/orders")
    album.keep("no orders", MUM)
    await stage.add(DAD, "хлеб 50 р; пылесос 5000 р")
    (cheese,) = await stage.add(MUM, "сыр")
    await stage.do["cast_vote"](voter=MUM, item=cheese.id, version=1, choice=Choice.FOR)
    await stage.do["cast_vote"](voter=DAD, item=cheese.id, version=1, choice=Choice.FOR)
    await stage.press(MUM, "go:checkout")
    album.keep("check out without a price", MUM)
    await stage.press(MUM, f"price:{cheese.id}:1")
    album.keep("ask for a price", MUM)
    await stage.say(MUM, "70,50")
    album.keep("check out", MUM)
    await stage.tap(MUM, {"ru": "✅ Оформить", "en": "✅ Check out"}[language])
    album.keep("order for the organizer", MUM)
    await stage.deliver()
    album.keep("alert: checked out", DAD)
    await stage.press(DAD, "o:1")
    album.keep("order for a member", DAD)
    await stage.press(MUM, "take:1")
    album.keep("order being paid", MUM)
    await stage.press(MUM, "paid:1")
    await stage.deliver()
    album.keep("alert: share due", DAD)
    album.keep("alert: nothing owed", KID)
    await stage.press(DAD, "sent:1:1:5000")
    album.keep("order with the share sent", DAD)
    await stage.deliver()
    album.keep("alert: money sent", MUM)
    await stage.press(MUM, "o:1")
    album.keep("order for the payer", MUM)
    await stage.say(DAD, "/orders")
    album.keep("orders of the debtor", DAD)
    await stage.press(MUM, "got:1:1")
    await stage.press(MUM, "goods:1")
    album.keep("order done", MUM)
    await stage.deliver()
    album.keep("alert: goods", DAD)
    await stage.say(DAD, "/family")
    album.keep("family", DAD)
    return album.screens
