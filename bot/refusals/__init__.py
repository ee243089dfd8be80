"""What each refusal says, and what to do next, by area."""
