"""The family, leaving it, and its group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram.types import InlineKeyboardButton

from bot.callbacks.families import AttachPress, BringBackPress, ComeBackPress, LeavePress
from bot.callbacks.people import Go, Place
from bot.screen import Screen, button, rows
from bot.screens.benefits import benefits_button
from bot.screens.customs import family_settings_button
from bot.screens.journal import journal_button
from bot.screens.members import mark, offer_buttons, offer_text
from bot.screens.orders import ORDER_ICONS
from bot.screens.people import add_button, approvals_button, cancel_button, cart_button, home_button
from bot.screens.settling import standing
from bot.screens.wishes import order_name
from bot.texts import Html, clip
from core.families.family import NAME_LIMIT
from core.orders.order import OrderState

if TYPE_CHECKING:
    from bot.texts import Texts
    from core.carts.views import CartView
    from core.families.views import (
        ArchivedOrder,
        ArchiveView,
        DisbandingView,
        FamilySummary,
        FamilyView,
        LeavingView,
        MemberSummary,
    )


def family_screen(view: FamilyView, group_link: str, t: Texts) -> Screen:
    """Show who is in the family and who owes; `group_link` adds the bot to a group chat."""
    family = view.summary
    members = "\n".join(_member(member, family.currency, t) for member in view.members)
    seats = t.plural("{count} free seat", "{count} free seats", family.free_seats)
    text = t("<b>{family}</b>\n{members}\n\n{seats}", family=family.name, members=Html(members), seats=seats)
    choice = t("🗳 A new organizer is being chosen.") if view.has_succession else Html("")
    notes = [note for note in (offer_text(view.offer, view.members, view.reader, t), choice) if note]
    invite = [
        button("🔗 " + t.label("Invite"), Go(to=Place.INVITE)),
        button(t.label("Invitations"), Go(to=Place.INVITES)),
    ]
    group = [InlineKeyboardButton(text="💬 " + t.label("Add me to our group chat"), url=group_link)]
    return Screen(
        Html("\n".join([text, *notes])),
        rows(
            [cart_button(t), journal_button(t)],
            offer_buttons(view, t),
            [button("🗳 " + t.label("Choose an organizer"), Go(to=Place.SUCCESSION))]
            if view.has_succession and not family.is_organizer
            else [],
            [approvals_button(family.approvals, t)] if family.approvals else [],
            [button("👥 " + t.label("Members"), Go(to=Place.MEMBERS)), benefits_button(t)],
            invite if family.is_organizer else [],
            [family_settings_button(t)],
            group if family.is_organizer and not view.has_group else [],
            [button("🚪 " + t.label("Leave the family"), Go(to=Place.LEAVE))],
            [home_button(t)],
        ),
    )


def _member(member: MemberSummary, currency: str, t: Texts) -> Html:
    sign = mark(member.role, is_organizer=member.is_organizer)
    return standing(sign, member.name, member.balance, currency, t)


def rename_screen(family: str, t: Texts) -> Screen:
    """Ask for the family's new name."""
    text = t(
        "The family is called <b>{family}</b>. How shall it be called? Up to {limit} characters.",
        family=family,
        limit=NAME_LIMIT,
    )
    return Screen(text, rows([cancel_button(t)]))


def renamed_screen(name: str, t: Texts) -> Screen:
    """Confirm the new name."""
    text = t("Done: the family is called <b>{family}</b> now.", family=name)
    return Screen(text, rows([family_settings_button(t)], [home_button(t)]))


def disbanding_screen(view: DisbandingView, t: Texts) -> Screen:
    """Spell out what disbanding means, and ask for the family's name."""
    parts = [t("Disband <b>{family}</b>? This is what happens:", family=view.name)]
    if view.others:
        parts.append(
            t.plural(
                "• {count} more person loses the family with you; I tell them at once",
                "• {count} more people lose the family with you; I tell them at once",
                view.others,
            )
        )
    if view.lines:
        parts.append(
            t.plural(
                "• the cart with {count} line is closed",
                "• the cart with {count} lines is closed",
                view.lines,
            )
        )
    parts.append(t("• who owes whom stays as it is"))
    if view.parts:
        returned = ", ".join(
            t("{name}: {sum}", name=clip(name), sum=t.money(minor, view.currency))
            for name, minor in view.parts
        )
        parts.append(t("• what is on the shared account goes back: {parts}", parts=Html(returned)))
    parts.append(t("• for 30 days everybody can look at what is kept, and you can bring the family back"))
    parts.append(t("\nIf you are sure, send me the family's name."))
    return Screen(Html("\n".join(parts)), rows([cancel_button(t)]))


def disbanded_screen(family: str, t: Texts) -> Screen:
    """Confirm the end of the family."""
    text = t(
        "<b>{family}</b> is disbanded. For 30 days you find what is kept of it on the first screen, and can "
        "bring it back there.",
        family=family,
    )
    return Screen(text, rows([home_button(t)]))


def archive_screen(view: ArchiveView, t: Texts) -> Screen:
    """Show what is kept of a disbanded family; or, when it lives again, the way back to it."""
    archive = view.archive
    if archive.is_live:
        text = t(
            "<b>{family}</b> is back. You can come back to it without an invitation until {until}.",
            family=archive.name,
            until=t.moment(archive.kept_until),
        )
        back = button("↩️ " + t.label("Come back"), ComeBackPress(family=archive.family))
        return Screen(text, rows([back], [home_button(t)]))
    members = "\n".join(
        standing("👑" if member.was_organizer else "•", member.name, member.balance, view.currency, t)
        for member in view.members
    )
    parts = [
        t(
            "🗄 <b>{family}</b> was disbanded. What is kept can be seen until {until}.\n\n{members}",
            family=archive.name,
            until=t.moment(archive.kept_until),
            members=Html(members),
        )
    ]
    if view.orders:
        parts.append(Html("\n".join(_order(order, view.currency, t) for order in view.orders)))
    if any(member.part for member in view.members):
        returned = "\n".join(
            t("• {name}: {sum}", name=clip(member.name), sum=t.money(member.part, view.currency))
            for member in view.members
            if member.part
        )
        parts.append(t("Back from the shared account:\n{parts}", parts=Html(returned)))
    return_ = [button("↩️ " + t.label("Bring the family back"), BringBackPress(family=archive.family))]
    return Screen(Html("\n\n".join(parts)), rows(return_ if archive.was_organizer else [], [home_button(t)]))


def _order(order: ArchivedOrder, currency: str, t: Texts) -> Html:
    return t(
        "{icon} Order {number}: {sum}",
        icon=ORDER_ICONS[OrderState(order.state)],
        number=order_name(order.number),
        sum=t.money(order.minor, currency),
    )


def brought_back_screen(t: Texts) -> Screen:
    """Welcome the organizer back to their family."""
    text = t(
        "🎉 The family is back with its cart and its books. I told everybody who was in it how to come back. "
        "Their open lines are yours now."
    )
    return Screen(text, rows([button("👪 " + t.label("Family"), Go(to=Place.FAMILY))], [cart_button(t)]))


def came_back_screen(family: str, t: Texts) -> Screen:
    """Welcome a member back."""
    text = t("🎉 You are back in <b>{family}</b>.", family=family)
    return Screen(text, rows([cart_button(t)], [home_button(t)]))


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
            [cart_button(t), add_button(t)],
            [home_button(t)],
        ),
    )


def leaving_screen(view: LeavingView, t: Texts) -> Screen:
    """Spell out the consequences before somebody leaves."""
    if view.is_last:
        text = t(
            "You are the last one in <b>{family}</b>. "
            "When you leave, the family is disbanded and its cart is closed. "
            "For 30 days you can bring it back.",
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
    if view.own_share:
        own = t.money(view.own_share, view.currency)
        parts.append(
            t("• where each pays their share, {sum} of yours is not paid yet; that stays so", sum=own)
        )
    if view.is_owed:
        parts.append(t("• you are still owed {sum}; that stays so", sum=t.money(view.is_owed, view.currency)))
    if view.part:
        parts.append(_part_back(view, t))
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


def _part_back(view: LeavingView, t: Texts) -> Html:
    part = t.money(view.part, view.currency)
    return t("• your part of the shared account, {sum}, is sent back to you by the organizer", sum=part)


def left_screen(family: str, t: Texts) -> Screen:
    """Confirm that somebody left."""
    return Screen(t("You left <b>{family}</b>.", family=family), rows([home_button(t)]))


def attach_screen(cart: CartView, t: Texts) -> Screen:
    """Ask the organizer whether this group is the family's."""
    text = t(
        "Show the cart of <b>{family}</b> in this chat? Everybody here will see its lines; only members can "
        "add and vote.",
        family=cart.name,
    )
    return Screen(text, rows([button(t.label("Yes"), AttachPress(family=cart.family)), cancel_button(t)]))


def attached_screen(t: Texts) -> Screen:
    """Confirm that the group shows the family now."""
    return Screen(t("Done. Anybody in the family can now use /cart and /add here."))
