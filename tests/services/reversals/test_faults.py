"""Fault rows 12, 16 and 17, with two servers on one database, and gifts."""

import asyncio
import json
import random

import pytest

from models.payment import PaymentMethod, PaymentStatus
from models.user import Role
from services.ledger import Ledger
from services.ledger.audit import audit_ledger
from services.ledger.errors import WalletInDebtError
from services.payments.decisions import FlagCode
from services.payments.handlers import Hint
from services.payments.order import PurchaseOptions
from services.reversals.errors import PaymentNotRefundableError

TOKENS = 500_000


@pytest.fixture
async def paid(shop, viewer):
    assert viewer.role is Role.USER
    payment = (await shop.buy(viewer)).payment
    await shop.confirm(payment)
    return await shop.becomes(payment, PaymentStatus.SUCCEEDED)


@pytest.fixture
async def other(shop):
    """A second server, with a ledger's writer of its own."""
    ledger = Ledger(shop.database, shop.clock)
    ledger.start()
    yield shop.new_server(ledger)
    await ledger.stop()


@pytest.fixture
def receive(shop, other):
    """Let both servers get the same events, all at the same moment; in an order that follows from `seed`."""

    async def receive(events, seed=1):
        bodies = [json.dumps(event).encode() for event in events]
        calls = [
            server.receive(shop.gateway.parse_event(body, shop.signed(body)))
            for body in bodies
            for server in (shop.payments, other.payments)
        ]
        random.Random(seed).shuffle(calls)
        await asyncio.gather(*calls)

    return receive


async def clean(shop):
    assert (await audit_ledger(shop.database)).findings == []


async def test_row_12_a_refund_that_is_told_before_its_payment_nets_right(shop, viewer):
    await shop.control("/deliveries/hold")
    payment = (await shop.buy(viewer)).payment
    await shop.confirm(payment)
    await shop.control(f"/payment_intents/{payment.gateway_reference}/refund", amount=350)
    events = {event["type"]: event for event in await shop.events_around(payment)}
    shop.clock.advance(days=3)
    for kind in ("charge.refunded", "payment_intent.succeeded", "refund.created", "charge.refunded"):
        assert (await shop.post_event(events[kind])).status_code == 200
    balance = await shop.ledger.balance(viewer.wallet_id)
    assert (balance.available, balance.debt) == (450_000, 0)
    assert (await shop.payment(payment)).status is PaymentStatus.PARTIALLY_REFUNDED
    await shop.control("/deliveries/release")
    await clean(shop)


@pytest.mark.parametrize("seed", range(3))
async def test_row_12_on_two_servers_at_once_nets_right(shop, viewer, receive, seed):
    await shop.control("/deliveries/hold")
    payment = (await shop.buy(viewer)).payment
    await shop.confirm(payment)
    made = await shop.control(f"/payment_intents/{payment.gateway_reference}/refund", amount=350)
    events = {event["type"]: event for event in await shop.events_around(payment)}
    await receive([events[kind] for kind in ("charge.refunded", "payment_intent.succeeded", "refund.created")], seed)
    await receive(events.values(), seed)
    balance = await shop.ledger.balance(viewer.wallet_id)
    assert (balance.available, balance.debt) == (450_000, 0)
    assert await shop.keys(viewer) == [f"payment:{payment.id}", f"refund:{made['id']}"]
    assert (await shop.payment(payment)).status is PaymentStatus.PARTIALLY_REFUNDED
    await shop.control("/deliveries/release")
    await clean(shop)


@pytest.mark.parametrize("seed", range(3))
async def test_row_16_on_two_servers_at_once_leaves_one_debt(shop, viewer, paid, receive, seed):
    await shop.control("/deliveries/hold")
    await shop.ledger.spend(viewer.wallet_id, "test:spend", amount=TOKENS)
    made = await shop.control(f"/payment_intents/{paid.gateway_reference}/dispute")
    opened = [event for event in await shop.events_around(paid) if event["type"].startswith("charge.dispute")]
    await receive(opened, seed)
    await shop.control(f"/disputes/{made['id']}/lose")
    events = [event for event in await shop.events_around(paid) if event["type"].startswith("charge.dispute")]
    assert len(events) > len(opened)
    await receive(events, seed)
    balance = await shop.ledger.balance(viewer.wallet_id)
    assert (balance.available, balance.debt) == (0, TOKENS)
    keys = await shop.keys(viewer)
    assert sorted(keys[2:]) == sorted(f"{kind}:{made['id']}" for kind in ("dispute", "freeze", "unfreeze"))
    await shop.control("/deliveries/release")
    await clean(shop)


async def test_row_16_a_dispute_after_the_tokens_were_spent_leaves_a_debt(shop, viewer, paid):
    await shop.ledger.spend(viewer.wallet_id, "test:spend", amount=TOKENS)
    made = await shop.control(f"/payment_intents/{paid.gateway_reference}/dispute")
    await shop.becomes(paid, PaymentStatus.DISPUTED)
    await shop.control(f"/disputes/{made['id']}/lose")
    await shop.reversals.converge(paid.id)
    balance = await shop.ledger.balance(viewer.wallet_id)
    assert (balance.available, balance.debt) == (0, TOKENS)
    with pytest.raises(WalletInDebtError):
        await shop.ledger.spend(viewer.wallet_id, "test:more", amount=1)
    again = (await shop.buy(viewer, key="again")).payment
    await shop.confirm(again)
    await shop.becomes(again, PaymentStatus.SUCCEEDED)
    balance = await shop.ledger.balance(viewer.wallet_id)
    assert (balance.available, balance.debt) == (0, 0)
    await clean(shop)


async def test_row_17_partial_refunds_on_two_servers_at_once_take_each_its_own(shop, viewer, paid, other):
    made = [await shop.control(f"/payment_intents/{paid.gateway_reference}/refund", amount=333) for _ in range(6)]
    hints = [Hint("stripe", "refund", refund["id"], "evt", "refund.created") for refund in made] * 3
    random.Random(7).shuffle(hints)
    servers = (shop.reversals, other.reversals)
    await asyncio.gather(
        *(servers[number % 2]._events.handle(hint) for number, hint in enumerate(hints)), return_exceptions=True
    )
    await other.reversals.converge(paid.id)
    taken = TOKENS * 333 * 6 // 3_500
    assert (await shop.ledger.balance(viewer.wallet_id)).available == TOKENS - taken
    keys = await shop.keys(viewer)
    assert sorted(keys[1:]) == sorted(f"refund:{refund['id']}" for refund in made)
    await clean(shop)


async def test_a_refunded_gift_is_borne_by_its_receiver_as_far_as_it_goes(shop, viewer):
    receiver = await shop.member()
    started = await shop.payments.purchase(
        viewer, "package_500k", PaymentMethod.CARD, "gift", None, PurchaseOptions(gift_to=receiver.user_id)
    )
    payment = started.payment
    await shop.confirm(payment)
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert await shop.credits(receiver) == [(f"payment:{payment.id}", TOKENS)]
    await shop.ledger.spend(receiver.wallet_id, "test:spend", amount=200_000)
    made = await shop.control(f"/payment_intents/{payment.gateway_reference}/refund")
    await shop.becomes(payment, PaymentStatus.REFUNDED)
    await shop.reversals.converge(payment.id)  # the status says what was planned; this waits until it is posted
    received, gave = [await shop.ledger.balance(who.wallet_id) for who in (receiver, viewer)]
    assert (received.available, received.debt) == (0, 0)
    assert (gave.available, gave.debt) == (0, 200_000)
    await clean(shop)
    await shop.control(f"/refunds/{made['id']}/fail")
    await shop.reversals.converge(payment.id)
    received, gave = [await shop.ledger.balance(who.wallet_id) for who in (receiver, viewer)]
    assert (received.available, received.debt, gave.available, gave.debt) == (300_000, 0, 0, 0)
    await clean(shop)


async def test_a_dispute_in_another_currency_freezes_and_is_left_to_an_admin(shop, viewer, paid):
    made = await shop.control(f"/payment_intents/{paid.gateway_reference}/dispute", currency="usd", amount=500)
    await shop.becomes(paid, PaymentStatus.DISPUTED)
    await shop.control(f"/disputes/{made['id']}/lose")
    for _ in range(2):
        assert await shop.reversals.converge(paid.id) is FlagCode.WRONG_CURRENCY
    balance = await shop.ledger.balance(viewer.wallet_id)
    assert (balance.available, balance.debt) == (0, 0)
    assert await shop.keys(viewer) == [f"payment:{paid.id}", f"freeze:{made['id']}"]
    stored = await shop.payment(paid)
    assert [flag.code for flag in stored.flags] == ["WRONG_CURRENCY"]
    assert (stored.status, stored.reversal_due_at) == (PaymentStatus.DISPUTED, None)
    with pytest.raises(PaymentNotRefundableError):
        await shop.reversals.refund(shop.someone(), paid.id, None, "why", "foreign")
    await clean(shop)
