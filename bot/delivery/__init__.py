"""Tells people what happened, after the commit: alerts from the outbox, and the live cards."""
