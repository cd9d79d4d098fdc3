"""Events about refunds and disputes of a subscription's invoice, in every way in which they may come."""

from collections.abc import Awaitable, Callable

import pytest

from tests.support.event_matrix import MakeScene, Scene, matrix, play
from tests.support.shop import Shop
from tests.support.subscriber import Subscriber, subscriber

TOKENS = 1_000_000

Story = Callable[[Shop, str], Awaitable[str]]
"""Does something to a PaymentIntent; the id of the refund or dispute."""


def scene(kind: str, story: Story, entries: list[str], left: int, *, granted: bool = True) -> MakeScene:
    """A paid invoice and what then happens to it; at the end its entries, and what is left of its tokens."""

    async def make(shop: Shop) -> Scene:
        person = await subscriber(shop, paid=granted)
        if not granted:
            await person.pay()
        intent = await intent_of(person)
        made = await story(shop, intent)

        async def right() -> None:
            (invoice,) = await person.invoices()
            assert invoice.reversal_due_at is None
            expected = [f"subscription:{invoice.id}", *(f"{entry}:{made}" for entry in entries)]
            assert sorted(await shop.keys(person.viewer)) == sorted(expected)
            balance = await shop.ledger.balance(person.viewer.wallet_id)
            assert (balance.available, balance.debt) == (left, 0)
            stored = await shop.event(event["id"])
            assert stored is not None
            assert stored.flag is None

        events = await shop.events_around_intent(intent)
        event = next(event for event in events if event["type"] == kind)
        return Scene(event, right, [other for other in events if other is not event])

    return make


async def intent_of(person: Subscriber) -> str:
    customer = (await person.now()).customer_reference
    intents = await person.shop.everything("payment_intents")
    return next(intent["id"] for intent in intents if intent["customer"] == customer)


async def refunded(shop: Shop, intent: str) -> str:
    return str((await shop.control(f"/payment_intents/{intent}/refund", amount=490))["id"])


async def refund_failed(shop: Shop, intent: str) -> str:
    made = await refunded(shop, intent)
    await shop.control(f"/refunds/{made}/fail")
    return made


async def disputed(shop: Shop, intent: str) -> str:
    return str((await shop.control(f"/payment_intents/{intent}/dispute"))["id"])


async def lost(shop: Shop, intent: str) -> str:
    made = await disputed(shop, intent)
    await shop.control(f"/disputes/{made}/lose")
    return made


async def won(shop: Shop, intent: str) -> str:
    made = await disputed(shop, intent)
    await shop.control(f"/disputes/{made}/win")
    return made


SCENES = {
    "charge.refunded": scene("charge.refunded", refunded, ["refund"], 900_000),
    "refund.created": scene("refund.created", refunded, ["refund"], 900_000),
    "refund.created before the grant": scene("refund.created", refunded, ["refund"], 900_000, granted=False),
    "refund.failed": scene("refund.failed", refund_failed, [], TOKENS),
    "charge.dispute.created": scene("charge.dispute.created", disputed, ["freeze"], 0),
    "charge.dispute.closed": scene("charge.dispute.closed", lost, ["dispute"], 0),
    "charge.dispute.closed won": scene("charge.dispute.closed", won, [], TOKENS),
}


@pytest.mark.parametrize(("scene", "case"), matrix(SCENES))
async def test_however_it_comes_the_end_is_the_same(shop, scene, case):
    await play(shop, scene, case)
