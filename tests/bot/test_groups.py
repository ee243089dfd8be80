"""The family's group: attaching it, its card, strangers in it, and its coming and going."""

from __future__ import annotations

from sandbox.fixtures import FAMILY
from sandbox.world import Fault
from tests.bot.stage import DAD, KID, MUM, Stage, Toast

NOT_YOURS = "Это из другой семьи."


async def shown_in_the_group(stage: Stage) -> None:
    """Мама's family with Папа; Ребёнок is in the group, not in the family."""
    await stage.family(MUM, DAD)
    await stage.hush()
    await stage.meet(KID)
    await stage.attached(FAMILY)


async def has_group(stage: Stage) -> bool:
    view = await stage.do["show_family"](actor=MUM)
    return bool(view.has_group)


async def test_the_organizer_attaches_the_group_by_a_command_and_a_tap(stage: Stage) -> None:
    await stage.family(MUM, DAD)
    await stage.hush()
    await stage.say(MUM, "/cart", chat=FAMILY)
    assert stage.text(FAMILY).startswith("Показывать в этом чате корзину семьи Ивановы?")
    await stage.tap(MUM, "Да", chat=FAMILY)
    assert stage.text(FAMILY).startswith("Готово.")
    await stage.say(DAD, "/cart", chat=FAMILY)
    assert stage.text(FAMILY).startswith("🛒 Ивановы")


async def test_the_organizer_attaches_the_group_by_the_link_that_adds_the_bot(stage: Stage) -> None:
    await stage.family(MUM, DAD)
    await stage.hush()
    group = stage.groups.new_group(MUM, "Дом", [DAD])["chat_id"]
    stage.people.open_link(MUM, "https://t.me/family_shopping_bot?startgroup=family", chat=group)
    stage.expect_ignored("new_chat_members")
    await stage.pump()
    assert stage.text(group).startswith("Показывать в этом чате корзину семьи Ивановы?")
    await stage.tap(MUM, "Да", chat=group)
    assert await has_group(stage)


async def test_the_family_screen_offers_a_group_until_there_is_one(stage: Stage) -> None:
    await stage.family(MUM)
    await stage.say(MUM, "/family")
    assert "https://t.me/family_shopping_bot?startgroup=family" in stage.shows(MUM)
    await stage.attached(FAMILY)
    await stage.say(MUM, "/family")
    assert "startgroup" not in stage.shows(MUM)


async def test_a_double_tap_on_attach_attaches_once(stage: Stage) -> None:
    await stage.family(MUM)
    await stage.say(MUM, "/cart", chat=FAMILY)
    await stage.tap(MUM, "Да", chat=FAMILY)
    before = await stage.kept()
    stage.expect("message is not modified")
    await stage.redeliver()
    assert await stage.kept() == before


async def test_a_member_who_is_no_organizer_attaches_nothing(stage: Stage) -> None:
    await stage.family(MUM, DAD)
    await stage.hush()
    await stage.say(DAD, "/cart", chat=FAMILY)
    assert stage.shows(FAMILY).startswith("В этом чате пока нет корзины. Подключить её может организатор")
    await stage.say(MUM, "/cart", chat=FAMILY)
    refusal = await stage.tap(DAD, "Да", chat=FAMILY)
    assert refusal.text.startswith("Это может только организатор.")
    assert not await has_group(stage)


async def test_a_refusal_in_a_group_has_no_button_to_anything_private(stage: Stage) -> None:
    await shown_in_the_group(stage)
    await stage.say(KID, "/cart", chat=FAMILY)
    assert stage.text(KID).startswith(NOT_YOURS)
    assert "reply_markup" not in stage.newest(KID)
    await stage.say(DAD, "/add", chat=FAMILY)
    assert "reply_markup" not in stage.newest(FAMILY)


async def test_a_chat_shows_one_family_only(stage: Stage) -> None:
    await shown_in_the_group(stage)
    await stage.family(KID, name="Петровы")
    await stage.say(KID, "/cart", chat=FAMILY)
    assert stage.text(KID).startswith(NOT_YOURS)
    await stage.say(DAD, "/cart", chat=FAMILY)
    refusal = await stage.press(KID, "attach:2", chat=FAMILY)
    assert refusal.text.startswith("В этом чате уже есть корзина другой семьи.")


async def test_a_family_moves_to_another_chat_when_it_is_attached_there(stage: Stage) -> None:
    await shown_in_the_group(stage)
    await stage.say(DAD, "/cart", chat=FAMILY)
    other = stage.groups.new_group(MUM, "Дом", [DAD], with_bot=True)["chat_id"]
    stage.expect_ignored("group_chat_created")
    await stage.say(MUM, "/cart", chat=other)
    await stage.tap(MUM, "Да", chat=other)
    await stage.say(DAD, "/cart", chat=FAMILY)
    assert stage.text(FAMILY).startswith("В этом чате пока нет корзины.")


async def test_adds_in_the_group_and_undoes_there(stage: Stage) -> None:
    await shown_in_the_group(stage)
    await stage.say(DAD, "/add хлеб 50 р", chat=FAMILY)
    assert stage.shows(FAMILY) == "Добавлено в корзину:\n• <b>хлеб</b>, 1 шт, 50 ₽\n[↩️ Вернуть]"
    await stage.tap(DAD, "↩️ Вернуть", chat=FAMILY)
    assert stage.shows(FAMILY) == "Всё как было: из корзины убрана 1 строка."


async def test_asks_nobody_in_the_group_what_to_add(stage: Stage) -> None:
    await shown_in_the_group(stage)
    before = await stage.kept()
    await stage.say(DAD, "/add", chat=FAMILY)
    assert stage.text(FAMILY).startswith("Что добавить? Напишите, например: /add молоко")
    assert await stage.kept() == before


async def test_a_strangers_press_gets_an_alert_that_only_they_see_and_changes_nothing(stage: Stage) -> None:
    await shown_in_the_group(stage)
    await stage.add(DAD, "пылесос 5000 р")
    await stage.say(MUM, "/cart", chat=FAMILY)
    before, shown = await stage.kept(), stage.shows(FAMILY)
    for label in ("👍 0", "👎 0", "+", "−", "1: 1 шт"):
        refusal = await stage.tap(KID, label, chat=FAMILY)
        assert refusal.is_alert
        assert refusal.text.startswith(NOT_YOURS)
    assert await stage.kept() == before
    assert stage.shows(FAMILY) == shown
    stage.pass_by(3)
    await stage.refresh()
    assert stage.shows(FAMILY) == shown


async def test_a_stranger_does_not_turn_the_page(stage: Stage) -> None:
    await shown_in_the_group(stage)
    await stage.add(DAD, "\n".join(9 * ["хлеб 50 р"]))
    await stage.say(MUM, "/cart", chat=FAMILY)
    assert (await stage.tap(KID, "▶️", chat=FAMILY)).text.startswith(NOT_YOURS)
    stage.pass_by(3)
    await stage.refresh()
    assert "[1 / 2]" in stage.shows(FAMILY)


async def test_a_stranger_adds_nothing(stage: Stage) -> None:
    await shown_in_the_group(stage)
    before = await stage.kept()
    said = len(stage.said(FAMILY))
    await stage.say(KID, "/add хлеб", chat=FAMILY)
    assert stage.text(KID).startswith(NOT_YOURS)
    assert len(stage.said(FAMILY)) == said
    assert await stage.kept() == before


async def test_members_vote_on_the_card_in_the_group(stage: Stage) -> None:
    await shown_in_the_group(stage)
    await stage.add(DAD, "пылесос 5000 р")
    await stage.say(MUM, "/cart", chat=FAMILY)
    await stage.tap(DAD, "👍 0", chat=FAMILY)
    assert await stage.tap(MUM, "👍 0", chat=FAMILY) == Toast("«пылесос»: семья согласна ✅")
    stage.pass_by(3)
    await stage.refresh()
    assert "[👍 2] [👎 0]" in stage.shows(FAMILY)


async def test_a_line_in_the_group_is_shown_only_to_who_asked(stage: Stage) -> None:
    await shown_in_the_group(stage)
    await stage.add(DAD, "пылесос 5000 р")
    await stage.say(MUM, "/cart", chat=FAMILY)
    before = len(stage.said(FAMILY))
    assert await stage.tap(MUM, "1: 1 шт", chat=FAMILY) == Toast(
        "пылесос, 1 шт\n👍 0 👎 0\nЦена: 5 000 ₽\nКто добавил: Папа", is_alert=True
    )
    assert len(stage.said(FAMILY)) == before


async def test_the_card_in_the_group_speaks_the_language_of_who_opened_it(stage: Stage) -> None:
    await stage.family(MUM)
    ann = stage.newcomer("Ann", language="en")
    await stage.meet(ann)
    await stage.do["accept_invite"](actor=ann, token=await stage.invite(MUM))
    await stage.hush()
    stage.groups.join(ann, FAMILY)
    stage.expect_ignored("new_chat_members")
    await stage.attached(FAMILY)
    await stage.say(ann, "/cart", chat=FAMILY)
    assert "The cart is empty." in stage.text(FAMILY)
    await stage.add(MUM, "хлеб 50 р")
    stage.pass_by(3)
    await stage.refresh()
    assert "1 line · agreed: 1" in stage.text(FAMILY)


async def test_follows_the_group_that_became_a_supergroup(stage: Stage) -> None:
    await shown_in_the_group(stage)
    await stage.say(MUM, "/cart", chat=FAMILY)
    new = stage.groups.migrate(MUM, FAMILY)["chat_id"]
    stage.expect_ignored("migrate_from_chat_id")
    await stage.pump()
    await stage.say(DAD, "/add хлеб 50 р", chat=new)
    assert stage.text(new).startswith("Добавлено в корзину:")
    stage.expect("message to delete not found")
    await stage.say(DAD, "/cart", chat=new)
    assert "хлеб, 1 шт, 50 ₽" in stage.text(new)


async def test_learns_of_the_supergroup_from_an_error_too(stage: Stage) -> None:
    await shown_in_the_group(stage)
    await stage.say(MUM, "/cart", chat=FAMILY)
    new = stage.groups.migrate(MUM, FAMILY)["chat_id"]
    stage.engine.updates.clear()
    await stage.add(DAD, "хлеб 50 р")
    stage.pass_by(3)
    stage.expect("upgraded to a supergroup", "message to edit not found")
    await stage.refresh()
    stage.pass_by(30)
    await stage.refresh()
    assert "хлеб, 1 шт, 50 ₽" in stage.text(new)


async def test_the_service_message_about_moving_told_twice_moves_once(stage: Stage) -> None:
    await shown_in_the_group(stage)
    stage.groups.migrate(MUM, FAMILY)
    stage.expect_ignored("migrate_from_chat_id")
    await stage.pump()
    before = await stage.kept(but=())
    moved = next(update for update in stage.fed if "migrate_to_chat_id" in update.get("message", {}))
    await stage.feed(moved)
    assert await stage.kept(but=()) == before


async def test_a_family_lives_on_when_the_bot_is_kicked_from_its_group(stage: Stage) -> None:
    await shown_in_the_group(stage)
    await stage.say(MUM, "/cart", chat=FAMILY)
    stage.groups.kick_bot(MUM, FAMILY)
    stage.expect_ignored("left_chat_member")
    await stage.pump()
    assert not await has_group(stage)
    await stage.deliver()
    assert "Меня убрали из группового чата семьи «Ивановы»." in stage.text(MUM)
    await stage.say(DAD, "/add хлеб 50 р")
    stage.pass_by(3)
    await stage.refresh()
    assert stage.text(DAD).startswith("Добавлено в корзину:")


async def test_who_speaks_in_a_group_that_threw_the_bot_out_is_still_reached(stage: Stage) -> None:
    await shown_in_the_group(stage)
    stage.strike(
        Fault(
            method="sendMessage",
            chat=FAMILY,
            error={"code": 403, "description": "Forbidden: bot was kicked from the group chat"},
        )
    )
    stage.expect("kicked")
    await stage.say(MUM, "/help", chat=FAMILY)
    person = await stage.do["find_person"](person=MUM)
    assert person.reachable


async def test_being_made_an_administrator_changes_nothing(stage: Stage) -> None:
    await shown_in_the_group(stage)
    before = await stage.kept()
    stage.groups.promote_bot(MUM, FAMILY)
    await stage.pump()
    assert await stage.kept() == before


async def test_does_not_meddle_with_what_people_say_in_the_group(stage: Stage) -> None:
    await shown_in_the_group(stage)
    stage.groups.promote_bot(MUM, FAMILY)
    await stage.pump()
    stage.expect_ignored("text")
    for words in ("Привет всем", "/orders", "/start", "/invite", "/cart@another_bot"):
        await stage.say(DAD, words, chat=FAMILY)
    assert stage.said(FAMILY) == []


async def test_helps_in_the_group_without_buttons_to_private_screens(stage: Stage) -> None:
    await stage.say(DAD, "/help@family_shopping_bot", chat=FAMILY)
    assert "/cart" in stage.text(FAMILY)
    assert "reply_markup" not in stage.newest(FAMILY)


async def test_a_card_number_in_a_group_is_warned_about_and_not_kept(stage: Stage) -> None:
    await stage.household()
    await stage.attached(FAMILY)
    before = await stage.kept()
    await stage.say(DAD, "/add 4111 1111 1111 1111", chat=FAMILY)
    assert "похоже на номер карты" in stage.text(FAMILY)
    assert await stage.kept() == before
