"""Screens by name, as the people of a script saw them."""

from __future__ import annotations

import re

from tests.bot.stage import DAD, KID, MUM, Stage


class Album:
    """Screens by name, as the people of a story saw them."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.screens: dict[str, str] = {}

    def keep(self, name: str, person: int, message: int | None = None) -> None:
        """Keep what the person sees now, or in an older message; a link's token is different every time."""
        keyboard = self._stage.keyboard(person) or []
        keys = ["⌨️ " + " ".join(f"[{key}]" for key in row) for row in keyboard]
        shown = "\n".join([self._stage.shows(person, message), *keys])
        self.screens[name] = re.sub(r"f_[A-Za-z0-9_-]{32}", "f_TOKEN", shown)


def drawn(text: str) -> dict[str, str]:
    """Read screens back from a text in which each stands below its name."""
    parts = (part.partition("\n") for part in text.split("=== ")[1:])
    return {name: screen.rstrip("\n") for name, _, screen in parts}


def album_of(stage: Stage, language: str) -> Album:
    """Return an empty album of people whose phones speak this language."""
    for person in (MUM, DAD, KID):
        stage.people.edit_person(person, language_code=language)
    return Album(stage)
