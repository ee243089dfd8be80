"""Pictures that have a size, and one that can be seen."""

from __future__ import annotations

import zlib
from struct import pack


def png(width: int = 40, height: int = 30, *, padding: int = 0) -> bytes:
    header = pack(">II", width, height)
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + header + b"\x08\x02\0\0\0" + b"\0" * (8 + padding)


def jpeg(width: int, height: int) -> bytes:
    header = b"\xff\xe0" + pack(">H", 6) + b"JFIF"
    return b"\xff\xd8" + header + b"\xff\xc0" + pack(">HBHH", 11, 8, height, width) + b"\0" * 8


def grey(width: int, height: int) -> bytes:
    """A whole PNG, in one colour."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))

    header = pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x99" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
