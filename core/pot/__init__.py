"""The family's common pot: what everybody put in, what was paid from it, and what goes back."""
