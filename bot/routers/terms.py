"""The terms of an order: chosen at check-out, explained, and its prices corrected until it is paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import Bot, Router

from bot.callbacks.terms import (
    AgreePress,
    AskAmountPress,
    CorrectPress,
    DiscountPress,
    FeePress,
    FeeSplitPress,
    OldPricePress,
    PayModePress,
    PortionPress,
    PricesPress,
    RepeatPress,
    ShareSaidPress,
    SplitPress,
    TermsPage,
    TermsPress,
    WhyPress,
)
from bot.filters import Private
from bot.screens.carts import added_screen
from bot.screens.orders import checkout_screen, order_screen
from bot.screens.prices import ask_correction_screen, prices_screen
from bot.screens.terms import (
    ask_amount_screen,
    ask_discount_screen,
    ask_fee_screen,
    pay_screen,
    split_screen,
    sums_screen,
    why_checkout_screen,
    why_screen,
)
from bot.show import send, show

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery

    from bot.texts import Texts
    from bot.use_cases import Do
    from core.carts.views import Added
    from core.orders.views import CheckoutView, Explained, OrderView, PricesView
    from core.people.person import Person

router = Router(name="terms")
router.callback_query.filter(Private())

PAGES = {
    TermsPage.ALL: checkout_screen,
    TermsPage.PAY: pay_screen,
    TermsPage.SPLIT: split_screen,
    TermsPage.SUMS: sums_screen,
    TermsPage.WHY: why_checkout_screen,
}


@router.callback_query(TermsPress.filter())
async def go_terms(
    query: CallbackQuery,
    callback_data: TermsPress,
    bot: Bot,
    person: Person,
    t: Texts,
    preview_checkout: Do[CheckoutView],
) -> None:
    """Show the terms, or what there is to choose."""
    view = await preview_checkout(actor=person.id)
    await show(query, bot, PAGES[callback_data.page](view, t))


@router.callback_query(PayModePress.filter())
async def set_pay_mode(
    query: CallbackQuery,
    callback_data: PayModePress,
    bot: Bot,
    person: Person,
    t: Texts,
    choose_pay_mode: Do[None],
    preview_checkout: Do[CheckoutView],
) -> None:
    """Let the shop get its money so."""
    await choose_pay_mode(actor=person.id, pay=callback_data.pay)
    await show(query, bot, pay_screen(await preview_checkout(actor=person.id), t))


@router.callback_query(SplitPress.filter())
async def set_split(
    query: CallbackQuery,
    callback_data: SplitPress,
    bot: Bot,
    person: Person,
    t: Texts,
    choose_split: Do[None],
    preview_checkout: Do[CheckoutView],
) -> None:
    """Split the order so."""
    await choose_split(actor=person.id, split=callback_data.split)
    await show(query, bot, split_screen(await preview_checkout(actor=person.id), t))


@router.callback_query(PortionPress.filter())
async def set_portion(
    query: CallbackQuery,
    callback_data: PortionPress,
    bot: Bot,
    person: Person,
    t: Texts,
    choose_portion: Do[None],
    preview_checkout: Do[CheckoutView],
) -> None:
    """Let somebody bear so much."""
    await choose_portion(
        actor=person.id,
        split=callback_data.split,
        person=callback_data.person,
        portion=callback_data.portion,
    )
    await show(query, bot, split_screen(await preview_checkout(actor=person.id), t))


@router.callback_query(AskAmountPress.filter())
async def ask_amount(
    query: CallbackQuery,
    callback_data: AskAmountPress,
    bot: Bot,
    person: Person,
    t: Texts,
    ask_for_portion: Do[str],
) -> None:
    """Ask how much somebody bears."""
    name = await ask_for_portion(actor=person.id, person=callback_data.person)
    await send(bot, query.from_user.id, ask_amount_screen(name, t))


@router.callback_query(FeePress.filter())
async def set_fee(
    query: CallbackQuery,
    callback_data: FeePress,
    bot: Bot,
    person: Person,
    t: Texts,
    ask_for_fee: Do[None],
    drop_fee: Do[None],
    preview_checkout: Do[CheckoutView],
) -> None:
    """Ask what the delivery costs, or let there be none."""
    if callback_data.wanted:
        await ask_for_fee(actor=person.id)
        await send(bot, query.from_user.id, ask_fee_screen(t))
        return
    await drop_fee(actor=person.id)
    await show(query, bot, sums_screen(await preview_checkout(actor=person.id), t))


@router.callback_query(FeeSplitPress.filter())
async def set_fee_split(
    query: CallbackQuery,
    callback_data: FeeSplitPress,
    bot: Bot,
    person: Person,
    t: Texts,
    choose_fee_split: Do[None],
    preview_checkout: Do[CheckoutView],
) -> None:
    """Split the delivery so."""
    await choose_fee_split(actor=person.id, fee_split=callback_data.fee_split)
    await show(query, bot, sums_screen(await preview_checkout(actor=person.id), t))


@router.callback_query(DiscountPress.filter())
async def set_discount(
    query: CallbackQuery,
    callback_data: DiscountPress,
    bot: Bot,
    person: Person,
    t: Texts,
    ask_for_discount: Do[None],
    drop_discount: Do[None],
    preview_checkout: Do[CheckoutView],
) -> None:
    """Ask how much the discount is, or let there be none."""
    if callback_data.wanted:
        await ask_for_discount(actor=person.id)
        await send(bot, query.from_user.id, ask_discount_screen(t))
        return
    await drop_discount(actor=person.id)
    await show(query, bot, sums_screen(await preview_checkout(actor=person.id), t))


@router.callback_query(WhyPress.filter())
async def say_why(
    query: CallbackQuery,
    callback_data: WhyPress,
    bot: Bot,
    person: Person,
    t: Texts,
    explain_order: Do[Explained],
) -> None:
    """Explain the shares of an order."""
    view = await explain_order(actor=person.id, order=callback_data.order)
    await show(query, bot, why_screen(view, callback_data.order, t))


@router.callback_query(ShareSaidPress.filter())
async def say_share(
    query: CallbackQuery,
    callback_data: ShareSaidPress,
    bot: Bot,
    person: Person,
    t: Texts,
    pay_share: Do[None],
    take_back_share: Do[None],
    show_order: Do[OrderView],
) -> None:
    """Say that one has paid one's share, or has not after all."""
    if callback_data.is_paid:
        await pay_share(actor=person.id, order=callback_data.order)
    else:
        await take_back_share(actor=person.id, order=callback_data.order)
    await show(query, bot, order_screen(await show_order(actor=person.id, order=callback_data.order), t))


@router.callback_query(PricesPress.filter())
async def go_prices(
    query: CallbackQuery,
    callback_data: PricesPress,
    bot: Bot,
    person: Person,
    t: Texts,
    show_prices: Do[PricesView],
) -> None:
    """Show a page of an order's prices."""
    view = await show_prices(actor=person.id, order=callback_data.order, page=callback_data.page)
    await show(query, bot, prices_screen(view, t))


@router.callback_query(CorrectPress.filter())
async def ask_correction(
    query: CallbackQuery,
    callback_data: CorrectPress,
    bot: Bot,
    person: Person,
    t: Texts,
    ask_for_correction: Do[tuple[str, int, str]],
) -> None:
    """Ask for another price."""
    line, was, currency = await ask_for_correction(
        actor=person.id, order=callback_data.order, position=callback_data.position
    )
    await send(bot, query.from_user.id, ask_correction_screen(line, was, currency, t))


@router.callback_query(AgreePress.filter())
async def agree(
    query: CallbackQuery,
    callback_data: AgreePress,
    bot: Bot,
    person: Person,
    t: Texts,
    answer_correction: Do[int],
    show_order: Do[OrderView],
) -> None:
    """Say whether another price is all right."""
    order = await answer_correction(
        actor=person.id, correction=callback_data.correction, is_yes=callback_data.is_yes
    )
    await show(query, bot, order_screen(await show_order(actor=person.id, order=order), t))


@router.callback_query(OldPricePress.filter())
async def keep_price(
    query: CallbackQuery,
    callback_data: OldPricePress,
    bot: Bot,
    person: Person,
    t: Texts,
    withdraw_correction: Do[int],
    show_order: Do[OrderView],
) -> None:
    """Let a price be as it was."""
    order = await withdraw_correction(actor=person.id, correction=callback_data.correction)
    await show(query, bot, order_screen(await show_order(actor=person.id, order=order), t))


@router.callback_query(RepeatPress.filter())
async def repeat(
    query: CallbackQuery,
    callback_data: RepeatPress,
    bot: Bot,
    person: Person,
    t: Texts,
    repeat_order: Do[Added],
) -> None:
    """Put the lines of an order into the cart once more."""
    added = await repeat_order(actor=person.id, order=callback_data.order)
    await send(bot, query.from_user.id, added_screen(added, t))
