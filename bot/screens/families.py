"""The family, leaving it, and its group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram.types import InlineKeyboardButton

from bot.callbacks.families import AttachPress, LeavePress
from bot.callbacks.people import Go, Place
from bot.screen import Screen, button, rows
from bot.screens.benefits import benefits_button
from bot.screens.people import approvals_button, cancel_button, cart_button, home_button
from bot.texts import Html

if TYPE_CHECKING:
    from bot.texts import Texts
    from core.families.views import FamilySummary, FamilyView, LeavingView, MemberSummary


def family_screen(view: FamilyView, group_link: str, t: Texts) -> Screen:
    """Show who is in the family and who owes; `group_link` adds the bot to a group chat."""
    family = view.summary
    members = "\n".join(_member(member, family.currency, t) for member in view.members)
    seats = t.plural("{count} free seat", "{count} free seats", family.free_seats)
    text = t("<b>{family}</b>\n{members}\n\n{seats}", family=family.name, members=Html(members), seats=seats)
    invite = [
        button("🔗 " + t.label("Invite"), Go(to=Place.INVITE)),
        button(t.label("Invitations"), Go(to=Place.INVITES)),
    ]
    group = [InlineKeyboardButton(text="💬 " + t.label("Add me to our group chat"), url=group_link)]
    return Screen(
        text,
        rows(
            [cart_button(t)],
            [approvals_button(family.approvals, t)] if family.approvals else [],
            [benefits_button(t)],
            invite if family.is_organizer else [],
            group if family.is_organizer and not view.has_group else [],
            [button("🚪 " + t.label("Leave the family"), Go(to=Place.LEAVE))],
            [home_button(t)],
        ),
    )


def _member(member: MemberSummary, currency: str, t: Texts) -> Html:
    crown = "👑 " if member.is_organizer else "• "
    if member.balance > 0:
        owed = t("is owed {sum}", sum=t.money(member.balance, currency))
    elif member.balance < 0:
        owed = t("owes {sum}", sum=t.money(-member.balance, currency))
    else:
        owed = Html("")
    return t("{mark}{name}{debt}", mark=crown, name=member.name, debt=Html(f" – {owed}" if owed else ""))


def family_founded_screen(family: FamilySummary, t: Texts) -> Screen:
    """Congratulate the founder and offer the next step."""
    text = t(
        "🎉 The family <b>{family}</b> is ready, and you are its organizer.\n\n"
        "Invite the others: up to {seats} people can join you.",
        family=family.name,
        seats=family.free_seats,
    )
    return Screen(
        text,
        rows(
            [button("🔗 " + t.label("Invite"), Go(to=Place.INVITE))],
            [cart_button(t), button("➕ " + t.label("Add"), Go(to=Place.ADD))],
            [home_button(t)],
        ),
    )


def leaving_screen(view: LeavingView, t: Texts) -> Screen:
    """Spell out the consequences before somebody leaves."""
    if view.is_last:
        text = t(
            "You are the last one in <b>{family}</b>. "
            "When you leave, the family is disbanded and its cart is closed.",
            family=view.name,
        )
        yes = [button(t.label("Leave the family"), LeavePress(family=view.family, keep_lines=False))]
        return Screen(text, rows(yes, [button(t.label("Cancel"), Go(to=Place.FAMILY))]))
    parts = [t("Leave <b>{family}</b>? This is what happens:", family=view.name)]
    if view.lines:
        parts.append(
            t.plural(
                "• {count} line of yours is in the cart: leave it to the organizer, or remove it",
                "• {count} lines of yours are in the cart: leave them to the organizer, or remove them",
                view.lines,
            )
        )
    if view.votes:
        parts.append(
            t.plural("• {count} vote of yours falls away", "• {count} votes of yours fall away", view.votes)
        )
    if view.owes:
        parts.append(t("• you still owe {sum}; that stays so", sum=t.money(view.owes, view.currency)))
    if view.is_owed:
        parts.append(t("• you are still owed {sum}; that stays so", sum=t.money(view.is_owed, view.currency)))
    parts.append(t("• the organizer is told; to come back you need a new invitation"))
    keep = LeavePress(family=view.family, keep_lines=True)
    drop = LeavePress(family=view.family, keep_lines=False)
    choices = (
        [
            [button(t.label("Leave, keep my lines there"), keep)],
            [button(t.label("Leave, remove my lines"), drop)],
        ]
        if view.lines
        else [[button(t.label("Leave the family"), drop)]]
    )
    return Screen(Html("\n".join(parts)), rows(*choices, [button(t.label("Cancel"), Go(to=Place.FAMILY))]))


def left_screen(family: str, t: Texts) -> Screen:
    """Confirm that somebody left."""
    return Screen(t("You left <b>{family}</b>.", family=family), rows([home_button(t)]))


def attach_screen(family: FamilySummary, t: Texts) -> Screen:
    """Ask the organizer whether this group is the family's."""
    text = t(
        "Show the cart of <b>{family}</b> in this chat? Everybody here will see its lines; only members can "
        "add and vote.",
        family=family.name,
    )
    return Screen(text, rows([button(t.label("Yes"), AttachPress(family=family.id)), cancel_button(t)]))


def attached_screen(t: Texts) -> Screen:
    """Confirm that the group shows the family now."""
    return Screen(t("Done. Anybody in the family can now use /cart and /add here."))
