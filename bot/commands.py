"""The commands that Telegram shows, in each language and kind of chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram.methods import GetMyCommands, SetChatMenuButton, SetMyCommands
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    MenuButtonCommands,
)

from bot.texts import LANGUAGES, Texts

if TYPE_CHECKING:
    from aiogram import Bot

    from bot.texts import Language

IN_GROUPS = ("cart", "add", "journal", "help", "cancel")
WHISPERED = ("journal", "help", "cancel")
"""Of these not even the question is seen by others in a group, where Telegram has ephemeral messages."""


def descriptions(t: Texts) -> dict[str, str]:
    """Return every command with its description."""
    return {
        "start": t.label("the first screen"),
        "cart": t.label("the shared cart"),
        "add": t.label("add to the cart"),
        "go": t.label("I'm at the shop"),
        "journal": t.label("who did what to the cart"),
        "orders": t.label("orders and debts"),
        "approvals": t.label("what waits for an adult"),
        "family": t.label("who is here"),
        "invite": t.label("invite somebody"),
        "profile": t.label("who I am here"),
        "settings": t.label("language, time zone, alerts"),
        "language": t.label("Русский or English"),
        "help": t.label("how it works"),
        "privacy": t.label("what is stored, who sees what"),
        "export": t.label("all that is stored about me"),
        "forget_me": t.label("forget me"),
        "leave": t.label("leave the family"),
        "paysupport": t.label("my payments, and what is wrong with them"),
        "terms": t.label("terms of payment"),
        "cancel": t.label("stop answering a question"),
    }


async def register_commands(bot: Bot, default: Language) -> bool:
    """Tell Telegram the commands: each language's for its speakers, the default one's for everybody else.

    The menu button beside the input field shows them on every client. Returns whether the Bot API server has
    ephemeral messages: one that has not forgets which commands are.
    """
    for code, language in ((None, default), *((language, language) for language in LANGUAGES)):
        described = descriptions(Texts(language, "UTC"))
        everywhere = [BotCommand(command=name, description=text) for name, text in described.items()]
        in_groups = [
            BotCommand(
                command=name, description=described[name], is_ephemeral=True if name in WHISPERED else None
            )
            for name in IN_GROUPS
        ]
        await bot(
            SetMyCommands(commands=everywhere, scope=BotCommandScopeAllPrivateChats(), language_code=code)
        )
        await bot(SetMyCommands(commands=in_groups, scope=BotCommandScopeAllGroupChats(), language_code=code))
    await bot(SetChatMenuButton(menu_button=MenuButtonCommands()))
    kept = await bot(GetMyCommands(scope=BotCommandScopeAllGroupChats()))
    return any(command.is_ephemeral for command in kept)
