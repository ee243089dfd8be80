from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from core.invites.forgetting import forget_old_tries
from storage.schema import guesses
from tests.household import START

if TYPE_CHECKING:
    from tests.household import Household


async def test_guesses_are_kept_for_a_day(home: Household) -> None:
    await home.meet("Катя")
    for hours in range(2):
        guess = {"token_hash": bytes([hours]), "guessed_at": START + timedelta(hours=hours)}
        await home.put(guesses.insert().values(person_id=home["Катя"], **guess))
    home.clock.advance(days=1)
    await home.write(forget_old_tries)
    assert len(await home.rows(select(guesses))) == 2
    home.clock.advance(microseconds=1)
    await home.write(forget_old_tries)
    assert [row.guessed_at for row in await home.rows(select(guesses))] == [START + timedelta(hours=1)]
