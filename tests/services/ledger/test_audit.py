"""The audit finds what is planted, and names wallet and entry."""

from datetime import timedelta

import pytest
from bson.int64 import Int64

from services.ledger import GrantSource
from services.ledger.audit import audit_ledger
from services.ledger.entries import canonical_hash


@pytest.fixture
async def entries(database, ledger, wallet, clock):
    """A wallet with nine entries of most kinds; removed after the test, since it is left broken."""
    await ledger.grant(wallet, "g1", source=GrantSource.WELCOME, amount=100)
    await ledger.grant(wallet, "g2", source=GrantSource.PROMO, amount=50, expires_at=clock.now + timedelta(hours=2))
    await ledger.hold(wallet, "h1", hold_id="h1", amount=60, expires_at=clock.now + timedelta(hours=1))
    await ledger.settle(wallet, "h1", amount=20)
    await ledger.grant(wallet, "p1", source=GrantSource.PURCHASE, amount=500, reference="pay_1")
    await ledger.spend(wallet, "s1", amount=10)
    await ledger.claim(wallet, "c1", amount=5, period_seconds=60)
    await ledger.revoke(wallet, "r1", reference="pay_1", amount=200)
    await ledger.hold(wallet, "h2", hold_id="h2", amount=1, expires_at=clock.now + timedelta(hours=1))
    yield database["ledger_entries"]
    await database["ledger_entries"].delete_many({})


async def rules(database, wallet):
    report = await audit_ledger(database)
    assert all(finding.wallet == wallet for finding in report.findings)
    return {(finding.seq, finding.rule) for finding in report.findings}


async def rewrite(entries, wallet, seq, change, *, rehash=False):
    """Change one entry behind the ledger's back, and hash the whole chain anew if asked."""
    stored = [entry async for entry in entries.find({"wallet": wallet}).sort("seq", 1)]
    change(stored[seq - 1])
    if rehash:
        for before, entry in zip([None, *stored], stored, strict=False):
            entry["prev_hash"] = before["hash"] if before else "0" * 64
            entry["hash"] = canonical_hash(entry)
    await entries.delete_many({"wallet": wallet})
    await entries.with_options().database.command(
        "insert", entries.name, documents=stored, bypassDocumentValidation=True
    )


async def test_a_sound_ledger_is_clean(database, entries, wallet):
    report = await audit_ledger(database)
    assert (report.clean, report.wallets, report.entries) == (True, 1, 9)


def set_amount(amount):
    def change(entry):
        entry["changes"][0]["amount"] = amount

    return change


def set_field(name, value):
    return lambda entry: entry.update({name: value})


def set_state(name, value):
    return lambda entry: entry["state"].update({name: value})


@pytest.mark.parametrize(
    ("seq", "change", "rule"),
    [
        (1, set_amount(Int64(101)), "hash"),
        (1, set_amount(100.0), "hash"),
        (2, set_field("kind", "claim"), "hash"),
        (3, set_field("prev_hash", "1" * 64), "chain"),
        (4, set_field("wallet_note", "x"), "hash"),
        (6, set_state("debt", Int64(1)), "hash"),
        (7, set_field("key", "c2"), "hash"),
    ],
)
async def test_a_changed_field_breaks_the_seal(database, entries, wallet, seq, change, rule):
    await rewrite(entries, wallet, seq, change)
    assert (seq, rule) in await rules(database, wallet)


@pytest.mark.parametrize(
    ("seq", "change", "rule"),
    [
        (1, set_amount(Int64(101)), "fold.grant"),
        (1, set_amount(100.5), "amount"),
        (1, set_amount(Int64(-100)), "amount"),
        (4, set_amount(Int64(21)), "hold"),
        (6, set_amount(Int64(1)), "fold.grant"),
        (6, set_state("lifetime_spent", Int64(0)), "fold.lifetime_spent"),
        (5, set_state("lifetime_purchased", Int64(0)), "fold.lifetime_purchased"),
        (9, set_state("debt", Int64(1)), "fold.debt"),
        (9, set_state("holds", []), "fold.hold"),
        (7, set_state("last_claim_at", None), "fold.last_claim_at"),
        (2, set_field("changes", None), "form"),
        (2, set_field("v", 2), "version"),
    ],
)
async def test_a_chain_hashed_anew_still_does_not_add_up(database, entries, wallet, seq, change, rule):
    await rewrite(entries, wallet, seq, change, rehash=True)
    assert (seq, rule) in await rules(database, wallet)


async def test_a_missing_entry_is_named(database, entries, wallet):
    await entries.delete_one({"wallet": wallet, "seq": 4})
    assert {(5, "sequence"), (5, "chain")} <= await rules(database, wallet)


async def test_a_hold_that_ends_twice_is_named(database, entries, wallet):
    def end_again(entry):
        entry.update(kind="release", hold={"id": "h1", "amount": Int64(60)}, changes=[])

    await rewrite(entries, wallet, 8, end_again, rehash=True)
    assert (8, "hold.twice") in await rules(database, wallet)


async def test_an_expired_grant_that_is_spent_is_named(database, entries, wallet):
    def expire_early(entry):
        entry["changes"][0]["expires_at"] = entry["at"]

    await rewrite(entries, wallet, 2, expire_early, rehash=True)
    found = await rules(database, wallet)
    assert (2, "fold.grant") in found


async def test_a_missing_snapshot_is_named(database, ledger, entries, wallet):
    for number in range(200):
        await ledger.grant(wallet, f"p{number}x", source=GrantSource.PURCHASE, amount=1, reference=f"pay_{number:026}")
    assert await rules(database, wallet) == set()
    await database["ledger_snapshots"].delete_many({})
    assert {rule for _, rule in await rules(database, wallet)} == {"snapshot"}


async def test_one_wallet_can_be_audited_alone(database, ledger, entries, wallet):
    await ledger.grant("wal_other", "g", source=GrantSource.WELCOME, amount=1)
    report = await audit_ledger(database, wallet="wal_other")
    assert (report.wallets, report.entries) == (1, 1)
