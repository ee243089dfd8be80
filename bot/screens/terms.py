"""How an order is paid and split: chosen at check-out, and explained to the kopeck."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.callbacks.orders import OrderPress
from bot.callbacks.people import Place
from bot.callbacks.terms import (
    AskAmountPress,
    DiscountPress,
    FeePress,
    FeeSplitPress,
    PayModePress,
    PortionPress,
    SplitPress,
    TermsPage,
    TermsPress,
)
from bot.screen import Screen, button, rows
from bot.screens.people import back_button, cancel_button
from bot.screens.wishes import order_name
from bot.texts import Html, clip
from core.orders.dividing import HIGHEST_WEIGHT
from core.orders.terms import FeeSplit, PayMode, Split

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiogram.types import InlineKeyboardButton

    from bot.texts import Texts
    from core.orders.terms import Terms
    from core.orders.views import Borne, CheckoutView, Explained

OWN_SHOWN = 3
"""Of each person so many lines are named, the rest in one sum: all of it fits into one message."""


def pay_names(t: Texts) -> dict[PayMode, str]:
    """Return every way to pay the shop, as it is called."""
    return {
        PayMode.ONE: t.label("One pays"),
        PayMode.EACH: t.label("Each pays their share"),
        PayMode.TREAT: t.label("My treat"),
        PayMode.ACCOUNT: t.label("The shared account pays"),
    }


def split_names(t: Texts) -> dict[Split, str]:
    """Return every way to split an order, as it is called."""
    return {
        Split.OWNER: t.label("Own lines"),
        Split.EQUAL: t.label("Equally"),
        Split.WEIGHTS: t.label("By parts"),
        Split.AMOUNTS: t.label("By amounts"),
    }


def fee_split_names(t: Texts) -> dict[FeeSplit, str]:
    """Return every way to split a fee, as it is called."""
    return {
        FeeSplit.EQUAL: t.label("equally"),
        FeeSplit.PROPORTION: t.label("in proportion to the lines"),
    }


def terms_words(terms: Terms, currency: str, t: Texts) -> Html:
    """Say on which terms an order is paid and split; how it is split only where anybody bears a share."""
    names = pay_names(t) | {PayMode.TREAT: t.label("One treats all")}  # everybody reads it, not only who pays
    said = [t("💳 How we pay: {how}", how=_within(names[terms.pay]))]
    if terms.pay.is_shared:
        said.append(t("➗ How we split: {how}", how=_within(split_names(t)[terms.split])))
    if terms.fee and terms.split is not Split.AMOUNTS and terms.pay.is_shared:
        how = fee_split_names(t)[terms.fee_split]
        said.append(t("🚚 Delivery: {sum}, {how}", sum=t.money(terms.fee, currency), how=how))
    elif terms.fee:
        said.append(t("🚚 Delivery: {sum}", sum=t.money(terms.fee, currency)))
    if terms.discount:
        said.append(t("🏷 Discount: {sum}", sum=t.money(terms.discount, currency)))
    if terms.till:
        said.append(t("🧮 At the till: {sum}", sum=_signed(terms.till, currency, t)))
    return Html("\n".join(said))


def terms_buttons(view: CheckoutView, t: Texts) -> Sequence[Sequence[InlineKeyboardButton]]:
    """Return the ways to what a check-out can be changed in."""
    why = (
        [button("🔎 " + t.label("Why this much"), TermsPress(page=TermsPage.WHY))]
        if view.shares and not view.missing
        else []
    )
    return [
        [
            button("💳 " + t.label("How to pay"), TermsPress(page=TermsPage.PAY)),
            button("➗ " + t.label("How to split"), TermsPress(page=TermsPage.SPLIT)),
        ],
        [button("🚚 " + t.label("Delivery, discount"), TermsPress(page=TermsPage.SUMS)), *why],
    ]


def missing_words(missing: int, currency: str, t: Texts) -> Html:
    """Say what the amounts agreed on lack of the total, or have too much."""
    if missing > 0:
        return t("❗️ {sum} of the total is not shared out yet.", sum=t.money(missing, currency))
    return t("❗️ The amounts are {sum} more than the total.", sum=t.money(-missing, currency))


def debtless_words(pay: PayMode, t: Texts) -> Html:
    """Say why nobody has a share of an order that is paid so."""
    if pay is PayMode.ACCOUNT:
        return t("The shared account pays: nobody owes anything.")
    return t("Whoever pays treats the others: nobody owes anything.")


def pay_screen(view: CheckoutView, t: Texts) -> Screen:
    """Ask how the shop gets its money; the shared account is offered where the family has one."""
    meanings = {
        PayMode.ONE: t("whoever takes the order pays the shop, the others give them their shares."),
        PayMode.EACH: t("everybody pays the shop themselves and says so. Nobody owes anybody anything."),
        PayMode.TREAT: t("whoever pays treats the others: nobody owes anything."),
        PayMode.ACCOUNT: t("the family's common money pays: nobody owes anything."),
    }
    names = pay_names(t)
    if view.account is None:
        del names[PayMode.ACCOUNT]
    parts = [t("💳 <b>How to pay</b>")]
    parts += [
        t("{mark}<b>{name}</b> – {what}", mark=_mark(pay is view.terms.pay), name=name, what=meanings[pay])
        for pay, name in names.items()
    ]
    buttons = [
        [button(_mark(pay is view.terms.pay) + name, PayModePress(pay=pay))] for pay, name in names.items()
    ]
    return Screen(Html("\n\n".join(parts)), rows(*buttons, [_back(t)]))


def split_screen(view: CheckoutView, t: Texts) -> Screen:
    """Ask how the order is split, and with which weights or amounts."""
    meanings = {
        Split.OWNER: t("everybody pays for what they added."),
        Split.EQUAL: t("all adults pay the same."),
        Split.WEIGHTS: t("somebody with two parts pays twice as much as somebody with one."),
        Split.AMOUNTS: t("everybody pays the sum that you give; together they make up the whole order."),
    }
    names, chosen, currency = split_names(t), view.terms.split, view.total.currency
    parts = [t("➗ <b>How to split</b>\nChildren pay no more than their own lines cost.")]
    parts += [
        t("{mark}<b>{name}</b> – {what}", mark=_mark(split is chosen), name=name, what=meanings[split])
        for split, name in names.items()
    ]
    total = t.money(view.explained[0].minor, currency)
    parts.append(t("Total: <b>{total}</b>", total=total))
    if view.missing:
        parts.append(missing_words(view.missing, currency, t))
    buttons = [
        button(_mark(split is chosen) + name, SplitPress(split=split)) for split, name in names.items()
    ]
    return Screen(Html("\n\n".join(parts)), rows(buttons[:2], buttons[2:], *_portions(view, t), [_back(t)]))


def _portions(view: CheckoutView, t: Texts) -> Sequence[Sequence[InlineKeyboardButton]]:
    split, portions = view.terms.split, view.terms.portions
    people = [(person, name, portions.get(person, 0)) for person, name in view.adults]
    if split is Split.WEIGHTS:
        return [_weight(person, name, weight) for person, name, weight in people]
    if split is Split.AMOUNTS:
        return [_amount(person, name, minor, view, t) for person, name, minor in people]
    return []


def _weight(person: int, name: str, weight: int) -> Sequence[InlineKeyboardButton]:
    def press(target: int) -> PortionPress:
        return PortionPress(split=Split.WEIGHTS, person=person, portion=target)

    less = [button("➖", press(weight - 1))] if weight else []
    more = [button("➕", press(weight + 1))] if weight < HIGHEST_WEIGHT else []
    return [*less, button(f"{clip(name)}: {weight}", press(weight)), *more]


def _amount(
    person: int, name: str, minor: int, view: CheckoutView, t: Texts
) -> Sequence[InlineKeyboardButton]:
    """Return the way to another amount, and to what would make the sum fit."""
    currency, target = view.total.currency, minor + view.missing
    known = button(
        "✏️ " + t.label("{name}: {sum}", name=clip(name), sum=t.money(minor, currency)),
        AskAmountPress(person=person),
    )
    if not view.missing or target < 0:
        return [known]
    fitting = PortionPress(split=Split.AMOUNTS, person=person, portion=target)
    return [known, button(_signed(view.missing, currency, t), fitting)]


def sums_screen(view: CheckoutView, t: Texts) -> Screen:
    """Ask what comes on top of the lines, and off them."""
    terms, currency = view.terms, view.total.currency
    nothing = t.label("none")
    parts = [
        t(
            "🚚 <b>Delivery</b>: {sum}\nIt comes on top of the lines. Children pay none of it.",
            sum=t.money(terms.fee, currency) if terms.fee else nothing,
        ),
        t(
            "🏷 <b>Discount</b>: {sum}\nIt comes off everybody's lines in proportion.",
            sum=t.money(terms.discount, currency) if terms.discount else nothing,
        ),
    ]
    fee = [button("🚚 " + t.label("Delivery: give a sum"), FeePress(wanted=True))]
    split = []
    if terms.fee:
        fee.append(button(t.label("No delivery"), FeePress(wanted=False)))
        split = [
            button(_mark(fee_split is terms.fee_split) + name, FeeSplitPress(fee_split=fee_split))
            for fee_split, name in fee_split_names(t).items()
        ]
    discount = [button("🏷 " + t.label("Discount: give a sum"), DiscountPress(wanted=True))]
    if terms.discount:
        discount.append(button(t.label("No discount"), DiscountPress(wanted=False)))
    return Screen(Html("\n\n".join(parts)), rows(fee, split, discount, [_back(t)]))


def ask_fee_screen(t: Texts) -> Screen:
    """Ask what the delivery costs."""
    return Screen(
        t("What does the delivery cost? Send me the sum, for example 199."), rows([cancel_button(t)])
    )


def ask_discount_screen(t: Texts) -> Screen:
    """Ask how much comes off."""
    return Screen(t("How much is the discount? Send me the sum, for example 150."), rows([cancel_button(t)]))


def ask_amount_screen(name: str, t: Texts) -> Screen:
    """Ask how much somebody bears."""
    text = t("How much does {name} pay? Send me the sum, for example 500.", name=name)
    return Screen(text, rows([cancel_button(t)]))


def why_checkout_screen(view: CheckoutView, t: Texts) -> Screen:
    """Explain the shares of what would become an order."""
    parts = [explained(order, t, is_brief=len(view.explained) > 1) for order in view.explained]
    return Screen(Html("\n\n".join([t("🔎 <b>Why this much</b>"), *parts])), rows([_back(t)]))


def why_screen(view: Explained, order: int, t: Texts) -> Screen:
    """Explain the shares of an order."""
    parts = [t("🔎 <b>Why this much</b>"), explained(view, t)]
    shown = button("📦 " + t.label("Show the order"), OrderPress(order=order))
    return Screen(Html("\n\n".join(parts)), rows([shown], [back_button(Place.ORDERS, t)]))


def explained(view: Explained, t: Texts, *, is_brief: bool = False) -> Html:
    """Return each share of an order with the parts that add up to it."""
    head = t("{lines} for the lines, <b>{total}</b> in all", **_sums(view, t))
    if view.number is not None:
        head = t("📦 Order {number}: {head}", number=order_name(view.number), head=head)
    elif view.is_secret:
        head = t("🎁 Surprise: {head}", head=head)
    parts = [head, terms_words(view.terms, view.currency, t)]
    if not view.terms.pay.is_shared:
        parts.append(debtless_words(view.terms.pay, t))
    parts += [_borne(borne, view, t, is_brief=is_brief) for borne in view.shares]
    return Html("\n\n".join(parts))


def _sums(view: Explained, t: Texts) -> dict[str, str]:
    return {"lines": t.money(view.lines_minor, view.currency), "total": t.money(view.minor, view.currency)}


def _borne(borne: Borne, view: Explained, t: Texts, *, is_brief: bool) -> Html:
    share, currency = borne.share, view.currency
    said = [
        t("<b>{name}</b>: {sum}", name=clip(borne.name), sum=t.money(share.minor, currency)),
        *_lines(borne, view, t, is_brief=is_brief),
    ]
    if share.fee:
        said.append(t("• delivery {sum}", sum=_signed(share.fee, currency, t)))
    if share.discount:
        said.append(t("• discount {sum}", sum=_signed(share.discount, currency, t)))
    if share.till:
        said.append(t("• at the till {sum}", sum=_signed(share.till, currency, t)))
    if share.rounding:
        said.append(t("• rounding {sum}", sum=_signed(share.rounding, currency, t)))
    return Html("\n".join(said))


def _lines(borne: Borne, view: Explained, t: Texts, *, is_brief: bool) -> Sequence[Html]:
    """Return what somebody bears of the lines, down to their own ones where it is those."""
    share, currency, terms = borne.share, view.currency, view.terms
    minor = t.money(share.lines, currency)
    match terms.split:
        case Split.OWNER if is_brief:
            return [t("• own lines {sum}", sum=minor)] if borne.own else []
        case Split.OWNER:
            named, rest = borne.own[:OWN_SHOWN], borne.own[OWN_SHOWN:]
            said = [
                t("• {line} {sum}", line=clip(line.title), sum=t.money(line.minor, currency))
                for line in named
            ]
            if rest:
                sum_of_rest = t.money(sum(line.minor for line in rest), currency)
                said.append(t("• and {count} more {sum}", count=len(rest), sum=sum_of_rest))
            return said
        case Split.EQUAL:
            return [t("• 1/{count} of the lines {sum}", count=len(terms.bearers), sum=minor)]
        case Split.WEIGHTS:
            whole = sum(terms.portions.values())
            weight = terms.portions.get(borne.person, 0)
            return [t("• {weight}/{whole} of the lines {sum}", weight=weight, whole=whole, sum=minor)]
        case Split.AMOUNTS:
            return [t("• as agreed {sum}", sum=minor)]


def _within(name: str) -> str:
    """Return what a button is called as it stands within a sentence."""
    return name[:1].lower() + name[1:]


def _signed(minor: int, currency: str, t: Texts) -> str:
    return ("+" if minor > 0 else "") + t.money(minor, currency)


def _mark(is_chosen: bool) -> str:  # noqa: FBT001  # reads as a question about its only fact
    return "✅ " if is_chosen else ""


def _back(t: Texts) -> InlineKeyboardButton:
    return button("⬅️ " + t.label("Back"), TermsPress(page=TermsPage.ALL))
