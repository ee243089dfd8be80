"""The cart's card, a line, and what was added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.callbacks.carts import (
    AskAgainPress,
    EditPress,
    LinePress,
    LineVotePress,
    PagePress,
    QuantityPress,
    RemovePress,
    UndoPress,
    VotePress,
)
from bot.callbacks.people import Go, Place
from bot.screen import Screen, button, rows
from bot.screens.approvals import decide_buttons, note_buttons
from bot.screens.benefits import benefits_button
from bot.screens.people import cancel_button, cart_button, home_button
from bot.screens.surprises import surprise_button
from bot.screens.wishes import amount, wish
from bot.texts import Html, clip
from core.carts.agreement import Choice, Standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiogram.types import InlineKeyboardButton

    from bot.texts import Texts
    from core.carts.item import Item
    from core.carts.views import Added, CartView, LineDetails, LineView, Voted

_MARKS = {
    Standing.ASKING: "⏳",
    Standing.DECLINED: "🚫",
    Standing.FREE: "✅",
    Standing.VOTING: "🗳",
    Standing.APPROVED: "✅",
    Standing.REJECTED: "❌",
    Standing.TIED: "⚖️",
}


def cart_screen(view: CartView, t: Texts, *, is_group: bool = False) -> Screen:
    """Show one page of the cart with a row of buttons for each line, or that it is switched off."""
    if not view.is_open:
        text = t(
            "🛒 <b>{family}</b>\nThe cart is switched off for now; its lines are kept. "
            "{name} can switch it on.",
            family=view.name,
            name=view.organizer,
        )
        return Screen(text, None if is_group else rows([benefits_button(t)], [home_button(t)]))
    if not view.count:
        text = t(
            "🛒 <b>{family}</b>\nThe cart is empty. Write for example <code>/add milk 2 pcs 89.90</code>.",
            family=view.name,
        )
        return Screen(text, None if is_group else rows([_add_button(t)], [home_button(t)]))
    lines = "\n".join(_line(number, line, t) for number, line in _numbered(view))
    text = t(
        "🛒 <b>{family}</b>\n\n{lines}\n\n{sums}", family=view.name, lines=Html(lines), sums=_sums(view, t)
    )
    buttons = [_line_buttons(number, line, t) for number, line in _numbered(view)]
    actions = [_add_button(t), button("🧾 " + t.label("Check out"), Go(to=Place.CHECKOUT))]
    return Screen(
        text,
        rows(*buttons, _pager(view), [] if is_group else actions, [] if is_group else [home_button(t)]),
    )


def _numbered(view: CartView) -> Sequence[tuple[int, LineView]]:
    first = view.page * PAGE_LINES + 1
    return list(enumerate(view.lines, start=first))


def _line(number: int, line: LineView, t: Texts) -> Html:
    item = line.item
    note = t("\n     <i>{note}</i>", note=item.note) if item.note else Html("")
    remarks = Html("".join(f"\n     {remark}" for remark in _remarks(line, t)))
    return t(
        "{number}. {mark} {urgent}{wish} – {author}{note}{remarks}",
        number=number,
        mark=_MARKS[item.standing] + (" 🎁" if item.hidden_from is not None else ""),
        urgent="❗️" if item.urgent else "",
        wish=wish(item, t),
        author=clip(item.author_name, AUTHOR_SHOWN),
        note=note,
        remarks=remarks,
    )


def _remarks(line: LineView, t: Texts) -> Sequence[Html]:
    """Return what the card says below a line: whether an adult has a say, and what limited members advise."""
    remarks = []
    if line.item.standing is Standing.ASKING:
        remarks.append(t("waits for an adult"))
    if line.item.standing is Standing.DECLINED:
        remarks.append(t("not allowed"))
    if line.advice_favour or line.advice_against:
        remarks.append(_advice(line, t))
    return remarks


def _advice(line: LineView, t: Texts) -> Html:
    said = {"👍": line.advice_favour, "👎": line.advice_against}
    return t("advice: {votes}", votes=" ".join(f"{icon} {count}" for icon, count in said.items() if count))


def _sums(view: CartView, t: Texts) -> Html:
    parts = [
        t.plural("{count} line", "{count} lines", view.count),
        t("agreed: {count}", count=view.ready),
        *([t("wait for an adult: {count}", count=view.asking)] if view.asking else []),
        Html(t.money(view.total.minor, view.total.currency)),
    ]
    if view.unpriced:
        parts.append(t("no price: {count}", count=view.unpriced))
    return Html(" · ".join(parts))


def _line_buttons(number: int, line: LineView, t: Texts) -> Sequence[InlineKeyboardButton]:
    item = line.item

    def wanting(label: str, quantity: int) -> InlineKeyboardButton:
        return button(label, QuantityPress(item=item.id, revision=item.revision, quantity=quantity))

    def voting(label: str, choice: Choice) -> InlineKeyboardButton:
        return button(label, VotePress(item=item.id, version=item.version, choice=choice))

    wanted = [
        wanting("−", item.quantity - 1),
        button(f"{number}: {amount(item.quantity, item.unit, t)}", LinePress(item=item.id)),
        wanting("+", item.quantity + 1),
    ]
    if item.standing.is_request:
        return wanted
    return [
        *wanted,
        voting(f"👍 {line.favour}", Choice.FOR),
        voting(f"👎 {line.against}", Choice.AGAINST),
    ]


def _pager(view: CartView) -> Sequence[InlineKeyboardButton]:
    if view.pages == 1:
        return []

    def turning(label: str, page: int) -> InlineKeyboardButton:
        return button(label, PagePress(family=view.family, page=page % view.pages))

    here = turning(f"{view.page + 1} / {view.pages}", view.page)
    return [turning("◀️", view.page - 1), here, turning("▶️", view.page + 1)]


def line_screen(details: LineDetails, t: Texts) -> Screen:
    """Show one line with everything that can be done about it."""
    line, item = details.line, details.line.item
    parts = [wish(item, t), t("Added by {name}", name=item.author_name)]
    if item.price is not None:
        parts.append(t("Price: {price}", price=t.money(item.price.minor, item.price.currency)))
    if item.link:
        parts.append(t("Link: {link}", link=item.link))
    if item.note:
        parts.append(t("Note: {note}", note=item.note))
    if details.hidden_from is not None and item.hidden_until is not None:
        parts.append(
            t(
                "🎁 Surprise: {name} does not see this line until {until}",
                name=details.hidden_from,
                until=t.moment(item.hidden_until),
            )
        )
    if details.decision.by is not None:
        parts.append(_decision(details, t))
    if details.decision.by is None or item.standing is not Standing.DECLINED:
        parts.append(_standing(line, t))
    if line.advice_favour or line.advice_against:
        parts.append(_advice(line, t))

    def voting(label: str, choice: Choice | None) -> InlineKeyboardButton:
        return button(label, LineVotePress(item=item.id, version=item.version, choice=choice))

    votes = [voting(f"👍 {line.favour}", Choice.FOR), voting(f"👎 {line.against}", Choice.AGAINST)]
    is_open = item.standing in (Standing.VOTING, Standing.FREE, Standing.TIED)
    own = [button("✏️ " + t.label("Edit"), EditPress(item=item.id, revision=item.revision))]
    remove = [button("🗑 " + t.label("Remove"), RemovePress(item=item.id))]
    again = button("🗳 " + t.label("Ask again"), AskAgainPress(item=item.id, revision=item.revision))
    return Screen(
        Html("\n".join(parts)),
        rows(
            decide_buttons(item.id, item.version, t) if details.may_decide else [],
            *(note_buttons(item.id, item.version, t) if details.may_decide else []),
            votes if is_open else [],
            [voting(t.label("Withdraw my vote"), None)] if is_open and details.my_choice is not None else [],
            [again] if details.is_author and item.standing in _MAY_ASK_AGAIN else [],
            [*(own if details.is_author else []), *(remove if details.may_remove else [])],
            [surprise_button(item, t)] if details.is_author else [],
            [cart_button(t)],
        ),
    )


_MAY_ASK_AGAIN = (Standing.REJECTED, Standing.DECLINED)


def _decision(details: LineDetails, t: Texts) -> Html:
    decision = details.decision
    said = (
        t("🚫 {name} said no", name=decision.name)
        if details.line.item.standing is Standing.DECLINED
        else t("👌 {name} said yes", name=decision.name)
    )
    note = t(" – “{note}”", note=decision.note) if decision.note else ""
    return Html(f"{said}{note}")


def _standing(line: LineView, t: Texts) -> Html:
    item = line.item
    votes = f"👍 {line.favour} 👎 {line.against}"
    match item.standing:
        case Standing.ASKING | Standing.DECLINED:
            return _request(item, t)
        case Standing.FREE:
            return t("✅ Agreed without a vote")
        case Standing.VOTING:
            until = t.moment(item.closes_at) if item.closes_at else ""
            return t("🗳 The family is voting until {until}: {votes}", until=until, votes=votes)
        case Standing.APPROVED:
            return t("✅ The family said yes: {votes}", votes=votes)
        case Standing.REJECTED:
            return t("❌ The family did not say yes: {votes}", votes=votes)
        case Standing.TIED:
            return t("⚖️ The votes are even ({votes}); the organizer decides", votes=votes)


def _request(item: Item, t: Texts) -> Html:
    if item.standing is Standing.DECLINED:
        return t("🚫 No adult answered in time")
    until = t.moment(item.closes_at) if item.closes_at else ""
    if item.price is None:
        return t("⏳ Waits for an adult until {until}: nobody knows what it costs", until=until)
    return t("⏳ Waits for an adult until {until}: it is above its author's limit", until=until)


def vote_words(voted: Voted, t: Texts) -> str:
    """Return the toast after a vote."""
    if voted.choice is None:
        return t.label("Your vote on “{line}” is withdrawn.", line=clip(voted.line))
    if voted.standing is Standing.FREE:
        return t.label("“{line}” needs no vote; your opinion is noted.", line=clip(voted.line))
    if voted.is_advice:
        return t.label("“{line}”: your advice is noted, the adults decide.", line=clip(voted.line))
    if voted.standing is Standing.APPROVED:
        return t.label("“{line}”: the family said yes ✅", line=clip(voted.line))
    if voted.standing is Standing.REJECTED:
        return t.label("“{line}”: the family did not say yes ❌", line=clip(voted.line))
    icon = "👍" if voted.choice is Choice.FOR else "👎"
    return f"{icon} {clip(voted.line)}"


def quantity_words(item: Item, t: Texts) -> str:
    """Return the toast after a change of quantity."""
    return f"{clip(item.title)}: {amount(item.quantity, item.unit, t)}"


def line_words(details: LineDetails, t: Texts) -> str:
    """Return a line in plain words, for a window that only one person in a group sees."""
    line, item = details.line, details.line.item
    words = [f"{clip(item.title)}, {amount(item.quantity, item.unit, t)}"]
    if not item.standing.is_request:
        words.append(f"👍 {line.favour} 👎 {line.against}")
    words += _remarks(line, t)
    if item.price is not None:
        words.append(t.label("Price: {price}", price=t.money(item.price.minor, item.price.currency)))
    words.append(t.label("Added by {name}", name=clip(item.author_name)))
    if details.hidden_from is not None:
        words.append("🎁 " + t.label("{name} does not know", name=clip(details.hidden_from)))
    return "\n".join(words)


def added_screen(added: Added, t: Texts, *, is_group: bool = False) -> Screen:
    """Show what was understood."""
    shown = added.items[:SHOWN_ADDED]
    lines = "\n".join(_understood(item, t) for item in shown)
    if len(added.items) > len(shown):
        lines += "\n" + t("… and {count} more", count=len(added.items) - len(shown))
    text = t("Added to the cart:\n{lines}", lines=Html(lines))
    undo = button("↩️ " + t.label("Undo"), UndoPress(addition=added.addition))
    fix = (
        button("✏️ " + t.label("Edit"), EditPress(item=added.items[0].id, revision=added.items[0].revision))
        if len(added.items) == 1 and not is_group
        else None
    )
    return Screen(text, rows([*([fix] if fix else []), undo], [] if is_group else [cart_button(t)]))


def _understood(item: Item, t: Texts) -> Html:
    waits = {
        Standing.VOTING: " " + t("🗳 the family votes"),
        Standing.ASKING: " " + t("⏳ waits for an adult"),
    }
    return Html(f"• {'❗️' if item.urgent else ''}{wish(item, t)}{waits.get(item.standing, '')}")


def undone_screen(removed: int, t: Texts, *, is_group: bool = False) -> Screen:
    """Say how many lines were taken back."""
    text = (
        t.plural("{count} line was taken back.", "{count} lines were taken back.", removed)
        if removed
        else t("Nothing to take back: these lines were changed or are gone already.")
    )
    return Screen(text, None if is_group else rows([cart_button(t)]))


def removed_screen(title: str, t: Texts) -> Screen:
    """Say that a line is gone."""
    return Screen(t("Removed: {title}", title=title), rows([cart_button(t)]))


def ask_lines_screen(t: Texts) -> Screen:
    """Ask what to add."""
    text = t(
        "What shall I add? One line each, for example:\n"
        "<code>milk 2 pcs 89.90</code>\n<code>cheese 300 g</code>\n<code>!batteries</code>\n\n"
        "Quantity, price and “!” for urgent are up to you."
    )
    return Screen(text, rows([cancel_button(t)]))


def ask_edit_screen(written: str, t: Texts) -> Screen:
    """Ask how a line should read; what it reads now can be tapped to copy."""
    text = t(
        "How should it read instead of this?\n<code>{line}</code>\n\n"
        "Tap it to copy, change it, send it back.",
        line=written,
    )
    return Screen(text, rows([cancel_button(t)]))


def outdated_screen(t: Texts) -> Screen:
    """Replace a card that is not the live one."""
    return Screen(t("This list is out of date."), rows([cart_button(t)]))


def _add_button(t: Texts) -> InlineKeyboardButton:
    return button("➕ " + t.label("Add"), Go(to=Place.ADD))


PAGE_LINES = 8
"""Lines on one page of the card, as the views count them."""

AUTHOR_SHOWN = 32
"""Longer names are cut on the card: eight lines at their longest must fit into one message."""

SHOWN_ADDED = 20
"""More lines than this are counted only, to stay within one message."""
