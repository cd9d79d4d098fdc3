"""What docs/clients.md shows of the Python client works as it stands there."""

import re
from pathlib import Path
from typing import Any

import pytest
from tokentill_client import TokentillClient

from models.ids import new_id
from tests.support.graphql import PASSWORD
from tests.support.server import LiveServer

PAGE = Path(__file__).parents[3] / "docs" / "clients.md"


@pytest.fixture
def shown() -> dict[str, Any]:
    """What its Python blocks define."""
    names: dict[str, Any] = {}
    for block in re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL):
        exec(block, names)
    return names


async def test_what_is_shown_works(live_server: LiveServer, shown: dict[str, Any]):
    async with TokentillClient(live_server.graphql_url) as tokentill:
        await tokentill.register(email=f"{new_id('ada')}@example.com", password=PASSWORD)
        assert await shown["claim"](live_server.graphql_url, tokentill.tokens) == 1_000
        assert 'You said: "Hello!"' in await shown["ask"](tokentill, "Hello!", "chat-1")
