"""What the family has, and who switched it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.callbacks.benefits import BenefitPress, BenefitsPagePress
from bot.callbacks.people import Go, Place
from bot.screen import Screen, button, pager, rows
from bot.texts import Html
from core.families.benefit import Benefit

if TYPE_CHECKING:
    from aiogram.types import InlineKeyboardButton

    from bot.texts import Texts
    from core.families.views import BenefitChange, BenefitsView


def benefits_screen(view: BenefitsView, t: Texts) -> Screen:
    """Show what is on, the switches to the organizer, and a page of the changes."""
    switched = "\n".join(
        f"{'✅' if is_on else '⬜️'} {benefit_name(benefit, t)}" for benefit, is_on in view.is_on.items()
    )
    parts = [t("🎛 <b>{family}</b>: benefits\n{switched}", family=view.name, switched=Html(switched))]
    if not view.is_organizer:
        parts.append(t("{name} switches them, as the organizer.", name=view.organizer))
    if view.changes:
        changes = "\n".join(_change(change, t) for change in view.changes)
        parts.append(t("Changes:\n{changes}", changes=Html(changes)))
    switches = [[_switch(view, benefit, t, is_on=not is_on)] for benefit, is_on in view.is_on.items()]
    back = button("⬅️ " + t.label("Back"), Go(to=Place.FAMILY))
    turning = pager(view.page, view.pages, lambda page: BenefitsPagePress(page=page))
    return Screen(Html("\n\n".join(parts)), rows(*(switches if view.is_organizer else []), turning, [back]))


def benefits_button(t: Texts) -> InlineKeyboardButton:
    """Return the way to what the family has."""
    return button("🎛 " + t.label("Benefits"), Go(to=Place.BENEFITS))


def benefit_name(benefit: Benefit, t: Texts) -> str:
    """Return what the benefit is called."""
    return {
        Benefit.CART: t.label("Cart"),
        Benefit.VOTING: t.label("Voting"),
        Benefit.ACCOUNT: t.label("Shared account"),
    }[benefit]


def _change(change: BenefitChange, t: Texts) -> Html:
    told = {"when": t.moment(change.at), "name": change.by, "benefit": benefit_name(change.benefit, t)}
    if change.is_on:
        return t("• {when}, {name}: {benefit} – on", **told)
    return t("• {when}, {name}: {benefit} – off", **told)


def _switch(view: BenefitsView, benefit: Benefit, t: Texts, *, is_on: bool) -> InlineKeyboardButton:
    name = benefit_name(benefit, t)
    label = (
        t.label("Switch on: {benefit}", benefit=name)
        if is_on
        else t.label("Switch off: {benefit}", benefit=name)
    )
    return button(label, BenefitPress(family=view.family, benefit=benefit, is_on=is_on))
