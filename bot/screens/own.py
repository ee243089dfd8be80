"""One's own cart, and what is offered and sent in other chats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.callbacks.own import (
    InlinePress,
    OwnEditPress,
    OwnLinePress,
    OwnMoveAllPress,
    OwnMoveBackPress,
    OwnMovePress,
    OwnPagePress,
    OwnQuantityPress,
    OwnRemovePress,
    OwnUndoPress,
)
from bot.callbacks.people import Go, Place
from bot.screen import Screen, button, pager, rows
from bot.screens.adding import offer_buttons, offer_words
from bot.screens.people import (
    cancel_button,
    cart_button,
    home_button,
    own_cart_button,
    own_orders_button,
)
from bot.screens.wishes import amount, wish
from bot.texts import Html, clip
from core.carts.units import fewer, more
from core.carts.views import PAGE_LINES

if TYPE_CHECKING:
    from aiogram.types import InlineKeyboardButton

    from bot.texts import Texts
    from core.carts.inline import InlineOffer
    from core.carts.own import OwnCart, OwnDetails
    from core.carts.own_line import OwnAdded, OwnLine
    from core.carts.reading import LineDraft
    from core.carts.views import Added
    from core.families.family import Units

SHOWN_ADDED = 20
DESCRIBED = 3
"""So many lines are described in what is offered in another chat; a phone shows no more of it."""


def own_cart_screen(view: OwnCart, t: Texts) -> Screen:
    """Show one page of the person's own cart."""
    if not view.count:
        text = t(
            "🧺 <b>My cart</b>\nNobody but you sees it. It is empty: tap “Add”, and write what you want."
        )
        return Screen(text, rows([_add_button(t)], [own_orders_button(t)], [home_button(t)]))
    first = view.page * PAGE_LINES + 1
    numbered = list(enumerate(view.lines, start=first))
    lines = [
        t("{number}. {wish}", number=number, wish=_own_wish(line.draft, t, view.units))
        for number, line in numbered
    ]
    sums = [
        t.plural("{count} line", "{count} lines", view.count),
        *(Html(t.money(total.minor, total.currency)) for total in view.sums),
        *([t("no price: {count}", count=view.unpriced)] if view.unpriced else []),
    ]
    text = t(
        "🧺 <b>My cart</b>\nNobody but you sees it.\n\n{lines}\n\n{sums}",
        lines=Html("\n".join(lines)),
        sums=Html(" · ".join(sums)),
    )
    move = button("➡️ " + t.label("All to the family's cart"), OwnMoveAllPress(last=view.last or 1))
    return Screen(
        text,
        rows(
            *(_line_buttons(number, line, view, t) for number, line in numbered),
            pager(view.page, view.pages, lambda page: OwnPagePress(page=page)),
            [_add_button(t), button("🧾 " + t.label("Check out"), Go(to=Place.OWN_CHECKOUT))],
            [own_orders_button(t)],
            [move] if view.has_family else [],
            [cart_button(t), home_button(t)] if view.has_family else [home_button(t)],
        ),
    )


def _line_buttons(number: int, line: OwnLine, view: OwnCart, t: Texts) -> list[InlineKeyboardButton]:
    draft = line.draft

    def wanting(label: str, quantity: int) -> InlineKeyboardButton:
        return button(
            label,
            OwnQuantityPress(item=line.id, revision=line.revision, quantity=quantity, page=view.page),
        )

    shown = amount(draft.quantity, draft.unit, t, view.units)
    return [
        wanting("−", fewer(draft.quantity, draft.unit)),
        button(f"{number}: {shown}", OwnLinePress(item=line.id)),
        wanting("+", more(draft.quantity, draft.unit)),
    ]


def _own_wish(draft: LineDraft, t: Texts, units: Units) -> Html:
    urgent = Html("❗️" if draft.urgent else "")
    note = t(" (<i>{note}</i>)", note=draft.note) if draft.note else Html("")
    return Html(f"{urgent}{wish(draft, t, units=units)}{note}")


def own_line_screen(details: OwnDetails, t: Texts) -> Screen:
    """Show one line of the person's own cart with everything that can be done about it."""
    line = details.line
    parts = [_own_wish(line.draft, t, details.units)]
    if line.draft.link:
        parts.append(t("Link: {link}", link=line.draft.link))
    move = button("➡️ " + t.label("To the family's cart"), OwnMovePress(item=line.id, revision=line.revision))
    return Screen(
        Html("\n".join(parts)),
        rows(
            [move] if details.has_family else [],
            [
                button("✏️ " + t.label("Edit"), OwnEditPress(item=line.id, revision=line.revision)),
                button("🗑 " + t.label("Remove"), OwnRemovePress(item=line.id)),
            ],
            [own_cart_button(t)],
        ),
    )


def own_added_screen(added: OwnAdded, t: Texts) -> Screen:
    """Show what was understood and is in the person's own cart now."""
    lines = added.lines
    shown = [Html(f"• {_own_wish(line.draft, t, added.units)}") for line in lines[:SHOWN_ADDED]]
    if len(lines) > len(shown):
        shown.append(t("… and {count} more", count=len(lines) - len(shown)))
    text = t("Added to your own cart:\n{lines}", lines=Html("\n".join(shown)))
    only = lines[0] if len(lines) == 1 else None
    fix = [button("✏️ " + t.label("Edit"), OwnEditPress(item=only.id, revision=only.revision))] if only else []
    undo = button("↩️ " + t.label("Undo"), OwnUndoPress(addition=added.addition))
    return Screen(text, rows([*fix, undo], [_add_button(t)], [own_cart_button(t)]))


def own_removed_screen(title: str, t: Texts) -> Screen:
    """Say that a line is gone."""
    return Screen(t("Removed: {title}", title=title), rows([own_cart_button(t)]))


def moved_screen(added: Added, t: Texts) -> Screen:
    """Say what went to the family's cart, and ask what is twice there now."""
    lines = [Html(f"• {wish(item, t)}") for item in added.items[:SHOWN_ADDED]]
    if len(added.items) > len(lines):
        lines.append(t("… and {count} more", count=len(added.items) - len(lines)))
    text = t("Now in the family's cart:\n{lines}", lines=Html("\n".join([*lines, *offer_words(added, t)])))
    undo = button("↩️ " + t.label("Undo"), OwnMoveBackPress(addition=added.addition))
    return Screen(text, rows(*offer_buttons(added, t), [undo], [own_cart_button(t), cart_button(t)]))


def ask_own_lines_screen(t: Texts) -> Screen:
    """Ask what to add to the person's own cart."""
    text = t(
        "What shall I put into your own cart? One line each, for example:\n"
        "<code>milk 2 pcs 89.90</code>\n<code>!batteries</code>\n\nNobody but you sees it."
    )
    return Screen(text, rows([cancel_button(t)]))


def _add_button(t: Texts) -> InlineKeyboardButton:
    return button("➕ " + t.label("Add"), Go(to=Place.OWN_ADD))


def described(offer: InlineOffer, t: Texts) -> str:
    """Return what was understood of what somebody typed in another chat, in one line."""
    lines = [
        ", ".join(
            [
                f"{'❗️' if draft.urgent else ''}{clip(draft.title)}",
                amount(draft.quantity, draft.unit, t, offer.units),
                *([t.money(total.minor, total.currency)] if (total := draft.total()) else []),
            ]
        )
        for draft in offer.drafts[:DESCRIBED]
    ]
    rest = len(offer.drafts) - len(lines)
    return "; ".join([*lines, *([t.label("… and {count} more", count=rest)] if rest else [])])


def sent_screen(text: str, press: InlinePress, t: Texts) -> Screen:
    """Return the message that is sent into another chat: what was typed, and a button that adds it."""
    label = t.label("Add to the cart") if press.to_family else t.label("Add to my cart")
    return Screen(t("🛒 {text}", text=text), rows([button("➕ " + label, press)]))


def heeded_screen(text: str, t: Texts) -> Screen:
    """Return what the message in another chat says once it was added."""
    return Screen(t("✅ {text}", text=text))
