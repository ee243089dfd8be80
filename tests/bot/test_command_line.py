"""The command line: what it explains, and how it ends when something is wrong."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import TYPE_CHECKING

import pytest

from bot.settings import Settings
from main import main
from sandbox.fixtures import TOKEN
from sandbox.server import SandboxServer

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def with_database(monkeypatch: pytest.MonkeyPatch, sqlite_url: str) -> str:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    return sqlite_url.partition("///")[2]


def complaint(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line on standard error."""
    said = capsys.readouterr()
    assert said.out == ""
    (line,) = said.err.splitlines()
    return line


def test_help_explains_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    for command in ("run", "demo", "migrate", "backup"):
        assert f"\n    {command} " in said


@pytest.mark.parametrize("arguments", [[], ["dance"], ["backup"]])
def test_what_is_no_command_ends_with_the_usage(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_a_missing_token_ends_with_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run"]) == 1
    assert complaint(capsys) == "error: BOT_TOKEN: Field required"


@pytest.mark.parametrize("arguments", [["migrate"], ["backup", "copy.db"]])
def test_the_care_of_the_database_needs_no_token(
    with_database: str, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    assert with_database
    monkeypatch.delenv("BOT_TOKEN")
    assert main(arguments) == 0


def test_a_backup_is_a_whole_copy(with_database: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert main(["backup", str(copy)]) == 0
    query = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    for path in (with_database, str(copy)):
        connection = sqlite3.connect(path)
        assert ("people",) in connection.execute(query).fetchall()
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.close()


@pytest.mark.usefixtures("with_database")
def test_a_backup_overwrites_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_text("precious", encoding="utf-8")
    assert main(["backup", str(copy)]) == 1
    assert complaint(capsys) == f"error: {copy} exists already"
    assert copy.read_text(encoding="utf-8") == "precious"


@pytest.mark.usefixtures("with_database")
def test_a_backup_of_nothing_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite+aiosqlite:///nowhere.db")
    assert main(["backup", str(tmp_path / "copy.db")]) == 1
    assert complaint(capsys).startswith("error: ")
    assert not (tmp_path / "copy.db").exists()


@pytest.mark.usefixtures("with_database")
def test_a_backup_of_postgresql_is_not_ours(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql+asyncpg://bot:p4ss@db/family")
    assert main(["backup", "copy.db"]) == 1
    assert complaint(capsys) == "error: DATABASE_URL: backup copies SQLite files; use pg_dump for PostgreSQL"


def test_migrate_makes_the_database_and_does_nothing_the_second_time(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("DATABASE_URL", "sqlite+aiosqlite:///new/family.db")
    assert main(["migrate"]) == 0
    assert (tmp_path / "new" / "family.db").is_file()
    assert main(["migrate"]) == 0


@pytest.mark.usefixtures("kept_logging")
def test_no_answer_from_telegram_ends_with_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, with_database: str
) -> None:
    assert with_database
    monkeypatch.setenv("BOT_API_URL", "http://127.0.0.1:9")
    assert main(["run"]) == 1
    assert complaint(capsys).startswith("error: BOT_API_URL: cannot reach it (")


@pytest.mark.usefixtures("kept_logging", "with_database")
async def test_a_token_that_telegram_does_not_know_ends_with_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with SandboxServer() as server:
        monkeypatch.setenv("BOT_API_URL", server.api_url)
        monkeypatch.setenv("BOT_TOKEN", "123456:ABC-DEF")
        assert await asyncio.to_thread(main, ["run"]) == 1
    assert complaint(capsys) == "error: BOT_TOKEN: Telegram does not know this token"
