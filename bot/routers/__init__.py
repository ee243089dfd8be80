"""Handlers: unpack what was pressed or typed, one use case, one screen."""
