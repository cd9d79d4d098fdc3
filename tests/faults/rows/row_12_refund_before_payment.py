"""Row 12: the refund is told before the payment, events come shuffled and days late, two of them for one success."""

from tests.faults.stage import Stage
from tests.faults.webhooks import open_till, reference_of

LATE_SECONDS = 3 * 86_400
COPIES = 3


async def run(stage: Stage) -> None:
    async with open_till(stage) as till:
        person = await stage.person(till.servers[0])
        purchase = await till.buy(person)
        await till.pay(purchase, "pm_card_visa_chargeDeclined")
        await till.pay(purchase)
        reference = reference_of(purchase)
        amount = stage.plan.between("fen of 1000 that go back", 1, 999)
        refund = await till.ask("/v1/refunds", payment_intent=reference, amount=str(amount))
        await till.control("/events", object=reference, type="payment_intent.succeeded")
        refunded = await till.event("charge.refunded")
        await till.event("payment_intent.succeeded", 2)
        assert refund["status"] == "succeeded", refund

        await till.deliver_until_taken(refunded)
        late = [event | {"created": event["created"] - LATE_SECONDS} for event in till.events]
        stage.plan.stream("order").shuffle(late)
        await till.deliver_until_taken(late, COPIES)

        taken = 100_000 * amount // 1000
        moved = till.moved(person)
        stage.say(f"{len(late)} events, {COPIES} times each: {moved}")
        assert sorted(moved) == [("payment", 100_000), ("refund", -taken)]
        assert till.payment(purchase)["status"] == "partially_refunded"
        await stage.reckon()
