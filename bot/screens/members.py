"""The members: what each may do, removing them, and who is the organizer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.callbacks.families import (
    AcceptRolePress,
    AdultPress,
    DeclineRolePress,
    HandOverPress,
    LetInPress,
    LimitPress,
    LimitsPress,
    MemberPress,
    OfferPress,
    RemovalPress,
    RemoveMemberPress,
    SuccessorPress,
    WithdrawPress,
)
from bot.callbacks.people import Go, Place
from bot.screen import Screen, button, rows
from bot.screens.people import cancel_button
from bot.texts import Html, clip
from core.families.family import Role
from core.families.roles import LIMITS_MINOR
from core.shared.money import in_minor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiogram.types import InlineKeyboardButton

    from bot.texts import Texts
    from core.families.family import Handover, Member
    from core.families.views import (
        BarredView,
        FamilyView,
        LeavingView,
        MemberSummary,
        MembersView,
        MemberView,
        RemovalView,
        SuccessionView,
    )


def mark(role: Role, *, is_organizer: bool) -> str:
    """Return the sign by which a member's role is known in every list."""
    if is_organizer:
        return "👑"
    return "🧒" if role is Role.LIMITED else "•"


def members_screen(view: MembersView, t: Texts) -> Screen:
    """List the members with their roles and since when they are here; a button leads to each."""
    listed = "\n".join(
        t(
            "{mark} {name}, since {when}",
            mark=mark(member.role, is_organizer=member.is_organizer),
            name=member.name,
            when=t.moment(member.joined_at),
        )
        for member in view.members
    )
    text = t(
        "<b>{family}</b>, members\n{listed}\n\n👑 organizer, 🧒 limited member",
        family=view.name,
        listed=Html(listed),
    )
    each = [
        [button(clip(member.name), MemberPress(person=member.person, since=member.since))]
        for member in view.members
    ]
    barred = [button("⛔️ " + t.label("Who may not come back"), Go(to=Place.BARRED))]
    return Screen(text, rows(*each, barred if view.reader_is_organizer else [], [_family_button(t)]))


def member_screen(view: MemberView, t: Texts) -> Screen:
    """Show one member, and to the organizer what can be changed."""
    member = view.member
    parts = [
        t(
            "{mark} <b>{name}</b>\n{role}\nIn “{family}” since {when}",
            mark=mark(member.role, is_organizer=member.is_organizer),
            name=member.name,
            role=_role(member, t),
            family=view.family,
            when=t.moment(member.joined_at),
        )
    ]
    if member.limit_minor is not None and (view.reader_is_organizer or view.reader == member.person):
        parts.append(
            t("Adds up to {sum} without an approval", sum=t.money(member.limit_minor, view.currency))
        )
    actions = _actions(member, t) if view.reader_is_organizer and view.reader != member.person else []
    return Screen(Html("\n".join(parts)), rows(*actions, [_members_button(t)]))


def _role(member: Member, t: Texts) -> Html:
    if member.is_organizer:
        return t("Organizer")
    return t("Limited member") if member.role is Role.LIMITED else t("Adult")


def _actions(member: Member, t: Texts) -> list[list[InlineKeyboardButton]]:
    person, since = member.person, member.since
    limits = LimitsPress(person=person, since=since)
    if member.role is Role.LIMITED:
        roles = [
            [button("✏️ " + t.label("Change the limit"), limits)],
            [button("🧑 " + t.label("Make an adult"), AdultPress(person=person, since=since))],
        ]
    else:
        roles = [
            [button("🧒 " + t.label("Make a limited member"), limits)],
            [button("👑 " + t.label("Hand over"), HandOverPress(person=person, since=since))],
        ]
    return [*roles, [button(t.label("🚷 Remove"), RemovalPress(person=person, since=since, bar=False))]]


def limits_screen(view: MemberView, t: Texts) -> Screen:
    """Ask for a limited member's limit: by a button, or typed."""
    member = view.member
    text = t(
        "Lines of <b>{name}</b> above a limit will wait until an adult approves them, and their votes are "
        "advice only.\n\nUp to which sum may they add on their own? Tap one, or send me another.",
        name=member.name,
    )
    choices = [
        button(
            t.money(minor, view.currency),
            LimitPress(person=member.person, since=member.since, minor=minor),
        )
        for minor in (in_minor(limit, view.currency) for limit in LIMITS_MINOR)
    ]
    return Screen(text, rows(choices[:2], choices[2:], [cancel_button(t)]))


def removal_screen(view: RemovalView, t: Texts, *, bar: bool) -> Screen:
    """Spell out what removing a member means; the organizer chooses about their lines and about barring."""
    member, parting = view.member, view.parting
    parts = [t("Remove <b>{name}</b> from <b>{family}</b>?", name=member.name, family=parting.name)]
    if parting.lines:
        parts.append(
            t.plural(
                "• {count} line of theirs is in the cart: keep it as yours, or remove it",
                "• {count} lines of theirs are in the cart: keep them as yours, or remove them",
                parting.lines,
            )
        )
    parts += money_and_votes(parting, t)
    parts.append(
        t("• I tell them at once; no invitation lets them back in until you do")
        if bar
        else t("• I tell them at once; to come back they need a new invitation")
    )
    of = {"person": member.person, "since": member.since}
    keep = RemoveMemberPress(**of, keep_lines=True, bar=bar)
    drop = RemoveMemberPress(**of, keep_lines=False, bar=bar)
    choices = (
        [
            [button(t.label("Remove, keep their lines"), keep)],
            [button(t.label("Remove with their lines"), drop)],
        ]
        if parting.lines
        else [[button(t.label("🚷 Remove"), drop)]]
    )
    barring = button(
        ("☑️ " if bar else "◻️ ") + t.label("And do not let them back in"), RemovalPress(**of, bar=not bar)
    )
    back = button(t.label("Cancel"), MemberPress(**of))
    return Screen(Html("\n".join(parts)), rows([barring], *choices, [back]))


def money_and_votes(parting: LeavingView, t: Texts) -> list[Html]:
    """Say what becomes of a removed member's votes and debts."""
    parts = []
    if parting.votes:
        parts.append(
            t.plural(
                "• {count} vote of theirs falls away", "• {count} votes of theirs fall away", parting.votes
            )
        )
    if parting.part:
        part = t.money(parting.part, parting.currency)
        parts.append(t("• you send them back their part of the shared account, {sum}", sum=part))
    if parting.owes:
        parts.append(t("• they still owe {sum}; that stays so", sum=t.money(parting.owes, parting.currency)))
    if parting.own_share:
        own = t.money(parting.own_share, parting.currency)
        parts.append(
            t("• where each pays their share, {sum} of theirs is not paid yet; that stays so", sum=own)
        )
    if parting.is_owed:
        owed = t.money(parting.is_owed, parting.currency)
        parts.append(t("• they are still owed {sum}; that stays so", sum=owed))
    return parts


def barred_screen(view: BarredView, t: Texts) -> Screen:
    """List who may not come back, each with the way to let them in again."""
    if not view.people:
        return Screen(
            t("Anybody whom you invite may join <b>{family}</b>: nobody is barred.", family=view.family),
            rows([_members_button(t)]),
        )
    text = t(
        "No invitation to <b>{family}</b> lets these people in. Whom shall I let in again?",
        family=view.family,
    )
    each = [
        [button("↩️ " + t.label("Let {name} back in", name=clip(name)), LetInPress(person=person))]
        for person, name in view.people
    ]
    return Screen(text, rows(*each, [_members_button(t)]))


def handover_screen(view: MemberView, t: Texts) -> Screen:
    """Spell out what handing the organizer's role over means."""
    member = view.member
    text = t(
        "Hand the organizer's role in <b>{family}</b> over to <b>{name}</b>?\n\n"
        "• they have a day to accept it; until then nothing changes, and you can take the offer back\n"
        "• then they invite, remove and check out, and decide when votes are even\n"
        "• you stay in the family as an adult member",
        family=view.family,
        name=member.name,
    )
    of = {"person": member.person, "since": member.since}
    return Screen(
        text,
        rows(
            [button("👑 " + t.label("Hand over"), OfferPress(**of))],
            [button(t.label("Cancel"), MemberPress(**of))],
        ),
    )


def offer_text(
    offer: Handover | None, members: Sequence[Member | MemberSummary], reader: int, t: Texts
) -> Html:
    """Say to whom of the members the role is offered, or nothing."""
    if offer is None:
        return Html("")
    until = t.moment(offer.expires_at)
    if offer.member == reader:
        return t("⏳ The organizer's role is offered to you, until {until}.", until=until)
    name = next((member.name for member in members if member.person == offer.member), "")
    return t("⏳ The organizer's role is offered to {name}, until {until}.", name=name, until=until)


def offer_buttons(view: FamilyView, t: Texts) -> list[InlineKeyboardButton]:
    """Return what the reader can do about the offer that is under way."""
    offer = view.offer
    if offer is None:
        return []
    if offer.member == view.reader:
        return answer_buttons(offer.family, offer.offered, t)
    return [withdraw_button(offer, t)] if view.summary.is_organizer and not offer.by_vote else []


def answer_buttons(family: int, offered: int, t: Texts) -> list[InlineKeyboardButton]:
    """Return the two answers to an offer of the role."""
    return [
        button("✅ " + t.label("Accept"), AcceptRolePress(family=family, offered=offered)),
        button(t.label("Decline"), DeclineRolePress(family=family, offered=offered)),
    ]


def withdraw_button(offer: Handover, t: Texts) -> InlineKeyboardButton:
    """Return the way to take an offer of the role back."""
    return button(
        "↩️ " + t.label("Take the offer back"), WithdrawPress(family=offer.family, offered=offer.offered)
    )


def role_taken_screen(family: str, t: Texts) -> Screen:
    """Congratulate the new organizer."""
    text = t(
        "👑 You are the organizer of <b>{family}</b> now: you invite, check out and decide when votes "
        "are even. What you can change is here: /family",
        family=family,
    )
    return Screen(text, rows([_family_button(t)]))


def role_declined_screen(t: Texts) -> Screen:
    """Confirm that the role was not taken."""
    return Screen(t("All right, everything stays as it is."), rows([_family_button(t)]))


def succession_screen(view: SuccessionView, t: Texts) -> Screen:
    """List who could follow the organizer, and how many want each."""
    mine = view.votes.get(view.reader)
    listed = "\n".join(
        t(
            "{mark} {name}, since {when}: {votes}",
            mark="⭐️" if candidate is view.candidates[0] else "•",
            name=candidate.name,
            when=t.moment(candidate.joined_at),
            votes=t.plural("{count} vote", "{count} votes", view.votes_for(candidate.person)),
        )
        for candidate in view.candidates
    )
    text = t(
        "🗳 <b>{family}</b> is choosing a new organizer, since I have not reached {organizer} for two weeks."
        "\n\n{listed}\n\n⭐️ here the longest. {needed}, and I offer the role. "
        "If {organizer} comes back before, all stays as it was.",
        family=view.name,
        organizer=view.organizer,
        listed=Html(listed),
        needed=t.plural("{count} vote decides", "{count} votes decide", view.needed),
    )
    offer = offer_text(view.offer, view.candidates, view.reader, t)
    return Screen(
        Html(f"{text}\n\n{offer}" if offer else text),
        rows(*_succession_buttons(view, mine, t), [_family_button(t)]),
    )


def _succession_buttons(
    view: SuccessionView, mine: int | None, t: Texts
) -> Sequence[Sequence[InlineKeyboardButton]]:
    if view.offer is not None:
        is_mine = view.offer.member == view.reader
        return [answer_buttons(view.offer.family, view.offer.offered, t)] if is_mine else []
    return [
        [
            button(
                ("✅ " if candidate.person == mine else "") + clip(candidate.name),
                SuccessorPress(candidate=candidate.person, since=candidate.since),
            )
        ]
        for candidate in view.candidates
    ]


def _members_button(t: Texts) -> InlineKeyboardButton:
    return button("⬅️ " + t.label("Back"), Go(to=Place.MEMBERS))


def _family_button(t: Texts) -> InlineKeyboardButton:
    return button("👪 " + t.label("Family"), Go(to=Place.FAMILY))
