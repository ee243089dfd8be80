"""A thousand alerts to fifty people, through a network that fails in every way: none is lost or overtakes."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from core.alerts.invites import LastSeatTaken
from sandbox.faults import Faults
from sandbox.world import JSON, Fault

if TYPE_CHECKING:
    from sandbox.engine import Engine
    from tests.bot.stage import Stage

PEOPLE = 50
EACH = 20

_KINDS: dict[str, dict[str, Any]] = {
    "429": {"error": {"code": 429, "description": "Too Many Requests: retry after 3", "retry_after": 3}},
    "502": {"error": {"code": 502, "description": "Bad Gateway"}},
    "502 with HTML": {"html_502": True},
    "dropped before": {"drop": "before"},
    "dropped after": {"drop": "after"},
    "truncated": {"truncate_json": True},
}
_ARRIVED_ALL_THE_SAME = ("dropped after", "truncated")


class Storm(Faults):
    """Strikes three sends of ten, in a way that chance chooses; the seed makes every run alike."""

    def __init__(self, engine: Engine, seed: int) -> None:
        super().__init__(engine)
        self._chance = Random(seed)  # noqa: S311  # chance, not a secret
        self.struck: Counter[str] = Counter()

    def strike_call(self, method: str, params: JSON) -> Fault | None:
        if method != "sendMessage" or self._chance.random() >= 0.3:
            return super().strike_call(method, params)
        kind = self._chance.choice(list(_KINDS))
        self.struck[kind] += 1
        return Fault(method=method, **_KINDS[kind])


@pytest.mark.parametrize("seed", [1, 2])
async def test_a_thousand_alerts_reach_fifty_people_in_order_and_repeats_keep_their_number(
    stage: Stage, seed: int
) -> None:
    """1 000 alerts to 50 people; over 300 sends fail, 40 at least in each of six ways; over 100 repeats."""
    people = [stage.newcomer(f"Родня {number}") for number in range(PEOPLE)]
    await stage.meet(*people)
    chance = Random(seed)  # noqa: S311  # the same
    letters = [person for person in people for _ in range(EACH)]
    chance.shuffle(letters)
    written: Counter[int] = Counter()
    for person in letters:
        written[person] += 1
        await stage.tell(person, LastSeatTaken(f"семья {written[person]}"))
    storm = stage.engine.faults = Storm(stage.engine, seed)
    stage.expect("Too Many Requests", "Bad Gateway", "dropped")

    while await stage.waiting():
        await stage.deliver()
        stage.pass_by(1)

    assert set(storm.struck) == set(_KINDS)
    assert min(storm.struck.values()) >= 40
    assert storm.struck.total() > 300
    repeats = 0
    for person in people:
        arrived = [re.findall(r"№ (\d+)\n.*«семья (\d+)»", text)[0] for text in stage.said(person)]
        once = [told for told, _ in groupby(arrived)]  # repeats stand side by side
        assert once == [(str(number), str(number)) for number in range(1, EACH + 1)]
        repeats += len(arrived) - len(once)
    assert repeats == sum(storm.struck[kind] for kind in _ARRIVED_ALL_THE_SAME) > 100
