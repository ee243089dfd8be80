"""What stands behind /start is a guess by a stranger, too."""

from __future__ import annotations

import pytest

from tests.bot.stage import DAD, KID, MUM, Stage

UNKNOWN_LINK = "Не узнаю эту ссылку: она повреждена или осталась от старой версии."
DEAD_LINK = "Эта ссылка не работает"


async def met(stage: Stage) -> None:
    """Let Мама have a family, and Папа none."""
    await stage.family(MUM)
    await stage.invite(MUM)
    await stage.hush()
    await stage.start(DAD)


async def test_no_payload_is_a_plain_start(stage: Stage) -> None:
    await met(stage)
    home = stage.shows(DAD)
    before = await stage.kept(but=())
    await stage.start(DAD, "")
    assert stage.shows(DAD) == home
    assert await stage.kept(but=()) == before


@pytest.mark.parametrize(
    "payload",
    [
        64 * "A",
        64 * "-",
        "f",
        "F_" + 32 * "A",
        "0",
        "-1",
        "family",
        "о_" + 8 * "я",
        "%00",
        "#1",
        "g_1",
        "a b c",
        "<b>&",
    ],
)
async def test_a_payload_that_names_nothing_is_said_to_be_unknown(stage: Stage, payload: str) -> None:
    await met(stage)
    before = await stage.kept(but=())
    await stage.say(DAD, f"/start {payload}")
    assert stage.text(DAD).startswith(UNKNOWN_LINK)
    assert await stage.kept(but=()) == before


@pytest.mark.parametrize(
    "token",
    [
        "",
        61 * "A",
        62 * "A",
        32 * "_",
        "f_" + 32 * "A",
        "ъ",
        "a b",
        "<b>&amp;",
        "#",
        "#0",
        "#-1",
        "#01",
        "#٣",
        f"#{2**63 - 1}",
        f"#{2**63}",
        4000 * "A",
    ],
)
async def test_a_token_that_leads_nowhere_is_counted_as_one_guess(stage: Stage, token: str) -> None:
    await met(stage)
    before = await stage.kept(but=("guesses",))
    for _ in range(2):
        await stage.say(DAD, f"/start f_{token}")
        assert stage.text(DAD).startswith(DEAD_LINK)
    kept = await stage.kept(but=())
    assert len(kept.pop("guesses")) == 1
    assert kept == before


async def test_a_token_with_something_around_it_is_another_one(stage: Stage) -> None:
    await met(stage)
    token = await stage.invite(MUM)
    before = await stage.kept(but=("guesses",))
    for forged in (token[:-1], token + "A", token.upper(), token + "%", token + "\n1"):
        await stage.say(DAD, f"/start f_{forged}")
        assert stage.text(DAD).startswith(DEAD_LINK)
    assert await stage.kept(but=("guesses",)) == before


async def personal_invitation(stage: Stage) -> int:
    """Let the bot invite Ребёнок into Мама's family; return the invitation."""
    await met(stage)
    await stage.start(KID)
    family = (await stage.do["find_summary"](actor=MUM)).id
    await stage.do["invite_people"](
        actor=MUM, family=family, chosen=[(KID, "Ребёнок")], tokens=("link", "personal"), origin="chosen"
    )
    await stage.hush()
    number = (await stage.kept())["invites"][-1][0]
    assert isinstance(number, int)
    return number


async def test_somebody_elses_personal_invitation_is_as_unknown_as_none(stage: Stage) -> None:
    invite = await personal_invitation(stage)
    before = await stage.kept(but=("guesses",))
    await stage.say(DAD, f"/start f_#{invite}")
    refused = stage.text(DAD)
    assert refused.startswith(DEAD_LINK)
    await stage.say(DAD, "/start f_#999")
    assert stage.text(DAD) == refused
    assert (await stage.press(DAD, f"join:#{invite}")).text.startswith(DEAD_LINK)
    assert (await stage.press(DAD, f"moving:#{invite}")).text.startswith(DEAD_LINK)
    assert await stage.kept(but=("guesses",)) == before


async def test_who_was_invited_by_the_bot_joins_by_their_own_invitation_however_it_is_named(
    stage: Stage,
) -> None:
    invite = await personal_invitation(stage)
    await stage.say(KID, f"/start f_#{invite}")
    assert "Ивановы" in stage.text(KID)
    await stage.press(KID, f"join:#{invite}")
    assert (await stage.do["find_summary"](actor=KID)).people == 2
