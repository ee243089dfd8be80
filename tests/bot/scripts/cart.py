"""A cart is filled and voted on, screen by screen."""

from __future__ import annotations

from core.carts.agreement import Choice
from tests.bot.scripts.album import album_of
from tests.bot.stage import DAD, KID, MUM, Stage


async def fill_and_vote(stage: Stage, language: str) -> dict[str, str]:
    """Папа wishes, the family votes."""
    album = album_of(stage, language)
    await stage.household()
    await stage.say(DAD, "/cart")
    album.keep("empty cart", DAD)
    await stage.press(DAD, "go:add")
    album.keep("add", DAD)
    await stage.say(DAD, "молоко 2 шт 89,90; !пылесос 5000 р (не красный) https://shop.ru/1")
    album.keep("two added", DAD)
    await stage.say(DAD, "/add сыр 300 г 450 р")
    album.keep("one added", DAD)
    await stage.say(DAD, "/cart")
    album.keep("cart", DAD)
    await stage.press(DAD, "l:2")
    album.keep("own line to vote on", DAD)
    await stage.press(DAD, "lv:2:1:1")
    album.keep("own line after the vote", DAD)
    await stage.say(MUM, "/cart")
    await stage.press(MUM, "l:1")
    album.keep("organizer's look at a free line", MUM)
    await stage.press(DAD, "e:1:1")
    album.keep("edit", DAD)
    await stage.press(MUM, "r:3")
    album.keep("removed", MUM)
    await stage.say(DAD, "/leave")
    album.keep("leaving", DAD)
    await stage.do["cast_vote"](voter=MUM, item=2, version=1, choice=Choice.AGAINST)
    await stage.do["cast_vote"](voter=KID, item=2, version=1, choice=Choice.AGAINST)
    await stage.press(DAD, "l:2")
    album.keep("rejected line", DAD)
    return album.screens


async def ask_and_answer(stage: Stage, language: str) -> dict[str, str]:
    """Ребёнок asks for more than 500 roubles, the adults answer."""
    album = album_of(stage, language)
    words = {
        "ru": {"no": "🚫✍️ Отклонить с запиской", "yes": "✅✍️ Разрешить с запиской"},
        "en": {"no": "🚫✍️ Turn down with a note", "yes": "✅✍️ Approve with a note"},
    }[language]
    await stage.household()
    await stage.limit(KID, 50_000)
    await stage.say(KID, "/add самокат 9000 р")
    album.keep("added above the limit", KID)
    stage.pass_by(10)
    await stage.deliver()
    album.keep("alert: somebody asks", MUM)
    await stage.say(KID, "/add велосипед; конфеты 300 г 100 р; мяч 700 р")
    album.keep("several added", KID)
    stage.pass_by(10)
    await stage.deliver()
    album.keep("alert: several ask", MUM)
    await stage.say(MUM, "/start")
    album.keep("home with what waits", MUM)
    await stage.say(DAD, "/approvals")
    album.keep("queue", DAD)
    await stage.say(KID, "/approvals")
    album.keep("queue of the author", KID)
    await stage.press(DAD, "l:1")
    album.keep("line that waits, for an adult", DAD)
    await stage.tap(DAD, words["no"])
    album.keep("note to a no", DAD)
    await stage.say(DAD, "дорого, давай <летом>")
    album.keep("declined", DAD)
    await stage.press(KID, "l:2")
    album.keep("line of unknown cost, for its author", KID)
    await stage.press(DAD, "l:4")
    await stage.tap(DAD, words["yes"])
    album.keep("note to a yes", DAD)
    await stage.say(DAD, "играть во дворе")
    album.keep("allowed", DAD)
    await stage.deliver()
    album.keep("alert: allowed", KID)
    await stage.press(KID, "l:1")
    album.keep("declined line", KID)
    await stage.press(KID, "l:4")
    album.keep("allowed line", KID)
    await stage.add(DAD, "пылесос 5000 р")
    await stage.say(KID, "/cart")
    await stage.tap(KID, "👎 0")
    await stage.say(KID, "/cart")
    album.keep("cart", KID)
    return album.screens
