"""The shared account pays orders, and payees who say nothing are reminded, screen by screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.families.benefit import Benefit
from core.orders.terms import PayMode
from tests.bot.scripts.album import album_of
from tests.bot.stage import DAD, KID, MUM

if TYPE_CHECKING:
    from tests.bot.stage import Stage

DAY_S = 24 * 3600
LOCK = {"ru": "✅ Оформить", "en": "✅ Check out"}


async def _household(stage: Stage, language: str) -> None:
    await stage.meet(MUM, DAD, KID, language=language)
    await stage.household()
    await stage.do["switch_benefit"](actor=MUM, family=1, benefit=Benefit.ACCOUNT, is_on=True)
    for person in (MUM, DAD, KID):
        await stage.say(person, "/orders")


async def _put_in(stage: Stage, attempt: int, minor: int) -> None:
    await stage.do["say_topped_up"](actor=MUM, family=1, minor=minor, attempt=attempt)
    await stage.hush()


async def account_pays(stage: Stage, language: str) -> dict[str, str]:  # noqa: PLR0915  # every screen
    """Мама lets the account pay beside a present for Папа; for what is ordered next it lacks something."""
    album = album_of(stage, language)
    await _household(stage, language)
    await _put_in(stage, 1, 100_00)
    await stage.add(MUM, "сыр 70,50 р")
    await stage.add(DAD, "хлеб 50 р")
    await stage.press(MUM, "go:checkout")
    await stage.press(MUM, "terms:pay")
    await stage.press(MUM, "paymode:account")
    album.keep("how to pay", MUM)
    await stage.press(MUM, "terms:all")
    album.keep("check out, and something is missing", MUM)
    await _put_in(stage, 2, 50_00)
    (present,) = await stage.add(MUM, "духи 300 р")
    facts = {"actor": MUM, "item": present.id, "revision": present.revision, "person": DAD}
    await stage.do["hide_line"](**facts, days=7, zone="Europe/Moscow")
    await stage.press(MUM, "terms:all")
    album.keep("check out with a surprise", MUM)
    await stage.press(MUM, "terms:why")
    album.keep("why", MUM)
    await stage.press(MUM, "terms:all")
    await stage.tap(MUM, LOCK[language])
    album.keep("order", MUM)
    await stage.deliver()
    album.keep("alert: the account pays", DAD)
    await stage.press(DAD, "take:1")
    album.keep("taken to the shop", DAD)
    await stage.press(DAD, "reprice:1:2")
    await stage.say(DAD, "180")
    await stage.deliver()
    album.keep("alert: dearer", MUM)
    stage.pass_by(15 * 60)
    await stage.do["free_stale_orders"]()
    await stage.deliver()
    album.keep("alert: too slow", DAD)
    await stage.press(DAD, "pot:1")
    album.keep("asked whether it shall pay", DAD)
    await stage.press(DAD, "frompot:1:12050")
    album.keep("paid", DAD)
    await stage.do["switch_benefit"](actor=MUM, family=1, benefit=Benefit.VOTING, is_on=False)
    await stage.add(DAD, "торт 100 р")
    await stage.do["choose_pay_mode"](actor=MUM, pay=PayMode.ACCOUNT)
    await stage.press(MUM, "go:checkout")
    await stage.tap(MUM, LOCK[language])
    await stage.press(DAD, "pot:3")
    album.keep("it lacks something", DAD)
    await stage.press(MUM, "pot:3")
    album.keep("it lacks something, for the organizer", MUM)
    await stage.do["switch_benefit"](actor=MUM, family=1, benefit=Benefit.ACCOUNT, is_on=False)
    await stage.press(DAD, "o:3")
    album.keep("it is off", DAD)
    return album.screens


async def nobody_says_anything(stage: Stage, language: str) -> dict[str, str]:
    """Ребёнок sent Папа money, and Мама some for the account; of another order each pays their share."""
    album = album_of(stage, language)
    await _household(stage, language)
    await stage.paid_order(DAD, (KID, "сок 40 р"))
    await stage.do["say_sent"](actor=KID, order=1, attempt=1, minor=4000)
    await stage.do["say_topped_up"](actor=KID, family=1, minor=500_00, attempt=1)
    await stage.add(KID, "чай 30 р")
    await stage.do["choose_pay_mode"](actor=MUM, pay=PayMode.EACH)
    await stage.press(MUM, "go:checkout")
    await stage.tap(MUM, LOCK[language])
    await stage.hush()
    await stage.press(KID, "go:leave")
    album.keep("leaving", KID)
    view = await stage.do["show_members"](actor=MUM)
    (since,) = (member.since for member in view.members if member.person == KID)
    await stage.press(MUM, f"removal:{KID}:{since}:0")
    album.keep("removing", MUM)
    await _remind_after(stage, 1)
    album.keep("alert: the payee says nothing", DAD)
    album.keep("alert: the keeper says nothing", MUM)
    album.keep("alert: an own share is not paid", KID)
    await _remind_after(stage, 3)
    await _remind_after(stage, 1)
    *_, share, word = stage.engine.world.chats[MUM].messages
    album.keep("alert: a share stays open", MUM, share)
    album.keep("alert: a word stays out", MUM, word)
    return album.screens


async def _remind_after(stage: Stage, days: int) -> None:
    stage.pass_by(days * DAY_S)
    for remind in ("remind_keepers", "remind_debtors", "remind_payees"):
        await stage.do[remind]()
    await stage.deliver()
