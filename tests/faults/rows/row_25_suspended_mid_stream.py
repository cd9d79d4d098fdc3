"""Row 25: a user is suspended while replies stream, here and on the other server; all stop within 5 s, settled."""

import asyncio
import time
from typing import Any

from tests.faults.everyday import next_operation
from tests.faults.provider import provider
from tests.faults.rows.row_24_asked_to_end import watch
from tests.faults.stage import Stage

STOPPED_SECONDS = 5.0
PIECES = 400
"""At 0.1 s each: longer than everything that comes before the suspension."""
READING_SECONDS = 25.0


async def run(stage: Stage) -> None:
    async with provider() as upstream:
        servers = await stage.two_servers(**upstream.settings)
        upstream.reply_slowly(PIECES, 0.1)
        person = await stage.person(servers[0])
        operations = [stage.book.note(next_operation(person, "chat")) for _ in range(2)]
        readers = []
        received: list[list[dict[str, Any]]] = [[] for _ in range(2 * len(operations))]
        for operation, events in zip(operations, received, strict=False):
            operation.abandoned = True  # nobody is left to ask
            readers.append(stage.start(watch(person, servers[0], operation, events)))
        await upstream.wait_asked([operation.text for operation in operations])
        for operation, events in zip(operations, received[len(operations) :], strict=True):
            readers.append(stage.start(watch(person, servers[1], operation, events)))
        async with asyncio.timeout(READING_SECONDS):
            while not all(received):  # noqa: ASYNC110 - a busy machine lets somebody in late
                await asyncio.sleep(0.05)
        await asyncio.sleep(stage.plan.between("milliseconds of streaming", 500, 1_500) / 1_000)
        stage.people.remove(person)  # has no say any more
        began = time.monotonic()
        stage.database["users"].update_one({"wallet_id": person.wallet}, {"$set": {"status": "suspended"}})
        await asyncio.gather(*readers)
        stage.within("until all readers were told", time.monotonic() - began, STOPPED_SECONDS)
        open_ones = {"lease_until": {"$type": "date"}}
        while stage.database["generations"].count_documents(open_ones):  # noqa: ASYNC110 - servers end them
            await asyncio.sleep(0.05)
        stage.within("until all replies were settled", time.monotonic() - began, STOPPED_SECONDS)
        charged = list(stage.database["ledger_entries"].find({"kind": "settle"}))
        assert len(charged) == len(operations)
        await stage.reckon()
        await person.close()
