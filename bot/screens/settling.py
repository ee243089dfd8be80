"""Shares and payments with what was said about them, receipts, balances, and the settle-up plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.callbacks.orders import (
    AttachPress,
    AttachToOrderPress,
    JudgePress,
    OrderPress,
    PartPress,
    PaymentPress,
    PlanSentPress,
    ReceiptPress,
    RemindPress,
    SentPress,
    SharePress,
    WithdrawPress,
)
from bot.callbacks.people import Go, Place
from bot.screen import Screen, button, rows
from bot.screens.books import books_file_button, imports_button
from bot.screens.people import balances_button, cancel_button, home_button, orders_button
from bot.screens.wishes import order_name
from bot.texts import Html, clip
from core.orders.payment import PaymentState, Word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

    from bot.texts import Texts
    from core.orders.views import (
        Balance,
        BalancesView,
        Debt,
        PartView,
        PaymentGlance,
        PaymentView,
        PlanView,
        ShareHistory,
        ShareView,
        TransferView,
    )

PAYMENTS_TOLD = 5
"""The newest payments of a share are told word by word; more are counted only."""

WORDS_TOLD = 6
"""The newest words about a payment are told; more are counted only."""

DEBTS_SHOWN = 20
"""More debts than this are counted only, to stay within one message."""

PARTS_SHOWN = 4
"""So many debts of a chain, and orders of a debt, are told in the plan, fewer when it is long."""

NAME = 20
"""A name is cut to so many characters where many stand in one message."""


def share_screen(view: ShareHistory, t: Texts) -> Screen:
    """Show a share to one of its sides: what is open, and what was said about each payment."""
    share = view.share
    is_debtor = view.reader == share.person
    head = (
        t(
            "📜 <b>Order {number}</b>: you → {name}",
            number=order_name(view.number),
            name=clip(view.payer_name),
        )
        if is_debtor
        else t(
            "📜 <b>Order {number}</b>: {name} → you", number=order_name(view.number), name=clip(share.name)
        )
    )
    sums = [t("Share: {sum}", sum=t.money(share.minor, view.currency))]
    if share.settled:
        sums.append(t("settled: {sum}", sum=t.money(share.settled, view.currency)))
    if share.returned:
        sums.append(t("of that owed back: {sum}", sum=t.money(share.returned, view.currency)))
    if share.sent:
        sums.append(t("sent, not confirmed yet: {sum}", sum=t.money(share.sent, view.currency)))
    if share.left:
        sums.append(t("still to send: <b>{sum}</b>", sum=t.money(share.left, view.currency)))
    told = view.payments[-PAYMENTS_TOLD:]
    parts = [head, Html("\n".join(sums))]
    if len(told) < len(view.payments):
        parts.append(t("… and {count} earlier", count=len(view.payments) - len(told)))
    numbered = list(enumerate(told, start=len(view.payments) - len(told) + 1))
    parts += [_attempt(number, payment, view, t) for number, payment in numbered]
    return Screen(Html("\n\n".join(parts)), rows(*_share_buttons(view, numbered, t)))


def _attempt(number: int, payment: PaymentView, view: ShareHistory, t: Texts) -> Html:
    is_side = view.reader in (payment.debtor, payment.payee)
    its_parts = [part for part in payment.parts if (part.order, part.debtor) == (view.order, view.share.name)]
    head = t(
        "<b>{number}.</b> {sum}{how} – {state}",
        number=number,
        sum=t.money(sum(part.minor for part in its_parts), payment.currency),
        how=Html("") if len(payment.parts) == 1 else t(", {from_} → {to} by the plan", **_sides(payment)),
        state=_state(payment, t),
    )
    return Html("\n".join([head, *(_words(payment, t) if is_side else [])]))


def _sides(payment: PaymentView) -> dict[str, str]:
    return {"from_": clip(payment.debtor_name, NAME), "to": clip(payment.payee_name, NAME)}


def _state(payment: PaymentView, t: Texts) -> Html:
    match payment.state:
        case PaymentState.CLAIMED:
            return t("waits for confirmation")
        case PaymentState.CONFIRMED:
            return t("received ✅") if payment.minor else t("settled ✅")
        case PaymentState.REJECTED:
            return t("not received ⚠️") if payment.minor else t("not agreed to ⚠️")
        case PaymentState.WITHDRAWN:
            return t("taken back")


def _words(payment: PaymentView, t: Texts) -> list[Html]:
    told = payment.said[-WORDS_TOLD:]
    texts = _texts(t) if payment.minor else _texts_of_offset(t)
    words = [
        t(
            "{when}, {name}: “{words}”",
            when=t.moment(said.said_at),
            name=clip(said.name, NAME),
            words=texts[said.word],
        )
        for said in told
    ]
    if len(told) < len(payment.said):
        words.insert(0, t("… and {count} earlier", count=len(payment.said) - len(told)))
    return words


def _texts(t: Texts) -> Mapping[Word, str]:
    return {
        Word.SENT: t.label("Money sent"),
        Word.RECEIVED: t.label("Received"),
        Word.NOT_RECEIVED: t.label("Not received"),
        Word.WITHDRAWN: t.label("Was not sent after all"),
        Word.RECEIPT: t.label("Here is the receipt"),
    }


def _texts_of_offset(t: Texts) -> Mapping[Word, str]:
    return {
        Word.SENT: t.label("Offset"),
        Word.RECEIVED: t.label("Offset"),
        Word.NOT_RECEIVED: t.label("Do not offset"),
        Word.WITHDRAWN: t.label("Do not offset"),
    }


def _share_buttons(
    view: ShareHistory, numbered: Sequence[tuple[int, PaymentView]], t: Texts
) -> Sequence[Sequence[InlineKeyboardButton]]:
    share = view.share
    buttons: list[list[InlineKeyboardButton]] = []
    if share.left:
        if view.reader == share.person:
            buttons.append(sending_buttons(view.order, share, t))
        else:
            remind = RemindPress(order=view.order, person=share.person)
            buttons.append([button("🔔 " + t.label("Remind"), remind)])
    sided = [each for each in numbered if view.reader in (each[1].debtor, each[1].payee)]
    if len(sided) == 1:
        buttons += _actions(sided[0][1], t)
    else:
        buttons += [
            [button(_attempt_label(number, payment, t), PaymentPress(payment=payment.id))]
            for number, payment in sided
        ]
    shown = OrderPress(order=view.order)
    return [*buttons, [button("📦 " + t.label("Show the order"), shown), balances_button(t)]]


def _attempt_label(number: int, payment: PaymentView, t: Texts) -> str:
    if not payment.minor:
        return t.label("{number}. Offset of debts", number=number)
    return t.label("{number}. Payment of {sum}", number=number, sum=t.money(payment.minor, payment.currency))


def payment_screen(view: PaymentView, t: Texts) -> Screen:
    """Show a payment to one of its sides: what it discharges, what was said, what can be said now."""
    head = (
        t(
            "💸 <b>{from_} → {to}</b>: {sum} – {state}",
            sum=t.money(view.minor, view.currency),
            state=_state(view, t),
            **_sides(view),
        )
        if view.minor
        else t("🔁 <b>{from_} ↔ {to}</b>: debts are offset – {state}", state=_state(view, t), **_sides(view))
    )
    parts = Html("\n".join(_parts(view.parts, view.currency, DEBTS_SHOWN, t)))
    text = "\n\n".join([head, parts, Html("\n".join(_words(view, t)))])
    orders = sorted({(part.order, part.number) for part in view.parts})[:2]
    shown = [
        button(
            "📦 " + t.label("Order {number}", number=order_name(number)),
            OrderPress(order=order),
        )
        for order, number in orders
    ]
    return Screen(Html(text), rows(*_actions(view, t), shown, [balances_button(t)]))


def _parts(parts: Sequence[PartView], currency: str, limit: int, t: Texts) -> list[Html]:
    """Return the debts that are discharged, those between the same two together."""
    together: dict[tuple[str, str], list[PartView]] = {}
    for part in parts:
        together.setdefault((part.debtor, part.creditor), []).append(part)
    lines = [_part(*between, its, currency, t) for between, its in together.items()]
    if len(lines) > limit:
        return [*lines[:limit], t("… and {count} more", count=len(lines) - limit)]
    return lines


def _part(debtor: str, creditor: str, parts: Sequence[PartView], currency: str, t: Texts) -> Html:
    numbers = list(dict.fromkeys(order_name(part.number) for part in parts))
    return t(
        "• {from_} owes {to} {sum}: {orders}",
        from_=clip(debtor, NAME),
        to=clip(creditor, NAME),
        sum=t.money(sum(part.minor for part in parts), currency),
        orders=t.plural("order {numbers}", "orders {numbers}", len(numbers), numbers=", ".join(numbers))
        if len(numbers) <= PARTS_SHOWN
        else t.plural("{count} order", "{count} orders", len(numbers)),
    )


def _actions(view: PaymentView, t: Texts) -> list[list[InlineKeyboardButton]]:
    """Return what the reader can say about a payment now."""
    buttons: list[list[InlineKeyboardButton]] = []
    is_open = view.state in (PaymentState.CLAIMED, PaymentState.REJECTED)
    if view.reader == view.payee and view.state is PaymentState.CLAIMED:
        buttons.append(judge_buttons(view.id, t, is_offset=not view.minor))
    elif view.reader == view.payee and view.state is PaymentState.REJECTED:
        arrived = JudgePress(payment=view.id, received=True)
        buttons.append([button("✅ " + (t.label("Received") if view.minor else t.label("Offset")), arrived)])
    if view.reader == view.debtor and is_open:
        buttons.append(withdrawing_buttons(view.id, t, is_offset=not view.minor))
    if view.receipt is not None:
        buttons.append([receipt_button(view.receipt, t)])
    return buttons


def sent_button(order: int, attempt: int, minor: int, t: Texts) -> InlineKeyboardButton:
    """Return the debtor's button: so much was sent, in minor units."""
    return button("💸 " + t.label("Money sent"), SentPress(order=order, attempt=attempt, minor=minor))


def payment_button(payment: int, t: Texts) -> InlineKeyboardButton:
    """Return the way to what was said about a payment."""
    return button("📜 " + t.label("What was said"), PaymentPress(payment=payment))


def sending_buttons(order: int, share: ShareView, t: Texts) -> list[InlineKeyboardButton]:
    """Return the debtor's two buttons: all that is left was sent, or a part."""
    return [
        sent_button(order, share.attempt, share.left, t),
        button("✏️ " + t.label("Other amount"), PartPress(order=order, attempt=share.attempt)),
    ]


def withdrawing_buttons(payment: int, t: Texts, *, is_offset: bool = False) -> list[InlineKeyboardButton]:
    """Return what a debtor can do about money that is said to be sent; of an offset there is no receipt."""
    withdraw = WithdrawPress(payment=payment)
    if is_offset:
        return [button("↩️ " + t.label("Do not offset"), withdraw)]
    attach = button("🧾 " + t.label("Attach a receipt"), AttachPress(payment=payment))
    return [attach, button("↩️ " + t.label("Was not sent"), withdraw)]


def judge_buttons(
    payment: int, t: Texts, *, name: str = "", is_offset: bool = False
) -> list[InlineKeyboardButton]:
    """Return the payee's two buttons; the name tells several debtors apart."""
    of = f": {clip(name)}" if name else ""
    yes, no = (
        (t.label("Offset"), t.label("Do not offset"))
        if is_offset
        else (t.label("Received"), t.label("Not received"))
    )
    return [
        button("✅ " + yes + of, JudgePress(payment=payment, received=True)),
        button("❌ " + no, JudgePress(payment=payment, received=False)),
    ]


def waiting_buttons(waiting: Sequence[PaymentGlance], t: Texts) -> list[list[InlineKeyboardButton]]:
    """Return the payee's buttons for each payment; sums tell several of one debtor apart."""
    names = [payment.name for payment in waiting]
    return [
        judge_buttons(
            payment.id,
            t,
            name=payment.name
            if names.count(payment.name) == 1
            else f"{clip(payment.name, NAME)}, {t.money(payment.minor, payment.currency)}",
            is_offset=not payment.minor,
        )
        for payment in waiting
    ]


def receipt_button(receipt: int, t: Texts) -> InlineKeyboardButton:
    """Return the way to the photo of a receipt."""
    return button("🧾 " + t.label("Receipt"), ReceiptPress(receipt=receipt))


def attach_to_order_button(order: int, t: Texts) -> InlineKeyboardButton:
    """Return the payer's way to show the shop's receipt."""
    return button("🧾 " + t.label("Attach a receipt"), AttachToOrderPress(order=order))


def share_button(order: int, person: int, label: str) -> InlineKeyboardButton:
    """Return the way to what was said about a share."""
    return button("📜 " + label, SharePress(order=order, person=person))


def ask_amount_screen(view: ShareHistory, t: Texts) -> Screen:
    """Ask how much of a share was sent."""
    text = t(
        "How much did you send for order {number}? {sum} is left. Send me the amount, for example 89.90.",
        number=order_name(view.number),
        sum=t.money(view.share.left, view.currency),
    )
    return Screen(text, rows([cancel_button(t)]))


def ask_receipt_screen(t: Texts) -> Screen:
    """Ask for a photo."""
    text = t(
        "Send me a photo of the receipt. Only those whose money it is about see it. "
        "Please cover card numbers first."
    )
    return Screen(text, rows([cancel_button(t)]))


def receipt_caption(t: Texts) -> tuple[Html, InlineKeyboardMarkup]:
    """Return what stands below the photo of a receipt, and the ways on."""
    return t("🧾 Receipt"), rows([balances_button(t), orders_button(t)])


def balances_screen(view: BalancesView, t: Texts) -> Screen:
    """Show what is open for the reader, and how everybody in the family stands."""
    parts = [t("⚖️ <b>Balances</b>")]
    if view.debts:
        parts.append(Html("\n".join(_debts(view.debts, t))))
    else:
        parts.append(t("Nobody owes you anything, and you owe nobody."))
    if view.family is not None:
        balances = "\n".join(_balance(balance, view.currency, t) for balance in view.balances)
        parts.append(
            t(
                "<b>{family}</b>\n{balances}",
                family=view.family,
                balances=Html(balances),
            )
        )
    shares = [
        [share_button(debt.order, debt.debtor, _debt_label(debt, t))] for debt in view.debts[:DEBTS_SHOWN]
    ]
    plan = [button("🧮 " + t.label("Settle-up plan"), Go(to=Place.PLAN))] if view.family is not None else []
    files = [books_file_button(t), *([imports_button(t)] if view.family is not None else [])]
    return Screen(
        Html("\n\n".join(parts)),
        rows(
            *waiting_buttons(view.waiting[:DEBTS_SHOWN], t),
            *shares,
            plan,
            files,
            [orders_button(t), home_button(t)],
        ),
    )


def _debt_label(debt: Debt, t: Texts) -> str:
    facts = {"name": clip(debt.other, NAME), "sum": t.money(abs(debt.minor), debt.currency)}
    if debt.returns is not None:
        return t.label("{name}, back for order {number}: {sum}", number=order_name(debt.returns), **facts)
    return t.label("{name}, order {number}: {sum}", number=order_name(debt.number), **facts)


def _debts(debts: Sequence[Debt], t: Texts) -> list[Html]:
    lines = [debt_line(debt, t) for debt in debts[:DEBTS_SHOWN]]
    if len(debts) > DEBTS_SHOWN:
        lines.append(t("… and {count} more", count=len(debts) - DEBTS_SHOWN))
    return lines


def debt_line(debt: Debt, t: Texts) -> Html:
    """Return what is open between the reader and somebody, on one line."""
    amount, left = t.money(abs(debt.minor), debt.currency), abs(debt.minor) - debt.sent
    if not debt.sent:
        sent = Html("")
    elif left:
        sent = t(" ({sum} sent, not confirmed yet)", sum=t.money(debt.sent, debt.currency))
    else:
        sent = t(" (sent, not confirmed yet)")
    number = order_name(debt.number if debt.returns is None else debt.returns)
    facts = {"name": clip(debt.other), "sum": amount, "number": number, "sent": sent}
    if debt.returns is not None and debt.minor > 0:
        return t("• {name} owes you {sum} back for order {number}{sent}", **facts)
    if debt.returns is not None:
        return t("• you owe {name} {sum} back for order {number}{sent}", **facts)
    if debt.minor > 0:
        return t("• {name} owes you {sum} for order {number}{sent}", **facts)
    return t("• you owe {name} {sum} for order {number}{sent}", **facts)


def _balance(balance: Balance, currency: str, t: Texts) -> Html:
    return standing("👉" if balance.is_reader else "•", balance.name, balance.minor, currency, t)


def standing(sign: str, name: str, balance: int, currency: str, t: Texts) -> Html:
    """Return somebody with what others owe them, or, when it is negative, with what they owe."""
    if balance > 0:
        owed = t("is owed {sum}", sum=t.money(balance, currency))
    elif balance < 0:
        owed = t("owes {sum}", sum=t.money(-balance, currency))
    else:
        owed = Html("")
    return t("{mark}{name}{debt}", mark=f"{sign} ", name=name, debt=Html(f" – {owed}" if owed else ""))


def plan_screen(view: PlanView, t: Texts) -> Screen:
    """Show how the family may settle up, each transfer with the debts that it discharges."""
    back = [balances_button(t), home_button(t)]
    if not view.transfers:
        text = t("🧮 <b>Settle-up plan</b>\n\nThere is nothing to settle: nobody owes anybody anything.")
        return Screen(text, rows(back))
    parts = [
        t(
            "🧮 <b>Settle-up plan</b>\nFewer transfers settle the same debts: "
            "below each stands what it settles. Debts of former members are not part of it."
        ),
        *(_transfer(transfer, view, t) for transfer in view.transfers),
    ]
    mine = [[_transfer_button(transfer, view, t)] for transfer in view.transfers if transfer.is_mine]
    return Screen(Html("\n\n".join(parts)), rows(*mine, back))


def _transfer(transfer: TransferView, view: PlanView, t: Texts) -> Html:
    sides = {"from_": clip(transfer.debtor, NAME), "to": clip(transfer.payee, NAME)}
    mark = "👉 " if transfer.is_mine else ""
    head = (
        t(
            "{mark}<b>{from_} → {to}: {sum}</b>",
            mark=mark,
            sum=t.money(transfer.minor, view.currency),
            **sides,
        )
        if transfer.minor
        else t("{mark}<b>{from_} ↔ {to}: no money, the debts even out</b>", mark=mark, **sides)
    )
    limit = min(PARTS_SHOWN, max(DEBTS_SHOWN // len(view.transfers), 1))
    return Html("\n".join([head, *_parts(transfer.parts, view.currency, limit, t)]))


def _transfer_button(transfer: TransferView, view: PlanView, t: Texts) -> InlineKeyboardButton:
    press = PlanSentPress(family=view.family, seal=transfer.seal)
    name = clip(transfer.payee, NAME)
    if not transfer.minor:
        return button("🔁 " + t.label("Offset: {name}", name=name), press)
    sum_ = t.money(transfer.minor, view.currency)
    return button("💸 " + t.label("Money sent: {name}, {sum}", name=name, sum=sum_), press)
