"""What the family has: everybody may look, the organizer switches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import Bot, Router

from bot.callbacks.benefits import BenefitPress, BenefitsPagePress
from bot.callbacks.people import Place
from bot.filters import Private, To
from bot.screens.benefits import benefits_screen
from bot.show import show

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery

    from bot.texts import Texts
    from bot.use_cases import Do
    from core.families.views import BenefitsView
    from core.people.person import Person

router = Router(name="benefits")
router.callback_query.filter(Private())


@router.callback_query(To(Place.BENEFITS))
async def go_benefits(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, show_benefits: Do[BenefitsView]
) -> None:
    """Show what the family has."""
    await show(query, bot, benefits_screen(await show_benefits(actor=person.id), t))


@router.callback_query(BenefitsPagePress.filter())
async def turn_benefits(
    query: CallbackQuery,
    callback_data: BenefitsPagePress,
    bot: Bot,
    person: Person,
    t: Texts,
    show_benefits: Do[BenefitsView],
) -> None:
    """Show another page of the changes."""
    view = await show_benefits(actor=person.id, page=callback_data.page)
    await show(query, bot, benefits_screen(view, t))


@router.callback_query(BenefitPress.filter())
async def switch(
    query: CallbackQuery,
    callback_data: BenefitPress,
    bot: Bot,
    person: Person,
    t: Texts,
    switch_benefit: Do[None],
    show_benefits: Do[BenefitsView],
) -> None:
    """Switch it, and show the outcome."""
    await switch_benefit(
        actor=person.id,
        family=callback_data.family,
        benefit=callback_data.benefit,
        is_on=callback_data.is_on,
    )
    await show(query, bot, benefits_screen(await show_benefits(actor=person.id), t))
