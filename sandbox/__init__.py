"""A Telegram on this machine: the part of the Bot API a family bot uses, people, and a page to watch."""
