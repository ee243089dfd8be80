from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.engine import make_url

from core.carts.looking import show_cart
from storage.database import open_database
from storage.sqlite import back_up
from tests.household import Household

if TYPE_CHECKING:
    from pathlib import Path


def path_of(url: str) -> str:
    return make_url(url).database or ""


async def test_a_copy_made_while_somebody_writes_is_whole(sqlite_url: str, tmp_path: Path) -> None:
    database = await open_database(sqlite_url)
    home = Household(database)
    await home.family("Мама")
    copies = [tmp_path / f"copy-{number}.db" for number in range(4)]

    async def write() -> None:
        for number in range(40):
            await home.add("Мама", f"хлеб №{number}; молоко №{number}")

    writing = asyncio.create_task(write())
    counts = []
    for copy in copies:
        await home.add("Мама", "ещё хлеб; ещё молоко")
        await asyncio.to_thread(back_up, path_of(sqlite_url), str(copy))
        with closing(sqlite3.connect(copy)) as kept:
            assert kept.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert kept.execute("PRAGMA foreign_key_check").fetchall() == []
            (count,) = kept.execute("SELECT count(*) FROM items").fetchone()
        assert count % 2 == 0  # a message's two lines are there together or not at all
        counts.append(count)
    await writing
    await database.close()
    assert counts == sorted(counts)
    assert counts[0] >= 2


async def test_a_copy_opens_as_a_database(sqlite_url: str, tmp_path: Path) -> None:
    database = await open_database(sqlite_url)
    home = Household(database)
    await home.family("Мама")
    await home.add("Мама", "молоко 89,90")
    copy = tmp_path / "copy.db"
    back_up(path_of(sqlite_url), str(copy))
    await home.add("Мама", "хлеб 40,00")
    await database.close()
    opened = await open_database(f"sqlite+aiosqlite:///{copy}")
    view = await Household(opened).read(show_cart, actor=home["Мама"])
    assert [line.item.title for line in view.lines] == ["молоко"]
    await opened.close()


def test_refuses_to_overwrite(sqlite_url: str, tmp_path: Path) -> None:
    target = tmp_path / "holiday.jpg"
    target.write_bytes(b"sea")
    with pytest.raises(FileExistsError, match=r"holiday\.jpg"):
        back_up(path_of(sqlite_url), str(target))
    assert target.read_bytes() == b"sea"


def test_refuses_to_copy_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"nothing\.db"):
        back_up(str(tmp_path / "nothing.db"), str(tmp_path / "copy.db"))
    assert not (tmp_path / "nothing.db").exists()
    assert not (tmp_path / "copy.db").exists()
