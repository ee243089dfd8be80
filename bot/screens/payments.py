"""Payments through Telegram: the invoice, what became of one's payments, and the terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks.payments import InvoicePress, RefundedPress, ShareInvoicePress, TopUpInvoicePress
from bot.callbacks.people import Go, Place, Visit
from bot.screen import Screen, button, rows
from bot.screens.people import account_button, back_button, cancel_button
from bot.screens.wishes import order_name
from bot.texts import Html, clip
from core.account.topping_up import SUMS_MINOR
from core.orders.charge import ChargeState, Flaw, Purpose
from core.shared.money import in_minor

if TYPE_CHECKING:
    from bot.texts import Texts
    from core.orders.charge import ChargesView, ChargeView, Invoice
    from core.orders.views import InvoicedSumView

TITLE_LIMIT, DESCRIPTION_LIMIT = 32, 255
"""The Bot API allows an invoice so many characters."""


class Bill(NamedTuple):
    """What stands on an invoice, plain, and its one button."""

    title: str
    description: str
    price: str
    keyboard: InlineKeyboardMarkup


def bill(invoice: Invoice, t: Texts) -> Bill:
    """Word an invoice: for an order, for one's own share of it, or for the shared account."""
    name = invoice_name(invoice, t)
    total = t.money(invoice.minor, invoice.currency)
    pay = InlineKeyboardButton(text="💳 " + t.label("Pay {sum}", sum=total), pay=True)
    about = (
        t.label(
            "For “{family}”: {lines}", family=clip(invoice.family), lines=", ".join(map(clip, invoice.titles))
        )
        if invoice.titles
        else t.label(
            "For “{family}”: whoever runs this bot gets the money and pays it out to the organizer",
            family=clip(invoice.family),
        )
    )
    return Bill(clip(name, TITLE_LIMIT), clip(about, DESCRIPTION_LIMIT), name, rows([pay]))


def invoice_name(invoice: Invoice, t: Texts) -> str:
    """Return what an invoice is for, in a few words."""
    number = order_name(invoice.number) if invoice.number is not None else ""
    match invoice.purpose:
        case Purpose.ORDER:
            return t.label("Order {number}", number=number)
        case Purpose.SHARE:
            return t.label("Your share of order {number}", number=number)
        case Purpose.TOP_UP:
            return t.label("Shared account")


def no_invoice_words(purpose: Purpose, t: Texts) -> str:
    """Return what to do when Telegram takes no payment."""
    match purpose:
        case Purpose.ORDER:
            return t.label(
                "Telegram takes no payment for this order. Pay the shop yourself, then tap “Paid”."
            )
        case Purpose.SHARE:
            return t.label(
                "Telegram takes no payment for this share. Pay the shop yourself, then tap “Paid”."
            )
        case Purpose.TOP_UP:
            return t.label(
                "Telegram takes no payment of this sum. Try another one, or send the money as usual."
            )


def not_invoiced_screen(words: str, t: Texts) -> Screen:
    """Say after a sum was typed that there is no invoice for it."""
    again = button("💳 " + t.label("Another sum"), Go(to=Place.TOP_UP_INVOICE))
    return Screen(t("{words}", words=words), rows([again], [account_button(t)]))


def top_up_invoice_screen(view: InvoicedSumView, t: Texts) -> Screen:
    """Ask how much the invoice for the shared account should be for: by a button, or typed."""
    text = (
        t(
            "How much do you put on the shared account? Choose a sum, or send me another one, and I send you "
            "an invoice. It counts as soon as it is paid.\n\n"
            "The money comes to whoever runs this bot, who pays it out to you."
        )
        if view.is_keeper
        else t(
            "How much do you put on the shared account? Choose a sum, or send me another one, and I send "
            "you an invoice. It counts as soon as it is paid.\n\n"
            "The money comes to whoever runs this bot, who pays it out to {keeper}.",
            keeper=view.keeper,
        )
    )
    sums = [
        button(t.money(minor, view.currency), TopUpInvoicePress(family=view.family, minor=minor))
        for minor in (in_minor(hundredths, view.currency) for hundredths in SUMS_MINOR)
    ]
    return Screen(text, rows(sums[:2], sums[2:], [cancel_button(t)]))


def invoice_button(
    press: InvoicePress | ShareInvoicePress, t: Texts, *, is_sent: bool
) -> InlineKeyboardButton:
    """Return the way to the invoice for an order or a share, or to that which was sent before."""
    label = "🧾 " + t.label("Send the invoice again") if is_sent else "💳 " + t.label("Pay by invoice")
    return button(label, press)


def paysupport_button(back: Place, t: Texts) -> InlineKeyboardButton:
    """Return the way to one's payments, and from there back."""
    return button("💬 " + t.label("Payments"), Visit(to=Place.PAYSUPPORT, back=back))


def paysupport_screen(
    view: ChargesView, t: Texts, back: Place = Place.HOME, *, takes_payments: bool
) -> Screen:
    """Show what became of one's payments, and of those of others that are to be given back by hand.

    Whoever sees one that is to be given back so may say that it was.
    """
    parts = [t("<b>Payments through Telegram</b>")]
    if view.mine:
        parts.append(Html("\n\n".join(_charge(charge, t) for charge in view.mine)))
    elif takes_payments:
        parts.append(t("You have paid nothing through me yet."))
    if view.of_others:
        listed = "\n".join(_others_charge(charge, t) for charge in view.of_others)
        parts.append(t("To be given back to others of the family:\n{listed}", listed=Html(listed)))
    if takes_payments or view.mine:
        parts.append(
            t(
                "Is something wrong? Money that paid for nothing is given back: Stars by themselves, other "
                "money by whoever runs this bot. Tell them the number of the payment. When the money is "
                "back, whoever paid it or any adult of the family says so here."
            )
        )
    if not takes_payments:
        parts.append(
            t(
                "I take no money here: you pay the shop yourselves, and I only write down what you say. So I "
                "have nothing to give back. If a share was sent and did not arrive, open the order."
            )
        )
    returned = [
        [refunded_button(charge, t)]
        for charge in (*view.mine, *view.of_others)
        if charge.is_given_back_by_hand
    ]
    terms = button("📜 " + t.label("Terms"), Visit(to=Place.PAY_TERMS, back=back))
    orders = button("📦 " + t.label("Orders"), Go(to=Place.ORDERS))
    return Screen(Html("\n\n".join(parts)), rows(*returned, [orders, terms], [back_button(back, t)]))


def refunded_button(charge: ChargeView, t: Texts) -> InlineKeyboardButton:
    """Return what somebody says of money that was to be given back by hand."""
    total = t.money(charge.minor, charge.currency)
    return button("↩️ " + t.label("Given back") + f": {total}", RefundedPress(charge=charge.id))


def terms_screen(t: Texts, back: Place = Place.HOME, *, takes_payments: bool) -> Screen:
    """Say on which terms money is paid, or that none is."""
    if takes_payments:
        text = t(
            "<b>Terms of payment</b>\n"
            "• An invoice is for one order, one share of it or one sum for the shared account, and for one "
            "payer. Telegram and the payment provider of whoever runs this bot take the money; I see no "
            "cards.\n"
            "• Money for the shared account is with whoever runs this bot until they pay it out to the "
            "family's organizer. I write it down as soon as it is paid, and do not see when it is paid out. "
            "What is to come back to you of it comes from the organizer.\n"
            "• I write down the sum, the time and the number of a payment, and keep them in the books.\n"
            "• Money that pays for nothing, such as a second or a late payment, is given back: Stars by "
            "themselves, other money by whoever runs this bot.\n"
            "• What the others owe you for the order you settle among yourselves.\n"
            "• The goods come from the shop; Telegram answers for none of this.\n\n"
            "/paysupport shows your payments."
        )
    else:
        text = t(
            "<b>Terms of payment</b>\n"
            "• I take no money and never hold any: you pay the shop yourselves and send each other your "
            "shares.\n"
            "• My books say what you told me. A debt is closed when whoever gets the money says it arrived.\n"
            "• I never ask for codes, documents or card numbers.\n\n"
            "/paysupport says what to do when something is wrong."
        )
    return Screen(text, rows([paysupport_button(back, t)], [back_button(back, t)]))


def _charge(charge: ChargeView, t: Texts) -> Html:
    return t(
        "• {what}, {when}: {state}\nNumber: <code>{name}</code>",
        what=paid_for(charge.minor, charge.currency, charge.purpose, charge.number, t),
        when=t.moment(charge.came_at),
        state=_state(charge, t),
        name=charge.name,
    )


def _others_charge(charge: ChargeView, t: Texts) -> Html:
    return t(
        "• {who}: {what}, {when}: {reason}",
        who=clip(charge.payer),
        what=paid_for(charge.minor, charge.currency, charge.purpose, charge.number, t),
        when=t.moment(charge.came_at),
        reason=flaw_words(charge.flaw or Flaw.UNKNOWN, t),
    )


def paid_for(minor: int, currency: str, purpose: str | None, number: int | None, t: Texts) -> Html:
    """Return how much money came and for what, as far as that is known."""
    total = t.money(minor, currency)
    if purpose == Purpose.TOP_UP:
        return t("{sum} for the shared account", sum=total)
    if not number:
        return Html(total)
    if purpose == Purpose.SHARE:
        return t("{sum} for a share of order {number}", sum=total, number=order_name(number))
    return t("{sum} for order {number}", sum=total, number=order_name(number))


def _state(charge: ChargeView, t: Texts) -> Html:
    match charge.state:
        case ChargeState.CAME:
            return t("it came, I am looking at it")
        case ChargeState.APPLIED:
            return t("paid ✅")
        case ChargeState.FLAGGED:
            return t("to be given back: {reason}", reason=flaw_words(charge.flaw or Flaw.UNKNOWN, t))
        case ChargeState.REFUNDED:
            return t("given back")


def flaw_words(flaw: str, t: Texts) -> str:
    """Return why money that came pays for nothing."""
    words = {
        Flaw.UNKNOWN: t.label("I do not know what it was for"),
        Flaw.FOREIGN: t.label("the invoice was for somebody else"),
        Flaw.DIFFERS: t.label("the amount is not what was asked for"),
        Flaw.SECOND: t.label("the invoice had been paid already"),
        Flaw.CHANGED: t.label("the order had changed"),
        Flaw.TAKEN: t.label("somebody else is paying the order"),
        Flaw.PAID: t.label("the order had been paid already"),
        Flaw.CANCELLED: t.label("the order had been cancelled"),
        Flaw.SHARE_PAID: t.label("the share had been paid already"),
        Flaw.LEFT: t.label("the payer is not in the family any more"),
        Flaw.OFF: t.label("the shared account had been switched off"),
        Flaw.DISBANDED: t.label("the family had been disbanded"),
    }
    return words[Flaw(flaw)]
