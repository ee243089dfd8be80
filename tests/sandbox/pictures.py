"""Pictures that have a size and nothing to see."""

from __future__ import annotations

from struct import pack


def png(width: int = 40, height: int = 30, *, padding: int = 0) -> bytes:
    header = pack(">II", width, height)
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + header + b"\x08\x02\0\0\0" + b"\0" * (8 + padding)


def jpeg(width: int, height: int) -> bytes:
    header = b"\xff\xe0" + pack(">H", 6) + b"JFIF"
    return b"\xff\xd8" + header + b"\xff\xc0" + pack(">HBHH", 11, 8, height, width) + b"\0" * 8
