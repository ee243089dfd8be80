"""A present is hidden, screen by screen."""

from __future__ import annotations

from core.carts.trip import Mark
from tests.bot.scripts.album import album_of
from tests.bot.stage import DAD, KID, MUM, Stage


async def hide_a_present(stage: Stage, language: str) -> dict[str, str]:
    """Ребёнок hides a present from Папа, changes and lifts that, hides it again; Мама checks it out."""
    album = album_of(stage, language)
    await stage.household()
    await stage.add(KID, "лего 500 р")
    await stage.add(DAD, "хлеб 50 р")
    await stage.say(KID, "/cart")
    await stage.press(KID, "gift:1")
    album.keep("from whom", KID)
    await stage.press(KID, f"giftfor:1:1:{DAD}")
    album.keep("until when", KID)
    await stage.press(KID, f"hide:1:1:{DAD}:7")
    album.keep("line for its author", KID)
    await stage.say(MUM, "/cart")
    await stage.press(MUM, "l:1")
    album.keep("line for another", MUM)
    for person, name in ((KID, "its author"), (MUM, "another"), (DAD, "who may not know")):
        await stage.say(person, "/cart")
        album.keep(f"cart for {name}", person)
    await stage.press(KID, "gift:1")
    album.keep("change", KID)
    await stage.press(KID, f"giftfor:1:2:{DAD}")
    album.keep("until when instead", KID)
    await stage.press(KID, f"hideday:1:2:{DAD}")
    album.keep("another day", KID)
    await stage.say(KID, "завтра")
    album.keep("no day", KID)
    await stage.say(KID, "31.12")
    album.keep("line until another day", KID)
    await stage.press(KID, "unhide:1:3")
    album.keep("line for everybody", KID)
    await stage.press(KID, f"hide:1:4:{DAD}:30")
    await stage.press(MUM, "go:checkout")
    album.keep("check-out", MUM)
    await stage.tap(MUM, {"ru": "✅ Оформить", "en": "✅ Check out"}[language])
    present = min((await stage.do["list_orders"](actor=MUM)).orders, key=lambda order: order.number)
    await stage.press(KID, f"o:{present.id}")
    album.keep("order of the present", KID)
    album.screens["toast: its order for who may not know"] = (await stage.press(DAD, f"o:{present.id}")).text
    for person, name in ((MUM, "another"), (DAD, "who may not know")):
        await stage.say(person, "/orders")
        album.keep(f"orders for {name}", person)
    return album.screens


async def fail_to_hide(stage: Stage, language: str) -> dict[str, str]:
    """Ребёнок and the others try to hide what cannot be hidden."""
    album = album_of(stage, language)
    await stage.family(MUM)
    await stage.say(MUM, "/add лего 500 р")
    await stage.press(MUM, "gift:1")
    album.keep("nobody to hide it from", MUM)
    token = await stage.invite(MUM)
    for member in (DAD, KID):
        await stage.meet(member)
        await stage.do["accept_invite"](actor=member, token=token)
    stranger = stage.newcomer("Сосед")
    for person in (DAD, KID):
        await stage.say(person, "/cart")

    async def refused(name: str, person: int, press: str) -> None:
        album.screens[name] = (await stage.press(person, press)).text

    await refused("not your line", DAD, "gift:1")
    await refused("changed meanwhile", MUM, f"hide:1:7:{DAD}:7")
    await refused("no member", MUM, f"hide:1:1:{stranger}:7")
    await refused("question about no member", MUM, f"hideday:1:1:{stranger}")
    await stage.press(MUM, f"hide:1:1:{DAD}:7")
    await refused("line that one may not know", DAD, f"hide:1:2:{MUM}:7")
    await refused("show what one may not know", DAD, "unhide:1:2")
    await refused("show what changed meanwhile", MUM, "unhide:1:1")
    (bread,) = await stage.add(MUM, "хлеб 50 р")
    await stage.do["go_shopping"](actor=DAD, time="40")
    await stage.do["mark_line"](actor=DAD, item=bread.id, revision=1, mark=Mark.BOUGHT)
    await refused("bought by them", MUM, f"hide:{bread.id}:2:{DAD}:7")
    for number in range(19):
        (item,) = await stage.add(MUM, f"кубик №{number} 5 р")
        facts = {"actor": MUM, "item": item.id, "revision": 1, "person": DAD, "days": 7}
        await stage.do["hide_line"](**facts, zone="Europe/Moscow")
    (item,) = await stage.add(MUM, "машинка 50 р")
    await refused("too many", MUM, f"hide:{item.id}:1:{DAD}:7")
    await refused("question with too many", MUM, f"hideday:{item.id}:1:{DAD}")
    await stage.press(MUM, "go:benefits")
    await stage.press(MUM, "benefit:1:cart:0")
    await refused("no cart", MUM, f"hide:{item.id}:1:{DAD}:7")
    return album.screens
