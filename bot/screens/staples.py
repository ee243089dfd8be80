"""What a family buys again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.callbacks.people import Go, Place
from bot.callbacks.staples import (
    AddStaplePress,
    AddStaplesPress,
    DropStaplePress,
    KeepOrderedPress,
    KeepStaplePress,
    StaplesPagePress,
)
from bot.screen import Screen, button, pager, rows
from bot.screens.people import cart_button, home_button
from bot.screens.wishes import drafted
from bot.texts import Html, clip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiogram.types import InlineKeyboardButton

    from bot.texts import Texts
    from core.carts.views import Added, StaplesView, StapleView
    from core.families.family import Units

PAGE_STAPLES = 8
"""Staples on one page, as the views count them."""


def staples_screen(view: StaplesView, t: Texts) -> Screen:
    """Show a page of the staples with a row of buttons for each, and what could be one, too."""
    numbered = list(enumerate(view.staples, start=view.page * PAGE_STAPLES + 1))
    if not view.count:
        parts = [
            t(
                "⭐️ <b>Staples</b>\nWhat you buy again and again: one tap puts it into the cart.\n"
                "Open a line of the cart and tap “Make it a staple”."
            )
        ]
    else:
        listed = Html("\n".join(_staple(number, staple, view.units, t) for number, staple in numbered))
        parts = [t("⭐️ <b>Staples</b>\n\n{listed}", listed=listed)]
    if view.count >= view.limit:
        parts.append(t("There is room for {limit} staples; remove one to keep another.", limit=view.limit))
    if view.suggested:
        parts.append(t("You buy this often. Tap it to make it a staple:"))
    everything = AddStaplesPress(page=view.page)
    return Screen(
        Html("\n\n".join(parts)),
        rows(
            *(_buttons(number, staple, view.page) for number, staple in numbered),
            pager(view.page, view.pages, lambda page: StaplesPagePress(page=page)),
            [button("➕ " + t.label("Add all that is missing: {count}", count=view.missing), everything)]
            if view.missing
            else [],
            *(
                [
                    button(
                        f"⭐️ {clip(draft.title)}",
                        KeepOrderedPress(order=order, position=position, page=view.page),
                    )
                ]
                for order, position, draft in view.suggested
            ),
            [cart_button(t), home_button(t)],
        ),
    )


def _staple(number: int, staple: StapleView, units: Units, t: Texts) -> Html:
    in_cart = t(" – in the cart") if staple.is_in_cart else Html("")
    return t(
        "{number}. {wish}{in_cart}", number=number, wish=drafted(staple.draft, units, t), in_cart=in_cart
    )


def _buttons(number: int, staple: StapleView, page: int) -> Sequence[InlineKeyboardButton]:
    add = button(f"{number} ➕", AddStaplePress(staple=staple.id, page=page))
    drop = button(f"{number} 🗑", DropStaplePress(staple=staple.id, page=page))
    return [drop] if staple.is_in_cart else [add, drop]


def staples_added_words(added: Added | None, t: Texts) -> str:
    """Return the toast after staples were added."""
    if added is None:
        return t.label("It is all in the cart already.")
    if len(added.items) == 1:
        return t.label("In the cart: {line}", line=clip(added.items[0].title))
    return t.labels("{count} line is in the cart", "{count} lines are in the cart", len(added.items))


def staples_button(t: Texts) -> InlineKeyboardButton:
    """Lead to the staples."""
    return button("⭐️ " + t.label("Staples"), Go(to=Place.STAPLES))


def keep_button(item: int, t: Texts, *, is_staple: bool) -> InlineKeyboardButton:
    """Make a line a staple, or none any more."""
    press = KeepStaplePress(item=item, is_staple=not is_staple)
    if is_staple:
        return button("⭐️ " + t.label("No staple any more"), press)
    return button("⭐️ " + t.label("Make it a staple"), press)
