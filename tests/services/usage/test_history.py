"""Every filter of the history is answered by an index: what is read is what is shown, on any page (D1)."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bson.int64 import Int64

from database.setup import Database
from services.usage import UsageFilter
from services.usage.history import UsageHistory

WALLET = "wal_history"
CHARGES = 3_000
START = datetime(2026, 1, 1, tzinfo=UTC)
COMBINATIONS = 5


def usage_of(seq: int) -> dict[str, Any]:
    """Nearly all are chats of one of two models; a few are not, and two name no model."""
    usage = {"kind": "chat", "model": f"m{seq % 2}", "provider": "p", "conversation_id": f"c{seq // 20}"}
    if seq in {10, 1_000}:
        usage = {"kind": "machine", "provider": "p"}
    elif seq in {11, 2_000}:
        usage |= {"model": "rare", "provider": "q", "member_id": "u1"}
    elif seq == 12:
        usage |= {"kind": "ticket"}
    return usage


@pytest.fixture(scope="module")
async def history(database: Database) -> UsageHistory:
    """3,000 charges, a minute apart, each in front of an entry that charges nothing; and somebody else's."""
    rows = [
        {
            "v": 1,
            "wallet": wallet,
            "seq": Int64(seq),
            "key": f"k{seq}",
            "input_hash": "",
            "kind": "spend",
            "at": START + timedelta(minutes=seq // 2),
            "changes": [],
            "prev_hash": "",
            "hash": "",
        }
        | ({"usage": usage_of(seq // 2)} if seq % 2 else {})
        for wallet, last in ((WALLET, 2 * CHARGES), ("wal_z", 20))
        for seq in range(1, last)
    ]
    await database["ledger_entries"].insert_many(rows)
    return UsageHistory(database)


@pytest.fixture
async def reads(database: Database) -> AsyncIterator[Callable[[], Awaitable[list[dict[str, Any]]]]]:
    """What the database tells of each of its reads of entries since the test began."""
    await database.command("profile", 2)

    async def told() -> list[dict[str, Any]]:
        query = {"ns": f"{database.name}.ledger_entries", "docsExamined": {"$exists": 1}}
        return await database["system.profile"].find(query).to_list()

    yield told
    await database.command("profile", 0)
    await database["system.profile"].drop()


@pytest.mark.parametrize(
    ("wanted", "before", "numbers"),
    [
        ({}, None, [2_999, 2_998, 2_997]),
        ({}, 100, [99, 98, 97]),
        ({"model_id": "m1"}, None, [2_999, 2_997, 2_995]),
        ({"model_id": "m1"}, 8, [7, 5, 3]),
        ({"model_id": "rare"}, None, [2_000, 11]),
        ({"model_id": "rare"}, 2_000, [11]),
        ({"model_id": "nobody's"}, None, []),
        ({"provider": "q"}, None, [2_000, 11]),
        ({"provider": "p", "kind": "machine"}, None, [1_000, 10]),
        ({"kind": "ticket"}, None, [12]),
        ({"kind": "ticket", "model_id": "m1"}, None, []),
        ({"kind": "chat"}, 13, [11, 9, 8]),
        ({"member_id": "u1"}, None, [2_000, 11]),
        ({"member_id": "u1", "kind": "ticket"}, None, []),
        ({"member_id": "u2"}, None, []),
        ({"conversation_id": "c7"}, None, [159, 158, 157]),
        ({"conversation_id": "c7", "kind": "ticket"}, None, []),
        ({"since": START + timedelta(minutes=2_998)}, None, [2_999, 2_998]),
        ({"until": START + timedelta(minutes=3)}, None, [2, 1, 0]),
        ({"kind": "machine", "since": START + timedelta(minutes=11)}, None, [1_000]),
        ({"since": START + timedelta(days=9)}, None, []),
    ],
    ids=str,
)
async def test_a_filter_reads_little_more_than_it_shows(
    history: UsageHistory,
    reads: Callable[[], Awaitable[list[dict[str, Any]]]],
    wanted: dict[str, Any],
    before: int | None,
    numbers: list[int],
) -> None:
    limit = None if before is None else 2 * before + 1
    found = await history.newest(WALLET, UsageFilter(**wanted), before=limit, most=3)
    assert [entry["seq"] // 2 for entry in found] == numbers
    of_a_conversation = 20 if "conversation_id" in wanted else 0
    told = await reads()
    assert sum(read["docsExamined"] for read in told) <= len(numbers) + COMBINATIONS + 1 + 2 + of_a_conversation
    # There is one way to read each, so none is chosen by what was best for some other wallet.
    assert [read["planSummary"] for read in told if "fromMultiPlanner" in read or "fromPlanCache" in read] == []
    assert [read["planSummary"] for read in told if "hasSortStage" in read] == []


async def test_charges_at_one_moment_are_on_the_right_side_of_a_range(
    history: UsageHistory, database: Database
) -> None:
    """Several entries of one commit carry one time; an edge of a range between them and others must not lose any."""
    moment = START + timedelta(days=400)
    entry = await database["ledger_entries"].find_one({"wallet": WALLET, "seq": 1}, {"_id": False})
    same = [entry | {"wallet": "wal_same", "seq": Int64(seq), "key": f"k{seq}", "at": moment} for seq in (3, 1, 2)]
    await database["ledger_entries"].insert_many(same)
    for since, until, numbers in (
        (moment, None, [3, 2, 1]),
        (moment + timedelta(milliseconds=1), None, []),
        (None, moment, []),
        (None, moment + timedelta(milliseconds=1), [3, 2, 1]),
    ):
        wanted = UsageFilter(since=since, until=until)
        found = await history.newest("wal_same", wanted, before=None, most=5)
        assert [entry["seq"] for entry in found] == numbers
