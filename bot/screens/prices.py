"""Correcting the prices of an order, before and after it is paid, and being asked about that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.callbacks.orders import OrderPress
from bot.callbacks.terms import AgreePress, CorrectPress, OldPricePress, PricesPress
from bot.screen import Screen, button, rows
from bot.screens.people import cancel_button
from bot.screens.wishes import amount, order_name
from bot.texts import Html, clip
from core.orders.correcting import WHOLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiogram.types import InlineKeyboardButton

    from bot.texts import Texts
    from core.orders.views import AskedPrice, Corrected, CorrectionView, PricesView

CORRECTIONS_TOLD = 5
"""The newest corrections of an order are told; more are counted only."""


def prices_screen(view: PricesView, t: Texts) -> Screen:
    """Show a page of an order's prices, each with the way to another one."""
    number = order_name(view.number)
    if view.is_paid:
        text = t(
            "💰 <b>Another price</b> · order {number}\nIt is paid. What did it really cost? Less is fine at "
            "once. More is told to everybody whose share grows: it holds when all agree, or after 48 hours "
            "if nobody objects.",
            number=number,
        )
    else:
        text = t(
            "💰 <b>Another price</b> · order {number}\nWhat does it really cost? Less is fine at once, and "
            "up to {left} more in all; beyond that everybody is asked whose share grows.",
            number=number,
            left=t.money(view.left, view.currency),
        )
    lines = [
        [
            button(
                t.label(
                    "{line}, {amount}: {sum}",
                    line=clip(line.title, 30),
                    amount=amount(line.quantity, line.unit, t, view.units),
                    sum=t.money(line.minor, view.currency),
                ),
                CorrectPress(order=view.order, position=line.position),
            )
        ]
        for line in view.lines
    ]
    if view.asked is not None:
        text = Html(f"{text}\n\n{_asked(view.asked, view.currency, t)}")
    whole = button(
        "🧮 " + t.label("The whole order: {sum}", sum=t.money(view.minor, view.currency)),
        CorrectPress(order=view.order, position=WHOLE),
    )
    return Screen(text, rows(*lines, _turning(view), [whole], [_shown(view.order, t)]))


def _asked(asked: AskedPrice, currency: str, t: Texts) -> Html:
    return t(
        "❔ Being asked about now: {what}, {was} → <b>{now}</b>. Another price takes that question back.",
        what=what_of(asked.line, t),
        was=t.money(asked.was, currency),
        now=t.money(asked.minor, currency),
    )


def _turning(view: PricesView) -> Sequence[InlineKeyboardButton]:
    if view.pages == 1:
        return []
    return [
        button(label, PricesPress(order=view.order, page=page))
        for label, page in (("◀️", view.page - 1), ("▶️", view.page + 1))
        if 0 <= page < view.pages
    ]


def ask_correction_screen(line: str, was: int, currency: str, t: Texts) -> Screen:
    """Ask for another price."""
    now = t.money(was, currency)
    if line:
        text = t(
            "What does <b>{line}</b> really cost? So far it is {sum}. Send me the price, for example 89.90. "
            "If there are several, the price of one.",
            line=line,
            sum=now,
        )
    else:
        text = t("What does the whole order really cost? So far it is {sum}. Send me the sum.", sum=now)
    return Screen(text, rows([cancel_button(t)]))


def correction_words(view: CorrectionView, currency: str, t: Texts) -> Html:
    """Say about which price the family is asked, who has not answered, and when it holds without a word."""
    facts = {
        "what": what_of(view.line, t),
        "was": t.money(view.was, currency),
        "now": t.money(view.minor, currency),
        "names": ", ".join(clip(name) for name in view.waiting),
    }
    if view.due_at is None:
        return t("❔ {what}: {was} → <b>{now}</b>? Waiting for: {names}", **facts)
    return t(
        "❔ {what}: {was} → <b>{now}</b>? Waiting for: {names}. Without an objection it holds "
        "from {until} on.",
        until=t.moment(view.due_at),
        **facts,
    )


def corrected_words(corrected: Sequence[Corrected], currency: str, t: Texts) -> Html:
    """Say what was corrected after the order was paid, the newest last."""
    told = corrected[-CORRECTIONS_TOLD:]
    lines = [
        t(
            "✏️ {what}: {was} → {now} – corrected by {name}, {when}",
            what=what_of(each.line, t),
            was=t.money(each.was, currency),
            now=t.money(each.minor, currency),
            name=clip(each.by),
            when=t.moment(each.at),
        )
        for each in told
    ]
    if len(told) < len(corrected):
        lines.insert(0, t("… and {count} earlier", count=len(corrected) - len(told)))
    return Html("\n".join(lines))


def what_of(line: str, t: Texts) -> str:
    """Return what a price is of: a line by its title, or the whole order."""
    return clip(line) if line else t.label("The whole order")


def agree_buttons(correction: int, t: Texts, *, is_paid: bool) -> list[InlineKeyboardButton]:
    """Return the two answers to a higher price; of an order that is paid, silence is a yes."""
    no = "✋ " + t.label("Object") if is_paid else "👎 " + t.label("No, the old price")
    return [
        button("👍 " + t.label("I agree"), AgreePress(correction=correction, is_yes=True)),
        button(no, AgreePress(correction=correction, is_yes=False)),
    ]


def old_price_button(correction: int, t: Texts) -> InlineKeyboardButton:
    """Return the way to let a price be as it was."""
    return button("↩️ " + t.label("Keep the old price"), OldPricePress(correction=correction))


def prices_button(order: int, t: Texts) -> InlineKeyboardButton:
    """Return the way to an order's prices."""
    return button("💰 " + t.label("Another price"), PricesPress(order=order, page=0))


def _shown(order: int, t: Texts) -> InlineKeyboardButton:
    return button("📦 " + t.label("Show the order"), OrderPress(order=order))
