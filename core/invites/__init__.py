"""Revocable, expiring rights to join a family."""
