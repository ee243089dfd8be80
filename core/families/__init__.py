"""Families, their members and their one organizer."""
