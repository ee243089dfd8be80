"""Every refusal and every alert has words in every language, and every language has all the words."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections import Counter
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any, ClassVar, get_type_hints

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import core
from bot.refusals.screen import refusal_screen
from bot.refusals.words import refusal_words
from bot.screens.alerts.bundles import alert_screen
from bot.screens.journal import deed_words
from bot.texts import LANGUAGES, LOCALES, Texts
from core.alerts.alert import Alert, Urgency
from core.alerts.outbox import Waiting
from core.alerts.stored import kinds
from core.books.carrying import ImportState
from core.books.errors import BadRow, RowFault
from core.carts.agreement import Standing
from core.carts.errors import LineFault
from core.carts.journal import MATTERS, Deed, Matter
from core.carts.views import JournalEntry, JournalView, Wanted
from core.families.family import Units
from core.invites.invite import InviteState
from core.invites.request import RequestState
from core.orders.order import OrderState
from core.orders.payment import PaymentState
from core.pot.transfer import TransferKind, TransferState
from core.shared.errors import DomainError
from core.shared.secrets import SecretKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Catalog, Message

    from core.carts.journal import Fact

BOT = Path(__file__).parents[2] / "bot"
KEYWORDS = {"t": None, "label": None, "plural": (1, 2), "labels": (1, 2)}
TOAST_LIMIT = 200

LONGEST: dict[str, object] = {
    "family": 64 * "Щ",
    "units": "small",
    "line": 120 * "Щ",
    "title": 121 * "Щ",
    "note": 201 * "Щ",
    "text": 4096 * "Щ",
    "organizer": 40 * "Щ",
    "author": 40 * "Щ",
    "payer": 40 * "Щ",
    "keeper": 40 * "Щ",
    "by": 40 * "Щ",
    "debtor": 40 * "Щ",
    "member": 40 * "Щ",
    "shopper": 40 * "Щ",
    "added": 20 * [120 * "Щ"],
    "gone": 20 * [120 * "Щ"],
    "allowed": ("RU", "KZ", "BY", "AM"),
    "country": "BA",
    "currency": "RUB",
    "since": datetime(2026, 3, 1, 12, 34, tzinfo=UTC),
    "until": datetime(2026, 3, 1, 12, 34, tzinfo=UTC),
    "again_at": datetime(2026, 3, 1, 12, 34, tzinfo=UTC),
    "token": 32 * "A",
    "people": list(range(99)),
    "names": 5 * [40 * "Щ"],
    "unit": "pack",
    "flaw": "left",
    "whose": 40 * "Щ",
    "name": 40 * "Щ",
    "source": "ihatemoney",
    "faulty": 9 * (BadRow(9999, RowFault.SUM),),
    "customs": [
        "voting",
        "free_below_minor",
        "free_unpriced",
        "vote_until",
        "time_zone",
        "may_lock",
        "units",
        "rich_card",
    ],
    "was": ["off", "0", "True", "24h", "", "organizer", "large", "False"],
    "is_now": [
        "organizer",
        "1000000000",
        "False",
        "167h",
        "America/Argentina/ComodRivadavia",
        "rotation",
        "small",
        "True",
    ],
}


_CHOICES: tuple[Any, ...] = (
    Standing,
    OrderState,
    PaymentState,
    TransferState,
    LineFault,
    InviteState,
    RequestState,
    SecretKind,
    ImportState,
)


def subclasses(kind: type[DomainError]) -> Iterator[type[DomainError]]:
    for child in kind.__subclasses__():
        if child.__module__.startswith("core."):
            yield child
        yield from subclasses(child)


def refusals() -> list[type[DomainError]]:
    for module in pkgutil.walk_packages(core.__path__, "core."):
        importlib.import_module(module.name)
    return sorted(subclasses(DomainError), key=lambda kind: kind.__qualname__)


def variants(kind: type[DomainError | Alert]) -> list[Any]:
    """Return the kind with the longest facts, once for each member of an enumeration among them."""
    hints = get_type_hints(kind, _enumerations() | {"ClassVar": ClassVar, "Urgency": Urgency})
    facts = {field.name: _longest(field.name, hints[field.name]) for field in fields(kind)}  # type: ignore[arg-type]
    choices = [(name, hint) for name, hint in hints.items() if hint in _CHOICES]
    if not choices:
        return [kind(**facts)]
    name, enumeration = choices[0]
    return [kind(**{**facts, name: member}) for member in enumeration]


def _enumerations() -> dict[str, object]:
    return {kind.__name__: kind for kind in (*_CHOICES, TransferKind, BadRow, datetime)}


def _longest(name: str, hint: object) -> object:
    if name in LONGEST and hint is not int:
        return LONGEST[name]
    if hint is bool:
        return True
    return 199 if hint is int else None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", refusals(), ids=lambda kind: kind.__name__)
def test_every_refusal_says_why_in_a_toast(kind: type[DomainError], language: Any) -> None:  # noqa: ANN401
    t = Texts(language, "UTC")
    for refusal in variants(kind):
        words = refusal_words(refusal, t)
        assert 10 < len(words) <= TOAST_LIMIT, words
        assert "{" not in words
        assert refusal_screen(refusal, t).text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.__name__)
def test_every_alert_has_words(kind: type[Alert], language: Any) -> None:  # noqa: ANN401
    t = Texts(language, "UTC")
    for alert in variants(kind):
        waiting = Waiting(1, 2, language, 7, 0, datetime(2026, 3, 1, tzinfo=UTC), alert)
        text = alert_screen(waiting, t).text
        assert "7" in text
        assert "{" not in text
        assert len(text) < 1000


@pytest.mark.parametrize("deed", Deed)
def test_every_deed_has_words_and_a_matter(deed: Deed) -> None:
    said = set()
    for language in LANGUAGES:
        facts: dict[str, Fact] = {"note": "Ж", "closes_at": 1_772_400_000, "until": 1_772_400_000}
        facts |= {"instead": "Ж", "quantity": 1, "unit": "l", "price": 9_500, "voting": ["veto", "off"]}
        entry = JournalEntry(1, "Ж", deed, 1, "Ж", facts, [], False, datetime(2026, 3, 1, tzinfo=UTC))  # noqa: FBT003  # as it is kept
        view = JournalView([entry], "RUB", Units.LARGE, 1, 0, 1, Wanted(), None, None)
        words = deed_words(entry, view, Texts(language, "UTC"))
        assert len(words) > 4, words
        assert "{" not in words
        said.add(words)
    # A change is said by what changed: nothing here.
    assert len(said) == (1 if deed is Deed.CHANGED else len(LANGUAGES))
    assert MATTERS[deed] in Matter


def test_words_differ_between_languages() -> None:
    for kind in refusals():
        for refusal in variants(kind):
            said = {refusal_words(refusal, Texts(language, "UTC")) for language in LANGUAGES}
            assert len(said) == len(LANGUAGES)


def extracted() -> dict[Any, str]:
    """Return every text of the code and where it stands."""
    found = extract_from_dir(BOT, [("**.py", "python")], keywords=KEYWORDS)
    return {message: f"{name}:{line}" for name, line, message, _, _ in found}


def catalogue(language: str) -> Catalog:
    with (LOCALES / language / "LC_MESSAGES" / "bot.po").open("rb") as file:
        return read_po(file, locale=language)


TRANSLATED = [language for language in LANGUAGES if language != "en"]


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated_and_none_is_left_over(language: str) -> None:
    known = catalogue(language)
    in_code = extracted()
    ids = {message.id for message in known if message.id}
    assert {text: place for text, place in in_code.items() if text not in ids} == {}
    assert ids - set(in_code) == set()
    assert list(known.obsolete) == []
    assert [message.id for message in known if message.id and message.fuzzy] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_grammatical_number_is_filled(language: str) -> None:
    known = catalogue(language)
    for message in known:
        if message.id:
            assert len(forms_of(message)) == (known.num_plurals if message.pluralizable else 1), message.id
            assert all(form.strip() for form in forms_of(message)), message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_keep_placeholders_and_tags(language: str) -> None:
    differing = [message.id for message in catalogue(language) if message.id and not _keeps_marks(message)]
    assert differing == []


def forms_of(message: Message) -> list[str]:
    """Return the translation in each grammatical number, or the only one."""
    return (
        [message.string] if isinstance(message.string, str) else [str(form) for form in message.string or ()]
    )


def _keeps_marks(message: Message) -> bool:
    original = message.id if isinstance(message.id, str) else message.id[-1]
    return all(_marks(form) == _marks(original) for form in forms_of(message))


def _marks(text: str) -> tuple[set[str], Counter[str]]:
    names = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    return names, Counter(re.findall(r"</?\w+>", text))


def test_only_texts_that_stand_in_the_code_are_translated() -> None:
    """A text that is put together at run time would be in no catalogue."""
    found = []
    for path in BOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            match node.func:
                case ast.Name("t") | ast.Attribute(ast.Name("t"), "label"):
                    texts = node.args[:1]
                case ast.Attribute(ast.Name("t"), "plural" | "labels"):
                    texts = node.args[:2]
                case _:
                    continue
            if not all(isinstance(text, ast.Constant) for text in texts):
                found.append(f"{path.name}:{node.lineno}")
    assert found == []
