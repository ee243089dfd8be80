"""The profile: language, time zone and alerts as somebody likes them, the export, and being forgotten."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.alerts.carts import LineRemoved
from core.alerts.families import MemberJoined
from core.alerts.invites import LastSeatTaken
from core.alerts.orders import ShareDue
from core.alerts.wish import Delivery
from core.people.person import FORMER
from tests.bot.stage import DAD, KID, MUM, Stage, Toast

NEWS = LineRemoved("хлеб", "Мама")


def export_of(stage: Stage, person: int) -> dict[str, Any]:
    """The newest file that the person got, read."""
    document = stage.newest(person)["document"]
    assert document["file_name"] == "family-bot-export.json"
    content = stage.engine.world.files[document["file_id"]].content
    stored: dict[str, Any] = json.loads(content)
    return stored


async def test_the_first_screen_leads_to_the_profile_and_back(stage: Stage) -> None:
    await stage.household()
    await stage.start(DAD)
    await stage.tap(DAD, "👤 Профиль")
    assert stage.text(DAD).startswith("👤 Папа\nСемья: «Ивановы»\n")
    await stage.tap(DAD, "⬅️ Назад")
    assert stage.text(DAD).startswith("Ивановы\nОрганизатор: Мама")
    assert len(stage.said(DAD)) == 1


@pytest.mark.parametrize(
    ("label", "beginning"),
    [
        ("🌐 Язык", "На каком языке будем говорить?"),
        ("🕒 Часовой пояс", "Часовой пояс: Москва"),
        ("🔔 Уведомления", "Уведомления\nСейчас: сразу; с 22 до 8 тихо."),
        ("🔒 Что хранится", "Что я храню"),
        ("🗑 Забыть меня", "Забыть вас?"),
    ],
)
async def test_every_screen_of_the_profile_leads_back_to_it(stage: Stage, label: str, beginning: str) -> None:
    await stage.say(MUM, "/profile")
    await stage.tap(MUM, label)
    assert stage.text(MUM).startswith(beginning)
    await stage.tap(MUM, "⬅️ Назад")
    assert stage.text(MUM).startswith("👤 Мама\nСемья: пока нет\n")


@pytest.mark.parametrize("label", ["🌐 Язык", "🕒 Часовой пояс", "🔔 Уведомления"])
async def test_every_setting_leads_back_to_the_settings_when_one_came_from_there(
    stage: Stage, label: str
) -> None:
    await stage.say(MUM, "/settings")
    await stage.tap(MUM, label)
    await stage.tap(MUM, "⬅️ Назад")
    assert stage.text(MUM).startswith("Настройки\nЯзык: Русский\n")
    await stage.tap(MUM, "⬅️ Назад")
    assert stage.text(MUM).startswith("👤 Мама")


async def test_what_is_stored_leads_back_to_the_help(stage: Stage) -> None:
    await stage.say(MUM, "/help")
    await stage.tap(MUM, "🔒 Что хранится")
    await stage.tap(MUM, "⬅️ Назад")
    assert stage.text(MUM).startswith("Как это работает")


@pytest.mark.parametrize(
    ("command", "beginning"), [("/profile", "👤 Мама\nFamily: none yet"), ("/settings", "Settings\n")]
)
async def test_a_chosen_language_is_spoken_on_the_screen_one_came_from(
    stage: Stage, command: str, beginning: str
) -> None:
    await stage.say(MUM, command)
    await stage.tap(MUM, "🌐 Язык")
    await stage.tap(MUM, "English")
    assert stage.text(MUM).startswith(beginning)
    assert "Language: English" in stage.text(MUM)


async def test_a_chosen_zone_is_told_on_every_screen_and_in_every_alert(stage: Stage) -> None:
    await stage.household()
    await stage.say(DAD, "/profile")
    await stage.tap(DAD, "🕒 Часовой пояс")
    await stage.tap(DAD, "Владивосток 19:00")
    assert "Часовой пояс: Владивосток, там сейчас 19:00" in stage.text(DAD)
    await stage.add(DAD, "пылесос 5000 р")
    await stage.press(DAD, "l:1")
    assert "Семья голосует до 2 мар., 19:00" in stage.text(DAD)
    stage.people.block(DAD)
    await stage.pump()
    await stage.tell(DAD, NEWS)
    stage.people.unblock(DAD)
    await stage.pump()
    assert "🔔 № 1, 1 мар., 19:00" in stage.text(DAD)
    await stage.say(MUM, "/cart")
    await stage.press(MUM, "l:1")
    assert "Семья голосует до 2 мар., 12:00" in stage.text(MUM)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Берлин", "Берлин, там сейчас 10:00"),
        ("Europe/Berlin", "Берлин, там сейчас 10:00"),
        ("berlin", "Берлин, там сейчас 10:00"),
        (" нью йорк ", "Нью-Йорк, там сейчас 04:00"),
        ("UTC+5", "UTC+05:00, там сейчас 14:00"),
        ("+5:30", "UTC+05:30, там сейчас 14:30"),
        ("-3", "UTC-03:00, там сейчас 06:00"),
        ("utc", "UTC, там сейчас 09:00"),
        ("Etc/GMT-3", "UTC+03:00, там сейчас 12:00"),
        ("Etc/Zulu", "UTC, там сейчас 09:00"),
    ],
)
async def test_a_zone_can_be_typed(stage: Stage, typed: str, shown: str) -> None:
    await stage.say(MUM, "/profile")
    await stage.tap(MUM, "🕒 Часовой пояс")
    await stage.tap(MUM, "✏️ Другой город")
    assert stage.text(MUM).startswith("По какому городу у вас время?")
    await stage.say(MUM, typed)
    assert f"Часовой пояс: {shown}" in stage.text(MUM)
    await stage.say(MUM, typed)
    assert stage.text(MUM).startswith("Не совсем понимаю")


@pytest.mark.parametrize("typed", ["Нарния", "+15", "UTC+5:75", "5", "<b>", "Europe/", 300 * "а"])
async def test_a_zone_that_nobody_knows_is_refused_and_asked_for_again(stage: Stage, typed: str) -> None:
    await stage.say(MUM, "/settings")
    await stage.tap(MUM, "🕒 Часовой пояс")
    await stage.tap(MUM, "✏️ Другой город")
    await stage.say(MUM, typed)
    assert stage.text(MUM).startswith("Не знаю, что такое «")
    assert stage.text(MUM).endswith(
        "Пришлите большой город рядом, например Берлин, или разницу с Гринвичем, например UTC+5."
    )
    await stage.say(MUM, "Омск")
    assert "Часовой пояс: Омск, там сейчас 15:00" in stage.text(MUM)


@pytest.mark.parametrize(("command", "begins"), [("/settings", "Настройки"), ("/profile", "👤 Мама")])
async def test_typing_a_zone_leads_back_to_where_it_was_asked_for(
    stage: Stage, command: str, begins: str
) -> None:
    await stage.say(MUM, command)
    await stage.tap(MUM, "🕒 Часовой пояс")
    await stage.tap(MUM, "✏️ Другой город")
    await stage.say(MUM, "Омск")
    assert stage.text(MUM).startswith(begins)


@pytest.mark.parametrize(("command", "begins"), [("/settings", "Настройки"), ("/profile", "👤 Мама")])
async def test_who_types_no_zone_after_all_is_back_among_the_cities(
    stage: Stage, command: str, begins: str
) -> None:
    await stage.say(MUM, command)
    await stage.tap(MUM, "🕒 Часовой пояс")
    await stage.tap(MUM, "✏️ Другой город")
    await stage.tap(MUM, "Отмена")
    assert "Выберите город" in stage.text(MUM)
    await stage.tap(MUM, "⬅️ Назад")
    assert stage.text(MUM).startswith(begins)
    await stage.say(MUM, "Омск")
    assert stage.text(MUM).startswith("Не совсем понимаю")


async def test_the_question_for_a_zone_ends_after_a_quarter_of_an_hour(stage: Stage) -> None:
    await stage.say(MUM, "/settings")
    await stage.tap(MUM, "🕒 Часовой пояс")
    await stage.tap(MUM, "✏️ Другой город")
    stage.pass_by(15 * 60)
    await stage.say(MUM, "Омск")
    assert stage.text(MUM).startswith("Не совсем понимаю")


async def test_a_forged_zone_is_refused(stage: Stage) -> None:
    await stage.say(MUM, "/profile")
    toast = await stage.press(MUM, "tz:Europe/Atlantis:profile")
    assert toast.is_alert
    assert toast.text.startswith("Не знаю, что такое «Europe/Atlantis».")


async def test_the_wishes_for_alerts_are_chosen_by_buttons(stage: Stage) -> None:
    await stage.say(MUM, "/settings")
    await stage.tap(MUM, "🔔 Уведомления")
    await stage.tap(MUM, "Раз в день")
    assert "Сейчас: новости раз в день, в 19:00; с 22 до 8 тихо." in stage.text(MUM)
    await stage.tap(MUM, "✅ Тишина с 22:00 до 08:00")
    assert "Сейчас: новости раз в день, в 19:00; присылать и ночью." in stage.text(MUM)
    await stage.tap(MUM, "Никогда")
    await stage.tap(MUM, "☐ Тишина с 22:00 до 08:00")
    assert "Сейчас: только важное, без новостей; с 22 до 8 тихо." in stage.text(MUM)
    await stage.tap(MUM, "⬅️ Назад")
    assert "Уведомления: только важное, без новостей; с 22 до 8 тихо" in stage.text(MUM)


async def test_the_same_wish_twice_is_no_error(stage: Stage) -> None:
    await stage.say(MUM, "/settings")
    await stage.tap(MUM, "🔔 Уведомления")
    stage.expect("message is not modified")
    for _ in range(2):
        assert await stage.press(MUM, "news:digest:settings") == Toast()
    assert (await stage.do["find_person"](person=MUM)).wish.delivery is Delivery.DIGEST


async def test_what_waited_comes_in_one_message_that_keeps_the_buttons_of_what_asks(stage: Stage) -> None:
    await stage.household()
    stage.pass_by(11 * 3600)
    share = ShareDue(1, 1, "Мама", 5000, "RUB", 1)
    await stage.tell(DAD, NEWS, share)
    await stage.deliver()
    stage.pass_by(1800)
    await stage.tell(DAD, NEWS)
    await stage.deliver()
    assert stage.said(DAD) == []
    stage.pass_by(8.5 * 3600)
    await stage.deliver()
    assert stage.shows(DAD) == (
        "<b>Что нового</b>\n\n"
        "🔔 <i>№ 1, 1 мар., 23:00</i>\n"
        "Мама: ваша строка «хлеб» убрана из корзины.\n\n"
        "🔔 <i>№ 2, 1 мар., 23:00</i>\n"
        "Мама: заказ 1 оплачен. Ваша доля – <b>50 ₽</b>. Кому перевести: Мама. Когда переведёте, нажмите "
        "«Деньги отправлены».\n\n"
        "🔔 <i>№ 3, 1 мар., 23:30</i>\n"
        "Мама: ваша строка «хлеб» убрана из корзины.\n"
        "[💸 Деньги отправлены]\n"
        "[📦 Показать заказ]"
    )
    assert len(stage.said(DAD)) == 1


async def test_any_number_of_the_longest_news_fits_into_digests(stage: Stage) -> None:
    await stage.household()
    await stage.do["choose_delivery"](actor=DAD, delivery=Delivery.DIGEST)
    await stage.tell(DAD, *(45 * [LineRemoved(line=120 * "<", by=128 * "Ы")]))
    await stage.deliver()
    assert stage.said(DAD) == []
    stage.pass_by(7 * 3600)
    await stage.deliver()
    listed = [line.split(",")[0] for text in stage.said(DAD) for line in text.split("\n") if "🔔" in line]
    assert listed == [f"🔔 № {number}" for number in range(1, 46)]
    assert all(text.startswith("Что нового") for text in stage.said(DAD))


async def test_the_organizer_learns_at_night_who_joined(stage: Stage) -> None:
    await stage.household()
    await stage.do["choose_delivery"](actor=MUM, delivery=Delivery.NEVER)
    stage.pass_by(14 * 3600)
    await stage.tell(MUM, NEWS, MemberJoined("Ивановы", "Катя", 4))
    await stage.deliver()
    assert stage.said(MUM) == ["🔔 № 4\nКатя теперь в семье «Ивановы». Всего в ней 4 человека."]


@pytest.mark.parametrize("way", ["/export", "button"])
async def test_the_export_is_sent_as_a_file(stage: Stage, way: str) -> None:
    await stage.household()
    await stage.add(DAD, "хлеб 50 р")
    if way == "button":
        await stage.say(DAD, "/profile")
        await stage.tap(DAD, "📄 Скачать мои данные")
    else:
        await stage.say(DAD, way)
    stored = export_of(stage, DAD)
    assert stored["format"] == 1
    assert stored["profile"]["name"] == "Папа"
    assert [line["title"] for line in stored["lines"]] == ["хлеб"]
    assert stage.newest(DAD)["caption"] == "Всё, что я о вас храню. Этот файл – только для вас."


async def test_who_was_forgotten_has_no_name_in_the_exports_of_others(stage: Stage) -> None:
    await stage.household()
    await stage.do["forget_me"](actor=DAD)
    await stage.say(MUM, "/export")
    alerts = export_of(stage, MUM)["alerts"]
    assert alerts[-1]["facts"]["member"] == "former member"


async def forget(stage: Stage, person: int) -> None:
    await stage.say(person, "/forget_me")
    await stage.tap(person, "🗑 Да, забыть меня")


async def test_a_member_is_forgotten_and_the_organizer_is_told(stage: Stage) -> None:
    await stage.household()
    await stage.say(DAD, "/forget_me")
    assert stage.text(DAD).endswith(
        "Вы выйдете из семьи «Ивановы»: ваши открытые строки и голоса будут убраны."
    )
    await stage.tap(DAD, "🗑 Да, забыть меня")
    assert stage.shows(DAD) == (
        "Готово, больше ничего о вас не помню. Всего доброго! Если напишете – познакомимся заново."
    )
    await stage.deliver()
    assert stage.text(MUM) == (
        "🔔 № 3\nКто-то из участников удалил свои данные и вышел из семьи «Ивановы». Сейчас в ней 2 человека."
    )


async def test_blocking_the_bot_afterwards_does_not_make_it_remember(stage: Stage) -> None:
    await stage.household()
    await forget(stage, DAD)
    before = await stage.kept()
    stage.people.block(DAD)
    await stage.pump()
    assert await stage.kept() == before
    assert await stage.do["find_person"](person=DAD) is None


async def test_who_writes_again_is_greeted_as_somebody_new(stage: Stage) -> None:
    await stage.household()
    await stage.do["choose_language"](actor=DAD, language="en", spoken=("ru", "en"))
    await stage.say(DAD, "/forget_me")
    await stage.tap(DAD, "🗑 Yes, forget me")
    await stage.say(DAD, "/start")
    assert stage.text(DAD).startswith("Здравствуйте, Папа! 👋")


async def test_a_double_tap_and_a_redelivery_forget_once(stage: Stage) -> None:
    await stage.household()
    await forget(stage, DAD)
    stage.expect("message is not modified")
    await stage.redeliver()
    assert await stage.do["find_person"](person=DAD) is None
    await stage.deliver()
    assert len([text for text in stage.said(MUM) if "вышел из семьи" in text]) == 1


async def test_the_organizer_with_members_is_told_what_to_do_first(stage: Stage) -> None:
    await stage.household()
    before = await stage.kept()
    await stage.say(MUM, "/forget_me")
    assert stage.text(MUM).startswith("Вы организатор семьи «Ивановы»")
    assert (await stage.press(MUM, "forget")).is_alert
    assert await stage.kept() == before


async def test_who_owes_is_led_to_the_orders(stage: Stage) -> None:
    await stage.household()
    await stage.paid_order(MUM, (DAD, "хлеб 50 р"))
    await stage.say(DAD, "/forget_me")
    assert stage.shows(DAD) == (
        "Вы ещё должны 50 ₽ в семье «Ивановы». Отправьте деньги и дождитесь подтверждения – "
        "тогда смогу вас забыть.\n[📦 Заказы]"
    )
    await stage.say(MUM, "/forget_me")
    assert stage.shows(MUM) == (
        "Вам ещё должны 50 ₽ в семье «Ивановы». Подтвердите деньги, когда придут, – "
        "тогда смогу вас забыть.\n[📦 Заказы]"
    )


async def test_who_has_a_part_in_an_order_is_led_to_it(stage: Stage) -> None:
    await stage.household()
    await stage.order((DAD, "хлеб 50 р"))
    await stage.say(DAD, "/forget_me")
    assert stage.shows(DAD) == (
        "Заказ 1 в семье «Ивановы» ещё не завершён, и вы в нём участвуете. Завершите его или попросите "
        "отменить – тогда смогу вас забыть.\n[📦 Заказы]"
    )


async def test_everybody_reads_of_a_former_member_in_their_own_language(stage: Stage) -> None:
    await stage.household()
    order = await stage.paid_order(DAD, (DAD, "хлеб 50 р"))
    await stage.do["confirm_goods"](actor=MUM, order=order)
    await stage.do["choose_language"](actor=KID, language="en", spoken=("ru", "en"))
    await forget(stage, DAD)
    for person, words in ((MUM, "бывший участник"), (KID, "former member")):
        await stage.say(person, "/orders")
        await stage.press(person, f"o:{order}")
        assert words in stage.text(person)
        assert FORMER not in stage.text(person)


async def test_an_alert_in_the_queue_says_former_member(stage: Stage) -> None:
    await stage.household()
    await stage.tell(MUM, LineRemoved("хлеб", "Папа"), LastSeatTaken("Ивановы"))
    await stage.do["forget_me"](actor=DAD)
    await stage.deliver()
    assert stage.said(MUM)[0] == "🔔 № 3\nбывший участник: ваша строка «хлеб» убрана из корзины."
