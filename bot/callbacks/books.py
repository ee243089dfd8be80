"""Buttons about the family's books as a whole."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.numbers import Count, Id, MaybeId


class BooksFilePress(CallbackData, prefix="books"):
    """Send me the books as files."""


class DraftPress(CallbackData, prefix="carry"):
    """Show the import that I prepare."""

    import_id: Id


class PayerPress(CallbackData, prefix="carrypaid"):
    """This person of the file, by position, paid the row at this line."""

    import_id: Id
    line: Count
    position: Count


class PayersAgainPress(CallbackData, prefix="carryanew"):
    """Ask me anew who paid."""

    import_id: Id


class WhoPress(CallbackData, prefix="carrywho"):
    """Let me say which member this person of the file is, by position."""

    import_id: Id
    position: Count


class WhoIsPress(CallbackData, prefix="carryis"):
    """This person of the file is this member, or with 0 nobody of the family."""

    import_id: Id
    position: Count
    person: MaybeId


class DropDraftPress(CallbackData, prefix="carrynot"):
    """Forget the import that I prepare."""

    import_id: Id


class ProposePress(CallbackData, prefix="carryask"):
    """Ask the family about exactly what was shown."""

    import_id: Id
    seal: str


class ImportPress(CallbackData, prefix="carried"):
    """Show this import."""

    import_id: Id


class ImportAnswerPress(CallbackData, prefix="carryyes"):
    """I agree to this import, or object."""

    import_id: Id
    is_yes: bool


class ImportWithdrawPress(CallbackData, prefix="carryback"):
    """Take this import back."""

    import_id: Id
