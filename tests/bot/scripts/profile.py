"""People look at what is known of them, screen by screen."""

from __future__ import annotations

from tests.bot.scripts.album import album_of
from tests.bot.stage import DAD, KID, MUM, Stage


async def look_at_oneself(stage: Stage, language: str) -> dict[str, str]:
    """Папа looks at his profile and changes what he can, and in the end he is forgotten."""
    album = album_of(stage, language)
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
