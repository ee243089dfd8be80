"""The commands that Telegram shows: per language, per kind of chat, and each of them answers."""

from __future__ import annotations

import pytest
from aiogram.types import MenuButtonCommands

from bot.commands import register_commands
from sandbox.fixtures import FAMILY
from sandbox.methods.commands import menu
from tests.bot.stage import MUM, Stage

EVERYWHERE = [
    "start",
    "cart",
    "add",
    "go",
    "journal",
    "orders",
    "approvals",
    "family",
    "invite",
    "profile",
    "settings",
    "language",
    "help",
    "privacy",
    "export",
    "forget_me",
    "leave",
    "paysupport",
    "terms",
    "cancel",
]
IN_GROUPS = ["cart", "add", "journal", "help", "cancel"]


def shown(stage: Stage, person: int, chat: int) -> dict[str, str]:
    world = stage.engine.world
    commands = menu(world.bot, world.chats[chat], stage.people.person(person))
    return {command["command"]: command["description"] for command in commands}


def answers(stage: Stage) -> int:
    """How many messages and files Мама got; none says that it was not understood."""
    assert not any(text.startswith("Не совсем понимаю") for text in stage.said(MUM))
    return len(stage.calls("sendMessage", MUM)) + len(stage.calls("sendDocument", MUM))


async def test_the_menu_button_shows_the_commands(stage: Stage) -> None:
    await register_commands(stage.bot, "ru")
    assert isinstance(await stage.bot.get_chat_menu_button(), MenuButtonCommands)


async def test_commands_are_registered_per_language_and_kind_of_chat(stage: Stage) -> None:
    await register_commands(stage.bot, "ru")
    ann = stage.newcomer("Ann", language="en")
    hans = stage.newcomer("Hans", language="de")
    stage.groups.join(ann, FAMILY)
    stage.engine.updates.clear()
    assert list(shown(stage, MUM, MUM)) == EVERYWHERE
    assert shown(stage, MUM, MUM)["cart"] == "общая корзина"
    assert shown(stage, ann, ann)["cart"] == "the shared cart"
    assert shown(stage, hans, hans)["cart"] == "общая корзина"
    assert list(shown(stage, MUM, FAMILY)) == IN_GROUPS
    assert shown(stage, MUM, FAMILY)["help"] == "как это работает"
    assert shown(stage, ann, FAMILY) == {
        "cart": "the shared cart",
        "add": "add to the cart",
        "journal": "who did what to the cart",
        "help": "how it works",
        "cancel": shown(stage, ann, ann)["cancel"],
    }


async def test_who_speaks_neither_language_sees_the_operators(stage: Stage) -> None:
    await register_commands(stage.bot, "en")
    hans = stage.newcomer("Hans", language="de")
    assert shown(stage, hans, hans)["cart"] == "the shared cart"
    assert shown(stage, MUM, MUM)["cart"] == "общая корзина"


@pytest.mark.parametrize("command", EVERYWHERE)
async def test_every_command_answers_in_private(stage: Stage, command: str) -> None:
    await stage.family(MUM)
    await stage.say(MUM, f"/{command}")
    assert answers(stage) == 1


@pytest.mark.parametrize("command", EVERYWHERE)
async def test_every_command_answers_somebody_without_a_family(stage: Stage, command: str) -> None:
    await stage.say(MUM, f"/{command}@family_shopping_bot")
    assert answers(stage) == 1


@pytest.mark.parametrize("command", IN_GROUPS)
async def test_every_command_for_groups_answers_there_or_whispers(stage: Stage, command: str) -> None:
    await stage.household()
    await stage.attached(FAMILY)
    await stage.say(MUM, f"/{command}", chat=FAMILY)
    answered = MUM if command == "journal" else FAMILY
    assert len(stage.said(answered)) == 1
    assert len(stage.calls("sendMessage")) == 1


@pytest.mark.parametrize("command", sorted(set(EVERYWHERE) - set(IN_GROUPS)))
async def test_what_is_personal_is_not_answered_in_a_group(stage: Stage, command: str) -> None:
    await stage.household()
    stage.expect_ignored("text")
    await stage.say(MUM, f"/{command}", chat=FAMILY)
    assert stage.said(FAMILY) == []
