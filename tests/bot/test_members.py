"""Members: their roles, removing them, handing the organizer's role over, the end of the family."""

from __future__ import annotations

import pytest

from sandbox.chats import Impossible
from tests.bot.stage import DAD, KID, MUM, Stage, Toast

STALE = "Этого участника уже нет в семье, или он вступил заново. Откройте участников ещё раз."
GONE = "На это предложение уже ответили, его отозвали, или сутки прошли. Как сейчас: /family."


def buttons(stage: Stage, person: int) -> dict[str, str]:
    """What the buttons on the newest message carry, by their labels."""
    keyboard = stage.newest(person)["reply_markup"]["inline_keyboard"]
    return {key["text"]: key.get("callback_data", "") for row in keyboard for key in row}


async def open_member(stage: Stage, name: str) -> None:
    await stage.say(MUM, "/family")
    await stage.tap(MUM, "👥 Участники")
    await stage.tap(MUM, name)


async def offer(stage: Stage, name: str) -> None:
    await open_member(stage, name)
    await stage.tap(MUM, "👑 Передать роль")
    await stage.tap(MUM, "👑 Передать роль")
    await stage.deliver()


async def organizer(stage: Stage, member: int = KID) -> str:
    summary = await stage.do["find_summary"](actor=member)
    name: str = summary.organizer
    return name


async def test_the_organizer_who_wants_to_leave_is_led_to_handing_over_or_disbanding(stage: Stage) -> None:
    await stage.household()
    await stage.say(MUM, "/family")
    assert await stage.tap(MUM, "🚪 Выйти из семьи") == Toast()
    assert stage.text(MUM).endswith("в ней ещё 2 человека. Передайте роль или распустите семью.")
    await stage.tap(MUM, "👑 Передать роль")
    assert stage.text(MUM).startswith("Ивановы, участники")
    await stage.say(MUM, "/leave")
    await stage.tap(MUM, "🗑 Распустить семью")
    assert stage.text(MUM).startswith("Распустить семью Ивановы?")


async def test_a_limit_is_typed_and_a_wrong_one_is_asked_for_again(stage: Stage) -> None:
    await stage.household()
    await open_member(stage, "Ребёнок")
    await stage.tap(MUM, "🧒 Ограничить")
    await stage.say(MUM, "сколько угодно")
    assert stage.text(MUM) == "«сколько угодно» не похоже на цену. Пришлите, например, 89,90."
    await stage.say(MUM, "750")
    assert stage.text(MUM).endswith("Без разрешения добавляет до 750 ₽")


async def test_cancelling_the_question_for_a_limit_changes_nothing(stage: Stage) -> None:
    await stage.household()
    before = await stage.kept()
    await open_member(stage, "Ребёнок")
    await stage.tap(MUM, "🧒 Ограничить")
    await stage.tap(MUM, "Отмена")
    assert await stage.kept() == before


async def test_members_press_the_organizers_buttons_in_vain(stage: Stage) -> None:
    await stage.household()
    await open_member(stage, "Ребёнок")
    found = buttons(stage, MUM)
    await stage.tap(MUM, "🚷 Исключить")
    found |= buttons(stage, MUM)
    await stage.say(DAD, "/family")
    before = await stage.kept()
    for label in ("🧒 Ограничить", "🚷 Исключить", "◻️ И не впускать обратно"):
        toast = await stage.press(DAD, found[label])
        assert toast == Toast("Это может только организатор. Кого попросить: Мама.", is_alert=True)
    for place in ("rename", "barred", "disband"):
        assert (await stage.press(DAD, f"go:{place}")).is_alert
    assert await stage.kept() == before


async def test_a_button_on_who_left_is_stale(stage: Stage) -> None:
    await stage.household()
    await open_member(stage, "Ребёнок")
    family = (await stage.do["find_summary"](actor=KID)).id
    await stage.do["leave_family"](actor=KID, family=family, keep_lines=True)
    before = await stage.kept()
    for label in ("🧒 Ограничить", "👑 Передать роль", "🚷 Исключить"):
        assert await stage.tap(MUM, label) == Toast(STALE, is_alert=True)
    assert await stage.kept() == before


async def test_a_removal_takes_two_taps_and_comes_twice_in_vain(stage: Stage) -> None:
    await stage.household()
    await open_member(stage, "Ребёнок")
    before = await stage.kept()
    await stage.tap(MUM, "🚷 Исключить")
    assert await stage.kept() == before
    assert await stage.tap(MUM, "🚷 Исключить") == Toast("Ребёнок больше не в семье")
    assert "Ребёнок" not in stage.text(MUM)
    before = await stage.kept()
    await stage.redeliver()
    assert await stage.kept() == before
    await stage.deliver()
    assert "вы больше не в семье «Ивановы»" in stage.text(KID)
    await stage.say(KID, "/start")
    assert stage.text(KID).startswith("Здравствуйте, Ребёнок!")


async def test_the_role_is_taken_by_one_tap_where_anyone_may_organise(stage: Stage) -> None:
    await stage.open(organizer_countries=())
    await stage.household()
    await offer(stage, "Папа")
    assert await stage.tap(DAD, "✅ Принять") == Toast()
    assert stage.text(DAD).startswith("👑 Теперь вы организатор семьи Ивановы")
    stage.expect("message is not modified")
    before = await stage.kept()
    await stage.redeliver()
    assert await stage.kept() == before
    assert await organizer(stage) == "Папа"
    await stage.say(MUM, "/leave")
    assert stage.text(MUM).startswith("Выйти из семьи Ивановы?")


async def test_the_number_that_comes_twice_makes_one_organizer(stage: Stage) -> None:
    await stage.household()
    await offer(stage, "Папа")
    await stage.tap(DAD, "✅ Принять")
    await stage.share_contact(DAD)
    assert await organizer(stage) == "Папа"
    assert stage.keyboard(DAD) is None
    before = await stage.kept()
    await stage.redeliver()
    assert await stage.kept() == before


async def test_the_number_is_good_for_the_role_after_a_crash_in_between(stage: Stage) -> None:
    await stage.household()
    await offer(stage, "Папа")
    await stage.tap(DAD, "✅ Принять")
    proved = {"contact_of": DAD, "country": "RU", "allowed": ("RU",)}
    await stage.do["prove_country"](actor=DAD, **proved)
    await stage.open()
    await stage.share_contact(DAD)
    assert await organizer(stage) == "Папа"


async def test_a_foreign_number_takes_no_role_and_says_why(stage: Stage) -> None:
    stage.people.edit_person(DAD, phone_number="+4915123456789")
    await stage.household()
    await offer(stage, "Папа")
    await stage.tap(DAD, "✅ Принять")
    await stage.share_contact(DAD)
    assert stage.text(DAD) == (
        "Организатору нужен номер из: Россия. Этот не подходит, поэтому откажитесь от роли: "
        "её предложат другому."
    )
    assert await organizer(stage) == "Мама"
    await stage.say(DAD, "/family")
    await stage.tap(DAD, "Отказаться")
    await stage.deliver()
    assert "Папа не берёт роль организатора" in stage.text(MUM)


async def test_an_offer_that_was_taken_back_is_not_accepted(stage: Stage) -> None:
    await stage.household()
    await offer(stage, "Папа")
    await stage.tap(MUM, "↩️ Отозвать предложение")
    await stage.deliver()
    offered = stage.said(DAD).index(next(said for said in stage.said(DAD) if "предлагает вам" in said))
    assert await stage.tap(DAD, "✅ Принять") == Toast(GONE, is_alert=True)
    assert "предлагает вам" in stage.said(DAD)[offered]
    with pytest.raises(Impossible):
        await stage.tap(DAD, "Отказаться")
    assert await organizer(stage) == "Мама"


async def test_who_declines_the_role_is_not_asked_for_a_number_any_more(stage: Stage) -> None:
    await stage.household()
    await offer(stage, "Папа")
    await stage.tap(DAD, "✅ Принять")
    assert stage.keyboard(DAD) is not None
    await stage.tap(DAD, "Отказаться")
    assert stage.keyboard(DAD) is None
    await stage.share_contact(DAD)
    assert stage.text(DAD) == "Этот вопрос уже не ждёт ответа. Начните, пожалуйста, сначала."
    assert await organizer(stage) == "Мама"


async def test_an_offer_ends_while_the_number_is_looked_for(stage: Stage) -> None:
    await stage.household()
    await offer(stage, "Папа")
    stage.pass_by(23 * 3600 + 3599)
    await stage.tap(DAD, "✅ Принять")
    stage.pass_by(1)
    await stage.share_contact(DAD)
    assert stage.text(DAD) == GONE
    assert await organizer(stage) == "Мама"


async def test_the_name_that_is_typed_twice_disbands_once(stage: Stage) -> None:
    await stage.household()
    await stage.say(MUM, "/family")
    await stage.tap(MUM, "⚙️ Настройки семьи")
    await stage.tap(MUM, "🗑 Распустить семью")
    await stage.say(MUM, "ивановы")
    assert stage.text(MUM).startswith("Семья Ивановы распущена.")
    before = await stage.kept()
    await stage.redeliver()
    assert await stage.kept() == before


async def test_an_archive_is_gone_after_thirty_days(stage: Stage) -> None:
    await stage.household()
    await stage.say(MUM, "/leave")
    await stage.tap(MUM, "🗑 Распустить семью")
    await stage.say(MUM, "Ивановы")
    await stage.say(DAD, "/family")
    assert stage.text(DAD).startswith("🗄 Семья Ивановы распущена.")
    await stage.say(MUM, "/family")
    stage.pass_by(30 * 86400)
    toast = await stage.tap(MUM, "↩️ Вернуть семью")
    assert toast.text == "Здесь для вас больше ничего не хранится. Откройте /start, чтобы увидеть, где вы."
    await stage.say(DAD, "/family")
    assert stage.text(DAD).startswith("Вы пока не в семье.")


@pytest.mark.parametrize("again", [False, True])
async def test_who_founded_another_family_meanwhile_brings_nothing_back(stage: Stage, *, again: bool) -> None:
    await stage.household()
    await stage.say(MUM, "/leave")
    await stage.tap(MUM, "🗑 Распустить семью")
    await stage.say(MUM, "Ивановы")
    await stage.say(MUM, "/family")
    if again:
        await stage.family(MUM, name="Новые")
        toast = await stage.tap(MUM, "↩️ Вернуть семью")
        assert toast.text.startswith("Вы уже в семье «Новые».")
    else:
        await stage.tap(MUM, "↩️ Вернуть семью")
        await stage.tap(MUM, "👪 Семья")
        assert stage.text(MUM).startswith("Ивановы\n👑 Мама\n\n6 свободных мест")
