"""Files: what is uploaded, what Telegram takes for a photo, and how long the sandbox keeps it."""

from __future__ import annotations

import mimetypes
from dataclasses import replace
from pathlib import PurePosixPath
from struct import unpack_from
from typing import TYPE_CHECKING, NamedTuple

from sandbox.validate import ATTACHED, Refused, bad
from sandbox.world import StoredFile

if TYPE_CHECKING:
    from sandbox.engine import Engine
    from sandbox.validate import Call
    from sandbox.world import JSON

LARGEST_DOCUMENT = 50 * 1024 * 1024  # bytes
LARGEST_PHOTO = 10 * 1024 * 1024  # bytes
LARGEST_DOWNLOAD = 20 * 1024 * 1024  # bytes
KEPT_IN_ALL = 64 * 1024 * 1024  # bytes; the sandbox forgets the oldest
LARGEST_SIDES, THINNEST = 10_000, 20  # width and height together; the longer side to the shorter
UNKNOWN_TYPE = "application/octet-stream"
SMALLER_SIDES = (90, 320, 800, 1280)  # the longer side of the sizes that Telegram makes of a photo
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_MARK = 0xFF
_JPEG_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_SIZE = "-"  # between the file_id of a photo and the side of a smaller size of it
_NOUNS = {"photo": "Photo", "document": "Document"}


class Upload(NamedTuple):
    """A file as it came over the wire."""

    name: str
    content: bytes

    def __str__(self) -> str:
        """What the journal shows."""
        return f"{self.name}, {len(self.content)} bytes"


class Image(NamedTuple):
    """A picture that browsers and Telegram can show."""

    mime_type: str
    width: int
    height: int


class Files:
    """The files of this world, by their file_id."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def given(self, call: Call, kind: str) -> StoredFile:
        """The file that a call sends: uploaded with it, not kept yet, or known by its file_id.

        Args:
            call: The call.
            kind: `photo` or `document`, which is the parameter's name, too.

        Raises:
            Refused: 400 or 413 in Telegram's words.
        """
        upload = call.upload(kind)
        if upload is not None:
            return self.made(kind, upload)
        file_id = call.text(kind)
        if not file_id or file_id.startswith(ATTACHED):
            raise bad(f"there is no {kind} in the request")
        if "://" in file_id:
            raise bad("failed to get HTTP URL content")  # the sandbox fetches nothing from elsewhere
        file = self._engine.world.files.get(file_id.partition(_SIZE)[0])
        if file is None:
            raise bad("wrong file identifier/HTTP URL specified")
        if file.kind != kind:
            raise bad(f"can't use file of type {_NOUNS[file.kind]} as {_NOUNS[kind]}")
        return file

    def keep(self, file: StoredFile) -> None:
        """Keep a file that was sent, and forget the oldest when all of them take too much room."""
        files = self._engine.world.files
        files[file.id] = file
        while sum(len(kept.content) for kept in files.values()) > KEPT_IN_ALL:
            del files[next(iter(files))]

    def find(self, file_id: str) -> StoredFile | None:
        """The file with an id, None when it was forgotten; a smaller size of a photo is a file, too."""
        whole, _, _ = file_id.partition(_SIZE)
        file = self._engine.world.files.get(whole)
        return next((size for size in _sizes(file) if size.id == file_id), None) if file else None

    def at(self, path: str) -> StoredFile | None:
        """The file that getFile gave this path."""
        return next((file for file in self._engine.world.files.values() if file.path == path), None)

    def made(self, kind: str, upload: Upload) -> StoredFile:
        """What becomes of an upload, not kept yet.

        Raises:
            Refused: 400 or 413 in Telegram's words.
        """
        size = len(upload.content)
        if not size:
            raise bad("file must be non-empty")
        if size > LARGEST_DOCUMENT:
            raise Refused(413, "Request Entity Too Large")
        image = _photo(upload.content) if kind == "photo" else None
        name = _clean(upload.name)
        mime_type = image.mime_type if image else mimetypes.guess_type(name)[0] or UNKNOWN_TYPE
        number = self._engine.new_id()
        return StoredFile(
            id=f"{'AgAC' if image else 'BQAC'}{number:016x}",
            unique_id=f"AQAD{number:016x}",
            kind=kind,
            path=f"{kind}s/file_{number}{'.jpg' if image else PurePosixPath(name).suffix}",
            name=name,
            mime_type=mime_type,
            width=image.width if image else 0,
            height=image.height if image else 0,
            content=upload.content,
        )


def as_seen(file: StoredFile) -> JSON:
    """What a message carries of a file: `document`, or `photo` in several sizes, the whole one last."""
    if file.kind == "photo":
        return {
            "photo": [{**_named(size), "width": size.width, "height": size.height} for size in _sizes(file)]
        }
    return {"document": {**_named(file), "file_name": file.name, "mime_type": file.mime_type}}


def _named(file: StoredFile) -> JSON:
    return {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": len(file.content)}


def _sizes(file: StoredFile) -> list[StoredFile]:
    """A file in all its sizes; the smaller ones of a photo are so in name only, their bytes are the same."""
    longer = max(file.width, file.height)
    smaller = [
        replace(
            file,
            id=f"{file.id}{_SIZE}{side}",
            unique_id=f"{file.unique_id}{_SIZE}{side}",
            width=max(1, file.width * side // longer),
            height=max(1, file.height * side // longer),
        )
        for side in SMALLER_SIDES
        if side < longer
    ]
    return [*smaller, file]


def image_of(content: bytes) -> Image | None:
    """What a PNG or JPEG shows of itself in its first bytes; None for everything else."""
    if content.startswith(_PNG) and len(content) >= len(_PNG) + 16:
        return Image("image/png", *unpack_from(">II", content, 16))
    if not content.startswith(_JPEG):
        return None
    place = 2
    while place + 9 <= len(content) and content[place] == _MARK:
        marker, length = unpack_from(">BH", content, place + 1)
        if marker in _JPEG_FRAMES:
            height, width = unpack_from(">HH", content, place + 5)
            return Image("image/jpeg", width, height)
        place += 2 + length
    return None


def _photo(content: bytes) -> Image:
    if len(content) > LARGEST_PHOTO:
        size = f"file of size {len(content)} bytes is too big for a photo"
        raise bad(f"{size}; the maximum size is {LARGEST_PHOTO} bytes")
    image = image_of(content)
    if image is None:
        raise bad("IMAGE_PROCESS_FAILED")
    shorter, longer = sorted((image.width, image.height))
    if not shorter or shorter + longer > LARGEST_SIDES or longer > THINNEST * shorter:
        raise bad("PHOTO_INVALID_DIMENSIONS")
    return image


def _clean(name: str) -> str:
    """The last part of a path, without what no file name may have."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable()).strip() or "file"
