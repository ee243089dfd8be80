"""What the answers to presses promise about the lines of a cart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.callbacks.carts import PagePress, QuantityPress, VotePress
from core.carts.agreement import Choice, Standing, Tally, count
from core.families.family import Voting
from sandbox.rich import buttons

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sandbox.world import JSON

EVERY_S = 3
"""A card is edited once in this time at most."""


@dataclass
class Line:
    """What a line must be after the presses that were accepted; the family votes on it from the first on."""

    quantity: int = 1
    version: int = 1
    votes: dict[int, tuple[int, Choice]] = field(default_factory=dict)
    """Of each voter the newest, with the version that it is about."""

    def said(self) -> dict[int, Choice]:
        return {voter: choice for voter, (version, choice) in self.votes.items() if version == self.version}

    def standing(self, organizer: int, voters: int) -> Standing:
        said = Counter(self.said().values())
        mind = self.said().get(organizer)
        return count(
            Voting.MAJORITY, Tally(said[Choice.FOR], said[Choice.AGAINST], mind), voters, is_over=False
        )


class Promises:
    """Lines by their ids, as the accepted presses of people make them, each of whom waits for an answer."""

    def __init__(self, lines: Iterable[int]) -> None:
        self.lines = {number: Line() for number in lines}
        self.accepted: Counter[str] = Counter()
        self.refused = 0

    def note(self, person: int, data: str, *, is_accepted: bool) -> None:
        """Note a press and how it was answered: a refusal is an alert."""
        if not is_accepted:
            self.refused += 1
            return
        match data.partition(":")[0]:
            case "v":
                vote = VotePress.unpack(data)
                self.lines[vote.item].votes[person] = (vote.version, vote.choice)
                self.accepted["👍" if vote.choice is Choice.FOR else "👎"] += 1
            case "q":
                wanted = QuantityPress.unpack(data)
                line = self.lines[wanted.item]
                self.accepted["+" if wanted.quantity > line.quantity else "−"] += 1
                line.version += wanted.quantity > line.quantity
                line.quantity = wanted.quantity
            case _:
                PagePress.unpack(data)
                self.accepted["page"] += 1

    def kept(self) -> dict[int, tuple[int, int, dict[int, Choice]]]:
        """Quantity, version and votes of each line."""
        return {number: (line.quantity, line.version, line.said()) for number, line in self.lines.items()}


def offered(card: JSON) -> list[str]:
    """Return what can be pressed on a card of any style: votes, quantities and pages."""
    rows = card.get("reply_markup", {}).get("inline_keyboard", [])
    shown = [*buttons(card.get("rich_message")), *(button for row in rows for button in row)]
    every = [button["callback_data"] for button in shown]
    return [data for data in every if data.startswith(("v:", "q:", "p:"))]
