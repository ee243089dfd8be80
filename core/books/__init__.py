"""The family's books as a whole: exports, and what is carried over from other ledgers."""
