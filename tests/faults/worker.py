"""`python -m tests.faults.worker URI DATABASE`: one process with a `Ledger`, for load on the ledger alone.

It reads one JSON object a line, each a call to make at once, and writes one line for each answer.
"""

import asyncio
import json
import os
import sys
from datetime import timedelta
from typing import Any

from database.client import connect
from database.clock import DatabaseClock
from services.errors import TokentillError
from services.ledger import GrantSource, Ledger, Posted
from settings import Settings

HOLD_SECONDS = 4


class Worker:
    def __init__(self, ledger: Ledger, clock: DatabaseClock) -> None:
        self._ledger = ledger
        self._clock = clock

    async def answer(self, call: dict[str, Any]) -> None:
        """Make one call and tell what came of it. Whatever is raised is told: nobody waits for ever."""
        try:
            posted = await self._make(call)
            told = {
                "seq": posted.seq, "kind": posted.kind, "replayed": posted.replayed,
                "available": posted.balance.available, "held": posted.balance.held,
            }  # fmt: skip
            line = {"id": call["id"], "told": told}
        except TokentillError as error:
            line = {"id": call["id"], "code": error.code, "retryable": error.retryable}
        except Exception as error:  # noqa: BLE001 - the driver judges it
            line = {"id": call["id"], "code": f"INTERNAL {error!r}", "retryable": False}
        os.write(1, json.dumps(line).encode() + b"\n")

    async def _make(self, call: dict[str, Any]) -> Posted:
        ledger, wallet, key, amount = self._ledger, call["wallet"], call["key"], call["amount"]
        match call["kind"]:
            case "grant":
                return await ledger.grant(wallet, key, source=GrantSource.PROMO, amount=amount)
            case "spend":
                return await ledger.spend(wallet, key, amount=amount)
            case "hold":
                until = self._clock() + timedelta(seconds=HOLD_SECONDS)
                request = {"amount": amount}
                return await ledger.hold(
                    wallet, key, hold_id=call["hold"], amount=amount, expires_at=until, request=request
                )
            case "settle":
                return await ledger.settle(wallet, call["hold"], amount=amount)
            case "release":
                return await ledger.release(wallet, call["hold"])
            case other:
                raise ValueError(other)


async def main(uri: str, name: str) -> None:
    settings = Settings(mongodb_uri=uri, mongodb_database=name)  # type: ignore[arg-type]
    async with connect(settings) as client:
        clock = DatabaseClock(client)
        await clock.refresh()
        ledger = Ledger(client[name], clock)
        ledger.start()
        worker = Worker(ledger, clock)
        reader = asyncio.StreamReader(limit=1_000_000)
        await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        os.write(1, b'{"ready": true}\n')
        async with asyncio.TaskGroup() as group:
            while line := await reader.readline():
                group.create_task(worker.answer(json.loads(line)))
        await ledger.stop()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
