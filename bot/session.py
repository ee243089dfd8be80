"""A lean way to call the Bot API: one JSON body out, a form only for a file, and nothing parsed for nobody.

aiogram's own session builds a form of 40 buttons and validates the answer, which costs more than a vote.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from aiogram.client.default import Default
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError
from aiogram.methods import (
    AnswerCallbackQuery,
    AnswerPreCheckoutQuery,
    DeleteMessage,
    DeleteWebhook,
    EditMessageReplyMarkup,
    EditMessageText,
    PinChatMessage,
    RefundStarPayment,
    SetMyCommands,
    SetWebhook,
    UnpinChatMessage,
)
from aiogram.types import InputFile
from aiohttp import ClientError, ClientTimeout
from pydantic import TypeAdapter
from pydantic_core import from_json, to_json

if TYPE_CHECKING:
    from aiogram import Bot
    from aiogram.methods import TelegramMethod
    from aiogram.methods.base import TelegramType
    from aiohttp import FormData

_UNREAD = (
    AnswerCallbackQuery,
    AnswerPreCheckoutQuery,
    DeleteMessage,
    DeleteWebhook,
    EditMessageReplyMarkup,
    EditMessageText,
    PinChatMessage,
    RefundStarPayment,
    SetMyCommands,
    SetWebhook,
    UnpinChatMessage,
)
"""Methods whose result nobody reads: True stands for it."""

_OK = b'{"ok":true'
_JSON = {"Content-Type": "application/json"}


class LeanSession(AiohttpSession):
    """Calls the Bot API with JSON bodies, and with a form where a file is uploaded."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  # as AiohttpSession takes them
        """Take the options of aiogram's session."""
        super().__init__(**options)
        # Held here, since pydantic keeps built models weakly and building one takes milliseconds.
        self._adapters: dict[Any, TypeAdapter[Any]] = {}

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109  # aiogram's signature
    ) -> TelegramType:
        """Call the method; raise what aiogram's session raises."""
        status, content = await self._post(bot, method, timeout)
        is_ok = status == 200 and content.startswith(_OK)  # noqa: PLR2004  # HTTP
        if is_ok and isinstance(method, _UNREAD):
            return cast("TelegramType", True)  # noqa: FBT003  # the Bot API's own result
        if not is_ok:
            self.check_response(bot, method, status, content.decode(errors="replace"))
        result = self._decode(content)
        adapter = self._adapters.get(method.__returning__)
        if adapter is None:
            adapter = self._adapters[method.__returning__] = TypeAdapter(method.__returning__)
        return cast("TelegramType", adapter.validate_python(result, context={"bot": bot}))

    async def fetch(self, bot: Bot, method: TelegramMethod[Any], timeout: int) -> Any:  # noqa: ANN401, ASYNC109
        """Call the method and return its result as plain JSON; raise what aiogram's session raises."""
        status, content = await self._post(bot, method, timeout)
        if status != 200:  # noqa: PLR2004  # HTTP
            self.check_response(bot, method, status, content.decode(errors="replace"))
        return self._decode(content)

    async def _post(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None) -> tuple[int, bytes]:  # noqa: ASYNC109  # aiogram's signature
        session = await self.create_session()
        url = self.api.api_url(token=bot.token, method=method.__api_method__)
        body, headers = self._body(bot, method)
        try:
            async with session.post(
                url,
                data=body,
                headers=headers,
                timeout=ClientTimeout(total=self.timeout if timeout is None else timeout),
            ) as response:
                return response.status, await response.read()
        except TimeoutError as error:
            raise TelegramNetworkError(method=method, message="Request timeout error") from error
        except ClientError as error:
            raise TelegramNetworkError(method=method, message=type(error).__name__) from error

    def _body(self, bot: Bot, method: TelegramMethod[Any]) -> tuple[bytes | FormData, dict[str, str] | None]:
        parameters = _parameters(bot, method)
        if any(isinstance(value, InputFile) for value in parameters.values()):
            return self.build_form_data(bot, method), None
        return to_json(parameters, exclude_none=True), _JSON

    def _decode(self, content: bytes) -> Any:  # noqa: ANN401  # JSON
        try:
            return from_json(content)["result"]
        except (ValueError, KeyError, TypeError) as error:
            raise ClientDecodeError("Failed to decode object", error, content) from error


def _parameters(bot: Bot, method: TelegramMethod[Any]) -> dict[str, Any]:
    parameters = {}
    for name in type(method).model_fields:
        value = getattr(method, name)
        if isinstance(value, Default):
            value = bot.default[value.name]
        if value is not None:
            parameters[name] = value
    return parameters
