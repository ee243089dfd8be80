"""A family changes, screen by screen."""

from __future__ import annotations

from core.carts.agreement import Choice
from tests.bot.scripts.album import album_of
from tests.bot.stage import DAD, KID, MUM, Stage


async def switch_benefits(stage: Stage, language: str) -> dict[str, str]:
    """Мама switches what the family has."""
    album = album_of(stage, language)
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


async def change_the_family(stage: Stage, language: str) -> dict[str, str]:
    """Мама renames the family, limits and removes members, hands her role over."""
    album = album_of(stage, language)
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
    album = album_of(stage, language)
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
    album = album_of(stage, language)
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
    album = album_of(stage, language)
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
