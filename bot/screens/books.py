"""What is carried over from other ledgers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.callbacks.books import (
    BooksFilePress,
    DraftPress,
    DropDraftPress,
    ImportAnswerPress,
    ImportPress,
    ImportWithdrawPress,
    PayerPress,
    PayersAgainPress,
    ProposePress,
    WhoIsPress,
    WhoPress,
)
from bot.callbacks.people import Go, Place
from bot.screen import Screen, button, rows
from bot.screens.people import back_button, home_button, orders_button
from bot.texts import Html, clip
from core.books.carrying import NOBODY, ImportState
from core.books.statement import STATEMENT_BYTES, Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiogram.types import InlineKeyboardButton

    from bot.texts import Texts
    from core.books.views import Concerned, DraftView, ImportsView, ImportView, NameView

SOURCES = {Source.SPLITWISE: "Splitwise", Source.SPLIIT: "Spliit", Source.IHATEMONEY: "ihatemoney"}

STATE_ICONS = {
    ImportState.DRAFT: "✏️",
    ImportState.ASKED: "⏳",
    ImportState.APPLIED: "✅",
    ImportState.STOPPED: "✋",
    ImportState.WITHDRAWN: "✖️",
}

NAME = 30
"""A name of a file is cut to so many characters: there may be thirty of them."""


def books_file_button(t: Texts) -> InlineKeyboardButton:
    """Return the button that sends the books as files."""
    return button("📄 " + t.label("Save as a file"), BooksFilePress())


def imports_button(t: Texts) -> InlineKeyboardButton:
    """Return the way to what is carried over."""
    return button("📥 " + t.label("Carry over"), Go(to=Place.IMPORTS))


def imports_screen(view: ImportsView, t: Texts) -> Screen:
    """Say how balances of another ledger are carried over, and list what was."""
    title = t("📥 <b>Carry balances over</b>")
    if view.is_organizer:
        how = t(
            "Did the family use Splitwise, Spliit or ihatemoney before? Send me its CSV file here: I show "
            "what I understood, and you say who is who. Nothing counts before everybody concerned had 48 "
            "hours to object.\n\n"
            "• Splitwise, in English: the group's settings, “Export as spreadsheet”\n"
            "• Spliit: the group's expenses, “Export”, CSV\n"
            "• ihatemoney: the project's settings, bills as CSV\n\n"
            "Only {currency}, up to {limit} MB.",
            currency=view.currency,
            limit=STATEMENT_BYTES // 1_000_000,
        )
    else:
        how = t("Only the organizer carries balances over: {name}.", name=clip(view.organizer))
    listed = [
        [
            button(
                f"{STATE_ICONS[each.state]} {SOURCES[each.source]}",
                DraftPress(import_id=each.id)
                if each.state is ImportState.DRAFT
                else ImportPress(import_id=each.id),
            )
        ]
        for each in view.imports
    ]
    return Screen(Html(f"{title}\n{how}"), rows(*listed, [orders_button(t), home_button(t)]))


def draft_screen(view: DraftView, t: Texts) -> Screen:
    """Show what a file says, ask what it does not tell, and who is who; at last the debts that come of it."""
    parts = [_summary(view, t)]
    if not view.names_currency:
        parts.append(
            t("The file does not name a currency; I take it for {currency}.", currency=view.currency)
        )
    if view.earlier is not None:
        parts.append(
            t(
                "⚠️ Balances from {source} were carried over on {date} already. These come on top of them.",
                source=SOURCES[view.source],
                date=t.moment(view.earlier),
            )
        )
    asked = _payer_question(view, t, parts) if view.unnamed else _who_is_who(view, t, parts)
    again = (
        [[button("↩️ " + t.label("Who paid, once more"), PayersAgainPress(import_id=view.id))]]
        if view.has_said_payers
        else []
    )
    drop = button("✖️ " + t.label("Do not carry over"), DropDraftPress(import_id=view.id))
    return Screen(Html("\n\n".join(parts)), rows(*asked, *again, [drop], [_back(t)]))


def _summary(view: DraftView, t: Texts) -> Html:
    days = dict.fromkeys((t.day(view.first), t.day(view.last)))
    repayments = t.plural("{count} repayment", "{count} repayments", view.repayments)
    return t(
        "📥 <b>{source}</b>, {days}\n{expenses} for {sum}{repayments}",
        source=SOURCES[view.source],
        days=" – ".join(days),
        expenses=t.plural("{count} expense", "{count} expenses", view.expenses),
        sum=t.money(view.spent, view.currency),
        repayments=Html(f", {repayments}" if view.repayments else ""),
    )


def _payer_question(view: DraftView, t: Texts, parts: list[Html]) -> Sequence[Sequence[InlineKeyboardButton]]:
    row = view.unnamed[0]
    parts.append(
        t(
            "Spliit does not write down who paid this. Who was it?\n"
            "Line {line}, {date}: “{title}”, <b>{sum}</b>",
            line=row.line,
            date=t.day(row.day),
            title=clip(row.title),
            sum=t.money(abs(round(row.paid)), view.currency),
        )
    )
    more = len(view.unnamed) - 1
    if more:
        parts.append(t.plural("Then {count} more.", "Then {count} more.", more))
    return [
        [
            button(
                clip(view.names[at].name, NAME),
                PayerPress(import_id=view.id, line=row.line, position=at),
            )
        ]
        for at in row.candidates
    ]


def _who_is_who(view: DraftView, t: Texts, parts: list[Html]) -> Sequence[Sequence[InlineKeyboardButton]]:
    parts.append(Html("\n".join(_name(each, view, t) for each in view.names)))
    buttons = [
        [
            button(
                f"{clip(each.name, NAME)} → {clip(_member(each, t), NAME)}",
                WhoPress(import_id=view.id, position=each.position),
            )
        ]
        for each in view.names
    ]
    if view.debts:
        debts = [
            t("• {debtor} → {payer}: {sum}", debtor=debtor, payer=payer, sum=t.money(minor, view.currency))
            for debtor, payer, minor in view.debts
        ]
        parts.append(t("So it becomes here:\n{debts}", debts=Html("\n".join(debts))))
        ask = ProposePress(import_id=view.id, seal=view.seal)
        return [[button("✅ " + t.label("Ask the family"), ask)], *buttons]
    if view.debts is not None:
        parts.append(t("By this, nobody in the family owes anybody: there is nothing to carry over."))
    elif view.outside:
        parts.append(
            t(
                "Those who are nobody of ours must be even among themselves, and {sum} is open with them. "
                "Settle that there first, or say who they are.",
                sum=t.money(abs(view.outside), view.currency),
            )
        )
    else:
        parts.append(t("Who is who? Tap the names that have a question mark."))
    return buttons


def _name(each: NameView, view: DraftView, t: Texts) -> Html:
    name = clip(each.name, NAME)
    return t("• {name}: {balance}", name=name, balance=_balance(each.minor or 0, view.currency, t))


def _balance(minor: int, currency: str, t: Texts) -> Html:
    if minor > 0:
        return t("is owed {sum}", sum=t.money(minor, currency))
    if minor < 0:
        return t("owes {sum}", sum=t.money(-minor, currency))
    return t("even")


def _member(each: NameView, t: Texts) -> str:
    if each.member is None:
        return "?"
    return each.member_name if each.member != NOBODY else t.label("nobody of ours")


def who_screen(view: DraftView, position: int, t: Texts) -> Screen:
    """Ask which member a person of the file is."""
    name = view.names[position].name if position < len(view.names) else ""
    chosen = [
        [button(clip(member, NAME), WhoIsPress(import_id=view.id, position=position, person=person))]
        for person, member in view.members
    ]
    nobody = WhoIsPress(import_id=view.id, position=position, person=NOBODY)
    back = button("⬅️ " + t.label("Back"), DraftPress(import_id=view.id))
    text = t("Who in the family is “{name}”?", name=clip(name, NAME))
    return Screen(text, rows(*chosen, [button("🚫 " + t.label("Nobody of ours"), nobody)], [back]))


def dropped_screen(t: Texts) -> Screen:
    """Say that an import is forgotten."""
    return Screen(t("Nothing is carried over, and what I read is forgotten."), rows([_back(t)]))


def import_screen(view: ImportView, t: Texts) -> Screen:
    """Show an import that the family was asked about, with everybody's answer."""
    head = t(
        "📥 <b>{source}</b>: balances from before, proposed by {name}\n{expenses} for {sum}",
        source=SOURCES[view.source],
        name=clip(view.by_name),
        expenses=t.plural("{count} expense", "{count} expenses", view.expenses),
        sum=t.money(view.spent, view.currency),
    )
    concerned = Html("\n".join(_concerned(each, view, t) for each in view.concerned))
    mine = next((each for each in view.concerned if each.person == view.reader), None)
    buttons: list[list[InlineKeyboardButton]] = []
    if view.state is ImportState.ASKED and mine is not None and not view.reader_may_withdraw:
        agree = [answer_buttons(view.id, t)[0]] if mine.answer is None else []
        buttons.append([*agree, answer_buttons(view.id, t)[1]])
    if view.reader_may_withdraw:
        buttons.append([button("✖️ " + t.label("Do not carry over"), ImportWithdrawPress(import_id=view.id))])
    parts = [head, concerned, _import_state(view, t)]
    return Screen(Html("\n\n".join(parts)), rows(*buttons, [_back(t)]))


def answer_buttons(import_id: int, t: Texts) -> list[InlineKeyboardButton]:
    """Return the two buttons of somebody whom an import concerns."""
    return [
        button("👌 " + t.label("Agree"), ImportAnswerPress(import_id=import_id, is_yes=True)),
        button("✋ " + t.label("Object"), ImportAnswerPress(import_id=import_id, is_yes=False)),
    ]


def import_button(import_id: int, t: Texts) -> InlineKeyboardButton:
    """Return the way to an import."""
    return button("📥 " + t.label("Show it"), ImportPress(import_id=import_id))


_ANSWERS = {None: "⏳", True: "👌", False: "✋"}


def _concerned(each: Concerned, view: ImportView, t: Texts) -> Html:
    sign = _ANSWERS[each.answer] if view.state in (ImportState.ASKED, ImportState.STOPPED) else "•"
    balance = _balance(each.minor, view.currency, t)
    return t("{mark} {name}: {balance}", mark=sign, name=clip(each.name), balance=balance)


def _import_state(view: ImportView, t: Texts) -> Html:
    match view.state:
        case ImportState.APPLIED:
            return t("✅ Carried over; the debts are among the orders.")
        case ImportState.STOPPED:
            return t("✋ Not carried over: {name} objected or left.", name=clip(view.stopped_by or ""))
        case ImportState.WITHDRAWN:
            return t("✖️ The organizer took it back.")
        case _:
            until = t.moment(view.due_at)
            return t("⏳ Carried over on {date} at the latest, unless somebody objects.", date=until)


def _back(t: Texts) -> InlineKeyboardButton:
    return back_button(Place.IMPORTS, t)
