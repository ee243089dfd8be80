"""A webhook that answers each callback over a bare socket: what the sandbox and its driver can carry at most.

It reads BOT_TOKEN, BOT_API_URL and PORT.
"""

from __future__ import annotations

import asyncio
import os
from urllib.parse import urlsplit

_TAKEN = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
_BEFORE_ID = b'"callback_query":{"id":"'


async def main(token: str, api_url: str, port: int) -> None:
    """Listen for updates until the process is ended."""
    api = urlsplit(api_url)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        api_reader, api_writer = await asyncio.open_connection(api.hostname, api.port)
        try:
            while True:
                update = await _body(reader)
                query = update.partition(_BEFORE_ID)[2].partition(b'"')[0]
                body = b'{"callback_query_id":"%s","text":"+"}' % query
                api_writer.write(_call(token, "answerCallbackQuery", body))
                await _body(api_reader)
                writer.write(_TAKEN)
        except asyncio.IncompleteReadError:
            writer.close()
            api_writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", port)
    api_reader, api_writer = await asyncio.open_connection(api.hostname, api.port)
    api_writer.write(_call(token, "setWebhook", b'{"url":"http://127.0.0.1:%d/hook"}' % port))
    await _body(api_reader)
    api_writer.close()
    await server.serve_forever()


def _call(token: str, method: str, body: bytes) -> bytes:
    head = f"POST /bot{token}/{method} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    return b"%sContent-Length: %d\r\n\r\n%s" % (head.encode(), len(body), body)


async def _body(reader: asyncio.StreamReader) -> bytes:
    """Read one HTTP message and return its body."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = head.lower().partition(b"content-length:")[2].partition(b"\r")[0]
    return await reader.readexactly(int(length))


if __name__ == "__main__":
    asyncio.run(main(os.environ["BOT_TOKEN"], os.environ["BOT_API_URL"], int(os.environ["PORT"])))
