"""What each kind of alert says, and the buttons it carries, by area."""
