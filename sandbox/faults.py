"""What goes wrong on purpose: which call or update is struck, and Telegram's own limits on speed."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from sandbox.chats import SERVICE_FIELDS
from sandbox.validate import too_many

if TYPE_CHECKING:
    from sandbox.engine import Engine
    from sandbox.world import JSON, Fault

MINUTE = 60.0
PER_CHAT = 1  # a second
PER_GROUP = 20  # a minute
IN_ALL = 30  # a second
_CALL_SIDE = ("error", "html_502", "delay", "drop", "truncate_json")
_UPDATE_SIDE = ("duplicate_updates", "hold")
_OPTIONAL = ("chat", "contains", "after", *_CALL_SIDE, *_UPDATE_SIDE)


class Faults:
    """The faults of this world; each spares `after` matches and strikes `times` (0: until cleared)."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, fault: Fault) -> int:
        """Arm a fault and return its id."""
        world = self._engine.world
        fault.id = world.next_fault
        world.next_fault += 1
        world.faults.append(fault)
        self._tell()
        return fault.id

    def clear(self) -> None:
        """Disarm all."""
        self._engine.world.faults.clear()
        self._tell()

    def strike_call(self, method: str, params: JSON) -> Fault | None:
        """The fault that this call meets, if any."""
        for fault in self._engine.world.faults:
            if fault.duplicate_updates or fault.hold or fault.method.lower() not in {"*", method.lower()}:
                continue
            if fault.chat is not None and str(params.get("chat_id")) != str(fault.chat):
                continue
            if fault.contains and not any(fault.contains in str(value) for value in params.values()):
                continue
            if self._due(fault):
                return fault
        return None

    def strike_update(self, kind: str, payload: JSON) -> Fault | None:
        """The fault that this update meets, if any.

        `method` names its kind here, or what a service message carries: `successful_payment`.
        """
        names = {"*", kind, *(payload.keys() & SERVICE_FIELDS)}
        for fault in self._engine.world.faults:
            if not (fault.duplicate_updates or fault.hold) or fault.method not in names:
                continue
            chat = payload.get("chat") or payload.get("message", {}).get("chat", {})
            if fault.chat is not None and chat.get("id") != fault.chat:
                continue
            if fault.contains and fault.contains not in str(
                payload.get("text") or payload.get("data") or payload.get("query") or ""
            ):
                continue
            if self._due(fault):
                return fault
        return None

    def _due(self, fault: Fault) -> bool:
        if fault.after > 0:
            fault.after -= 1
            return False
        if fault.times == 1:
            self._engine.world.faults.remove(fault)
        elif fault.times:
            fault.times -= 1
        self._tell()
        return True

    def _tell(self) -> None:
        self._engine.events.tell("faults", [seen(fault) for fault in self._engine.world.faults])


def seen(fault: Fault) -> JSON:
    """A fault for the page: only what is set."""
    kept: JSON = {"id": fault.id, "method": fault.method, "times": fault.times}
    return kept | {name: value for name in _OPTIONAL if (value := getattr(fault, name))}


class RateLimits:
    """Telegram's FAQ: a message a second in a chat, 20 a minute in a group, 30 a second in all."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._sent: dict[int, deque[float]] = {}

    def check(self, chat_id: int) -> None:
        """Count a message to a chat.

        Raises:
            Refused: 429 with the seconds until it would be allowed.
        """
        now = self._engine.now()
        everywhere, here = self._window(0), self._window(chat_id)
        waits = [_wait(everywhere, now, IN_ALL, 1), _wait(here, now, PER_CHAT, 1)]
        if chat_id < 0:
            waits.append(_wait(here, now, PER_GROUP, MINUTE))
        if (wait := max(waits)) > 0:
            raise too_many(int(wait) + 1)
        everywhere.append(now)
        here.append(now)

    def _window(self, chat_id: int) -> deque[float]:
        return self._sent.setdefault(chat_id, deque(maxlen=max(PER_GROUP, IN_ALL)))


def _wait(sent: deque[float], now: float, allowed: int, seconds: float) -> float:
    """Seconds until one more fits into the window."""
    if len(sent) < allowed:
        return 0
    return sent[-allowed] + seconds - now
