from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sandbox.server import SandboxServer
from tests.stories.phones import Phones
from tests.stories.story import Story

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@pytest.fixture
async def server() -> AsyncIterator[SandboxServer]:
    async with SandboxServer() as running:
        yield running


@pytest.fixture
async def phones(server: SandboxServer) -> AsyncIterator[Phones]:
    async with Phones(server.page_url) as phones:
        yield phones


@pytest.fixture
async def story(server: SandboxServer, phones: Phones, tmp_path: Path) -> AsyncIterator[Story]:
    """A sandbox in which no bot runs yet."""
    async with Story(server, phones, tmp_path) as story:
        yield story
