"""In the shop: what is bought, what is not there, and what would be taken instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import Bot, Router
from aiogram.filters import Command, CommandObject

from bot.callbacks.people import Place
from bot.callbacks.shopping import (
    EndTripPress,
    GoShopPress,
    MarkPress,
    ReplacementPress,
    ReplacePress,
    ShopPagePress,
    ShopPricePress,
    UnmarkPress,
)
from bot.filters import Private, To
from bot.screens.carts import line_screen
from bot.screens.orders import ask_price_screen
from bot.screens.shopping import (
    answered_screen,
    ask_replacement_screen,
    ended_screen,
    mark_words,
    shop_screen,
)
from bot.show import send, show

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery, Message

    from bot.texts import Texts
    from bot.use_cases import Do
    from core.carts.item import Item
    from core.carts.trip import Trip
    from core.carts.views import Answered, EndedTrip, LineDetails, ShopView
    from core.people.person import Person

router = Router(name="shopping")
router.callback_query.filter(Private())


@router.message(Command("go"), Private())
async def go(
    message: Message,
    command: CommandObject,
    bot: Bot,
    person: Person,
    t: Texts,
    go_shopping: Do[Trip],
    show_shop: Do[ShopView],
) -> None:
    """Go shopping for the time that was typed; without one, show what there is to buy or to choose."""
    if command.args:
        await go_shopping(actor=person.id, time=command.args)
    await send(bot, message.chat.id, shop_screen(await show_shop(actor=person.id), t))


@router.callback_query(To(Place.SHOP))
async def go_shop(query: CallbackQuery, bot: Bot, person: Person, t: Texts, show_shop: Do[ShopView]) -> None:
    """Show what there is to buy, under the card."""
    await send(bot, query.from_user.id, shop_screen(await show_shop(actor=person.id), t))


@router.callback_query(GoShopPress.filter())
async def go_for(
    query: CallbackQuery,
    callback_data: GoShopPress,
    bot: Bot,
    person: Person,
    t: Texts,
    go_shopping: Do[Trip],
    show_shop: Do[ShopView],
) -> None:
    """Go shopping for so many minutes."""
    await go_shopping(actor=person.id, time=str(callback_data.minutes))
    await show(query, bot, shop_screen(await show_shop(actor=person.id), t))


@router.callback_query(ShopPagePress.filter())
async def turn_shop(
    query: CallbackQuery,
    callback_data: ShopPagePress,
    bot: Bot,
    person: Person,
    t: Texts,
    show_shop: Do[ShopView],
) -> None:
    """Show another page of what there is to buy."""
    await show(query, bot, shop_screen(await show_shop(actor=person.id, page=callback_data.page), t))


@router.callback_query(MarkPress.filter())
async def mark(
    query: CallbackQuery,
    callback_data: MarkPress,
    bot: Bot,
    person: Person,
    t: Texts,
    mark_line: Do[Item],
    find_deed: Do[int | None],
    show_shop: Do[ShopView],
) -> str:
    """Mark a line, and go on with the list; the mark can be taken back."""
    item = await mark_line(
        actor=person.id,
        item=callback_data.item,
        revision=callback_data.revision,
        mark=callback_data.mark,
    )
    deed = await find_deed(actor=person.id, item=item.id)
    view = await show_shop(actor=person.id, page=callback_data.page)
    await show(query, bot, shop_screen(view, t, deed))
    return mark_words(item, t)


@router.callback_query(UnmarkPress.filter())
async def unmark(
    query: CallbackQuery,
    callback_data: UnmarkPress,
    bot: Bot,
    person: Person,
    t: Texts,
    mark_line: Do[Item],
    find_deed: Do[int | None],
    show_line: Do[LineDetails],
) -> None:
    """Take the mark off a line, on its own screen."""
    await mark_line(actor=person.id, item=callback_data.item, revision=callback_data.revision, mark=None)
    deed = await find_deed(actor=person.id, item=callback_data.item)
    await show(query, bot, line_screen(await show_line(actor=person.id, item=callback_data.item), t, deed))


@router.callback_query(ShopPricePress.filter())
async def ask_shop_price(
    query: CallbackQuery,
    callback_data: ShopPricePress,
    bot: Bot,
    person: Person,
    t: Texts,
    ask_for_shop_price: Do[Item],
) -> None:
    """Ask what a line costs here."""
    item = await ask_for_shop_price(actor=person.id, item=callback_data.item, revision=callback_data.revision)
    await send(bot, query.from_user.id, ask_price_screen(item, t))


@router.callback_query(ReplacePress.filter())
async def ask_replacement(
    query: CallbackQuery,
    callback_data: ReplacePress,
    bot: Bot,
    person: Person,
    t: Texts,
    ask_for_replacement: Do[Item],
) -> None:
    """Ask what is there instead of a line."""
    item = await ask_for_replacement(
        actor=person.id, item=callback_data.item, revision=callback_data.revision
    )
    await send(bot, query.from_user.id, ask_replacement_screen(item, person.id, t))


@router.callback_query(ReplacementPress.filter())
async def answer_about_replacement(
    query: CallbackQuery,
    callback_data: ReplacementPress,
    bot: Bot,
    person: Person,
    t: Texts,
    answer_replacement: Do[Answered],
    find_deed: Do[int | None],
) -> None:
    """Say whether the replacement will do."""
    answered = await answer_replacement(
        actor=person.id,
        replacement=callback_data.replacement,
        is_accepted=callback_data.is_accepted,
    )
    deed = await find_deed(actor=person.id, item=answered.item)
    await show(query, bot, answered_screen(answered, t, deed))


@router.callback_query(EndTripPress.filter())
async def end(
    query: CallbackQuery,
    callback_data: EndTripPress,
    bot: Bot,
    person: Person,
    t: Texts,
    end_trip: Do[EndedTrip | None],
    show_shop: Do[ShopView],
) -> None:
    """Come home; a trip that is over already shows the shop as it is."""
    ended = await end_trip(actor=person.id, trip=callback_data.trip)
    if ended is not None:
        await show(query, bot, ended_screen(ended, t))
    else:
        await show(query, bot, shop_screen(await show_shop(actor=person.id), t))
