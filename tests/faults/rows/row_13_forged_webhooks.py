"""Row 13: stale, from the future, forged, unsigned, changed by a byte, of the other mode: 400, and nothing written."""

import json

from tests.faults.stage import Stage
from tests.faults.webhooks import open_till, signed

COLLECTIONS = ("webhook_events", "payments", "ledger_entries")


async def run(stage: Stage) -> None:
    async with open_till(stage) as till:
        person = await stage.person(till.servers[0])
        purchase = await till.buy(person)
        await till.pay(purchase)
        (event,) = await till.event("payment_intent.succeeded")
        body = json.dumps(event).encode()
        live = json.dumps(event | {"livemode": True}).encode()
        place = stage.plan.between("the byte that is changed", 0, len(body) - 1)
        changed = body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :]
        bad = {
            "stale": (body, signed(body, seconds_ago=301)),
            "from the future": (body, signed(body, seconds_ago=-330)),
            "forged": (body, signed(body, secret="whsec_of_somebody_else")),
            "unsigned": (body, {"content-type": "application/json"}),
            "changed by a byte": (changed, signed(body)),
            "of the other mode": (live, signed(live)),
        }
        before = [list(stage.database[name].find({}).sort("_id", 1)) for name in COLLECTIONS]
        for what, (content, headers) in bad.items():
            answers = [await till.post(server, content, headers) for server in till.servers]
            stage.say(f"{what}: {answers}")
            assert answers == [400, 400], what
        assert [list(stage.database[name].find({}).sort("_id", 1)) for name in COLLECTIONS] == before
        await till.deliver_until_taken([event])
        assert till.moved(person) == [("payment", 100_000)]
        await stage.reckon()
