"""The doors over HTTP: the Bot API under /bot<token>/<method>, the page under /ui/."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote

from aiohttp import web
from pydantic_core import from_json, to_json

from sandbox.chats import Impossible
from sandbox.files import LARGEST_DOCUMENT, UNKNOWN_TYPE, Upload, image_of

if TYPE_CHECKING:
    from aiohttp.typedefs import Handler, Middleware

    from sandbox.engine import Engine
    from sandbox.events import Event
    from sandbox.page import Page
    from sandbox.world import JSON

LARGEST_BODY = LARGEST_DOCUMENT + 1024 * 1024  # bytes
HEARTBEAT_SECONDS = 15.0
KEY_HEADER = "X-Sandbox-Key"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
ANY_ADDRESS = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 - compared with, not bound to
UI = Path(__file__).resolve().parent.parent / "ui"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}
_GUARDED = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def application(engine: Engine, page: Page, *, key: str, host: str) -> web.Application:
    """The aiohttp application.

    Args:
        engine: Answers the bot.
        page: Answers the browser.
        key: What the browser must know.
        host: Where it listens; requests that name other hosts are refused, unless it listens everywhere.
    """
    app = web.Application(client_max_size=LARGEST_BODY, middlewares=[_host_guard(host)])
    _BotDoor(engine).open(app)
    _PageDoor(engine, page, key).open(app)
    app.router.add_route("*", "/{anything:.*}", _nothing_here)
    return app


def _host_guard(host: str) -> Middleware:
    """Against DNS rebinding: a web page elsewhere cannot name this host."""
    allowed = LOOPBACK | {host.lower()}

    @web.middleware
    async def check_host(request: web.Request, handler: Handler) -> web.StreamResponse:
        named = request.headers.get("Host", "").lower()
        name = named[: named.find("]") + 1] if named.startswith("[") else named.partition(":")[0]
        if name not in allowed and host not in ANY_ADDRESS:
            return web.Response(status=403, text="unknown host")
        return await handler(request)

    return check_host


async def _nothing_here(_: web.Request) -> web.Response:
    return _error(404, "Not Found")


def _error(status: int, description: str) -> web.Response:
    body = {"ok": False, "error_code": status, "description": description}
    return web.Response(status=status, body=to_json(body), content_type="application/json")


class _BotDoor:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def open(self, app: web.Application) -> None:
        app.router.add_route("*", "/bot{token}/{method}", self.call)
        app.router.add_get("/file/bot{token}/{path:.+}", self.download)

    async def call(self, request: web.Request) -> web.Response:
        try:
            params, files = await _params(request)
        except UnicodeDecodeError:
            return _error(400, "Bad Request: strings must be encoded in UTF-8")
        except ValueError:
            return _error(400, "Bad Request: can't parse request body as JSON")
        except web.HTTPRequestEntityTooLarge:
            return _error(413, "Request Entity Too Large")
        path = request.match_info
        answer = await self._engine.call(path["token"], path["method"], params, files)
        if answer.dropped and request.transport is not None:
            request.transport.abort()
        headers = {"Retry-After": str(answer.retry_after)} if answer.retry_after else None
        return web.Response(
            status=answer.status,
            body=answer.body,
            headers=headers,
            content_type=answer.content_type,
        )

    async def download(self, request: web.Request) -> web.Response:
        """A file that getFile gave a path to."""
        path = request.match_info
        if path["token"] != self._engine.world.bot.token:
            return _error(401, "Unauthorized")
        file = self._engine.files.at(path["path"])
        return _error(404, "Not Found") if file is None else web.Response(body=file.content)


async def _params(request: web.Request) -> tuple[JSON, dict[str, Upload]]:
    """Query string and body together, and what was uploaded."""
    params: JSON = {}
    files: dict[str, Upload] = {}
    if request.query_string:
        params.update(parse_qsl(request.query_string, keep_blank_values=True, errors="strict"))
    kind = request.content_type
    if not request.body_exists:
        return params, files
    if kind == "application/json":
        decoded = from_json(await request.read() or b"{}")
        if not isinstance(decoded, dict):
            raise ValueError("expected an object")
        params.update((name, value) for name, value in decoded.items() if value is not None)
    elif kind == "multipart/form-data":
        for name, field in (await request.post()).items():
            if isinstance(field, web.FileField):
                files[name] = Upload(field.filename, field.file.read())
            else:
                params[name] = field if isinstance(field, str) else bytes(field).decode()
    else:
        body = (await request.read()).decode()
        params.update(parse_qsl(body, keep_blank_values=True, errors="strict"))
    return params, files


class _PageDoor:
    def __init__(self, engine: Engine, page: Page, key: str) -> None:
        self._engine = engine
        self._page = page
        self._key = key.encode()

    def open(self, app: web.Application) -> None:
        app.router.add_get("/ui", self.index)
        app.router.add_get("/ui/", self.index)
        app.router.add_get("/ui/state", self.state)
        app.router.add_get("/ui/events", self.events)
        app.router.add_post("/ui/act", self.act)
        app.router.add_get("/ui/file/{id}", self.file)
        app.router.add_get("/ui/{name}", self.asset)

    async def index(self, request: web.Request) -> web.Response:
        self._check_key(request)
        if request.path == "/ui":
            raise web.HTTPFound(f"/ui/?{request.query_string}")
        return self._file("index.html")

    async def asset(self, request: web.Request) -> web.Response:
        """Scripts and styles: they tell nothing of this world, and a browser fetches them without the key."""
        return self._file(request.match_info["name"])

    async def state(self, request: web.Request) -> web.Response:
        self._check_key(request)
        return _json(self._page.state())

    async def file(self, request: web.Request) -> web.Response:
        """A photo to look at or a document to download; nothing that a browser would run."""
        self._check_key(request)
        file = self._engine.files.find(request.match_info["id"])
        if file is None:
            raise web.HTTPNotFound(text="the sandbox has forgotten this file")
        image = image_of(file.content) if file.kind == "photo" else None
        headers = {"Content-Type": image.mime_type if image else UNKNOWN_TYPE}
        if image is None:
            headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
        return web.Response(body=file.content, headers=_GUARDED | headers)

    async def act(self, request: web.Request) -> web.Response:
        self._check_key(request)
        try:
            deed = from_json(await request.read())
        except ValueError:
            return _json({"ok": False, "error": "the body is no JSON"}, 400)
        if not isinstance(deed, dict):
            return _json({"ok": False, "error": "the body is no object"}, 400)
        try:
            return _json({"ok": True, **self._page.act(deed)})
        except Impossible as error:
            return _json({"ok": False, "error": str(error)}, 400)

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events after the one that the browser knows; `reset` when it knows too little."""
        self._check_key(request)
        log = self._engine.events
        asked = request.headers.get("Last-Event-ID") or request.query.get("after", "")
        number = int(asked) if asked.isdecimal() else log.last
        stream = web.StreamResponse(headers=_GUARDED | {"Content-Type": "text/event-stream"})
        await stream.prepare(request)
        await stream.write(b": here\n\n")
        while not log.closed:
            batch = log.after(number)
            if batch is None:
                await stream.write(f"id: {log.last}\nevent: reset\ndata: {{}}\n\n".encode())
            elif batch:
                await stream.write(b"".join(map(_wire, batch)))
            else:
                await log.news(HEARTBEAT_SECONDS)
                if log.last == number and not log.closed:
                    await stream.write(b": still here\n\n")
                continue
            number = batch[-1].number if batch else log.last
        return stream

    def _check_key(self, request: web.Request) -> None:
        given = request.headers.get(KEY_HEADER) or request.query.get("key", "")
        if not secrets.compare_digest(given.encode(), self._key):
            raise web.HTTPForbidden(text="wrong or missing key")

    def _file(self, name: str) -> web.Response:
        path = UI / name
        if path.parent != UI or path.suffix not in _TYPES or not path.is_file():
            raise web.HTTPNotFound
        return web.Response(
            body=path.read_bytes(),
            headers=_GUARDED | {"Content-Type": _TYPES[path.suffix]},
        )


def _json(value: object, status: int = 200) -> web.Response:
    headers = _GUARDED | {"Content-Type": "application/json; charset=utf-8"}
    return web.Response(status=status, body=to_json(value), headers=headers)


def _wire(event: Event) -> bytes:
    return b"id: %d\nevent: %s\ndata: %s\n\n" % (event.number, event.name.encode(), to_json(event.data))
