"""A walk of random steps: at its end our books are Stripe's, by a count that shares no code with ours.

WALK_SEED=7 pytest tests/services/payments/walk        goes the same way again; the seed stands in the output
"""

import os
import random
from collections import Counter

import pytest

from models.payment import Payment
from models.user import User
from services.ledger.audit import audit_ledger
from tests.services.payments.walk.recount import recount
from tests.services.payments.walk.world import World
from tests.support.shop import open_shop

SEED = os.environ.get("WALK_SEED")
SHORT, LONG = 150, 2_000


@pytest.fixture
async def shop(database, settings):
    await Payment.find({}).delete()
    await database["promo_codes"].delete_many({})
    await User.find({}).delete()
    # The shop's clock runs ahead of Stripe's, which keeps a page for a day at most by its own.
    async with open_shop(database, settings.model_copy(update={"payment_expiry_seconds": 7_200})) as shop:
        yield shop


@pytest.mark.parametrize("steps", [SHORT, pytest.param(LONG, marks=pytest.mark.nightly)])
async def test_all_that_was_paid_for_was_granted_and_nothing_else(shop, steps):
    # The short walk is the same at each run; the long one goes where nobody has gone, and says which way.
    seed = int(SEED) if SEED else 1 if steps == SHORT else random.SystemRandom().randrange(2**32)
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
    lists = [await shop.everything(kind) for kind in ("payment_intents", "refunds", "disputes")]
    wanted = recount(*lists, world.orders)
    print(f"Stripe received {wanted.paid} fen for {wanted.tokens} tokens")
    assert wanted.paid > 0
    payments = {payment.id: payment async for payment in Payment.find({})}
    assert {payment_id: payments[payment_id].status.value for payment_id in wanted.statuses} == wanted.statuses
    never_made = payments.keys() - wanted.statuses.keys()
    assert {payments[payment_id].status.value for payment_id in never_made} <= {"cancelled", "failed"}
    grants, net = {}, Counter()
    async for entry in shop.database["ledger_entries"].find({}):
        for change in entry["changes"]:
            if change["op"] == "grant" and entry["key"].startswith(("payment:", "bonus:")):
                grants.setdefault(entry["wallet"], {})[entry["key"]] = int(change["amount"])
    assert grants == dict(wanted.grants)
    mixed = set()
    for payment_id, tokens in wanted.taken.items():
        order = world.orders[payment_id]
        net[order.wallet] += order.tokens + order.bonus - tokens
        if tokens and order.wallet != order.payer:
            mixed |= {order.wallet, order.payer}  # what the receiver spent of a gift, the giver bears
    left = Counter()
    for person in world.people:
        balance = await shop.ledger.balance(person.wallet_id)
        left[person.wallet_id] = balance.available - balance.debt
        if person.wallet_id not in mixed:
            assert left[person.wallet_id] == net[person.wallet_id] - world.spent[person.wallet_id]
    assert left.total() == net.total() - world.spent.total()
