"""Read wishes from what people type, and write a wish so that it reads back the same."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from core.carts.errors import (
    DecisionNoteError,
    LineFault,
    LineUnreadableError,
    NoteTooLongError,
    NothingToAddError,
    OneLineOnlyError,
    QuantityOutOfRangeError,
    TitleTooLongError,
    TooManyLinesError,
)
from core.carts.units import (
    COUNTS,
    LOWEST_QUANTITY,
    MEASURES,
    PIECES,
    THOUSANDTHS,
    format_quantity,
    highest_quantity,
    line_total,
    unit_of,
)
from core.families.family import Units
from core.people.person import is_visible
from core.shared.errors import DomainError
from core.shared.money import (
    GROUPED_NUMBER,
    HIGHEST_MINOR,
    NUMBER,
    AmountUnreadableError,
    Money,
    format_amount,
    mark_pattern,
    marked_amount_pattern,
    parse_amount,
)
from core.shared.secrets import refuse_secret

if TYPE_CHECKING:
    from collections.abc import Iterator

LINES_AT_ONCE: Final = 50
TITLE_LIMIT: Final = 120
NOTE_LIMIT: Final = 200
LINK_LIMIT: Final = 2000

_SEPARATORS: Final = " ,:–—-"
_JOINERS: Final = "\u200c\u200d"
_EMOJI_TAGS: Final = frozenset(map(chr, range(0xE0020, 0xE0080)))
_BLANK_LETTERS: Final = "\u115f\u1160\u2800\u3164\uffa0"
_QUOTED: Final = '"(?:[^"]|"")*+"'
_QUOTED_SPAN: Final = rf"(?<![^ (!;]){_QUOTED}(?![^ );!])"
_LINK: Final = r'https?://(?:[^\s()"]|\([^\s()"]*\))*(?:[^\s()".,;:!?»]|\([^\s()"]*\))'
_LINK_SPAN: Final = rf"(?<![^ (!;])(?i:{_LINK})"
_PART: Final = re.compile(rf"(?:{_QUOTED_SPAN}|{_LINK_SPAN}|[^;])++")
_LINK_OUTSIDE_QUOTES: Final = re.compile(rf"{_QUOTED_SPAN}|(?P<link>{_LINK_SPAN})")
_HOST: Final = re.compile(r"(?i)https?://(?:[^/?#]*@)?(?:www\.)?([^/?#:]+)")
_PASTED_GROUP: Final = re.compile(r"(?<=[0-9])[\u00a0\u2009\u202f](?=[0-9]{3}(?![0-9]))")
_BULLET: Final = re.compile(r"^(?:[-–—•·*▪●]|[0-9]{1,2}[.)]) ")
_QUOTED_NOTE: Final = re.compile(rf" \(({_QUOTED})\)$")

_EACH: Final = "(?: (?:по|at|@))?"
_COUNT: Final = "(?P<count>[0-9]+(?:[.,][0-9]+)?)"
_TIMES: Final = "[xXхХ×*]"
_UNIT: Final = r"(?P<unit>[^\W\d_]+)[.]?"
_LEADING_TIMES: Final = re.compile(rf"^{_COUNT} ?{_TIMES} (?=.)")
_LEADING_UNIT: Final = re.compile(rf"^{_COUNT} ?{_UNIT} (?:of )?(?=.)")
_LEADING_NUMBER: Final = re.compile("^(?P<count>[0-9]+) (?=.)")
_TRAILING_TIMES: Final = re.compile(rf"(?:^| ){_COUNT} ?{_TIMES}$")
_TIMES_TRAILING: Final = re.compile(rf"(?<![0-9])(?:^| ){_TIMES} ?(?P<count>[0-9]+)$")
_TRAILING_UNIT: Final = re.compile(rf"{_EACH}(?:^| ){_COUNT} ?{_UNIT}$")
_TRAILING_NUMBER: Final = re.compile("(?:^| )(?P<count>[1-9][0-9]?)$")
_SAID: Final = {
    **dict.fromkeys(("полкило", "пол-кило", "пол кило", "полкилограмма", "half a kilo"), (500, "g")),
    **dict.fromkeys(("полтора кило", "полтора килограмма"), (1500, "g")),
    **dict.fromkeys(("пол-литра", "пол литра", "поллитра", "half a litre", "half a liter"), (500, "ml")),
    "полтора литра": (1500, "ml"),
    "десяток": (10, "pcs"),
    **dict.fromkeys(("дюжина", "дюжину", "a dozen", "dozen"), (12, "pcs")),
}
_SAYING: Final = "(?P<said>" + "|".join(sorted(map(re.escape, _SAID), key=len, reverse=True)) + ")"
_LEADING_SAYING: Final = re.compile(rf"^{_SAYING} (?:of )?(?=.)", re.IGNORECASE)
_TRAILING_SAYING: Final = re.compile(rf"(?:^| ){_SAYING}$", re.IGNORECASE)
_COUNTS_FOUND: Final = (
    (_LEADING_TIMES, COUNTS),
    (_LEADING_UNIT, COUNTS),
    (_TRAILING_TIMES, COUNTS),
    (_TIMES_TRAILING, COUNTS),
    (_TRAILING_UNIT, COUNTS),
    (_LEADING_SAYING, COUNTS),
    (_TRAILING_SAYING, COUNTS),
)
_QUANTITIES_FOUND: Final = (
    *_COUNTS_FOUND,
    (_LEADING_UNIT, MEASURES),
    (_LEADING_NUMBER, COUNTS),
    (_TRAILING_UNIT, MEASURES),
    (_LEADING_SAYING, MEASURES),
    (_TRAILING_SAYING, MEASURES),
    (_TRAILING_NUMBER, COUNTS),
)
_LONGEST_COUNT: Final = 12
_LIKELY_PRICE: Final = re.compile("(?P<title>.+) (?P<price>[1-9][0-9]{2,6})")

_EXACT_PRICE: Final = re.compile(rf"{_EACH}(?:^| )(?P<price>[-−]?{NUMBER})(?<=[.,][0-9]{{2}})$")
_GROUPED_PRICE: Final = re.compile(rf"{_EACH} (?P<price>{GROUPED_NUMBER})$")
_BARE_PRICE: Final = re.compile(rf"{_EACH} (?P<price>[-−]?[0-9][0-9.,]*)$")


@dataclass(frozen=True, slots=True)
class LineDraft:
    """A wish as it was typed, not yet in any cart. It cannot hold what a cart may not.

    Attributes:
        title: what to buy, 1 to 120 characters, tidy (see `tidy`).
        quantity: how many of the unit, 1 to 999; grams and millilitres up to 999 000.
        unit: code of a unit in `core.carts.units`.
        price: of one unit when it is counted (`pcs`, `pack`, ...), of the whole line when it is
            measured (`kg`, `g`, `l`, `ml`); None when it is not known.
        urgent: needed before the rest.
        link: an http or https address, kept as text and never fetched.
        note: up to 200 characters, tidy.

    Raises:
        TitleTooLongError: the title is longer than 120 characters.
        NoteTooLongError: the note is longer than 200 characters.
        QuantityOutOfRangeError: the quantity is not what one may ask for in this unit.
        ValueError: anything else is not as above, which no text that was read comes to.
    """

    title: str
    quantity: int = 1
    unit: str = PIECES
    price: Money | None = None
    urgent: bool = False
    link: str | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if len(self.title) > TITLE_LIMIT:
            raise TitleTooLongError(self.title, TITLE_LIMIT)
        if len(self.note) > NOTE_LIMIT:
            raise NoteTooLongError(self.note, NOTE_LIMIT)
        if not _is_visible(self.title) or (self.title, self.note) != (tidy(self.title), tidy(self.note)):
            raise ValueError("the title or the note is not tidy")
        if self.unit not in (*COUNTS, *MEASURES):
            raise ValueError(f"no such unit: {self.unit!r}")
        if self.price is not None and not 0 <= self.price.minor <= HIGHEST_MINOR:
            raise ValueError(f"no such price: {self.price}")
        if self.link is not None and not _is_link(self.link):
            raise ValueError("the link is not an address that was read")
        check_quantity(self.quantity, self.unit)

    def total(self) -> Money | None:
        """Return what the whole line costs, None without a price."""
        return line_total(self.price, self.quantity, self.unit)


def read_lines(text: str, currency: str) -> list[LineDraft]:
    """Return the wishes in a text, in its order: one on each line, or between semicolons.

    A wish is a title with, around it and in any order, a quantity, a price, a link, `!` for urgent
    and a note in parentheses after the title. What fits no rule stays in the title, so that nobody's
    word is lost. Where a number could mean several things:

    | typed | read as |
    |---|---|
    | `2x хлеб`, `хлеб x2`, `хлеб 2x`, `яйца 10шт`, `2 пачки чая` | a count: `x` and units always bind |
    | `2 хлеба` | a whole number in front is a count: 2 of `хлеба` |
    | `хлеб 2` | a lone number at the end up to 99 is a count |
    | `Fairy 900`, `бумага A4`, `молоко 3,2` | any other number stays in the title |
    | `хлеб 89,90`, `хлеб 89₽` | a price: exactly two decimals, or a currency mark |
    | `хлеб 2 шт 89`, `2 хлеба 89`, `хлеб 2 89`, `хлеб 2 x 89` | a last number after a count is a price |
    | `чайник 1 299,50`, `чайник 1 299 ₽` | groups of three before decimals or a mark are one price |
    | `хлеб 2 450` | without either they are a count and a price |
    | `вода 5 л 2 шт`, `2x вода 5 л`, `2 воды 5 л` | a count beats a measure, which stays in the title |
    | `7 up 2 шт`, `Windows 11 2 шт` | a number with a unit beats a bare one, which stays in the title |
    | `вода 2 шт 5 л`, `2x вода 3 шт` | refused: two quantities |
    | `1,5 кг`, `0,5 л` | 1500 g, 500 ml; `1,5 шт` and `0,0001 кг` are refused |
    | `полкило сыра`, `квас полтора литра`, `десяток яиц` | 500 g, 1500 ml, 10 |
    | `молоко -5 ₽`, `молоко $5` in a family that pays in roubles | refused: the price |
    | `https://www.shop.ru/x` and nothing else | a wish with the title `shop.ru` |
    | `"2 хлеба"` | in straight quotes the title is taken as it is, with `""` for a quote |
    | `- хлеб`, `1. хлеб` | the mark of a pasted list is dropped |
    | `https://shop.ru/a;b` | a semicolon inside a link or straight quotes separates nothing |

    Args:
        text: what a person typed.
        currency: ISO 4217 code of the prices.

    Raises:
        NothingToAddError: there is no line.
        TooManyLinesError: there are more than 50.
        LineUnreadableError: a line has no title, or says something unclear, see `LineFault`.
        TitleTooLongError: a title is longer than 120 characters.
        NoteTooLongError: a note is longer than 200 characters.
        QuantityOutOfRangeError: a quantity is not 1 to 999 (999 000 in grams and millilitres).
    """
    lines = [line for row in text.splitlines() for line in _parts(row)]
    if not lines:
        raise NothingToAddError
    if len(lines) > LINES_AT_ONCE:
        raise TooManyLinesError(len(lines), LINES_AT_ONCE)
    return [_Line(line, currency).read() for line in lines]


def read_one_line(text: str, currency: str) -> LineDraft:
    """Return the one wish in a text.

    Raises:
        OneLineOnlyError: it has several lines.
        DomainError: it cannot be read, see `read_lines`.
    """
    drafts = read_lines(text, currency)
    if len(drafts) > 1:
        raise OneLineOnlyError(len(drafts))
    return drafts[0]


def write_line(draft: LineDraft, language: Literal["ru", "en"] = "ru", units: Units = Units.LARGE) -> str:
    """Return a line in this language that reads back as this very wish, as simple as that allows.

    It reads back in the currency of its price, a wish without a price in any. `units` are those in which its
    reader is used to see it.
    """
    currency = draft.price.currency if draft.price is not None else "RUB"
    ways = list(_ways_to_write(draft, language, units))
    return next((way for way in ways if _reads_as(way, currency, draft)), ways[-1])


def likely_price(draft: LineDraft) -> tuple[str, str] | None:
    """Return title and price when the number that a title without a price ends with may be one.

    `телевизор 20000` may mean a price, `Fairy 900` does not: only who wrote it knows.
    """
    found = _LIKELY_PRICE.fullmatch(draft.title) if draft.price is None else None
    return (found["title"], found["price"]) if found and _is_word(found["title"]) else None


def read_note(text: str) -> str:
    """Return the note that a person typed, tidy.

    Raises:
        DecisionNoteError: nothing visible is left, or more than 200 characters.
        LooksSecretError: it seems to give away a card number or a confirmation code.
    """
    refuse_secret(text)
    note = tidy(text)
    length = len(note) if is_visible(note) else 0
    if not 0 < length <= NOTE_LIMIT:
        raise DecisionNoteError(length, NOTE_LIMIT)
    return note


def tidy(text: str) -> str:
    """Return the text in NFC, on one line, with single spaces between words.

    Control, formatting and direction characters are dropped, so that no text can disguise another or
    look empty; the joiners and tags that emoji consist of stay.
    """
    kept = "".join(" " if char in _BLANK_LETTERS else char for char in text if _is_kept(char))
    return " ".join(unicodedata.normalize("NFC", kept).split())


def check_quantity(quantity: int, unit: str = PIECES, line: str = "") -> None:
    """Refuse a quantity that one line may not ask for.

    Raises:
        QuantityOutOfRangeError: not 1 to 999; in grams and millilitres not 1 to 999 000.
    """
    highest = highest_quantity(unit)
    if not LOWEST_QUANTITY <= quantity <= highest:
        raise QuantityOutOfRangeError(quantity, LOWEST_QUANTITY, highest, line)


class _Line:
    """One line while it is read: `rest` shrinks to the title as the other parts are taken off it."""

    def __init__(self, line: str, currency: str) -> None:
        self.line = line
        self.currency = currency
        self.rest = line
        self.quantity: int | None = None
        self.unit = PIECES
        self.price: Money | None = None
        self.urgent = False
        self.link: str | None = None
        self.note = ""

    def read(self) -> LineDraft:
        self._take_link()
        self.rest = _BULLET.sub("", self.rest)
        while self._take_urgency() or self._take_note() or self._take_price() or self._take_quantity():
            pass
        if self.quantity is not None and _find_quantity(self.rest, _COUNTS_FOUND):
            raise self._refusal(LineFault.TWO_QUANTITIES)
        return LineDraft(
            title=self._title(),
            quantity=1 if self.quantity is None else self.quantity,
            unit=self.unit,
            price=self.price,
            urgent=self.urgent,
            link=self.link,
            note=self.note,
        )

    def _take_link(self) -> None:
        links = [match for match in _LINK_OUTSIDE_QUOTES.finditer(self.rest) if match["link"]]
        if len(links) > 1:
            raise self._refusal(LineFault.TWO_LINKS)
        for link in links:
            if len(link[0]) > LINK_LIMIT:
                raise self._refusal(LineFault.LONG_LINK)
            self.link = link[0]
            before, after = self.rest[: link.start()], self.rest[link.end() :]
            if before.endswith("(") and after.startswith(")"):
                before, after = before[:-1], after[1:]
            self.rest = tidy(f"{before} {after}")

    def _take_urgency(self) -> bool:
        before = self.rest
        self.rest = before.strip("! ")
        if self.rest == before:
            return False
        self.urgent = True
        return True

    def _take_note(self) -> bool:
        quoted = _QUOTED_NOTE.search(self.rest)
        start = quoted.start() + 1 if quoted else _opening_of_last_parentheses(self.rest)
        if start is None or self.note:
            return False
        self.note = tidy(_unquoted(quoted[1]) if quoted else self.rest[start + 1 : -1])
        self._go_on_with(self.rest[:start])
        return True

    def _take_price(self) -> bool:
        match = None if self.price is not None else self._find_price()
        if match is None:
            return False
        try:
            self.price = parse_amount(match["price"], self.currency)
        except AmountUnreadableError:
            raise self._refusal(LineFault.PRICE) from None
        self._go_on_with(self.rest[: match.start()])
        return True

    def _find_price(self) -> re.Match[str] | None:
        for pattern in (*_marked_prices(self.currency), _EXACT_PRICE):
            match = pattern.search(self.rest)
            if match:
                return match
        for pattern in (_GROUPED_PRICE, _BARE_PRICE):
            match = pattern.search(self.rest)
            if match and _find_quantity(self.rest[: match.start()].rstrip(_SEPARATORS), _QUANTITIES_FOUND):
                return match
        return None

    def _take_quantity(self) -> bool:
        found = None if self.quantity is not None else _find_quantity(self.rest, _QUANTITIES_FOUND)
        if found is None:
            return False
        match, unit = found
        quantity = self._quantity(match)
        if quantity % 1 and unit in THOUSANDTHS:
            quantity, unit = quantity * 1000, THOUSANDTHS[unit]
        if quantity % 1:
            raise self._refusal(LineFault.QUANTITY)
        check_quantity(int(quantity), unit, self.line)
        self.quantity, self.unit = int(quantity), unit
        self._go_on_with(self.rest[: match.start()] + self.rest[match.end() :])
        return True

    def _quantity(self, match: re.Match[str]) -> Decimal:
        if "said" in match.groupdict():
            return Decimal(_SAID[match["said"].lower()][0])
        if len(match["count"]) > _LONGEST_COUNT:
            raise self._refusal(LineFault.QUANTITY)
        return Decimal(match["count"].replace(",", "."))

    def _title(self) -> str:
        if re.fullmatch(_QUOTED, self.rest):
            title = tidy(_unquoted(self.rest))
        elif self.link and not self.rest:
            host = _HOST.match(self.link)
            title = host[1] if host else ""
        else:
            title = self.rest if _is_word(self.rest) else ""
        if not _is_visible(title):
            raise self._refusal(LineFault.NO_TITLE)
        return title

    def _go_on_with(self, rest: str) -> None:
        self.rest = rest.strip().rstrip(_SEPARATORS)

    def _refusal(self, reason: LineFault) -> LineUnreadableError:
        return LineUnreadableError(self.line, reason)


def _parts(row: str) -> list[str]:
    line = tidy(_PASTED_GROUP.sub("", row))
    return [part for match in _PART.finditer(line) if (part := match[0].strip())]


def _find_quantity(
    text: str, ways: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]
) -> tuple[re.Match[str], str] | None:
    """Return the first of the ways in which the text says how many, and the unit it names."""
    for pattern, units in ways:
        match = pattern.search(text)
        if match:
            unit = _unit_in(match)
            if unit in units:
                return match, unit
    return None


def _unit_in(match: re.Match[str]) -> str | None:
    found = match.groupdict()
    if "said" in found:
        return _SAID[found["said"].lower()][1]
    return unit_of(found["unit"]) if "unit" in found else PIECES


@lru_cache(maxsize=32)
def _marked_prices(currency: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return patterns of a price with a mark at the end of a line: a good one, and one to be refused."""
    amount, mark = marked_amount_pattern(currency), mark_pattern(currency)
    return (
        re.compile(rf"{_EACH}(?:^| )(?P<price>{amount})$", re.IGNORECASE),
        re.compile(rf"(?:^| )(?P<price>[-−+]{amount}|[-−+]?[0-9][0-9.,]* ?{mark})$", re.IGNORECASE),
    )


def _opening_of_last_parentheses(text: str) -> int | None:
    if not text.endswith(")"):
        return None
    depth = 0
    for index in range(len(text) - 1, 0, -1):
        depth += {")": 1, "(": -1}.get(text[index], 0)
        if depth == 0:
            is_apart = text[index - 1] == " " and text[index + 1 : -1].strip()
            return index if is_apart else None
    return None


def _ways_to_write(draft: LineDraft, language: Literal["ru", "en"], units: Units) -> Iterator[str]:
    """Write the wish in every way there is, the simplest first; the last one reads back in any case."""
    as_it_is = Units.LARGE if draft.unit in THOUSANDTHS else Units.SMALL
    price = [format_amount(draft.price, language)] if draft.price is not None else []
    for shown in (units, as_it_is):
        amount = [format_quantity(draft.quantity, draft.unit, language, shown)]
        if (draft.quantity, draft.unit) == (1, PIECES):
            amount = []
        for title, note in (
            (draft.title, draft.note),
            (_quoted(draft.title), draft.note),
            (draft.title, draft.note and _quoted(draft.note)),
            (_quoted(draft.title), draft.note and _quoted(draft.note)),
        ):
            yield _write(draft, title, [*amount, *price], note)


def _write(draft: LineDraft, title: str, amounts: list[str], note: str) -> str:
    parts = [f"!{title}" if draft.urgent else title, *amounts]
    if draft.link:
        parts.append(draft.link)
    if note:
        parts.append(f"({note})")
    return " ".join(parts)


def _reads_as(text: str, currency: str, draft: LineDraft) -> bool:
    try:
        return read_lines(text, currency) == [draft]
    except DomainError:
        return False


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _unquoted(text: str) -> str:
    return text[1:-1].replace('""', '"')


def _is_kept(char: str) -> bool:
    category = unicodedata.category(char)
    if category == "Cf":
        return char in _JOINERS or char in _EMOJI_TAGS
    return category != "Cs" and (category != "Cc" or char.isspace())


def _is_visible(text: str) -> bool:
    return any(unicodedata.category(char)[0] in "LNPS" for char in text)


def _is_word(text: str) -> bool:
    return any(unicodedata.category(char)[0] == "L" or unicodedata.category(char) == "So" for char in text)


def _is_link(text: str) -> bool:
    return len(text) <= LINK_LIMIT and text == tidy(text) and re.fullmatch(f"(?i:{_LINK})", text) is not None
