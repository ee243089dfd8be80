"""Joining with the organizer's approval, and moving from one family to another."""

from __future__ import annotations

from tests.bot.stage import DAD, KID, MUM, Stage, Toast

ASK = "✅ Попроситься"
DAY = 24 * 3600


async def door(stage: Stage) -> str:
    """Мама founds a family and lets people ask; return the token."""
    await stage.family(MUM)
    await stage.say(MUM, "/invite")
    await stage.tap(MUM, "С моего согласия")
    return stage.link(MUM).partition("f_")[2]


async def asked(stage: Stage) -> str:
    """Папа asks to join, and Мама is told; return the token."""
    token = await door(stage)
    await stage.start(DAD, f"f_{token}")
    assert await stage.tap(DAD, ASK) == Toast()
    await stage.deliver()
    return token


async def members(stage: Stage, organizer: int = MUM) -> list[str]:
    view = await stage.do["show_family"](actor=organizer)
    return [member.name for member in view.members]


async def test_who_asks_waits_until_the_organizer_lets_them_in(stage: Stage) -> None:
    await asked(stage)
    assert stage.text(DAD).startswith("Запрос в семью Ивановы отправлен, решает Мама.")
    assert await members(stage) == ["Мама"]
    assert stage.text(MUM) == "🔔 № 1\nПапа просится в семью «Ивановы». Запрос ждёт сутки."
    assert await stage.tap(MUM, "✅ Принять") == Toast()
    assert stage.text(MUM).startswith("Папа теперь в семье «Ивановы». Всего в ней 2 человека.")
    assert await members(stage) == ["Мама", "Папа"]
    await stage.deliver()
    assert stage.text(DAD).startswith("🔔 № 1\n🎉 Добро пожаловать в семью Ивановы!")


async def test_who_is_turned_down_is_told_kindly(stage: Stage) -> None:
    await asked(stage)
    await stage.tap(MUM, "✖️ Отклонить")
    assert stage.text(MUM) == "Запрос отклонён: Папа не в семье «Ивановы»."
    await stage.deliver()
    assert stage.text(DAD) == (
        "🔔 № 1\nВступить в семью «Ивановы» сейчас не получится. Спросите её организатора."
    )
    assert await members(stage) == ["Мама"]


async def test_double_taps_ask_once_and_let_in_once(stage: Stage) -> None:
    token = await asked(stage)
    before = await stage.kept()
    stage.expect("message is not modified")
    await stage.press(DAD, f"join:{token}")
    assert await stage.kept() == before
    await stage.tap(MUM, "✅ Принять")
    before = await stage.kept()
    await stage.redeliver()
    assert await stage.kept() == before
    refusal = await stage.press(MUM, "answer:1:0")
    assert refusal == Toast("Этот запрос уже принят.", is_alert=True)


async def test_the_organizer_finds_open_requests_in_the_list(stage: Stage) -> None:
    await asked(stage)
    await stage.say(MUM, "/start")
    await stage.press(MUM, "go:invites")
    assert stage.text(MUM).startswith("Просятся в семью\n• Папа, ждёт до 2 мар., 12:00")
    await stage.tap(MUM, "✅ Принять: Папа")
    assert await members(stage) == ["Мама", "Папа"]


async def test_a_request_is_taken_back(stage: Stage) -> None:
    await asked(stage)
    await stage.tap(DAD, "↩️ Отозвать запрос")
    assert stage.text(DAD) == (
        "Запрос отозван: вы больше не проситесь в семью Ивановы.\nСнова попроситься можно после 13:00."
    )
    refusal = await stage.tap(MUM, "✅ Принять")
    assert refusal == Toast("Этот запрос уже отозван, решать больше нечего.", is_alert=True)
    assert await members(stage) == ["Мама"]


async def test_who_opens_the_link_again_may_take_the_request_back(stage: Stage) -> None:
    token = await asked(stage)
    await stage.start(DAD, f"f_{token}")
    assert stage.shows(DAD) == (
        "Вы уже попросились в семью «Ивановы». Дождитесь ответа или отзовите запрос.\n"
        "[↩️ Отозвать запрос] [⬅️ Назад]"
    )
    await stage.tap(DAD, "↩️ Отозвать запрос")
    await stage.start(DAD, f"f_{token}")
    assert stage.shows(DAD) == (
        "Вы недавно уже просились в семью «Ивановы». Снова можно после 13:00.\n[⬅️ Назад]"
    )
    stage.pass_by(3600)
    await stage.start(DAD, f"f_{token}")
    await stage.tap(DAD, ASK)
    await stage.deliver()
    assert stage.text(MUM).startswith("🔔 № 2\nПапа просится")


async def test_a_request_that_nobody_answered_is_over_after_a_day(stage: Stage) -> None:
    await asked(stage)
    stage.pass_by(DAY)
    await stage.do["expire_requests"]()
    await stage.deliver()
    assert stage.text(DAD).startswith("🔔 № 1\nНа ваш запрос в семью «Ивановы» за сутки никто не ответил")
    refusal = await stage.tap(MUM, "✅ Принять")
    assert refusal.text == "Этот запрос закрыт: за сутки на него никто не ответил."


async def test_who_is_in_another_family_by_now_is_not_let_in(stage: Stage) -> None:
    await asked(stage)
    await stage.family(DAD, name="Петровы")
    refusal = await stage.tap(MUM, "✅ Принять")
    assert refusal == Toast("Папа уже в другой семье, поэтому запрос закрыт.", is_alert=True)
    assert await members(stage) == ["Мама"]


async def test_strangers_answer_and_withdraw_nothing(stage: Stage) -> None:
    await asked(stage)
    await stage.family(KID, name="Петровы")
    await stage.say(KID, "/start")
    before = await stage.kept()
    for data in ("answer:1:1", "answer:99:1", "unask:1"):
        assert (await stage.press(KID, data)).text.startswith("Это из другой семьи.")
    assert await stage.kept() == before


async def test_who_is_in_another_family_has_to_leave_before_asking(stage: Stage) -> None:
    token = await door(stage)
    await stage.family(DAD, KID, name="Петровы")
    await stage.start(KID, f"f_{token}")
    assert stage.shows(KID) == (
        "Вы в семье «Петровы». В эту каждого принимает организатор: сначала выйдите из своей, потом снова "
        "откройте ссылку.\n[🚪 Выйти из семьи] [Остаться]"
    )


async def test_leaving_and_joining_is_one_step(stage: Stage) -> None:
    await stage.family(MUM)
    await stage.family(KID, DAD, name="Петровы")
    await stage.hush()
    await stage.start(DAD, f"f_{await stage.invite(MUM)}")
    await stage.tap(DAD, "🚪 Выйти и вступить")
    assert await members(stage, KID) == ["Ребёнок", "Папа"]
    await stage.tap(DAD, "🚪 Выйти и вступить")
    assert stage.text(DAD).startswith("🎉 Добро пожаловать в семью Ивановы!")
    assert await members(stage) == ["Мама", "Папа"]
    assert await members(stage, KID) == ["Ребёнок"]
    before = await stage.kept()
    stage.expect("message is not modified")
    await stage.redeliver()
    assert await stage.kept() == before
    await stage.deliver()
    assert stage.text(KID).startswith("🔔 № 2\nПапа больше не в семье «Петровы».")
    assert stage.text(MUM).startswith("🔔 № 1\nПапа теперь в семье «Ивановы».")


async def test_nobody_leaves_for_a_seat_that_is_gone(stage: Stage) -> None:
    await stage.family(MUM)
    token, spare = await stage.invite(MUM), await stage.invite(MUM)
    await stage.family(KID, DAD, name="Петровы")
    await stage.start(DAD, f"f_{spare}")
    for number in range(6):
        relative = stage.newcomer(f"Родня {number}")
        await stage.meet(relative)
        await stage.do["accept_invite"](actor=relative, token=token)
    refusal = await stage.press(DAD, f"move:{spare}:2:1")
    assert refusal.text.startswith("Последнее место в семье «Ивановы» только что заняли.")
    assert await members(stage, KID) == ["Ребёнок", "Папа"]


async def test_who_stays_keeps_everything(stage: Stage) -> None:
    await stage.family(MUM)
    await stage.family(KID, DAD, name="Петровы")
    token = await stage.invite(MUM)
    await stage.start(DAD, f"f_{token}")
    await stage.tap(DAD, "🚪 Выйти и вступить")
    before = await stage.kept(but=("seat_holds",))
    await stage.tap(DAD, "Остаться")
    assert await stage.kept(but=("seat_holds",)) == before
