"""Links as Telegram reads them: web addresses, people, and deep links to the bot."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*)://")
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
_HOST = re.compile(r"[^\s/@:]+\.[^\s/@:.]+")
T_ME = frozenset({"t.me", "telegram.me", "telegram.dog"})


class DeepLink(NamedTuple):
    """`t.me/<username>?start=payload`; the kind is `start`, `startgroup`, or empty for a bare link."""

    username: str
    kind: str
    payload: str


def link_problem(url: str) -> str:
    """Why TDLib would not take an address for a button or a link; empty when it would."""
    scheme = _SCHEME.match(url)
    if scheme and scheme[1].lower() not in {"http", "https", "tg", "ton"}:
        return "Unsupported URL protocol"
    if scheme and scheme[1].lower() in {"tg", "ton"}:
        return ""
    try:
        host = urlsplit(url if scheme else f"http://{url}").hostname or ""
    except ValueError:
        host = ""
    return "" if _HOST.fullmatch(host) else "Wrong HTTP URL"


def checked_link(url: str) -> str:
    """The address as Telegram stores it: with scheme, and a slash after a bare host; empty when invalid."""
    url = url.strip()
    if link_problem(url):
        return ""
    if not _SCHEME.match(url):
        url = f"http://{url}"
    parts = urlsplit(url)
    if parts.scheme in {"http", "https"} and not parts.path:
        return url.replace(parts.netloc, parts.netloc + "/", 1)
    return url


def mentioned_user(url: str) -> int:
    """The id in `tg://user?id=…`, 0 for other addresses."""
    parts = urlsplit(url) if url.lower().startswith("tg:") else None
    if parts is None or (parts.netloc or parts.path) != "user":
        return 0
    value = parse_qs(parts.query).get("id", [""])[0]
    return int(value) if value.isdecimal() else 0


def deep_link(url: str) -> DeepLink | None:
    """What `https://t.me/<bot>?start=…` or `tg://resolve?domain=<bot>&start=…` means; None for others."""
    parts = urlsplit(url if _SCHEME.match(url) else f"https://{url}")
    query = parse_qs(parts.query, keep_blank_values=True)
    if parts.scheme == "tg" and parts.netloc == "resolve":
        username = query.get("domain", [""])[0]
    elif parts.hostname in T_ME:
        username = parts.path.strip("/")
    else:
        return None
    if not username or "/" in username:
        return None
    for kind in ("start", "startgroup"):
        if kind in query:
            return DeepLink(username, kind, query[kind][0])
    return DeepLink(username, "", "")


def payload_is_valid(payload: str) -> bool:
    """Whether a start parameter is one to 64 letters of `A-Za-z0-9_-`."""
    return bool(_PAYLOAD.fullmatch(payload))
