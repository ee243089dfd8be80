"""The doors of the sandbox: HTTP as Telegram has it, and a session for aiogram without sockets."""
