"""The words of every refusal: why, and what to do next, with a button for it."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from bot.callbacks.people import Go, Place
from bot.screen import Screen, button, rows
from bot.screens.benefits import benefits_button
from bot.screens.invites import moving_buttons, stay_button, unask_button
from bot.screens.inviting import choose_button
from bot.screens.journal import journal_button
from bot.screens.people import cart_button, contact_keyboard, home_button, orders_button, own_cart_button
from bot.screens.shopping import list_button
from bot.screens.staples import staples_button
from bot.screens.wishes import order_name
from bot.texts import Texts, clip
from core.carts import errors as carts
from core.carts.agreement import Standing
from core.families import errors as families
from core.invites import errors as invites
from core.invites.invite import InviteState
from core.invites.request import RequestState
from core.orders import errors as orders
from core.orders.order import OrderState
from core.orders.payment import PaymentState
from core.people import errors as people
from core.shared.errors import DomainError  # noqa: TC001  # singledispatch reads it
from core.shared.money import AmountUnreadableError
from core.shared.secrets import LooksSecretError, SecretKind

if TYPE_CHECKING:
    from aiogram.types import InlineKeyboardButton


def refusal_screen(error: DomainError, t: Texts, *, is_group: bool = False) -> Screen:
    """Show a refusal as a message; in a group without the buttons, which lead to private things."""
    words = t("{words}", words=refusal_words(error, t))  # plain until here, so they are escaped
    if isinstance(error, people.ForeignContactError):  # its keyboard went away with the press
        return Screen(words, contact_keyboard(t))
    steps = _next_steps(error, t)
    return Screen(words, None if is_group else rows(steps[:2], steps[2:]))


@singledispatch
def refusal_words(error: DomainError, t: Texts) -> str:
    """Return why it was refused and what to do, as plain text that fits a toast."""
    raise TypeError(f"no words for {type(error).__name__} in {t.language}")


@refusal_words.register
def _(error: LooksSecretError, t: Texts) -> str:
    if error.kind is SecretKind.CARD:
        return t.label(
            "⚠️ That looks like a card number. I keep no such thing. No bank and no shop needs it here: "
            "please delete your message, above all in a group."
        )
    return t.label(
        "⚠️ That looks like a confirmation code. I keep no such thing. No bank and no shop needs it here: "
        "please delete your message, above all in a group."
    )


@refusal_words.register
def _(_: people.ForeignContactError, t: Texts) -> str:
    return t.label("This is somebody else's contact. Please use the button: it shares your own number.")


@refusal_words.register
def _(error: people.CountryNotAllowedError, t: Texts) -> str:
    allowed = ", ".join(t.country(code) for code in error.allowed)
    if not error.founds:
        return t.label(
            "Organizers need a number from: {allowed}. This one does not fit, so please decline the role: "
            "it can be offered to somebody else.",
            allowed=allowed,
        )
    if error.country is None:
        return t.label(
            "I cannot tell the country of this number. Organizers need a number from: {allowed}. "
            "You can join a family by a link without any number.",
            allowed=allowed,
        )
    return t.label(
        "Your number is from {country}; organizers need one from: {allowed}. "
        "You can join a family by a link without any number.",
        country=t.country(error.country),
        allowed=allowed,
    )


@refusal_words.register
def _(_: people.LanguageUnknownError, t: Texts) -> str:
    return t.label("I do not speak that language yet. Choose another one: /language.")


@refusal_words.register
def _(error: people.ZoneUnknownError, t: Texts) -> str:
    return t.label(
        "I do not know “{text}”. Send a big city nearby, such as Berlin, or the difference to Greenwich, "
        "such as UTC+5.",
        text=clip(error.text),
    )


@refusal_words.register
def _(error: people.OwesMoneyError, t: Texts) -> str:
    return t.label(
        "You still owe {sum} in “{family}”. Send it first, and have it confirmed; then I can forget you.",
        sum=t.money(error.minor, error.currency),
        family=clip(error.family),
    )


@refusal_words.register
def _(error: people.IsOwedMoneyError, t: Texts) -> str:
    return t.label(
        "{sum} are still owed to you in “{family}”. Confirm the money when it comes; then I can forget you.",
        sum=t.money(error.minor, error.currency),
        family=clip(error.family),
    )


@refusal_words.register
def _(error: people.OrderUnfinishedError, t: Texts) -> str:
    return t.label(
        "Order {number} in “{family}” is not finished, and you have a part in it. "
        "Finish it, or have it cancelled; then I can forget you.",
        number=order_name(error.number),
        family=clip(error.family),
    )


@refusal_words.register
def _(_: people.QuestionGoneError, t: Texts) -> str:
    return t.label("That question has expired. Please begin again.")


@refusal_words.register
def _(error: families.FamilyNameError, t: Texts) -> str:
    if not error.length:
        return t.label("The name needs at least one visible character. Please send another one.")
    return t.label(
        "That name is too long: {length} characters, {limit} fit. Please send a shorter one.",
        length=error.length,
        limit=error.limit,
    )


@refusal_words.register
def _(_: families.CountryNotProvedError, t: Texts) -> str:
    return t.label("Please confirm your phone number first: tap “Create a family” again.")


@refusal_words.register
def _(error: families.AlreadyInFamilyError, t: Texts) -> str:
    return t.label(
        "You are in the family “{family}”. You can be in only one family at a time.", family=error.family
    )


@refusal_words.register
def _(_: families.NoFamilyError, t: Texts) -> str:
    return t.label("You are not in a family yet. Create one, or open an invitation link.")


@refusal_words.register
def _(_: families.NotAMemberError, t: Texts) -> str:
    return t.label("This belongs to a family you are not in. Ask its organizer for an invitation.")


@refusal_words.register
def _(error: families.NotOrganizerError, t: Texts) -> str:
    return t.label("Only the organizer can do this. Ask {name}.", name=error.organizer)


@refusal_words.register
def _(_: families.AdultsOnlyError, t: Texts) -> str:
    return t.label("This is for the adults of the family. Please ask one of them.")


@refusal_words.register
def _(_: families.CartOffError, t: Texts) -> str:
    return t.label("The cart is switched off for now; its lines are kept. The organizer can switch it on.")


@refusal_words.register
def _(error: families.FamilyFullError, t: Texts) -> str:
    return t.label(
        "All {seats} seats in “{family}” are taken. When somebody leaves, try again.",
        seats=error.seats,
        family=error.family,
    )


@refusal_words.register
def _(error: families.SeatsHeldError, t: Texts) -> str:
    return t.label(
        "The last seats in “{family}” are kept until {time} for people who are reading their invitation. "
        "Please try again then.",
        family=error.family,
        time=t.clock(error.until),
    )


@refusal_words.register
def _(error: families.OrganizerStaysError, t: Texts) -> str:
    return t.labels(
        "You organise “{family}”, and {count} more person is in it. Hand your role over, or disband it.",
        "You organise “{family}”, and {count} more people are in it. Hand your role over, or disband it.",
        error.others,
        family=error.family,
    )


@refusal_words.register
def _(error: families.PaymentUnderWayError, t: Texts) -> str:
    return t.label(
        "Order {number} is being paid. Tap “Paid” or “Let somebody else pay” in it first.",
        number=order_name(error.number),
    )


@refusal_words.register
def _(_: families.MemberGoneError, t: Texts) -> str:
    return t.label("This member is not in the family any more, or came anew. Open the members again.")


@refusal_words.register
def _(_: families.OwnPlaceError, t: Texts) -> str:
    return t.label("That is you, the organizer. Choose another member.")


@refusal_words.register
def _(error: families.LimitedMemberError, t: Texts) -> str:
    return t.label(
        "{member} is a limited member, and the organizer is an adult. Choose somebody else.",
        member=clip(error.member),
    )


@refusal_words.register
def _(error: families.OfferUnderWayError, t: Texts) -> str:
    return t.label(
        "The role is offered to {member} already. Wait for the answer; it comes within a day.",
        member=clip(error.member),
    )


@refusal_words.register
def _(_: families.OfferGoneError, t: Texts) -> str:
    return t.label("This offer was answered, taken back, or its day is over. See /family for what is now.")


@refusal_words.register
def _(_: families.SuccessionOverError, t: Texts) -> str:
    return t.label("No organizer is being chosen now: there is one. See /family.")


@refusal_words.register
def _(error: families.WrongNameError, t: Texts) -> str:
    return t.label(
        "That is not its name, so nothing has happened. To disband it, send me exactly: {family}",
        family=error.family,
    )


@refusal_words.register
def _(_: families.ArchiveGoneError, t: Texts) -> str:
    return t.label("Nothing is kept for you here (any more). Open /start to see where you are.")


@refusal_words.register
def _(_: families.PlaceTakenError, t: Texts) -> str:
    return t.label("This chat already shows another family's cart. Use your own family's chat.")


@refusal_words.register
def _(error: families.PlaceUnknownError, t: Texts) -> str:
    if error.can_attach:
        return t.label("This chat shows no cart yet. Send /cart here to connect it.")
    return t.label("This chat shows no cart yet. The organizer connects it by sending /cart here.")


@refusal_words.register
def _(_: invites.InviteUnknownError, t: Texts) -> str:
    return t.label("This link is not valid: it is incomplete or was replaced. Ask for a new one.")


@refusal_words.register
def _(error: invites.TooManyGuessesError, t: Texts) -> str:
    return t.label(
        "Too many links that lead nowhere. I look at the next one after {time}. Ask the organizer for a new "
        "link meanwhile.",
        time=t.clock(error.until),
    )


@refusal_words.register
def _(_: invites.InviteExpiredError, t: Texts) -> str:
    return t.label("This invitation has expired. Ask the organizer for a new one.")


@refusal_words.register
def _(_: invites.InviteRevokedError, t: Texts) -> str:
    return t.label("The organizer took this invitation back. Ask for a new one.")


@refusal_words.register
def _(_: invites.InviteUsedUpError, t: Texts) -> str:
    return t.label("This invitation is used up. Ask the organizer for a new one.")


@refusal_words.register
def _(error: invites.InviteOverError, t: Texts) -> str:
    match error.invite_state:
        case InviteState.REVOKED:
            return t.label("You took this invitation back. Make a new one: /invite.")
        case InviteState.EXPIRED:
            return t.label("This invitation's time is over. Make a new one: /invite.")
        case _:
            return t.label("This invitation is used up. Make a new one: /invite.")


@refusal_words.register
def _(error: invites.FamilyDisbandedError, t: Texts) -> str:
    return t.label(
        "The family “{family}” does not exist any more. Ask for another invitation, or create a family.",
        family=error.family,
    )


@refusal_words.register
def _(error: invites.AlreadyHereError, t: Texts) -> str:
    return t.label("You are already in “{family}”: its cart is one tap away.", family=error.family)


@refusal_words.register
def _(error: invites.OlderInviteError, t: Texts) -> str:
    return t.label(
        "This invitation to “{family}” is older than your leaving. "
        "To come back, ask the organizer for a new one.",
        family=error.family,
    )


@refusal_words.register
def _(error: invites.BarredError, t: Texts) -> str:
    return t.label(
        "The organizer of “{family}” does not let you in at the moment. If you think it is a mistake, write "
        "to them.",
        family=error.family,
    )


@refusal_words.register
def _(error: invites.InAnotherFamilyError, t: Texts) -> str:
    if error.organises and error.others:
        return t.label(
            "You organise the family “{family}”, and others are in it. To join another one, hand your role "
            "over or disband yours first.",
            family=error.family,
        )
    if error.by_approval:
        return t.label(
            "You are in the family “{family}”. This one's organizer approves each newcomer: leave yours "
            "first, then open the link again.",
            family=error.family,
        )
    return t.label(
        "You are in the family “{family}”, and one can be in only one. You can stay, or leave yours and join "
        "this one.",
        family=error.family,
    )


@refusal_words.register
def _(error: invites.SeatJustTakenError, t: Texts) -> str:
    return t.label(
        "Somebody took the last seat in “{family}” a moment ago. Sorry! Ask the organizer about it.",
        family=error.family,
    )


@refusal_words.register
def _(error: invites.TooManyInvitesError, t: Texts) -> str:
    return t.label("{limit} invitations are live already. Revoke one of them first.", limit=error.limit)


@refusal_words.register
def _(error: invites.TooFewSeatsError, t: Texts) -> str:
    return t.labels(
        "There is only {count} free seat. Please choose as many people.",
        "There are only {count} free seats. Please choose as many people.",
        error.free,
    )


@refusal_words.register
def _(error: invites.RequestOpenError, t: Texts) -> str:
    return t.label(
        "You have already asked to join “{family}”. Wait for the answer, or take your request back.",
        family=error.family,
    )


@refusal_words.register
def _(error: invites.AskedLatelyError, t: Texts) -> str:
    return t.label(
        "You have asked “{family}” a little while ago. You can ask again after {time}.",
        family=error.family,
        time=t.clock(error.again_at),
    )


@refusal_words.register
def _(error: invites.RequestClosedError, t: Texts) -> str:
    match error.request_state:
        case RequestState.ACCEPTED:
            return t.label("This request has been accepted already.")
        case RequestState.EXPIRED:
            return t.label("This request has expired: nobody answered it for a day.")
        case RequestState.WITHDRAWN:
            return t.label("This request was taken back. Nothing is left to decide.")
        case _:
            return t.label("This request has been turned down already.")


@refusal_words.register
def _(error: invites.RequesterElsewhereError, t: Texts) -> str:
    return t.label("{name} is in another family by now, so the request is closed.", name=clip(error.member))


@refusal_words.register
def _(_: carts.LineGoneError, t: Texts) -> str:
    return t.label("This line is not in the cart any more. Open the cart again.")


@refusal_words.register
def _(error: carts.LineChangedError, t: Texts) -> str:
    return t.label("“{line}” has changed meanwhile. Have a look and press again.", line=clip(error.line))


@refusal_words.register
def _(_: carts.SurpriseDayError, t: Texts) -> str:
    return t.label(
        "That is no day of the coming year. Send me the day like 31.12 or 31.12.2027, or tap Cancel."
    )


@refusal_words.register
def _(error: carts.SurprisesFullError, t: Texts) -> str:
    return t.labels(
        "You hide {count} line already, no more fits. Show one to everybody first.",
        "You hide {count} lines already, no more fit. Show one to everybody first.",
        error.limit,
    )


@refusal_words.register
def _(error: carts.StaplesFullError, t: Texts) -> str:
    return t.label(
        "There is room for {limit} staples. Remove one first, then keep this one.", limit=error.limit
    )


@refusal_words.register
def _(_: carts.StapleGoneError, t: Texts) -> str:
    return t.label("This is no staple any more. Open the staples again.")


@refusal_words.register
def _(error: carts.TripTimeError, t: Texts) -> str:
    return t.label(
        "“{text}”: until when are you in the shop? "
        "It can be {shortest} minutes to {longest} hours: /go 40, /go 18:30, /go an hour.",
        text=clip(error.text),
        shortest=error.shortest,
        longest=error.longest // 60,
    )


@refusal_words.register
def _(error: carts.TripUnderWayError, t: Texts) -> str:
    return t.label(
        "{name} is in the shop until {time} already. Add to the cart what is missing.",
        name=clip(error.shopper),
        time=t.clock(error.until),
    )


@refusal_words.register
def _(_: carts.NoTripError, t: Texts) -> str:
    return t.label("You are not in the shop any more. Say /go when you are there again.")


@refusal_words.register
def _(_: carts.ShelfChangedError, t: Texts) -> str:
    return t.label("This line has just changed. Here is the list as it is now.")


@refusal_words.register
def _(error: carts.LineBoughtError, t: Texts) -> str:
    return t.label(
        "“{line}” is bought already. If it is not, whoever bought it or the organizer opens the line and "
        "taps “Not bought”.",
        line=clip(error.line),
    )


@refusal_words.register
def _(_: carts.ReplacementPriceError, t: Texts) -> str:
    return t.label("What does it cost? Send it with the price, for example: kefir 1 l 95")


@refusal_words.register
def _(error: carts.ReplacementTooDearError, t: Texts) -> str:
    return t.label(
        "For {sum} the family would have to vote, and that takes longer. Send something cheaper instead of "
        "“{line}”, or leave it.",
        sum=t.money(error.minor, error.currency),
        line=clip(error.line),
    )


@refusal_words.register
def _(_: carts.ReplacementGoneError, t: Texts) -> str:
    return t.label(
        "Nobody waits for this answer any more: it was given, the time is over, or the line changed."
    )


@refusal_words.register
def _(error: carts.NotYourLineError, t: Texts) -> str:
    return t.label(
        "Only {author} can change “{line}”. Ask them, or add a line of your own.",
        line=clip(error.line),
        author=clip(error.author),
    )


@refusal_words.register
def _(_: carts.DeedUnknownError, t: Texts) -> str:
    return t.label("There is nothing of yours to take back here. /journal shows what can be.")


@refusal_words.register
def _(error: carts.NotYourDeedError, t: Texts) -> str:
    return t.label(
        "“{line}”: only {name} can take this back, who did it.", line=clip(error.line), name=clip(error.by)
    )


@refusal_words.register
def _(error: carts.UndoLateError, t: Texts) -> str:
    return t.label(
        "“{line}”: this can be taken back for {minutes} minutes, and they are over. "
        "You can change the line or add it anew.",
        line=clip(error.line),
        minutes=error.minutes,
    )


@refusal_words.register
def _(error: carts.UndoneAlreadyError, t: Texts) -> str:
    return t.label("“{line}”: this is taken back already.", line=clip(error.line))


@refusal_words.register
def _(error: carts.ChangedSinceError, t: Texts) -> str:
    if not error.by:
        return t.label(
            "“{line}” is not as you left it: time has gone on. /journal shows what happened.",
            line=clip(error.line),
        )
    return t.label(
        "“{line}” is not as you left it: {name} was there since. /journal shows what happened.",
        line=clip(error.line),
        name=clip(error.by),
    )


@refusal_words.register
def _(error: carts.AuthorGoneError, t: Texts) -> str:
    return t.label(
        "“{line}” cannot come back: its author, {author}, has left the family. You can add it as yours.",
        line=clip(error.line),
        author=clip(error.author),
    )


@refusal_words.register
def _(error: carts.DeadlineUnreadableError, t: Texts) -> str:
    return t.label(
        "I do not understand “{text}” as a deadline. Write for example: 2 hours, 18:00, fri 12:00.",
        text=clip(error.text),
    )


@refusal_words.register
def _(_: carts.DeadlineOutOfRangeError, t: Texts) -> str:
    return t.label("A vote is open for 5 minutes at least and 7 days at most. Choose another deadline.")


@refusal_words.register
def _(error: carts.HurryError, t: Texts) -> str:
    return t.label(
        "In this family silence is consent, so only the organizer ends a vote earlier. Ask {name}.",
        name=clip(error.organizer),
    )


@refusal_words.register
def _(error: orders.NotYourTurnError, t: Texts) -> str:
    if error.whose == error.organizer:
        return t.label("It is {name}'s turn to check out. Please ask them.", name=clip(error.whose))
    return t.label(
        "It is {name}'s turn to check out. Ask them, or the organizer: {organizer}.",
        name=clip(error.whose),
        organizer=clip(error.organizer),
    )


@refusal_words.register
def _(error: carts.VoteClosedError, t: Texts) -> str:
    match error.standing:
        case Standing.APPROVED:
            return t.label("The vote on “{line}” is over: the family said yes.", line=clip(error.line))
        case Standing.REJECTED:
            return t.label(
                "The vote on “{line}” is over: the family did not say yes. Its author can ask again.",
                line=clip(error.line),
            )
        case Standing.ASKING:
            return t.label(
                "“{line}” waits for an adult. Nobody votes on it before an adult says yes.",
                line=clip(error.line),
            )
        case Standing.DECLINED:
            return t.label(
                "“{line}” is not allowed, so nobody votes on it. Its author can change it or ask again.",
                line=clip(error.line),
            )
        case Standing.TIED:
            return t.label(
                "The votes on “{line}” are even; now the organizer decides.", line=clip(error.line)
            )
        case _:
            return t.label(
                "The time to vote on “{line}” is over. The result will be here in a moment.",
                line=clip(error.line),
            )


@refusal_words.register
def _(error: carts.RequestChangedError, t: Texts) -> str:
    return t.label(
        "“{line}” has changed meanwhile, or need not wait any more. Have a look at what waits now.",
        line=clip(error.line),
    )


@refusal_words.register
def _(error: carts.RequestDecidedError, t: Texts) -> str:
    if error.is_allowed:
        return t.label("{name} has already said yes to “{line}”.", name=clip(error.by), line=clip(error.line))
    return t.label("{name} has already said no to “{line}”.", name=clip(error.by), line=clip(error.line))


@refusal_words.register
def _(error: carts.RequestExpiredError, t: Texts) -> str:
    return t.label(
        "“{line}” waited for two days, and the time is over. Its author can ask again.", line=clip(error.line)
    )


@refusal_words.register
def _(error: carts.DecisionNoteError, t: Texts) -> str:
    if not error.length:
        return t.label("The note needs at least one visible character. Please send another one.")
    return t.label(
        "That note is too long: {length} characters, {limit} fit. Please send a shorter one.",
        length=error.length,
        limit=error.limit,
    )


@refusal_words.register
def _(error: carts.CartFullError, t: Texts) -> str:
    return t.label(
        "The cart holds {limit} lines; there is room for {room} more. Check out or remove some first.",
        limit=error.limit,
        room=error.room,
    )


@refusal_words.register
def _(_: carts.OwnLineGoneError, t: Texts) -> str:
    return t.label("That line is not in your own cart any more. Here is what is there now.")


@refusal_words.register
def _(error: carts.OwnLineChangedError, t: Texts) -> str:
    return t.label(
        "“{line}” in your own cart has changed meanwhile. Here is how it is now.", line=clip(error.line)
    )


@refusal_words.register
def _(_: carts.NotAskedByYouError, t: Texts) -> str:
    return t.label(
        "Only who wrote this can add it. To add something yourself, write it to me or with my name."
    )


@refusal_words.register
def _(_: carts.AskedTooLongAgoError, t: Texts) -> str:
    return t.label(
        "This was written more than an hour ago, so I have forgotten it. Please write it once more."
    )


@refusal_words.register
def _(error: carts.OneLineOnlyError, t: Texts) -> str:
    return t.label("I read {given} lines there. Please send just one.", given=error.given)


@refusal_words.register
def _(_: carts.NothingToAddError, t: Texts) -> str:
    return t.label("What shall I add? For example: /add milk 2 pcs 89.90")


@refusal_words.register
def _(error: carts.LineUnreadableError, t: Texts) -> str:
    reasons = {
        carts.LineFault.NO_TITLE: t.label("what to buy is missing"),
        carts.LineFault.PRICE: t.label("I do not understand the price"),
        carts.LineFault.QUANTITY: t.label("I do not understand the quantity"),
        carts.LineFault.TWO_QUANTITIES: t.label("it gives the quantity twice"),
        carts.LineFault.TWO_LINKS: t.label("it has two links"),
        carts.LineFault.LONG_LINK: t.label("its link is too long"),
    }
    return t.label(
        "“{line}”: {reason}. Nothing was added; please correct it and send it again.",
        line=clip(error.line),
        reason=reasons[error.reason],
    )


@refusal_words.register
def _(error: carts.TitleTooLongError, t: Texts) -> str:
    return t.label(
        "“{title}” is too long: {limit} characters fit. Nothing was added.",
        title=clip(error.title),
        limit=error.limit,
    )


@refusal_words.register
def _(error: carts.NoteTooLongError, t: Texts) -> str:
    return t.label("The note is too long: {limit} characters fit. Nothing was added.", limit=error.limit)


@refusal_words.register
def _(error: carts.QuantityOutOfRangeError, t: Texts) -> str:
    if error.quantity < error.lowest and not error.line:
        return t.label(
            "Less than one is not possible. To remove the line, open it in the cart in our private chat."
        )
    return t.label(
        "{quantity} is not possible: from {lowest} to {highest}.",
        quantity=error.quantity,
        lowest=error.lowest,
        highest=error.highest,
    )


@refusal_words.register
def _(error: carts.TooManyLinesError, t: Texts) -> str:
    return t.label(
        "{given} lines are too many at once: {limit} fit. Please send them in parts.",
        given=error.given,
        limit=error.limit,
    )


@refusal_words.register
def _(error: orders.NothingToOrderError, t: Texts) -> str:
    if error.waiting:
        return t.labels(
            "Nothing is agreed on yet: {count} line waits for votes. Ask the family to vote.",
            "Nothing is agreed on yet: {count} lines wait for votes. Ask the family to vote.",
            error.waiting,
        )
    if error.asking:
        return t.labels(
            "Nothing is agreed on yet: {count} line waits for an adult. See /approvals.",
            "Nothing is agreed on yet: {count} lines wait for an adult. See /approvals.",
            error.asking,
        )
    return t.label("There is nothing to check out yet. Add something to the cart first.")


@refusal_words.register
def _(error: orders.PricesMissingError, t: Texts) -> str:
    return t.labels(
        "{count} line has no price yet. Give the price first.",
        "{count} lines have no price yet. Give the prices first.",
        error.lines,
    )


@refusal_words.register
def _(_: orders.CheckoutChangedError, t: Texts) -> str:
    return t.label("The cart changed while you were looking. Please check it once more.")


@refusal_words.register
def _(_: orders.OrderUnknownError, t: Texts) -> str:
    return t.label("There is no such order among yours.")


@refusal_words.register
def _(error: orders.OrderStateError, t: Texts) -> str:
    match error.state:
        case OrderState.LOCKED:
            return t.label(
                "Nobody has taken order {number} for payment. Tap “I'll pay” first.",
                number=order_name(error.number),
            )
        case OrderState.PAYING:
            return t.label("Order {number} is not paid yet.", number=order_name(error.number))
        case OrderState.CANCELLED:
            return t.label("Order {number} was cancelled.", number=order_name(error.number))
        case _:
            return t.label("Order {number} is paid already.", number=order_name(error.number))


@refusal_words.register
def _(error: orders.BeingPaidError, t: Texts) -> str:
    return t.label(
        "{name} has been paying order {number} since {time}. "
        "If it does not work out, it is free again after 15 minutes.",
        name=error.payer,
        number=order_name(error.number),
        time=t.clock(error.since),
    )


@refusal_words.register
def _(error: orders.NotThePayerError, t: Texts) -> str:
    return t.label(
        "{name} is paying order {number}; only they can say so.",
        name=error.payer,
        number=order_name(error.number),
    )


@refusal_words.register
def _(error: orders.NothingOwedError, t: Texts) -> str:
    return t.label("You owe nothing for order {number}.", number=order_name(error.number))


@refusal_words.register
def _(error: orders.PaymentJudgedError, t: Texts) -> str:
    if error.state is PaymentState.WITHDRAWN:
        return t.label("This “sent” was taken back. There is nothing to confirm any more.")
    return t.label("This money is confirmed already, which is final.")


@refusal_words.register
def _(error: orders.AmountTooLargeError, t: Texts) -> str:
    return t.label(
        "Only {left} are left for order {number}. Send that much or less.",
        left=t.money(error.left, error.currency),
        number=order_name(error.number),
    )


@refusal_words.register
def _(_: orders.SentAgainError, t: Texts) -> str:
    return t.label("This debt was sent again or settled since then. Please answer about the newer payment.")


@refusal_words.register
def _(_: orders.PlanChangedError, t: Texts) -> str:
    return t.label("The debts have changed meanwhile. Here is the new plan.")


@refusal_words.register
def _(error: orders.RemindedAlreadyError, t: Texts) -> str:
    return t.label(
        "{name} was reminded of this not long ago. The next reminder is possible from {moment} on.",
        name=clip(error.debtor),
        moment=t.moment(error.again_at),
    )


@refusal_words.register
def _(error: orders.NothingToRemindError, t: Texts) -> str:
    return t.label("{name} has nothing left to send here.", name=clip(error.debtor))


@refusal_words.register
def _(_: orders.ReceiptUnknownError, t: Texts) -> str:
    return t.label("This receipt is not here any more.")


@refusal_words.register
def _(error: AmountUnreadableError, t: Texts) -> str:
    return t.label("“{text}” is no price. Send for example 89.90.", text=clip(error.text))


def _next_steps(error: DomainError, t: Texts) -> list[InlineKeyboardButton]:
    match error:
        case (
            people.ForeignContactError()
            | people.ZoneUnknownError()
            | families.FamilyNameError()
            | families.WrongNameError()
            | AmountUnreadableError()
            | LooksSecretError()
            | carts.OneLineOnlyError()
            | carts.DecisionNoteError()
            | carts.DeadlineUnreadableError()
            | carts.DeadlineOutOfRangeError()
            | carts.ReplacementPriceError()
            | carts.ReplacementTooDearError()
            | orders.AmountTooLargeError()
        ):
            steps = []  # the question, and its keyboard, are still there
        case families.NoFamilyError():
            steps = [
                button(t.label("Create a family"), Go(to=Place.FOUND)),
                own_cart_button(t),
                home_button(t),
            ]
        case (
            carts.DeedUnknownError()
            | carts.NotYourDeedError()
            | carts.UndoLateError()
            | carts.UndoneAlreadyError()
            | carts.ChangedSinceError()
            | carts.AuthorGoneError()
        ):
            steps = [journal_button(t), cart_button(t)]
        case families.CartOffError():
            steps = [benefits_button(t), home_button(t)]
        case carts.RequestChangedError() | carts.RequestDecidedError() | carts.RequestExpiredError():
            steps = [button("⏳ " + t.label("Approvals"), Go(to=Place.APPROVALS))]
        case orders.CheckoutChangedError() | orders.PricesMissingError():
            steps = [button("🧾 " + t.label("Check out"), Go(to=Place.CHECKOUT))]
        case orders.NothingToOrderError():
            steps = [cart_button(t)]
        case families.OrganizerStaysError():
            steps = [
                button("👑 " + t.label("Hand over"), Go(to=Place.MEMBERS)),
                button("🗑 " + t.label("Disband"), Go(to=Place.DISBAND)),
                home_button(t),
            ]
        case (
            families.PaymentUnderWayError()
            | people.OwesMoneyError()
            | people.IsOwedMoneyError()
            | people.OrderUnfinishedError()
        ):
            steps = [orders_button(t)]
        case _:
            steps = _steps_of_area(error, t)
    return steps


def _steps_of_area(error: DomainError, t: Texts) -> list[InlineKeyboardButton]:
    area = type(error).__module__
    if isinstance(error, carts.OwnLineGoneError | carts.OwnLineChangedError):
        return [own_cart_button(t)]
    if area == orders.__name__:
        return [orders_button(t)]
    if area == invites.__name__:
        return _steps_from_invitation(error, t)
    return _steps_in_the_cart(error, t) if area == carts.__name__ else [home_button(t)]


def _steps_in_the_cart(error: DomainError, t: Texts) -> list[InlineKeyboardButton]:
    match error:
        case (
            carts.TripTimeError()
            | carts.TripUnderWayError()
            | carts.NoTripError()
            | carts.ShelfChangedError()
        ):
            return [list_button(t)]
        case carts.StaplesFullError() | carts.StapleGoneError():
            return [staples_button(t)]
        case _:
            return [cart_button(t)]


def _steps_from_invitation(error: DomainError, t: Texts) -> list[InlineKeyboardButton]:
    match error:
        case invites.InAnotherFamilyError():
            return _ways_out(error, t)
        case invites.AlreadyHereError():
            return [cart_button(t)]
        case invites.RequestOpenError():
            return [unask_button(error.request, t), home_button(t)]
        case invites.TooFewSeatsError():
            return [choose_button(t), home_button(t)]
        case invites.TooManyInvitesError():
            return [button(t.label("Invitations"), Go(to=Place.INVITES)), home_button(t)]
        case _:
            return [home_button(t)]


def _ways_out(error: invites.InAnotherFamilyError, t: Texts) -> list[InlineKeyboardButton]:
    if error.organises and error.others:
        return [
            button("👑 " + t.label("Hand over"), Go(to=Place.MEMBERS)),
            button("🗑 " + t.label("Disband"), Go(to=Place.DISBAND)),
            stay_button(t),
        ]
    if error.by_approval:
        return [button("🚪 " + t.label("Leave the family"), Go(to=Place.LEAVE)), stay_button(t)]
    return moving_buttons(error.token, t)
