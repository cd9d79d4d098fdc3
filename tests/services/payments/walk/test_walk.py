"""A walk of random steps: at its end our books are Stripe's, by a count that shares no code with ours.

WALK_SEED=7 pytest tests/services/payments/walk        goes the same way again; the seed stands in the output
"""

import os
import random
from collections import Counter

import pytest

from models.payment import Payment
from models.subscription import Subscription
from models.subscription_invoice import SubscriptionInvoice
from services.ledger.audit import audit_ledger
from tests.services.payments.walk.billing_recount import recount_billing, standing
from tests.services.payments.walk.recount import Reversed, recount
from tests.services.payments.walk.world import World
from tests.support.shop import open_shop

SEED = os.environ.get("WALK_SEED")
SHORT, LONG = 120, 2_000


@pytest.fixture
async def shop(database, settings):
    for name in await database.list_collection_names():  # another walk has been here
        await database[name].delete_many({})
    # The shop's clock runs ahead of Stripe's, which keeps a page for a day at most by its own.
    async with open_shop(database, settings.model_copy(update={"payment_expiry_seconds": 7_200})) as shop:
        yield shop


@pytest.mark.parametrize("steps", [SHORT, pytest.param(LONG, marks=pytest.mark.nightly)])
async def test_all_that_was_paid_for_was_granted_and_nothing_else(shop, steps):
    # The short walk is the same at each run; the long one goes where nobody has gone, and says which way.
    seed = int(SEED) if SEED else 4 if steps == SHORT else random.SystemRandom().randrange(2**32)
    print(f"WALK_SEED={seed}, {steps} steps")
    world = World(shop, seed)
    await world.begin()
    for _ in range(steps):
        await world.step()
    await world.end()
    print(dict(sorted(world.happened.items())))

    fixed = await shop.reconcile(fix=True)
    print(f"put right: {Counter(each.rule for each in fixed.differences)}")
    assert (fixed.left, (await shop.reconcile()).differences) == (0, [])
    assert (await audit_ledger(shop.database)).findings == []
    await _same_as_stripe(shop, world)


async def _same_as_stripe(shop, world):
    back = Reversed(await shop.everything("refunds"), await shop.everything("disputes"))
    wanted = recount(await shop.everything("payment_intents"), back, world.orders)
    billed = recount_billing(await shop.everything("invoices"), await shop.everything("invoice_payments"), back)
    print(f"Stripe received {wanted.paid} fen for {wanted.tokens} tokens, and {billed.paid} fen for subscriptions")
    assert wanted.paid > 0
    assert billed.paid > 0
    await _payments_stand_as_at_stripe(wanted)
    await _subscriptions_stand_as_at_stripe(shop, billed)
    await _grants_are_what_was_paid_for(shop, wanted, billed)
    await _wallets_hold_what_is_left(shop, world, wanted, billed)


async def _payments_stand_as_at_stripe(wanted):
    payments = {payment.id: payment async for payment in Payment.find({})}
    assert {payment_id: payments[payment_id].status.value for payment_id in wanted.statuses} == wanted.statuses
    never_made = payments.keys() - wanted.statuses.keys()
    assert {payments[payment_id].status.value for payment_id in never_made} <= {"cancelled", "failed"}


async def _subscriptions_stand_as_at_stripe(shop, billed):
    theirs = {each["id"]: standing(each) for each in await shop.everything("subscriptions", status="all")}
    ours = {each.gateway_reference or each.id: each async for each in Subscription.find({})}
    flags = {reference: [flag.code for flag in each.flags] for reference, each in ours.items() if each.flags}
    assert flags == {}
    assert {reference: _standing(ours[reference]) for reference in theirs} == theirs
    assert {ours[reference].status.value for reference in ours.keys() - theirs.keys()} <= {"expired"}
    invoices = {each.id: each async for each in SubscriptionInvoice.find({})}
    assert {each.id: each.tokens for each in invoices.values() if each.granted_at is not None} == billed.granted
    assert invoices.keys() == billed.granted.keys()


def _standing(ours):
    return ours.status.value, int(ours.period_end.timestamp()), ours.cancel_at_period_end


async def _grants_are_what_was_paid_for(shop, wanted, billed):
    expected = {wallet: dict(grants) for wallet, grants in wanted.grants.items()}
    for invoice, tokens in billed.granted.items():
        if tokens:
            wallet = await _wallet_of(billed, invoice)
            expected.setdefault(wallet, {})[f"subscription:{invoice}"] = tokens
    grants = {}
    async for entry in shop.database["ledger_entries"].find({}):
        for change in entry["changes"]:
            if change["op"] == "grant" and entry["key"].startswith(("payment:", "bonus:", "subscription:")):
                grants.setdefault(entry["wallet"], {})[entry["key"]] = int(change["amount"])
    assert grants == expected


async def _wallet_of(billed, invoice):
    subscription = await Subscription.find_one({"gateway_reference": billed.subscriptions[invoice]})
    return subscription.wallet_id


async def _wallets_hold_what_is_left(shop, world, wanted, billed):
    net, mixed = Counter(), set()
    for payment_id, tokens in wanted.taken.items():
        order = world.orders[payment_id]
        net[order.wallet] += order.tokens + order.bonus - tokens
        if tokens and order.wallet != order.payer:
            mixed |= {order.wallet, order.payer}  # what the receiver spent of a gift, the giver bears
    for invoice, tokens in billed.granted.items():
        net[await _wallet_of(billed, invoice)] += tokens - billed.taken[invoice]
    left = Counter()
    for person in world.people:
        balance = await shop.ledger.balance(person.wallet_id)
        left[person.wallet_id] = balance.available - balance.debt
        if person.wallet_id not in mixed:
            assert left[person.wallet_id] == net[person.wallet_id] - world.spent[person.wallet_id]
    assert left.total() == net.total() - world.spent.total()
