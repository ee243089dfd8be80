"""The shared account: what is on it, topping it up, limits, and money on its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.callbacks.account import (
    ArrivedPress,
    NoSpendingLimitPress,
    NotSentPress,
    ReturnedPress,
    SpenderPress,
    SpendingLimitPress,
    StatementPress,
    TopUpPress,
)
from bot.callbacks.people import Go, Place
from bot.screen import Screen, button, pager, rows
from bot.screens.benefits import benefits_button
from bot.screens.people import cancel_button, found_button, home_button
from bot.screens.wishes import order_name
from bot.texts import Html, clip
from core.account.limiting import MONTHLY_MINOR
from core.account.topping_up import SUMS_MINOR
from core.pot.books import PotKind
from core.pot.transfer import TransferKind, TransferState
from core.shared.money import in_minor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiogram.types import InlineKeyboardButton

    from bot.texts import Texts
    from core.account.views import (
        AccountView,
        LimitsView,
        PotView,
        Spender,
        SpendingView,
        StatementLine,
        TopUpView,
        TransferView,
    )

TRANSFERS_SHOWN = 7
"""A member waits for one at most, so more come only from families of old."""


def account_screen(view: AccountView, t: Texts) -> Screen:
    """Show what is on the account, what moved, and what the reader can do about money on its way."""
    pot = view.pot
    shown = view.transfers[:TRANSFERS_SHOWN]
    parts = [_pot(pot, t) if pot is not None else _no_family(t)]
    if shown:
        listed = "\n".join(_transfer(transfer, t) for transfer in shown)
        parts.append(t("On its way:\n{transfers}", transfers=Html(listed)))
    if pot is not None and pot.lines:
        lines = "\n".join(_line(line, pot.currency, t) for line in pot.lines)
        parts.append(t("Movements:\n{lines}", lines=Html(lines)))
    return Screen(
        Html("\n\n".join(parts)),
        rows(
            *[_transfer_buttons(transfer, t) for transfer in shown],
            *(_pot_buttons(pot, t) if pot is not None else [[found_button(t)]]),
            [home_button(t)],
        ),
    )


def _no_family(t: Texts) -> Html:
    return t("🏦 A shared account belongs to a family. You are in none at the moment.")


def _pot(pot: PotView, t: Texts) -> Html:
    if not pot.is_on and not pot.lines:
        about = t(
            "🏦 <b>Shared account</b> of {family}\n"
            "A common pot: everybody puts money in, and orders are paid from it. The money itself is with "
            "the organizer, {keeper}: I only write down what comes and goes.",
            family=pot.name,
            keeper=pot.keeper,
        )
        return Html(f"{about}\n\n{_off(pot, t)}")
    lines = [
        t("🏦 <b>Shared account</b> of {family}", family=pot.name),
        t("On it: <b>{sum}</b>", sum=t.money(pot.balance, pot.currency)),
        t("Of that from you: {sum}", sum=t.money(pot.part, pot.currency)),
        t("You keep the money, as the organizer; I only write down what comes and goes.")
        if pot.is_keeper
        else t(
            "The money is with the organizer, {keeper}; I only write down what comes and goes.",
            keeper=pot.keeper,
        ),
    ]
    if pot.invoiced:
        lines.append(_invoiced(pot, t))
    if pot.is_adult:
        lines.append(_spent(pot, t))
    if not pot.is_on:
        lines.append(_off(pot, t))
    return Html("\n".join(lines))


def _invoiced(pot: PotView, t: Texts) -> Html:
    """Say who has what was paid by invoices: the bot cannot see when it is paid out."""
    sum_ = t.money(pot.invoiced, pot.currency)
    if pot.is_keeper:
        return t(
            "By invoices came so far: {sum}. Whoever runs this bot gets that and pays it out to you; I do "
            "not see when.",
            sum=sum_,
        )
    return t(
        "By invoices came so far: {sum}. Whoever runs this bot gets that and pays it out to {keeper}; I do "
        "not see when.",
        sum=sum_,
        keeper=pot.keeper,
    )


def _off(pot: PotView, t: Texts) -> Html:
    if pot.is_keeper:
        return t(
            "The account is off: nobody can top it up or pay from it. You switch it on among the benefits."
        )
    return t(
        "The account is off: nobody can top it up or pay from it. {name} can switch it on.", name=pot.keeper
    )


def _spent(pot: PotView, t: Texts) -> Html:
    spent = t.money(pot.spent, pot.currency)
    if pot.limit is None:
        return t("Paid by you this month: {sum}", sum=spent)
    return t(
        "Paid by you this month: {sum} of at most {limit}", sum=spent, limit=t.money(pot.limit, pot.currency)
    )


def _line(line: StatementLine, currency: str, t: Texts) -> Html:
    told = {
        "when": t.moment(line.at),
        "name": clip(line.who),
        "sum": t.money(abs(line.minor), currency),
        "left": t.money(line.balance, currency),
    }
    match line.kind:
        case PotKind.TOP_UP if line.by_invoice:
            return t("• {when}, {name} put in by invoice: +{sum} → {left}", **told)
        case PotKind.TOP_UP:
            return t("• {when}, {name} put in: +{sum} → {left}", **told)
        case PotKind.ORDER:
            return t(
                "• {when}, {name} paid order {number}: −{sum} → {left}",
                number=order_name(line.order or 0),
                **told,
            )
        case PotKind.RETURN:
            return t("• {when}, back to {name}: −{sum} → {left}", **told)


def _transfer(view: TransferView, t: Texts) -> Html:
    told = {
        "name": clip(view.other),
        "sum": t.money(view.transfer.minor, view.transfer.currency),
        "family": clip(view.family),
    }
    is_return = view.transfer.kind is TransferKind.RETURN
    is_due = view.transfer.state is TransferState.DUE
    match (is_return, is_due, view.is_sender):
        case (False, _, True):
            return t("• you sent {name} {sum}; they have not confirmed it yet", **told)
        case (False, _, False):
            return t("• {name} says: sent you {sum}. Has it arrived?", **told)
        case (True, True, True):
            return t("• give back to {name}: {sum} of “{family}”", **told)
        case (True, False, True):
            return t("• you sent {name} {sum} of “{family}”; they have not confirmed it yet", **told)
        case (True, True, False):
            return t("• {name} is to give you back {sum} of “{family}”", **told)
        case _:
            return t("• {name} says: sent you {sum} of “{family}”. Has it arrived?", **told)


def _transfer_buttons(view: TransferView, t: Texts) -> list[InlineKeyboardButton]:
    transfer = view.transfer
    if not view.is_sender:
        if transfer.state is not TransferState.CLAIMED:
            return []
        return arrived_buttons(transfer.id, t, name=view.other)
    if transfer.kind is TransferKind.TOP_UP:
        return [button("↩️ " + t.label("Was not sent"), NotSentPress(transfer=transfer.id))]
    if transfer.state is TransferState.DUE:
        return [returned_button(transfer.id, t, name=view.other)]
    return []


def arrived_buttons(transfer: int, t: Texts, *, name: str = "") -> list[InlineKeyboardButton]:
    """Return the receiver's two buttons; the name tells several senders apart."""
    of = f": {clip(name)}" if name else ""
    return [
        button("✅ " + t.label("Received") + of, ArrivedPress(transfer=transfer, received=True)),
        button("❌ " + t.label("Not received"), ArrivedPress(transfer=transfer, received=False)),
    ]


def returned_button(transfer: int, t: Texts, *, name: str = "") -> InlineKeyboardButton:
    """Return the button of who gives a part of the account back."""
    to = f": {clip(name)}" if name else ""
    return button("💸 " + t.label("Money sent") + to, ReturnedPress(transfer=transfer))


def top_up_button(t: Texts) -> InlineKeyboardButton:
    """Return the way to putting money on the shared account."""
    return button("➕ " + t.label("Top up"), Go(to=Place.TOP_UP))


def _pot_buttons(pot: PotView, t: Texts) -> Sequence[Sequence[InlineKeyboardButton]]:
    on = [
        [top_up_button(t)],
        [button("🎚 " + t.label("Limits"), Go(to=Place.SPENDING_LIMITS))],
    ]
    return [
        pager(pot.page, pot.pages, lambda page: StatementPress(page=page)),
        *(on if pot.is_on else []),
        [button("📊 " + t.label("Spending by month"), Go(to=Place.SPENDING))] if pot.lines else [],
        [benefits_button(t)] if pot.is_keeper and not pot.is_on else [],
    ]


def top_up_screen(view: TopUpView, t: Texts) -> Screen:
    """Ask how much was sent: by a button, or typed; where there are invoices, one can be had instead."""
    by_invoice = [button("💳 " + t.label("Top up by invoice"), Go(to=Place.TOP_UP_INVOICE))]
    if view.waiting is not None:
        text = t(
            "Your {sum} are still on the way: {name} has not said yet whether they arrived. Meanwhile you "
            "can top up by invoice.",
            sum=t.money(view.waiting, view.currency),
            name=view.keeper,
        )
        return Screen(text, rows(by_invoice, [_back_to_account(t)]))
    text = (
        t(
            "How much do you put on the shared account? Choose a sum, or send me another one. I tell "
            "everybody."
        )
        if view.is_keeper
        else t(
            "The shared account is kept by {keeper}. Send them the money as you usually do, then choose the "
            "sum, or send me another one. It counts when {keeper} says that it arrived.",
            keeper=view.keeper,
        )
    )
    is_invoiced = view.currency in view.invoiced
    if view.invoiced and not is_invoiced:
        none = t("There is no invoice for it: I take payments in another currency than this account's.")
        text = Html(f"{text}\n\n{none}")
    sums = [
        button(
            t.money(minor, view.currency), TopUpPress(family=view.family, minor=minor, attempt=view.attempt)
        )
        for minor in (in_minor(hundredths, view.currency) for hundredths in SUMS_MINOR)
    ]
    return Screen(text, rows(sums[:2], sums[2:], by_invoice if is_invoiced else [], [cancel_button(t)]))


def limits_screen(view: LimitsView, t: Texts) -> Screen:
    """List what each adult may pay from the account a month; a button leads the organizer to each."""
    listed = "\n".join(_spender(spender, view.currency, t) for spender in view.spenders)
    parts = [t("🎚 <b>Limits</b> of the shared account, for a calendar month\n{listed}", listed=Html(listed))]
    if not view.is_organizer:
        parts.append(t("{name} sets them, as the organizer.", name=view.organizer))
    choices = [
        [
            button(
                "✏️ " + clip(spender.member.name),
                SpenderPress(person=spender.member.person, since=spender.member.since),
            )
        ]
        for spender in view.spenders
    ]
    return Screen(
        Html("\n\n".join(parts)), rows(*(choices if view.is_organizer else []), [_back_to_account(t)])
    )


def _spender(spender: Spender, currency: str, t: Texts) -> Html:
    told = {"name": spender.member.name, "spent": t.money(spender.spent, currency)}
    if spender.limit is None:
        return t("• {name}: no limit, paid {spent} this month", **told)
    limit = t.money(spender.limit, currency)
    return t("• {name}: up to {limit}, paid {spent} this month", limit=limit, **told)


def spending_limit_screen(view: LimitsView, spender: Spender, t: Texts) -> Screen:
    """Ask for a member's limit: by a button, or typed."""
    text = t(
        "How much may <b>{name}</b> pay from the shared account in a calendar month? Choose a limit, or "
        "send me "
        "another one.",
        name=spender.member.name,
    )
    place = {"person": spender.member.person, "since": spender.member.since}
    limits = [
        button(t.money(minor, view.currency), SpendingLimitPress(minor=minor, **place))
        for minor in (in_minor(hundredths, view.currency) for hundredths in MONTHLY_MINOR)
    ]
    none = [button(t.label("No limit"), NoSpendingLimitPress(**place))]
    return Screen(text, rows(limits[:2], limits[2:], none, [cancel_button(t)]))


def spending_caption(view: SpendingView, t: Texts) -> Html:
    """Say in words what the picture shows, most first, within a caption's room."""
    listed = "\n".join(
        t("• {name}: {sum}", name=clip(name), sum=t.money(sum(sums), view.currency))
        for name, sums in view.people[:10]
    )
    return t(
        "Paid from the shared account in {count} months:\n{listed}",
        count=len(view.months),
        listed=Html(listed),
    )


def nothing_spent_screen(t: Texts) -> Screen:
    """Say that there is nothing to draw yet."""
    text = t("Nothing was paid from the shared account in the last months, so there is nothing to draw yet.")
    return Screen(text, rows([_back_to_account(t)]))


def _back_to_account(t: Texts) -> InlineKeyboardButton:
    return button("⬅️ " + t.label("Back"), Go(to=Place.ACCOUNT))
