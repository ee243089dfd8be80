"""Deep links to the bot, and what they carry."""

from __future__ import annotations

from dataclasses import dataclass

INVITE = "f_"
"""Begins the payload of an invitation link; the token follows."""

INVOICE = "i_"
"""Begins the payload of the link that stands on a forwarded invoice; its token follows."""

HOME = "home"
"""The payload of a link that leads to the first screen."""


@dataclass(frozen=True, slots=True)
class Links:
    """Makes links to the bot with this username."""

    username: str

    def invitation(self, token: str) -> str:
        """Return the link by which somebody may join a family."""
        return f"https://t.me/{self.username}?start={INVITE}{token}"

    def window(self) -> str:
        """Return the link to the person's own window with the bot."""
        return f"https://t.me/{self.username}"

    def group(self) -> str:
        """Return the link that adds the bot to a group."""
        return f"https://t.me/{self.username}?startgroup=family"
