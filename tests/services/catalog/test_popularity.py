"""How often models were used of late (C7)."""

from datetime import timedelta

import pytest

from models.generation import Generation
from models.ids import first_id, new_id
from services.catalog.popularity import Popularity


@pytest.fixture
async def used(database, clock):
    """Writes that a chat with a model came to an end, one after another."""
    collection = Generation.get_pymongo_collection()
    await collection.delete_many({})
    moment = clock.now

    async def write(model_id: str, status: str = "done") -> None:
        nonlocal moment
        moment += timedelta(seconds=1)
        row = {"_id": first_id("gen", moment), "user_id": "usr_1", "client_key": new_id("key"), "model_id": model_id}
        await collection.insert_one(row | {"status": status})

    yield write
    await collection.delete_many({})


async def test_chats_that_came_to_an_end_are_counted_and_the_counts_kept_for_a_while(used, clock):
    for model_id, status in (("a", "done"), ("b", "done"), ("a", "done"), ("c", "failed"), ("b", "running")):
        await used(model_id, status)
    popularity = Popularity(clock, keep_seconds=900)
    assert await popularity.counts() == {"a": 2, "b": 1}
    await used("c")
    clock.move(seconds=899)
    assert await popularity.counts() == {"a": 2, "b": 1}
    clock.move(seconds=1)
    assert await popularity.counts() == {"a": 2, "b": 1, "c": 1}


async def test_only_the_newest_count(used, clock):
    for model_id in ("old", "old", "old", "a", "b"):
        await used(model_id)
    assert await Popularity(clock, keep_seconds=900, newest=2).counts() == {"a": 1, "b": 1}
