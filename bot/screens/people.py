"""The first screen, help, privacy, language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram.types import KeyboardButton, ReplyKeyboardMarkup, ReplyKeyboardRemove

from bot.callbacks.families import ArchivePress
from bot.callbacks.people import CancelPress, Go, LanguagePress, Place, Visit
from bot.screen import Screen, button, rows
from bot.texts import Html, clip
from core.families.family import NAME_LIMIT
from core.families.views import Archive

if TYPE_CHECKING:
    from aiogram.types import InlineKeyboardButton

    from bot.texts import Texts
    from core.families.views import FamilySummary
    from core.people.person import Person

LANGUAGE_NAMES = {"ru": "Русский", "en": "English"}


def home_screen(person: Person, family: FamilySummary | Archive | None, t: Texts) -> Screen:
    """Say who the person is here, and offer the one next step."""
    if family is None or isinstance(family, Archive):
        text = t(
            "Hello, {name}! 👋\n\n"
            "I help a family shop together: one shared cart, a vote on what is bought, fair shares, and no "
            "mess about who owes whom.\n\n"
            "Create a family, or open the invitation link that your organizer sent you.",
            name=person.name,
        )
        return Screen(
            text,
            rows(
                [archive_button(family, t)] if family is not None else [],
                [found_button(t)],
                [own_cart_button(t)],
                [button("❓ " + t.label("Help"), Go(to=Place.HELP)), profile_button(t)],
                [language_button()],
            ),
        )
    lines = (
        t.plural("{count} line in the cart", "{count} lines in the cart", family.lines)
        if family.has_cart
        else t("the cart is off")
    )
    role = (
        t("You are the organizer.") if family.is_organizer else t("Organizer: {name}", name=family.organizer)
    )
    text = t(
        "<b>{family}</b>\n{role}\n{people} · {lines}",
        family=family.name,
        role=role,
        people=people_count(family.people, t),
        lines=lines,
    )
    if family.open_orders:
        text = Html(
            text
            + "\n"
            + t.plural(
                "{count} order is not finished yet", "{count} orders are not finished yet", family.open_orders
            )
        )
    return Screen(
        text,
        rows(
            [cart_button(t), add_button(t)],
            [own_cart_button(t)],
            [approvals_button(family.approvals, t)] if family.approvals else [],
            [orders_button(t), button("👪 " + t.label("Family"), Go(to=Place.FAMILY))],
            [account_button(t)] if family.has_account else [],
            [button("🔗 " + t.label("Invite"), Go(to=Place.INVITE))] if family.is_organizer else [],
            [button("❓ " + t.label("Help"), Go(to=Place.HELP)), profile_button(t)],
        ),
    )


def help_screen(t: Texts) -> Screen:
    """Explain the bot in a minute."""
    text = t(
        "<b>How it works</b>\n"
        "1. The organizer creates a family and sends the others a link.\n"
        "2. Everybody adds to one cart: <code>/add milk 2 pcs 89.90</code>, several lines at once are fine.\n"
        "3. Dear lines are put to the vote: 👍 or 👎. From which sum on, and whose yes it takes, is in the "
        "family's settings.\n"
        "4. The organizer checks out, somebody pays the shop, and everybody sees their share.\n"
        "5. Whoever owes taps “Money sent”, whoever paid taps “Received”. Only then is the debt closed.\n\n"
        "<b>Commands</b>\n"
        "/cart – the shared cart\n/add – add to it\n/go – I'm at the shop\n"
        "/journal – who did what, and Undo for ten minutes\n"
        "/approvals – what waits for an adult\n"
        "/orders – orders and debts\n/account – the shared account\n/family – who is here\n"
        "/invite – invite somebody\n/leave – leave the family\n/profile – who I am here\n"
        "/settings – language, time zone, alerts\n/language – Русский or English\n"
        "/privacy – what is stored, who sees what\n/export – all that is stored about me, as a file\n"
        "/forget_me – forget me\n/cancel – stop what I am asking you\n"
        "/paysupport – my payments, and what is wrong with them\n/terms – terms of payment\n\n"
        "I never ask for codes, documents or card numbers."
    )
    return Screen(text, rows([privacy_button(Place.HELP, t)], [home_button(t)]))


def group_help_screen(t: Texts) -> Screen:
    """Say what works in a group chat; everything else is between the person and the bot."""
    text = t(
        "Here the family fills its cart together:\n"
        "/cart – the shared cart\n/add milk 2 pcs – add to it\n/journal – who did what\n\n"
        "Orders, debts, invitations and settings are in your private chat with me."
    )
    return Screen(text)


def anonymous_screen(t: Texts) -> Screen:
    """Ask an administrator who hides behind the group to write under their own name."""
    return Screen(
        t(
            "I cannot tell who you are while you write in the name of the group. Switch off “Remain "
            "anonymous” in the group's administrator settings, or write to me privately."
        )
    )


def privacy_screen(t: Texts, back: Place = Place.HOME) -> Screen:
    """Say what is stored and who sees what."""
    text = t(
        "<b>What I store</b>\n"
        "• you: Telegram id, name and username, language, time zone, how you want alerts, and whether my "
        "messages reach you;\n"
        "• your family: your place in it, that you left it, what you added and how you voted, your orders, "
        "shares, payments and the receipts that you attach, what is carried over for you from elsewhere, "
        "what you put on the shared account, paid from it or got back, and for 180 days what you did to the "
        "cart; your own cart and your own orders, and for an hour what you typed after my name in other "
        "chats; of a family that was disbanded, for 30 days that you were in it; of a file with balances "
        "that you send me, for a day what it says;\n"
        "• invitations: that you were invited, asked to join, or joined; links that led nowhere, for a day, "
        "against guessing; that an organizer does not let you in. Of a link I keep a fingerprint only;\n"
        "• alerts for you, for 30 days, and a question that I am asking you.\n"
        "When you create a family: the country of your phone number and when you proved it. "
        "The number itself is never stored.\n\n"
        "<b>Who sees what</b>\n"
        "Your family sees the shared cart, the votes, the orders, who owes whom, and who put what on the "
        "shared account or paid from it. "
        "Your own cart and your own orders nobody sees but you, not even the organizer. "
        "Strangers see nothing, except in the group chat that shows the cart: everybody there sees it.\n"
        "Money: I write down what you say you paid, and of payments through Telegram the sum, the time and "
        "the number, which stay in the books. One that paid for nothing the adults of your family see until "
        "it is given back. I see no cards.\n\n"
        "/export sends you all of it as a file. /forget_me erases it; only your Telegram id stays, without a "
        "name: in the books of your families with the amounts, for 180 days in the journal of the cart, and "
        "where you left, are not let in or, for a day, guessed."
    )
    own = [button("📄 " + t.label("Export my data"), Go(to=Place.EXPORT))]
    forget = [button("🗑 " + t.label("Forget me"), Visit(to=Place.FORGET, back=Place.PRIVACY))]
    return Screen(text, rows(own, forget, [back_button(back, t)]))


def language_screen(t: Texts, back: Place = Place.HOME) -> Screen:
    """Let the person choose a language; its names are in the languages themselves."""
    choices = [
        button(("✅ " if code == t.language else "") + name, LanguagePress(language=code, back=back))
        for code, name in LANGUAGE_NAMES.items()
    ]
    return Screen(t("Which language shall we speak?"), rows(choices, [back_button(back, t)]))


def contact_screen(t: Texts) -> Screen:
    """Ask for the person's own phone number, by one tap."""
    text = t(
        "To organize a family, please confirm your phone number with the button below.\n\n"
        "I check its country and forget the number at once: it is not stored and nobody sees it."
    )
    return Screen(text, contact_keyboard(t))


def contact_keyboard(t: Texts) -> ReplyKeyboardMarkup:
    """Return the one tap by which a person shares their own number, and the way out."""
    share = KeyboardButton(text="📱 " + t.label("Confirm my number"), request_contact=True)
    return ReplyKeyboardMarkup(
        keyboard=[[share], [KeyboardButton(text=t.label("Cancel"))]],
        resize_keyboard=True,
        one_time_keyboard=True,
    )


def family_name_screen(t: Texts, *, is_after_contact: bool) -> Screen:
    """Ask how the family is called; the phone keyboard, if it was there, goes away."""
    text = t("What shall we call your family? Send me a name, up to {limit} characters.", limit=NAME_LIMIT)
    if is_after_contact:
        return Screen(Html(f"{number_fits_screen(t).text}\n\n{text}"), ReplyKeyboardRemove())
    return Screen(text, rows([cancel_button(t)]))


def number_fits_screen(t: Texts) -> Screen:
    """Thank for a number of an allowed country, and take the phone keyboard away."""
    return Screen(Html("✅ " + t("Thank you, that fits.")), ReplyKeyboardRemove())


def nothing_asked_screen(t: Texts) -> Screen:
    """Answer to a text that no question waits for."""
    return Screen(
        t("I am not sure what to do with that. To add to the cart, write <code>/add milk 2 pcs</code>."),
        rows([cart_button(t), add_button(t)], [home_button(t)]),
    )


def no_family_screen(t: Texts) -> Screen:
    """Answer to a text of somebody who is in no family: there is nothing else to do yet."""
    return Screen(
        t(
            "I am not sure what to do with that. To shop together, create a family, or open the invitation "
            "link that your organizer sent you."
        ),
        rows([found_button(t)], [home_button(t)]),
    )


def question_gone_screen(t: Texts) -> Screen:
    """Say that nothing is being asked any more, and take away a keyboard that a question brought."""
    return Screen(t("Fine, I am not asking anything any more."), ReplyKeyboardRemove())


def people_count(count: int, t: Texts) -> Html:
    """Return how many people there are, in words."""
    return t.plural("{count} person", "{count} people", count)


def archive_button(archive: Archive, t: Texts) -> InlineKeyboardButton:
    """Return the way to what is kept of a family, or back to the family that lives again."""
    name = clip(archive.name)
    label = (
        t.label("↩️ Come back to “{family}”", family=name)
        if archive.is_live
        else t.label("🗄 Archive: “{family}”", family=name)
    )
    return button(label, ArchivePress(family=archive.family))


def found_button(t: Texts) -> InlineKeyboardButton:
    """Return the way to a family of one's own."""
    return button("👨‍👩‍👧 " + t.label("Create a family"), Go(to=Place.FOUND))


def home_button(t: Texts) -> InlineKeyboardButton:
    """Return the way back to the first screen."""
    return back_button(Place.HOME, t)


def back_button(back: Place, t: Texts) -> InlineKeyboardButton:
    """Return the way back to where one came from."""
    return button("⬅️ " + t.label("Back"), Go(to=back))


def profile_button(t: Texts) -> InlineKeyboardButton:
    """Return the way to the profile."""
    return button("👤 " + t.label("Profile"), Go(to=Place.PROFILE))


def privacy_button(back: Place, t: Texts) -> InlineKeyboardButton:
    """Return the way to what is stored, and from there back."""
    return button("🔒 " + t.label("What is stored"), Visit(to=Place.PRIVACY, back=back))


def cart_button(t: Texts) -> InlineKeyboardButton:
    """Return the way to the cart."""
    return button("🛒 " + t.label("Cart"), Go(to=Place.CART))


def add_button(t: Texts) -> InlineKeyboardButton:
    """Return the way to add to the cart."""
    return button("➕ " + t.label("Add"), Go(to=Place.ADD))


def own_cart_button(t: Texts) -> InlineKeyboardButton:
    """Return the way to the person's own cart."""
    return button("🧺 " + t.label("My cart"), Go(to=Place.OWN_CART))


def own_orders_button(t: Texts) -> InlineKeyboardButton:
    """Return the way to the person's own orders."""
    return button("🔒 " + t.label("My own orders"), Go(to=Place.OWN_ORDERS))


def approvals_button(count: int, t: Texts) -> InlineKeyboardButton:
    """Return the way to what waits for an adult, with how many lines do."""
    return button("⏳ " + t.label("Approvals: {count}", count=count), Go(to=Place.APPROVALS))


def orders_button(t: Texts) -> InlineKeyboardButton:
    """Return the way to the orders."""
    return button("📦 " + t.label("Orders"), Go(to=Place.ORDERS))


def account_button(t: Texts) -> InlineKeyboardButton:
    """Return the way to the family's shared account."""
    return button("🏦 " + t.label("Shared account"), Go(to=Place.ACCOUNT))


def balances_button(t: Texts) -> InlineKeyboardButton:
    """Return the way to who owes whom."""
    return button("⚖️ " + t.label("Balances"), Go(to=Place.BALANCES))


def language_button() -> InlineKeyboardButton:
    """Return the way to the choice of a language, for who cannot read this one."""
    return button("🌐 Русский / English", Go(to=Place.LANGUAGE))


def cancel_button(t: Texts) -> InlineKeyboardButton:
    """Return the way out of a question."""
    return button(t.label("Cancel"), CancelPress())
