"""Words that every area uses."""
