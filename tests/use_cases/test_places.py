from __future__ import annotations

from typing import TYPE_CHECKING

from core.alerts.families import GroupLost
from core.carts.cards import open_card
from core.families.errors import (
    NotAMemberError,
    NotOrganizerError,
    PlaceTakenError,
    PlaceUnknownError,
)
from core.families.founding import show_family
from core.families.places import attach_place, detach_place, move_place, require_place

if TYPE_CHECKING:
    from tests.household import Household

GROUP, OTHER = -1_001, -1_002


async def attach(home: Household, name: str = "Мама", family: int = 1, place: int = GROUP) -> None:
    await home.write(attach_place, actor=home[name], family=family, place=place)


async def shown_at(home: Household, place: int) -> int | None:
    return await home.look(lambda work: work.family_at(place))


async def test_the_organizer_attaches_the_family_to_its_group(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    assert not (await home.read(show_family, actor=home["Папа"])).has_group
    await attach(home)
    await attach(home)  # the tap came twice
    assert await home.read(require_place, actor=home["Папа"], place=GROUP) == 1
    assert (await home.read(show_family, actor=home["Папа"])).has_group


async def test_only_the_organizer_attaches(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.family("Бабушка")
    facts = {"family": 1, "place": GROUP}
    told = await home.refused(NotOrganizerError, attach_place, actor=home["Папа"], **facts)
    assert told == {"organizer": "Мама"}
    assert await home.refused(NotAMemberError, attach_place, actor=home["Бабушка"], **facts) == {}


async def test_a_family_moves_to_another_group_and_leaves_its_card_behind(home: Household) -> None:
    await home.family("Мама")
    await attach(home)
    await home.write(open_card, actor=home["Мама"], place=GROUP, message=5, page=0, seal="s")
    await attach(home, place=OTHER)
    assert (await shown_at(home, GROUP), await shown_at(home, OTHER)) == (None, 1)
    await home.refused(
        NotAMemberError, open_card, actor=home["Мама"], place=GROUP, message=6, page=0, seal="s"
    )


async def test_refuses_a_group_that_shows_another_family(home: Household) -> None:
    await home.family("Мама")
    await home.family("Бабушка")
    await attach(home)
    facts = {"actor": home["Бабушка"], "family": 2, "place": GROUP}
    assert await home.refused(PlaceTakenError, attach_place, **facts) == {}


async def test_a_group_without_a_family_says_who_may_attach_one(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.meet("Сосед")
    for name, can_attach in (("Мама", True), ("Папа", False), ("Сосед", False)):
        told = await home.refused(PlaceUnknownError, require_place, actor=home[name], place=GROUP)
        assert told == {"can_attach": can_attach}


async def test_a_stranger_in_the_group_is_refused(home: Household) -> None:
    await home.family("Мама")
    await home.family("Бабушка")
    await home.meet("Сосед")
    await attach(home)
    for name in ("Бабушка", "Сосед"):
        await home.refused(NotAMemberError, require_place, actor=home[name], place=GROUP)


async def test_a_family_lives_on_without_its_group(home: Household) -> None:
    family = await home.family("Мама")
    await attach(home)
    for _ in range(2):
        await home.write(detach_place, place=GROUP)
    assert await shown_at(home, GROUP) is None
    assert await home.members_of(family) == ["Мама"]
    assert await home.told("Мама") == [GroupLost("Ивановы")]
    await attach(home)


async def test_the_card_moves_with_the_group(home: Household) -> None:
    await home.family("Мама")
    await attach(home)
    await home.write(open_card, actor=home["Мама"], place=GROUP, message=5, page=0, seal="s")
    for _ in range(2):  # Telegram tells both the old and the new group
        await home.write(move_place, old=GROUP, new=OTHER)
    assert (await shown_at(home, GROUP), await shown_at(home, OTHER)) == (None, 1)
    card = {"actor": home["Мама"], "place": OTHER, "message": 5, "page": 0, "seal": "s"}
    assert await home.write(open_card, **card) is None  # its number means another message there
    assert await home.write(open_card, **card | {"message": 6}) == 5


async def test_a_group_does_not_move_onto_another_familys(home: Household) -> None:
    await home.family("Мама")
    await home.family("Бабушка")
    await attach(home)
    await attach(home, "Бабушка", family=2, place=OTHER)
    await home.write(move_place, old=GROUP, new=OTHER)
    assert (await shown_at(home, GROUP), await shown_at(home, OTHER)) == (1, 2)
