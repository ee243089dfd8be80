"""The cart's card, a line, and what was added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram.types import (
    InputRichBlockButtons,
    InputRichBlockList,
    InputRichBlockListItem,
    InputRichBlockParagraph,
    InputRichMessage,
    RichMessageButton,
    RichTextBold,
    RichTextItalic,
)

from bot.callbacks.carts import (
    AskAgainPress,
    EditPress,
    LinePress,
    LineQuantityPress,
    LineVotePress,
    PagePress,
    QuantityPress,
    RemovePress,
    UndoPress,
    VotePress,
)
from bot.callbacks.journal import TakeBackPress
from bot.callbacks.shopping import UnmarkPress
from bot.screen import RichScreen, Screen, button, pager, rows
from bot.screens.adding import fix_button, offer_buttons, offer_words, own_note_buttons
from bot.screens.approvals import decide_buttons, note_buttons
from bot.screens.benefits import benefits_button
from bot.screens.deadlines import deadline_button, vote_remarks, was_words
from bot.screens.journal import journal_button, line_journal_button, undo_buttons
from bot.screens.people import add_button, cancel_button, cart_button, home_button, own_cart_button
from bot.screens.shopping import checkout_button, in_the_shop, shop_button, shop_words
from bot.screens.staples import keep_button, staples_button
from bot.screens.surprises import surprise_button
from bot.screens.wishes import AUTHOR_SHOWN, amount, wish
from bot.texts import Html, clip
from core.carts.agreement import Choice, Standing
from core.carts.trip import Mark
from core.carts.units import fewer, more
from core.carts.views import PAGE_LINES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiogram.types import InlineKeyboardButton, RichTextUnion

    from bot.texts import Texts
    from core.carts.item import Item
    from core.carts.views import Added, CartView, LineDetails, LineView, Merged, Voted

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
        return Screen(
            Html(text + _banner(view, t)),
            None if is_group else rows([add_button(t)], *_ways(t)),
        )
    lines = "\n".join(_line(number, line, t) for number, line in _numbered(view))
    text = t(
        "🛒 <b>{family}</b>\n\n{lines}\n\n{sums}", family=view.name, lines=Html(lines), sums=_sums(view, t)
    )
    text = Html(text + _banner(view, t))
    buttons = [_line_buttons(number, line, t) for number, line in _numbered(view)]
    return Screen(text, rows(*buttons, *_actions(view, t, is_group=is_group)))


def _banner(view: CartView, t: Texts) -> Html:
    if view.shopper is None or view.until is None:
        return Html("")
    return Html("\n\n" + in_the_shop(view.shopper, view.until, t))


def rich_cart_screen(view: CartView, t: Texts, *, is_group: bool = False) -> Screen | RichScreen:
    """Show one page of the cart with the buttons of each line beside it; without lines it is a plain one."""
    if not view.is_open or not view.count:
        return cart_screen(view, t, is_group=is_group)
    content = InputRichMessage(
        blocks=[
            InputRichBlockParagraph(text=["🛒 ", RichTextBold(text=view.name)]),
            InputRichBlockList(items=[_rich_line(number, line, t) for number, line in _numbered(view)]),
            InputRichBlockParagraph(text=_sums(view, t)),
            *_rich_banner(view, t),
        ]
    )
    return RichScreen(content, rows(*_actions(view, t, is_group=is_group)))


def _rich_banner(view: CartView, t: Texts) -> Sequence[InputRichBlockParagraph]:
    if view.shopper is None or view.until is None:
        return []
    return [InputRichBlockParagraph(text=shop_words(view.shopper, view.until, t))]


def _actions(view: CartView, t: Texts, *, is_group: bool) -> Sequence[Sequence[InlineKeyboardButton]]:
    """Return the rows below the lines: what concerns the card and the whole cart."""
    turning = pager(view.page, view.pages, lambda page: PagePress(family=view.family, page=page))
    if is_group:
        return [turning]
    return [
        turning,
        [add_button(t), *([checkout_button(t)] if view.may_check_out else [])],
        *_ways(t),
    ]


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


def _rich_line(number: int, line: LineView, t: Texts) -> InputRichBlockListItem:
    """Return a line, what else there is to say about it, and a row of its buttons."""
    item = line.item
    total = item.total()
    price = f", {t.money(total.minor, total.currency)}" if total is not None else ""
    words: RichTextUnion = [
        f"{_MARKS[item.standing]} {'❗️' if item.urgent else ''}",
        RichTextBold(text=item.title),
        f"{price} – {clip(item.author_name, AUTHOR_SHOWN)}",
    ]
    note: list[RichTextUnion] = [RichTextItalic(text=item.note)] if item.note else []
    pressed = [
        RichMessageButton(text=each.text, callback_data=each.callback_data)
        for each in _line_buttons(None, line, t)
    ]
    return InputRichBlockListItem(
        blocks=[
            *(InputRichBlockParagraph(text=text) for text in (words, *note, *_remarks(line, t))),
            InputRichBlockButtons(buttons=pressed),
        ],
        value=number,
        type="1",
    )


def _remarks(line: LineView, t: Texts) -> Sequence[Html]:
    """Return what the card says below a line: marks, what it was, what an adult and limited members say."""
    was = was_words(line.item, t)
    remarks = [was] if was is not None else []
    if line.item.mark is not None:
        remarks.append(_mark(line.item.mark, t))
    if line.item.standing is Standing.ASKING:
        remarks.append(t("waits for an adult"))
    if line.item.standing is Standing.DECLINED:
        remarks.append(t("not allowed"))
    if line.advice_favour or line.advice_against:
        remarks.append(_advice(line, t))
    return remarks


def _mark(mark: Mark, t: Texts) -> Html:
    match mark:
        case Mark.BOUGHT:
            return t("🛍 bought")
        case Mark.MISSING:
            return t("✖️ not there")
        case Mark.ASKING:
            return t("🔁 a replacement?")


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


def _line_buttons(number: int | None, line: LineView, t: Texts) -> Sequence[InlineKeyboardButton]:
    """Return the buttons of a line; the number says which line it is where they do not stand beside it."""
    item = line.item
    wanted_now = amount(item.quantity, item.unit, t, item.units)

    def wanting(label: str, quantity: int) -> InlineKeyboardButton:
        return button(label, QuantityPress(item=item.id, revision=item.revision, quantity=quantity))

    def voting(label: str, choice: Choice) -> InlineKeyboardButton:
        return button(label, VotePress(item=item.id, version=item.version, choice=choice))

    wanted = [
        wanting("−", fewer(item.quantity, item.unit)),
        button(wanted_now if number is None else f"{number}: {wanted_now}", LinePress(item=item.id)),
        wanting("+", more(item.quantity, item.unit)),
    ]
    if item.standing.is_request:
        return wanted
    return [
        *wanted,
        voting(f"👍 {line.favour}", Choice.FOR),
        voting(f"👎 {line.against}", Choice.AGAINST),
    ]


def line_screen(details: LineDetails, t: Texts, undo: int | None = None) -> Screen:
    """Show one line with everything that can be done about it; `undo` is the deed that led here."""
    item = details.line.item

    def voting(label: str, choice: Choice | None) -> InlineKeyboardButton:
        return button(label, LineVotePress(item=item.id, version=item.version, choice=choice))

    votes = [
        voting(f"👍 {details.line.favour}", Choice.FOR),
        voting(f"👎 {details.line.against}", Choice.AGAINST),
    ]
    is_open = item.standing in (Standing.VOTING, Standing.FREE, Standing.TIED)
    own = [button("✏️ " + t.label("Edit"), EditPress(item=item.id, revision=item.revision))]
    removing = [button("🗑 " + t.label("Remove"), RemovePress(item=item.id))] if details.may_remove else []
    unmark = button("↩️ " + t.label("Not bought"), UnmarkPress(item=item.id, revision=item.revision))
    again = button("🗳 " + t.label("Ask again"), AskAgainPress(item=item.id, revision=item.revision))
    return Screen(
        Html("\n".join(_described(details, t))),
        rows(
            decide_buttons(item.id, item.version, t) if details.may_decide else [],
            *(note_buttons(item.id, item.version, t) if details.may_decide else []),
            votes if is_open else [],
            [voting(t.label("Withdraw my vote"), None)] if is_open and details.my_choice is not None else [],
            [deadline_button(item, t)] if details.may_move_deadline else [],
            [again] if details.is_author and item.standing in _MAY_ASK_AGAIN else [],
            [unmark] if details.may_unmark else [],
            [keep_button(item.id, t, is_staple=details.is_staple)] if details.hidden_from is None else [],
            _wanting(item, t) if details.is_author and item.mark is not Mark.BOUGHT else [],
            own_note_buttons(details, t) if details.is_author and item.mark is not Mark.BOUGHT else [],
            [] if item.mark is Mark.BOUGHT else [*(own if details.is_author else []), *removing],
            [surprise_button(item, t)] if details.is_author else [],
            undo_buttons(undo, t),
            [cart_button(t), line_journal_button(item.id, t)],
        ),
    )


def _described(details: LineDetails, t: Texts) -> list[Html]:
    """Return what there is to say about a line."""
    line, item = details.line, details.line.item
    parts = [wish(item, t), t("Added by {name}", name=item.author_name)]
    if details.replaced is not None:
        parts.append(t("🔁 Instead of “{line}”, which was not in the shop", line=details.replaced))
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
                until=t.last_minute(item.hidden_until),
            )
        )
    if details.decision.by is not None:
        parts.append(_decision(details, t))
    if details.decision.by is None or item.standing is not Standing.DECLINED:
        parts.append(_standing(line, t))
    parts += vote_remarks(item, details.voting, t)
    if line.advice_favour or line.advice_against:
        parts.append(_advice(line, t))
    if item.mark is not None:
        parts.append(_mark(item.mark, t))
    return parts


def _wanting(item: Item, t: Texts) -> Sequence[InlineKeyboardButton]:
    """Return the buttons with which an author wants more or fewer on the line's own screen."""

    def wanting(label: str, quantity: int) -> InlineKeyboardButton:
        return button(label, LineQuantityPress(item=item.id, revision=item.revision, quantity=quantity))

    return [
        wanting("−", fewer(item.quantity, item.unit)),
        wanting(amount(item.quantity, item.unit, t, item.units), item.quantity),
        wanting("+", more(item.quantity, item.unit)),
    ]


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
        return _advice_words(voted, t)
    if voted.standing is Standing.APPROVED:
        return t.label("“{line}”: the family said yes ✅", line=clip(voted.line))
    if voted.standing is Standing.REJECTED:
        return t.label("“{line}”: the family did not say yes ❌", line=clip(voted.line))
    icon = "👍" if voted.choice is Choice.FOR else "👎"
    return f"{icon} {clip(voted.line)}"


def _advice_words(voted: Voted, t: Texts) -> str:
    if voted.is_alone:
        return t.label("“{line}”: your advice is noted, the organizer decides.", line=clip(voted.line))
    return t.label("“{line}”: your advice is noted, the adults decide.", line=clip(voted.line))


def quantity_words(item: Item, t: Texts) -> str:
    """Return the toast after a change of quantity."""
    return f"{clip(item.title)}: {amount(item.quantity, item.unit, t, item.units)}"


def line_words(details: LineDetails, t: Texts) -> str:
    """Return a line in plain words, for a window that only one person in a group sees."""
    line, item = details.line, details.line.item
    words = [f"{clip(item.title)}, {amount(item.quantity, item.unit, t, item.units)}"]
    if not item.standing.is_request:
        words.append(f"👍 {line.favour} 👎 {line.against}")
    words += _remarks(line, t)
    if item.price is not None:
        words.append(t.label("Price: {price}", price=t.money(item.price.minor, item.price.currency)))
    words.append(t.label("Added by {name}", name=clip(item.author_name)))
    if details.hidden_from is not None:
        words.append("🎁 " + t.label("{name} does not know", name=clip(details.hidden_from)))
    return "\n".join(words)


def added_screen(
    added: Added, t: Texts, *, is_group: bool = False, since: tuple[str, int] | None = None
) -> Screen:
    """Show what was understood, and ask what it leaves open.

    `since` is a line that was changed since, and the deed of it, which can be taken back.
    """
    if not added.items:
        return undone_screen(0, t, is_group=is_group)
    return Screen(_added_text(added, t), rows(*_added_rows(added, t, since, is_group=is_group)))


def _added_text(added: Added, t: Texts) -> Html:
    shown = added.items[:SHOWN_ADDED]
    lines = [_understood(item, t) for item in shown]
    if len(added.items) > len(shown):
        lines.append(t("… and {count} more", count=len(added.items) - len(shown)))
    return t("Added to the cart:\n{lines}", lines=Html("\n".join([*lines, *offer_words(added, t)])))


def _added_rows(
    added: Added, t: Texts, since: tuple[str, int] | None, *, is_group: bool
) -> list[Sequence[InlineKeyboardButton]]:
    """Return what can be done about what was added; what was done since is taken back before the rest is."""
    undo = button("↩️ " + t.label("Undo"), UndoPress(addition=added.addition))
    first: list[InlineKeyboardButton] = []
    if since is not None:
        line, deed = since
        only = [item.title for item in added.items] == [line]
        back = TakeBackPress(deed=deed)
        if only:
            undo = button("↩️ " + t.label("Undo"), back)
        else:
            first = [button(f"{clip(line, 24)}: ↩️ " + t.label("Undo"), back)]
    return [
        first,
        *offer_buttons(added, t),
        [undo] if is_group else [fix_button(added, t), undo],
        [] if is_group else [cart_button(t)],
    ]


def merged_screen(merged: Merged, t: Texts, undo: int | None = None, *, is_group: bool = False) -> Screen:
    """Show the line that two became, and what else was added with the newer one; `undo` is the deed."""
    item, rest = merged.item, merged.rest
    text = t("One line now: {wish}", wish=wish(item, t))
    if rest is None or not rest.items:
        return Screen(text, rows(undo_buttons(undo, t), [] if is_group else [cart_button(t)]))
    since = (item.title, undo) if undo is not None else None
    return Screen(
        Html(f"{text}\n\n{_added_text(rest, t)}"), rows(*_added_rows(rest, t, since, is_group=is_group))
    )


def _understood(item: Item, t: Texts) -> Html:
    waits = {
        Standing.VOTING: " " + t("🗳 the family votes"),
        Standing.ASKING: " " + t("⏳ waits for an adult"),
    }
    return Html(f"• {'❗️' if item.urgent else ''}{wish(item, t)}{waits.get(item.standing, '')}")


def undone_screen(removed: int, t: Texts, *, is_group: bool = False) -> Screen:
    """Say how many lines were taken back."""
    return Screen(t("{words}", words=undone_words(removed, t)), None if is_group else rows([cart_button(t)]))


def undone_words(removed: int, t: Texts) -> str:
    """Say how many lines were taken back, in plain words."""
    if not removed:
        return t.label("Nothing to take back: these lines were changed or are gone already.")
    return t.plural("{count} line was taken back.", "{count} lines were taken back.", removed)


def removed_screen(title: str, t: Texts, undo: int | None = None) -> Screen:
    """Say that a line is gone; `undo` is the deed that removed it."""
    return Screen(t("Removed: {title}", title=title), rows(undo_buttons(undo, t), [cart_button(t)]))


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


def _ways(t: Texts) -> list[list[InlineKeyboardButton]]:
    return [
        [shop_button(t), staples_button(t)],
        [own_cart_button(t), journal_button(t)],
        [home_button(t)],
    ]


SHOWN_ADDED = 20
"""More lines than this are counted only, to stay within one message."""
