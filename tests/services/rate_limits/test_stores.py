"""The stores that servers share: a real MongoDB and a real Redis."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack

import pytest
from limits.aio.storage import Storage
from pydantic import SecretStr
from structlog.testing import capture_logs

from database.client import connect
from database.setup import Database
from gateways.redis_counts import RedisCounts
from models.ban import SubjectKind
from models.ids import new_id
from services.rate_limits.counters import Counters
from services.rate_limits.mongodb_store import MongoDBStore
from services.rate_limits.shared_store import REST_SECONDS, SharedStore
from services.rate_limits.subject import Subject
from services.rate_limits.window import Limit
from settings import Settings
from tests.support.clock import MovableClock
from tests.support.ports import free_port
from tests.support.redis import RedisServer

HUNDRED = Limit("user", 100, 900)
LONG_SECONDS = 30.0
"""A machine that is busy with other tests is not a store that is down."""
StartRedis = Callable[[], RedisServer]


@pytest.fixture
def ada() -> Subject:
    return Subject(SubjectKind.USER, new_id("usr"))


@pytest.fixture(params=["mongodb", "redis"])
async def two_stores(
    request: pytest.FixtureRequest, database: Database, clock: MovableClock
) -> AsyncIterator[list[Storage]]:
    """What two servers have: each a client of its own."""
    async with AsyncExitStack() as stack:
        if request.param == "mongodb":
            yield [MongoDBStore(database, clock), MongoDBStore(database, clock)]
            return
        uri = request.getfixturevalue("start_redis")().uri
        stores = [RedisCounts(uri) for _ in range(2)]
        for store in stores:
            stack.push_async_callback(store.close)
        yield list(stores)


@pytest.fixture
def two_servers(two_stores: list[Storage], clock: MovableClock) -> list[Counters]:
    return [Counters(SharedStore(store, clock, timeout_seconds=LONG_SECONDS), clock) for store in two_stores]


async def granted(counters: Counters, times: int, subject: Subject) -> int:
    return sum([(await counters.take(HUNDRED, subject)).granted for _ in range(times)])


async def test_two_servers_in_turn_grant_the_limit_together(two_servers: list[Counters], ada: Subject) -> None:
    assert sum([await granted(server, 1, ada) for _ in range(110) for server in two_servers]) == 100


async def test_a_thousand_at_once_never_exceed_the_limit(two_servers: list[Counters], ada: Subject) -> None:
    quotas = await asyncio.gather(*(two_servers[n % 2].take(HUNDRED, ada) for n in range(1_000)))
    late = sum([await granted(server, 10, ada) for server in two_servers])
    assert sum(quota.granted for quota in quotas) + late == 100


async def test_the_last_window_counts_on_the_other_server(
    two_servers: list[Counters], clock: MovableClock, ada: Subject
) -> None:
    one, two = two_servers
    assert await granted(one, 101, ada) == 100
    clock.move(minutes=15)
    assert await granted(two, 1, ada) == 0
    clock.move(minutes=7, seconds=30)
    assert await granted(two, 100, ada) == 50


async def test_a_store_keeps_its_promises(two_stores: list[Storage], ada: Subject) -> None:
    here, there = two_stores
    key = str(ada)
    assert await here.incr(key, 60, 5) == 5
    assert await there.incr(key, 60, -2) == 3
    assert (await here.get(key), await here.get("other")) == (3, 0)
    assert await there.get_expiry(key) > 0
    assert await here.check()
    await there.clear(key)
    assert await here.get(key) == 0
    await here.incr(key, 60)
    await there.reset()
    assert await here.get(key) == 0


@pytest.mark.parametrize("fault", ["killed", "frozen"])
async def test_when_redis_is_down_each_server_counts_for_itself(
    start_redis: StartRedis, clock: MovableClock, ada: Subject, fault: str
) -> None:
    redis = start_redis()
    store = RedisCounts(redis.uri)
    shared = SharedStore(store, clock, timeout_seconds=LONG_SECONDS if fault == "killed" else 0.1)
    server = Counters(shared, clock)
    assert await granted(server, 100, ada) == 100
    if fault == "killed":
        redis.kill()
    else:
        redis.freeze()
    clock.move(minutes=30)
    with capture_logs() as logs:
        assert await granted(server, 101, ada) == 100
        redis.kill()
        redis.start()
        clock.move(seconds=REST_SECONDS)
        assert (await shared.add("key", 1, None, seconds=60))[0] == 1
    # Chats of other tests may log beside.
    told = [entry["event"] for entry in logs if entry["event"].startswith("rate_limit_")]
    assert told == ["rate_limit_store_down", "rate_limit_store_back"]
    await store.close()


async def test_when_mongodb_is_down_each_server_counts_for_itself(
    settings: Settings, clock: MovableClock, ada: Subject
) -> None:
    uri = SecretStr(f"mongodb://127.0.0.1:{free_port()}/?directConnection=true")
    nobody = settings.model_copy(update={"mongodb_uri": uri, "mongodb_timeout_ms": 200})
    async with connect(nobody) as client:
        store = MongoDBStore(client["nothing"], clock)
        assert not await store.check()
        assert await granted(Counters(SharedStore(store, clock, timeout_seconds=0.01), clock), 101, ada) == 100
