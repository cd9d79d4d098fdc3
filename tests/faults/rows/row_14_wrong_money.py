"""Row 14: a success of another amount, another currency, or that is not paid credits nothing, and is flagged."""

from typing import Any

from tests.faults.stage import Stage
from tests.faults.webhooks import open_till, reference_of

WRONG: dict[str, dict[str, Any]] = {
    "WRONG_AMOUNT": {"amount": 999, "amount_received": 999},
    "WRONG_CURRENCY": {"currency": "jpy"},
    "NOT_PAID": {"status": "requires_payment_method"},
}


async def run(stage: Stage) -> None:
    async with open_till(stage) as till:
        person = await stage.person(till.servers[0])
        for code, change in WRONG.items():
            purchase = await till.buy(person)
            event = await till.control(
                "/events",
                object=reference_of(purchase),
                type="payment_intent.succeeded",
                overrides={"status": "succeeded", "amount_received": 1000, **change},
            )
            await till.deliver_until_taken([event], copies=4)
            payment = till.payment(purchase)
            row = stage.database["webhook_events"].find_one({"event_id": event["id"]})
            flags = [flag["code"] for flag in payment["flags"]]
            stage.say(f"{code}: flags {flags}, event {row and row['flag']}, credited {payment['credited_at']}")
            assert (flags, row and row["flag"], payment["credited_at"]) == ([code], code, None)
        assert till.moved(person) == []
        await stage.reckon()
