"""The journal of the cart: who did what, and what of it can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.callbacks.journal import JournalFilePress, JournalPartPress, JournalPress, Part, TakeBackPress
from bot.callbacks.people import Go, Place
from bot.screen import Screen, button, pager, rows
from bot.screens.customs import TOLD, custom_name, told_value
from bot.screens.people import cart_button, home_button, own_cart_button
from bot.screens.wishes import amount, order_name, wish
from bot.texts import Html, clip
from core.carts.agreement import Choice, Standing
from core.carts.journal import Deed, Matter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aiogram.types import InlineKeyboardButton

    from bot.texts import Texts
    from core.carts.journal import Fact
    from core.carts.views import CastVote, JournalChoices, JournalEntry, JournalView, Undone, Wanted
    from core.families.family import Units

PAGE_ENTRIES = 6
"""Entries on one page, as the views count them."""

TITLE_SHOWN = 60
NOTE_SHOWN = 40
NAME_SHOWN = 24
VOTER_SHOWN = 16
"""Longer titles, notes and names are cut: six entries at their longest must fit into one message."""

ONE_DAY = timedelta(days=1)


def journal_screen(view: JournalView, t: Texts) -> Screen:
    """Show a page of the journal; what the reader did a moment ago can be taken back from it."""
    numbered = list(enumerate(view.entries, start=view.page * PAGE_ENTRIES + 1))
    entries = [_entry(number, entry, view, t) for number, entry in numbered]
    if not entries:
        entries = [t("Nothing is written here yet.")]
    text = t(
        "📖 <b>Journal</b>{wanted}\n\n{entries}",
        wanted=_wanted(view, t),
        entries=Html("\n".join(entries)),
    )
    undo = [_undo_button(number, entry.id, t) for number, entry in numbered if entry.may_undo and entry.id]
    files = [_files_button(view.wanted, t)] if view.count else []
    turning = pager(view.page, view.pages, lambda page: _to_page(view.wanted, page))
    ways = [cart_button(t), home_button(t)]
    return Screen(text, rows(*_in_rows(undo, 3), _part_buttons(view, t), turning, files, ways))


def _entry(number: int, entry: JournalEntry, view: JournalView, t: Texts) -> Html:
    words = deed_words(entry, view, t)
    who = clip(entry.actor, NAME_SHOWN) if entry.actor is not None else t.label("by itself")
    votes = votes_words(entry, t)
    told = t(
        "{number}. {words}\n     <i>{name}, {moment}</i>",
        number=number,
        words=words,
        name=who,
        moment=t.moment(entry.done_at),
    )
    if votes:
        told = Html(told + t("\n     {votes}", votes=votes))
    return Html(told + t("\n     taken back")) if entry.is_undone else told


def votes_words(entry: JournalEntry, t: Texts) -> str:
    """Return who had voted how, and when."""
    said = [
        (icon, [_vote_words(vote, entry, t) for vote in entry.votes if vote.choice is wanted])
        for icon, wanted in (("👍", Choice.FOR), ("👎", Choice.AGAINST))
    ]
    return " · ".join(f"{icon} {', '.join(names)}" for icon, names in said if names)


def _vote_words(vote: CastVote, entry: JournalEntry, t: Texts) -> str:
    """Return who voted and when: by the clock alone when it has not shown that time since."""
    name = clip(vote.name, VOTER_SHOWN)
    if vote.at is None:
        return name
    return f"{name} ({t.clock(vote.at) if entry.done_at - vote.at < ONE_DAY else t.moment(vote.at)})"


def deed_words(entry: JournalEntry, view: JournalView, t: Texts) -> str:  # noqa: C901, PLR0911, PLR0912  # one case each
    """Return what was done to which line, in plain words."""
    line, facts = clip(entry.line, TITLE_SHOWN), entry.facts
    match entry.deed:
        case Deed.ADDED:
            return t.label("➕ {line}: added", line=line)
        case Deed.CHANGED:
            changes = difference_words(facts, view, t)
            return t.label("✏️ {line}: {changes}", line=line, changes=changes)
        case Deed.VOTED if facts.get("choice") == Choice.FOR:
            return t.label("👍 {line}: a vote for", line=line)
        case Deed.VOTED:
            return t.label("👎 {line}: a vote against", line=line)
        case Deed.ASKED_AGAIN:
            return t.label("🗳 {line}: asked again", line=line)
        case Deed.MERGED:
            changes = difference_words(facts, view, t)
            if not changes:
                return t.label("♻️ {line}: joined to the same line", line=line)
            return t.label("♻️ {line}: one line of two: {changes}", line=line, changes=changes)
        case Deed.REMOVED if facts.get("author_left"):
            return t.label("🗑 {line}: removed, its author left the family", line=line)
        case Deed.REMOVED:
            return t.label("🗑 {line}: removed", line=line)
        case Deed.CLOSED:
            return f"{line}: {_result_words(facts, t)}"
        case Deed.ALLOWED:
            return _with_note(t.label("👌 {line}: an adult said yes", line=line), facts, t)
        case Deed.DECLINED if entry.actor is None:
            return t.label("🚫 {line}: no adult answered in time", line=line)
        case Deed.DECLINED:
            return _with_note(t.label("🚫 {line}: an adult said no", line=line), facts, t)
        case Deed.DEADLINE:
            until = t.moment(_moment_of(facts["closes_at"]))
            return t.label("⏰ {line}: the vote is open until {until}", line=line, until=until)
        case Deed.ORDERED:
            return t.label("🧾 {line}: into order № {number}", line=line, number=_order(facts))
        case Deed.BOUGHT:
            return t.label("🛍 {line}: bought", line=line)
        case Deed.MISSING:
            return t.label("✖️ {line}: not there", line=line)
        case Deed.UNMARKED:
            return t.label("↩️ {line}: the mark is off", line=line)
        case Deed.OFFERED:
            return t.label(
                "🔁 {line}: the author is asked: {instead} instead?",
                line=line,
                instead=_instead(facts, view, t),
            )
        case Deed.REPLACED:
            changes = difference_words(facts, view, t)
            return t.label("🔁 {line}: replaced, {changes}", line=line, changes=changes)
        case Deed.RETURNED:
            return t.label("🛒 {line}: back from order № {number}", line=line, number=_order(facts))
        case Deed.HANDED_OVER if facts.get("to_deputy"):
            return t.label("👤 {line}: now another adult's", line=line)
        case Deed.HANDED_OVER:
            return t.label("👑 {line}: now the organizer's", line=line)
        case Deed.TAKEN_BACK:
            changes = difference_words(facts, view, t)
            told = t.label("↩️ {line}: taken back: {deed}", line=line, deed=_noun(facts.get("of"), t))
            return f"{told} ({changes})" if changes else told
        case Deed.HIDDEN:
            until = t.last_minute(_moment_of(facts["until"]))
            return t.label("🎁 {line}: a surprise until {until}", line=line, until=until)
        case Deed.SHOWN:
            return t.label("🎁 {line}: not a surprise any more", line=line)
        case Deed.CUSTOMS:
            return customs_words(facts, view.currency, t)


def _moment_of(fact: Fact) -> datetime:
    return datetime.fromtimestamp(int(str(fact)), UTC)


def customs_words(facts: Mapping[str, Fact], currency: str, t: Texts) -> str:
    """Return which settings of the family were changed, from what to what."""

    def said(name: str, value: Fact) -> str:
        return told_value(name, str(value), currency, t)

    return ", ".join(
        f"{custom_name(TOLD[name], t)}: {said(name, pair[0])} → {said(name, pair[1])}"
        for name, pair in facts.items()
        if name in TOLD and isinstance(pair, list)
    ) or t.label("⚙️ Family settings")


def _instead(facts: Mapping[str, Fact], view: JournalView, t: Texts) -> str:
    """Return what would be taken instead of a line, how many, and for how much in all."""
    wanted = amount(int(str(facts["quantity"])), str(facts["unit"]), t, view.units)
    price = t.money(int(str(facts["price"])), view.currency)
    return ", ".join([clip(str(facts["instead"]), NOTE_SHOWN), wanted, price])


def _with_note(words: str, facts: Mapping[str, Fact], t: Texts) -> str:
    note = str(facts.get("note") or "")
    return words + t.label(" – “{note}”", note=clip(note, NOTE_SHOWN)) if note else words


def _noun(of: Fact, t: Texts) -> str:  # noqa: PLR0911  # one case each
    match of:
        case Deed.ADDED:
            return t.label("the adding")
        case Deed.REMOVED:
            return t.label("the removal")
        case Deed.ASKED_AGAIN:
            return t.label("the asking again")
        case Deed.MERGED:
            return t.label("making one line of two")
        case Deed.ALLOWED | Deed.DECLINED:
            return t.label("the answer")
        case Deed.BOUGHT | Deed.MISSING | Deed.UNMARKED:
            return t.label("the mark")
        case Deed.OFFERED:
            return t.label("the question")
        case Deed.REPLACED:
            return t.label("the replacement")
        case _:
            return t.label("the change")


def _order(facts: Mapping[str, Fact]) -> str:
    number = facts.get("order")
    return order_name(number) if isinstance(number, int) else ""


def _result_words(facts: Mapping[str, Fact], t: Texts) -> str:
    match facts.get("standing"):
        case Standing.APPROVED:
            return t.label("✅ the family said yes")
        case Standing.REJECTED:
            return t.label("❌ the family did not say yes")
        case Standing.TIED:
            return t.label("⚖️ the votes are even")
        case _:
            return t.label("✅ no vote is needed any more")


def difference_words(facts: Mapping[str, Fact], view: JournalView, t: Texts) -> str:
    """Return what changed, each part as `before → after`."""
    parts = []
    for name, pair in facts.items():
        if not isinstance(pair, list) or len(pair) != 2:  # noqa: PLR2004  # before and after
            continue
        was, is_now = pair
        match name:
            case "title" | "note":
                parts.append(f"{_quoted(was, t)} → {_quoted(is_now, t)}")
            case "quantity":
                parts.append(_quantities(was, is_now, facts.get("unit"), view.units, t))
            case "price":
                parts.append(f"{_price(was, view.currency, t)} → {_price(is_now, view.currency, t)}")
            case "urgent":
                parts.append(t.label("urgent") if is_now else t.label("not urgent"))
            case "link":
                parts.append(t.label("another link") if is_now else t.label("without the link"))
    return ", ".join(parts)


def _quoted(text: Fact, t: Texts) -> str:
    return t.label("“{text}”", text=clip(str(text), NOTE_SHOWN)) if text else t.label("no note")


def _quantities(was: Fact, is_now: Fact, unit: Fact, units: Units, t: Texts) -> str:
    both = unit if isinstance(unit, list) else ["pcs", "pcs"]
    pairs = zip((was, is_now), both, strict=True)
    return " → ".join(amount(int(str(quantity)), str(of), t, units) for quantity, of in pairs)


def _price(minor: Fact, currency: str, t: Texts) -> str:
    return t.money(int(str(minor)), currency) if minor is not None else t.label("no price")


def _wanted(view: JournalView, t: Texts) -> Html:
    wanted = [
        f"👤 {clip(view.person or '–', NAME_SHOWN)}" if view.wanted.person else "",
        f"🛒 {clip(view.line or '–', NAME_SHOWN)}" if view.wanted.item else "",
        matter_words(view.wanted.matter, t) if view.wanted.matter else "",
    ]
    told = " · ".join(part for part in wanted if part)
    return t("\nOnly: {wanted}", wanted=told) if told else Html("")


def matter_words(matter: Matter, t: Texts) -> str:
    """Return how a matter is called."""
    match matter:
        case Matter.ADDED:
            return t.label("➕ Added lines")
        case Matter.CHANGED:
            return t.label("✏️ Changes")
        case Matter.REMOVED:
            return t.label("🗑 Removed lines")
        case Matter.AGREED:
            return t.label("🗳 Votes and approvals")
        case Matter.ORDERED:
            return t.label("🧾 Shop and orders")
        case Matter.CUSTOMS:
            return t.label("⚙️ Family settings")


def _in_rows(
    buttons: Sequence[InlineKeyboardButton], length: int
) -> Sequence[Sequence[InlineKeyboardButton]]:
    return [buttons[start : start + length] for start in range(0, len(buttons), length)]


def _undo_button(number: int, deed: int, t: Texts) -> InlineKeyboardButton:
    return button(f"{number}: ↩️ " + t.label("Undo"), TakeBackPress(deed=deed))


def undo_buttons(deed: int | None, t: Texts) -> Sequence[InlineKeyboardButton]:
    """Return the button that takes a deed back, if it can be."""
    return [button("↩️ " + t.label("Undo"), TakeBackPress(deed=deed))] if deed is not None else []


def journal_button(t: Texts) -> InlineKeyboardButton:
    """Return the way to the journal."""
    return button("📖 " + t.label("Journal"), Go(to=Place.JOURNAL))


def line_journal_button(item: int, t: Texts) -> InlineKeyboardButton:
    """Return the way to what the journal says about one line."""
    return button("📖 " + t.label("Journal"), JournalPress(page=0, person=0, item=item, matter=None))


def _to_page(wanted: Wanted, page: int = 0) -> JournalPress:
    return JournalPress(page=page, person=wanted.person or 0, item=wanted.item or 0, matter=wanted.matter)


def _part_buttons(view: JournalView, t: Texts) -> Sequence[InlineKeyboardButton]:
    wanted = view.wanted

    def choosing(label: str, part: Part) -> InlineKeyboardButton:
        person, item = wanted.person or 0, wanted.item or 0
        return button(label, JournalPartPress(part=part, person=person, item=item, matter=wanted.matter))

    return [
        choosing("👤 " + t.label("Whose"), Part.PERSON),
        choosing("🛒 " + t.label("Which line"), Part.LINE),
        choosing("🏷 " + t.label("What"), Part.MATTER),
    ]


def _files_button(wanted: Wanted, t: Texts) -> InlineKeyboardButton:
    press = JournalFilePress(person=wanted.person or 0, item=wanted.item or 0, matter=wanted.matter)
    return button("📄 " + t.label("Save as a file"), press)


def journal_part_screen(part: Part, choices: JournalChoices, t: Texts) -> Screen:
    """Let the reader choose whose deeds, which line or what matter the journal shows."""
    wanted = choices.wanted
    match part:
        case Part.PERSON:
            text = t("Whose deeds shall I show?")
            offered = [(t.label("Everybody's"), replace(wanted, person=None))]
            offered += [(clip(name), replace(wanted, person=person)) for person, name in choices.members]
        case Part.LINE:
            text = t("Which line? These are the newest ones.")
            offered = [(t.label("All lines"), replace(wanted, item=None))]
            offered += [(clip(line), replace(wanted, item=item)) for item, line in choices.lines]
        case Part.MATTER:
            text = t("What shall I show?")
            offered = [(t.label("Everything"), replace(wanted, matter=None))]
            offered += [(matter_words(matter, t), replace(wanted, matter=matter)) for matter in Matter]
    buttons = [[button(label, _to_page(narrowed))] for label, narrowed in offered]
    return Screen(text, rows(*buttons, [button("⬅️ " + t.label("Back"), _to_page(wanted))]))


def taken_back_screen(undone: Undone, shown: Screen | None, t: Texts) -> Screen:
    """Say that a deed was taken back, above the line as it is now."""
    if undone.item is not None and undone.other is not None:
        both = {"one": wish(undone.item, t), "other": wish(undone.other, t)}
        text = t("↩️ Taken back. These are two lines again:\n• {one}\n• {other}", **both)
        return Screen(text, rows([cart_button(t), journal_button(t)]))
    if undone.is_own_again:
        text = t("↩️ Taken back: “{line}” is in your own cart again.", line=undone.line)
        return Screen(text, rows([own_cart_button(t)], [cart_button(t), journal_button(t)]))
    if shown is None:
        text = t("↩️ Taken back: “{line}” is not in the cart any more.", line=undone.line)
        return Screen(text, rows([cart_button(t), journal_button(t)]))
    text = t("↩️ Taken back. It is as it was before:\n{line}", line=shown.text)
    return Screen(text, shown.keyboard)


def taken_back_words(undone: Undone, t: Texts) -> str:
    """Return the toast after a deed was taken back."""
    return t.label("↩️ Taken back: {line}", line=clip(undone.line))
