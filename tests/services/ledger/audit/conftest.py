"""A sound ledger with entries of every kind, a payment and a generation; emptied after each test."""

from datetime import timedelta

import pytest
from bson.int64 import Int64

from models.ids import new_id
from services.ledger import GrantSource, UsageRecord
from tests.services.ledger.audit.planting import Planter

RATES = dict.fromkeys(("input", "output", "cache_read", "cache_write", "reasoning"), 1_000_000)
COLLECTIONS = ("ledger_entries", "ledger_snapshots", "payments", "generations")


@pytest.fixture
async def clean(database):
    yield
    for name in COLLECTIONS:
        await database[name].delete_many({})


@pytest.fixture
def payment_id() -> str:
    return new_id("pay")


@pytest.fixture
def generation_id() -> str:
    return new_id("gen")


def payment_document(payment_id, wallet, clock, tokens=500):
    return {
        "_id": payment_id,
        "user_id": "usr_1",
        "wallet_id": wallet,
        "client_key": payment_id,
        "input_hash": "0" * 64,
        "package_id": "small",
        "tokens": Int64(tokens),
        "amount": Int64(499),
        "currency": "USD",
        "status": "succeeded",
        "created_at": clock.now,
        "expires_at": clock.now,
        "credited_at": clock.now,
    }


def reversal_of(*steps):
    """A payment's refunds and disputes, as far as the audit looks at them: kind, key and tokens of each step."""
    return {
        "paid": Int64(500),
        "refunds": [],
        "disputes": [],
        "steps": [
            {"kind": kind, "key": key, "tokens": Int64(tokens), "bonus_tokens": Int64(0), "posted_at": None}
            for kind, key, tokens in steps
        ],
    }


STEPS = (("freeze", "freeze:dp_1", 0), ("unfreeze", "unfreeze:dp_1", 0), ("take", "refund:1", 200))
"""What `books` has of its payment, and one that tests add."""


def usage_of(inputs, outputs):
    return UsageRecord(kind="chat", model="m", input_tokens=inputs, output_tokens=outputs, rates=RATES)


def generation_document(generation_id, wallet, held, usage):
    counts = {f"{kind}_tokens": getattr(usage, f"{kind}_tokens") for kind in RATES}
    return {
        "_id": generation_id,
        "user_id": "usr_1",
        "client_key": generation_id,
        "wallet_id": wallet,
        "attempt": 1,
        "held": Int64(held),
        "rates": RATES,
        "model_id": "m",
        "status": "done",
        "result": {"usage": counts | {"cost": sum(counts.values())}},
    }


@pytest.fixture
async def books(database, ledger, wallet, clock, payment_id, generation_id, clean) -> Planter:
    """Thirteen entries. Each is named where a test plants something in it."""
    soon = clock.now + timedelta(hours=1)
    usage = usage_of(15, 5)
    hold = f"{generation_id}.1"
    reversal = reversal_of(*STEPS, ("freeze", "freeze:dp_2", 0))
    bought = payment_document(payment_id, wallet, clock)
    await database["payments"].insert_one(bought | {"reversal": reversal, "reversal_due_at": clock.now})
    await database["generations"].insert_one(generation_document(generation_id, wallet, 60, usage))
    await ledger.grant(wallet, "welcome:usr_1", source=GrantSource.WELCOME, amount=100)  # 1
    await ledger.grant(wallet, "promo:1", source=GrantSource.PROMO, amount=50, expires_at=soon)  # 2
    await ledger.hold(wallet, "chat:1", hold_id=hold, amount=60, expires_at=soon)  # 3: 50 of g2, 10 of g1
    await ledger.settle(wallet, hold, amount=20, usage=usage)  # 4
    await ledger.grant(  # 5
        wallet, f"payment:{payment_id}", source=GrantSource.PURCHASE, amount=500, reference=payment_id
    )
    await ledger.spend(wallet, "spend:1", amount=10)  # 6: of g2
    await ledger.claim(wallet, "claim:1", amount=5, period_seconds=60)  # 7
    await ledger.freeze(wallet, "freeze:dp_1", reference=payment_id)  # 8
    await ledger.unfreeze(wallet, "unfreeze:dp_1", reference=payment_id)  # 9
    await ledger.revoke(wallet, "refund:1", reference=payment_id, amount=200)  # 10
    await ledger.hold(wallet, "chat:2", hold_id="h2", amount=30, expires_at=soon)  # 11: 20 of g2, 10 of g1
    await ledger.renew(wallet, "h2", expires_at=soon + timedelta(minutes=5))  # 12
    await ledger.release(wallet, "h2")  # 13
    return Planter(database, wallet)
