from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.alerts.families import MemberJoined, MemberLeft
from core.families.errors import (
    FamilyFullError,
    NoFamilyError,
    NotAMemberError,
    OrganizerStaysError,
    PaymentUnderWayError,
    SeatsHeldError,
)
from core.families.views import LeavingView
from core.invites.errors import (
    InAnotherFamilyError,
    InviteRevokedError,
    InviteUnknownError,
    SeatJustTakenError,
)
from core.invites.invite import Term
from core.invites.inviting import change_invite, revoke_invite
from core.invites.joining import accept_invite, consider_moving, leave_and_join
from core.invites.opening import open_invite
from core.invites.views import Invitation, Moving
from core.orders.paying import take_payment
from tests.household import NOBODY

if TYPE_CHECKING:
    from core.shared.errors import DomainError
    from tests.household import Household


async def families(home: Household) -> tuple[int, int, str]:
    """Мама's family, Бабушка's with Папа in it, and the token of Мама's invitation."""
    new = await home.family("Мама")
    old = await home.family("Бабушка", ["Папа"], name="Старшие")
    return new, old, await home.invite("Мама")


async def move(home: Household, name: str, token: str, family: int, *, keep_lines: bool = True) -> Invitation:
    facts = {"token": token, "family": family, "keep_lines": keep_lines}
    joined = await home.write(leave_and_join, actor=home[name], **facts)
    assert isinstance(joined, Invitation)
    return joined


async def refused_move(
    home: Household, refusal: type[DomainError], name: str, token: str, family: int
) -> dict[str, object]:
    facts = {"token": token, "family": family, "keep_lines": True}
    return await home.refused(refusal, leave_and_join, actor=home[name], **facts)


async def test_the_consequences_are_told_first_and_a_seat_is_kept_meanwhile(home: Household) -> None:
    _, old, token = await families(home)
    await home.add("Папа", "молоко")
    moving = await home.write(consider_moving, actor=home["Папа"], token=token)
    until = home.clock.now.replace(minute=15)
    assert moving == Moving(
        LeavingView(
            old,
            "Старшие",
            is_last=False,
            lines=1,
            votes=0,
            owes=0,
            is_owed=0,
            own_share=0,
            part=0,
            currency="RUB",
        ),
        Invitation("Ивановы", "Мама", 1, 7, by_approval=False, held_until=until),
    )
    assert await home.members_of(old) == ["Бабушка", "Папа"]


async def test_leaves_one_family_and_joins_another_at_once(home: Household) -> None:
    new, old, token = await families(home)
    await home.add("Папа", "молоко")
    for _ in range(2):
        joined = await move(home, "Папа", token, old)
        assert joined == Invitation("Ивановы", "Мама", 2, 7, by_approval=False, held_until=None)
    assert await home.members_of(new) == ["Мама", "Папа"]
    assert await home.members_of(old) == ["Бабушка"]
    assert (await home.told("Бабушка"))[-1] == MemberLeft("Старшие", "Папа", 1, 1)
    assert await home.told("Мама") == [MemberJoined("Ивановы", "Папа", 2)]


async def test_an_organizer_who_is_alone_disbands_the_old_family(home: Household) -> None:
    new, _, token = await families(home)
    lonely = await home.family("Тётя", name="Одна")
    await move(home, "Тётя", token, lonely)
    assert await home.members_of(new) == ["Мама", "Тётя"]
    family = await home.look(lambda work: work.family(lonely))
    assert family is not None
    assert family.disbanded_at == home.clock.now


async def test_when_the_seat_is_gone_nobody_leaves_anything(home: Household) -> None:
    _, old, token = await families(home)
    await home.write(consider_moving, actor=home["Папа"], token=token)
    home.clock.advance(minutes=15)
    await home.join("Мама", *"абвгд")
    await home.meet("Катя")
    await home.write(open_invite, actor=home["Катя"], token=token)
    await refused_move(home, SeatsHeldError, "Папа", token, old)
    assert await home.members_of(old) == ["Бабушка", "Папа"]
    await home.write(accept_invite, actor=home["Катя"], token=token)
    assert await refused_move(home, SeatJustTakenError, "Папа", token, old) == {"family": "Ивановы"}
    await home.refused(FamilyFullError, consider_moving, actor=home["Папа"], token=token)
    assert await home.members_of(old) == ["Бабушка", "Папа"]
    assert await home.told("Бабушка") == [MemberJoined("Старшие", "Папа", 2)]


async def test_an_organizer_with_members_stays(home: Household) -> None:
    _, old, token = await families(home)
    told = {"family": "Старшие", "others": 1}
    assert await refused_move(home, OrganizerStaysError, "Бабушка", token, old) == told
    facts = {"actor": home["Бабушка"], "token": token}
    assert await home.refused(OrganizerStaysError, consider_moving, **facts) == told


async def test_nobody_disbands_a_family_whose_order_is_being_paid(home: Household) -> None:
    await home.family("Мама")
    token = await home.invite("Мама")
    lonely = await home.family("Тётя", name="Одна")
    await home.add("Тётя", "молоко 89,90")
    order = await home.lock("Тётя")
    await home.write(take_payment, actor=home["Тётя"], order=order)
    assert await refused_move(home, PaymentUnderWayError, "Тётя", token, lonely) == {"number": 1}
    assert await home.members_of(lonely) == ["Тётя"]


async def test_leaving_for_a_seat_that_may_be_refused_takes_two_steps(home: Household) -> None:
    _, old, token = await families(home)
    await home.write(change_invite, actor=home["Мама"], token=token, term=Term.BY_APPROVAL)
    told = await refused_move(home, InAnotherFamilyError, "Папа", token, old)
    assert told == {
        "family": "Старшие",
        "organises": False,
        "others": 1,
        "by_approval": True,
        "token": token,
    }
    await home.refused(InAnotherFamilyError, consider_moving, actor=home["Папа"], token=token)


async def test_everything_is_checked_again_at_the_tap(home: Household) -> None:
    _, old, token = await families(home)
    await refused_move(home, InviteUnknownError, "Папа", "never-was", old)
    await refused_move(home, NotAMemberError, "Папа", token, 1)
    await home.write(revoke_invite, actor=home["Мама"], invite=2)
    await refused_move(home, InviteRevokedError, "Папа", token, old)
    for unknown in ("never-was", "#1"):
        await home.refused(InviteUnknownError, consider_moving, actor=home["Папа"], token=unknown)


async def test_who_is_in_no_family_has_nothing_to_leave(home: Household) -> None:
    _, old, token = await families(home)
    await home.meet("Катя")
    await home.refused(NoFamilyError, consider_moving, actor=home["Катя"], token=token)
    await refused_move(home, NotAMemberError, "Катя", token, old)


@pytest.mark.parametrize("keep_lines", [True, False])
async def test_lines_stay_with_the_old_organizer_or_go(home: Household, keep_lines: bool) -> None:  # noqa: FBT001  # by pytest
    _, old, token = await families(home)
    item = await home.add_one("Папа", "молоко")
    await move(home, "Папа", token, old, keep_lines=keep_lines)
    found = await home.look(lambda work: work.line(item.id, NOBODY, home.clock.now))
    assert (found is not None) is keep_lines
