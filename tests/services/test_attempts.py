"""Counts that all servers share. Two throttles of one kind stand for two servers."""

import asyncio

import pytest

from database.setup import Database
from models.attempt_count import AttemptCount
from services.attempts import AttemptThrottle, Window
from services.identity.errors import TooManyAttemptsError
from tests.support.clock import MovableClock

ADA = "ada@example.com"


@pytest.fixture(autouse=True)
async def _empty(database: Database) -> None:
    await database["attempt_counts"].delete_many({})


async def waits(throttle: AttemptThrottle, name: str = ADA) -> int:
    try:
        await throttle.check(name)
    except TooManyAttemptsError as error:
        return error.seconds_left
    return 0


async def test_five_failures_are_free_and_then_the_wait_doubles_up_to_five_minutes() -> None:
    clock = MovableClock()
    throttle = AttemptThrottle("guess", clock)
    seen = []
    for _ in range(15):
        await throttle.count(ADA)
        seen.append(await waits(throttle))
        clock.move(seconds=seen[-1])
        assert await waits(throttle) == 0
    assert seen == [0, 0, 0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    assert await waits(throttle, "eve@example.com") == 0


async def test_success_or_an_hour_forgets() -> None:
    clock = MovableClock()
    throttle = AttemptThrottle("guess", clock)
    for _ in range(5):
        await throttle.count(ADA)
    await throttle.succeed(ADA)
    for _ in range(5):
        await throttle.count(ADA)
    assert await waits(throttle) == 0
    clock.move(seconds=3_601)
    await throttle.count(ADA)
    assert await waits(throttle) == 0


async def test_while_one_waits_nothing_is_counted_and_no_success_is_told() -> None:
    clock = MovableClock()
    throttle = AttemptThrottle("guess", clock)
    for _ in range(6):
        await throttle.count(ADA)
    for act in (throttle.count, throttle.succeed):
        with pytest.raises(TooManyAttemptsError):
            await act(ADA)
    (row,) = await AttemptCount.find_all().to_list()
    assert row.tries == 6
    await throttle.forget(ADA)
    assert await waits(throttle) == 0


async def test_tries_at_two_servers_at_once_are_counted_together() -> None:
    clock = MovableClock()
    servers = [AttemptThrottle("guess", clock) for _ in range(2)]
    results = await asyncio.gather(*(servers[n % 2].count(ADA) for n in range(40)), return_exceptions=True)
    assert results.count(None) == 6
    assert sum(isinstance(result, TooManyAttemptsError) for result in results) == 34


async def test_a_window_takes_so_many_and_opens_when_it_is_over() -> None:
    clock = MovableClock()
    throttle = AttemptThrottle("mail", clock, rule=Window(most=3, seconds=60))
    for _ in range(3):
        await throttle.count(ADA)
        clock.move(seconds=10)
    assert await waits(throttle) == 30
    clock.move(seconds=30)
    await throttle.count(ADA)
    assert await waits(throttle) == 0


async def test_kinds_do_not_mix_names_are_not_stored_and_rows_go() -> None:
    clock = MovableClock()
    for kind in ("a", "b"):
        await AttemptThrottle(kind, clock, rule=Window(most=1, seconds=60)).count(ADA)
    rows = await AttemptCount.find_all().to_list()
    assert sorted(row.id[:2] for row in rows) == ["a:", "b:"]
    assert ADA not in repr(rows)
    assert {(row.expires_at - clock.now).total_seconds() for row in rows} == {60}
