"""Somebody goes to the shop, screen by screen."""

from __future__ import annotations

from tests.bot.scripts.album import album_of
from tests.bot.stage import DAD, KID, MUM, Stage


async def go_shopping(stage: Stage, language: str) -> dict[str, str]:  # noqa: PLR0915  # one way to the shop
    """Папа is in the shop; Мама and Ребёнок wait for what he brings."""
    album = album_of(stage, language)
    words = {
        "ru": {"yes": "✅ Да", "no": "✖️ Нет", "bought": "✅ Куплено", "done": "🏠 Закончить"},
        "en": {"yes": "✅ Yes", "no": "✖️ No", "bought": "✅ Bought", "done": "🏠 I'm done"},
    }[language]
    await stage.household()
    await stage.limit(KID, 50_000)
    await stage.add(MUM, "молоко 2 шт 89,90; !хлеб 50 р (ржаной); кефир 1 л 90 р; телевизор 20000 р")
    await stage.add(KID, "чипсы 90 р")
    await stage.say(KID, "/cart")
    await stage.press(KID, "go:shop")
    album.keep("nobody in the shop, for a limited member", KID)
    await stage.say(DAD, "/go")
    album.keep("how long", DAD)
    await stage.say(DAD, "/go скоро")
    album.keep("no time", DAD)
    await stage.press(DAD, "goshop:40")
    album.keep("list", DAD)
    await stage.deliver()
    album.keep("alert: somebody is in the shop", MUM)
    await stage.press(MUM, "go:shop")
    album.keep("somebody else is in the shop", MUM)
    await stage.say(DAD, "/go 60")
    await stage.tap(DAD, "1 ✅")
    await stage.tap(DAD, "4 ✖️")
    await stage.tap(DAD, "3 🔁")
    album.keep("what instead", DAD)
    await stage.say(DAD, "ряженка 1 л")
    album.keep("without a price", DAD)
    await stage.say(DAD, "ряженка 1 л 95")
    album.keep("author is asked", DAD)
    await stage.deliver()
    album.keep("alert: will it do", MUM)
    await stage.press(DAD, "go:shop")
    album.keep("list with marks", DAD)
    await stage.say(MUM, "/cart")
    album.keep("cart with marks", MUM)
    await stage.press(MUM, "instead:1:1")
    album.keep("it will do", MUM)
    await stage.deliver()
    album.keep("alert: it will do", DAD)
    await stage.tap(DAD, words["bought"])
    album.keep("list in the end", DAD)
    await stage.add(MUM, "соль 20 р")
    await stage.do["tend_trips"]()
    stage.pass_by(15)
    await stage.deliver()
    album.keep("alert: new on the list", DAD)
    await stage.press(DAD, "go:shop")
    await stage.tap(DAD, words["done"])
    album.keep("back", DAD)
    await stage.deliver()
    album.keep("alert: back", MUM)
    await stage.press(MUM, "l:2")
    album.keep("line that is bought", MUM)
    await stage.press(MUM, "go:checkout")
    album.keep("check-out", MUM)
    return album.screens


async def keep_staples(stage: Stage, language: str) -> dict[str, str]:
    """Мама keeps staples, Папа adds them."""
    album = album_of(stage, language)
    await stage.household()
    await stage.say(MUM, "/cart")
    await stage.press(MUM, "go:staples")
    album.keep("no staples", MUM)
    for text in ("молоко 2 шт 90 р; хлеб 50 р", "молоко 95 р; чай 300 р"):
        await stage.order((MUM, text))
    await stage.press(MUM, "go:staples")
    album.keep("suggestion", MUM)
    await stage.tap(MUM, "⭐️ молоко")
    album.keep("one staple", MUM)
    await stage.add(MUM, "сыр 300 г 400 р")
    await stage.press(MUM, "l:5")
    album.keep("line", MUM)
    await stage.press(MUM, "keep:5:1")
    album.keep("line of a staple", MUM)
    await stage.say(DAD, "/cart")
    stage.expect("message is not modified")
    await stage.press(DAD, "go:staples")
    album.keep("two staples", DAD)
    album.screens["toast"] = (await stage.press(DAD, "addall:0")).text
    album.keep("all in the cart", DAD)
    album.screens["toast again"] = (await stage.press(DAD, "addall:0")).text
    await stage.press(DAD, "unkeep:1:0")
    album.keep("one less", DAD)
    return album.screens
