"""Who somebody is here: the first screen, languages, payloads, and words that no question waits for."""

from __future__ import annotations

import pytest

from sandbox.world import Fault
from tests.bot.stage import DAD, KID, MUM, Stage, Toast

GREETING = "Здравствуйте, Мама! 👋"

STICKER = {
    "sticker": {
        "file_id": "AAA",
        "file_unique_id": "A",
        "type": "regular",
        "width": 512,
        "height": 512,
        "is_animated": False,
        "is_video": False,
    }
}
PHOTO = {
    "photo": [{"file_id": "BBB", "file_unique_id": "B", "width": 90, "height": 90}],
    "caption": "наш список",
}


async def test_who_has_no_family_is_led_to_one_whatever_they_write(stage: Stage) -> None:
    for text, answer in (
        ("привет", "Не совсем понимаю, что с этим делать. Чтобы покупать вместе, создайте семью"),
        ("/orders", "Заказов пока нет. Чтобы покупать вместе, создайте семью"),
    ):
        await stage.say(DAD, text)
        assert stage.text(DAD).startswith(answer)
        assert "[👨‍👩‍👧 Создать семью]\n" in stage.shows(DAD)


async def test_greets_a_newcomer_by_name_in_their_language(stage: Stage) -> None:
    ann = stage.newcomer("Ann", language="en-GB")
    await stage.start(MUM)
    await stage.start(ann)
    assert stage.text(MUM).startswith(GREETING)
    assert stage.text(ann).startswith("Hello, Ann! 👋")


@pytest.mark.parametrize("language", ["de", None])
async def test_speaks_the_operators_language_with_whom_it_cannot_understand(
    stage: Stage, language: str | None
) -> None:
    hans = stage.newcomer("Hans", language=language)
    await stage.start(hans)
    assert stage.text(hans).startswith("Здравствуйте, Hans!")


async def test_the_operator_may_prefer_english(stage: Stage) -> None:
    await stage.open(language="en")
    hans = stage.newcomer("Hans", language="de")
    await stage.start(hans)
    assert stage.text(hans).startswith("Hello, Hans!")


@pytest.mark.parametrize("command", ["/start", "/start@family_shopping_bot"])
async def test_shows_a_member_their_family(stage: Stage, command: str) -> None:
    await stage.household()
    await stage.say(DAD, command)
    assert stage.text(DAD) == "Ивановы\nОрганизатор: Мама\n3 человека · 0 строк в корзине"


@pytest.mark.parametrize(
    "payload",
    [
        "f",
        "x_123",
        "F_" + 32 * "A",
        "invite-1",
        "ref_2",
        64 * "A",
    ],
)
async def test_says_that_it_does_not_know_a_link_and_shows_the_first_screen(
    stage: Stage, payload: str
) -> None:
    await stage.start(MUM, payload)
    assert stage.text(MUM).startswith(
        f"Не узнаю эту ссылку: она повреждена или осталась от старой версии.\n\n{GREETING}"
    )


@pytest.mark.parametrize("payload", ["f_", "f_short", "f_" + 62 * "-", "f_AAAA BBBB", "f_абв"])
async def test_says_that_an_invitation_link_is_damaged(stage: Stage, payload: str) -> None:
    await stage.say(MUM, f"/start {payload}")
    assert stage.text(MUM) == ("Эта ссылка не работает: она неполная или её заменили новой. Попросите новую.")


async def test_explains_a_payload_that_no_link_can_carry(stage: Stage) -> None:
    await stage.say(MUM, "/start <b>два слова</b>")
    assert GREETING in stage.text(MUM)


@pytest.mark.parametrize(
    "name",
    ["Пётр <b>", "Саша & Ко", "Аня 🎈", "\u200fיוסף", "&lt;script&gt;", 64 * "😀", "{name}", "%s %(a)s"],
)
async def test_an_awkward_name_is_shown_as_it_is(stage: Stage, name: str) -> None:
    person = stage.newcomer(name)
    await stage.start(person)
    assert stage.text(person).startswith(f"Здравствуйте, {name.lstrip(chr(0x200F))}! 👋")


@pytest.mark.parametrize("name", ["ㅤ", "⠀", "\u200b\u200b", "\u2060"])
async def test_a_name_that_nobody_can_see_gets_a_placeholder(stage: Stage, name: str) -> None:
    person = stage.newcomer(name)
    await stage.start(person)
    assert stage.text(person).startswith("Здравствуйте, …! 👋")


async def test_a_new_name_is_known_from_the_next_update_on(stage: Stage) -> None:
    await stage.household()
    stage.people.edit_person(MUM, first_name="Мама", last_name="Иванова")
    await stage.say(MUM, "/start")
    await stage.say(DAD, "/start")
    assert "Организатор: Мама Иванова" in stage.text(DAD)


async def test_somebody_without_a_username_is_a_person_like_any_other(stage: Stage) -> None:
    await stage.household()
    await stage.say(KID, "/start")
    assert stage.text(KID).startswith("Ивановы")


async def test_speaks_the_chosen_language_at_once_and_ever_after(stage: Stage) -> None:
    await stage.start(MUM)
    await stage.tap(MUM, "🌐 Русский / English")
    assert await stage.tap(MUM, "English") == Toast()
    assert stage.text(MUM).startswith("Hello, Мама!")
    stage.people.edit_person(MUM, language_code="ru")
    await stage.say(MUM, "/privacy")
    assert stage.text(MUM).startswith("What I store")


async def test_refuses_a_language_that_it_does_not_speak(stage: Stage) -> None:
    await stage.start(MUM)
    assert await stage.press(MUM, "lang:tlh:home") == Toast("На этом языке я пока не говорю.", is_alert=True)
    assert stage.text(MUM).startswith(GREETING)


@pytest.mark.parametrize(
    ("command", "beginning"),
    [
        ("/help", "Как это работает"),
        ("/privacy", "Что я храню"),
        ("/language", "На каком языке будем говорить?"),
    ],
)
async def test_every_screen_has_a_way_back(stage: Stage, command: str, beginning: str) -> None:
    await stage.say(MUM, command)
    assert stage.text(MUM).startswith(beginning)
    await stage.tap(MUM, "⬅️ Назад")
    assert stage.text(MUM).startswith(GREETING)
    assert len(stage.said(MUM)) == 1


async def test_the_first_screen_leads_to_help_and_back(stage: Stage) -> None:
    await stage.start(MUM)
    await stage.tap(MUM, "❓ Помощь")
    assert stage.text(MUM).startswith("Как это работает")
    await stage.press(MUM, "go:privacy")
    assert stage.text(MUM).startswith("Что я храню")


@pytest.mark.parametrize("text", ["привет", "/unknown", "/", "🎈", "<b>", 4096 * "а"])
async def test_answers_words_that_it_does_not_understand(stage: Stage, text: str) -> None:
    await stage.say(MUM, text)
    assert stage.text(MUM).startswith("Не совсем понимаю, что с этим делать.")


@pytest.mark.parametrize("content", [STICKER, PHOTO, {"dice": {"emoji": "🎲", "value": 3}}])
async def test_answers_what_is_no_text(stage: Stage, content: dict[str, object]) -> None:
    await stage.post(MUM, content)
    assert stage.text(MUM).startswith("Не совсем понимаю, что с этим делать.")


@pytest.mark.parametrize("content", [STICKER, PHOTO])
async def test_a_picture_answers_no_question(stage: Stage, content: dict[str, object]) -> None:
    await stage.household()
    await stage.say(MUM, "/add")
    before = await stage.kept()
    await stage.post(MUM, content)
    assert await stage.kept() == before
    await stage.say(MUM, "хлеб 50 р")
    assert stage.text(MUM).startswith("Добавлено в корзину:\n• хлеб")


@pytest.mark.parametrize(
    "data", ["old", "v:1", "v:1:1:1:1", "v:one:1:1", "go:nowhere", "lock:1", "buy:7", "v", ":", "l:"]
)
async def test_answers_a_button_that_it_does_not_know(stage: Stage, data: str) -> None:
    await stage.start(MUM)
    assert await stage.press(MUM, data) == Toast(
        "Эта кнопка от старой версии. Отправьте /start, чтобы начать заново.", is_alert=True
    )
    assert stage.text(MUM).startswith(GREETING)


@pytest.mark.parametrize(
    "data", ["l:" + 18 * "9", "o:" + 60 * "9", "l:-1", "v:0:0:1", "e:9999999999999999999:1"]
)
async def test_a_number_that_no_button_ever_carried_is_refused(stage: Stage, data: str) -> None:
    await stage.household()
    await stage.say(MUM, "/start")
    before = await stage.kept()
    toast = await stage.press(MUM, data)
    assert toast.is_alert
    assert "Код" not in toast.text
    assert await stage.kept() == before


async def test_a_press_on_a_message_that_telegram_has_forgotten_gets_a_new_screen(stage: Stage) -> None:
    await stage.start(MUM)
    stage.people.press(MUM, MUM, stage.newest(MUM)["message_id"], "go:help", stale=True)
    (press,) = stage.engine.updates.batch(1)
    stage.engine.updates.clear()
    query = press["callback_query"]
    gone = {"chat": query["message"]["chat"], "message_id": query["message"]["message_id"], "date": 0}
    stage.people.delete_message(MUM, MUM, gone["message_id"])
    stage.expect("message to edit not found")
    await stage.feed({**press, "callback_query": {**query, "message": gone}})
    assert stage.text(MUM).startswith("Как это работает")


async def test_the_same_screen_once_more_is_no_error(stage: Stage) -> None:
    await stage.start(MUM)
    stage.expect("message is not modified")
    await stage.press(MUM, "go:home")
    assert stage.text(MUM).startswith(GREETING)


async def test_a_short_pause_that_telegram_asks_for_is_waited_out(stage: Stage) -> None:
    stage.strike(
        Fault(method="sendMessage", error={"code": 429, "description": "Too Many Requests", "retry_after": 1})
    )
    stage.expect("Too Many Requests")
    await stage.start(MUM)
    assert stage.text(MUM).startswith(GREETING)
