"""What an operator sets: every malformed value stops the start with one line that names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.settings import Settings, SettingsError, read_settings

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = "654321:my-own-key"


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing set but the token, and no `.env` in the folder."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BOT_TOKEN", TOKEN)


def test_invoices_need_a_provider_or_stars(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (read_settings().provider_for("RUB"), read_settings().takes_payments) == (None, False)
    assert read_settings().invoiced == frozenset()
    monkeypatch.setenv("PAYMENT_PROVIDER_TOKEN", "")
    assert read_settings().provider_for("RUB") is None
    monkeypatch.setenv("CURRENCY", "XTR")
    assert (read_settings().provider_for("XTR"), read_settings().takes_payments) == ("", True)
    assert read_settings().invoiced == {"XTR"}
    monkeypatch.setenv("PAYMENT_PROVIDER_TOKEN", "381764678:TEST:100037")
    settings = read_settings()
    assert settings.provider_for("RUB") == "381764678:TEST:100037"
    assert settings.provider_for("XTR") == ""
    assert settings.invoiced == {"RUB", "USD", "EUR", "XTR"}
    assert "381764678" not in repr(settings)


def test_a_token_is_enough() -> None:
    settings = read_settings()
    assert settings.bot_token.get_secret_value() == TOKEN
    assert settings.bot_api_url == "https://api.telegram.org"
    assert settings.database_url == "sqlite+aiosqlite:///var/family.db"
    assert settings.webhook_url is None
    assert settings.organizer_countries == ("RU",)
    assert (settings.currency, settings.time_zone, settings.language) == ("RUB", "Europe/Moscow", "ru")
    assert (settings.log_level, settings.log_format) == ("INFO", "text")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", ""),
        ("BOT_TOKEN", "token"),
        ("BOT_TOKEN", "abc:def"),
        ("BOT_TOKEN", "123456:"),
        ("BOT_TOKEN", "123456:ключ"),
        ("BOT_API_URL", "api.telegram.org"),
        ("BOT_API_URL", "ftp://api.telegram.org"),
        ("DATABASE_URL", "sqlite:///family.db"),
        ("DATABASE_URL", "mysql://root@localhost/family"),
        ("DATABASE_URL", ""),
        ("WEBHOOK_URL", "example.org/hook"),
        ("WEBHOOK_SECRET", "с секретом"),
        ("WEBHOOK_SECRET", "two words"),
        ("WEBHOOK_SECRET", 257 * "a"),
        ("LISTEN", "8080"),
        ("LISTEN", ":8080"),
        ("LISTEN", "127.0.0.1:http"),
        ("LISTEN", "127.0.0.1:65536"),
        ("PAYMENT_PROVIDER_TOKEN", "token"),
        ("PAYMENT_PROVIDER_TOKEN", "1:TEST:с ключом"),
        ("CURRENCY", "GBP"),
        ("CURRENCY", "rub"),
        ("ORGANIZER_COUNTRIES", "RU,XX"),
        ("ORGANIZER_COUNTRIES", "Russia"),
        ("TIME_ZONE", "Moscow"),
        ("TIME_ZONE", "../etc/passwd"),
        ("LANGUAGE", "de"),
        ("LOG_LEVEL", "LOUD"),
        ("LOG_FORMAT", "xml"),
    ],
)
def test_a_malformed_value_is_named_in_one_line(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        read_settings()
    assert str(caught.value).startswith(f"{name}: ")
    assert "\n" not in str(caught.value)
    assert TOKEN not in str(caught.value)


def test_a_missing_token_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BOT_TOKEN")
    with pytest.raises(SettingsError, match=r"^BOT_TOKEN: Field required$"):
        read_settings()


def test_a_webhook_needs_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBHOOK_URL", "https://example.org/hook")
    with pytest.raises(SettingsError, match=r"^WEBHOOK_SECRET is needed with WEBHOOK_URL$"):
        read_settings()
    monkeypatch.setenv("WEBHOOK_SECRET", "s3cret_-")
    assert read_settings().webhook_url == "https://example.org/hook"


@pytest.mark.parametrize(
    ("text", "countries"),
    [("", ()), ("RU", ("RU",)), (" ru , kz,", ("RU", "KZ")), (",", ())],
)
def test_countries_are_a_list_and_none_means_anyone(
    monkeypatch: pytest.MonkeyPatch, text: str, countries: tuple[str, ...]
) -> None:
    monkeypatch.setenv("ORGANIZER_COUNTRIES", text)
    assert read_settings().organizer_countries == countries


@pytest.mark.parametrize("address", ["0.0.0.0:80", "[::1]:8080", "localhost:65535"])
def test_takes_an_address_to_listen_at(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("LISTEN", address)
    assert read_settings().listen == address


def test_an_empty_value_means_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WEBHOOK_URL", "WEBHOOK_SECRET", "LISTEN"):
        monkeypatch.setenv(name, "")
    settings = read_settings()
    assert (settings.webhook_url, settings.webhook_secret, settings.listen) == (None, None, None)


def test_reads_a_file_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("LANGUAGE=en\nCURRENCY=USD\nUNRELATED=1\n", encoding="utf-8")
    monkeypatch.setenv("CURRENCY", "EUR")
    settings = read_settings()
    assert (settings.language, settings.currency) == ("en", "EUR")


def test_secrets_are_not_shown() -> None:
    assert TOKEN not in repr(read_settings())


def test_a_slash_at_the_end_of_an_address_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_API_URL", "http://127.0.0.1:8081/")
    assert read_settings().bot_api_url == "http://127.0.0.1:8081"


@pytest.mark.parametrize(("variable", "spoken"), [("en_US:en", "en"), ("ru_RU", "ru"), ("de_DE:de", "ru")])
def test_the_desktops_own_list_of_languages_does_not_stop_the_start(
    monkeypatch: pytest.MonkeyPatch, variable: str, spoken: str
) -> None:
    monkeypatch.setenv("BOT_TOKEN", "123456:ABC-DEF")
    monkeypatch.setenv("LANGUAGE", variable)
    assert read_settings().language == spoken
