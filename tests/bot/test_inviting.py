"""The organizer's side: changing an invitation in place, its picture, choosing people, the list."""

from __future__ import annotations

import pytest

from bot.qr import qr_picture
from tests.bot.stage import DAD, KID, MUM, Stage, Toast

CHOOSE = "👥 Выбрать людей"
HOUR = 3600


async def invited(stage: Stage) -> str:
    """Мама founds a family and makes an invitation; return its token."""
    await stage.family(MUM)
    await stage.say(MUM, "/invite")
    return stage.link(MUM).partition("f_")[2]


async def choose(stage: Stage, *people: int) -> None:
    """Мама opens Telegram's list of people and chooses these."""
    await stage.say(MUM, "/start")
    await stage.press(MUM, "go:choose")
    stage.people.share_users(MUM, MUM, CHOOSE, list(people))
    await stage.pump()


async def opened(stage: Stage, token: str) -> str:
    """What somebody new reads who opens the link."""
    guest = stage.newcomer("Гость")
    await stage.start(guest, f"f_{token}")
    return stage.text(guest).splitlines()[0]


async def test_an_invitation_is_changed_where_it_stands_and_its_link_stays(stage: Stage) -> None:
    token = await invited(stage)
    message = stage.newest(MUM)["message_id"]
    assert "Для 6 человек, до 8 мар., 12:00." in stage.text(MUM)
    for label, told in (
        ("Одноразовая", "Для 1 человека, до 8 мар., 12:00."),
        ("1 час", "Для 1 человека, до 1 мар., 13:00."),
        ("1 день", "Для 1 человека, до 2 мар., 12:00."),
        ("30 дней", "Для 1 человека, до 31 мар., 12:00."),
        ("7 дней", "Для 1 человека, до 8 мар., 12:00."),
        ("На все места", "Для 6 человек, до 8 мар., 12:00."),
        ("С моего согласия", "сможет попроситься, а принимаете вы."),
        ("✅ С моего согласия", "вступить сможет каждый, у кого есть ссылка."),
    ):
        assert await stage.tap(MUM, label) == Toast()
        assert told in stage.text(MUM)
        assert stage.link(MUM).endswith(token)
    assert stage.newest(MUM)["message_id"] == message


async def test_a_new_life_begins_when_the_organizer_says_so(stage: Stage) -> None:
    token = await invited(stage)
    stage.pass_by(5 * HOUR)
    await stage.tap(MUM, "1 час")
    stage.pass_by(HOUR - 1)
    assert await opened(stage, token) == "Вас приглашают в семью Ивановы."
    stage.pass_by(1)
    assert (await opened(stage, token)).startswith("Срок этого приглашения вышел.")


async def test_a_one_time_link_lets_one_in(stage: Stage) -> None:
    token = await invited(stage)
    await stage.tap(MUM, "Одноразовая")
    await stage.start(DAD, f"f_{token}")
    await stage.tap(DAD, "✅ Вступить")
    assert (await opened(stage, token)).startswith("Это приглашение уже использовано.")
    await stage.deliver()
    assert stage.shows(MUM) == (
        "🔔 <i>№ 2</i>\nПриглашение в семью «Ивановы» использовано: пришли все, на кого оно было рассчитано. "
        "Осталось: 5 свободных мест.\n[🔗 Пригласить]"
    )


async def test_the_same_change_twice_is_one(stage: Stage) -> None:
    await invited(stage)
    await stage.tap(MUM, "Одноразовая")
    before = await stage.kept()
    stage.expect("message is not modified")
    await stage.redeliver()
    assert await stage.kept() == before


async def test_what_is_over_is_not_changed(stage: Stage) -> None:
    token = await invited(stage)
    await stage.tap(MUM, "🚫 Отозвать")
    over = Toast("Вы отозвали это приглашение. Сделайте новое: /invite.", is_alert=True)
    assert await stage.press(MUM, f"term:{token}:7d") == over
    assert await stage.press(MUM, f"qr:{token}") == over


async def test_only_the_organizer_changes_and_pictures_it(stage: Stage) -> None:
    token = await invited(stage)
    await stage.start(DAD, f"f_{token}")
    await stage.tap(DAD, "✅ Вступить")
    await stage.family(KID, name="Петровы")
    await stage.say(KID, "/start")
    for data in (f"term:{token}:30d", f"qr:{token}"):
        assert (await stage.press(DAD, data)).text.startswith("Это может только организатор.")
        assert (await stage.press(KID, data)).text.startswith("Эта ссылка не работает")


async def test_the_picture_leads_where_the_link_leads(stage: Stage) -> None:
    await invited(stage)
    link = stage.link(MUM)
    assert await stage.tap(MUM, "🔳 QR-код") == Toast()
    photo = stage.newest(MUM)["photo"][-1]
    content = stage.engine.world.files[photo["file_id"]].content
    assert content.startswith(b"\x89PNG")
    assert content == qr_picture(link)
    assert content != qr_picture(link[:-1])
    assert (photo["width"], photo["height"]) == (450, 450)
    assert stage.newest(MUM)["caption"] == (
        "Приглашение в семью Ивановы, до 8 мар., 12:00. Наведите камеру телефона на картинку."
    )


async def test_the_bot_invites_whom_it_knows_and_gives_a_link_for_the_others(stage: Stage) -> None:
    await stage.family(MUM)
    await stage.meet(DAD)
    stranger = stage.newcomer("Бабушка", last_name="Иванова")
    await choose(stage, DAD, stranger)
    assert stage.said(MUM)[-2] == (
        "✅ Приглашение отправлено: Папа.\n"
        "✉️ Написать сам не могу: Бабушка Иванова. Отправьте ссылку, она ниже."
    )
    assert stage.keyboard(MUM) is None
    assert "Для 1 человека" in stage.text(MUM)
    await stage.deliver()
    assert stage.text(DAD) == "🔔 № 1\nМама приглашает вас в семью «Ивановы»."
    await stage.tap(DAD, "✉️ Открыть приглашение")
    await stage.tap(DAD, "✅ Вступить")
    assert stage.text(DAD).startswith("🎉 Добро пожаловать в семью Ивановы!")
    await stage.start(stranger, f"f_{stage.link(MUM).partition('f_')[2]}")
    await stage.tap(stranger, "✅ Вступить")
    assert stage.text(stranger).startswith("🎉 Добро пожаловать в семью Ивановы! Теперь вас 3 человека.")


async def test_who_needs_no_link_leads_on_to_the_list(stage: Stage) -> None:
    await stage.family(MUM)
    await stage.meet(DAD)
    for told in ("✅ Приглашение отправлено: Папа.", "🕓 Уже приглашены за последние сутки: Папа."):
        await choose(stage, DAD)
        assert stage.said(MUM)[-2] == told
        assert "приглашены, ждём: Папа" in stage.text(MUM)
        assert stage.shows(MUM).endswith("[⬅️ Назад]")
    await stage.deliver()
    assert stage.text(DAD) == "🔔 № 1\nМама приглашает вас в семью «Ивановы»."


async def test_nobody_else_opens_an_invitation_by_the_bot(stage: Stage) -> None:
    await stage.family(MUM)
    await stage.meet(DAD)
    await choose(stage, DAD)
    await stage.start(KID)
    for data in ("open:1", "open:99", "join:#1"):
        assert (await stage.press(KID, data)).text.startswith("Эта ссылка не работает")
    await stage.start(KID, "f_1")
    assert stage.text(KID).startswith("Эта ссылка не работает")


async def test_people_who_were_chosen_are_invited_once(stage: Stage) -> None:
    await stage.family(MUM)
    await stage.meet(DAD)
    stranger = stage.newcomer("Бабушка")
    await choose(stage, DAD, stranger)
    before = await stage.kept(but=("invites.token_hash",))
    await stage.redeliver()
    assert await stage.kept(but=("invites.token_hash",)) == before
    assert await opened(stage, stage.link(MUM).partition("f_")[2]) == "Вас приглашают в семью Ивановы."


async def test_the_picker_offers_as_many_as_there_are_seats_and_goes_away(stage: Stage) -> None:
    await stage.family(MUM, DAD)
    await stage.say(MUM, "/start")
    await stage.press(MUM, "go:choose")
    (request,) = stage.engine.world.chats[MUM].keyboards[MUM].markup["keyboard"][0]
    assert request["request_users"] == {
        "request_id": 1,
        "user_is_bot": False,
        "max_quantity": 5,
        "request_name": True,
    }
    await stage.say(MUM, "Отмена")
    assert stage.keyboard(MUM) is None


async def test_more_than_fit_are_not_chosen(stage: Stage) -> None:
    await stage.family(MUM)
    await stage.say(MUM, "/start")
    await stage.press(MUM, "go:choose")
    for number in range(5):
        relative = stage.newcomer(f"Родня {number}")
        await stage.meet(relative)
        await stage.do["accept_invite"](actor=relative, token=await stage.invite(MUM))
    stage.people.share_users(MUM, MUM, CHOOSE, [DAD, KID])
    await stage.pump()
    assert stage.shows(MUM) == ("Свободно только 1 место. Выберите не больше.\n[👥 Выбрать людей] [⬅️ Назад]")


async def test_only_the_organizer_chooses_people(stage: Stage) -> None:
    await stage.household()
    await stage.say(DAD, "/start")
    assert (await stage.press(DAD, "go:choose")).text.startswith("Это может только организатор.")


async def test_an_expired_invitation_is_told_with_a_way_to_a_new_one(stage: Stage) -> None:
    token = await invited(stage)
    await stage.start(DAD, f"f_{token}")
    await stage.tap(DAD, "✅ Вступить")
    await stage.hush()
    stage.pass_by(7 * 24 * HOUR)
    for _ in range(2):
        await stage.do["tell_ended_invites"]()
    await stage.deliver()
    assert stage.shows(MUM) == (
        "🔔 <i>№ 2</i>\nСрок приглашения в семью «Ивановы» вышел: по нему вступил 1 человек. "
        "Осталось: 5 свободных мест.\n[🔗 Пригласить]"
    )


async def test_who_found_no_seat_is_told_an_hour_later_all_together(stage: Stage) -> None:
    await stage.family(MUM)
    spare = await stage.invite(MUM)
    for number in range(6):
        relative = stage.newcomer(f"Родня {number}")
        await stage.meet(relative)
        await stage.do["accept_invite"](actor=relative, token=spare)
    await stage.hush()
    for name in ("Папа", "Катя", "Дед", "Тётя", "Дядя", "Кум", "Сват"):
        guest = stage.newcomer(name)
        await stage.start(guest, f"f_{spare}")
        assert stage.text(guest).startswith("Все места в семье «Ивановы» заняты")
        stage.pass_by(60)
    await stage.deliver()
    assert not stage.said(MUM)
    stage.pass_by(HOUR)
    await stage.deliver()
    assert stage.shows(MUM) == (
        "🔔 <i>№ 8</i>\nВ семье «Ивановы» заняты все места, и не хватило: Папа, Катя, Дед, Тётя, Дядя и "
        "ещё 2.\n[👪 Семья]"
    )


@pytest.mark.parametrize("live", [4, 5])
async def test_choosing_minds_the_five_live_invitations(stage: Stage, live: int) -> None:
    await stage.family(MUM)
    for _ in range(live):
        await stage.invite(MUM)
    await stage.meet(DAD)
    await choose(stage, DAD)
    told = {4: "✅ Приглашение отправлено: Папа.", 5: "Действующих приглашений уже 5"}
    assert any(said.startswith(told[live]) for said in stage.said(MUM)[-2:])


async def test_the_list_says_how_each_invitation_stands(stage: Stage) -> None:
    await stage.family(MUM)
    for label in ("1 час", "Одноразовая", "С моего согласия", "30 дней"):
        await stage.say(MUM, "/invite")
        await stage.tap(MUM, label)
        if label == "Одноразовая":
            await stage.start(DAD, stage.link(MUM).partition("start=")[2])
            await stage.tap(DAD, "✅ Вступить")
    await stage.tap(MUM, "🚫 Отозвать")
    stage.pass_by(HOUR)
    await stage.tap(MUM, "⬅️ Назад")
    await stage.press(MUM, "go:invites")
    assert stage.text(MUM) == (
        "Приглашения\n\n"
        "1. создано 1 мар., 12:00, с вашего согласия\n🟢 действует, ещё для 5 человек, до 8 мар., 12:00\n"
        "вступили: –\n\n"
        "2. создано 1 мар., 12:00, одноразовое\n⚪️ использовано\nвступили: Папа\n\n"
        "3. создано 1 мар., 12:00\n⚪️ срок вышел 1 мар., 13:00\nвступили: –\n\n"
        "4. создано 1 мар., 12:00\n⚪️ отозвано\nвступили: –"
    )
