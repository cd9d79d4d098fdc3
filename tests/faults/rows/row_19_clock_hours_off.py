"""Row 19: one server's clock is two hours off at the claim boundary; one claim a period all the same."""

import asyncio
import time

from tests.faults.everyday import next_operation
from tests.faults.load import carry_out
from tests.faults.people import Person
from tests.faults.server import CLOCK_LIBRARY, Server
from tests.faults.shop import shared_stripe
from tests.faults.stage import SkippedError, Stage

PERIOD_SECONDS = 6
AT_ONCE = 20
HOURS = (2, -2)


async def run(stage: Stage) -> None:
    if not CLOCK_LIBRARY.exists():
        raise SkippedError("libfaketime is not there; `make faults` installs it for root")
    with shared_stripe() as env:
        await _run(stage, {"CLAIM_PERIOD_SECONDS": str(PERIOD_SECONDS), **env})


async def _run(stage: Stage, period: dict[str, str]) -> None:
    servers = [await stage.server(clock_hours=hours, **period) for hours in (0, *HOURS)]
    _show_that_it_is_off(stage, *servers[1:])
    people = [await stage.person(server) for server in servers]
    claims = [[await _rush(stage, person, servers) for person in people]]
    first = time.monotonic()
    assert claims[0] == [1, 1, 1], f"claims of the first period: {claims[0]}"
    # Just before the boundary nobody gets another one, just after it everybody one.
    await asyncio.sleep(max(0.0, first + PERIOD_SECONDS - 3 - time.monotonic()))
    before = [await _rush(stage, person, servers, at_once=4) for person in people]
    assert before == [0, 0, 0], f"claims before the boundary: {before}"
    await asyncio.sleep(max(0.0, first + PERIOD_SECONDS + 0.2 - time.monotonic()))
    after = await asyncio.gather(*(_rush(stage, person, servers) for person in people))
    assert after == [1, 1, 1], f"claims of the second period: {after}"
    stage.say(f"claims of {len(people)} people at three servers, by period: {claims[0]}, {before}, {after}")
    await stage.reckon()


async def _rush(stage: Stage, person: Person, servers: list[Server], at_once: int = AT_ONCE) -> int:
    """Claim at all servers at the same time; how many claims were granted."""
    ways = stage.ways(person, servers)
    operations = [stage.book.note(next_operation(person, "claim")) for _ in range(at_once)]
    tasks = [
        stage.start(carry_out(operation, [ways[number % len(ways)]], stage.plan.stream(operation.key)))
        for number, operation in enumerate(operations)
    ]
    await stage.book.strike_when(in_flight=1)
    await asyncio.gather(*tasks)
    return sum(operation.done for operation in operations)


def _show_that_it_is_off(stage: Stage, *servers: Server) -> None:
    """The log's times are the process's own: they show that the clock really is wrong."""
    for server in servers:
        line = next(line for line in server.log.splitlines() if "database_ready" in line)
        stage.say(f"{server.name} logs at {line[:19]}, and it is {time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime())}")
        assert line[11:13] != time.strftime("%H", time.gmtime()), "the clock is not off"
