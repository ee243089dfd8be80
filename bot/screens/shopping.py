"""The shop: how long somebody is there, what they buy, and what they would take instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.callbacks.people import Go, Place
from bot.callbacks.shopping import (
    EndTripPress,
    GoShopPress,
    MarkPress,
    ReplacementPress,
    ReplacePress,
    ShopPagePress,
    ShopPricePress,
)
from bot.screen import Screen, button, pager, rows
from bot.screens.journal import undo_buttons
from bot.screens.people import add_button, cancel_button, cart_button, home_button
from bot.screens.wishes import AUTHOR_SHOWN, drafted, wish
from bot.texts import Html, clip
from core.carts.trip import TRIP_TIMES, Mark
from core.carts.views import PAGE_LINES

if TYPE_CHECKING:
    from datetime import datetime

    from aiogram.types import InlineKeyboardButton

    from bot.texts import Texts
    from core.carts.item import Item
    from core.carts.trip import Trip
    from core.carts.views import Answered, EndedTrip, Offered, ShopView

MARKS = {Mark.BOUGHT: "✅", Mark.MISSING: "✖️", Mark.ASKING: "🔁"}


def shop_screen(view: ShopView, t: Texts, undo: int | None = None) -> Screen:
    """Show what the shopper buys; to others, who is in the shop, or how to go there.

    `undo` is what the shopper has just done to a line.
    """
    if view.trip is None:
        return _way_screen(t) if view.may_go else _nobody_screen(t)
    if not view.is_mine:
        return Screen(
            in_the_shop(view.trip.shopper_name, view.trip.until, t), rows([add_button(t), cart_button(t)])
        )
    return _list_screen(view, view.trip, t, undo)


def _way_screen(t: Texts) -> Screen:
    text = t(
        "🛍 <b>At the shop</b>\n"
        "How long will you be there? The family is told and can add to the cart meanwhile.\n\n"
        "Any other time: <code>/go 30</code> or <code>/go 18:30</code>"
    )
    return Screen(text, rows(_times(t), [cart_button(t), home_button(t)]))


def _nobody_screen(t: Texts) -> Screen:
    text = t("🛍 Nobody is in the shop right now. When an adult goes, you are told and can add to the cart.")
    return Screen(text, rows([add_button(t), cart_button(t)]))


def in_the_shop(name: str, until: datetime, t: Texts) -> Html:
    """Say who is in the shop."""
    return t("{words}", words=shop_words(name, until, t))


def shop_words(name: str, until: datetime, t: Texts) -> str:
    """Say who is in the shop, in plain words."""
    return t.label(
        "🛍 {name} is in the shop until {time}: add now what is missing.",
        name=clip(name, AUTHOR_SHOWN),
        time=t.clock(until),
    )


def _times(t: Texts) -> list[InlineKeyboardButton]:
    return [
        button("⏱ " + t.label("{count} min", count=minutes), GoShopPress(minutes=minutes))
        for minutes in TRIP_TIMES
    ]


def _list_screen(view: ShopView, trip: Trip, t: Texts, undo: int | None) -> Screen:
    numbered = list(enumerate(view.items, start=view.page * PAGE_LINES + 1))
    parts = [
        t(
            "🛍 <b>You are in the shop</b> until {time}\n{sums}",
            time=t.clock(trip.until),
            sums=_sums(view, t),
        )
    ]
    if numbered:
        parts.append(Html("\n".join(_line(number, item, t) for number, item in numbered)))
        parts.append(t("✅ bought · ✖️ not there · 🔁 replacement · 💰 price · ↩️ take the mark off"))
    else:
        parts.append(t("Nothing is agreed on yet. What the family adds will be here."))
    end = button("🏠 " + t.label("I'm done"), EndTripPress(trip=trip.id))
    return Screen(
        Html("\n\n".join(parts)),
        rows(
            *(_buttons(number, item, view.page) for number, item in numbered),
            pager(view.page, view.pages, lambda page: ShopPagePress(page=page)),
            undo_buttons(undo, t),
            [end],
            _times(t),
            [cart_button(t), home_button(t)],
        ),
    )


def _sums(view: ShopView, t: Texts) -> Html:
    parts = [
        t("bought: {count}", count=view.bought),
        *([t("not there: {count}", count=view.missing)] if view.missing else []),
        t("left: {count}", count=view.left),
        Html(t.money(view.total.minor, view.total.currency)),
    ]
    return Html(" · ".join(parts))


def _line(number: int, item: Item, t: Texts) -> Html:
    note = t("\n     <i>{note}</i>", note=item.note) if item.note else Html("")
    return t(
        "{number}. {mark} {urgent}{wish} – {author}{note}",
        number=number,
        mark=MARKS[item.mark] if item.mark else "▫️",
        urgent="❗️" if item.urgent else "",
        wish=wish(item, t),
        author=clip(item.author_name, AUTHOR_SHOWN),
        note=note,
    )


def _buttons(number: int, item: Item, page: int) -> list[InlineKeyboardButton]:
    named = {"item": item.id, "revision": item.revision}
    bought = button(f"{number} ✅", MarkPress(**named, mark=Mark.BOUGHT, page=page))
    missing = button(f"{number} ✖️", MarkPress(**named, mark=Mark.MISSING, page=page))
    neither = button(f"{number} ↩️", MarkPress(**named, mark=None, page=page))
    instead = button(f"{number} 🔁", ReplacePress(**named))
    price = button(f"{number} 💰", ShopPricePress(**named))
    match item.mark:
        case Mark.BOUGHT:
            return [neither, price]
        case Mark.MISSING:
            return [bought, instead, neither]
        case Mark.ASKING:
            return [bought, missing, neither]
        case _:
            return [bought, missing, instead, price]


def mark_words(item: Item, t: Texts) -> str:
    """Return the toast after a mark."""
    line = clip(item.title)
    match item.mark:
        case Mark.BOUGHT:
            return t.label("✅ “{line}” is bought", line=line)
        case Mark.MISSING:
            return t.label("✖️ “{line}” is not there; it stays in the cart", line=line)
        case _:
            return t.label("↩️ “{line}” is on the list again", line=line)


def ended_screen(ended: EndedTrip, t: Texts) -> Screen:
    """Say what came of a trip, and lead on to the check-out."""
    parts = [t("🏠 <b>Back from the shop</b>\n{what}", what=came_of_it(ended, t))]
    if ended.bought and ended.may_check_out:
        parts.append(t("What is bought can be checked out now: then everybody sees their share."))
    elif ended.bought:
        parts.append(t("{name} is told that what is bought can be checked out.", name=ended.organizer))
    is_next = ended.bought and ended.may_check_out
    return Screen(
        Html("\n\n".join(parts)),
        rows([checkout_button(t)] if is_next else [], [cart_button(t), home_button(t)]),
    )


def came_of_it(ended: EndedTrip, t: Texts) -> Html:
    """Say how many lines are bought, were not there, and were left."""
    total = t.money(ended.total.minor, ended.total.currency)
    lines = [
        t("✅ bought: {count}, {sum}", count=ended.bought, sum=total)
        if ended.bought
        else t("nothing is bought"),
        *([t("✖️ not there: {count}", count=ended.missing)] if ended.missing else []),
        *([t("▫️ left in the cart: {count}", count=ended.left)] if ended.left else []),
    ]
    return Html("\n".join(lines))


def ask_replacement_screen(item: Item, reader: int, t: Texts) -> Screen:
    """Ask what is there instead of a line; nobody but its author has to agree."""
    parts = [
        t(
            "What is there instead of {wish}? Send it with its price, for example:\n"
            "<code>kefir 1 l 95</code>",
            wish=wish(item, t),
        )
    ]
    if item.author != reader:
        parts.append(t("{author} is asked whether it will do.", author=item.author_name))
    return Screen(Html("\n\n".join(parts)), rows([cancel_button(t)]))


def offered_screen(offered: Offered, t: Texts, undo: int | None) -> Screen:
    """Confirm what would be taken instead, and lead back to the list."""
    instead = drafted(offered.draft, offered.units, t)
    if offered.asked is None:
        text = t("🔁 Instead of “{line}”: {instead}", line=offered.line, instead=instead)
    else:
        text = t(
            "🔁 {author} is asked: {instead} instead of “{line}”?\n"
            "You will be told the answer, or in 10 minutes that there is none. Go on with the list.",
            author=offered.asked,
            instead=instead,
            line=offered.line,
        )
    return Screen(text, rows(undo_buttons(undo, t), [list_button(t)], [cart_button(t)]))


def replacement_buttons(replacement: int, t: Texts) -> list[InlineKeyboardButton]:
    """Return yes and no to a replacement."""
    return [
        button("✅ " + t.label("Yes"), ReplacementPress(replacement=replacement, is_accepted=True)),
        button("✖️ " + t.label("No"), ReplacementPress(replacement=replacement, is_accepted=False)),
    ]


def answered_screen(answered: Answered, t: Texts, undo: int | None) -> Screen:
    """Confirm the author's answer; a yes can be taken back."""
    if not answered.is_accepted:
        text = t("✖️ No replacement: “{line}” stays in the cart. The shopper is told.", line=answered.line)
    elif answered.votes:
        text = t("🗳 “{line}”: the family has to vote on it first. The shopper is told.", line=answered.line)
    else:
        text = t("✅ “{line}” is taken instead. The shopper is told.", line=answered.line)
    return Screen(text, rows(undo_buttons(undo, t), [cart_button(t)]))


def list_button(t: Texts) -> InlineKeyboardButton:
    """Lead to what the shopper buys."""
    return button("🛍 " + t.label("Shopping list"), Go(to=Place.SHOP))


def shop_button(t: Texts) -> InlineKeyboardButton:
    """Lead from the cart to the shop."""
    return button("🛍 " + t.label("I'm at the shop"), Go(to=Place.SHOP))


def checkout_button(t: Texts) -> InlineKeyboardButton:
    """Lead to the check-out."""
    return button("🧾 " + t.label("Check out"), Go(to=Place.CHECKOUT))
