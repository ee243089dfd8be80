"""Refusals about lines, approvals and votes."""

from __future__ import annotations

from aiogram.types import InlineKeyboardButton

from bot.callbacks.people import Go, Place
from bot.refusals.words import refusal_steps, refusal_words
from bot.screen import button
from bot.screens.people import own_cart_button
from bot.texts import Texts, clip
from core.carts import errors as carts
from core.carts.agreement import Standing


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
def _(error: carts.NotYourLineError, t: Texts) -> str:
    return t.label(
        "Only {author} can change “{line}”. Ask them, or add a line of your own.",
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


@refusal_steps.register
def _(
    _: carts.OneLineOnlyError
    | carts.DecisionNoteError
    | carts.DeadlineUnreadableError
    | carts.DeadlineOutOfRangeError,
    t: Texts,
) -> list[InlineKeyboardButton]:
    return []  # the question, and its keyboard, are still there


@refusal_steps.register
def _(
    _: carts.RequestChangedError | carts.RequestDecidedError | carts.RequestExpiredError, t: Texts
) -> list[InlineKeyboardButton]:
    return [button("⏳ " + t.label("Approvals"), Go(to=Place.APPROVALS))]


@refusal_steps.register
def _(_: carts.OwnLineGoneError | carts.OwnLineChangedError, t: Texts) -> list[InlineKeyboardButton]:
    return [own_cart_button(t)]
