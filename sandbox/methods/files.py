"""How a bot gets at files that Telegram has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.files import LARGEST_DOWNLOAD
from sandbox.spec import method
from sandbox.validate import bad

if TYPE_CHECKING:
    from sandbox.engine import Engine
    from sandbox.validate import Call
    from sandbox.world import JSON


@method("getFile", honours="file_id")
def get_file(engine: Engine, call: Call) -> JSON:
    """Where to download a file; the path stays good as long as the sandbox has the file."""
    file_id = call.text("file_id")
    if not file_id:
        raise bad("file_id not specified")
    file = engine.files.find(file_id)
    if file is None:
        raise bad("wrong file_id or the file is temporarily unavailable")
    size = len(file.content)
    if size > LARGEST_DOWNLOAD:
        raise bad("file is too big")
    return {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": size,
        "file_path": file.path,
    }
