"""Paying an order by an invoice, the money that comes, and what one can ask about it."""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING

from aiogram import Bot, F, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.methods import SendInvoice
from aiogram.types import LabeledPrice

from bot.callbacks.orders import TakePress
from bot.callbacks.payments import InvoicePress, RefundedPress
from bot.callbacks.people import Place
from bot.checkouts import answer_checkout
from bot.filters import Private, To, WithPayment, WithRefund
from bot.links import INVOICE
from bot.screens.orders import order_screen
from bot.screens.payments import bill, paysupport_screen, terms_screen
from bot.show import patiently, send, show
from core.orders.charge import Receipt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiogram.types import CallbackQuery, Message, PreCheckoutQuery

    from bot.settings import Settings
    from bot.texts import Texts
    from bot.use_cases import Do
    from core.orders.charge import ChargeView, Invoice
    from core.orders.views import OrderView
    from core.people.person import Person

log = logging.getLogger(__name__)

router = Router(name="payments")
router.callback_query.filter(Private())

TOKEN_BYTES = 16
"""128 random bits name an invoice."""


@router.callback_query(TakePress.filter())
async def take(
    query: CallbackQuery,
    callback_data: TakePress,
    bot: Bot,
    t: Texts,
    settings: Settings,
    take_payment: Do[None],
    take_by_invoice: Do[Invoice | None],
    show_order: Do[OrderView],
) -> str | None:
    """Become the one who pays: by an invoice where there are any, else outside of the bot."""
    actor, order = query.from_user.id, callback_data.order
    invoice = None
    if settings.takes_payments:
        invoice = await take_by_invoice(
            actor=actor, order=order, token=_new_token(), has_provider=settings.has_provider
        )
    else:
        await take_payment(actor=actor, order=order)
    await show(query, bot, order_screen(await show_order(actor=actor, order=order), t))
    return await _send_invoice(bot, actor, invoice, settings, t) if invoice is not None else None


@router.callback_query(InvoicePress.filter())
async def send_again(
    query: CallbackQuery,
    callback_data: InvoicePress,
    bot: Bot,
    t: Texts,
    settings: Settings,
    take_by_invoice: Do[Invoice | None],
    show_order: Do[OrderView],
) -> str | None:
    """Send the invoice once more, or a new one when the order has changed."""
    if not settings.takes_payments:
        return _no_invoice(t)
    actor, order = query.from_user.id, callback_data.order
    invoice = await take_by_invoice(
        actor=actor, order=order, token=_new_token(), has_provider=settings.has_provider
    )
    await show(query, bot, order_screen(await show_order(actor=actor, order=order), t))
    if invoice is None:
        return _no_invoice(t)
    return await _send_invoice(bot, actor, invoice, settings, t)


def _new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


async def _send_invoice(bot: Bot, person: int, invoice: Invoice, settings: Settings, t: Texts) -> str | None:
    """Send an invoice; return what to say when Telegram takes none, for example of so small a sum."""
    words = bill(invoice, t)
    method = SendInvoice(
        chat_id=person,
        title=words.title,
        description=words.description,
        payload=invoice.token,
        provider_token=settings.provider_for(invoice.currency),
        currency=invoice.currency,
        prices=[LabeledPrice(label=words.price, amount=invoice.minor)],
        start_parameter=f"{INVOICE}{invoice.token}",
        reply_markup=words.keyboard,
    )
    try:
        await patiently(bot, method)
    except TelegramBadRequest as error:
        log.warning("an invoice is refused: %s", error.message)
        return _no_invoice(t)
    return None


def _no_invoice(t: Texts) -> str:
    return t.label("Telegram takes no payment for this order. Pay the shop yourself, then tap “Paid”.")


@router.message(CommandStart(deep_link=True, magic=F.args.startswith(INVOICE)), Private())
async def open_forwarded(
    message: Message,
    command: CommandObject,
    bot: Bot,
    person: Person,
    t: Texts,
    find_invoiced: Do[int],
    show_order: Do[OrderView],
) -> None:
    """Show the order of an invoice to who was to pay it; a forwarded copy leads here."""
    token = (command.args or "").removeprefix(INVOICE)
    order = await find_invoiced(actor=person.id, token=token)
    await send(bot, message.chat.id, order_screen(await show_order(actor=person.id, order=order), t))


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
    try:
        await settle_charge(charge=charge)
    except Exception:
        log.exception("charge %s is kept and not settled yet", charge)


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
    mark_refunded: Do[None],
) -> str:
    """Note that money was given back by hand."""
    del query, bot
    await mark_refunded(actor=person.id, charge=callback_data.charge)
    return t.label("Noted: the money is given back.")


@router.message(Command("paysupport"), Private())
async def tell_paysupport(
    message: Message,
    bot: Bot,
    person: Person,
    t: Texts,
    settings: Settings,
    list_charges: Do[Sequence[ChargeView]],
) -> None:
    """Show what became of one's payments."""
    charges = await list_charges(actor=person.id)
    await send(bot, message.chat.id, paysupport_screen(charges, t, takes_payments=settings.takes_payments))


@router.callback_query(To(Place.PAYSUPPORT))
async def go_paysupport(
    query: CallbackQuery,
    bot: Bot,
    person: Person,
    t: Texts,
    back: Place,
    settings: Settings,
    list_charges: Do[Sequence[ChargeView]],
) -> None:
    """Show what became of one's payments."""
    charges = await list_charges(actor=person.id)
    await show(query, bot, paysupport_screen(charges, t, back, takes_payments=settings.takes_payments))


@router.message(Command("terms"), Private())
async def tell_terms(message: Message, bot: Bot, t: Texts, settings: Settings) -> None:
    """Say on which terms money is paid."""
    await send(bot, message.chat.id, terms_screen(t, takes_payments=settings.takes_payments))


@router.callback_query(To(Place.PAY_TERMS))
async def go_terms(query: CallbackQuery, bot: Bot, t: Texts, back: Place, settings: Settings) -> None:
    """Say on which terms money is paid."""
    await show(query, bot, terms_screen(t, back, takes_payments=settings.takes_payments))
