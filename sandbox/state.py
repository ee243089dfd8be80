"""The file in which a world survives a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from sandbox.world import World

if TYPE_CHECKING:
    from pathlib import Path

    from sandbox.engine import Engine


class StateFile:
    """A world on disk, replaced as a whole so that a crash leaves either the old or the new one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._saved_event = -1

    def load(self) -> World | None:
        """The stored world, None when there is none yet.

        Raises:
            ValueError: when the file holds something else.
        """
        if not self._path.exists():
            return None
        try:
            return World.load(self._path.read_bytes())
        except ValidationError as error:
            raise ValueError(f"{self._path} holds no world of this sandbox, move it away") from error

    def save(self, engine: Engine) -> None:
        """Write the world, if anything happened since the last time."""
        if engine.events.last == self._saved_event:
            return
        fresh = self._path.with_name(f"{self._path.name}.new")
        fresh.write_bytes(engine.world.dump())
        fresh.replace(self._path)
        self._saved_event = engine.events.last
