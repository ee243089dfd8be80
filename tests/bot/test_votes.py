"""Agreement: votes on line versions, until the time is over or the result is certain."""

from __future__ import annotations

import pytest

from tests.bot.stage import DAD, KID, MUM, Stage, Toast

A_DAY = 24 * 3600


async def tally(stage: Stage, item: int) -> tuple[int, int]:
    details = await stage.do["show_line"](actor=MUM, item=item)
    return details.line.favour, details.line.against


async def put_to_the_vote(stage: Stage) -> int:
    """Папа wants a vacuum cleaner, and everybody looks at the cart; return the line's id."""
    await stage.household()
    (cleaner,) = await stage.add(DAD, "пылесос 5000 р")
    for person in (MUM, DAD, KID):
        await stage.say(person, "/cart")
    return cleaner.id


async def test_a_vote_counts_once_however_often_it_is_tapped(stage: Stage) -> None:
    cleaner = await put_to_the_vote(stage)
    assert await stage.tap(MUM, "👍 0") == Toast("👍 пылесос")
    before = await stage.kept()
    assert await stage.tap(MUM, "👍 0") == Toast("👍 пылесос")
    await stage.redeliver()
    assert await tally(stage, cleaner) == (1, 0)
    assert await stage.kept() == before


async def test_a_vote_may_be_changed(stage: Stage) -> None:
    cleaner = await put_to_the_vote(stage)
    await stage.tap(MUM, "👍 0")
    assert await stage.tap(MUM, "👎 0") == Toast("👎 пылесос")
    assert await tally(stage, cleaner) == (0, 1)


async def test_the_family_says_yes_as_soon_as_nothing_can_change_it(stage: Stage) -> None:
    await put_to_the_vote(stage)
    await stage.tap(MUM, "👍 0")
    assert await stage.tap(DAD, "👍 0") == Toast("«пылесос»: семья согласна ✅")
    late = await stage.tap(KID, "👎 0")
    assert late == Toast("«пылесос»: голосование закончилось, семья согласна.", is_alert=True)


async def test_the_family_says_no_and_the_author_asks_again(stage: Stage) -> None:
    cleaner = await put_to_the_vote(stage)
    await stage.tap(MUM, "👎 0")
    assert await stage.tap(KID, "👎 0") == Toast("«пылесос»: семья не согласилась ❌")
    await stage.press(DAD, f"l:{cleaner}")
    await stage.tap(DAD, "🗳 Спросить ещё раз")
    assert "🗳 Семья голосует до" in stage.text(DAD)
    before = await stage.kept()
    await stage.redeliver()
    assert stage.toasts()[-1] != Toast("Этой строки уже нет в корзине.", is_alert=True)
    assert await stage.kept() == before
    assert await tally(stage, cleaner) == (0, 0)


async def test_only_the_author_asks_again(stage: Stage) -> None:
    cleaner = await put_to_the_vote(stage)
    await stage.tap(MUM, "👎 0")
    await stage.tap(KID, "👎 0")
    await stage.press(MUM, f"l:{cleaner}")
    assert "Спросить ещё раз" not in stage.shows(MUM)
    refusal = await stage.press(MUM, f"again:{cleaner}:1")
    assert refusal.text.startswith("Строку «пылесос» может изменить только автор: Папа.")


async def test_a_vote_can_be_withdrawn_on_the_lines_own_screen(stage: Stage) -> None:
    cleaner = await put_to_the_vote(stage)
    await stage.press(MUM, f"l:{cleaner}")
    assert await stage.tap(MUM, "👍 0") == Toast("👍 пылесос")
    assert "[👍 1] [👎 0]\n[Отозвать мой голос]" in stage.shows(MUM)
    assert await stage.tap(MUM, "Отозвать мой голос") == Toast("«пылесос»: ваш голос отозван.")
    assert await tally(stage, cleaner) == (0, 0)
    assert "Отозвать" not in stage.shows(MUM)


async def test_a_cheap_line_needs_no_vote_and_an_opinion_is_kept(stage: Stage) -> None:
    await stage.household()
    (bread,) = await stage.add(DAD, "хлеб 999,99 р")
    await stage.say(MUM, "/cart")
    assert await stage.tap(MUM, "👎 0") == Toast("«хлеб»: голосовать не нужно, но ваше мнение записано.")
    assert await tally(stage, bread.id) == (0, 1)


async def test_a_vote_after_the_deadline_does_not_count(stage: Stage) -> None:
    cleaner = await put_to_the_vote(stage)
    stage.pass_by(A_DAY - 1)
    assert await stage.tap(MUM, "👍 0") == Toast("👍 пылесос")
    stage.pass_by(1)
    late = await stage.tap(DAD, "👍 0")
    assert late.text.startswith("«пылесос»: время голосования вышло.")
    await stage.do["close_votes"]()
    late = await stage.tap(DAD, "👍 0")
    assert late.text.startswith("«пылесос»: голосование закончилось, семья не согласилась.")
    assert await tally(stage, cleaner) == (1, 0)


async def test_a_tie_goes_to_the_organizer(stage: Stage) -> None:
    cleaner = await put_to_the_vote(stage)
    await stage.tap(DAD, "👍 0")
    await stage.tap(KID, "👎 0")
    stage.pass_by(A_DAY)
    await stage.do["close_votes"]()
    await stage.deliver()
    assert stage.text(MUM) == "🔔 № 3\n«пылесос»: голоса разделились поровну. Решает ваш голос."
    late = await stage.tap(DAD, "👍 0")
    assert late.text.startswith("«пылесос»: голоса разделились поровну. Теперь решает организатор.")
    await stage.tap(MUM, "⚖️ Показать строку")
    assert await stage.tap(MUM, "👍 1") == Toast("«пылесос»: семья согласна ✅")
    assert await tally(stage, cleaner) == (2, 1)


@pytest.mark.parametrize("text", ["пылесос 6000 р", "пылесос 2 шт 5000 р", "робот 5000 р"])
async def test_a_vote_on_an_old_version_is_refused_and_the_card_redrawn(stage: Stage, text: str) -> None:
    cleaner = await put_to_the_vote(stage)
    await stage.press(DAD, f"e:{cleaner}:1")
    await stage.say(DAD, text)
    stage.pass_by(3)
    await stage.refresh()
    before = await stage.kept()
    old = await stage.press(MUM, f"v:{cleaner}:1:1")
    title = text.split(maxsplit=1)[0]
    assert old == Toast(f"Строка «{title}» успела измениться. Посмотрите и нажмите ещё раз.", is_alert=True)
    assert await stage.kept() == before


async def test_those_who_did_not_vote_are_reminded_once(stage: Stage) -> None:
    await put_to_the_vote(stage)
    await stage.tap(MUM, "👍 0")
    stage.pass_by(18 * 3600)
    await stage.do["remind_voters"]()
    await stage.do["remind_voters"]()
    stage.pass_by(2 * 3600)  # it was six in the morning
    await stage.deliver()
    assert stage.text(KID) == "🔔 № 1\nВашего голоса ждёт 1 строка, время скоро выйдет."
    assert len([text for text in stage.said(KID) if "ждёт 1 строка" in text]) == 1
    assert not [text for text in stage.said(MUM) if "ждёт 1 строка" in text]
    await stage.tap(KID, "🛒 Корзина")
    assert stage.text(KID).startswith("🛒 Ивановы")


async def test_a_leavers_vote_falls_away(stage: Stage) -> None:
    cleaner = await put_to_the_vote(stage)
    await stage.tap(KID, "👎 0")
    await stage.say(KID, "/leave")
    assert "• пропадёт 1 ваш голос" in stage.text(KID)
    await stage.tap(KID, "Выйти из семьи")
    assert stage.text(KID) == "Вы вышли из семьи Ивановы."
    assert await tally(stage, cleaner) == (0, 0)
