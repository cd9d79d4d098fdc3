"""Row 15: kill -9 half-way through a webhook, at each of its writes; redelivery to the other server credits once."""

import asyncio

from tests.faults.kill_points import KillPoint, kill_at
from tests.faults.server import Server
from tests.faults.stage import Stage
from tests.faults.webhooks import Event, Till, open_till

POINTS = (
    KillPoint("insert", "webhook_events"),
    KillPoint("insert", "ledger_entries"),
    KillPoint("insert", "ledger_entries", written=True),
    KillPoint("findAndModify", "payments"),
    KillPoint("update", "webhook_events"),
)


async def run(stage: Stage) -> None:
    async with open_till(stage) as till:
        stays, dies = till.servers
        person = await stage.person(stays)
        for number, point in enumerate(POINTS, 1):
            purchase = await till.buy(person)
            await till.pay(purchase)
            event = (await till.event("payment_intent.succeeded", number))[-1]
            purchase.under_way = True
            await kill_at(stage, dies, point, lambda event=event: stage.start(_sent(till, event, dies)))
            purchase.under_way = False
            await _until_taken(till, event, stays)
            assert till.payment(purchase)["status"] == "succeeded"
            assert till.moved(person) == [("payment", 100_000)] * number
            await dies.start()
        await till.deliver_until_taken([event for event in till.events if event["type"].endswith("succeeded")])
        assert till.moved(person) == [("payment", 100_000)] * len(POINTS)
        await stage.reckon()


async def _sent(till: Till, event: Event, server: Server) -> int:
    try:
        return await till.deliver(event, server)
    except OSError:
        return 0
    except Exception:  # noqa: BLE001  the connection ends with the server, in whichever way
        return 0


async def _until_taken(till: Till, event: Event, server: Server) -> None:
    for _ in range(100):
        if await till.deliver(event, server) == 200:
            return
        await asyncio.sleep(0.1)
    raise AssertionError("the redelivery was never taken")
