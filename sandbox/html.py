"""Telegram's HTML: tags to entities, with the errors and byte offsets of TDLib's parser.

Offsets in errors count UTF-8 bytes of the source; offsets of entities count UTF-16 code units of the result.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandbox.links import checked_link, mentioned_user
from sandbox.validate import Refused, bad

if TYPE_CHECKING:
    from sandbox.world import JSON

_STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
}
_TAGS = frozenset({*_STYLES, "a", "code", "pre", "blockquote", "tg-emoji", "tg-time"})
_NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
_SPACE = b" \t\r\n\0\v"
_SPECIAL = re.compile(rb"[<&]")
_REFERENCE = re.compile(rb"&(?:#x([0-9a-fA-F]*)|#([0-9]*)|([a-zA-Z]*))")
_TOKEN = re.compile(rb"[a-zA-Z0-9.-]*")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LONGEST_REFERENCE = 10
LAST_CODE = 0x10FFFF  # TDLib refuses this one, too


@dataclass(slots=True)
class _Open:
    """A start tag that waits for its end."""

    tag: str
    argument: str
    offset: int
    text_from: int


def parse(source: str) -> tuple[str, list[JSON]]:
    """Text and entities of an HTML source, the entities in the order their tags close.

    Raises:
        Refused: 400 "can't parse entities: …", worded as TDLib does.
    """
    if "<" not in source and "&" not in source:
        return source, []
    return _Parser(source.encode()).run()


def length16(text: str) -> int:
    """How many UTF-16 code units a text takes."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


class _Parser:
    def __init__(self, source: bytes) -> None:
        self.source = source + b"\0"  # the end reads as a space, which TDLib's grammar relies on
        self.size = len(source)
        self.at = 0
        self.text: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[JSON] = []

    def run(self) -> tuple[str, list[JSON]]:
        while self.at < self.size:
            special = _SPECIAL.search(self.source, self.at)
            stop = special.start() if special else self.size
            if stop > self.at:
                self._take(self.source[self.at : stop].decode())
                self.at = stop
            elif self.source[self.at] == ord("&"):
                self._take(self._reference() or self._raw())
            elif self.source[self.at + 1] == ord("/"):
                self._end_tag()
            else:
                self._start_tag()
        if self.open:
            raise _error(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        text = "".join(self.text)
        if _SURROGATE.search(text):
            raise _error(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units",
            )
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)  # only a whole <pre> block may name its language
        return text, self.entities

    def _take(self, piece: str) -> None:
        self.text.append(piece)
        self.offset += length16(piece)

    def _raw(self) -> str:
        self.at += 1
        return "&"

    def _reference(self) -> str:
        """The letter of a character reference, which is passed over; empty when it is none."""
        match = _REFERENCE.match(self.source, self.at)
        if match is None:
            return ""
        letter = _NAMED.get(match[3] or b"", "")
        if match[3] is None:
            code = int(match[1] or b"0", 16) if match[1] is not None else int(match[2] or b"0")
            if code == 0 or code >= LAST_CODE or match.end() - match.start() >= _LONGEST_REFERENCE:
                return ""
            letter = chr(code)
        if letter:
            self.at = match.end() + (self.source[match.end()] == ord(";"))
        return letter

    def _skip_spaces(self) -> None:
        while self.at < self.size and self.source[self.at] in _SPACE:
            self.at += 1

    def _until(self, stops: bytes) -> bytes:
        start = self.at
        while self.source[self.at] not in stops:
            self.at += 1
        return self.source[start : self.at]

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self._until(_SPACE + b">").decode().lower()
        if self.at >= self.size:
            raise _error(f"Unclosed start tag at byte offset {begin}")
        if tag not in _TAGS:
            raise _error(f'Unsupported start tag "{tag}" at byte offset {begin}')
        argument = ""
        while self.source[self.at] != ord(">"):
            self._skip_spaces()
            if self.source[self.at] == ord(">"):
                break
            name, value = self._attribute(tag, begin)
            argument = _argument(tag, name, value) or argument
        self.at += 1
        if tag == "span" and argument != "spoiler":
            raise _error(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(_Open(tag, argument, self.offset, len(self.text)))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self._until(_SPACE + b"=>").decode()
        if self.at >= self.size:
            raise _error(f'Unclosed start tag "{tag}" at byte offset {begin}')
        if not name:
            raise _error(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self._skip_spaces()
        if self.source[self.at] != ord("="):
            return name, "1"
        self.at += 1
        self._skip_spaces()
        if self.at >= self.size:
            raise _error(f'Unclosed start tag "{tag}" at byte offset {begin}')
        value = self._quoted() if self.source[self.at] in b"'\"" else self._token()
        if self.at >= self.size:
            raise _error(f"Unclosed start tag at byte offset {begin}")
        return name, value

    def _token(self) -> str:
        begin = self.at
        match = _TOKEN.match(self.source, begin)
        self.at = match.end() if match else begin
        if self.source[self.at] not in _SPACE + b">":
            raise _error(f"Unexpected end of name token at byte offset {begin}")
        return self.source[begin : self.at].decode().lower()

    def _quoted(self) -> str:
        quote = self.source[self.at]
        self.at += 1
        parts = []
        while self.at < self.size and self.source[self.at] != quote:
            if self.source[self.at] == ord("&"):
                parts.append(self._reference() or self._raw())
            else:
                parts.append(self._until(bytes([quote, ord("&"), 0])).decode())
        if self.at < self.size:
            self.at += 1
        return "".join(parts)

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise _error(f"Unexpected end tag at byte offset {begin}")
        self.at += 2
        tag = self._until(_SPACE + b">").decode().lower()
        self._skip_spaces()
        if self.source[self.at] != ord(">"):
            raise _error(f"Unclosed end tag at byte offset {begin}")
        opened = self.open.pop()
        if tag and tag != opened.tag:
            expected = f'expected "</{opened.tag}>", found "</{tag}>"'
            raise _error(f"Unmatched end tag at byte offset {begin}, {expected}")
        self.at += 1
        if self.offset > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        where = {"offset": opened.offset, "length": self.offset - opened.offset}
        tag, argument = opened.tag, opened.argument
        if tag in _STYLES:
            self.entities.append({"type": _STYLES[tag], **where})
        elif tag == "a":
            self._close_link(where, argument or "".join(self.text[opened.text_from :]))
        elif tag == "blockquote":
            self.entities.append({"type": "expandable_blockquote" if argument else "blockquote", **where})
        elif tag == "tg-emoji":
            if not argument.isdecimal() or int(argument) == 0:
                raise _error("Invalid custom emoji identifier specified")
            self.entities.append({"type": "custom_emoji", **where, "custom_emoji_id": argument})
        elif tag == "tg-time":
            if not argument.isdecimal():
                raise _error("Invalid date specified")
            self.entities.append({"type": "date_time", **where, "unix_time": int(argument)})
        else:
            self._close_code(tag, where, argument)

    def _close_link(self, where: JSON, url: str) -> None:
        if user_id := mentioned_user(url):
            # The engine replaces the id by the person, if the bot knows one.
            self.entities.append({"type": "text_mention", **where, "user": {"id": user_id}})
        elif checked := checked_link(url):
            self.entities.append({"type": "text_link", **where, "url": checked})

    def _close_code(self, tag: str, where: JSON, language: str) -> None:
        """`<pre><code class="language-x">` is one entity, in either order; elsewhere the class is dropped."""
        inner = self.entities[-1] if self.entities else {}
        other = "pre" if tag == "code" else "code"
        if inner.get("type") == other and {"offset": inner["offset"], "length": inner["length"]} == where:
            language = language or inner.get("language", "")
            if language:
                self.entities[-1] = {"type": "pre", **where, "language": language}
                return
        self.entities.append({"type": tag, **where, **({"language": language} if language else {})})


def _argument(tag: str, name: str, value: str) -> str:
    """The part of an attribute that matters for its tag; other attributes are passed over."""
    if (tag, name) in {
        ("a", "href"),
        ("tg-emoji", "emoji-id"),
        ("tg-time", "unix"),
        ("blockquote", "expandable"),
    }:
        return value
    if (tag, name) == ("code", "class") and value.startswith("language-"):
        return value.removeprefix("language-")
    if (tag, name) == ("span", "class") and value.startswith("tg-"):
        return value.removeprefix("tg-")
    return ""


def _error(text: str) -> Refused:
    return bad(f"can't parse entities: {text}")
