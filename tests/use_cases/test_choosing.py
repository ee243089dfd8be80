from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from core.alerts.invites import InvitedToFamily
from core.families.errors import FamilyFullError, NotAMemberError, NotOrganizerError
from core.invites.choosing import consider_choosing, invite_people
from core.invites.errors import InviteUnknownError, TooFewSeatsError, TooManyInvitesError
from core.invites.invite import Term, personal_token
from core.invites.inviting import create_invite, list_invites
from core.invites.joining import accept_invite
from core.invites.opening import open_invite
from core.invites.views import Choosing, InviteCreated, PeopleInvited
from core.people.use_cases import note_unreachable
from storage.schema import barred, invites, people
from tests.household import START

if TYPE_CHECKING:
    from tests.household import Household

WEEK = timedelta(days=7)


async def invite(
    home: Household, *names: str, origin: str = "message", link: str = "link", family: int = 1
) -> PeopleInvited:
    """Мама chooses these people."""
    return await home.write(invite_people, **facts(home, *names, origin=origin, link=link, family=family))


def facts(
    home: Household,
    *names: str,
    by: str = "Мама",
    origin: str = "message",
    link: str = "link",
    family: int = 1,
) -> dict[str, object]:
    return {
        "actor": home[by],
        "family": family,
        "chosen": [(home[name], name) for name in names],
        "tokens": (link, f"unseen with {origin}"),
        "origin": origin,
    }


async def test_as_many_can_be_chosen_as_there_are_free_seats(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    assert await home.read(consider_choosing, actor=home["Мама"]) == Choosing(1, 4)
    await home.join("Мама", *"абвг")
    await home.refused(FamilyFullError, consider_choosing, actor=home["Мама"])
    await home.refused(NotOrganizerError, consider_choosing, actor=home["Папа"])


async def test_the_bot_invites_whom_it_knows_and_the_others_get_a_link(home: Household) -> None:
    await home.family("Мама", ["Катя"])
    await home.meet("Папа", "Дед")
    invited = await invite(home, "Папа", "Незнакомка", "Дед", "Незнакомец")
    link = InviteCreated(3, "Ивановы", 2, START + WEEK, for_one=False, by_approval=False, life=Term.WEEK)
    assert invited == PeopleInvited(
        sent=["Папа", "Дед"], again=[], members=[], barred=[], others=["Незнакомка", "Незнакомец"], link=link
    )
    for name in ("Папа", "Дед"):
        assert await home.told(name) == [InvitedToFamily(2, "Ивановы", "Мама")]
    listed = await home.read(list_invites, actor=home["Мама"])
    assert [(each.id, each.uses_left, each.awaited) for each in listed.invites] == [
        (3, 2, []),
        (2, 2, ["Папа", "Дед"]),
        (1, 5, []),
    ]


async def test_who_is_invited_by_the_bot_opens_the_invitation_without_a_link(home: Household) -> None:
    family = await home.family("Мама")
    await home.meet("Папа", "Сосед")
    await invite(home, "Папа")
    token = personal_token(1)
    await home.write(open_invite, actor=home["Папа"], token=token)
    await home.write(accept_invite, actor=home["Папа"], token=token)
    assert await home.members_of(family) == ["Мама", "Папа"]
    (listed,) = (await home.read(list_invites, actor=home["Мама"])).invites
    assert (listed.guests, listed.awaited) == (["Папа"], [])


async def test_a_foreign_invitation_is_as_unknown_as_one_that_never_was(home: Household) -> None:
    await home.family("Мама")
    await home.meet("Папа", "Сосед")
    await invite(home, "Папа")
    for token in ("#1", "#99", "#", "#x", f"#{2**63}", "#¹"):
        home.clock.advance(hours=1)
        for use_case in (open_invite, accept_invite):
            assert await home.refused(InviteUnknownError, use_case, actor=home["Сосед"], token=token) == {}


async def test_members_are_skipped_and_the_barred_are_named(home: Household) -> None:
    family = await home.family("Мама", ["Катя"])
    await home.meet("Сосед")
    await home.put(barred.insert().values(family_id=family, person_id=home["Сосед"], barred_at=START))
    invited = await invite(home, "Мама", "Катя", "Сосед")
    assert invited == PeopleInvited(
        sent=[], again=[], members=["Мама", "Катя"], barred=["Сосед"], others=[], link=None
    )
    assert await home.told("Сосед") == []
    assert len((await home.read(list_invites, actor=home["Мама"])).invites) == 1


async def test_whom_no_message_reaches_needs_the_link(home: Household) -> None:
    await home.family("Мама")
    await home.meet("Папа", "Катя")
    await home.write(note_unreachable, person=home["Папа"])
    await home.put(update(people).where(people.c.id == home["Катя"]).values(forgotten_at=START))
    invited = await invite(home, "Папа", "Катя")
    assert (invited.sent, invited.others) == ([], ["Папа", "Катя"])


async def test_a_nameless_person_has_a_name_in_the_answer(home: Household) -> None:
    await home.family("Мама")
    given = facts(home) | {"chosen": [(77, " "), (78, "  Зоя ")]}
    invited = await home.write(invite_people, **given)
    assert invited.others == ["…", "Зоя"]


async def test_the_same_message_invites_once(home: Household) -> None:
    await home.family("Мама")
    await home.meet("Папа")
    first = await invite(home, "Папа", "Незнакомка", link="first")
    assert await invite(home, "Папа", "Незнакомка", link="second") == first
    assert len(await home.told("Папа")) == 1
    assert len(await home.rows(select(invites))) == 2
    await home.meet("Незнакомка")
    await home.refused(InviteUnknownError, open_invite, actor=home["Незнакомка"], token="first")
    await home.write(open_invite, actor=home["Незнакомка"], token="second")


async def test_the_same_family_invites_a_person_once_a_day(home: Household) -> None:
    await home.family("Мама")
    await home.family("Бабушка", name="Петровы")
    await home.meet("Папа", "Катя")
    await invite(home, "Папа")
    home.clock.advance(hours=24, microseconds=-1)
    second = await invite(home, "Папа", "Катя", origin="second")
    assert (second.sent, second.again) == (["Катя"], ["Папа"])
    assert await invite(home, "Папа", "Катя", origin="second") == second
    third = await invite(home, "Папа", "Катя", origin="third")
    assert (third.sent, third.again) == ([], ["Папа", "Катя"])
    assert len(await home.rows(select(invites))) == 2
    theirs = facts(home, "Папа", by="Бабушка", origin="theirs", family=2)
    assert (await home.write(invite_people, **theirs)).sent == ["Папа"]
    home.clock.advance(microseconds=1)
    assert (await invite(home, "Папа", origin="next day")).sent == ["Папа"]
    assert len(await home.told("Папа")) == 3
    assert len(await home.told("Катя")) == 1


async def test_refuses_more_people_than_seats(home: Household) -> None:
    await home.family("Мама", "абвгд")
    told = await home.refused(TooFewSeatsError, invite_people, **facts(home, "Папа", "Катя"))
    assert told == {"free": 1}
    await home.join("Мама", "е")
    await home.refused(FamilyFullError, invite_people, **facts(home, "Папа"))


async def test_refuses_more_than_five_live_invitations(home: Household) -> None:
    await home.family("Мама")
    await home.meet("Папа")
    for tap in "1234":
        await home.write(create_invite, actor=home["Мама"], token=tap, origin=tap)
    told = await home.refused(TooManyInvitesError, invite_people, **facts(home, "Папа", "Незнакомка"))
    assert told == {"limit": 5}
    assert await home.told("Папа") == []
    assert (await invite(home, "Папа")).sent == ["Папа"]


async def test_only_the_organizer_of_that_very_family_invites(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.family("Бабушка")
    await home.refused(NotOrganizerError, invite_people, **facts(home, "Катя", by="Папа"))
    await home.refused(NotAMemberError, invite_people, **facts(home, "Катя", by="Бабушка"))
    await home.refused(NotAMemberError, invite_people, **facts(home, "Катя", family=99))
