"""Row 24: SIGTERM in mid-stream; the server drains, settles, and exits with 0."""

import asyncio
import time
from typing import Any

from tests.acceptance.operations import OPERATIONS
from tests.faults.book import Operation
from tests.faults.everyday import next_operation
from tests.faults.people import Person
from tests.faults.provider import provider
from tests.faults.server import Server
from tests.faults.stage import Stage
from tests.support.subscription import sse_events

END_SECONDS = 45
"""10 s of grace for replies, 15 s to charge what is cut, and what the web server needs."""
PIECES = 12


async def run(stage: Stage) -> None:
    async with provider() as upstream:
        server = await stage.server(**upstream.settings)
        # Some replies end within the grace, the slow ones are cut.
        upstream.reply_slowly(PIECES, stage.plan.one_of("seconds between two pieces", (0.2, 0.5, 2.0)))
        streams = []
        for _ in range(stage.plan.between("streams", 2, 4)):
            person = await stage.person(server)
            operation = stage.book.note(next_operation(person, "chat"))
            operation.abandoned = True  # nobody is left to ask
            streams.append(stage.start(watch(person, server, operation)))
        await upstream.wait_asked([operation.text for operation in stage.book.operations])
        await asyncio.sleep(stage.plan.between("milliseconds of streaming", 300, 1_200) / 1_000)
        stage.book.strike()
        began = time.monotonic()
        server.running.ask_to_end()
        received = await asyncio.gather(*streams)
        code = await stage.block(server.running.wait, END_SECONDS)
        stage.within("until the server had ended", time.monotonic() - began, END_SECONDS)
        assert code == 0, f"it exited with {code}:\n{server.log[-3_000:]}"
        left = stage.database["generations"].count_documents({"lease_until": {"$type": "date"}})
        assert left == 0, f"{left} replies were left open"
        stored = stage.database["messages"].count_documents({"role": "assistant"})
        assert stored == len(streams), f"{stored} of {len(streams)} replies are stored"
        stage.say(f"exit 0; pieces that the {len(streams)} readers had: {[len(events) for events in received]}")
        await stage.reckon()


async def watch(
    person: Person, server: Server, operation: Operation, received: list[dict[str, Any]] | None = None
) -> list[dict[str, Any]]:
    """Reads a chat to its end; `received` fills while it is read."""
    received = [] if received is None else received
    operation.attempts, operation.under_way, operation.sent_at = 1, True, time.monotonic()
    variables = {"message": operation.text, "key": operation.key}
    try:
        url = f"{server.url}/graphql"
        async for event in sse_events(url, OPERATIONS["ChatStream"], variables, token=person.token):
            received.append(event)
        return received
    finally:
        operation.under_way = False
