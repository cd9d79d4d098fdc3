"""Older databases are changed once, whoever of several servers does it, and through every crash (G7)."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from bson.int64 import Int64
from pymongo import ASCENDING

from database.client import Client
from database.migrations import m0002_outcomes_of_earlier_replies as outcomes
from database.migrations import m0003_flags_of_messages as flags
from database.migrations.errors import LeaseLostError, MigrationError
from database.migrations.lease import Lease
from database.migrations.listing import Change, known_migrations
from database.migrations.running import bring_up, migrate, standings
from database.migrations.step import Step
from database.setup import DatabaseSetupError, set_up
from models.ids import new_id

ENDED = datetime(2026, 2, 1, 12, tzinfo=UTC)


@pytest.fixture
async def older(mongo_client: Client) -> AsyncIterator[Any]:
    """A database of a version without migrations, with things in it."""
    database = mongo_client[new_id("test")]
    await database["things"].insert_many([{"_id": number} for number in range(10)])
    yield database
    await mongo_client.drop_database(database)


async def quick(_database: Any) -> bool:
    return True


async def slow(_database: Any) -> bool:
    return False


async def mark_all(step: Step) -> None:
    """Mark two things at a time, each once."""
    while True:
        beyond = {} if step.cursor is None else {"_id": {"$gt": step.cursor}}
        rows = await step.database["things"].find(beyond).sort("_id", 1).limit(2).to_list()
        if not rows:
            return
        ids = [row["_id"] for row in rows]
        await step.database["things"].update_many({"_id": {"$in": ids}}, {"$inc": {"marked": 1}})
        await step.save(ids[-1], len(ids))


MARK = Change(1, "mark", "Mark all things.", quick, mark_all)


async def marks(database: Any) -> list[int]:
    return [row.get("marked", 0) async for row in database["things"].find().sort("_id", 1)]


async def test_what_is_left_is_done_once(older):
    told: list[int] = []
    assert await migrate(older, changes=[MARK], progress=told.append) == [MARK]
    assert await migrate(older, changes=[MARK]) == []
    assert (await marks(older), told) == ([1] * 10, [2, 4, 6, 8, 10])
    (standing,) = await standings(older, [MARK])
    assert (standing.done, standing.finished_at is not None) == (10, True)


async def test_servers_that_start_at_once_do_it_once(older):
    done = await asyncio.gather(*(migrate(older, changes=[MARK]) for _ in range(4)))
    assert sorted(len(each) for each in done) == [0, 0, 0, 1]
    assert await marks(older) == [1] * 10


async def test_what_was_broken_off_goes_on_where_it_was(older):
    class KilledError(Exception):
        pass

    async def dies(step: Step) -> None:
        async def keep(cursor: Any, done: int) -> None:
            await step._keep(cursor, done)
            if done == 4:
                raise KilledError

        await mark_all(Step(step.database, step.cursor, step.done, keep))

    with pytest.raises(KilledError):
        await migrate(older, changes=[replace(MARK, run=dies)])
    assert await marks(older) == [1] * 4 + [0] * 6
    await older["migrations"].update_one({"_id": "lease"}, {"$set": {"until": ENDED}})  # a minute later
    assert await migrate(older, changes=[MARK]) == [MARK]
    assert await marks(older) == [1] * 10


async def test_another_server_waits_while_the_lease_is_held(older):
    assert await Lease(older, "somebody").take()
    assert not await Lease(older, "another").take()
    with pytest.raises(MigrationError, match="Another server migrates"):
        await migrate(older, changes=[MARK], wait_seconds=0)
    assert await marks(older) == [0] * 10


async def test_a_server_that_lost_its_lease_changes_nothing_more(older):
    async def loses(step: Step) -> None:
        await step.database["migrations"].update_one({"_id": "lease"}, {"$set": {"token": "another"}})
        await mark_all(step)

    with pytest.raises(LeaseLostError):
        await migrate(older, changes=[replace(MARK, run=loses)])
    assert await marks(older) == [1] * 2 + [0] * 8
    assert (await standings(older, [MARK]))[0].finished_at is None


async def test_only_up_to_the_number_that_is_named(older):
    second = Change(2, "again", "Mark all again.", quick, mark_all)
    assert await migrate(older, changes=[MARK, second], to=1) == [MARK]
    assert await marks(older) == [1] * 10


async def test_a_start_does_what_is_quick_and_refuses_what_is_not(older):
    await bring_up(older, {"things"}, [MARK])
    assert await marks(older) == [1] * 10
    second = Change(2, "again", "Mark all again.", slow, mark_all)
    with pytest.raises(MigrationError, match="run `tokentill migrate`"):
        await bring_up(older, {"things"}, [MARK, second])
    assert await marks(older) == [1] * 10


async def test_a_database_of_a_newer_version_is_refused(older):
    newer = len(known_migrations()) + 1
    await older["migrations"].insert_one({"_id": newer, "name": "x", "finished_at": ENDED})
    with pytest.raises(DatabaseSetupError, match=f"it has had migration {newer}"):
        await set_up(older)


async def test_a_new_database_needs_none(mongo_client: Client):
    fresh = mongo_client[new_id("test")]
    await bring_up(fresh, set(), [replace(MARK, is_quick=slow)])
    assert (await standings(fresh, [MARK]))[0].finished_at is not None
    await mongo_client.drop_database(fresh)


async def test_the_old_index_of_addresses_is_dropped(older):
    await older["users"].create_index([("email", ASCENDING)], name="email_unique", unique=True)
    await set_up(older)
    await older["users"].insert_many([{"wallet_id": new_id("wal"), "email": None} for _ in range(2)])
    assert "email_unique" not in await older["users"].index_information()


async def test_replies_of_before_are_in_the_overview(older, monkeypatch):
    monkeypatch.setattr(outcomes, "_AT_ONCE", 2)
    usage = {"input_tokens": 3, "cache_read_tokens": 4, "cache_write_tokens": 0, "output_tokens": 5}
    usage = {name: Int64(value) for name, value in {**usage, "reasoning_tokens": 1, "cost": 13}.items()}
    common = {"user_id": "usr_1", "provider": "one", "model_id": "one/a", "ended_at": ENDED, "attempt": 1}
    await older["generations"].insert_many(
        [
            {"_id": "gen_1", **common, "status": "done", "result": {"usage": usage, "finish_reason": "cut"}},
            {"_id": "gen_2", **common, "status": "failed", "failure": {"code": "PROVIDER_AUTH"}, "attempt": 3},
            {"_id": "gen_3", **common, "status": "running", "ended_at": None},
        ]
    )
    await older["sweep_cursors"].insert_one({"_id": "overview", "swept_to": ENDED})
    real = [each for each in known_migrations() if each.number == 2]
    await migrate(older, changes=[MARK, *real])
    first, second = await older["chat_outcomes"].find().sort("_id", 1).to_list()
    assert (first["_id"], first["state"], first["broke_off"], first["at"]) == ("gen_1.1", "done", True, ENDED)
    assert (first["input_tokens"], first["output_tokens"], first["cost"]) == (7, 6, 13)
    assert (second["_id"], second["state"], second["code"], second["cost"]) == ("gen_2.3", "failed", "PROVIDER_AUTH", 0)
    assert await older["sweep_cursors"].count_documents({}) == 0


async def test_a_flag_of_before_is_in_the_queue(older: Any) -> None:
    flag = {"by": "usr_1", "reason": "It is rude", "at": ENDED}
    await older["messages"].insert_many(
        [
            {"_id": "msg_1", "conversation_id": "cnv_1", "content": "Bah", "flag": flag},
            {"_id": "msg_2", "conversation_id": "cnv_1", "content": "Hello", "flag": None},
            {"_id": "msg_3", "conversation_id": "cnv_1", "content": "Bah", "flag": {**flag, "reason": ""}},
        ]
    )
    only = {"flag": {"$type": "object"}}
    await older["messages"].create_index(
        [("_id", -1), ("flag.at", ASCENDING)], name="flagged", partialFilterExpression=only
    )

    async def keep(_cursor: Any, _done: int) -> None:
        return None

    for _ in range(2):  # a second time it finds nothing to do
        await flags.run(Step(older, None, 0, keep))
    review = {"state": "open", "since": ENDED, "flags": 1}
    assert [
        (row["_id"], row.get("review"), row.get("flag")) async for row in older["messages"].find().sort("_id", 1)
    ] == [
        ("msg_1", review, None),
        ("msg_2", None, None),
        ("msg_3", review, None),
    ]
    assert await older["message_flags"].find().to_list() == [
        {
            "_id": "msg_1.usr_1",
            "message_id": "msg_1",
            "conversation_id": "cnv_1",
            "user_id": "usr_1",
            "category": "other",
            "reason": "It is rude",
            "at": ENDED,
        }
    ]
    assert "flagged" not in await older["messages"].index_information()
