"""A link as a picture that a phone's camera reads."""

from __future__ import annotations

from io import BytesIO

import segno

_DOT = 10
"""Pixels: large enough to be read off a screen across a table, some 450 pixels in all."""


def qr_picture(link: str) -> bytes:
    """Return a PNG of the link's QR code, with the white border that readers need."""
    picture = BytesIO()
    segno.make_qr(link, error="m").save(picture, kind="png", scale=_DOT)
    return picture.getvalue()
