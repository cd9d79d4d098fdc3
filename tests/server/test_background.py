import asyncio
import itertools
import time

from server.background import Background


async def test_a_job_runs_again_and_again_until_the_stop() -> None:
    background, runs = Background(), []
    background.every(0.01, lambda: _append(runs), name="job")
    await asyncio.sleep(0.2)
    await background.stop()
    count = len(runs)
    assert count >= 5
    await asyncio.sleep(0.05)
    assert len(runs) == count


async def test_a_job_that_fails_is_tried_again_after_longer_and_longer_pauses() -> None:
    background, runs = Background(), []

    async def fail() -> None:
        await _append(runs)
        raise ValueError("no")

    background.every(0.02, fail, name="job")
    await asyncio.sleep(0.8)
    await background.stop()
    pauses = [later - earlier for earlier, later in itertools.pairwise(runs)]
    assert len(pauses) >= 3
    assert pauses[2] > pauses[0] * 1.5


async def test_a_job_that_hangs_is_ended_and_tried_again() -> None:
    background, runs = Background(), []

    async def hang() -> None:
        await _append(runs)
        await asyncio.sleep(60)

    background.every(0.01, hang, name="job", longest_seconds=0.02)
    await asyncio.sleep(0.3)
    await background.stop()
    assert len(runs) >= 2


async def test_a_stop_lets_a_running_job_end() -> None:
    background, ended = Background(), []

    async def work() -> None:
        await asyncio.sleep(0.1)
        await _append(ended)

    background.every(60, work, name="job")
    await asyncio.sleep(0.01)
    await background.stop()
    assert len(ended) == 1


async def test_a_stop_does_not_wait_for_a_pause() -> None:
    background = Background()
    background.every(60, lambda: _append([]), name="job")
    await asyncio.sleep(0.01)
    async with asyncio.timeout(30):  # the pause is 60 seconds
        await background.stop()


async def _append(runs: list[float]) -> None:
    runs.append(time.monotonic())
