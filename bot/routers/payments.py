"""Paying an order by an invoice, the money that comes, and what one can ask about it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from aiogram import Bot, F, Router
from aiogram.filters import Command, CommandObject, CommandStart

from bot.callbacks.orders import TakePress
from bot.callbacks.payments import InvoicePress, RefundedPress, ShareInvoicePress, TopUpInvoicePress
from bot.callbacks.people import Place
from bot.checkouts import answer_checkout
from bot.delivery.charges import settle_or_leave
from bot.filters import Private, To, WithPayment, WithRefund
from bot.invoices import new_token, send_invoice
from bot.links import INVOICE
from bot.screens.account import account_screen
from bot.screens.orders import order_screen
from bot.screens.payments import (
    no_invoice_words,
    paysupport_screen,
    terms_screen,
    top_up_invoice_screen,
)
from bot.show import send, show
from core.orders.charge import Purpose, Receipt

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery, Message, PreCheckoutQuery

    from bot.settings import Settings
    from bot.texts import Texts
    from bot.use_cases import Do
    from core.account.views import AccountView
    from core.orders.charge import ChargesView, Invoice
    from core.orders.views import InvoicedSumView, OrderView
    from core.people.person import Person

log = logging.getLogger(__name__)

router = Router(name="payments")
router.callback_query.filter(Private())


@router.callback_query(TakePress.filter())
async def take(
    query: CallbackQuery,
    callback_data: TakePress,
    bot: Bot,
    t: Texts,
    settings: Settings,
    take_by_invoice: Do[Invoice | None],
    drop_invoice: Do[None],
    show_order: Do[OrderView],
) -> str | None:
    """Become the one who pays: by an invoice where there are any, else outside of the bot."""
    actor, order = query.from_user.id, callback_data.order
    invoice = await take_by_invoice(actor=actor, order=order, token=new_token())
    view = await show_order(actor=actor, order=order)
    await show(query, bot, order_screen(view, t))
    if invoice is None:
        return None
    return await _bill(query, bot, order, invoice, settings, t, drop_invoice, show_order)


@router.callback_query(InvoicePress.filter())
async def send_again(
    query: CallbackQuery,
    callback_data: InvoicePress,
    bot: Bot,
    t: Texts,
    settings: Settings,
    take_by_invoice: Do[Invoice | None],
    drop_invoice: Do[None],
    show_order: Do[OrderView],
) -> str | None:
    """Send the invoice once more, or a new one when the order has changed."""
    if not settings.takes_payments:
        return no_invoice_words(Purpose.ORDER, t)
    actor, order = query.from_user.id, callback_data.order
    invoice = await take_by_invoice(actor=actor, order=order, token=new_token())
    view = await show_order(actor=actor, order=order)
    await show(query, bot, order_screen(view, t))
    if invoice is None:
        return no_invoice_words(Purpose.ORDER, t)
    return await _bill(query, bot, order, invoice, settings, t, drop_invoice, show_order)


@router.callback_query(ShareInvoicePress.filter())
async def bill_share(
    query: CallbackQuery,
    callback_data: ShareInvoicePress,
    bot: Bot,
    t: Texts,
    settings: Settings,
    invoice_share: Do[Invoice | None],
    drop_invoice: Do[None],
    show_order: Do[OrderView],
) -> str | None:
    """Send the invoice for one's own share, once more or for the first time."""
    actor, order = query.from_user.id, callback_data.order
    invoice = await invoice_share(actor=actor, order=order, token=new_token())
    view = await show_order(actor=actor, order=order)
    await show(query, bot, order_screen(view, t))
    if invoice is None:
        return no_invoice_words(Purpose.SHARE, t)
    return await _bill(query, bot, order, invoice, settings, t, drop_invoice, show_order)


async def _bill(
    query: CallbackQuery,
    bot: Bot,
    order: int,
    invoice: Invoice,
    settings: Settings,
    t: Texts,
    drop_invoice: Do[None],
    show_order: Do[OrderView],
) -> str | None:
    """Send an invoice; where Telegram takes none, the order is not shown as if it had come."""
    person = query.from_user.id
    refused = await send_invoice(bot, person, invoice, settings, t)
    if refused is not None:
        await drop_invoice(actor=person, token=invoice.token)
        await show(query, bot, order_screen(await show_order(actor=person, order=order), t))
    return refused


@router.callback_query(To(Place.TOP_UP_INVOICE))
async def ask_sum(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, ask_for_invoiced_sum: Do[InvoicedSumView]
) -> None:
    """Ask how much the invoice for the shared account should be for."""
    await show(query, bot, top_up_invoice_screen(await ask_for_invoiced_sum(actor=person.id), t))


@router.callback_query(TopUpInvoicePress.filter())
async def bill_top_up(
    query: CallbackQuery,
    callback_data: TopUpInvoicePress,
    bot: Bot,
    person: Person,
    t: Texts,
    settings: Settings,
    invoice_top_up: Do[Invoice],
    show_account: Do[AccountView],
) -> str | None:
    """Send the invoice for one of the sums that were offered."""
    invoice = await invoice_top_up(
        actor=person.id, family=callback_data.family, minor=callback_data.minor, token=new_token()
    )
    await show(query, bot, account_screen(await show_account(actor=person.id), t))
    return await send_invoice(bot, person.id, invoice, settings, t)


@router.message(CommandStart(deep_link=True, magic=F.args.startswith(INVOICE)), Private())
async def open_forwarded(
    message: Message,
    command: CommandObject,
    bot: Bot,
    person: Person,
    t: Texts,
    find_invoiced: Do[int | None],
    show_order: Do[OrderView],
    show_account: Do[AccountView],
) -> None:
    """Show what an invoice is for to who was to pay it; a forwarded copy leads here."""
    token = (command.args or "").removeprefix(INVOICE)
    order = await find_invoiced(actor=person.id, token=token)
    screen = (
        order_screen(await show_order(actor=person.id, order=order), t)
        if order is not None
        else account_screen(await show_account(actor=person.id), t)
    )
    await send(bot, message.chat.id, screen)


@router.pre_checkout_query()
async def judge(query: PreCheckoutQuery, bot: Bot, check_payment: Do[None]) -> None:
    """Let somebody pay an invoice; a refusal is worded by the middleware."""
    await check_payment(
        actor=query.from_user.id,
        query=query.id,
        payload=query.invoice_payload,
        minor=query.total_amount,
        currency=query.currency,
    )
    await answer_checkout(bot, query.id)


@router.message(WithPayment())
async def note_payment(
    message: Message,
    keep_charge: Do[int | None],
    settle_charge: Do[None],
    person: Person | None = None,
) -> None:
    """Keep money that came, then let it pay; when that fails, a job tries again."""
    paid = message.successful_payment
    if paid is None:
        return
    if person is None:  # trying again would not tell who it was
        log.error("money came from nobody: charge %s", paid.telegram_payment_charge_id)
        return
    receipt = Receipt(
        charge=paid.telegram_payment_charge_id,
        provider_charge=paid.provider_payment_charge_id,
        payload=paid.invoice_payload,
        minor=paid.total_amount,
        currency=paid.currency,
    )
    charge = await keep_charge(actor=person.id, receipt=receipt)
    if charge is None:
        return
    await settle_or_leave(settle_charge, charge)


@router.message(WithRefund())
async def note_money_back(message: Message, note_refund: Do[bool]) -> None:
    """Heed that Telegram gave money back, whoever had it do so."""
    if message.refunded_payment is None:
        return
    if not await note_refund(name=message.refunded_payment.telegram_payment_charge_id):
        log.warning("a payment was given back that never came, in update of chat %s", message.chat.id)


@router.callback_query(RefundedPress.filter())
async def refunded(
    query: CallbackQuery,
    callback_data: RefundedPress,
    bot: Bot,
    person: Person,
    t: Texts,
    settings: Settings,
    mark_refunded: Do[None],
    list_charges: Do[ChargesView],
) -> str:
    """Note that money was given back by hand."""
    await mark_refunded(actor=person.id, charge=callback_data.charge)
    view = await list_charges(actor=person.id)
    await show(query, bot, paysupport_screen(view, t, takes_payments=settings.takes_payments))
    return t.label("Noted: the money is given back.")


@router.message(Command("paysupport"), Private())
async def tell_paysupport(
    message: Message,
    bot: Bot,
    person: Person,
    t: Texts,
    settings: Settings,
    list_charges: Do[ChargesView],
) -> None:
    """Show what became of one's payments."""
    view = await list_charges(actor=person.id)
    await send(bot, message.chat.id, paysupport_screen(view, t, takes_payments=settings.takes_payments))


@router.callback_query(To(Place.PAYSUPPORT))
async def go_paysupport(
    query: CallbackQuery,
    bot: Bot,
    person: Person,
    t: Texts,
    back: Place,
    settings: Settings,
    list_charges: Do[ChargesView],
) -> None:
    """Show what became of one's payments."""
    view = await list_charges(actor=person.id)
    await show(query, bot, paysupport_screen(view, t, back, takes_payments=settings.takes_payments))


@router.message(Command("terms"), Private())
async def tell_terms(message: Message, bot: Bot, t: Texts, settings: Settings) -> None:
    """Say on which terms money is paid."""
    await send(bot, message.chat.id, terms_screen(t, takes_payments=settings.takes_payments))


@router.callback_query(To(Place.PAY_TERMS))
async def go_terms(query: CallbackQuery, bot: Bot, t: Texts, back: Place, settings: Settings) -> None:
    """Say on which terms money is paid."""
    await show(query, bot, terms_screen(t, back, takes_payments=settings.takes_payments))
