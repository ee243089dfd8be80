"""The cart: its card, adding, changing, voting. The busiest routes come first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import Bot, Router
from aiogram.filters import Command, CommandObject, CommandStart

from bot.callbacks.carts import (
    AskAgainPress,
    EditPress,
    HidePress,
    LinePress,
    LineQuantityPress,
    LineVotePress,
    OtherDayPress,
    PagePress,
    QuantityPress,
    RemovePress,
    SurpriseForPress,
    SurprisePress,
    UndoPress,
    UnhidePress,
    VotePress,
)
from bot.callbacks.families import AttachPress
from bot.callbacks.people import Place
from bot.filters import Pinned, Private, ReplyToCard, To
from bot.screens.carts import (
    added_screen,
    ask_edit_screen,
    ask_lines_screen,
    line_screen,
    line_words,
    quantity_words,
    removed_screen,
    undone_screen,
    vote_words,
)
from bot.screens.families import attach_screen, attached_screen
from bot.screens.surprises import ask_surprise_day_screen, surprise_day_screen, surprise_screen
from bot.show import in_group, origin_of, send, show, topic_of
from core.carts.item import as_draft
from core.carts.reading import write_line
from core.families.errors import PlaceUnknownError

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery, Message

    from bot.drawing import Drawing
    from bot.middlewares import Answer
    from bot.texts import Texts
    from bot.use_cases import Do
    from bot.whisper import Whisper
    from core.carts.item import Item
    from core.carts.views import Added, CartView, LineDetails, SurpriseView, Voted
    from core.people.person import Person

router = Router(name="carts")


@router.callback_query(VotePress.filter())
async def vote(
    _: CallbackQuery,
    callback_data: VotePress,
    person: Person,
    t: Texts,
    cast_vote: Do[Voted],
) -> str:
    """Vote on a line; the cards follow by themselves."""
    voted = await cast_vote(
        voter=person.id,
        item=callback_data.item,
        version=callback_data.version,
        choice=callback_data.choice,
    )
    return vote_words(voted, t)


@router.callback_query(QuantityPress.filter())
async def want(
    _: CallbackQuery,
    callback_data: QuantityPress,
    person: Person,
    t: Texts,
    set_quantity: Do[Item],
) -> str:
    """Want more or fewer of a line; the cards follow by themselves."""
    item = await set_quantity(
        actor=person.id,
        item=callback_data.item,
        revision=callback_data.revision,
        quantity=callback_data.quantity,
    )
    return quantity_words(item, t)


@router.callback_query(PagePress.filter())
async def turn(
    query: CallbackQuery, callback_data: PagePress, person: Person, t: Texts, turn_card: Do[None]
) -> str:
    """Turn the card to another page, which it shows when it may be edited again."""
    if query.message is None:
        return ""
    await turn_card(
        actor=person.id, family=callback_data.family, place=query.message.chat.id, page=callback_data.page
    )
    return t.label("Page {number}", number=callback_data.page + 1)


@router.callback_query(LinePress.filter())
async def show_one(
    query: CallbackQuery,
    callback_data: LinePress,
    bot: Bot,
    person: Person,
    t: Texts,
    answer: Answer,
    whisper: Whisper,
    show_line: Do[LineDetails],
) -> None:
    """Show a line under the card; in a group only to who asked."""
    details = await show_line(actor=person.id, item=callback_data.item)
    if not in_group(query):
        await send(bot, person.id, line_screen(details, t))
    elif not await whisper.to_presser(bot, query, person, line_screen(details, t)):
        await answer(line_words(details, t), alert=True)


@router.callback_query(LineVotePress.filter())
async def vote_on_one(
    query: CallbackQuery,
    callback_data: LineVotePress,
    bot: Bot,
    person: Person,
    t: Texts,
    answer: Answer,
    cast_vote: Do[Voted],
    show_line: Do[LineDetails],
) -> None:
    """Vote on a line's own screen, or withdraw the vote there."""
    voted = await cast_vote(
        voter=person.id,
        item=callback_data.item,
        version=callback_data.version,
        choice=callback_data.choice,
    )
    await answer(vote_words(voted, t))
    details = await show_line(actor=person.id, item=callback_data.item)
    await show(query, bot, line_screen(details, t))


@router.callback_query(LineQuantityPress.filter())
async def want_one(
    query: CallbackQuery,
    callback_data: LineQuantityPress,
    bot: Bot,
    person: Person,
    t: Texts,
    answer: Answer,
    set_quantity: Do[Item],
    show_line: Do[LineDetails],
) -> None:
    """Want more or fewer on a line's own screen, which shows it at once."""
    item = await set_quantity(
        actor=person.id,
        item=callback_data.item,
        revision=callback_data.revision,
        quantity=callback_data.quantity,
    )
    await answer(quantity_words(item, t))
    details = await show_line(actor=person.id, item=callback_data.item)
    await show(query, bot, line_screen(details, t))


@router.message(CommandStart(deep_link=True), ~Private())  # said by the link that adds the bot to a group
@router.message(Command("cart"))
async def tell_cart(
    message: Message,
    bot: Bot,
    person: Person,
    t: Texts,
    drawing: Drawing,
    require_place: Do[int],
    show_cart: Do[CartView],
    open_card: Do[int | None],
) -> None:
    """Show the live card, in a group also when the bot was added by its link.

    A group that shows no family yet is offered to the organizer.
    """
    is_group = in_group(message)
    if is_group:
        try:
            await require_place(actor=person.id, place=message.chat.id)
        except PlaceUnknownError as error:
            if not error.can_attach:
                raise
            screen = attach_screen(await show_cart(actor=person.id, page=0), t)
            await send(bot, message.chat.id, screen, topic=topic_of(message))
            return
    view = await show_cart(actor=person.id, page=0, is_public=is_group)
    await put_up_card(message.chat.id, person, t, view, drawing, open_card, topic=topic_of(message))


@router.callback_query(AttachPress.filter())
async def attach(
    query: CallbackQuery,
    callback_data: AttachPress,
    bot: Bot,
    person: Person,
    t: Texts,
    attach_place: Do[None],
) -> None:
    """Show the family's cart in this group from now on."""
    if query.message is None:
        return
    await attach_place(actor=person.id, family=callback_data.family, place=query.message.chat.id)
    await show(query, bot, attached_screen(t))


@router.callback_query(To(Place.CART))
async def go_cart(
    query: CallbackQuery,
    person: Person,
    t: Texts,
    drawing: Drawing,
    show_cart: Do[CartView],
    open_card: Do[int | None],
) -> None:
    """Show the live card at the end of the person's own window."""
    view = await show_cart(actor=person.id, page=0)
    await put_up_card(query.from_user.id, person, t, view, drawing, open_card)


@router.message(Pinned())
async def leave_pin(_: Message) -> None:
    """Say nothing when somebody pins a message."""


async def put_up_card(
    chat: int,
    person: Person,
    t: Texts,
    view: CartView,
    drawing: Drawing,
    open_card: Do[int | None],
    *,
    topic: int | None = None,
) -> None:
    """Send the card, and take away the one that was live in this chat before; it is pinned when it is due."""
    sent, seal = await drawing.send(chat, view, t, topic=topic)
    before = await open_card(
        actor=person.id, place=chat, topic=topic, message=sent, page=view.page, seal=seal
    )
    if before is not None:
        await drawing.take_down(chat, before)


@router.message(Command("add"))
async def add(
    message: Message,
    command: CommandObject,
    bot: Bot,
    person: Person,
    t: Texts,
    require_place: Do[int],
    add_lines: Do[Added],
    ask_for_lines: Do[None],
) -> None:
    """Add what stands behind the command; in one's own window, ask when nothing does."""
    is_group = in_group(message)
    if is_group:
        await require_place(actor=person.id, place=message.chat.id)
    elif not command.args:
        await ask_for_lines(actor=person.id)
        await send(bot, message.chat.id, ask_lines_screen(t))
        return
    added = await add_lines(actor=person.id, text=command.args or "", origin=origin_of(message))
    await send(bot, message.chat.id, added_screen(added, t, is_group=is_group), topic=topic_of(message))


@router.message(~Private(), ReplyToCard())
async def add_by_reply(
    message: Message, bot: Bot, person: Person, t: Texts, require_place: Do[int], add_lines: Do[Added]
) -> None:
    """Add what somebody in the group answered to the cart's card."""
    await require_place(actor=person.id, place=message.chat.id)
    added = await add_lines(actor=person.id, text=message.text or "", origin=origin_of(message))
    await send(bot, message.chat.id, added_screen(added, t, is_group=True), topic=topic_of(message))


@router.callback_query(To(Place.ADD))
async def go_add(query: CallbackQuery, bot: Bot, person: Person, t: Texts, ask_for_lines: Do[None]) -> None:
    """Ask what to add."""
    await ask_for_lines(actor=person.id)
    await send(bot, query.from_user.id, ask_lines_screen(t))


@router.callback_query(UndoPress.filter())
async def undo(
    query: CallbackQuery,
    callback_data: UndoPress,
    bot: Bot,
    person: Person,
    t: Texts,
    undo_addition: Do[int],
) -> None:
    """Take back what one message added."""
    removed = await undo_addition(actor=person.id, addition=callback_data.addition)
    await show(query, bot, undone_screen(removed, t, is_group=in_group(query)))


@router.callback_query(EditPress.filter())
async def ask_edit(
    query: CallbackQuery,
    callback_data: EditPress,
    bot: Bot,
    person: Person,
    t: Texts,
    ask_for_edit: Do[LineDetails],
) -> None:
    """Ask how a line should read."""
    details = await ask_for_edit(actor=person.id, item=callback_data.item, revision=callback_data.revision)
    item = details.line.item
    written = write_line(as_draft(item), t.language, item.units)
    await send(bot, query.from_user.id, ask_edit_screen(written, t))


@router.callback_query(AskAgainPress.filter())
async def revive(
    query: CallbackQuery,
    callback_data: AskAgainPress,
    bot: Bot,
    person: Person,
    t: Texts,
    ask_again: Do[Item],
    find_deed: Do[int | None],
    show_line: Do[LineDetails],
) -> None:
    """Put a rejected line to the vote once more."""
    await ask_again(actor=person.id, item=callback_data.item, revision=callback_data.revision)
    deed = await find_deed(actor=person.id, item=callback_data.item)
    details = await show_line(actor=person.id, item=callback_data.item)
    await show(query, bot, line_screen(details, t, deed))


@router.callback_query(RemovePress.filter())
async def remove(
    query: CallbackQuery,
    callback_data: RemovePress,
    bot: Bot,
    person: Person,
    t: Texts,
    remove_line: Do[str],
    find_deed: Do[int | None],
) -> None:
    """Remove a line."""
    title = await remove_line(actor=person.id, item=callback_data.item)
    deed = await find_deed(actor=person.id, item=callback_data.item)
    await show(query, bot, removed_screen(title, t, deed))


@router.callback_query(SurprisePress.filter(), Private())
async def ask_for_whom(
    query: CallbackQuery,
    callback_data: SurprisePress,
    bot: Bot,
    person: Person,
    t: Texts,
    consider_surprise: Do[SurpriseView],
) -> None:
    """Ask from whom to hide a line."""
    view = await consider_surprise(actor=person.id, item=callback_data.item)
    await show(query, bot, surprise_screen(view, t))


@router.callback_query(SurpriseForPress.filter(), Private())
async def ask_until_when(
    query: CallbackQuery,
    callback_data: SurpriseForPress,
    bot: Bot,
    person: Person,
    t: Texts,
    consider_surprise: Do[SurpriseView],
) -> None:
    """Ask until when to hide it."""
    view = await consider_surprise(actor=person.id, item=callback_data.item)
    await show(query, bot, surprise_day_screen(view, callback_data.person, t))


@router.callback_query(HidePress.filter(), Private())
async def hide(
    query: CallbackQuery,
    callback_data: HidePress,
    bot: Bot,
    person: Person,
    t: Texts,
    hide_line: Do[None],
    show_line: Do[LineDetails],
) -> None:
    """Hide a line."""
    await hide_line(
        actor=person.id,
        item=callback_data.item,
        revision=callback_data.revision,
        person=callback_data.person,
        days=callback_data.days,
        zone=t.zone,
    )
    details = await show_line(actor=person.id, item=callback_data.item)
    await show(query, bot, line_screen(details, t))


@router.callback_query(OtherDayPress.filter(), Private())
async def ask_other_day(
    query: CallbackQuery,
    callback_data: OtherDayPress,
    bot: Bot,
    person: Person,
    t: Texts,
    ask_for_surprise_day: Do[Item],
) -> None:
    """Ask for the day until which to hide a line."""
    item = await ask_for_surprise_day(
        actor=person.id,
        item=callback_data.item,
        revision=callback_data.revision,
        person=callback_data.person,
    )
    await send(bot, query.from_user.id, ask_surprise_day_screen(item, t))


@router.callback_query(UnhidePress.filter(), Private())
async def unhide(
    query: CallbackQuery,
    callback_data: UnhidePress,
    bot: Bot,
    person: Person,
    t: Texts,
    show_surprise: Do[None],
    show_line: Do[LineDetails],
) -> None:
    """Show a line to everybody."""
    await show_surprise(actor=person.id, item=callback_data.item, revision=callback_data.revision)
    details = await show_line(actor=person.id, item=callback_data.item)
    await show(query, bot, line_screen(details, t))
