"""Units are taken exactly, by one server or several, asked one after the other or all at once."""

import asyncio

import pytest
from limits.aio.storage import Storage

from models.ban import SubjectKind
from services.rate_limits.counters import Counters
from services.rate_limits.memory_store import MemoryStore
from services.rate_limits.quota import Quota
from services.rate_limits.shared_store import SharedStore
from services.rate_limits.subject import Subject
from services.rate_limits.window import Limit
from tests.services.rate_limits.stores import StoreForTests
from tests.support.clock import MovableClock

ADA = Subject(SubjectKind.USER, "usr_ada")
BOB = Subject(SubjectKind.USER, "usr_bob")
HUNDRED = Limit("user", 100, 900)
THOUSAND = Limit("user", 1_000, 900)


def counters(store: Storage, clock: MovableClock) -> Counters:
    return Counters(SharedStore(store, clock, timeout_seconds=10), clock)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()  # noon is where a window of 15 minutes begins


async def granted(counters: Counters, times: int, limit: Limit = HUNDRED, units: int = 1) -> int:
    return sum([(await counters.take(limit, ADA, units)).granted for _ in range(times)])


async def test_a_hundred_are_granted_and_the_next_is_told_when(clock: MovableClock) -> None:
    alone = counters(MemoryStore(clock), clock)
    assert await granted(alone, 100) == 100
    assert await alone.take(HUNDRED, ADA) == Quota(HUNDRED, 0, reset_seconds=900, retry_after_seconds=909)
    clock.move(seconds=908)
    assert await granted(alone, 1) == 0
    clock.move(seconds=1)
    assert await granted(alone, 2) == 1


async def test_what_is_left_and_until_when_is_told(clock: MovableClock) -> None:
    alone = counters(MemoryStore(clock), clock)
    clock.move(seconds=100)
    assert await alone.take(HUNDRED, ADA, 30) == Quota(HUNDRED, 70, reset_seconds=800)


async def test_subjects_and_limits_are_counted_apart(clock: MovableClock) -> None:
    alone = counters(MemoryStore(clock), clock)
    assert await granted(alone, 100) == 100
    assert (await alone.take(HUNDRED, BOB)).granted
    assert (await alone.take(Limit("chat", 1, 60), ADA)).granted


async def test_nothing_is_taken_by_what_is_refused(clock: MovableClock) -> None:
    alone = counters(MemoryStore(clock), clock)
    assert await granted(alone, 1, units=60) == 1
    assert await granted(alone, 5, units=60) == 0
    assert await granted(alone, 50) == 40


async def test_more_than_the_whole_limit_is_never_granted_and_takes_nothing(clock: MovableClock) -> None:
    alone = counters(MemoryStore(clock), clock)
    assert await alone.take(HUNDRED, ADA, 101) == Quota(HUNDRED, 100, reset_seconds=900, retry_after_seconds=900)
    assert await granted(alone, 1, units=100) == 1


async def test_two_servers_in_turn_grant_the_limit_together(clock: MovableClock) -> None:
    store = StoreForTests(clock)
    one, two = counters(store, clock), counters(store, clock)
    assert sum([await granted(server, 1) for _ in range(200) for server in (one, two)]) == 100


async def test_a_thousand_at_once_on_two_servers_never_exceed_the_limit(clock: MovableClock) -> None:
    store = StoreForTests(clock)
    servers = (counters(store, clock), counters(store, clock))
    quotas = await asyncio.gather(*(servers[n % 2].take(HUNDRED, ADA) for n in range(1_000)))
    late = sum([await granted(server, 10) for server in servers])
    assert sum(quota.granted for quota in quotas) + late == 100


async def test_several_units_at_once_never_exceed_the_limit(clock: MovableClock) -> None:
    store = StoreForTests(clock)
    servers = (counters(store, clock), counters(store, clock))
    quotas = await asyncio.gather(*(servers[n % 2].take(HUNDRED, ADA, 1 + n % 7) for n in range(1_000)))
    assert sum(1 + n % 7 for n, quota in enumerate(quotas) if quota.granted) <= 100
    assert sum([await granted(server, 100) for server in servers]) <= 100


async def test_the_store_is_asked_seldom(clock: MovableClock) -> None:
    store = StoreForTests(clock)
    one = counters(store, clock)
    assert await granted(one, 500, THOUSAND) == 500
    assert store.asked == 14  # 50 at first, then a twentieth of what is left each time


async def test_what_is_known_to_be_used_up_is_not_asked_about(clock: MovableClock) -> None:
    store = StoreForTests(clock)
    one = counters(store, clock)
    await granted(one, 101)
    asked = store.asked
    assert await granted(one, 1_000) == 0
    assert store.asked == asked


async def test_a_new_window_is_counted_with_what_reaches_into_it_on_another_server_too(clock: MovableClock) -> None:
    store = StoreForTests(clock)
    one, two = counters(store, clock), counters(store, clock)
    assert await granted(one, 100) == 100
    clock.move(minutes=15)
    assert await granted(two, 1) == 0
    clock.move(minutes=7, seconds=30)
    assert await granted(two, 100) == 50
    assert await granted(one, 100) == 0


async def test_what_was_taken_of_a_window_that_ended_meanwhile_is_not_given_out_in_the_next(
    clock: MovableClock,
) -> None:
    store = StoreForTests(clock)
    one = counters(store, clock)
    store.meanwhile = lambda: clock.move(minutes=15)
    quotas = await asyncio.gather(*(one.take(HUNDRED, ADA) for _ in range(200)))
    assert sum(quota.granted for quota in quotas) == 95  # five were taken in advance of the window before


async def test_a_subject_that_is_forgotten_begins_anew_on_that_server(clock: MovableClock) -> None:
    one = counters(MemoryStore(clock), clock)
    await granted(one, 100)
    await one.forget(HUNDRED, ADA)
    assert await granted(one, 101) == 100
