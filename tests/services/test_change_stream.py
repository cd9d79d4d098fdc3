"""One change stream for all who watch, that lives as long as its process."""

import asyncio

import pytest
from structlog.testing import capture_logs

from database.client import connect
from services.change_stream import ChangeStream
from tests.support.waiting import PATIENCE_SECONDS

TIMEOUT_MS = 200


@pytest.fixture
async def heard(database, settings):
    """What a stream tells whose client ends every operation after TIMEOUT_MS."""
    told: asyncio.Queue[str] = asyncio.Queue()
    async with connect(settings.model_copy(update={"mongodb_timeout_ms": TIMEOUT_MS})) as client:
        stream = ChangeStream(
            client[settings.mongodb_database],
            [{"$match": {"operationType": "insert"}}],
            collection="heard",
            name="test",
            on_change=lambda change: told.put_nowait(change["fullDocument"]["_id"]),
            on_gap=lambda: told.put_nowait("gap"),
        )
        stream.run()
        yield told
        await stream.stop()


async def test_a_stream_without_changes_outlives_the_clients_timeout(heard, database):
    async with asyncio.timeout(PATIENCE_SECONDS):
        assert await heard.get() == "gap"
        with capture_logs() as logs:
            await asyncio.sleep(4 * TIMEOUT_MS / 1_000)
            await database["heard"].insert_one({"_id": "first"})
            assert await heard.get() == "first"
    assert (logs, heard.qsize()) == ([], 0)
