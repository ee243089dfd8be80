"""One evening of a family, screen by screen: what every main screen shows, in the language of the phones."""

from __future__ import annotations

import re

from core.carts.agreement import Choice
from tests.bot.stage import DAD, KID, MUM, Stage


class Album:
    """Screens by name, as the people of a story saw them."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.screens: dict[str, str] = {}

    def keep(self, name: str, person: int) -> None:
        """Keep what the person sees now; the token of a link is different every time."""
        keyboard = self._stage.keyboard(person) or []
        keys = ["⌨️ " + " ".join(f"[{key}]" for key in row) for row in keyboard]
        shown = "\n".join([self._stage.shows(person), *keys])
        self.screens[name] = re.sub(r"f_[A-Za-z0-9_-]{32}", "f_TOKEN", shown)


def drawn(text: str) -> dict[str, str]:
    """Read screens back from a text in which each stands below its name."""
    parts = (part.partition("\n") for part in text.split("=== ")[1:])
    return {name: screen.rstrip("\n") for name, _, screen in parts}


async def found_and_join(stage: Stage, language: str) -> dict[str, str]:
    """Мама founds a family, Папа joins it, they look around."""
    album = _album(stage, language)
    await stage.start(MUM)
    album.keep("hello", MUM)
    for place in ("help", "privacy", "language"):
        await stage.press(MUM, f"go:{place}")
        album.keep(place, MUM)
    await stage.press(MUM, "go:found")
    album.keep("contact", MUM)
    await stage.share_contact(MUM)
    album.keep("name", MUM)
    await stage.say(MUM, "Ивановы & Ко")
    album.keep("founded", MUM)
    await stage.say(MUM, "/leave")
    album.keep("leaving last", MUM)
    await stage.press(MUM, "go:invite")
    album.keep("invite", MUM)
    stage.people.open_link(DAD, stage.link(MUM))
    await stage.pump()
    album.keep("invitation", DAD)
    await stage.press(DAD, "decline")
    album.keep("declined", DAD)
    await stage.start(DAD, stage.link(MUM).partition("start=")[2])
    await stage.press(DAD, f"join:{stage.link(MUM).partition('f_')[2]}")
    album.keep("joined", DAD)
    await stage.press(MUM, "go:invites")
    album.keep("invites", MUM)
    for person, name in ((MUM, "organizer"), (DAD, "member")):
        await stage.say(person, "/start")
        album.keep(f"home of {name}", person)
        await stage.say(person, "/family")
        album.keep(f"family of {name}", person)
    await stage.deliver()
    await stage.say(DAD, "что?")
    album.keep("not understood", DAD)
    return album.screens


async def fill_and_vote(stage: Stage, language: str) -> dict[str, str]:
    """Папа wishes, the family votes."""
    album = _album(stage, language)
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


async def buy_and_settle(stage: Stage, language: str) -> dict[str, str]:
    """Мама checks out and pays, Папа sends his share."""
    album = _album(stage, language)
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
    await stage.press(DAD, "sent:1:1")
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


async def look_at_oneself(stage: Stage, language: str) -> dict[str, str]:
    """Папа looks at his profile and changes what he can, and in the end he is forgotten."""
    album = _album(stage, language)
    await stage.start(KID)
    await stage.press(KID, "go:profile")
    album.keep("profile of a newcomer", KID)
    await stage.press(KID, "go:forget")
    album.keep("forget somebody alone", KID)
    await stage.household()
    await stage.say(MUM, "/profile")
    album.keep("profile of the organizer", MUM)
    await stage.say(DAD, "/profile")
    album.keep("profile of a member", DAD)
    await stage.press(DAD, "via:zone:profile")
    album.keep("zones", DAD)
    await stage.press(DAD, "go:other_zone")
    album.keep("another zone", DAD)
    await stage.say(DAD, "Atlantis")
    album.keep("zone unknown", DAD)
    await stage.say(DAD, "/settings")
    album.keep("settings", DAD)
    await stage.press(DAD, "tz:Asia/Kamchatka:settings")
    album.keep("settings in another zone", DAD)
    await stage.press(DAD, "via:alerts:settings")
    album.keep("alerts", DAD)
    await stage.press(DAD, "news:digest:settings")
    await stage.press(DAD, "quiet:0:settings")
    album.keep("alerts in a digest", DAD)
    await stage.say(DAD, "/forget_me")
    album.keep("forget a member", DAD)
    await stage.press(DAD, "forget")
    album.keep("forgotten", DAD)
    await stage.do["forget_me"](actor=KID)
    await stage.say(MUM, "/forget_me")
    album.keep("forget the last one", MUM)
    return album.screens


def _album(stage: Stage, language: str) -> Album:
    for person in (MUM, DAD, KID):
        stage.people.edit_person(person, language_code=language)
    return Album(stage)
