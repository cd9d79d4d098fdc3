"""All that can follow one payment, told to two servers at once, often and in any order: nothing is left over."""

import asyncio
import json
import random

import pytest

from models.payment import PaymentStatus
from services.ledger.audit import audit_ledger

BONUS = 9_000


@pytest.fixture
def told(shop):
    """Tell two servers of all events about a payment three times each, all at once, in an order made of `seed`."""
    servers = [shop.new_server(), shop.new_server()]

    async def tell(payment, seed):
        events = await shop.events_around(payment)
        bodies = [json.dumps(event).encode() for event in events for _ in range(3)]
        random.Random(seed).shuffle(bodies)
        calls = [
            servers[number % 2].payments.receive(shop.gateway.parse_event(body, shop.signed(body)))
            for number, body in enumerate(bodies)
        ]
        # What is refused while others are faster is delivered again, as Stripe does.
        for failed in await asyncio.gather(*calls, return_exceptions=True):
            assert failed is None or getattr(failed, "retryable", False), failed
        for event in events:
            body = json.dumps(event).encode()
            await servers[0].payments.receive(shop.gateway.parse_event(body, shop.signed(body)))
        await servers[1].sweep(100)

    return tell


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("end", ["refund", "dispute"])
async def test_a_rewarded_gift_with_a_bonus_whose_money_goes_back_leaves_nothing(
    shop, registered, buy, code, told, end, seed
):
    await shop.control("/deliveries/hold")
    referrer, receiver = await registered(), await registered()
    giver = await registered(referred_by=referrer.user_id)
    payment = await buy(giver, gift_to=receiver.user_id, promo_code=await code(bonus_tokens=BONUS))
    await shop.confirm(payment)
    if seed % 2:
        await told(payment, seed)  # it is credited and rewarded before anything goes back
    if end == "refund":
        await shop.control(f"/payment_intents/{payment.gateway_reference}/refund", amount=1_000)
        await shop.control(f"/payment_intents/{payment.gateway_reference}/refund")
    else:
        dispute = await shop.control(f"/payment_intents/{payment.gateway_reference}/dispute")
        await shop.control(f"/disputes/{dispute['id']}/lose")
    await told(payment, seed)
    stored = await shop.payment(payment)
    ended = PaymentStatus.REFUNDED if end == "refund" else PaymentStatus.DISPUTED
    assert (stored.status, stored.follow_up_at, stored.reversal_due_at) == (ended, None, None)
    for person in (referrer, receiver, giver):
        balance = await shop.ledger.balance(person.wallet_id)
        assert (balance.available, balance.debt) == (0, 0)
    assert [key for key in await shop.keys(giver) if not key.startswith(("referral:", "unreward:"))] == []
    await shop.control("/deliveries/release")
    assert (await audit_ledger(shop.database)).findings == []
