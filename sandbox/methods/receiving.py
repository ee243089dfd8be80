"""How the bot gets its updates: long polling or a webhook."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sandbox.spec import method
from sandbox.updates import ALL_KINDS, OTHER_POLLER, WEBHOOK_SET
from sandbox.validate import Refused, bad, too_many
from sandbox.world import Webhook

if TYPE_CHECKING:
    from sandbox.engine import Engine
    from sandbox.validate import Call
    from sandbox.world import JSON

LONGEST_POLL = 50  # seconds
LONGEST_SECRET = 256
MOST_CONNECTIONS = 100
USUAL_CONNECTIONS = 40
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
_PORTS = frozenset({80, 88, 443, 8443})
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_SECRET = re.compile(r"[A-Za-z0-9_-]*")


@method("getUpdates", honours="offset limit timeout allowed_updates")
async def get_updates(engine: Engine, call: Call) -> list[JSON]:
    """The oldest unconfirmed updates; hangs up to `timeout` seconds when there are none."""
    if engine.world.webhook:
        raise Refused(409, WEBHOOK_ACTIVE)
    engine.updates.interrupt(Refused(409, OTHER_POLLER))
    limit = call.clamped("limit", 1, 100, default=100)
    timeout = call.clamped("timeout", 0, LONGEST_POLL, default=0)
    _allow(engine, call)
    engine.updates.confirm_below(call.integer("offset"))
    batch = engine.updates.batch(limit)
    if not batch and timeout:
        await engine.updates.wait(timeout)
        batch = engine.updates.batch(limit)
    return batch


@method("setWebhook", honours="url max_connections allowed_updates drop_pending_updates secret_token")
def set_webhook(engine: Engine, call: Call) -> bool:
    """Have updates posted to an address. Addresses on this machine may be plain HTTP and use any port."""
    url = call.text("url")
    if not url:
        return delete_webhook(engine, call)
    secret = call.text("secret_token")
    if len(secret) > LONGEST_SECRET:
        raise bad("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad("secret token contains unallowed characters")
    _check_address(url)
    connections = call.clamped("max_connections", 1, MOST_CONNECTIONS, default=USUAL_CONNECTIONS)
    now = engine.now()
    if engine.world.webhook and engine.world.webhook.url != url and now - engine.world.webhook.set_at < 1:
        raise too_many(1)
    engine.updates.interrupt(Refused(409, WEBHOOK_SET))
    _allow(engine, call)
    if call.boolean("drop_pending_updates"):
        engine.updates.clear()
    engine.world.webhook = Webhook(url, secret, connections, now)
    engine.webhook.resume()
    return True


@method("deleteWebhook", honours="drop_pending_updates")
def delete_webhook(engine: Engine, call: Call) -> bool:
    """Go back to getUpdates."""
    engine.world.webhook = None
    engine.webhook.stop()
    if call.boolean("drop_pending_updates"):
        engine.updates.clear()
    return True


@method("getWebhookInfo")
def get_webhook_info(engine: Engine, _: Call) -> JSON:
    """Where updates go, how many wait, and how the last delivery failed."""
    webhook = engine.world.webhook
    info: JSON = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(engine.world.updates),
    }
    if engine.world.allowed_updates:
        info["allowed_updates"] = engine.world.allowed_updates
    if webhook:
        info["max_connections"] = webhook.max_connections
        if webhook.last_error_date:
            info["last_error_date"] = webhook.last_error_date
            info["last_error_message"] = webhook.last_error_message
    return info


def _allow(engine: Engine, call: Call) -> None:
    """Absent or unreadable keeps the old setting; an empty list, or no known name, means the default."""
    try:
        names = call.json("allowed_updates", "can't parse allowed updates")
    except Refused:
        call.lint.append("allowed_updates is unreadable and keeps its old value")
        return
    if not isinstance(names, list):
        return
    known = [name for name in names if isinstance(name, str) and name.lower() in ALL_KINDS]
    if len(known) < len(names):
        call.lint.append("allowed_updates has names of no kind of update")
    engine.updates.allow(known)


def _check_address(url: str) -> None:
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise bad("invalid webhook URL specified") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise bad("invalid webhook URL specified")
    if parts.hostname in _LOOPBACK:
        return
    if parts.scheme != "https":
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if port not in _PORTS:
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
