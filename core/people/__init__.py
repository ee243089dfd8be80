"""Persons who talked to the bot, and the questions it asks them."""
