"""The Bot API's methods, one function each; a function with `@method(...)` in a module listed here exists."""

from __future__ import annotations

from importlib import import_module

_MODULES = (
    "commands",
    "editing",
    "ephemeral",
    "files",
    "forwarding",
    "inline",
    "menu_button",
    "payments",
    "pinning",
    "profile",
    "receiving",
    "sending",
)


def load() -> None:
    """Import the modules, which fill the table in `sandbox.spec`."""
    for name in _MODULES:
        import_module(f"{__name__}.{name}")
