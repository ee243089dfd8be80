"""What is said of a family, its roles and its customs."""

from __future__ import annotations

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks.families import ArchivePress, ComeBackPress
from bot.callbacks.people import Go, Place
from bot.screen import button, rows
from bot.screens.alerts.words import alert_buttons, alert_text
from bot.screens.benefits import benefits_button
from bot.screens.customs import family_settings_button, told_custom
from bot.screens.members import answer_buttons
from bot.screens.people import account_button, people_count
from bot.texts import Html, Texts
from core.alerts import families as kinds
from core.families.benefit import Benefit
from core.people.person import FORMER


@alert_text.register
def _(alert: kinds.MemberJoined, t: Texts) -> Html:
    return t(
        "<b>{member}</b> joined “{family}”. There are {people} now.",
        member=alert.member,
        family=alert.family,
        people=people_count(alert.people, t),
    )


@alert_text.register
def _(alert: kinds.MemberLeft, t: Texts) -> Html:
    if alert.member == FORMER:
        text = t(
            "Somebody erased their data and left “{family}”. There are {people} now.",
            family=alert.family,
            people=people_count(alert.people, t),
        )
        return _with_lines(text, alert.lines, t)
    text = t(
        "<b>{member}</b> left “{family}”. There are {people} now.",
        member=alert.member,
        family=alert.family,
        people=people_count(alert.people, t),
    )
    return _with_lines(text, alert.lines, t)


@alert_text.register
def _(alert: kinds.MemberRemoved, t: Texts) -> Html:
    text = t(
        "<b>{member}</b> was removed from “{family}”. There are {people} now.",
        member=alert.member,
        family=alert.family,
        people=people_count(alert.people, t),
    )
    return _with_lines(text, alert.lines, t)


@alert_text.register
def _(alert: kinds.RemovedFromFamily, t: Texts) -> Html:
    text = t(
        "{name} removed you from “{family}”. What you owe and are owed stays: /orders.",
        name=alert.by,
        family=alert.family,
    )
    back = (
        t("Invitations to it are closed to you until {name} opens them again.", name=alert.by)
        if alert.is_barred
        else t("To come back, ask {name} for an invitation.", name=alert.by)
    )
    return Html(f"{text} {back}")


@alert_text.register
def _(alert: kinds.LetBackIn, t: Texts) -> Html:
    return t("Invitations to “{family}” are open to you again.", family=alert.family)


@alert_text.register
def _(alert: kinds.FamilyRenamed, t: Texts) -> Html:
    return t(
        "{name} renamed the family: “{family}” is called “{new}” now.",
        name=alert.by,
        family=alert.family,
        new=alert.name,
    )


@alert_text.register
def _(alert: kinds.MadeLimited, t: Texts) -> Html:
    if not alert.minor:
        return t(
            "{name} made you a limited member of “{family}”: every line of yours waits until an adult "
            "approves it, and your votes are advice.",
            name=alert.by,
            family=alert.family,
        )
    return t(
        "{name} made you a limited member of “{family}”: lines above {sum} wait until an adult approves "
        "them, and your votes are advice.",
        name=alert.by,
        family=alert.family,
        sum=t.money(alert.minor, alert.currency),
    )


@alert_text.register
def _(alert: kinds.MadeAdult, t: Texts) -> Html:
    return t(
        "{name} made you an adult in “{family}”: no limit holds for you, and your votes count.",
        name=alert.by,
        family=alert.family,
    )


@alert_text.register
def _(alert: kinds.RoleOffered, t: Texts) -> Html:
    return t(
        "{name} offers you the organizer's role in “{family}”. You have a day to decide.",
        name=alert.by,
        family=alert.name,
    )


@alert_text.register
def _(alert: kinds.RoleOfferedByVote, t: Texts) -> Html:
    return t(
        "The adults of “{family}” want you to be the organizer. You have a day to decide.",
        family=alert.name,
    )


@alert_text.register
def _(alert: kinds.RoleDeclined, t: Texts) -> Html:
    return t(
        "{name} does not take the organizer's role in “{family}”. It stays yours.",
        name=alert.member,
        family=alert.family,
    )


@alert_text.register
def _(alert: kinds.RoleUnanswered, t: Texts) -> Html:
    return t(
        "{name} has not answered within a day, so the organizer's role in “{family}” stays yours.",
        name=alert.member,
        family=alert.family,
    )


@alert_text.register
def _(alert: kinds.OfferExpired, t: Texts) -> Html:
    return t(
        "The day to take the organizer's role in “{family}” is over; it is not offered to you any more.",
        family=alert.family,
    )


@alert_text.register
def _(alert: kinds.OfferWithdrawn, t: Texts) -> Html:
    return t(
        "{name} took the offer of the organizer's role in “{family}” back.",
        name=alert.by,
        family=alert.family,
    )


@alert_text.register
def _(alert: kinds.OrganizerChanged, t: Texts) -> Html:
    return t(
        "<b>{member}</b> is the organizer of “{family}” now. You stay in it as an adult member.",
        member=alert.member,
        family=alert.family,
    )


@alert_text.register
def _(alert: kinds.OrganizerIsNew, t: Texts) -> Html:
    return t("<b>{member}</b> is the organizer of “{family}” now.", member=alert.member, family=alert.family)


@alert_text.register
def _(alert: kinds.SuccessionOpened, t: Texts) -> Html:
    return t(
        "I have not reached {organizer}, the organizer of “{family}”, for two weeks. "
        "Who shall be the organizer? Every adult has one vote.",
        organizer=alert.organizer,
        family=alert.name,
    )


@alert_text.register
def _(alert: kinds.SuccessorUnwilling, t: Texts) -> Html:
    return t(
        "{member} did not become the organizer of “{family}”. Please choose again.",
        member=alert.member,
        family=alert.name,
    )


@alert_text.register
def _(alert: kinds.SuccessionClosed, t: Texts) -> Html:
    return t(
        "{organizer} is back and stays the organizer of “{family}”. The vote is over.",
        organizer=alert.organizer,
        family=alert.family,
    )


@alert_text.register
def _(alert: kinds.FamilyDisbanded, t: Texts) -> Html:
    return t(
        "{name} disbanded “{family}”. Debts stay: /orders. For 30 days you can look at what is kept.",
        name=alert.by,
        family=alert.name,
    )


@alert_text.register
def _(alert: kinds.FamilyBroughtBack, t: Texts) -> Html:
    return t(
        "{name} brought “{family}” back, with its cart and its books. Will you come back, too?",
        name=alert.by,
        family=alert.name,
    )


@alert_text.register
def _(alert: kinds.GroupLost, t: Texts) -> Html:
    return t(
        "I was removed from the group chat of “{family}”. The family lives on here; to show the cart in a "
        "group again, add me to it: /family",
        family=alert.family,
    )


@alert_text.register
def _(alert: kinds.BenefitSwitched, t: Texts) -> Html:
    told = {"name": alert.by, "family": alert.family}
    match alert.benefit, alert.is_on:
        case Benefit.CART, True:
            return t("{name} switched the cart of “{family}” on again.", **told)
        case Benefit.CART, False:
            return t("{name} switched the cart of “{family}” off. Its lines are kept.", **told)
        case Benefit.VOTING, True:
            return t("{name} switched voting in “{family}” on, for what is added from now on.", **told)
        case Benefit.ACCOUNT, True:
            return t("{name} switched the shared account of “{family}” on: put money in, pay orders.", **told)
        case Benefit.ACCOUNT, False:
            return t("{name} switched the shared account of “{family}” off. What is on it stays.", **told)
        case _:
            return t("{name} switched voting in “{family}” off. No line waits for votes now.", **told)


@alert_text.register
def _(alert: kinds.CustomsChanged, t: Texts) -> Html:
    told = zip(alert.customs, alert.is_now, strict=True)
    customs = [told_custom(name, value, alert.currency, t) for name, value in told]
    return t(
        "{name} changed the settings of “{family}”:\n{customs}",
        name=alert.by,
        family=alert.family,
        customs="\n".join(customs),
    )


def _with_lines(text: Html, count: int, t: Texts) -> Html:
    if not count:
        return text
    lines = t.plural(
        "{count} line of theirs stays in the cart and is yours now.",
        "{count} lines of theirs stay in the cart and are yours now.",
        count,
    )
    return Html(f"{text} {lines}")


@alert_buttons.register
def _(alert: kinds.RoleOffered | kinds.RoleOfferedByVote, t: Texts) -> InlineKeyboardMarkup:
    return rows(answer_buttons(alert.family, alert.offered, t))


@alert_buttons.register
def _(_: kinds.SuccessionOpened | kinds.SuccessorUnwilling, t: Texts) -> InlineKeyboardMarkup:
    return rows([button("🗳 " + t.label("Choose an organizer"), Go(to=Place.SUCCESSION))])


@alert_buttons.register
def _(alert: kinds.FamilyDisbanded, t: Texts) -> InlineKeyboardMarkup:
    return rows([button("🗄 " + t.label("Open the archive"), ArchivePress(family=alert.family))])


@alert_buttons.register
def _(alert: kinds.FamilyBroughtBack, t: Texts) -> InlineKeyboardMarkup:
    return rows([button("↩️ " + t.label("Come back"), ComeBackPress(family=alert.family))])


@alert_buttons.register
def _(alert: kinds.BenefitSwitched, t: Texts) -> InlineKeyboardMarkup:
    is_account = alert.benefit == Benefit.ACCOUNT and alert.is_on
    return rows([account_button(t)] if is_account else [], [benefits_button(t)])


@alert_buttons.register
def _(_: kinds.CustomsChanged, t: Texts) -> InlineKeyboardMarkup:
    return rows([family_settings_button(t)])
