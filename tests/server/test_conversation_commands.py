"""`tokentill recount-conversations`, as a person runs it."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from database.setup import Database
from models.conversation import Conversation
from settings import Settings
from tests.support.clock import MovableClock
from tests.support.command import tokentill


@pytest.fixture
def recounted(settings: Settings) -> Any:
    """Runs the command on this test's database: its exit code and what it printed."""
    assert settings.mongodb_uri is not None
    env = {"MONGODB_URI": settings.mongodb_uri.get_secret_value(), "MONGODB_DATABASE": settings.mongodb_database}

    async def run(*arguments: str) -> tuple[int, str]:
        ended = await asyncio.to_thread(tokentill, "recount-conversations", *arguments, env=env)
        return ended.returncode, ended.stdout

    return run


async def test_it_tells_what_is_wrong_and_puts_it_right_when_asked(database: Database, recounted: Any) -> None:
    now = MovableClock()()
    await Conversation(
        id="cnv_1",
        user_id="usr_1",
        title="",
        message_count=2,
        total_tokens=30,
        total_cost=40,
        last_message_at=now,
        created_at=now,
    ).insert()
    wrong = "cnv_1 has 2 messages, 30 tokens, cost 40; counted 0 messages, 0 tokens, cost 0."
    assert await recounted() == (1, f"{wrong}\nNot clean: 1 wrong, 0 put right, 1 left; 1 conversations counted.\n")
    code, printed = await recounted("--fix", "--json")
    found = json.loads(printed)
    assert (code, found["found"], found["fixed"], found["clean"]) == (0, 1, 1, True)
    assert await recounted() == (0, "Clean: 0 wrong, 0 put right, 0 left; 1 conversations counted.\n")


def test_a_folder_without_a_database_is_told(tmp_path: Path) -> None:
    assert tokentill("recount-conversations", "--data-dir", str(tmp_path / "typo")).returncode == 3
