"""What no other router took; this one comes last.

Free text is the answer to the open question, or something to be helped with; an unknown button is an old one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from aiogram import Bot, Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message

from bot.callbacks.customs import Custom
from bot.callbacks.people import Place
from bot.filters import Private
from bot.invoices import new_token, send_invoice
from bot.middlewares import texts_for
from bot.screens.account import account_screen, limits_screen
from bot.screens.approvals import decided_screen
from bot.screens.carts import added_screen, line_screen
from bot.screens.customs import custom_screen
from bot.screens.families import disbanded_screen, family_founded_screen, renamed_screen
from bot.screens.members import member_screen
from bot.screens.orders import checkout_screen, order_screen, priced_screen
from bot.screens.own import own_added_screen, own_line_screen
from bot.screens.own_orders import own_checkout_screen
from bot.screens.payments import not_invoiced_screen
from bot.screens.people import contact_screen, no_family_screen, nothing_asked_screen, question_gone_screen
from bot.screens.profile import came_from_screen
from bot.screens.settling import ask_receipt_screen, payment_screen, share_screen
from bot.screens.shopping import offered_screen, shop_screen
from bot.screens.terms import split_screen
from bot.show import in_group, origin_of, send
from bot.texts import LANGUAGES, Texts
from bot.zones import read_zone
from core.orders.errors import NothingToOrderError
from core.people.question import Ask, Question
from core.people.use_cases import FROM_SETTINGS
from core.shared.secrets import refuse_secret

if TYPE_CHECKING:
    from aiogram.types import TelegramObject

    from bot.middlewares import Answer, Handler
    from bot.settings import Settings
    from bot.use_cases import Do
    from core.account.views import AccountView, LimitsView
    from core.carts.item import Item
    from core.carts.own import OwnDetails
    from core.carts.own_line import OwnAdded
    from core.carts.views import Added, Decided, LineDetails, Offered, ShopView
    from core.families.profile import ProfileView
    from core.families.views import FamilySummary, MemberView, SettingsView
    from core.orders.charge import Invoice
    from core.orders.own import OwnCheckout
    from core.orders.views import CheckoutView, OrderView, PaymentView, ShareHistory
    from core.people.person import Person

router = Router(name="answers")


class Cancelled(Filter):
    """Only the plain word on the phone keyboard's way out, in any language."""

    def __init__(self) -> None:
        """Know the word in every language."""
        self._words = {Texts(language, "UTC").label("Cancel") for language in LANGUAGES}

    async def __call__(self, event: TelegramObject) -> bool:
        """Tell whether the message is that word."""
        return isinstance(event, Message) and event.text in self._words


class Asked(Filter):
    """Only texts, or other messages with this content, that answer an open question of this kind."""

    def __init__(self, ask: Ask, *, content: Literal["text", "photo", "document"] = "text") -> None:
        """Take answers to this kind of question."""
        self._ask = ask
        self._content = content

    async def __call__(self, event: TelegramObject, question: Question | None = None) -> bool:
        """Tell whether the message is one."""
        brings = isinstance(event, Message) and bool(getattr(event, self._content))
        return brings and question is not None and question.ask is self._ask


async def find_question(handler: Handler, event: TelegramObject, data: dict[str, Any]) -> object:
    """Find what the person is asked, once for all that answers could be for."""
    if isinstance(event, Message) and not in_group(event):
        data["question"] = await data["do"]["open_question"](person=data["person"].id)
    return await handler(event, data)


router.message.outer_middleware(find_question)


@router.message(Private(), Cancelled())
async def cancel_by_word(
    message: Message, bot: Bot, person: Person, t: Texts, cancel_question: Do[bool]
) -> None:
    """Stop asking."""
    await cancel_question(actor=person.id)
    await send(bot, message.chat.id, question_gone_screen(t))


@router.message(Private(), Asked(Ask.FAMILY_NAME))
async def name_family(
    message: Message,
    bot: Bot,
    person: Person,
    t: Texts,
    settings: Settings,
    found_family: Do[None],
    find_summary: Do[FamilySummary | None],
) -> None:
    """Found the family under the name that was typed."""
    await found_family(
        actor=person.id,
        name=message.text,
        allowed=settings.organizer_countries,
        currency=settings.currency,
    )
    summary = await find_summary(actor=person.id)
    if summary is not None:
        await send(bot, message.chat.id, family_founded_screen(summary, t))


@router.message(Private(), Asked(Ask.FAMILY_RENAME))
async def take_new_name(
    message: Message, bot: Bot, person: Person, t: Texts, question: Question, rename_family: Do[str]
) -> None:
    """Let the family be called as it was typed."""
    name = await rename_family(actor=person.id, family=question.subject["family"], name=message.text)
    await send(bot, message.chat.id, renamed_screen(name, t))


@router.message(Private(), Asked(Ask.MEMBER_LIMIT))
async def take_limit(
    message: Message,
    bot: Bot,
    person: Person,
    t: Texts,
    question: Question,
    type_limit: Do[None],
    show_member: Do[MemberView],
) -> None:
    """Give a member the limit that was typed."""
    subject = question.subject
    await type_limit(actor=person.id, person=subject["person"], since=subject["since"], text=message.text)
    view = await show_member(actor=person.id, person=subject["person"], since=subject["since"])
    await send(bot, message.chat.id, member_screen(view, t))


@router.message(Private(), Asked(Ask.DISBAND))
async def take_farewell(
    message: Message, bot: Bot, person: Person, t: Texts, question: Question, disband_family: Do[str]
) -> None:
    """Disband the family whose name was typed."""
    name = await disband_family(actor=person.id, family=question.subject["family"], name=message.text)
    await send(bot, message.chat.id, disbanded_screen(name, t))


@router.message(Private(), Asked(Ask.LINES))
async def take_lines(message: Message, bot: Bot, person: Person, t: Texts, add_lines: Do[Added]) -> None:
    """Add the lines that were typed."""
    added = await add_lines(actor=person.id, text=message.text, origin=origin_of(message))
    await send(bot, message.chat.id, added_screen(added, t))


@router.message(Private(), Asked(Ask.LINE_EDIT))
async def take_edit(
    message: Message,
    bot: Bot,
    person: Person,
    t: Texts,
    question: Question,
    edit_line: Do[Item],
    find_deed: Do[int | None],
    show_line: Do[LineDetails],
) -> None:
    """Let the line read as it was typed."""
    subject = question.subject
    item = await edit_line(
        actor=person.id, item=subject["item"], revision=subject["revision"], text=message.text
    )
    deed = await find_deed(actor=person.id, item=item.id)
    details = await show_line(actor=person.id, item=item.id)
    await send(bot, message.chat.id, line_screen(details, t, deed))


@router.message(Private(), Asked(Ask.OWN_LINES))
async def take_own_lines(
    message: Message,
    bot: Bot,
    person: Person,
    t: Texts,
    settings: Settings,
    add_own_lines: Do[OwnAdded],
) -> None:
    """Add the lines that were typed to the person's own cart."""
    added = await add_own_lines(
        actor=person.id, text=message.text, origin=origin_of(message), currency=settings.currency
    )
    await send(bot, message.chat.id, own_added_screen(added, t))


@router.message(Private(), Asked(Ask.OWN_EDIT))
async def take_own_edit(
    message: Message,
    bot: Bot,
    person: Person,
    t: Texts,
    question: Question,
    settings: Settings,
    edit_own_line: Do[None],
    show_own_line: Do[OwnDetails],
) -> None:
    """Let a line of the person's own cart read as it was typed."""
    subject = question.subject
    await edit_own_line(
        actor=person.id,
        item=subject["item"],
        revision=subject["revision"],
        text=message.text,
        currency=settings.currency,
    )
    details = await show_own_line(actor=person.id, item=subject["item"])
    await send(bot, message.chat.id, own_line_screen(details, t))


@router.message(Private(), Asked(Ask.OWN_PRICE))
async def take_own_price(
    message: Message,
    bot: Bot,
    person: Person,
    t: Texts,
    question: Question,
    settings: Settings,
    price_own_line: Do[None],
    preview_own_checkout: Do[OwnCheckout],
) -> None:
    """Give a line of the person's own cart its price, and go on checking out."""
    subject = question.subject
    await price_own_line(
        actor=person.id,
        item=subject["item"],
        revision=subject["revision"],
        text=message.text,
        currency=settings.currency,
    )
    view = await preview_own_checkout(actor=person.id, currency=settings.currency)
    await send(bot, message.chat.id, own_checkout_screen(view, t))


@router.message(Private(), Asked(Ask.LINE_NOTE))
async def take_note(
    message: Message,
    bot: Bot,
    person: Person,
    t: Texts,
    question: Question,
    write_note: Do[Item],
    find_deed: Do[int | None],
    show_line: Do[LineDetails],
) -> None:
    """Note on the line what was typed."""
    subject = question.subject
    item = await write_note(
        actor=person.id, item=subject["item"], revision=subject["revision"], text=message.text
    )
    deed = await find_deed(actor=person.id, item=item.id)
    details = await show_line(actor=person.id, item=item.id)
    await send(bot, message.chat.id, line_screen(details, t, deed))


@router.message(Private(), Asked(Ask.APPROVAL_NOTE))
async def take_decision_note(
    message: Message,
    bot: Bot,
    person: Person,
    t: Texts,
    question: Question,
    decide_request: Do[Decided],
    find_deed: Do[int | None],
) -> None:
    """Decide about the line with the note that was typed."""
    subject = question.subject
    decided = await decide_request(
        actor=person.id,
        item=subject["item"],
        version=subject["version"],
        is_allowed=bool(subject["is_allowed"]),
        note=message.text,
    )
    deed = await find_deed(actor=person.id, item=subject["item"])
    await send(bot, message.chat.id, decided_screen(decided, t, deed))


@router.message(Private(), Asked(Ask.SURPRISE_DAY))
async def take_surprise_day(
    message: Message,
    bot: Bot,
    person: Person,
    t: Texts,
    question: Question,
    type_surprise_day: Do[None],
    show_line: Do[LineDetails],
) -> None:
    """Hide the line until the day that was typed."""
    subject = question.subject
    await type_surprise_day(
        actor=person.id,
        item=subject["item"],
        revision=subject["revision"],
        person=subject["person"],
        text=message.text,
        zone=t.zone,
    )
    details = await show_line(actor=person.id, item=subject["item"])
    await send(bot, message.chat.id, line_screen(details, t))


@router.message(Private(), Asked(Ask.LINE_PRICE))
async def take_price(
    message: Message,
    bot: Bot,
    person: Person,
    t: Texts,
    question: Question,
    price_line: Do[Item],
    preview_checkout: Do[CheckoutView],
) -> None:
    """Give the line its price, and go on checking out."""
    subject = question.subject
    item = await price_line(
        actor=person.id, item=subject["item"], revision=subject["revision"], text=message.text
    )
    if not item.standing.may_be_ordered:
        await send(bot, message.chat.id, priced_screen(item, t))
    try:
        view = await preview_checkout(actor=person.id)
    except NothingToOrderError:
        return
    await send(bot, message.chat.id, checkout_screen(view, t))


@router.message(Private(), Asked(Ask.ORDER_FEE))
async def take_fee(
    message: Message,
    bot: Bot,
    person: Person,
    t: Texts,
    type_fee: Do[None],
    preview_checkout: Do[CheckoutView],
) -> None:
    """Let the delivery cost what was typed, and go on checking out."""
    await type_fee(actor=person.id, text=message.text)
    await send(bot, message.chat.id, checkout_screen(await preview_checkout(actor=person.id), t))


@router.message(Private(), Asked(Ask.ORDER_DISCOUNT))
async def take_discount(
    message: Message,
    bot: Bot,
    person: Person,
    t: Texts,
    type_discount: Do[None],
    preview_checkout: Do[CheckoutView],
) -> None:
    """Let the discount be what was typed, and go on checking out."""
    await type_discount(actor=person.id, text=message.text)
    await send(bot, message.chat.id, checkout_screen(await preview_checkout(actor=person.id), t))


@router.message(Private(), Asked(Ask.ORDER_AMOUNT))
async def take_portion(
    message: Message,
    bot: Bot,
    person: Person,
    t: Texts,
    question: Question,
    type_portion: Do[None],
    preview_checkout: Do[CheckoutView],
) -> None:
    """Let somebody bear what was typed, and go on sharing out."""
    await type_portion(actor=person.id, person=question.subject["person"], text=message.text)
    await send(bot, message.chat.id, split_screen(await preview_checkout(actor=person.id), t))


@router.message(Private(), Asked(Ask.ORDER_PRICE))
async def take_correction(
    message: Message,
    bot: Bot,
    person: Person,
    t: Texts,
    question: Question,
    correct_price: Do[None],
    show_order: Do[OrderView],
) -> None:
    """Correct a price of an order, or ask those about it whose shares would grow."""
    subject = question.subject
    await correct_price(
        actor=person.id,
        order=subject["order"],
        position=subject["position"],
        was=subject["was"],
        text=message.text,
    )
    view = await show_order(actor=person.id, order=subject["order"])
    await send(bot, message.chat.id, order_screen(view, t))


@router.message(Private(), Asked(Ask.SHOP_PRICE))
async def take_shop_price(
    message: Message,
    bot: Bot,
    person: Person,
    t: Texts,
    question: Question,
    price_in_shop: Do[Item],
    show_shop: Do[ShopView],
) -> None:
    """Give the line the price it has in the shop, and go on with the list."""
    subject = question.subject
    item = await price_in_shop(
        actor=person.id, item=subject["item"], revision=subject["revision"], text=message.text
    )
    if not item.standing.may_be_ordered:
        await send(bot, message.chat.id, priced_screen(item, t))
    await send(bot, message.chat.id, shop_screen(await show_shop(actor=person.id), t))


@router.message(Private(), Asked(Ask.REPLACEMENT))
async def take_replacement(
    message: Message,
    bot: Bot,
    person: Person,
    t: Texts,
    question: Question,
    offer_replacement: Do[Offered],
    find_deed: Do[int | None],
) -> None:
    """Ask the author about the replacement that was typed."""
    subject = question.subject
    offered = await offer_replacement(
        actor=person.id, item=subject["item"], revision=subject["revision"], text=message.text
    )
    deed = await find_deed(actor=person.id, item=subject["item"])
    await send(bot, message.chat.id, offered_screen(offered, t, deed))


@router.message(Private(), Asked(Ask.TIME_ZONE))
async def take_zone(
    message: Message,
    bot: Bot,
    person: Person,
    settings: Settings,
    question: Question,
    choose_zone: Do[None],
    show_profile: Do[ProfileView],
) -> None:
    """Tell the time of the zone that was typed, and go back to where it was asked for."""
    text = message.text or ""
    await choose_zone(actor=person.id, zone=read_zone(text), text=text)
    view = await show_profile(actor=person.id)
    t = texts_for(view.person.language, view.person.time_zone, settings)
    back = Place.SETTINGS if question.subject.get(FROM_SETTINGS) else Place.PROFILE
    await send(bot, message.chat.id, came_from_screen(back, view, t))


@router.message(Private(), Asked(Ask.TOP_UP))
async def take_top_up(
    message: Message,
    bot: Bot,
    person: Person,
    t: Texts,
    question: Question,
    type_top_up: Do[None],
    show_account: Do[AccountView],
) -> None:
    """Take it that the sum that was typed was sent for the shared account."""
    await type_top_up(actor=person.id, family=question.subject["family"], text=message.text)
    await send(bot, message.chat.id, account_screen(await show_account(actor=person.id), t))


@router.message(Private(), Asked(Ask.INVOICED_SUM))
async def take_invoiced_sum(
    message: Message,
    bot: Bot,
    person: Person,
    t: Texts,
    settings: Settings,
    question: Question,
    type_invoiced_sum: Do[Invoice],
    show_account: Do[AccountView],
) -> None:
    """Send the invoice for the sum that was typed."""
    invoice = await type_invoiced_sum(
        actor=person.id, family=question.subject["family"], text=message.text, token=new_token()
    )
    await send(bot, person.id, account_screen(await show_account(actor=person.id), t))
    refused = await send_invoice(bot, person.id, invoice, settings, t)
    if refused is not None:
        await send(bot, person.id, not_invoiced_screen(refused, t))


@router.message(Private(), Asked(Ask.SPENDING_LIMIT))
async def take_spending_limit(
    message: Message,
    bot: Bot,
    person: Person,
    t: Texts,
    question: Question,
    type_spending_limit: Do[None],
    show_spending_limits: Do[LimitsView],
) -> None:
    """Let a member pay from the shared account up to what was typed."""
    subject = question.subject
    await type_spending_limit(
        actor=person.id, person=subject["person"], since=subject["since"], text=message.text
    )
    view = await show_spending_limits(actor=person.id)
    await send(bot, message.chat.id, limits_screen(view, t))


@router.message(Private(), Asked(Ask.FREE_BELOW))
async def take_free_below(
    message: Message,
    bot: Bot,
    person: Person,
    t: Texts,
    question: Question,
    type_free_below: Do[None],
    show_family_settings: Do[SettingsView],
) -> None:
    """Let lines below the sum that was typed pass without a vote."""
    await type_free_below(actor=person.id, family=question.subject["family"], text=message.text)
    view = await show_family_settings(actor=person.id)
    await send(bot, message.chat.id, custom_screen(Custom.FREE_BELOW, view, t))


@router.message(Private(), Asked(Ask.VOTE_UNTIL))
async def take_vote_until(
    message: Message,
    bot: Bot,
    person: Person,
    t: Texts,
    question: Question,
    type_vote_until: Do[None],
    show_family_settings: Do[SettingsView],
) -> None:
    """Let votes be open as it was typed."""
    await type_vote_until(actor=person.id, family=question.subject["family"], text=message.text)
    view = await show_family_settings(actor=person.id)
    await send(bot, message.chat.id, custom_screen(Custom.VOTE_UNTIL, view, t))


@router.message(Private(), Asked(Ask.FAMILY_ZONE))
async def take_family_zone(
    message: Message,
    bot: Bot,
    person: Person,
    t: Texts,
    question: Question,
    choose_family_zone: Do[None],
    show_family_settings: Do[SettingsView],
) -> None:
    """Let the family live by the clock that was typed."""
    text = message.text or ""
    family = question.subject["family"]
    await choose_family_zone(actor=person.id, family=family, zone=read_zone(text), text=text)
    view = await show_family_settings(actor=person.id)
    await send(bot, message.chat.id, custom_screen(Custom.TIME_ZONE, view, t))


@router.message(Private(), Asked(Ask.LINE_UNTIL))
async def take_deadline(
    message: Message,
    bot: Bot,
    person: Person,
    t: Texts,
    question: Question,
    type_deadline: Do[Item],
    show_line: Do[LineDetails],
) -> None:
    """Let the vote on a line close when it was typed."""
    subject = question.subject
    await type_deadline(actor=person.id, item=subject["item"], version=subject["version"], text=message.text)
    details = await show_line(actor=person.id, item=subject["item"])
    await send(bot, message.chat.id, line_screen(details, t))


@router.message(Private(), Asked(Ask.SENT_AMOUNT))
async def take_sent_amount(
    message: Message,
    bot: Bot,
    person: Person,
    t: Texts,
    question: Question,
    type_amount: Do[ShareHistory],
) -> None:
    """Say that as much was sent as was typed."""
    subject = question.subject
    view = await type_amount(
        actor=person.id, order=subject["order"], attempt=subject["attempt"], text=message.text
    )
    await send(bot, message.chat.id, share_screen(view, t))


@router.message(Private(), Asked(Ask.RECEIPT, content="photo"))
async def take_receipt(
    message: Message,
    bot: Bot,
    person: Person,
    t: Texts,
    question: Question,
    attach_receipt: Do[None],
    show_payment: Do[PaymentView],
) -> None:
    """Attach the photo to the payment."""
    payment = question.subject["payment"]
    await attach_receipt(actor=person.id, payment=payment, photo=largest(message))
    view = await show_payment(actor=person.id, payment=payment)
    await send(bot, message.chat.id, payment_screen(view, t))


@router.message(Private(), Asked(Ask.ORDER_RECEIPT, content="photo"))
async def take_order_receipt(
    message: Message,
    bot: Bot,
    person: Person,
    t: Texts,
    question: Question,
    attach_order_receipt: Do[None],
    show_order: Do[OrderView],
) -> None:
    """Attach the photo to the order."""
    order = question.subject["order"]
    await attach_order_receipt(actor=person.id, order=order, photo=largest(message))
    await send(bot, message.chat.id, order_screen(await show_order(actor=person.id, order=order), t))


def largest(message: Message) -> str:
    """Return what Telegram calls the photo of a message in its full size."""
    return max(message.photo or [], key=lambda size: size.width * size.height).file_id


@router.message(Private(), Asked(Ask.RECEIPT, content="document"))
@router.message(Private(), Asked(Ask.RECEIPT))
@router.message(Private(), Asked(Ask.ORDER_RECEIPT, content="document"))
@router.message(Private(), Asked(Ask.ORDER_RECEIPT))
async def insist_on_photo(message: Message, bot: Bot, t: Texts) -> None:
    """Only a photo can be shown to others as it is: ask for one again."""
    await send(bot, message.chat.id, ask_receipt_screen(t))


@router.message(Private(), Asked(Ask.CONTACT))
async def insist_on_contact(message: Message, bot: Bot, t: Texts) -> None:
    """A typed number proves nothing: ask for the button again."""
    await send(bot, message.chat.id, contact_screen(t))


@router.message(Private())
async def help_out(
    message: Message, bot: Bot, person: Person, t: Texts, find_summary: Do[FamilySummary | None]
) -> None:
    """Answer anything else with what would have worked, or with a warning."""
    refuse_secret(message.text or "")
    family = await find_summary(actor=person.id)
    await send(bot, message.chat.id, no_family_screen(t) if family is None else nothing_asked_screen(t))


@router.callback_query()
async def unknown_press(_: CallbackQuery, t: Texts, answer: Answer) -> None:
    """Answer a button from an old version, or a forged one."""
    await answer(t.label("This button is from an old version. Please open /start again."), alert=True)
