"""The open list of a family, and the agreement on it."""
