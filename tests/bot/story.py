"""One evening of a family, screen by screen: what every main screen shows, in the language of the phones."""

from __future__ import annotations

import re

from core.carts.agreement import Choice
from core.carts.trip import Mark
from tests.bot.stage import DAD, KID, MUM, Stage


class Album:
    """Screens by name, as the people of a story saw them."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.screens: dict[str, str] = {}

    def keep(self, name: str, person: int, message: int | None = None) -> None:
        """Keep what the person sees now, or in an older message; a link's token is different every time."""
        keyboard = self._stage.keyboard(person) or []
        keys = ["⌨️ " + " ".join(f"[{key}]" for key in row) for row in keyboard]
        shown = "\n".join([self._stage.shows(person, message), *keys])
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


async def invite_and_let_in(stage: Stage, language: str) -> dict[str, str]:
    """Мама invites in every way there is; Папа asks to join, and Ребёнок is invited by the bot."""
    album = _album(stage, language)
    await stage.family(MUM)
    await stage.meet(KID)
    stranger = stage.newcomer("Бабушка")
    await stage.say(MUM, "/invite")
    link = stage.link(MUM)
    token = link.partition("f_")[2]
    for term in ("one", "1d", "ask"):
        await stage.press(MUM, f"term:{token}:{term}")
    album.keep("invite for one, by approval, for a day", MUM)
    shown = stage.newest(MUM)["message_id"]
    await stage.press(MUM, f"qr:{token}")
    album.keep("picture", MUM)
    await stage.press(MUM, f"term:{token}:all", message=shown)
    await stage.start(DAD, f"f_{token}")
    album.keep("invitation by approval", DAD)
    await stage.press(DAD, f"join:{token}")
    album.keep("asked", DAD)
    await stage.deliver()
    album.keep("alert: somebody asks", MUM)
    await stage.press(MUM, "go:invites", message=shown)
    album.keep("invites with a request", MUM, shown)
    await stage.press(DAD, "unask:1")
    album.keep("not asking any more", DAD)
    stage.pass_by(3600)
    await stage.start(DAD, f"f_{token}")
    await stage.press(DAD, f"join:{token}")
    await stage.press(MUM, "answer:2:1", message=shown)
    album.keep("let in", MUM, shown)
    await stage.deliver()
    album.keep("alert: let in", DAD)
    await stage.press(MUM, "go:choose")
    album.keep("choose", MUM)
    button = {"ru": "👥 Выбрать людей", "en": "👥 Choose people"}[language]
    stage.people.share_users(MUM, MUM, button, [DAD, KID, stranger])
    await stage.pump()
    album.keep("link for the others", MUM)
    album.keep("chosen", MUM, stage.newest(MUM)["message_id"] - 1)
    await stage.deliver()
    album.keep("alert: invited", KID)
    await stage.press(KID, "open:2")
    album.keep("personal invitation", KID)
    await stage.press(MUM, "go:invites", message=shown)
    album.keep("invites", MUM, shown)
    return album.screens


async def leave_and_join(stage: Stage, language: str) -> dict[str, str]:
    """Папа has a family of his own, and moves into Мама's."""
    album = _album(stage, language)
    await stage.family(MUM)
    await stage.family(KID, DAD, name="Петровы")
    await stage.add(DAD, "хлеб 50 р")
    token = await stage.invite(MUM)
    await stage.start(DAD, f"f_{token}")
    album.keep("in another family", DAD)
    await stage.press(DAD, f"moving:{token}")
    album.keep("moving", DAD)
    await stage.press(DAD, f"move:{token}:2:1")
    album.keep("moved", DAD)
    await stage.start(KID, f"f_{token}")
    album.keep("alone in another family", KID)
    await stage.press(KID, f"moving:{token}")
    album.keep("moving as the last one", KID)
    await stage.press(KID, "decline")
    album.keep("stayed", KID)
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


async def ask_and_answer(stage: Stage, language: str) -> dict[str, str]:
    """Ребёнок asks for more than 500 roubles, the adults answer."""
    album = _album(stage, language)
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


async def switch_benefits(stage: Stage, language: str) -> dict[str, str]:
    """Мама switches what the family has."""
    album = _album(stage, language)
    await stage.household()
    await stage.add(DAD, "хлеб 50 р")
    await stage.say(MUM, "/family")
    await stage.press(MUM, "go:benefits")
    album.keep("benefits", MUM)
    await stage.press(MUM, "benefit:1:voting:0")
    await stage.press(MUM, "benefit:1:cart:0")
    album.keep("benefits off", MUM)
    await stage.say(DAD, "/cart")
    album.keep("no cart", DAD)
    await stage.deliver()
    album.keep("alert: switched off", DAD)
    await stage.press(DAD, "go:benefits")
    album.keep("benefits for a member", DAD)
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


async def change_the_family(stage: Stage, language: str) -> dict[str, str]:
    """Мама renames the family, limits and removes members, hands her role over."""
    album = _album(stage, language)
    await stage.household()
    await stage.say(MUM, "/family")
    await _follow(stage, MUM, "go:family_settings")
    album.keep("settings", MUM)
    await _follow(stage, MUM, "go:rename")
    album.keep("rename", MUM)
    await stage.say(MUM, "Петровы & Ко")
    album.keep("renamed", MUM)
    await stage.deliver()
    album.keep("alert: renamed", DAD)
    await stage.press(MUM, "go:members")
    album.keep("members", MUM)
    await _follow(stage, MUM, f"member:{KID}")
    album.keep("member", MUM)
    await _follow(stage, MUM, "limits")
    album.keep("limits", MUM)
    await _follow(stage, MUM, "limit:", last=True)
    album.keep("limited member", MUM)
    await stage.deliver()
    album.keep("alert: limited", KID)
    await stage.say(KID, "/family")
    album.keep("family with a limited member", KID)
    await _follow(stage, KID, "go:members")
    album.keep("members for a member", KID)
    await _follow(stage, KID, f"member:{KID}")
    album.keep("own place", KID)
    await _follow(stage, MUM, "adult")
    await stage.deliver()
    album.keep("alert: adult", KID)
    return album.screens


async def hand_the_role_over(stage: Stage, language: str) -> dict[str, str]:
    """Мама offers her role to Ребёнок and takes that back; Папа declines it, then accepts."""
    album = _album(stage, language)
    await stage.household()
    await stage.say(MUM, "/family")
    await _follow(stage, MUM, "go:members")
    await _follow(stage, MUM, f"member:{KID}")
    await _follow(stage, MUM, "handover")
    album.keep("hand over", MUM)
    await _follow(stage, MUM, "offer")
    album.keep("family with an offer", MUM)
    await stage.deliver()
    album.keep("alert: role offered", KID)
    await stage.say(KID, "/family")
    album.keep("family with an offer to me", KID)
    await _follow(stage, MUM, "withdraw")
    await stage.deliver()
    album.keep("alert: offer withdrawn", KID)
    await _offer(stage, DAD)
    await _follow(stage, DAD, "nothanks")
    album.keep("role declined", DAD)
    await stage.deliver()
    album.keep("alert: role declined", MUM)
    await _offer(stage, DAD)
    await _follow(stage, DAD, "accept")
    album.keep("number for the role", DAD)
    await stage.share_contact(DAD)
    album.keep("role taken", DAD)
    await stage.deliver()
    album.keep("alert: organizer changed", MUM)
    album.keep("alert: organizer is new", KID)
    return album.screens


async def _offer(stage: Stage, person: int) -> None:
    await stage.press(MUM, "go:members")
    await _follow(stage, MUM, f"member:{person}")
    await _follow(stage, MUM, "handover")
    await _follow(stage, MUM, "offer")
    await stage.deliver()


async def remove_and_disband(stage: Stage, language: str) -> dict[str, str]:
    """Мама removes Ребёнок, bars them, disbands the family, brings it back; Папа comes back."""
    album = _album(stage, language)
    await stage.household()
    await stage.paid_order(MUM, (DAD, "хлеб 50 р"), (KID, "чай 30 р"))
    await stage.add(KID, "сок 70 р")
    (item,) = await stage.add(MUM, "телевизор 20000 р")
    await stage.do["cast_vote"](voter=KID, item=item.id, version=1, choice=Choice.FOR)
    await stage.hush()
    await stage.say(MUM, "/leave")
    album.keep("organizer stays", MUM)
    await _follow(stage, MUM, "go:members")
    await _follow(stage, MUM, f"member:{KID}")
    await _follow(stage, MUM, "removal")
    album.keep("removal", MUM)
    await _follow(stage, MUM, "removal")
    album.keep("removal with barring", MUM)
    await _follow(stage, MUM, "remove")
    await stage.deliver()
    album.keep("alert: member removed", MUM)
    album.keep("alert: removed and barred", KID)
    await stage.press(MUM, "go:barred")
    album.keep("barred", MUM)
    await _follow(stage, MUM, "letin")
    album.keep("nobody barred", MUM)
    await stage.deliver()
    album.keep("alert: let back in", KID)
    await stage.press(MUM, "go:disband")
    album.keep("disband", MUM)
    await stage.say(MUM, "Петровы")
    album.keep("wrong name", MUM)
    await stage.say(MUM, "Ивановы")
    album.keep("disbanded", MUM)
    await stage.deliver()
    album.keep("alert: disbanded", DAD)
    await _follow(stage, DAD, "archive")
    album.keep("archive", DAD)
    await stage.say(MUM, "/start")
    album.keep("home without the family", MUM)
    await _follow(stage, MUM, "archive")
    album.keep("archive of the organizer", MUM)
    await _follow(stage, MUM, "revive")
    album.keep("brought back", MUM)
    await stage.deliver()
    album.keep("alert: brought back", DAD)
    await stage.say(DAD, "/start")
    album.keep("home with the way back", DAD)
    await stage.say(DAD, "/family")
    album.keep("way back", DAD)
    await _follow(stage, DAD, "comeback")
    album.keep("came back", DAD)
    return album.screens


async def choose_an_organizer(stage: Stage, language: str) -> dict[str, str]:
    """Мама is lost, Папа and Ребёнок choose; the first declines, the second does not answer in time."""
    album = _album(stage, language)
    await stage.household()
    await stage.do["note_unreachable"](person=MUM)
    stage.pass_by(14 * 86400)
    await stage.do["tend_successions"]()
    await stage.deliver()
    album.keep("alert: choose", DAD)
    await stage.say(DAD, "/family")
    album.keep("family without its organizer", DAD)
    await _follow(stage, DAD, "go:succession")
    album.keep("candidates", DAD)
    await _follow(stage, DAD, f"successor:{KID}")
    album.keep("voted", DAD)
    await stage.press(KID, "go:succession")
    await _follow(stage, KID, f"successor:{KID}")
    album.keep("chosen", KID)
    await stage.deliver()
    album.keep("alert: chosen", KID)
    await _follow(stage, KID, "nothanks")
    await stage.deliver()
    album.keep("alert: choose again", DAD)
    await _follow(stage, DAD, "go:succession")
    await _follow(stage, DAD, f"successor:{DAD}")
    await stage.press(KID, "go:succession")
    await _follow(stage, KID, f"successor:{DAD}")
    album.keep("offered to another", KID)
    stage.pass_by(86400)
    await stage.do["end_handovers"]()
    await stage.deliver()
    album.keep("alert: offer expired", DAD)
    await stage.say(MUM, "/start")
    await stage.deliver()
    album.keep("alert: organizer is back", KID)
    return album.screens


async def _follow(stage: Stage, person: int, data: str, *, last: bool = False) -> None:
    """Press the first or the last button on the newest message whose data begin so."""
    keyboard = stage.newest(person)["reply_markup"]["inline_keyboard"]
    found = [key["callback_data"] for row in keyboard for key in row if "callback_data" in key]
    there = [press for press in found if press.startswith(data)]
    await stage.press(person, there[-1 if last else 0])


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


async def go_shopping(stage: Stage, language: str) -> dict[str, str]:  # noqa: PLR0915  # one way to the shop
    """Папа is in the shop; Мама and Ребёнок wait for what he brings."""
    album = _album(stage, language)
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
    album = _album(stage, language)
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


async def hide_a_present(stage: Stage, language: str) -> dict[str, str]:
    """Ребёнок hides a present from Папа, changes and lifts that, hides it again; Мама checks it out."""
    album = _album(stage, language)
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
    album = _album(stage, language)
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


def _album(stage: Stage, language: str) -> Album:
    for person in (MUM, DAD, KID):
        stage.people.edit_person(person, language_code=language)
    return Album(stage)
