from __future__ import annotations

import json
from base64 import b64encode
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramEntityTooLarge
from aiogram.types import BufferedInputFile, File, Update
from aiogram.types import Message as SeenMessage
from aiohttp import ClientSession, FormData

from sandbox import files
from sandbox.chats import Impossible
from sandbox.files import Image, Upload, image_of
from sandbox.fixtures import FAMILY, MUM, TOKEN
from sandbox.server import SandboxServer
from sandbox.spec import check_object
from sandbox.transport.inproc import EngineSession
from tests.sandbox.pictures import jpeg, png

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from sandbox.engine import Engine
    from sandbox.page import Page
    from sandbox.people import People

    Refusal = Callable[..., Awaitable[str]]

pytestmark = pytest.mark.usefixtures("started")

TABLE = Upload("Покупки.csv", "молоко;89,90".encode())
BUTTON = json.dumps({"inline_keyboard": [[{"text": "За", "callback_data": "v:1"}]]})


async def send(engine: Engine, kind: str, upload: Upload, **more: object) -> dict[str, Any]:
    message = await engine.ask(f"send{kind.title()}", chat_id=MUM, **{kind: upload}, **more)
    assert isinstance(message, dict)
    assert check_object(SeenMessage, message) == []
    return message


async def test_a_document_keeps_its_name_and_gets_a_caption(engine: Engine) -> None:
    sent = await send(
        engine, "document", TABLE, caption="<b>Март</b>", parse_mode="HTML", reply_markup=BUTTON
    )
    assert sent["document"] == {
        "file_id": "BQAC0000000000001b5e",
        "file_unique_id": "AQAD0000000000001b5e",
        "file_size": 18,
        "file_name": "Покупки.csv",
        "mime_type": "text/csv",
    }
    assert (sent["caption"], sent["caption_entities"][0]["type"]) == ("Март", "bold")
    assert sent["reply_markup"]["inline_keyboard"][0][0]["text"] == "За"
    assert engine.journal[-1].params["document"] == "Покупки.csv, 18 bytes"
    assert not engine.lint


async def test_a_photo_tells_its_sides(engine: Engine) -> None:
    sent = await send(engine, "photo", Upload("чек.png", png()))
    assert [(one["width"], one["height"]) for one in sent["photo"]] == [(40, 30)]
    assert "caption" not in sent


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        (png(40, 30), Image("image/png", 40, 30)),
        (jpeg(640, 480), Image("image/jpeg", 640, 480)),
        (b"\xff\xd8\xff\xe0", None),
        (b"\x89PNG\r\n\x1a\n", None),
        (b"<svg onload='alert(1)'/>", None),
        (b"GIF89a", None),
        (b"", None),
    ],
)
def test_pictures_are_known_by_their_first_bytes(content: bytes, seen: Image | None) -> None:
    assert image_of(content) == seen


async def test_a_file_is_sent_again_by_its_id(engine: Engine) -> None:
    first = await send(engine, "document", TABLE)
    again = await engine.ask("sendDocument", chat_id=MUM, document=first["document"]["file_id"])
    assert isinstance(again, dict)
    assert again["document"] == first["document"]
    assert len(engine.world.files) == 1


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("", "there is no document in the request"),
        ("attach://nothing", "there is no document in the request"),
        ("https://shop.ru/list.pdf", "failed to get HTTP URL content"),
        ("BQACnothing", "wrong file identifier/HTTP URL specified"),
    ],
)
async def test_files_that_telegram_does_not_find(given: str, told: str, refusal: Refusal) -> None:
    assert await refusal("sendDocument", chat_id=MUM, document=given) == f"400 Bad Request: {told}"


async def test_a_call_without_a_file_is_refused(refusal: Refusal) -> None:
    assert await refusal("sendPhoto", chat_id=MUM) == "400 Bad Request: there is no photo in the request"


async def test_a_photo_is_no_document(engine: Engine, refusal: Refusal) -> None:
    photo = await send(engine, "photo", Upload("a.png", png()))
    told = await refusal("sendDocument", chat_id=MUM, document=photo["photo"][0]["file_id"])
    assert told == "400 Bad Request: can't use file of type Photo as Document"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "file must be non-empty"),
        (b"%PDF-1.7", "IMAGE_PROCESS_FAILED"),
        (png(9_000, 1_001), "PHOTO_INVALID_DIMENSIONS"),
        (png(2_001, 100), "PHOTO_INVALID_DIMENSIONS"),
        (png(40, 0), "PHOTO_INVALID_DIMENSIONS"),
        (
            png(padding=10 * 1024 * 1024),
            "file of size 10485797 bytes is too big for a photo; the maximum size is 10485760 bytes",
        ),
    ],
)
async def test_photos_that_telegram_refuses(content: bytes, told: str, refusal: Refusal) -> None:
    refused = await refusal("sendPhoto", chat_id=MUM, photo=Upload("a.png", content))
    assert refused == f"400 Bad Request: {told}"


async def test_more_than_fifty_megabytes_are_too_much(engine: Engine) -> None:
    bot = Bot(TOKEN, EngineSession(engine))
    await bot.send_document(MUM, BufferedInputFile(bytes(50 * 1024 * 1024), "a.bin"))
    with pytest.raises(TelegramEntityTooLarge):
        await bot.send_document(MUM, BufferedInputFile(bytes(50 * 1024 * 1024 + 1), "a.bin"))


async def test_a_caption_has_1024_characters_after_parsing(engine: Engine, refusal: Refusal) -> None:
    caption = f"<b>{'я' * 1024}</b>"
    sent = await send(engine, "document", TABLE, caption=caption, parse_mode="HTML")
    assert len(sent["caption"]) == 1024
    told = await refusal("sendDocument", chat_id=MUM, document=TABLE, caption="я" * 1025)
    assert told == "400 Bad Request: message caption is too long"
    told = await refusal("sendDocument", chat_id=MUM, document=TABLE, caption="<x>", parse_mode="HTML")
    assert "can't parse entities" in told


async def test_a_refused_file_is_not_kept(engine: Engine, people: People, refusal: Refusal) -> None:
    people.block(MUM)
    told = await refusal("sendDocument", chat_id=MUM, document=TABLE)
    assert told == "403 Forbidden: bot was blocked by the user"
    assert engine.world.files == {}


async def test_a_caption_is_edited_and_taken_away(engine: Engine, refusal: Refusal) -> None:
    sent = await send(engine, "photo", Upload("a.png", png()), caption="Чек", reply_markup=BUTTON)
    edit = {"chat_id": MUM, "message_id": sent["message_id"]}
    edited = await engine.ask("editMessageCaption", caption="Два чека", reply_markup=BUTTON, **edit)
    assert isinstance(edited, dict)
    assert (edited["caption"], edited["photo"]) == ("Два чека", sent["photo"])
    told = await refusal("editMessageCaption", caption="Два чека", reply_markup=BUTTON, **edit)
    assert "message is not modified" in told
    told = await refusal("editMessageCaption", caption="я" * 1025, **edit)
    assert told == "400 Bad Request: message caption is too long"
    bare = await engine.ask("editMessageReplyMarkup", **edit)
    assert isinstance(bare, dict)
    assert (bare["caption"], "reply_markup" in bare) == ("Два чека", False)
    naked = await engine.ask("editMessageCaption", **edit)
    assert isinstance(naked, dict)
    assert "caption" not in naked
    assert check_object(SeenMessage, naked) == []


async def test_a_photo_has_no_text_and_a_text_has_no_caption(engine: Engine, refusal: Refusal) -> None:
    photo = await send(engine, "photo", Upload("a.png", png()))
    told = await refusal("editMessageText", chat_id=MUM, message_id=photo["message_id"], text="a")
    assert told == "400 Bad Request: there is no text in the message to edit"
    text = await engine.ask("sendMessage", chat_id=MUM, text="a")
    assert isinstance(text, dict)
    told = await refusal("editMessageCaption", chat_id=MUM, message_id=text["message_id"], caption="a")
    assert told == "400 Bad Request: there is no caption in the message to edit"


async def test_a_file_can_be_downloaded(engine: Engine, refusal: Refusal) -> None:
    bot = Bot(TOKEN, EngineSession(engine))
    sent = await bot.send_document(MUM, BufferedInputFile(TABLE.content, "Покупки.csv"))
    assert sent.document is not None
    found = await engine.ask("getFile", file_id=sent.document.file_id)
    assert check_object(File, found) == []
    content = await bot.download(sent.document)
    assert content is not None
    assert content.read() == TABLE.content
    with pytest.raises(LookupError, match=r"documents/file_1\.csv"):
        await bot.download_file("documents/file_1.csv")
    assert await refusal("getFile") == "400 Bad Request: file_id not specified"
    told = await refusal("getFile", file_id="BQACnothing")
    assert told == "400 Bad Request: wrong file_id or the file is temporarily unavailable"


async def test_twenty_megabytes_are_the_most_to_download(engine: Engine, refusal: Refusal) -> None:
    large = await send(engine, "document", Upload("a.bin", bytes(20 * 1024 * 1024 + 1)))
    told = await refusal("getFile", file_id=large["document"]["file_id"])
    assert told == "400 Bad Request: file is too big"


async def test_the_oldest_files_are_forgotten(
    engine: Engine, refusal: Refusal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "KEPT_IN_ALL", 40)
    first = await send(engine, "document", TABLE)
    await send(engine, "document", TABLE)
    assert len(engine.world.files) == 2
    await send(engine, "document", TABLE)
    assert len(engine.world.files) == 2
    told = await refusal("getFile", file_id=first["document"]["file_id"])
    assert told == "400 Bad Request: wrong file_id or the file is temporarily unavailable"


async def test_a_file_that_belongs_to_nothing_is_lint(engine: Engine) -> None:
    await engine.ask("sendMessage", chat_id=MUM, document=TABLE, text="a")
    assert [call.lint for call in engine.lint] == [["file document belongs to no parameter"]]


async def test_names_of_files_are_no_paths(engine: Engine) -> None:
    sent = await send(engine, "document", Upload("../../etc\\pass\nwd", b"a"))
    assert sent["document"]["file_name"] == "passwd"


async def test_files_come_over_http_and_go_back(server: SandboxServer) -> None:
    server.people.say(MUM, MUM, "/start")
    async with ClientSession(server.api_url) as bot:
        form = FormData({"chat_id": str(MUM), "caption": "Март"}, quote_fields=False)
        form.add_field("document", TABLE.content, filename="Покупки.csv")
        async with bot.post(f"/bot{TOKEN}/sendDocument", data=form) as response:
            document = (await response.json())["result"]["document"]
        assert document["file_name"] == "Покупки.csv"
        async with bot.get(f"/bot{TOKEN}/getFile", params={"file_id": document["file_id"]}) as response:
            path = (await response.json())["result"]["file_path"]
        async with bot.get(f"/file/bot{TOKEN}/{path}") as response:
            assert await response.read() == TABLE.content
        async with bot.get(f"/file/bot{TOKEN}/documents/file_1.csv") as response:
            assert response.status == 404
        async with bot.get(f"/file/bot1:wrong/{path}") as response:
            assert response.status == 401
        form = FormData({"chat_id": str(FAMILY)})
        form.add_field("document", BytesIO(bytes(51 * 1024 * 1024 + 1)), filename="a.bin")
        async with bot.post(f"/bot{TOKEN}/sendDocument", data=form) as response:
            assert (response.status, (await response.json())["description"]) == (
                413,
                "Request Entity Too Large",
            )


async def test_the_page_shows_photos_and_downloads_documents(server: SandboxServer) -> None:
    server.people.say(MUM, MUM, "/start")
    ask = server.engine.ask
    photo = await ask("sendPhoto", chat_id=MUM, photo=Upload("a.png", png()))
    page = await ask("sendDocument", chat_id=MUM, document=Upload('a"я.html', b"<script>"))
    assert isinstance(photo, dict)
    assert isinstance(page, dict)
    async with ClientSession(server.api_url) as browser:
        shown = f"/ui/file/{photo['photo'][0]['file_id']}"
        async with browser.get(shown) as response:
            assert response.status == 403
        async with browser.get(shown, params={"key": "open-sesame"}) as response:
            assert (response.content_type, await response.read()) == ("image/png", png())
            assert "Content-Disposition" not in response.headers
        document = f"/ui/file/{page['document']['file_id']}"
        async with browser.get(document, params={"key": "open-sesame"}) as response:
            assert (response.content_type, await response.read()) == ("application/octet-stream", b"<script>")
            assert response.headers["Content-Disposition"] == "attachment; filename*=UTF-8''a%22%D1%8F.html"
            assert response.headers["X-Content-Type-Options"] == "nosniff"
        async with browser.get("/ui/file/nothing", params={"key": "open-sesame"}) as response:
            assert response.status == 404


async def test_a_restart_keeps_the_files(tmp_path: Path) -> None:
    state = tmp_path / "world.json"
    async with SandboxServer(state_file=state) as server:
        server.people.say(MUM, MUM, "/start")
        sent = await server.engine.ask("sendDocument", chat_id=MUM, document=Upload("a", b"\0\xff"))
        assert isinstance(sent, dict)
    async with SandboxServer(state_file=state) as server:
        file = server.engine.files.find(sent["document"]["file_id"])
        assert file is not None
        assert (file.name, file.content) == ("a", b"\0\xff")


async def test_a_person_sends_a_photo_in_several_sizes(engine: Engine, page: Page) -> None:
    bot = Bot(TOKEN, EngineSession(engine))
    content = jpeg(1000, 2000)
    photo = b64encode(content).decode()
    sent = page.act({"do": "send_photo", "person": MUM, "chat": MUM, "photo": photo, "caption": "Чек"})
    [update] = engine.world.updates.values()
    assert check_object(Update, update.body) == []
    message = update.body["message"]
    assert (message["message_id"], message["caption"]) == (sent["message_id"], "Чек")
    assert [(size["width"], size["height"]) for size in message["photo"]] == [
        (45, 90),
        (160, 320),
        (400, 800),
        (640, 1280),
        (1000, 2000),
    ]
    assert len({size["file_id"] for size in message["photo"]}) == 5
    for size in message["photo"]:
        found = await bot.get_file(size["file_id"])
        assert (found.file_id, found.file_unique_id) == (size["file_id"], size["file_unique_id"])
        assert found.file_path is not None
        saved = await bot.download_file(found.file_path)
        assert saved is not None
        assert saved.read() == content
    again = await engine.ask("sendPhoto", chat_id=MUM, photo=message["photo"][0]["file_id"])
    assert isinstance(again, dict)
    assert again["photo"] == message["photo"]
    assert len(engine.world.files) == 1


async def test_what_is_no_photo_is_not_sent(engine: Engine, people: People) -> None:
    for wrong in (b"", b"GIF89a", png(40, 0), "не base64", "AAAA"):
        with pytest.raises(Impossible, match="no photo"):
            people.send_photo(MUM, MUM, wrong)
    with pytest.raises(Impossible, match="1024"):
        people.send_photo(MUM, MUM, png(), "я" * 1025)
    assert engine.world.files == {}


async def test_a_person_sends_a_file_that_the_bot_downloads(engine: Engine, page: Page) -> None:
    bot = Bot(TOKEN, EngineSession(engine))
    content = b64encode(TABLE.content).decode()
    page.act(
        {"do": "send_document", "person": MUM, "chat": MUM, "name": "../Покупки.csv", "document": content}
    )
    [update] = engine.world.updates.values()
    assert check_object(Update, update.body) == []
    document = update.body["message"]["document"]
    assert (document["file_name"], document["mime_type"], document["file_size"]) == (
        "Покупки.csv",
        "text/csv",
        18,
    )
    found = await bot.get_file(document["file_id"])
    assert found.file_path is not None
    saved = await bot.download_file(found.file_path)
    assert saved is not None
    assert saved.read() == TABLE.content


async def test_a_person_sends_more_than_the_bot_may_download(
    engine: Engine, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sandbox.methods.files.LARGEST_DOWNLOAD", 17)
    people.send_document(MUM, MUM, "a.csv", TABLE.content)
    [update] = engine.world.updates.values()
    answer = await engine.call(
        TOKEN, "getFile", {"file_id": update.body["message"]["document"]["file_id"]}, {}
    )
    assert (answer.status, json.loads(answer.body)["description"]) == (400, "Bad Request: file is too big")


def test_what_cannot_be_sent_as_a_file_is_not(engine: Engine, people: People) -> None:
    for wrong in (b"", "не base64"):
        with pytest.raises(Impossible, match="no document"):
            people.send_document(MUM, MUM, "a.csv", wrong)
    assert engine.world.files == {}


def test_a_photo_that_mentions_the_bot_passes_the_privacy_mode(engine: Engine, people: People) -> None:
    people.send_photo(MUM, FAMILY, png())
    people.send_photo(MUM, FAMILY, png(), "@family_shopping_bot чек")
    assert [update.body["message"]["caption"] for update in engine.world.updates.values()] == [
        "@family_shopping_bot чек"
    ]
