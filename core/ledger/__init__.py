"""The append-only books of who paid for whom."""
