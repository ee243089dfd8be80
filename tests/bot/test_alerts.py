"""Alerts: in order, at least once, under the same number, until the person can be reached."""

from __future__ import annotations

import pytest

from core.alerts.carts import LineRemoved
from core.alerts.families import MemberJoined, MemberLeft
from core.alerts.invites import LastSeatTaken
from core.alerts.orders import ShareDue
from core.alerts.wish import Delivery
from sandbox.world import Fault
from tests.bot.stage import DAD, KID, MUM, Stage

BLOCKED = "bot was blocked by the user"
LINE = LineRemoved("хлеб", "Мама")
LONGEST = LineRemoved(line=120 * "<", by=128 * "Ы")


def news(stage: Stage, person: int) -> list[str]:
    """What was delivered, without the numbers."""
    return [text.partition("\n")[2] for text in stage.said(person) if text.startswith("🔔")]


def numbers(stage: Stage, person: int) -> list[str]:
    return [text.split("\n")[0] for text in stage.said(person) if text.startswith("🔔")]


async def fault_on_alerts(stage: Stage, **kind: object) -> None:
    await stage.household()
    await stage.tell(MUM, LastSeatTaken("первая"), LastSeatTaken("вторая"))
    stage.strike(Fault(method="sendMessage", **kind))  # type: ignore[arg-type]  # each test names its kind


async def test_alerts_come_in_their_order(stage: Stage) -> None:
    await stage.household()
    await stage.tell(MUM, *(LastSeatTaken(f"семья {number}") for number in range(1, 8)))
    await stage.deliver()
    assert numbers(stage, MUM) == [f"🔔 № {number}" for number in range(3, 10)]
    assert news(stage, MUM)[0].startswith("Последнее место в семье «семья 1» занято.")
    assert news(stage, MUM)[6].startswith("Последнее место в семье «семья 7» занято.")


async def test_nothing_is_delivered_twice(stage: Stage) -> None:
    await stage.household()
    await stage.tell(MUM, LastSeatTaken("первая"))
    await stage.deliver()
    stage.pass_by(600)
    await stage.deliver()
    assert len(news(stage, MUM)) == 1


async def test_the_pause_that_telegram_asks_for_is_honoured(stage: Stage) -> None:
    await fault_on_alerts(
        stage, error={"code": 429, "description": "Too Many Requests: retry after 30", "retry_after": 30}
    )
    stage.expect("Too Many Requests")
    await stage.deliver()
    stage.pass_by(29)
    await stage.deliver()
    assert news(stage, MUM) == []
    stage.pass_by(1)
    await stage.deliver()
    assert numbers(stage, MUM) == ["🔔 № 3", "🔔 № 4"]


async def test_a_pause_for_one_chat_holds_up_no_other(stage: Stage) -> None:
    await fault_on_alerts(
        stage, chat=MUM, error={"code": 429, "description": "Too Many Requests", "retry_after": 30}
    )
    stage.expect("Too Many Requests")
    await stage.tell(DAD, LastSeatTaken("третья"))
    await stage.deliver()
    assert news(stage, MUM) == []
    assert len(news(stage, DAD)) == 1


@pytest.mark.parametrize(
    "kind",
    [
        {"error": {"code": 500, "description": "Internal Server Error: restart"}},
        {"error": {"code": 502, "description": "Bad Gateway"}},
        {"html_502": True},
        {"drop": "before"},
    ],
    ids=["500", "502", "html", "dropped"],
)
async def test_trouble_on_telegrams_side_only_delays(stage: Stage, kind: dict[str, object]) -> None:
    await fault_on_alerts(stage, **kind)
    stage.expect("Internal Server Error", "Bad Gateway", "dropped")
    await stage.deliver()
    assert news(stage, MUM) == []
    stage.pass_by(1)
    await stage.deliver()
    assert numbers(stage, MUM) == ["🔔 № 3", "🔔 № 4"]


async def test_pauses_grow_while_telegram_is_away(stage: Stage) -> None:
    await fault_on_alerts(stage, times=3, drop="before")
    stage.expect("dropped")
    for pause in (1, 2, 4):
        await stage.deliver()
        stage.pass_by(pause - 1)
        await stage.deliver()
        assert news(stage, MUM) == []
        stage.pass_by(1)
    await stage.deliver()
    assert numbers(stage, MUM) == ["🔔 № 3", "🔔 № 4"]


@pytest.mark.parametrize("kind", [{"drop": "after"}, {"truncate_json": True}], ids=["dropped", "truncated"])
async def test_when_the_answer_is_lost_the_alert_is_repeated_under_its_number(
    stage: Stage, kind: dict[str, object]
) -> None:
    await fault_on_alerts(stage, **kind)
    await stage.deliver()
    stage.pass_by(1)
    await stage.deliver()
    assert numbers(stage, MUM) == ["🔔 № 3", "🔔 № 3", "🔔 № 4"]


async def test_a_refused_alert_is_tried_again_and_is_in_the_log(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.may_fail = True
    await fault_on_alerts(stage, error={"code": 400, "description": "Bad Request: message is too long"})
    stage.expect("message is too long")
    await stage.deliver()
    assert "is refused" in caplog.text
    stage.pass_by(1)
    await stage.deliver()
    assert numbers(stage, MUM) == ["🔔 № 3", "🔔 № 4"]


async def test_a_crash_during_delivery_loses_nothing(stage: Stage) -> None:
    await stage.household()
    await stage.tell(MUM, LastSeatTaken("первая"))
    await stage.do["claim_alerts"](limit=20, zone="Europe/Moscow")
    await stage.open()
    await stage.deliver()
    assert news(stage, MUM) == []
    stage.pass_by(60)
    await stage.deliver()
    assert numbers(stage, MUM) == ["🔔 № 3"]


async def test_what_a_person_missed_while_they_blocked_the_bot_is_shown_at_their_return(stage: Stage) -> None:
    await stage.household()
    stage.people.block(MUM)
    await stage.pump()
    await stage.tell(MUM, MemberLeft("Ивановы", "Папа", 2, 1), LastSeatTaken("Ивановы"))
    await stage.deliver()
    stage.people.unblock(MUM)
    await stage.say(MUM, "/start")
    assert stage.said(MUM)[0] == (
        "Пока вас не было\n\n"
        "🔔 № 3, 1 мар., 12:00\n"
        "Папа больше не в семье «Ивановы». Сейчас в ней 2 человека. "
        "В корзине остаётся 1 строка этого участника, теперь она ваша.\n\n"
        "🔔 № 4, 1 мар., 12:00\n"
        "Последнее место в семье «Ивановы» занято. Вступить пока больше никто не сможет."
    )
    assert stage.text(MUM).startswith("Ивановы\nВы организатор.")
    stage.pass_by(600)
    await stage.deliver()
    assert news(stage, MUM) == []


@pytest.mark.parametrize(
    ("code", "description"),
    [
        (403, "Forbidden: bot was blocked by the user"),
        (403, "Forbidden: user is deactivated"),
        (403, "Forbidden: bot can't initiate conversation with a user"),
        (400, "Bad Request: chat not found"),
    ],
)
async def test_an_alert_to_who_cannot_be_reached_waits_for_them(
    stage: Stage, code: int, description: str
) -> None:
    await fault_on_alerts(stage, times=0, error={"code": code, "description": description})
    stage.expect(description)
    await stage.deliver()
    stage.pass_by(3600)
    await stage.deliver()
    assert len(stage.calls("sendMessage", MUM)) == 1
    stage.knobs.clear_faults()
    await stage.say(MUM, "/start")
    assert [line for line in stage.said(MUM)[0].split("\n") if line.startswith("🔔")] == [
        "🔔 № 3, 1 мар., 12:00",
        "🔔 № 4, 1 мар., 12:00",
    ]


async def test_who_lets_the_bot_write_again_is_shown_at_once_what_they_missed(stage: Stage) -> None:
    await stage.household()
    stage.people.block(DAD)
    await stage.pump()
    await stage.tell(DAD, LINE, ShareDue(1, 1, "Мама", 5000, "RUB", 1))
    await stage.deliver()
    assert stage.calls("sendMessage", DAD) == []
    stage.people.unblock(DAD)
    await stage.pump()
    assert stage.text(DAD).startswith("Пока вас не было\n\n🔔 № 1, 1 мар., 12:00\n")
    assert stage.shows(DAD).endswith("\n[💸 Деньги отправлены]\n[📦 Показать заказ]")
    assert (await stage.do["find_person"](person=DAD)).reachable
    stage.pass_by(600)
    await stage.deliver()
    assert len(stage.said(DAD)) == 1


@pytest.mark.parametrize("kind", [{"drop": "before"}, {"html_502": True}, {"drop": "after"}])
async def test_what_cannot_be_shown_at_a_return_comes_soon_and_holds_up_no_answer(
    stage: Stage, kind: dict[str, object]
) -> None:
    await stage.household()
    stage.people.block(DAD)
    await stage.pump()
    await stage.tell(DAD, LINE, LINE)
    stage.people.unblock(DAD)
    stage.engine.updates.clear()
    stage.strike(Fault(method="sendMessage", **kind))  # type: ignore[arg-type]  # each case names its kind
    stage.expect("dropped", "Bad Gateway")
    await stage.say(DAD, "/start")
    assert stage.text(DAD).startswith("Ивановы\nОрганизатор: Мама")
    stage.pass_by(1)
    await stage.deliver()
    assert stage.text(DAD).startswith("Что нового\n\n🔔 № 1, 1 мар., 12:00\n")
    assert stage.text(DAD).count("🔔") == 2


async def test_an_account_that_was_deleted_is_tried_once_and_keeps_nobody_waiting(stage: Stage) -> None:
    await stage.household()
    stage.people.delete_account(KID)
    stage.expect("user is deactivated")
    await stage.tell(KID, LINE, LINE)
    await stage.tell(DAD, LINE)
    for _ in range(3):
        await stage.deliver()
        stage.pass_by(3600)
    assert len(stage.calls("sendMessage", KID)) == 1
    assert len(news(stage, DAD)) == 1
    stage.pass_by(30 * 24 * 3600)
    await stage.do["forget_old_alerts"]()
    assert await stage.waiting() == 0


async def test_a_digest_whose_answer_is_lost_is_repeated_under_the_same_numbers(stage: Stage) -> None:
    await stage.household()
    await stage.do["choose_delivery"](actor=DAD, delivery=Delivery.DIGEST)
    await stage.tell(DAD, LINE, LINE)
    await stage.deliver()
    stage.pass_by(7 * 3600)
    stage.strike(Fault(method="sendMessage", drop="after"))
    await stage.deliver()
    stage.pass_by(1)
    await stage.deliver()
    first, again = stage.said(DAD)
    assert first == again
    assert [line.split(",")[0] for line in first.split("\n") if "🔔" in line] == ["🔔 № 1", "🔔 № 2"]


async def test_a_digest_to_who_blocked_the_bot_waits_for_them(stage: Stage) -> None:
    await stage.household()
    await stage.do["choose_delivery"](actor=DAD, delivery=Delivery.DIGEST)
    await stage.tell(DAD, LINE, LINE)
    await stage.deliver()
    stage.people.block(DAD)
    stage.engine.updates.clear()
    stage.expect(BLOCKED)
    stage.pass_by(7 * 3600)
    await stage.deliver()
    stage.people.unblock(DAD)
    await stage.pump()
    (missed,) = stage.said(DAD)
    assert missed.startswith("Пока вас не было")
    assert missed.count("🔔") == 2


async def test_blocked_alerts_hold_up_nobody_else(stage: Stage) -> None:
    await stage.household()
    stage.people.block(MUM)
    stage.engine.updates.clear()
    stage.expect(BLOCKED)
    await stage.tell(MUM, LastSeatTaken("первая"))
    await stage.tell(DAD, LastSeatTaken("вторая"))
    await stage.deliver()
    assert len(news(stage, DAD)) == 1


async def test_pressing_a_button_counts_as_a_return_too(stage: Stage) -> None:
    await stage.household()
    await stage.say(MUM, "/start")
    stage.people.block(MUM)
    await stage.pump()
    await stage.tell(MUM, LastSeatTaken("Ивановы"))
    stage.people.unblock(MUM)
    await stage.tap(MUM, "❓ Помощь")
    assert stage.text(MUM).startswith("Пока вас не было")


async def test_speaking_in_a_group_shows_nobody_what_was_missed(stage: Stage) -> None:
    await stage.household()
    stage.people.block(MUM)
    await stage.pump()
    await stage.tell(MUM, LastSeatTaken("Ивановы"))
    await stage.say(MUM, "/help", chat=-501)
    assert "Пока вас не было" not in "".join(stage.said(-501))


async def test_any_number_of_the_longest_missed_alerts_is_shown(stage: Stage) -> None:
    await stage.household()
    stage.people.block(DAD)
    await stage.pump()
    await stage.tell(DAD, *(45 * [LONGEST]))
    stage.people.unblock(DAD)
    await stage.say(DAD, "/start")
    await stage.deliver()
    listed = [line.split(",")[0] for text in stage.said(DAD) for line in text.split("\n") if "🔔" in line]
    assert listed == [f"🔔 № {number}" for number in range(1, 46)]


async def test_a_press_that_finds_its_person_gone_marks_them_unreachable(stage: Stage) -> None:
    await stage.household()
    await stage.say(DAD, "/start")
    stage.strike(Fault(method="editMessageText", error={"code": 403, "description": f"Forbidden: {BLOCKED}"}))
    stage.expect(BLOCKED)
    await stage.tap(DAD, "❓ Помощь")
    assert not (await stage.do["find_person"](person=DAD)).reachable


async def test_a_change_of_language_applies_to_alerts_that_wait(stage: Stage) -> None:
    await stage.household()
    await stage.tell(MUM, MemberJoined("Ивановы", "Папа", 2))
    await stage.say(MUM, "/language")
    await stage.tap(MUM, "English")
    await stage.deliver()
    assert stage.text(MUM) == "🔔 No. 3\nПапа joined “Ивановы”. There are 2 people now."


async def test_everybody_is_told_in_their_own_language(stage: Stage) -> None:
    await stage.family(MUM)
    ann = stage.newcomer("Ann", language="en")
    await stage.meet(ann)
    await stage.do["accept_invite"](actor=ann, token=await stage.invite(MUM))
    await stage.hush()
    await stage.order((ann, "milk 90 р"))
    await stage.take(MUM, 1)
    await stage.do["mark_paid"](actor=MUM, order=1)
    await stage.deliver()
    assert stage.shows(ann) == (
        "🔔 <i>No. 2</i>\n"
        "Мама paid order 1. Your share is <b>₽90</b>: send it to Мама, then tap the button.\n"
        "[💸 Money sent]\n[📦 Show the order]"
    )


async def test_the_organizer_is_told_who_joined_and_who_left(stage: Stage) -> None:
    await stage.family(MUM)
    token = await stage.invite(MUM)
    await stage.start(KID, f"f_{token}")
    await stage.tap(KID, "✅ Вступить")
    await stage.add(KID, "хлеб 50 р; сыр 70 р")
    await stage.say(KID, "/leave")
    await stage.tap(KID, "Выйти, строки оставить")
    await stage.deliver()
    assert stage.said(MUM) == [
        "🔔 № 1\nРебёнок теперь в семье «Ивановы». Всего в ней 2 человека.",
        (
            "🔔 № 2\nРебёнок больше не в семье «Ивановы». Сейчас в ней 1 человек. "
            "В корзине остаются 2 строки этого участника, теперь они ваши."
        ),
    ]


async def test_names_in_alerts_are_shown_as_they_are(stage: Stage) -> None:
    await stage.household()
    await stage.tell(MUM, MemberJoined("<b>&amp;", "Пётр <i>", 2))
    await stage.tell(MUM, ShareDue(1, 1, "Саша & Ко", 5000, "RUB", 1))
    await stage.deliver()
    assert news(stage, MUM)[0] == "Пётр <i> теперь в семье «<b>&amp;». Всего в ней 2 человека."
    assert news(stage, MUM)[1].startswith("Саша & Ко: заказ 1 оплачен.")


async def test_alerts_are_kept_for_thirty_days(stage: Stage) -> None:
    await stage.household()
    stage.people.block(MUM)
    await stage.pump()
    await stage.tell(MUM, LastSeatTaken("старая"))
    stage.pass_by(29 * 24 * 3600)
    await stage.tell(MUM, LastSeatTaken("новая"))
    stage.pass_by(24 * 3600 + 1)
    await stage.do["forget_old_alerts"]()
    stage.people.unblock(MUM)
    await stage.say(MUM, "/start")
    assert "старая" not in stage.said(MUM)[0]
    assert "новая" in stage.said(MUM)[0]
