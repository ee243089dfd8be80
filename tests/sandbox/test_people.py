from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from aiogram.types import Update

from sandbox.chats import Impossible
from sandbox.fixtures import DAD, FAMILY, KID, MUM, FixedClock
from sandbox.spec import check_object

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.engine import Engine
    from sandbox.groups import Groups
    from sandbox.knobs import Knobs
    from sandbox.people import People
    from sandbox.world import JSON

LINK = "https://t.me/family_shopping_bot"


def waiting(engine: Engine) -> list[JSON]:
    """What the bot will be told, newest last."""
    return [
        next(value for name, value in update.body.items() if name != "update_id") for update in _queue(engine)
    ]


def _queue(engine: Engine) -> list[Any]:
    return list(engine.world.updates.values())


def kinds(engine: Engine) -> list[str]:
    return [update.kind for update in _queue(engine)]


async def test_the_first_start_opens_the_private_chat(engine: Engine, people: People) -> None:
    people.open_link(DAD, f"{LINK}?start=inv_Ab-9")
    assert engine.world.users[DAD].started
    [message] = waiting(engine)
    assert message["text"] == "/start inv_Ab-9"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert kinds(engine) == ["message"]
    await engine.ask("sendMessage", chat_id=DAD, text="Привет")


@pytest.mark.parametrize(
    "link", [f"{LINK}?start", "tg://resolve?domain=family_shopping_bot", "t.me/Family_Shopping_Bot"]
)
def test_a_link_without_payload_says_start(link: str, engine: Engine, people: People) -> None:
    people.open_link(DAD, link)
    assert [message["text"] for message in waiting(engine)] == ["/start"]


@pytest.mark.parametrize(
    "link",
    [
        f"{LINK}?start=a.b",
        f"{LINK}?start={'a' * 65}",
        f"{LINK}?start=привет",
        "https://t.me/other_bot?start=a",
        "a.ru",
    ],
)
def test_links_that_do_not_open(link: str, people: People) -> None:
    with pytest.raises(Impossible):
        people.open_link(DAD, link)


def test_a_startgroup_link_adds_the_bot_and_speaks_in_the_group(
    engine: Engine,
    people: People,
    groups: Groups,
) -> None:
    chat = groups.new_group(DAD, "Дача")["chat_id"]
    people.open_link(DAD, f"{LINK}?startgroup=fam7", chat)
    assert kinds(engine) == ["my_chat_member", "message", "message"]
    change, service, command = waiting(engine)
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("left", "member")
    assert service["new_chat_members"][0]["username"] == "family_shopping_bot"
    assert command["text"] == "/start@family_shopping_bot fam7"


def test_blocking_and_unblocking_are_told(engine: Engine, people: People) -> None:
    people.open_link(MUM, f"{LINK}?start")
    people.block(MUM)
    with pytest.raises(Impossible):
        people.say(MUM, MUM, "Алло")
    people.open_link(MUM, f"{LINK}?start=back")
    assert kinds(engine) == ["message", "my_chat_member", "my_chat_member", "message"]
    statuses = [
        change["new_chat_member"]["status"] for change in waiting(engine) if "new_chat_member" in change
    ]
    assert statuses == ["kicked", "member"]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Молоко", False),
        ("/cart", True),
        ("/cart@family_shopping_bot", True),
        ("/cart@Family_Shopping_Bot за 5", True),
        ("/cart@other_bot", False),
        ("купи /cart", False),
        ("🛒 @family_shopping_bot молоко", True),
        ("@mama молоко", False),
    ],
)
def test_privacy_mode_lets_through_what_is_meant_for_the_bot(
    text: str,
    seen: bool,  # noqa: FBT001 - expected value
    engine: Engine,
    people: People,
) -> None:
    people.say(KID, FAMILY, text)
    assert bool(waiting(engine)) is seen


async def test_a_reply_to_the_bot_is_seen_and_a_reply_to_others_is_not(
    engine: Engine, people: People
) -> None:
    message = await engine.ask("sendMessage", chat_id=FAMILY, text="Сколько?")
    assert isinstance(message, dict)
    own = people.say(DAD, FAMILY, "Два")["message_id"]
    people.say(KID, FAMILY, "Три", own)
    people.say(DAD, FAMILY, "Два", message["message_id"])
    assert [one["text"] for one in waiting(engine)] == ["Два"]
    assert "reply_to_message" not in waiting(engine)[0]["reply_to_message"]


@pytest.mark.parametrize("way", ["admin", "privacy off"])
def test_an_administrator_or_a_bot_without_privacy_reads_everything(
    way: str,
    engine: Engine,
    people: People,
    groups: Groups,
    knobs: Knobs,
) -> None:
    if way == "admin":
        groups.promote_bot(MUM, FAMILY)
    else:
        knobs.privacy_mode(on=False)
    people.say(KID, FAMILY, "Молоко")
    assert waiting(engine)[-1]["text"] == "Молоко"


def test_coming_and_going_are_service_messages(engine: Engine, people: People, groups: Groups) -> None:
    hans = people.new_person("Hans", phone_number="+4915112345678")["person"]["id"]
    groups.join(hans, FAMILY)
    groups.leave(hans, FAMILY)
    came, went = waiting(engine)
    assert came["new_chat_members"] == [{"id": hans, "is_bot": False, "first_name": "Hans"}]
    assert went["left_chat_member"]["id"] == hans
    with pytest.raises(Impossible):
        people.say(hans, FAMILY, "Hallo")


def test_a_group_made_with_the_bot_says_so(engine: Engine, groups: Groups) -> None:
    groups.new_group(MUM, "Дача", [DAD], with_bot=True)
    assert kinds(engine) == ["my_chat_member", "message"]
    assert waiting(engine)[1]["group_chat_created"] is True


def test_a_removed_bot_hears_of_it_and_nothing_after(engine: Engine, people: People, groups: Groups) -> None:
    with pytest.raises(Impossible):
        groups.kick_bot(KID, FAMILY)
    groups.kick_bot(MUM, FAMILY)
    people.say(DAD, FAMILY, "/cart")
    assert kinds(engine) == ["my_chat_member", "message"]
    assert waiting(engine)[1]["left_chat_member"]["username"] == "family_shopping_bot"


async def test_an_upgrade_gives_a_new_id_and_new_numbers(
    engine: Engine, people: People, groups: Groups
) -> None:
    before = people.say(MUM, FAMILY, "/cart")["message_id"]
    moved = groups.migrate(MUM, FAMILY)["chat_id"]
    assert moved == -1000000000501
    _, old, new = waiting(engine)
    assert (old["chat"]["id"], old["migrate_to_chat_id"]) == (FAMILY, moved)
    assert (new["chat"]["type"], new["migrate_from_chat_id"]) == ("supergroup", FAMILY)
    assert new["message_id"] < before
    message = await engine.ask("sendMessage", chat_id=moved, text="Я тут")
    assert isinstance(message, dict)
    assert message["message_id"] == new["message_id"] + 1
    with pytest.raises(Impossible):
        people.say(MUM, FAMILY, "Алло")


def test_private_chats_and_groups_share_one_counter(people: People) -> None:
    first = people.say(MUM, FAMILY, "a")["message_id"]
    assert people.say(MUM, MUM, "b")["message_id"] == first + 1
    assert people.say(DAD, DAD, "c")["message_id"] == first + 2
    assert first > 100


async def test_a_contact_button_shares_ones_own_number_once(engine: Engine, people: People) -> None:
    people.say(MUM, MUM, "/start")
    button = {"text": "Дать номер", "request_contact": True}
    markup = {"keyboard": [[button]], "one_time_keyboard": True, "resize_keyboard": True}
    await engine.ask("sendMessage", chat_id=MUM, text="Номер?", reply_markup=json.dumps(markup))
    assert engine.world.chats[MUM].keyboards[MUM].markup == markup
    people.share_contact(MUM, MUM)
    assert waiting(engine)[-1]["contact"] == {
        "phone_number": "+79161234567",
        "first_name": "Мама",
        "user_id": MUM,
    }
    assert MUM not in engine.world.chats[MUM].keyboards


def test_somebody_elses_contact_has_another_id_or_none(engine: Engine, people: People) -> None:
    people.share_contact(MUM, MUM, DAD)
    people.share_contact(MUM, MUM, {"phone_number": "+74951112233", "first_name": "Бабушка"})
    contacts = [message["contact"] for message in waiting(engine)]
    assert [contact.get("user_id") for contact in contacts] == [DAD, None]


async def test_a_people_button_shares_those_who_were_chosen(engine: Engine, people: People) -> None:
    people.say(MUM, MUM, "/start")
    request = {"request_id": 7, "max_quantity": 2, "request_name": True}
    markup = json.dumps({"keyboard": [[{"text": "Кого позвать?", "request_users": request}]]})
    await engine.ask("sendMessage", chat_id=MUM, text="?", reply_markup=markup)
    people.share_users(MUM, MUM, "Кого позвать?", [DAD, KID])
    assert waiting(engine)[-1]["users_shared"] == {
        "request_id": 7,
        "users": [{"user_id": DAD, "first_name": "Папа"}, {"user_id": KID, "first_name": "Ребёнок"}],
        "user_ids": [DAD, KID],
    }
    for chosen in ([], [DAD, DAD], [MUM, DAD, KID]):
        with pytest.raises(Impossible):
            people.share_users(MUM, MUM, "Кого позвать?", chosen)


async def test_a_people_button_also_shares_strangers_with_all_their_names(
    engine: Engine, people: People
) -> None:
    people.say(MUM, MUM, "/start")
    hans = people.new_person("Hans", "Müller", "hans")["person"]["id"]
    request = {"request_id": 8, "request_name": True, "request_username": True}
    markup = json.dumps(
        {"keyboard": [[{"text": "Кто?", "request_users": request}]], "one_time_keyboard": True}
    )
    await engine.ask("sendMessage", chat_id=MUM, text="?", reply_markup=markup)
    people.share_users(MUM, MUM, "Кто?", [hans])
    shared = Update.model_validate(list(engine.world.updates.values())[-1].body).message
    assert shared is not None
    assert shared.users_shared is not None
    [chosen] = shared.users_shared.users
    assert (chosen.user_id, chosen.first_name, chosen.last_name) == (hans, "Hans", "Müller")
    assert chosen.username == "hans"
    assert engine.world.chats[MUM].keyboards == {}
    with pytest.raises(Impossible):
        people.share_users(MUM, MUM, "Кто?", [hans])


async def test_nobody_chooses_more_than_ten_people(engine: Engine, people: People) -> None:
    people.say(MUM, MUM, "/start")
    button = {"text": "Кто?", "request_users": {"request_id": 1, "max_quantity": 20}}
    await engine.ask("sendMessage", chat_id=MUM, text="?", reply_markup=json.dumps({"keyboard": [[button]]}))
    assert [call.lint for call in engine.lint] == [["max_quantity 20 is clamped to 1-10"]]
    crowd = [people.new_person(f"{number}")["person"]["id"] for number in range(11)]
    with pytest.raises(Impossible, match="choose 1-10 people"):
        people.share_users(MUM, MUM, "Кто?", crowd)
    people.share_users(MUM, MUM, "Кто?", crowd[:10])


async def test_a_reply_keyboard_stays_until_removed(engine: Engine, people: People) -> None:
    people.say(MUM, MUM, "/start")
    await engine.ask("sendMessage", chat_id=MUM, text="?", reply_markup='{"keyboard": [["Да", "Нет"]]}')
    people.press_reply(MUM, MUM, "Да")
    people.press_reply(MUM, MUM, "Нет")
    with pytest.raises(Impossible):
        people.press_reply(MUM, MUM, "Может быть")
    await engine.ask("sendMessage", chat_id=MUM, text="!", reply_markup='{"remove_keyboard": true}')
    assert engine.world.chats[MUM].keyboards == {}
    assert [message["text"] for message in waiting(engine)] == ["/start", "Да", "Нет"]


async def test_a_group_keyboard_is_for_all_or_for_those_addressed(engine: Engine, people: People) -> None:
    await engine.ask("sendMessage", chat_id=FAMILY, text="?", reply_markup='{"keyboard": [["Да"]]}')
    assert engine.world.chats[FAMILY].keyboards.keys() == {MUM, DAD, KID}
    await engine.ask(
        "sendMessage",
        chat_id=FAMILY,
        text="@papa, хватит",
        reply_markup='{"remove_keyboard": true, "selective": true}',
    )
    assert engine.world.chats[FAMILY].keyboards.keys() == {MUM, KID}
    people.press_reply(KID, FAMILY, "Да")
    assert waiting(engine)[-1]["reply_to_message"]["text"] == "?"


async def test_a_press_carries_the_whole_message(engine: Engine, people: People) -> None:
    markup = (
        '{"inline_keyboard": [[{"text": "За", "callback_data": "v:1"}, {"text": "Сайт", "url": "a.ru"}]]}'
    )
    sent = await engine.ask("sendMessage", chat_id=FAMILY, text="Молоко?", reply_markup=markup)
    assert isinstance(sent, dict)
    query = people.press(KID, FAMILY, sent["message_id"], "v:1")["callback_id"]
    [told] = waiting(engine)
    assert (told["id"], told["data"], told["message"]) == (query, "v:1", sent)
    assert told["chat_instance"] == engine.world.chats[FAMILY].instance
    with pytest.raises(Impossible):
        people.press(KID, FAMILY, sent["message_id"], "v:1", column=1)
    with pytest.raises(Impossible):
        people.tap(KID, FAMILY, "Сайт")


async def test_a_stale_button_presses_with_the_message_of_now(engine: Engine, people: People) -> None:
    markup = '{"inline_keyboard": [[{"text": "За", "callback_data": "v:1"}]]}'
    sent = await engine.ask("sendMessage", chat_id=FAMILY, text="Молоко?", reply_markup=markup)
    assert isinstance(sent, dict)
    number = sent["message_id"]
    await engine.ask("editMessageText", chat_id=FAMILY, message_id=number, text="Решено")
    with pytest.raises(Impossible):
        people.press(KID, FAMILY, number, "v:1")
    people.press(KID, FAMILY, number, "v:1", stale=True)
    [told] = waiting(engine)
    assert (told["data"], told["message"]["text"]) == ("v:1", "Решено")
    people.delete_message(MUM, FAMILY, number)
    with pytest.raises(Impossible):
        people.press(KID, FAMILY, number, "v:1", stale=True)


async def test_an_unanswered_spinner_stops_by_itself(
    engine: Engine, people: People, clock: FixedClock
) -> None:
    markup = '{"inline_keyboard": [[{"text": "За", "callback_data": "v:1"}]]}'
    await engine.ask("sendMessage", chat_id=FAMILY, text="Молоко?", reply_markup=markup)
    query = people.tap(KID, FAMILY, "За")["callback_id"]
    clock.pass_by(15)
    engine.tick()
    engine.tick()
    answers = [event.data for event in engine.events.after(0) or [] if event.name == "callback_answer"]
    assert [(one["callback_id"], one["expired"]) for one in answers if isinstance(one, dict)] == [
        (query, True)
    ]
    await engine.ask("answerCallbackQuery", callback_query_id=query)


def test_a_person_changes_their_name_and_clears_the_rest(people: People) -> None:
    person = people.edit_person(MUM, first_name="Мария", username="")["person"]
    assert (person["first_name"], person["username"], person["phone_number"]) == (
        "Мария",
        None,
        "+79161234567",
    )
    with pytest.raises(Impossible):
        people.edit_person(MUM, username="PAPA")


async def test_a_deleted_account_has_no_name_and_does_nothing(
    engine: Engine, people: People, groups: Groups
) -> None:
    people.say(DAD, DAD, "/start")
    markup = json.dumps({"inline_keyboard": [[{"text": "За", "callback_data": "v:1"}]]})
    await engine.ask("sendMessage", chat_id=FAMILY, text="?", reply_markup=markup)
    people.delete_account(DAD)
    assert engine.world.users[DAD].as_seen() == {"id": DAD, "is_bot": False, "first_name": ""}
    assert kinds(engine) == ["message"]
    deeds: list[Callable[[], object]] = [
        lambda: people.say(DAD, DAD, "a"),
        lambda: people.tap(DAD, FAMILY, "За"),
        lambda: people.block(DAD),
        lambda: people.edit_person(DAD, "Папа"),
        lambda: people.share_contact(MUM, MUM, DAD),
        lambda: people.delete_account(DAD),
        lambda: groups.leave(DAD, FAMILY),
        lambda: groups.new_group(MUM, "Дача", [DAD]),
    ]
    for deed in deeds:
        with pytest.raises(Impossible, match="deleted their account"):
            deed()


def test_empty_and_endless_messages_cannot_be_sent(people: People) -> None:
    for text in ("", " \n", "я" * 4097):
        with pytest.raises(Impossible):
            people.say(MUM, MUM, text)


def test_strangers_cannot_talk_in_a_group_or_in_somebodys_chat(people: People) -> None:
    hans = people.new_person("Hans")["person"]["id"]
    for chat in (FAMILY, MUM):
        with pytest.raises(Impossible):
            people.say(hans, chat, "Hallo")


async def test_a_forced_reply_is_asked_for_once(engine: Engine, people: People) -> None:
    people.say(MUM, MUM, "/start")
    await engine.ask("sendMessage", chat_id=MUM, text="Сколько?", reply_markup='{"force_reply": true}')
    assert engine.world.chats[MUM].keyboards[MUM].markup == {"force_reply": True}
    people.say(MUM, MUM, "Два")
    assert engine.world.chats[MUM].keyboards == {}


async def test_an_anonymous_administrator_writes_in_the_name_of_the_group(
    engine: Engine, people: People, groups: Groups
) -> None:
    chat = groups.migrate(MUM, FAMILY)["chat_id"]
    groups.write_anonymously(MUM, chat, on=True)
    people.say(MUM, chat, "/cart")
    body = _queue(engine)[-1].body
    assert check_object(Update, body) == []
    assert body["message"]["from"] == {
        "id": 1087968824,
        "is_bot": True,
        "first_name": "Group",
        "username": "GroupAnonymousBot",
    }
    assert body["message"]["sender_chat"] == {"id": chat, "title": "Семья", "type": "supergroup"}
    markup = json.dumps({"inline_keyboard": [[{"text": "За", "callback_data": "v:1"}]]})
    await engine.ask("sendMessage", chat_id=chat, text="?", reply_markup=markup)
    people.tap(MUM, chat, "За")
    assert waiting(engine)[-1]["from"]["id"] == MUM
    groups.write_anonymously(MUM, chat, on=False)
    people.say(MUM, chat, "/cart")
    assert waiting(engine)[-1]["from"]["id"] == MUM
    assert "sender_chat" not in waiting(engine)[-1]


def test_only_administrators_of_supergroups_are_anonymous(groups: Groups) -> None:
    with pytest.raises(Impossible, match="only in a supergroup"):
        groups.write_anonymously(MUM, FAMILY, on=True)
    chat = groups.migrate(MUM, FAMILY)["chat_id"]
    with pytest.raises(Impossible, match="only administrators"):
        groups.write_anonymously(DAD, chat, on=True)


def test_what_nobody_can_do_with_groups(people: People, groups: Groups) -> None:
    hans = people.new_person("Hans")["person"]["id"]
    moved = groups.migrate(MUM, groups.new_group(MUM, "Дача")["chat_id"])["chat_id"]
    attempts: tuple[Callable[[], object], ...] = (
        lambda: groups.new_group(MUM, " "),
        lambda: groups.new_group(5, "Дача"),
        lambda: groups.add_to_group(hans, FAMILY),
        lambda: groups.add_to_group(DAD, FAMILY, admin=True),
        lambda: groups.add_to_group(DAD, FAMILY, "a b"),
        lambda: groups.kick_bot(MUM, moved),
        lambda: groups.promote_bot(DAD, FAMILY),
        lambda: groups.join(DAD, FAMILY),
        lambda: groups.join(DAD, MUM),
        lambda: groups.leave(hans, FAMILY),
        lambda: groups.migrate(DAD, FAMILY),
        lambda: groups.migrate(MUM, moved),
        lambda: people.open_link(DAD, f"{LINK}?startgroup=a"),
        lambda: people.share_contact(hans, hans),
        lambda: people.share_contact(MUM, MUM, {"first_name": "Никто"}),
        lambda: people.unblock(MUM),
        lambda: people.delete_message(MUM, MUM, 5),
        lambda: people.say(MUM, MUM, "a", 5),
        lambda: people.new_person(" "),
    )
    for attempt in attempts:
        with pytest.raises(Impossible):
            attempt()


def test_only_administrators_delete_messages_of_others(people: People, engine: Engine) -> None:
    said = people.say(MUM, FAMILY, "Молоко")["message_id"]
    with pytest.raises(Impossible):
        people.delete_message(KID, FAMILY, said)
    people.delete_message(MUM, FAMILY, said)
    assert engine.world.chats[FAMILY].messages == {}
