"""Paying: what people do with invoices, and how a payment ends. The money is play money.

A sheet opens, the person pays, the bot is asked (`pre_checkout_query`) and has ten seconds; its yes charges.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sandbox.chats import Impossible
from sandbox.links import T_ME
from sandbox.people import on_page as person_on_page
from sandbox.world import JSON, Charge, Checkout

if TYPE_CHECKING:
    from sandbox.engine import Engine
    from sandbox.people import People
    from sandbox.world import Invoice

STARS = "XTR"
QUERY_LIFETIME = 150.0  # seconds in the queue of updates
KEPT_CHECKOUTS = 100


class Paying:
    """What people do with invoices."""

    def __init__(self, engine: Engine, people: People) -> None:
        self._engine = engine
        self._people = people

    def press_pay(self, person: int, chat: int, message_id: int, *, stale: bool = False) -> JSON:
        """Press the Pay button of an invoice, which opens a sheet; the bot is not told.

        Args:
            person: Who presses.
            chat: Where the invoice is.
            message_id: Which one.
            stale: The phone still shows the Pay button of an invoice that was paid meanwhile.
        """
        _, place = self._people.place(person, chat)
        message = place.messages.get(message_id)
        if message is None:
            raise Impossible("the message is gone")
        if message.invoice is None or not _pays(message.body):
            raise Impossible("there is no Pay button")
        if message_id in place.paid and not stale:
            raise Impossible("the invoice is paid, its button shows the receipt")
        return self._open(Checkout(self._new_id(), person, message.invoice, chat, message_id))

    def open_invoice(self, person: int, url: str) -> JSON:
        """Follow a link to an invoice, `https://t.me/$…`, which opens a sheet."""
        self._people.person(person)
        parts = urlsplit(url if "://" in url else f"https://{url}")
        slug = parts.path.removeprefix("/$")
        if parts.hostname not in T_ME or slug not in self._engine.world.invoices:
            raise Impossible("there is no invoice behind this link")
        return self._open(Checkout(self._new_id(), person, slug))

    def pay(self, person: int, checkout_id: str, *, card_works: bool = True) -> JSON:
        """Confirm the sheet: the bot is asked whether it takes the money.

        Args:
            person: Who pays.
            checkout_id: Their sheet.
            card_works: Whether the provider charges the card when the bot says yes; it hears of nothing else.
        """
        engine = self._engine
        checkout = self._sheet(person, checkout_id)
        if checkout.state != "open":
            raise Impossible(f"the sheet is {checkout.state}")
        user, invoice = self._people.person(person), engine.world.invoices[checkout.invoice]
        if not can_afford(engine, person, invoice):
            raise Impossible(f"not enough Stars: {user.stars} of {invoice.shown['total_amount']}")
        checkout.state, checkout.asked, checkout.card_works = "waiting", engine.now(), card_works
        query = {
            "id": checkout.id,
            "from": user.as_seen(),
            "currency": invoice.shown["currency"],
            "total_amount": invoice.shown["total_amount"],
            "invoice_payload": invoice.payload,
        }
        engine.updates.push("pre_checkout_query", query, f"user {person}", QUERY_LIFETIME)
        tell_checkout(engine, checkout)
        return on_page(engine, checkout)

    def decline(self, person: int, checkout_id: str) -> JSON:
        """Close the sheet without paying; the bot is not told."""
        checkout = self._sheet(person, checkout_id)
        if checkout.state != "open":
            raise Impossible(f"the sheet is {checkout.state}")
        checkout.state = "declined"
        tell_checkout(self._engine, checkout)
        return on_page(self._engine, checkout)

    def checkout(self, person: int, checkout_id: str) -> JSON:
        """What the sheet shows now."""
        return on_page(self._engine, self._sheet(person, checkout_id))

    def buy_stars(self, person: int, stars: int) -> JSON:
        """Buy Stars, which costs nothing here."""
        user = self._people.person(person)
        if stars <= 0:
            raise Impossible("buy at least one")
        user.stars += stars
        self._engine.events.tell("person", person_on_page(user))
        return {"stars": user.stars}

    def _open(self, checkout: Checkout) -> JSON:
        checkouts = self._engine.world.checkouts
        checkouts[checkout.id] = checkout
        if len(checkouts) > KEPT_CHECKOUTS:
            del checkouts[next(iter(checkouts))]
        return on_page(self._engine, checkout)

    def _sheet(self, person: int, checkout_id: str) -> Checkout:
        checkout = self._engine.world.checkouts.get(checkout_id)
        if checkout is None or checkout.person != person:
            raise Impossible("the sheet is gone")
        return checkout

    def _new_id(self) -> str:
        return str(self._engine.new_id())


def on_page(engine: Engine, checkout: Checkout) -> JSON:
    """The page's CHECKOUT."""
    invoice = engine.world.invoices[checkout.invoice]
    shown = ("title", "description", "currency", "total_amount")
    return {
        "checkout_id": checkout.id,
        "person": checkout.person,
        "chat_id": checkout.chat,
        "message_id": checkout.message_id,
        **{name: invoice.shown[name] for name in shown},
        "affordable": can_afford(engine, checkout.person, invoice),
        "state": checkout.state,
        "reason": checkout.reason,
        "charge": checkout.charge,
    }


def tell_checkout(engine: Engine, checkout: Checkout) -> None:
    """The sheet changes."""
    engine.events.tell("checkout", on_page(engine, checkout))


def can_afford(engine: Engine, person: int, invoice: Invoice) -> bool:
    """Whether a person has the Stars for it; of money everybody has enough."""
    total: int = invoice.shown["total_amount"]
    return invoice.shown["currency"] != STARS or engine.world.users[person].stars >= total


def waits(engine: Engine, checkout: Checkout | None) -> bool:
    """Whether the bot's word is still waited for."""
    if checkout is None or checkout.state != "waiting":
        return False
    return engine.now() - checkout.asked < engine.checkout_seconds


def refuse(engine: Engine, checkout: Checkout, reason: str) -> None:
    """The bot does not take the money, and the payer sees why."""
    checkout.state, checkout.reason = "refused", reason
    tell_checkout(engine, checkout)


def give_up_waiting(engine: Engine) -> None:
    """Close the sheets for which the bot's word did not come in time: the payer sees a time-out."""
    late = engine.now() - engine.checkout_seconds
    for checkout in engine.world.checkouts.values():
        if checkout.state == "waiting" and checkout.asked <= late:
            checkout.state = "late"
            tell_checkout(engine, checkout)


def charge(engine: Engine, checkout: Checkout) -> None:
    """The bot takes the money: it is charged, unless the card or the Stars fail, and the chat says so."""
    world = engine.world
    user, invoice = world.users[checkout.person], world.invoices[checkout.invoice]
    if not checkout.card_works or not can_afford(engine, checkout.person, invoice):
        checkout.state = "failed"
        tell_checkout(engine, checkout)
        return
    currency, total = invoice.shown["currency"], invoice.shown["total_amount"]
    made = Charge(
        id=f"stx{engine.new_id():016x}",
        provider_id=f"provider-{engine.new_id():x}",
        person=user.id,
        currency=currency,
        total_amount=total,
        payload=invoice.payload,
        date=int(engine.now()),
    )
    world.charges[made.id] = made
    if currency == STARS:
        user.stars -= total
        engine.events.tell("person", person_on_page(user))
    checkout.state, checkout.charge = "paid", made.id
    place = engine.chats.private(user) if checkout.chat is None else world.chats[checkout.chat]
    if not place.is_private and not place.has(world.bot.id):
        place = engine.chats.private(user)
    payment = {**named(made), "provider_payment_charge_id": made.provider_id}
    engine.chats.by_person(place, user, {"successful_payment": payment})
    if invoice.shown["start_parameter"] and checkout.chat is not None and checkout.message_id is not None:
        engine.chats.show_receipt(world.chats[checkout.chat], checkout.message_id)
    tell_checkout(engine, checkout)


def refund(engine: Engine, made: Charge) -> None:
    """Give Stars back; the private chat says so."""
    user = engine.world.users[made.person]
    made.refunded = int(engine.now())
    user.stars += made.total_amount
    engine.events.tell("person", person_on_page(user))
    engine.chats.by_person(engine.chats.private(user), user, {"refunded_payment": named(made)})


def named(made: Charge) -> JSON:
    """What the bot is told of a charge in any case."""
    return {
        "currency": made.currency,
        "total_amount": made.total_amount,
        "invoice_payload": made.payload,
        "telegram_payment_charge_id": made.id,
    }


def _pays(body: JSON) -> bool:
    """Whether the first button under a message pays."""
    rows = body.get("reply_markup", {}).get("inline_keyboard", [])
    return bool(rows and rows[0][0].get("pay"))
