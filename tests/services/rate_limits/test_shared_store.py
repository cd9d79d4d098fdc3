"""A store that is away costs nobody an answer: each process counts for itself then."""

from collections.abc import Mapping, Sequence

import pytest
import structlog

from services.rate_limits.memory_store import MemoryStore
from services.rate_limits.shared_store import REST_SECONDS, SLOW_ANSWERS, SharedStore
from tests.services.rate_limits.stores import StoreForTests
from tests.support.clock import MovableClock


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


async def add(shared: SharedStore, units: int = 1) -> int:
    return (await shared.add("key", units, None, seconds=60))[0]


def told(logs: Sequence[Mapping[str, object]]) -> list[object]:
    """What was logged of stores; chats of other tests may log beside."""
    return [entry["event"] for entry in logs if str(entry["event"]).startswith("rate_limit_")]


@pytest.mark.parametrize("failure", [ConnectionError, ValueError, KeyError])
async def test_a_store_that_fails_is_replaced_by_this_process(clock: MovableClock, failure: type[Exception]) -> None:
    store = StoreForTests(clock)
    shared = SharedStore(store, clock, timeout_seconds=1)
    assert await add(shared, 5) == 5
    store.failure = failure
    with structlog.testing.capture_logs() as logs:
        assert [await add(shared) for _ in range(3)] == [1, 2, 3]
        clock.move(seconds=REST_SECONDS)
        assert await add(shared) == 4
    assert told(logs) == ["rate_limit_store_down"]
    assert store.asked == 3  # once when all was well, then once each time it was due


async def test_a_store_that_hangs_is_given_up_each_time_and_left_alone_soon(clock: MovableClock) -> None:
    store = StoreForTests(clock)
    store.hangs = True
    shared = SharedStore(store, clock, timeout_seconds=0.001)
    with structlog.testing.capture_logs() as logs:
        assert [await add(shared) for _ in range(5)] == [1, 2, 3, 4, 5]
    assert (store.asked, len(told(logs))) == (SLOW_ANSWERS, 1)


async def test_a_store_that_is_slow_once_is_asked_again(clock: MovableClock) -> None:
    store = StoreForTests(clock)
    shared = SharedStore(store, clock, timeout_seconds=0.05)
    with structlog.testing.capture_logs() as logs:
        for _ in range(SLOW_ANSWERS):
            store.hangs = True
            await add(shared)
            store.hangs = False
            await add(shared, 10)
    assert await add(shared) == 10 * SLOW_ANSWERS + 1
    assert told(logs) == []


async def test_a_store_that_is_back_counts_again(clock: MovableClock) -> None:
    store = StoreForTests(clock)
    shared = SharedStore(store, clock, timeout_seconds=1)
    await add(shared, 5)
    store.failure = ConnectionError
    await add(shared)
    store.failure = None
    clock.move(seconds=REST_SECONDS)
    with structlog.testing.capture_logs() as logs:
        assert await add(shared) == 6
    assert told(logs) == ["rate_limit_store_back"]


async def test_counts_of_one_process_are_bounded(clock: MovableClock) -> None:
    store = MemoryStore(clock, most=2)
    for key in ("a", "b", "c"):
        await store.incr(key, 60)
    assert [await store.get(key) for key in ("a", "b", "c")] == [0, 1, 1]


async def test_counts_that_ended_go(clock: MovableClock) -> None:
    store = MemoryStore(clock)
    await store.incr("a", 60)
    clock.move(seconds=61)
    await store.incr("b", 60)
    assert await store.get("a") == 0
    assert await store.reset() == 1
