"""Every event about refunds and disputes, in every way in which it may come. See `tests.support.event_matrix`."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from models.payment import Payment, PaymentStatus
from services.identity.viewer import Viewer
from tests.support.event_matrix import MakeScene, Scene, matrix, play
from tests.support.shop import Shop

TOKENS = 500_000
PRICE = 3_500

Story = Callable[[Shop, Payment, Viewer], Awaitable[None]]


def scene(kind: str, story: Story, status: PaymentStatus, entries: list[str], left: int) -> MakeScene:
    """A paid payment and what then happens to it; at the end its entries, and what is left of its tokens."""

    async def make(shop: Shop) -> Scene:
        viewer = shop.someone()
        payment = (await shop.buy(viewer)).payment
        await shop.confirm(payment)
        await story(shop, payment, viewer)

        async def right() -> None:
            stored = await shop.payment(payment)
            assert (stored.status, stored.reversal_due_at) == (status, None)
            assert sorted(await shop.keys(viewer)) == sorted([f"payment:{payment.id}", *await named(shop, payment)])
            balance = await shop.ledger.balance(viewer.wallet_id)
            assert (balance.available, balance.debt) == (left, 0)

        async def named(shop: Shop, payment: Payment) -> list[str]:
            ids = await shop.reversal_ids(payment)
            return [key.format(**ids) for key in entries]

        events = await shop.events_around(payment)
        event = next(event for event in events if event["type"] == kind)
        return Scene(event, right, [other for other in events if other is not event])

    return make


async def refund(shop: Shop, payment: Payment, amount: int = PRICE) -> dict[str, Any]:
    return await shop.control(f"/payment_intents/{payment.gateway_reference}/refund", amount=amount)


async def refunded(shop: Shop, payment: Payment, _viewer: Viewer) -> None:
    await refund(shop, payment, 350)


async def refund_failed(shop: Shop, payment: Payment, _viewer: Viewer) -> None:
    made = await refund(shop, payment)
    await shop.control(f"/refunds/{made['id']}/fail")


async def disputed(shop: Shop, payment: Payment, _viewer: Viewer) -> None:
    await shop.control(f"/payment_intents/{payment.gateway_reference}/dispute")


def ended(outcome: str) -> Story:
    async def end(shop: Shop, payment: Payment, _viewer: Viewer) -> None:
        made = await shop.control(f"/payment_intents/{payment.gateway_reference}/dispute")
        await shop.stripe(f"/v1/disputes/{made['id']}", {"evidence[uncategorized_text]": f"{outcome}_evidence"})

    return end


PART, DISPUTED, PAID = PaymentStatus.PARTIALLY_REFUNDED, PaymentStatus.DISPUTED, PaymentStatus.SUCCEEDED
CLAWED = ["dispute:{dispute}"]

SCENES = {
    "charge.refunded": scene("charge.refunded", refunded, PART, ["refund:{refund}"], 450_000),
    "refund.created": scene("refund.created", refunded, PART, ["refund:{refund}"], 450_000),
    "refund.updated": scene("refund.updated", refund_failed, PAID, [], TOKENS),
    "refund.failed": scene("refund.failed", refund_failed, PAID, [], TOKENS),
    "charge.dispute.created": scene("charge.dispute.created", disputed, DISPUTED, ["freeze:{dispute}"], 0),
    "charge.dispute.funds_withdrawn": scene(
        "charge.dispute.funds_withdrawn", disputed, DISPUTED, ["freeze:{dispute}"], 0
    ),
    "charge.dispute.updated": scene("charge.dispute.updated", ended("losing"), DISPUTED, CLAWED, 0),
    "charge.dispute.closed": scene("charge.dispute.closed", ended("losing"), DISPUTED, CLAWED, 0),
    "charge.dispute.closed won": scene("charge.dispute.closed", ended("winning"), PAID, [], TOKENS),
    "charge.dispute.funds_reinstated": scene("charge.dispute.funds_reinstated", ended("winning"), PAID, [], TOKENS),
}


@pytest.mark.parametrize(("scene", "case"), matrix(SCENES))
async def test_however_it_comes_the_end_is_the_same(shop, scene, case):
    await play(shop, scene, case)
