"""When something goes wrong inside: one neutral sentence, a reference that is also in the log, no secrets."""

from __future__ import annotations

import logging
import re
from contextlib import suppress

import pytest
from aiogram.exceptions import TelegramServerError

from bot.logs import TextFormatter
from core.carts.errors import RequestDecidedError
from sandbox.fixtures import FAMILY, TOKEN
from sandbox.world import Fault
from tests.bot.stage import DAD, MUM, Stage, Toast

SORRY = re.compile(r"Что-то пошло не так\. Попробуйте ещё раз\. Номер ошибки: (?P<reference>[0-9a-f]{8})")


def logged(caplog: pytest.LogCaptureFixture) -> str:
    """What the bot's own log would say."""
    return "\n".join(TextFormatter().format(record) for record in caplog.records)


async def broken(stage: Stage, use_case: str) -> None:
    """Let a use case fail as if the database were away."""
    stage.may_fail = True

    async def fail(**_: object) -> None:
        raise RuntimeError(f"no way to bot{TOKEN}/sendMessage for +79161234567")

    stage.replace(use_case, fail)


async def test_a_command_that_fails_inside_gets_a_sentence_with_a_reference(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    await stage.household()
    await broken(stage, "show_family")
    await stage.say(MUM, "/family")
    found = SORRY.fullmatch(stage.text(MUM))
    assert found
    assert f"failure {found['reference']} in update" in logged(caplog)


async def test_a_press_that_fails_inside_gets_an_alert_with_a_reference(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    await stage.household()
    await stage.add(DAD, "пылесос 5000 р")
    await stage.say(MUM, "/cart")
    await broken(stage, "cast_vote")
    toast = await stage.tap(MUM, "👍 0")
    found = SORRY.fullmatch(toast.text)
    assert found
    assert toast.is_alert
    assert found["reference"] in logged(caplog)


async def test_a_button_about_a_request_of_a_family_that_was_just_left_goes_away(stage: Stage) -> None:
    await stage.household()

    async def leave_meanwhile(**_: object) -> None:
        await stage.do["leave_family"](actor=DAD, family=1, keep_lines=True)
        raise RequestDecidedError("самокат", "Мама", is_allowed=True)

    stage.replace("decide_request", leave_meanwhile)
    await stage.say(DAD, "/approvals")
    toast = await stage.press(DAD, "decide:1:1:1")
    assert toast.is_alert
    assert "самокат" in toast.text
    assert "[" not in stage.shows(DAD)


async def test_a_command_in_the_group_that_fails_inside_gets_a_sentence_too(stage: Stage) -> None:
    await stage.household()
    await stage.attached(FAMILY)
    await broken(stage, "add_lines")
    await stage.say(MUM, "/add хлеб", chat=FAMILY)
    assert SORRY.fullmatch(stage.text(FAMILY))


async def test_no_secret_reaches_the_log(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    await stage.family(MUM)
    await broken(stage, "open_invite")
    token = await stage.invite(MUM)
    await stage.start(DAD, f"f_{token}")
    text = logged(caplog)
    assert "Traceback" in text
    for secret in (token, TOKEN, TOKEN.partition(":")[2], "79161234567"):
        assert secret not in text


async def test_no_token_reaches_the_log_when_a_refusal_cannot_be_sent(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    await stage.family(MUM)
    await stage.family(DAD, name="Петровы")
    token = await stage.invite(MUM)
    stage.strike(Fault(method="sendMessage", error={"code": 500, "description": "Internal Server Error"}))
    stage.expect("Internal Server Error")
    stage.may_fail = True
    await stage.start(DAD, f"f_{token}")
    assert "InAnotherFamilyError" in logged(caplog)
    assert token not in logged(caplog)


async def test_the_apology_speaks_the_persons_language(stage: Stage) -> None:
    ann = stage.newcomer("Ann", language="en")
    await broken(stage, "find_home")
    await stage.start(ann)
    assert stage.text(ann).startswith("Something went wrong here. Please try again. Reference: ")


async def test_an_apology_that_cannot_be_sent_is_in_the_log(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    await stage.household()
    await broken(stage, "show_family")
    stage.strike(Fault(method="sendMessage", error={"code": 500, "description": "Internal Server Error"}))
    stage.expect("Internal Server Error")
    await stage.say(MUM, "/family")
    assert "could not be told" in logged(caplog)


async def test_a_failure_before_the_person_is_known_lets_the_update_come_again(stage: Stage) -> None:
    await broken(stage, "find_person")
    with pytest.raises(RuntimeError, match="no way"):
        await stage.say(MUM, "/start")


async def test_a_press_whose_answer_failed_counts_once_when_it_comes_again(stage: Stage) -> None:
    await stage.household()
    await stage.add(DAD, "пылесос 5000 р")
    await stage.say(MUM, "/cart")
    stage.strike(Fault(method="answerCallbackQuery", error={"code": 500, "description": "Internal"}))
    stage.expect("Internal")
    stage.may_fail = True
    stage.people.tap(MUM, MUM, "👍 0")
    with suppress(TelegramServerError):  # then whoever takes updates in brings it again
        await stage.pump()
    await stage.feed(stage.fed[-1])
    assert stage.toasts() == [Toast("👍 пылесос")]
    assert (await stage.do["show_line"](actor=MUM, item=1)).line.favour == 1


async def test_an_answer_that_comes_too_late_is_no_failure(stage: Stage) -> None:
    await stage.household()
    await stage.say(MUM, "/start")
    stage.people.tap(MUM, MUM, "❓ Помощь")
    stage.engine.world.callbacks.clear()
    stage.expect("query is too old")
    await stage.pump()
    assert stage.text(MUM).startswith("Как это работает")


async def test_a_long_refusal_fits_into_the_answer_to_a_press(stage: Stage) -> None:
    await stage.family(MUM, name=64 * "Щ")
    author = stage.newcomer(64 * "Ы", last_name=63 * "Ъ")
    await stage.meet(author)
    await stage.do["accept_invite"](actor=author, token=await stage.invite(MUM))
    await stage.hush()
    (item,) = await stage.add(author, 120 * "Ж" + " 50 р")
    await stage.say(MUM, "/cart")
    toast = await stage.press(MUM, f"e:{item.id}:1")
    assert toast.is_alert
    assert len(toast.text) <= 200
    assert "Попросите" in toast.text


async def test_a_write_of_another_bot_is_nobodys_business(stage: Stage) -> None:
    other = {"id": 999, "is_bot": True, "first_name": "Other"}
    chat = {"id": FAMILY, "type": "group", "title": "Семья"}
    message = {"message_id": 5, "date": 1772355600, "chat": chat, "from": other, "text": "/cart"}
    before = await stage.kept()
    await stage.feed({"update_id": 1, "message": message})
    assert await stage.kept() == before
    assert stage.said(FAMILY) == []


async def test_nothing_secret_is_logged_on_an_ordinary_day(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await stage.start(MUM)
    await stage.tap(MUM, "👨‍👩‍👧 Создать семью")
    await stage.share_contact(MUM)
    await stage.say(MUM, "Ивановы")
    await stage.say(MUM, "/invite")
    link = stage.link(MUM)
    stage.people.open_link(DAD, link)
    await stage.pump()
    assert await stage.tap(DAD, "✅ Вступить") == Toast()
    await stage.deliver()
    for secret in (link.partition("f_")[2], TOKEN.partition(":")[2], "79161234567"):
        assert secret not in logged(caplog)
