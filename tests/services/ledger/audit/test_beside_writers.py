"""While several writers run, the audit is never wrong (B7)."""

import asyncio
import random
from datetime import timedelta

from bson.int64 import Int64

from models.ids import new_id
from services.clock import system_clock
from services.errors import TokentillError
from services.ledger import GrantSource, Ledger
from services.ledger.audit import audit_ledger
from tests.services.ledger.audit.conftest import generation_document, payment_document, usage_of
from tests.support.clock import MovableClock

WRITERS = 4
WALLETS = 12
SECONDS = 6
LONGEST_SECONDS = 90


async def buy(database, ledger, wallet):
    """As a purchase does: payment, entry, and only then the payment's status."""
    name, tokens = new_id("pay"), random.randint(1, 9_000)
    payment = payment_document(name, wallet, MovableClock(system_clock()), tokens) | {
        "status": "pending",
        "credited_at": None,
    }
    await database["payments"].insert_one(payment)
    posted = await ledger.grant(wallet, f"payment:{name}", source=GrantSource.PURCHASE, amount=tokens, reference=name)
    done = {"status": "succeeded", "credited_at": posted.at}
    await database["payments"].update_one({"_id": name}, {"$set": done})


async def chat(database, ledger, wallet):
    """As a chat does: hold, the reply's counts, settlement, and only then the generation's end."""
    name, held, usage = new_id("gen"), random.randint(40, 60), usage_of(random.randint(0, 30), random.randint(0, 30))
    hold = f"{name}.1"
    cost = min(held, usage.input_tokens + usage.output_tokens)
    soon = system_clock() + timedelta(minutes=5)
    generation = generation_document(name, wallet, held, usage) | {"status": "settling"}
    generation["result"]["usage"]["cost"] = Int64(cost)
    await ledger.hold(wallet, f"chat:{name}", hold_id=hold, amount=held, expires_at=soon)
    await database["generations"].insert_one(generation)
    await ledger.settle(wallet, hold, amount=cost, usage=usage)
    await database["generations"].update_one({"_id": name}, {"$set": {"status": "done"}})


async def take_back(database, ledger, wallet):
    await ledger.revoke(wallet, new_id("test:x"), reference="pay_x", amount=random.randint(1, 300))


async def lend(database, ledger, wallet):
    soon = system_clock() + timedelta(milliseconds=random.randint(1, 300))
    await ledger.grant(wallet, new_id("promo:x"), source=GrantSource.PROMO, amount=50, expires_at=soon)


async def write(database, wallets, stop, done, number):
    ledger = Ledger(database, system_clock)
    ledger.start()
    while not stop.is_set():
        work = random.choices([buy, chat, lend, take_back], weights=[3, 6, 2, 1], k=8)
        calls = [one(database, ledger, random.choice(wallets)) for one in work]
        for result in await asyncio.gather(*calls, return_exceptions=True):
            if isinstance(result, Exception) and not isinstance(result, TokentillError):
                raise result
            done[number] += not isinstance(result, Exception)
        await asyncio.sleep(0)
    await ledger.stop()


async def test_no_false_alarm_while_writers_run(database, clean):
    wallets = [new_id("wal") for _ in range(WALLETS)]
    stop, done = asyncio.Event(), [0] * WRITERS
    writers = [asyncio.create_task(write(database, wallets, stop, done, number)) for number in range(WRITERS)]
    begun = asyncio.get_running_loop().time()
    seen = []
    try:
        # Until enough was written and read beside it, however slow the machine is just now.
        while min(done) <= 20 or len(set(seen)) < 3 or asyncio.get_running_loop().time() < begun + SECONDS:
            report = await audit_ledger(database)
            assert report.clean, report.findings[:3]
            seen.append(report.entries)
            assert asyncio.get_running_loop().time() < begun + LONGEST_SECONDS, (done, seen)
    finally:
        stop.set()
        await asyncio.gather(*writers)
    last = await audit_ledger(database)
    assert last.clean, last.findings[:3]
    print(f"{len(seen)} audits beside {WRITERS} writers; {done} operations, {last.entries} entries")
