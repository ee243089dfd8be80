"""The command line, and the place where everything is put together."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import logging
import os
import signal
import sys
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramNetworkError, TelegramUnauthorizedError
from aiogram.methods import DeleteWebhook, SetWebhook
from aiohttp import web
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.app import build_bot, equip_dispatcher
from bot.commands import register_commands
from bot.delivery.alerts import AlertDelivery
from bot.delivery.cards import CardRefresh
from bot.delivery.charges import ChargeSettling, Refunding
from bot.drawing import Drawing
from bot.intake import ALLOWED_UPDATES, Poller, handling, health_app, webhook_app
from bot.jobs import Jobs
from bot.links import Links
from bot.logs import set_up_logging
from bot.session import LeanSession
from bot.settings import DEFAULT_LISTEN, Settings, SettingsError, read_database_settings, read_settings
from core.account import judging, limiting, topping_up
from core.account import looking as account
from core.account import reminding as keeping
from core.alerts import outbox
from core.books import exporting as books_exporting
from core.books import importing
from core.carts import (
    agreeing,
    approving,
    cards,
    deadlines,
    filling,
    inline,
    journaling,
    looking,
    merging,
    own,
    replacing,
    shopping,
    staples,
    surprises,
    undoing,
    voting,
)
from core.families import (
    benefits,
    disbanding,
    forgetting,
    founding,
    handover,
    leaving,
    places,
    profile,
    removing,
    roles,
    succession,
)
from core.families import settings as family_settings
from core.invites import choosing, ending, inviting, joining, opening, requesting
from core.invites import forgetting as guesses
from core.orders import (
    charging,
    checkout,
    correcting,
    dividing,
    invoicing,
    paying,
    planning,
    pooling,
    pot_invoicing,
    receipts,
    refunding,
    reminding,
    repeating,
    settling,
)
from core.orders import own as own_orders
from core.people import exporting
from core.people import use_cases as people
from core.shared.errors import DomainError
from sandbox.fixtures import PROVIDER_TOKEN, TOKEN
from sandbox.server import SandboxServer
from storage.database import Database, open_database, retrying
from storage.migrating import migrate
from storage.sqlite import back_up
from storage.transaction import Transaction

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Collection, Mapping

    from aiogram import Bot
    from sqlalchemy import Connection

    from bot.intake import Handle
    from bot.use_cases import Do

log = logging.getLogger("family")

READS: tuple[Callable[..., Any], ...] = (
    people.find_person,
    people.open_question,
    exporting.export_me,
    profile.show_profile,
    forgetting.consider_forgetting,
    founding.find_summary,
    founding.show_family,
    founding.find_home,
    family_settings.show_family_settings,
    roles.show_members,
    roles.show_member,
    removing.consider_removal,
    removing.list_barred,
    succession.show_succession,
    disbanding.show_archive,
    places.require_place,
    leaving.consider_leaving,
    benefits.show_benefits,
    inviting.find_invite,
    inviting.list_invites,
    choosing.consider_choosing,
    looking.show_cart,
    looking.show_line,
    surprises.consider_surprise,
    merging.show_addition,
    own.show_own_cart,
    own.show_own_line,
    cards.is_card,
    approving.list_requests,
    shopping.show_shop,
    staples.list_staples,
    undoing.find_deed,
    journaling.show_journal,
    journaling.list_journal_choices,
    journaling.export_journal,
    paying.show_order,
    paying.list_orders,
    account.show_account,
    account.show_spending,
    limiting.show_spending_limits,
    books_exporting.export_books,
    importing.list_imports,
    importing.show_draft,
    importing.show_import,
    paying.explain_order,
    settling.show_share,
    settling.show_payment,
    receipts.show_receipt,
    planning.show_balances,
    planning.show_plan,
    charging.list_charges,
    own_orders.preview_own_checkout,
    own_orders.show_own_order,
    own_orders.list_own_orders,
)
"""Use cases that change nothing; on SQLite they run beside the one writer."""

WRITES: tuple[Callable[..., Any], ...] = (
    people.meet_person,
    people.choose_language,
    people.ask_for_zone,
    people.choose_zone,
    people.choose_delivery,
    people.choose_quiet,
    forgetting.forget_me,
    people.prove_country,
    people.cancel_question,
    people.note_unreachable,
    outbox.claim_alerts,
    outbox.settle_alerts,
    outbox.postpone_alerts,
    outbox.hold_alerts,
    outbox.claim_missed_alerts,
    outbox.forget_old_alerts,
    guesses.forget_old_tries,
    founding.begin_family,
    founding.found_family,
    leaving.leave_family,
    family_settings.ask_for_new_name,
    family_settings.rename_family,
    family_settings.choose_family_zone,
    family_settings.ask_for_family_zone,
    family_settings.choose_may_lock,
    family_settings.choose_units,
    family_settings.choose_card,
    family_settings.choose_tolerance,
    roles.ask_for_limit,
    roles.type_limit,
    roles.make_limited,
    roles.make_adult,
    removing.remove_member,
    removing.let_back_in,
    handover.offer_role,
    handover.withdraw_role,
    handover.decline_role,
    handover.accept_role,
    handover.end_handovers,
    succession.vote_for_successor,
    succession.tend_successions,
    succession.organizer_is_back,
    disbanding.ask_to_disband,
    disbanding.disband_family,
    disbanding.bring_back,
    disbanding.come_back,
    disbanding.forget_archives,
    benefits.switch_benefit,
    places.attach_place,
    places.detach_place,
    places.move_place,
    inviting.create_invite,
    inviting.change_invite,
    inviting.revoke_invite,
    choosing.invite_people,
    opening.open_invite,
    opening.decline_invite,
    joining.accept_invite,
    joining.consider_moving,
    joining.leave_and_join,
    requesting.answer_request,
    requesting.withdraw_request,
    requesting.expire_requests,
    ending.tell_ended_invites,
    looking.ask_for_lines,
    looking.ask_for_edit,
    looking.ask_for_note,
    filling.add_lines,
    filling.undo_addition,
    filling.set_quantity,
    filling.edit_line,
    filling.take_likely_price,
    filling.write_note,
    filling.drop_note,
    filling.ask_again,
    filling.remove_line,
    surprises.hide_line,
    surprises.ask_for_surprise_day,
    surprises.type_surprise_day,
    surprises.show_surprise,
    surprises.reveal_surprises,
    agreeing.choose_voting,
    agreeing.choose_free_below,
    agreeing.ask_for_free_below,
    agreeing.type_free_below,
    agreeing.choose_free_unpriced,
    agreeing.choose_vote_until,
    agreeing.ask_for_vote_until,
    agreeing.type_vote_until,
    deadlines.show_deadline,
    deadlines.move_deadline,
    deadlines.ask_for_deadline,
    deadlines.type_deadline,
    merging.merge_lines,
    own.ask_for_own_lines,
    own.add_own_lines,
    own.undo_own_addition,
    own.ask_for_own_edit,
    own.edit_own_line,
    own.set_own_quantity,
    own.remove_own_line,
    own.move_own_lines,
    inline.ask_inline,
    inline.heed_inline,
    inline.forget_inline_asks,
    undoing.undo_deed,
    journaling.tidy_journal,
    voting.cast_vote,
    voting.close_votes,
    voting.remind_voters,
    approving.ask_for_decision_note,
    approving.decide_request,
    approving.tend_approvals,
    staples.keep_staple,
    staples.keep_suggestion,
    staples.drop_staple,
    staples.drop_staple_of,
    staples.add_staples,
    shopping.go_shopping,
    shopping.mark_line,
    shopping.ask_for_shop_price,
    shopping.price_in_shop,
    shopping.end_trip,
    shopping.tend_trips,
    replacing.ask_for_replacement,
    replacing.offer_replacement,
    replacing.answer_replacement,
    replacing.tend_replacements,
    cards.open_card,
    cards.turn_card,
    cards.redraw_card,
    cards.pin_card,
    cards.claim_cards,
    cards.card_shown,
    cards.card_resent,
    cards.postpone_card,
    cards.drop_card,
    checkout.preview_checkout,
    checkout.lock_cart,
    checkout.pass_turn,
    checkout.ask_for_price,
    checkout.price_line,
    dividing.choose_pay_mode,
    dividing.choose_split,
    dividing.choose_portion,
    dividing.choose_fee_split,
    dividing.drop_fee,
    dividing.drop_discount,
    dividing.ask_for_fee,
    dividing.type_fee,
    dividing.ask_for_discount,
    dividing.type_discount,
    dividing.ask_for_portion,
    dividing.type_portion,
    correcting.show_prices,
    correcting.ask_for_correction,
    correcting.correct_price,
    correcting.answer_correction,
    correcting.withdraw_correction,
    correcting.tend_corrections,
    repeating.repeat_order,
    paying.release_payment,
    paying.mark_paid,
    paying.pay_share,
    paying.take_back_share,
    paying.confirm_goods,
    paying.cancel_order,
    paying.free_stale_orders,
    settling.say_sent,
    settling.ask_for_amount,
    settling.type_amount,
    settling.withdraw_payment,
    settling.judge_payment,
    pooling.consider_account_payment,
    pooling.pay_from_account,
    topping_up.ask_for_top_up,
    topping_up.type_top_up,
    topping_up.say_topped_up,
    topping_up.withdraw_top_up,
    judging.say_returned,
    judging.judge_transfer,
    limiting.ask_for_spending_limit,
    limiting.type_spending_limit,
    limiting.limit_spending,
    importing.read_import,
    importing.say_payer,
    importing.ask_payers_again,
    importing.say_who,
    importing.drop_draft,
    importing.propose_import,
    importing.answer_import,
    importing.withdraw_import,
    importing.tend_imports,
    receipts.ask_for_receipt,
    receipts.ask_for_order_receipt,
    receipts.attach_receipt,
    receipts.attach_order_receipt,
    reminding.remind_debtor,
    reminding.remind_debtors,
    reminding.remind_payees,
    keeping.remind_keepers,
    planning.send_by_plan,
    invoicing.take_by_invoice,
    invoicing.invoice_share,
    invoicing.find_invoiced,
    invoicing.drop_invoice,
    invoicing.check_payment,
    pot_invoicing.ask_for_invoiced_sum,
    pot_invoicing.type_invoiced_sum,
    pot_invoicing.invoice_top_up,
    charging.keep_charge,
    charging.claim_charges,
    charging.settle_charge,
    refunding.claim_refunds,
    refunding.settle_refund,
    refunding.postpone_refund,
    refunding.mark_refunded,
    refunding.note_refund,
    own_orders.lock_own_cart,
    own_orders.ask_for_own_price,
    own_orders.price_own_line,
    own_orders.mark_own_order,
    own_orders.cancel_own_order,
    own_orders.repeat_own_order,
)


CALL_S = 30
"""A call of the Bot API may take so long: less than the lease of an alert, so no two deliveries overlap."""


def utc_now() -> datetime:
    """Return the moment: the one clock that is passed to every use case."""
    return datetime.now(UTC)


def bind(
    database: Database,
    clock: Callable[[], datetime],
    home_zone: str = "UTC",
    invoiced: Collection[str] = frozenset(),
) -> dict[str, Do[Any]]:
    """Return every use case by its name, as a coroutine function that runs it in one transaction.

    `home_zone` is the time zone of families that chose none, `invoiced` are the currencies in which invoices
    are sent.

    A refusal that is raised undoes the transaction; one that is returned is raised after the commit, when
    what was noted about the attempt has to stay.
    """

    def bound(run: Callable[..., Any], use_case: Callable[..., Any]) -> Do[Any]:
        async def do(**facts: object) -> object:
            def unit(connection: Connection) -> object:
                return use_case(Transaction(connection, home_zone, invoiced), now=clock(), **facts)

            answer = await retrying(partial(run, unit))
            if isinstance(answer, DomainError):
                raise answer
            return answer

        return do

    reads = {use_case.__name__: bound(database.read, use_case) for use_case in READS}
    writes = {use_case.__name__: bound(database.write, use_case) for use_case in WRITES}
    return reads | writes


def build_jobs(bot: Bot, settings: Settings, do: Mapping[str, Do[Any]], drawing: Drawing) -> Jobs:
    """Return what is done at intervals."""
    deliver = AlertDelivery(
        bot,
        settings,
        claim_alerts=do["claim_alerts"],
        settle_alerts=do["settle_alerts"],
        postpone_alerts=do["postpone_alerts"],
        hold_alerts=do["hold_alerts"],
    )
    refresh = CardRefresh(
        drawing,
        settings,
        claim_cards=do["claim_cards"],
        card_shown=do["card_shown"],
        card_resent=do["card_resent"],
        postpone_card=do["postpone_card"],
        drop_card=do["drop_card"],
        move_place=do["move_place"],
    )
    settle = ChargeSettling(claim_charges=do["claim_charges"], settle_charge=do["settle_charge"])
    refund = Refunding(
        bot,
        claim_refunds=do["claim_refunds"],
        settle_refund=do["settle_refund"],
        postpone_refund=do["postpone_refund"],
    )
    return Jobs(
        {
            "refresh_cards": refresh,
            "deliver_alerts": deliver,
            "close_votes": do["close_votes"],
            "free_stale_orders": do["free_stale_orders"],
            "settle_charges": settle,
            "refund_charges": refund,
            "remind_voters": do["remind_voters"],
            "remind_debtors": do["remind_debtors"],
            "remind_payees": do["remind_payees"],
            "remind_keepers": do["remind_keepers"],
            "reveal_surprises": do["reveal_surprises"],
            "expire_requests": do["expire_requests"],
            "tell_ended_invites": do["tell_ended_invites"],
            "end_handovers": do["end_handovers"],
            "tend_successions": do["tend_successions"],
            "tend_approvals": do["tend_approvals"],
            "tend_trips": do["tend_trips"],
            "tend_replacements": do["tend_replacements"],
            "forget_old_alerts": do["forget_old_alerts"],
            "forget_old_tries": do["forget_old_tries"],
            "forget_archives": do["forget_archives"],
            "forget_inline_asks": do["forget_inline_asks"],
            "tidy_journal": do["tidy_journal"],
            "tend_imports": do["tend_imports"],
            "tend_corrections": do["tend_corrections"],
        }
    )


async def run(settings: Settings, *, until_eof: bool = False) -> None:
    """Run the bot until SIGTERM or SIGINT, then finish what was begun.

    With `until_eof` it stops also when standard input ends, as it does when the process that started it dies.
    """
    await migrate(settings.database_url)
    database = await open_database(settings.database_url)
    session = LeanSession(api=TelegramAPIServer.from_base(settings.bot_api_url), timeout=CALL_S)
    bot = build_bot(settings.bot_token.get_secret_value(), session)
    try:
        me = await bot.me()
        do = bind(database, utc_now, settings.time_zone, settings.invoiced)
        is_ephemeral = await register_commands(bot, settings.language)
        links = Links(me.username or "")
        drawing = Drawing(bot)
        dispatcher = equip_dispatcher(settings, links, do, drawing, is_ephemeral=is_ephemeral)
        jobs = build_jobs(bot, settings, do, drawing)
        # What is alive now stays alive: the collector need not look at it again (see docs/performance.md).
        gc.collect()
        gc.freeze()
        jobs.start()
        log.info("@%s is at work", me.username)
        try:
            stop = _asked_to_stop(until_eof=until_eof)
            handle = handling(bot, dispatcher, can_reply=settings.webhook_url is not None)
            await _take_in(settings, bot, session, handle, stop)
        finally:
            await jobs.stop()
    finally:
        await session.close()
        await database.close()
    log.info("stopped")


def _asked_to_stop(*, until_eof: bool = False) -> asyncio.Event:
    """Return what is set when this process is asked to stop."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def ask() -> None:
        log.info("stopping")
        stop.set()

    def end() -> None:
        loop.remove_reader(sys.stdin)
        ask()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ask)
    if until_eof:
        loop.add_reader(sys.stdin, end)
    return stop


async def _take_in(
    settings: Settings, bot: Bot, session: LeanSession, handle: Handle, stop: asyncio.Event
) -> None:
    if settings.webhook_url is None:
        await bot(DeleteWebhook())
        poller = Poller(bot, session, handle)
        async with _listening(health_app(), settings.listen):
            polling = asyncio.create_task(poller.run())
            stopping = asyncio.create_task(stop.wait())
            await asyncio.wait({polling, stopping}, return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
            poller.stop()
            await polling
        return
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    async with _listening(
        webhook_app(handle, path=urlsplit(settings.webhook_url).path or "/", secret=secret),
        settings.listen or DEFAULT_LISTEN,
    ):
        await bot(SetWebhook(url=settings.webhook_url, secret_token=secret, allowed_updates=ALLOWED_UPDATES))
        await stop.wait()


@asynccontextmanager
async def _listening(application: web.Application, address: str | None) -> AsyncIterator[None]:
    """Serve the application at host:port; requests that were begun are finished at the end."""
    if address is None:
        yield
        return
    host, _, port = address.rpartition(":")
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=10)
    await runner.setup()
    try:
        await web.TCPSite(runner, host.strip("[]"), int(port)).start()
        yield
    finally:
        await runner.cleanup()


async def demo(port: int, folder: Path) -> None:
    """Run the sandbox here and the bot as a process of its own against it; print one address.

    The bot's standard input is a pipe from here: it ends when this process does, however that dies.
    """
    stop = _asked_to_stop()
    async with SandboxServer(port=port, state_file=folder / "sandbox.json") as server:
        environment = {
            **os.environ,
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": server.api_url,
            "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'family.db'}",
            "WEBHOOK_URL": "",
            "PAYMENT_PROVIDER_TOKEN": os.environ.get("PAYMENT_PROVIDER_TOKEN", PROVIDER_TOKEN),
            "QUIET_NIGHTS": os.environ.get("QUIET_NIGHTS", "false"),  # tried at night, alerts come at once
        }
        bot = await asyncio.create_subprocess_exec(
            sys.executable, __file__, "run", "--until-eof", env=environment, stdin=asyncio.subprocess.PIPE
        )
        ended = asyncio.create_task(bot.wait())
        stopping = asyncio.create_task(stop.wait())
        try:
            print(
                f"\n  The family is at  {server.page_url}\n  Stop with Ctrl+C; what was said stays.\n",
                flush=True,
            )
            await asyncio.wait({ended, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            with contextlib.suppress(ProcessLookupError):
                bot.terminate()
            code = await ended
        was_stopped = stop.is_set() and code < 0  # by the signal, before it could take care of signals
        if code and not was_stopped:
            raise SystemExit(f"the bot ended with code {code}")


def main(arguments: list[str] | None = None) -> int:
    """Run the command that the arguments name; return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        match options.command:
            case "demo":
                folder = Path(options.folder)
                folder.mkdir(parents=True, exist_ok=True)
                asyncio.run(demo(options.port, folder))
            case "run":
                settings = read_settings()
                set_up_logging(settings.log_level, settings.log_format)
                asyncio.run(run(settings, until_eof=options.until_eof))
            case "migrate":
                asyncio.run(migrate(read_database_settings().database_url))
            case "backup":
                back_up(_sqlite_file(read_database_settings().database_url), options.file)
    except (
        SettingsError,
        TelegramUnauthorizedError,
        TelegramNetworkError,
        SQLAlchemyError,
        OSError,
    ) as error:
        print(f"error: {_one_line(error)}", file=sys.stderr)
        return 1
    return 0


def _one_line(error: Exception) -> str:
    match error:
        case TelegramUnauthorizedError():
            return "BOT_TOKEN: Telegram does not know this token"
        case TelegramNetworkError():
            return f"BOT_API_URL: cannot reach it ({error.message})"
        case SQLAlchemyError():
            return f"DATABASE_URL: {str(error).splitlines()[0]}"
        case FileExistsError():
            return f"{error.args[0]} exists already"
        case _:
            return str(error)


def _sqlite_file(url: str) -> str:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        raise SettingsError("DATABASE_URL: backup copies SQLite files; use pg_dump for PostgreSQL")
    return parsed.database or ""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="A Telegram bot with which a family shops together.")
    commands = parser.add_subparsers(dest="command", required=True)
    work = commands.add_parser("run", help="run the bot: long polling, or a webhook when WEBHOOK_URL is set")
    work.add_argument("--until-eof", action="store_true", help="stop also when standard input ends")
    trial = commands.add_parser(
        "demo", help="run the bot against a Telegram on this machine, with a page to try it"
    )
    trial.add_argument(
        "--port", type=int, default=8081, help="of the page, 0: any free one (default: %(default)s)"
    )
    trial.add_argument("--folder", default="var/demo", help="keeps the demo's data (default: %(default)s)")
    commands.add_parser("migrate", help="bring the database to the newest schema (also done by run)")
    copy = commands.add_parser("backup", help="copy a SQLite database consistently while the bot runs")
    copy.add_argument("file", help="the copy; it must not exist yet")
    return parser


if __name__ == "__main__":
    sys.exit(main())
