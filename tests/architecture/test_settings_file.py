"""`.env.example` lists every setting with a line about it, and is itself a good beginning."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.settings import Settings, read_settings

if TYPE_CHECKING:
    import pytest

EXAMPLE = Path(__file__).parents[2] / ".env.example"


def test_every_setting_is_listed_once_below_a_line_about_it() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    comments, values = lines[::2], lines[1::2]
    assert all(comment.startswith("# ") and comment.endswith(".") for comment in comments)
    assert [value.partition("=")[0] for value in values] == [name.upper() for name in Settings.model_fields]


def test_the_file_with_a_token_in_it_says_what_is_so_without_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BOT_TOKEN", "123456:key")
    without = read_settings()
    (tmp_path / ".env").write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    assert read_settings() == without
