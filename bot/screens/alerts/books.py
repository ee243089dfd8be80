"""What is said of the books as a whole."""

from __future__ import annotations

from aiogram.types import InlineKeyboardMarkup

from bot.screen import rows
from bot.screens.alerts.words import alert_buttons, alert_text
from bot.screens.books import SOURCES, answer_buttons, import_button
from bot.screens.people import orders_button
from bot.texts import Html, Texts, clip
from core.alerts import books as kinds
from core.books.statement import Source


def _source(source: str) -> str:
    return SOURCES[Source(source)]


@alert_text.register
def _(alert: kinds.ImportAsked, t: Texts) -> Html:
    facts = {
        "name": clip(alert.by),
        "source": _source(alert.source),
        "sum": t.money(abs(alert.minor), alert.currency),
    }
    if alert.minor < 0:
        return t(
            "{name} wants to carry balances from {source} over: then you owe <b>{sum}</b> here. If that is "
            "not right, tap “Object” within 48 hours; otherwise it is carried over.",
            **facts,
        )
    return t(
        "{name} wants to carry balances from {source} over: then you are owed <b>{sum}</b> here. If that is "
        "not right, tap “Object” within 48 hours; otherwise it is carried over.",
        **facts,
    )


@alert_text.register
def _(alert: kinds.ImportStopped, t: Texts) -> Html:
    facts = {"name": clip(alert.by), "source": _source(alert.source)}
    if alert.has_left:
        return t("Nothing was carried over from {source}: {name} left the family.", **facts)
    return t("{name} objected, so nothing is carried over from {source}.", **facts)


@alert_text.register
def _(alert: kinds.ImportWithdrawn, t: Texts) -> Html:
    return t(
        "{name} took it back: nothing is carried over from {source}.",
        name=clip(alert.by),
        source=_source(alert.source),
    )


@alert_text.register
def _(alert: kinds.ImportApplied, t: Texts) -> Html:
    facts = {"source": _source(alert.source), "sum": t.money(abs(alert.minor), alert.currency)}
    names = ", ".join(clip(name) for name in alert.names)
    if alert.minor < 0 and names:
        return t(
            "The balances from {source} are carried over: you owe <b>{sum}</b> to {names}.",
            names=names,
            **facts,
        )
    if alert.minor > 0 and names:
        return t(
            "The balances from {source} are carried over: you are owed <b>{sum}</b> by {names}.",
            names=names,
            **facts,
        )
    if alert.minor < 0:
        return t("The balances from {source} are carried over: you owe <b>{sum}</b>.", **facts)
    if alert.minor > 0:
        return t("The balances from {source} are carried over: you are owed <b>{sum}</b>.", **facts)
    return t("The balances from {source} are carried over.", source=facts["source"])


@alert_buttons.register
def _(alert: kinds.ImportAsked, t: Texts) -> InlineKeyboardMarkup:
    return rows(answer_buttons(alert.import_id, t), [import_button(alert.import_id, t)])


@alert_buttons.register
def _(alert: kinds.ImportStopped | kinds.ImportWithdrawn, t: Texts) -> InlineKeyboardMarkup:
    return rows([import_button(alert.import_id, t)])


@alert_buttons.register
def _(alert: kinds.ImportApplied, t: Texts) -> InlineKeyboardMarkup:
    return rows([orders_button(t), import_button(alert.import_id, t)])
