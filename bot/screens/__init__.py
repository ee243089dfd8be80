"""Pure functions from a view and a language to a screen."""
