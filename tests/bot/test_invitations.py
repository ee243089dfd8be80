"""Invite and join: links, seats, and everything that may stand between."""

from __future__ import annotations

import pytest

from tests.bot.stage import DAD, KID, MUM, Stage, Toast

JOIN = "✅ Вступить"
A_WEEK = 7 * 24 * 3600


async def open_link(stage: Stage, person: int, url: str) -> None:
    stage.people.open_link(person, url)
    await stage.pump()


async def invited(stage: Stage) -> str:
    """Мама founds a family and makes an invitation; return its link."""
    await stage.family(MUM)
    await stage.say(MUM, "/invite")
    return stage.link(MUM)


async def members(stage: Stage) -> list[str]:
    view = await stage.do["show_family"](actor=MUM)
    return [member.name for member in view.members]


async def test_opening_a_link_joins_nothing(stage: Stage) -> None:
    link = await invited(stage)
    await open_link(stage, DAD, link)
    assert stage.text(DAD).startswith(
        "Вас приглашают в семью Ивановы.\nОрганизатор: Мама\nЗанято мест: 1 из 7"
    )
    assert await members(stage) == ["Мама"]


async def test_joins_by_a_tap_and_the_organizer_is_told(stage: Stage) -> None:
    link = await invited(stage)
    await open_link(stage, DAD, link)
    assert await stage.tap(DAD, JOIN) == Toast()
    assert stage.text(DAD).startswith("🎉 Добро пожаловать в семью Ивановы! Теперь вас 2 человека.")
    await stage.deliver()
    assert stage.text(MUM) == "🔔 № 1\nПапа теперь в семье «Ивановы». Всего в ней 2 человека."


async def test_declining_burns_nothing(stage: Stage) -> None:
    link = await invited(stage)
    await open_link(stage, DAD, link)
    before = await stage.kept(but=("seat_holds",))
    await stage.tap(DAD, "Отказаться")
    assert stage.text(DAD).startswith("Вы не вступили.")
    assert await stage.kept(but=("seat_holds",)) == before
    await open_link(stage, DAD, link)
    await stage.tap(DAD, JOIN)
    assert await members(stage) == ["Мама", "Папа"]


async def test_a_double_tap_on_join_takes_one_seat(stage: Stage) -> None:
    link = await invited(stage)
    await open_link(stage, DAD, link)
    await stage.tap(DAD, JOIN)
    before = await stage.kept()
    stage.expect("message is not modified")
    await stage.press(DAD, f"join:{link.partition('f_')[2]}")
    assert stage.text(DAD).startswith("🎉 Добро пожаловать в семью Ивановы! Теперь вас 2 человека.")
    assert await stage.kept() == before


async def test_refuses_the_eighth_person_who_opens_a_link_that_is_used_up(stage: Stage) -> None:
    link = await invited(stage)
    for number in range(1, 7):
        relative = stage.newcomer(f"Родня {number}")
        await open_link(stage, relative, link)
        await stage.tap(relative, JOIN)
    eighth = stage.newcomer("Восьмая")
    await open_link(stage, eighth, link)
    assert stage.text(eighth).startswith("Все места в семье «Ивановы» заняты: 7 из 7.")
    assert len(await members(stage)) == 7


async def test_refuses_the_eighth_person_by_a_link_with_uses_left(stage: Stage) -> None:
    await stage.family(MUM)
    first, second = await stage.invite(MUM), await stage.invite(MUM)
    for number in range(1, 7):
        relative = stage.newcomer(f"Родня {number}")
        await stage.meet(relative)
        await stage.do["accept_invite"](actor=relative, token=first)
    eighth = stage.newcomer("Восьмая")
    await stage.start(eighth, f"f_{second}")
    assert stage.text(eighth).startswith("Все места в семье «Ивановы» заняты: 7 из 7.")
    assert len(await members(stage)) == 7


async def test_of_two_people_and_one_last_seat_one_joins_and_the_other_is_told(stage: Stage) -> None:
    await stage.family(MUM)
    token, spare = await stage.invite(MUM), await stage.invite(MUM)
    for number in range(1, 6):
        relative = stage.newcomer(f"Родня {number}")
        await stage.meet(relative)
        await stage.do["accept_invite"](actor=relative, token=token)
    await stage.start(KID, f"f_{spare}")
    stage.pass_by(15 * 60)  # no seat is kept for them any more
    await stage.start(DAD, f"f_{spare}")
    stage.people.tap(DAD, DAD, JOIN)
    stage.people.tap(KID, KID, JOIN)
    await stage.pump()
    assert len(await members(stage)) == 7
    assert "Папа" in await members(stage)
    refusal = stage.toasts()[-1]
    assert refusal.text.startswith("Последнее место в семье «Ивановы» только что заняли.")
    assert refusal.is_alert
    await stage.hush()


async def test_the_last_seat_is_told_to_the_organizer(stage: Stage) -> None:
    await stage.full_family()
    told = [call.params["text"] for call in stage.calls("sendMessage", MUM)]
    assert told == []
    await stage.say(MUM, "/invite")
    assert stage.text(MUM).startswith("Все места в семье «Ивановы» заняты: 7 из 7.")


async def test_tells_a_member_that_they_are_here_already(stage: Stage) -> None:
    link = await invited(stage)
    await open_link(stage, MUM, link)
    assert stage.text(MUM).startswith("Вы уже в семье «Ивановы».")


async def test_tells_somebody_of_another_family_what_they_can_do(stage: Stage) -> None:
    link = await invited(stage)
    await stage.family(DAD, name="Петровы")
    await open_link(stage, DAD, link)
    assert stage.shows(DAD) == (
        "Вы в семье «Петровы», а быть можно только в одной. Можно остаться или выйти из своей и вступить в "
        "эту.\n[🚪 Выйти и вступить] [Остаться]"
    )
    await stage.tap(DAD, "Остаться")
    assert stage.text(DAD).startswith("Петровы")


async def test_tells_an_organizer_with_members_that_they_cannot_join(stage: Stage) -> None:
    link = await invited(stage)
    await stage.family(DAD, KID, name="Петровы")
    await stage.hush()
    await open_link(stage, DAD, link)
    assert stage.shows(DAD) == (
        "Вы организатор семьи «Петровы», и в ней есть другие. Чтобы вступить в новую, сначала передайте роль "
        "или распустите свою.\n[👑 Передать роль] [🗑 Распустить семью]\n[Остаться]"
    )
    await open_link(stage, KID, link)
    assert stage.text(KID).startswith("Вы в семье «Петровы», а быть можно только в одной.")


async def test_everything_is_checked_again_at_the_tap(stage: Stage) -> None:
    link = await invited(stage)
    await open_link(stage, DAD, link)
    await stage.tap(MUM, "🚫 Отозвать")
    refusal = await stage.tap(DAD, JOIN)
    assert refusal == Toast("Это приглашение отозвано. Попросите новое.", is_alert=True)
    assert await members(stage) == ["Мама"]


async def test_an_invitation_lives_a_week(stage: Stage) -> None:
    link = await invited(stage)
    stage.pass_by(A_WEEK - 1)
    await open_link(stage, DAD, link)
    assert stage.text(DAD).startswith("Вас приглашают")
    stage.pass_by(1)
    refusal = await stage.tap(DAD, JOIN)
    assert refusal.text.startswith("Срок этого приглашения вышел.")
    await open_link(stage, KID, link)
    assert stage.text(KID).startswith("Срок этого приглашения вышел.")


async def test_a_revoked_link_says_so_and_revoking_twice_changes_nothing(stage: Stage) -> None:
    link = await invited(stage)
    await stage.tap(MUM, "🚫 Отозвать")
    assert "⚪️ отозвано" in stage.text(MUM)
    before = await stage.kept()
    stage.expect("message is not modified")
    await stage.redeliver()
    assert await stage.kept() == before
    await open_link(stage, DAD, link)
    assert stage.text(DAD).startswith("Это приглашение отозвано.")


async def test_a_link_of_a_disbanded_family_says_so(stage: Stage) -> None:
    link = await invited(stage)
    await stage.say(MUM, "/leave")
    await stage.tap(MUM, "Выйти из семьи")
    await open_link(stage, DAD, link)
    assert stage.text(DAD).startswith("Семья «Ивановы» уже распущена.")


async def test_at_most_five_invitations_live_at_once(stage: Stage) -> None:
    await stage.family(MUM)
    for _ in range(5):
        await stage.say(MUM, "/invite")
    await stage.say(MUM, "/invite")
    assert stage.text(MUM).startswith("Действующих приглашений уже 5")
    await stage.tap(MUM, "Приглашения")
    await stage.tap(MUM, "🚫 Отозвать 1")
    await stage.say(MUM, "/invite")
    assert stage.text(MUM).startswith("Приглашение в семью Ивановы")


async def test_only_the_organizer_invites(stage: Stage) -> None:
    await stage.household()
    before = await stage.kept()
    await stage.say(DAD, "/invite")
    assert stage.text(DAD).startswith("Это может только организатор.")
    await stage.say(DAD, "/start")
    for data in ("go:invite", "go:invites", "revoke:1"):
        assert (await stage.press(DAD, data)).text.startswith("Это может только организатор.")
    assert await stage.kept() == before


@pytest.mark.parametrize("command", ["/invite", "/family", "/leave"])
async def test_who_is_in_no_family_is_shown_the_way_to_one(stage: Stage, command: str) -> None:
    await stage.say(MUM, command)
    assert stage.text(MUM).startswith("Вы пока не в семье.")
    await stage.tap(MUM, "👨‍👩‍👧 Создать семью")
    assert stage.text(MUM).startswith("Чтобы стать организатором семьи, подтвердите номер")


async def test_an_invite_command_delivered_again_makes_no_second_invitation(stage: Stage) -> None:
    await stage.family(MUM)
    await stage.say(MUM, "/invite")
    before = await stage.kept(but=("invites.token_hash",))
    await stage.redeliver()
    assert await stage.kept(but=("invites.token_hash",)) == before
    await open_link(stage, DAD, stage.link(MUM))
    assert stage.text(DAD).startswith("Вас приглашают в семью Ивановы.")


async def test_an_invite_button_delivered_again_makes_no_second_invitation(stage: Stage) -> None:
    await stage.family(MUM)
    await stage.say(MUM, "/start")
    await stage.tap(MUM, "🔗 Пригласить")
    before = await stage.kept(but=("invites.token_hash",))
    await stage.redeliver()
    assert await stage.kept(but=("invites.token_hash",)) == before
    await open_link(stage, DAD, stage.link(MUM))
    assert stage.text(DAD).startswith("Вас приглашают в семью Ивановы.")


async def test_the_last_seat_is_kept_for_who_reads_and_is_free_again_when_they_decline(stage: Stage) -> None:
    await stage.family(MUM)
    token = await stage.invite(MUM)
    for number in range(5):
        relative = stage.newcomer(f"Родня {number}")
        await stage.meet(relative)
        await stage.do["accept_invite"](actor=relative, token=token)
    await stage.start(DAD, f"f_{token}")
    assert "Место для вас придержано до 12:15." in stage.text(DAD)
    await stage.start(KID, f"f_{token}")
    assert stage.text(KID) == (
        "Последние места в семье «Ивановы» до 12:15 придержаны для тех, кто читает приглашение. Попробуйте "
        "после этого."
    )
    await stage.tap(DAD, "Отказаться")
    await stage.start(KID, f"f_{token}")
    await stage.tap(KID, JOIN)
    assert "Ребёнок" in await members(stage)
    refusal = await stage.press(DAD, f"join:{token}")
    assert refusal.text.startswith("Последнее место в семье «Ивановы» только что заняли.")


async def test_who_guesses_tokens_has_to_wait_for_the_rest_of_the_hour(stage: Stage) -> None:
    link = await invited(stage)
    for number in range(10):
        await stage.start(KID, f"f_{number:032}")
        assert stage.text(KID).startswith("Эта ссылка не работает")
    too_many = (
        "Слишком много ссылок, которые никуда не ведут. Следующую посмотрю после 13:00. А пока попросите у "
        "организатора новую."
    )
    await open_link(stage, KID, link)
    assert stage.text(KID) == too_many
    assert await stage.press(KID, f"join:{link.partition('f_')[2]}") == Toast(too_many, is_alert=True)
    assert await members(stage) == ["Мама"]
    stage.pass_by(3600)
    await open_link(stage, KID, link)
    assert stage.text(KID).startswith("Вас приглашают")


async def test_a_payload_that_is_no_invitation_is_no_guess(stage: Stage) -> None:
    link = await invited(stage)
    for number in range(12):
        await stage.start(KID, f"old_{number}")
        assert stage.text(KID).startswith("Не узнаю эту ссылку")
    await open_link(stage, KID, link)
    assert stage.text(KID).startswith("Вас приглашают")


async def test_only_a_fingerprint_of_the_link_is_kept(stage: Stage) -> None:
    link = await invited(stage)
    assert link.partition("f_")[2] not in str(await stage.kept(but=()))


async def test_the_list_names_who_came_by_each_invitation(stage: Stage) -> None:
    link = await invited(stage)
    await open_link(stage, DAD, link)
    await stage.tap(DAD, JOIN)
    await stage.hush()
    await stage.say(MUM, "/start")
    await stage.press(MUM, "go:invites")
    assert "вступили: Папа" in stage.text(MUM)


async def test_a_long_list_of_invitations_fits_into_one_message(stage: Stage) -> None:
    await stage.family(MUM)
    for number in range(12):
        token = await stage.invite(MUM)
        for newcomer in range(6):
            person = stage.newcomer(64 * "Ё", last_name=60 * "Ю" + f"{number:02} {newcomer}")
            await stage.meet(person)
            await stage.do["accept_invite"](actor=person, token=token)
            family = (await stage.do["find_summary"](actor=MUM)).id
            await stage.do["leave_family"](actor=person, family=family, keep_lines=False)
        await stage.hush()
    await stage.say(MUM, "/invite")
    await stage.tap(MUM, "С моего согласия")
    token = stage.link(MUM).partition("f_")[2]
    for number in range(12):
        person = stage.newcomer(64 * "Ё", last_name=60 * "Ю" + f"{number:02}")
        await stage.meet(person)
        await stage.do["accept_invite"](actor=person, token=token)
    await stage.say(MUM, "/start")
    await stage.press(MUM, "go:invites")
    assert stage.text(MUM).startswith("Просятся в семью\n• ЁЁЁ")
    assert "\n\nПриглашения\n\n1. создано" in stage.text(MUM)
