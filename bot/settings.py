"""What an operator can set, by environment variable or in a file `.env`; see `.env.example`."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self, TypeVar, get_args
from zoneinfo import ZoneInfo

from phonenumbers import SUPPORTED_REGIONS
from pydantic import AfterValidator, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from core.orders.charge import STARS

TELEGRAM = "https://api.telegram.org"
DEFAULT_LISTEN = "127.0.0.1:8080"
Currency = Literal["RUB", "USD", "EUR", "XTR"]

_PROVIDER_TOKEN = re.compile(r"[0-9]+:[A-Z]+:[!-~]+")


class SettingsError(Exception):
    """A setting is missing or malformed; the message is one line that names it."""


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError("no such time zone, use a name such as Europe/Moscow") from error
    return name


def _address(text: str) -> str:
    host, colon, port = text.rpartition(":")
    if not colon or not host or not port.isdecimal() or int(port) > 65_535:  # noqa: PLR2004  # highest TCP port
        raise ValueError("not host:port, use for example 127.0.0.1:8080")
    return text


def _http_url(text: str) -> str:
    if not text.startswith(("http://", "https://")):
        raise ValueError("not an http:// or https:// address")
    return text.rstrip("/")


S = TypeVar("S", bound="DatabaseSettings")

HttpUrl = Annotated[str, AfterValidator(_http_url)]


class DatabaseSettings(BaseSettings):
    """Where the database is: all that its care needs."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    database_url: str = "sqlite+aiosqlite:///var/family.db"

    @field_validator("database_url")
    @classmethod
    def _database_is_known(cls, url: str) -> str:
        if not url.startswith(("sqlite+aiosqlite:///", "postgresql+asyncpg://")):
            raise ValueError("use sqlite+aiosqlite:///FILE or postgresql+asyncpg://…")
        return url


class Settings(DatabaseSettings):
    """The operator's settings; each field is the variable of the same name in capitals."""

    bot_token: SecretStr
    bot_api_url: HttpUrl = TELEGRAM
    webhook_url: HttpUrl | None = None
    webhook_secret: SecretStr | None = None
    listen: Annotated[str, AfterValidator(_address)] | None = None
    payment_provider_token: SecretStr | None = None
    currency: Currency = "RUB"
    organizer_countries: Annotated[tuple[str, ...], NoDecode] = ("RU",)
    time_zone: Annotated[str, AfterValidator(_zone)] = "Europe/Moscow"
    language: Literal["ru", "en"] = "ru"
    quiet_nights: bool = True
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"

    @field_validator("webhook_url", "webhook_secret", "listen", "payment_provider_token", mode="before")
    @classmethod
    def _empty_means_unset(cls, text: object) -> object:
        return text or None

    @field_validator("language", mode="before")
    @classmethod
    def _first_spoken(cls, text: object) -> object:
        # Desktops set the same variable for gettext, to a list of locales such as en_US:en.
        if not isinstance(text, str) or not set(text) & {":", "_"}:
            return text
        languages = [locale.partition("_")[0] for locale in text.split(":")]
        return next((language for language in languages if language in ("ru", "en")), "ru")

    @field_validator("bot_token")
    @classmethod
    def _token_looks_right(cls, token: SecretStr) -> SecretStr:
        number, colon, key = token.get_secret_value().partition(":")
        if not number.isdecimal() or not colon or not key or not token.get_secret_value().isascii():
            raise ValueError("not a bot token, BotFather gives one such as 123456:ABC-DEF")
        return token

    @field_validator("payment_provider_token")
    @classmethod
    def _provider_token_looks_right(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not _PROVIDER_TOKEN.fullmatch(token.get_secret_value()):
            raise ValueError("not a provider token, BotFather gives one such as 123456:TEST:abc")
        return token

    @field_validator("webhook_secret")
    @classmethod
    def _secret_is_allowed(cls, secret: SecretStr | None) -> SecretStr | None:
        text = secret.get_secret_value() if secret else ""
        if len(text) > 256 or not all(c.isascii() and (c.isalnum() or c in "_-") for c in text):  # noqa: PLR2004  # Bot API
            raise ValueError("at most 256 of A-Z, a-z, 0-9, _ and -")
        return secret

    @field_validator("organizer_countries", mode="before")
    @classmethod
    def _split_countries(cls, text: object) -> object:
        if not isinstance(text, str):
            return text
        codes = tuple(code.strip().upper() for code in text.split(",") if code.strip())
        unknown = [code for code in codes if code not in SUPPORTED_REGIONS]
        if unknown:
            raise ValueError(f"no such country code: {unknown[0]}; use for example RU,KZ")
        return codes

    def provider_for(self, currency: str) -> str | None:
        """Return the token that invoices in this currency carry, None when there are no such invoices.

        Stars need no provider: their token is empty.
        """
        if currency == STARS:
            return ""
        return self.payment_provider_token.get_secret_value() if self.payment_provider_token else None

    @property
    def takes_payments(self) -> bool:
        """Whether new families pay by invoices."""
        return self.provider_for(self.currency) is not None

    @property
    def invoiced(self) -> frozenset[str]:
        """The currencies in which invoices are sent: none when new families pay by none."""
        sent = (currency for currency in get_args(Currency) if self.provider_for(currency) is not None)
        return frozenset(sent) if self.takes_payments else frozenset()

    @model_validator(mode="after")
    def _webhook_has_a_secret(self) -> Self:
        if self.webhook_url is not None and not self.webhook_secret:
            raise ValueError("WEBHOOK_SECRET is needed with WEBHOOK_URL")
        return self


def read_settings() -> Settings:
    """Read what the bot needs.

    Raises:
        SettingsError: a value is missing or malformed.
    """
    return _read(Settings)


def read_database_settings() -> DatabaseSettings:
    """Read what the care of the database needs.

    Raises:
        SettingsError: the address is malformed.
    """
    return _read(DatabaseSettings)


def _read(kind: type[S]) -> S:
    try:
        return kind()
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = ".".join(str(part) for part in first["loc"]).upper()
        message = str(first["msg"]).removeprefix("Value error, ")
        raise SettingsError(f"{name}: {message}" if name else message) from None
