import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from database.client import Client
from database.clock import DatabaseClock


async def test_it_tells_the_databases_time_in_whole_milliseconds(mongo_client: Client) -> None:
    clock = DatabaseClock(mongo_client)
    await clock.refresh()
    told = clock()
    assert abs(told - datetime.now(UTC)) < timedelta(milliseconds=200)
    assert told.microsecond % 1_000 == 0
    assert told.tzinfo is UTC


async def test_before_the_first_refresh_it_tells_nothing(mongo_client: Client) -> None:
    with pytest.raises(RuntimeError, match="refresh"):
        DatabaseClock(mongo_client)()


async def test_it_never_goes_back(mongo_client: Client) -> None:
    monotonic = [10**12]
    clock = DatabaseClock(mongo_client, monotonic_ns=lambda: monotonic[0])
    await clock.refresh()
    monotonic[0] += 60 * 10**9  # the monotonic clock ran ahead of the database by a minute
    ahead = clock()
    await clock.refresh()
    assert clock() == ahead
    monotonic[0] += 61 * 10**9
    assert clock() - ahead == timedelta(seconds=1) or ahead < clock() < ahead + timedelta(seconds=2)


async def test_this_machines_clock_does_not_matter(mongo_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server two hours off agrees with the others (faults, row 19)."""
    first, second = DatabaseClock(mongo_client), DatabaseClock(mongo_client)
    await first.refresh()
    real = datetime.now(UTC)
    monkeypatch.setattr("time.time", lambda: real.timestamp() + 7_200)
    await second.refresh()
    await asyncio.sleep(0.01)
    assert abs(first() - second()) < timedelta(milliseconds=100)
