"""Invoices that the bot sends, its word on payments, and Telegram's Stars."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sandbox.links import payload_is_valid
from sandbox.markup import Markup
from sandbox.methods.envelope import ENVELOPE, read_envelope, send
from sandbox.paying import STARS, charge, refund, refuse, waits
from sandbox.spec import method
from sandbox.validate import TOO_OLD, bad
from sandbox.world import Invoice

if TYPE_CHECKING:
    from sandbox.engine import Engine
    from sandbox.validate import Call
    from sandbox.world import JSON, Charge

LONGEST_TITLE, LONGEST_DESCRIPTION, LONGEST_PAYLOAD = 32, 255, 128  # characters, characters, bytes
LARGEST_TOTAL = 999_999_999_999
LARGEST_IN_STARS = 100_000
MOST_TRANSACTIONS = 100
_TEST_TOKEN = re.compile(r"\d+:TEST:\S+")
# The smallest and the largest payment, about 1 and 10 000 dollars; Telegram's figures follow the rates.
CURRENCIES = {
    "AMD": (38_000, 380_000_000),
    "BYN": (300, 3_000_000),
    "EUR": (86, 860_000),
    "GBP": (76, 760_000),
    "GEL": (270, 2_700_000),
    "JPY": (155, 1_550_000),
    "KZT": (52_000, 520_000_000),
    "RUB": (8_000, 80_000_000),
    "TRY": (4_200, 42_000_000),
    "UAH": (4_200, 42_000_000),
    "USD": (100, 1_000_000),
    "UZS": (1_200_000, 12_000_000_000),
    STARS: (1, LARGEST_IN_STARS),
}
_ASKED = "title description payload provider_token currency prices"


@method("sendInvoice", honours=f"{ENVELOPE} {_ASKED} start_parameter")
def send_invoice(engine: Engine, call: Call) -> JSON:
    """Ask for money; without `reply_markup` there is one button to pay."""
    invoice = _read(engine, call)
    envelope = read_envelope(call, inline_only=True)
    if envelope.markup is None:
        total = invoice.shown["total_amount"]
        button = {"text": f"Pay {_amount(total, invoice.shown['currency'])}", "pay": True}
        envelope = envelope._replace(markup=Markup("inline", {"inline_keyboard": [[button]]}))
    chat = engine.chats.reach(call.text("chat_id"))
    _check(call, invoice)
    body = send(engine, call, chat, {"invoice": invoice.shown}, envelope, invoice.slug)
    engine.world.invoices[invoice.slug] = invoice
    return body


@method("createInvoiceLink", honours=_ASKED)
def create_invoice_link(engine: Engine, call: Call) -> str:
    """A link under which anybody can pay, any number of times."""
    invoice = _read(engine, call)
    _check(call, invoice)
    engine.world.invoices[invoice.slug] = invoice
    return f"https://t.me/${invoice.slug}"


@method("answerPreCheckoutQuery", honours="pre_checkout_query_id ok error_message")
def answer_pre_checkout_query(engine: Engine, call: Call) -> bool:
    """Take the money or not, once and within ten seconds; the reason for a no is shown to the payer."""
    reason = call.text("error_message")
    takes = call.boolean("ok")
    if not takes and not reason:
        raise bad('parameter "error_message" is required')
    checkout = engine.world.checkouts.get(call.text("pre_checkout_query_id"))
    if checkout is None or not waits(engine, checkout):
        raise bad(TOO_OLD)
    if takes:
        charge(engine, checkout)
    else:
        refuse(engine, checkout, reason)
    return True


@method("refundStarPayment", honours="user_id telegram_payment_charge_id")
def refund_star_payment(engine: Engine, call: Call) -> bool:
    """Give the Stars of a charge back, once."""
    user = engine.world.users.get(call.integer("user_id"))
    if user is None:
        raise bad("user not found")
    name = call.text("telegram_payment_charge_id")
    if not name:
        raise bad('parameter "telegram_payment_charge_id" is required')
    made = engine.world.charges.get(name)
    if made is None or made.person != user.id or made.currency != STARS:
        raise bad("CHARGE_NOT_FOUND")
    if made.refunded is not None:
        raise bad("CHARGE_ALREADY_REFUNDED")
    refund(engine, made)
    return True


@method("getStarTransactions", honours="offset limit")
def get_star_transactions(engine: Engine, call: Call) -> JSON:
    """What came in, in Stars, and what was given back, in the order of time."""
    limit = call.clamped("limit", 1, MOST_TRANSACTIONS, default=MOST_TRANSACTIONS)
    offset = max(call.integer("offset"), 0)
    moves = [move for made in _in_stars(engine) for move in _moves(engine, made)]
    moves.sort(key=lambda move: move["date"])
    return {"transactions": moves[offset : offset + limit]}


@method("getMyStarBalance")
def get_my_star_balance(engine: Engine, _: Call) -> JSON:
    """How many Stars the bot has."""
    kept = (made.total_amount for made in _in_stars(engine) if made.refunded is None)
    return {"amount": sum(kept)}


def _in_stars(engine: Engine) -> list[Charge]:
    return [made for made in engine.world.charges.values() if made.currency == STARS]


def _moves(engine: Engine, made: Charge) -> list[JSON]:
    """The Bot API's StarTransactions of one charge."""
    user = engine.world.users[made.person].as_seen()
    partner = {
        "type": "user",
        "transaction_type": "invoice_payment",
        "user": user,
        "invoice_payload": made.payload,
    }
    head: JSON = {"id": made.id, "amount": made.total_amount}
    moves = [{**head, "date": made.date, "source": partner}]
    if made.refunded is not None:
        moves.append({**head, "date": made.refunded, "receiver": partner})
    return moves


def _read(engine: Engine, call: Call) -> Invoice:
    """What the call asks for, as far as Telegram's own server looks at it."""
    for name in ("title", "description", "payload", "currency"):
        if not call.text(name):
            raise bad(f'parameter "{name}" is required')
    total = sum(_prices(call))
    if total <= 0:
        raise bad("total price must be positive")
    if total > LARGEST_TOTAL:
        raise bad("total price is too big")
    shown = {
        "title": call.text("title"),
        "description": call.text("description"),
        "start_parameter": call.text("start_parameter"),
        "currency": call.text("currency").upper(),
        "total_amount": total,
    }
    return Invoice(f"{engine.new_id():x}", shown, call.text("payload"))


def _prices(call: Call) -> list[int]:
    unreadable = "can't parse prices JSON object"
    given = call.json("prices", unreadable)
    if given is None:
        raise bad(unreadable)
    if not isinstance(given, list):
        raise bad("expected an Array of labeled prices")
    if not given:
        raise bad("there must be at least one price")
    return [_price(part) for part in given]


def _price(given: object) -> int:
    problem = "can't parse labeled price: "
    if not isinstance(given, dict):
        raise bad(f"{problem}LabeledPrice must be an Object")
    if not isinstance(given.get("label", ""), str) or not given.get("label"):
        raise bad(f"{problem}LabeledPrice label must be non-empty")
    amount = given.get("amount")
    if isinstance(amount, bool) or not isinstance(amount, int):
        raise bad(f'{problem}field "amount" must be of type Number')
    return amount


def _check(call: Call, invoice: Invoice) -> None:
    """The checks that Telegram's servers make."""
    currency, token = invoice.shown["currency"], call.text("provider_token")
    if currency == STARS:
        if token or len(_prices(call)) != 1:
            raise bad("STARS_INVOICE_INVALID")
    elif not _TEST_TOKEN.fullmatch(token):
        raise bad("PAYMENT_PROVIDER_INVALID")
    if currency not in CURRENCIES:
        raise bad("CURRENCY_INVALID")
    smallest, largest = CURRENCIES[currency]
    if not smallest <= invoice.shown["total_amount"] <= largest:
        raise bad("CURRENCY_TOTAL_AMOUNT_INVALID")
    if len(invoice.shown["title"]) > LONGEST_TITLE:
        raise bad(f"sandbox: a title has 1-{LONGEST_TITLE} characters")
    if len(invoice.shown["description"]) > LONGEST_DESCRIPTION:
        raise bad(f"sandbox: a description has 1-{LONGEST_DESCRIPTION} characters")
    if len(invoice.payload.encode()) > LONGEST_PAYLOAD:
        raise bad("INVOICE_PAYLOAD_INVALID")
    if invoice.shown["start_parameter"] and not payload_is_valid(invoice.shown["start_parameter"]):
        raise bad("START_PARAM_INVALID")


def _amount(total: int, currency: str) -> str:
    if currency == STARS:
        return f"⭐️{total}"
    if currency == "JPY":
        return f"{total} {currency}"
    return f"{total // 100}.{total % 100:02} {currency}"
