"""A family is founded and joined, screen by screen."""

from __future__ import annotations

from tests.bot.scripts.album import album_of
from tests.bot.stage import DAD, KID, MUM, Stage


async def found_and_join(stage: Stage, language: str) -> dict[str, str]:
    """Мама founds a family, Папа joins it, they look around."""
    album = album_of(stage, language)
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
    album = album_of(stage, language)
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
    album = album_of(stage, language)
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
