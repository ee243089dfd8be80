"""What a family that shops together is: nouns, rules and use cases.

No Telegram, no SQL, no clock of its own.
"""
