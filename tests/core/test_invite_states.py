from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from core.invites.invite import TOKEN_BYTES, Invite, InviteState, hash_token

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("uses_left", "expires_at", "revoked_at", "state"),
    [
        (1, NOON + MOMENT, None, InviteState.LIVE),
        (1, NOON, None, InviteState.EXPIRED),
        (0, NOON + MOMENT, None, InviteState.USED_UP),
        (0, NOON, None, InviteState.USED_UP),
        (1, NOON + MOMENT, NOON, InviteState.REVOKED),
        (0, NOON, NOON, InviteState.REVOKED),
    ],
)
def test_an_invitation_lets_somebody_in_until_it_is_over(
    uses_left: int, expires_at: datetime, revoked_at: datetime | None, state: InviteState
) -> None:
    invite = Invite(
        1, 1, uses_left, expires_at, revoked_at, for_one=False, by_approval=False, created_at=NOON
    )
    assert invite.state(NOON) is state


def test_only_the_hash_of_a_token_is_kept() -> None:
    assert hash_token("abc").hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert TOKEN_BYTES * 8 >= 128
