"""The audit finds what is planted, and names wallet, entry and rule (B7)."""

from datetime import timedelta

import pytest
from bson.decimal128 import Decimal128
from bson.int64 import Int64

from services.ledger import GrantSource, UsageRecord
from services.ledger.audit import audit_ledger
from tests.services.ledger.audit.conftest import payment_document
from tests.services.ledger.audit.planting import hash_anew


def amount(value, place=0):
    return lambda entry: entry["changes"][place].update(amount=value)


def put(name, value):
    return lambda entry: entry.update({name: value})


def state(name, value):
    return lambda entry: entry["state"].update({name: value})


def hold(name, value):
    return lambda entry: entry["hold"].update({name: value})


def usage(name, value):
    return lambda entry: entry["usage"].update({name: value})


def change(name, value, place=0):
    return lambda entry: entry["changes"][place].update({name: value})


def drop(name):
    return lambda entry: entry.pop(name)


def from_promo(entry):
    entry["changes"][0]["source"] = entry["state"]["grants"][0]["source"] = "promo"


async def test_a_sound_ledger_is_clean(books):
    report = await books.audit()
    assert (report.findings, report.clean, report.wallets, report.entries) == ([], True, 1, 13)


async def test_a_charge_that_names_the_member_who_spent_is_clean(books, ledger, wallet):
    await ledger.spend(wallet, "spend:member", amount=1, usage=UsageRecord(kind="chat", member_id="usr_2"))
    assert await books.rules() == set()
    assert (await books.stored())[13]["usage"]["member_id"] == "usr_2"


@pytest.mark.parametrize(
    ("seq", "plant", "rule"),
    [
        pytest.param(1, amount(Int64(101)), "hash", id="a changed amount"),
        pytest.param(1, amount(100.0), "form", id="a float of the same value"),
        pytest.param(1, amount(100), "form", id="an int32 of the same value"),
        pytest.param(1, amount(Decimal128("100")), "form", id="a decimal"),
        pytest.param(2, put("kind", "claim"), "hash", id="another kind"),
        pytest.param(3, put("prev_hash", "1" * 64), "chain", id="another chain"),
        pytest.param(4, put("note", "x"), "hash", id="an added field"),
        pytest.param(6, state("debt", Int64(1)), "hash", id="a changed state"),
        pytest.param(7, put("key", "claim:2"), "hash", id="another key"),
        pytest.param(7, lambda e: e.update(at=e["at"].timestamp() * 1000), "form", id="a moment as a number"),
        pytest.param(7, drop("key"), "hash", id="a field left out"),
        pytest.param(13, put("seq", 13.0), "form", id="a sequence number as a float"),
        pytest.param(13, put("hash", "1" * 64), "hash", id="another hash"),
        pytest.param(13, drop("hash"), "form", id="no hash"),
    ],
)
async def test_a_changed_field_breaks_the_seal(books, seq, plant, rule):
    await books.change(seq, plant)
    assert rule in {rule for _, rule in await books.rules()}


@pytest.mark.parametrize(
    ("seq", "plant", "rule"),
    [
        pytest.param(1, amount(Int64(101)), "fold.grant", id="a changed amount"),
        pytest.param(1, amount(100.5), "form", id="a float"),
        pytest.param(1, amount(Int64(-100)), "form", id="a negative amount"),
        pytest.param(1, from_promo, "key", id="a welcome from another source"),
        pytest.param(1, change("source", "nowhere"), "grant", id="an unknown source"),
        pytest.param(1, change("grant", "g9"), "grant", id="a misnamed grant"),
        pytest.param(1, put("key", "anonymous:usr_1"), "key", id="a guest's grant from another source"),
        pytest.param(1, put("key", "merge:usr_1"), "key", id="a grant where a guest's is taken back"),
        pytest.param(1, put("key", "end:x"), "key", id="a grant under a hold's key"),
        pytest.param(2, put("v", 2), "version", id="another version"),
        pytest.param(2, put("changes", None), "form", id="no movements"),
        pytest.param(2, lambda e: e.update(changes=e["changes"] * 2), "kind", id="a grant twice"),
        pytest.param(3, amount(Int64(51)), "negative", id="a hold of more than there is"),
        pytest.param(3, lambda e: hold("expires_at", e["at"])(e), "hold", id="a hold that is over when it opens"),
        pytest.param(3, hold("amount", Int64(59)), "hold", id="a hold of another size"),
        pytest.param(4, amount(Int64(21)), "hold", id="a settlement beyond its part"),
        pytest.param(4, usage("input_tokens", Int64(16)), "usage", id="usage that costs more than was charged"),
        pytest.param(4, usage("rates", {"input": Int64(1)}), "usage", id="usage without a rate"),
        pytest.param(4, usage("images", Int64(1)), "usage", id="images without a rate"),
        pytest.param(4, usage("member_id", Int64(1)), "form", id="a member that is no id"),
        pytest.param(4, usage("model", "other"), "generation", id="usage of another model than was run"),
        pytest.param(4, put("input_hash", "0" * 64), "input", id="another fingerprint"),
        pytest.param(4, put("key", "end:other"), "key", id="an end under another hold's key"),
        pytest.param(4, lambda e: e["changes"].pop(), "hold", id="a hold that returns too little"),
        pytest.param(5, state("lifetime_purchased", Int64(0)), "fold.lifetime_purchased", id="purchases forgotten"),
        pytest.param(5, put("reference", "pay_2"), "kind", id="a credit with another reference"),
        pytest.param(6, amount(Int64(1)), "fold.grant", id="a spend that takes too little"),
        pytest.param(6, change("grant", "g1"), "order", id="spending against the order"),
        pytest.param(6, state("lifetime_spent", Int64(0)), "fold.lifetime_spent", id="spending forgotten"),
        pytest.param(6, change("op", "steal"), "kind", id="an unknown movement"),
        pytest.param(6, put("kind", "gift"), "kind", id="an unknown kind"),
        pytest.param(7, state("last_claim_at", None), "form", id="no last claim"),
        pytest.param(7, change("source", "promo"), "kind", id="a claim of another source"),
        pytest.param(8, lambda e: e.update(kind="unfreeze"), "fold.frozen", id="a freeze undone"),
        pytest.param(9, state("frozen", ["pay_1"]), "fold.frozen", id="a freeze invented"),
        pytest.param(10, change("grant", "g1"), "negative", id="a refund from other tokens"),
        pytest.param(10, put("input_hash", "0" * 64), "input", id="a refund of less than was asked"),
        pytest.param(10, state("debt", Int64(1)), "fold.debt", id="a debt invented"),
        pytest.param(11, state("holds", []), "fold.hold", id="a hold forgotten"),
        pytest.param(11, lambda e: e["state"]["grants"].append(e["state"]["grants"][0]), "fold.grant", id="a twin"),
        pytest.param(12, lambda e: hold("expires_at", e["at"])(e), "hold", id="a renewal to the past"),
        pytest.param(13, lambda e: e.update(at=e["at"] - timedelta(days=1)), "time", id="an earlier moment"),
        pytest.param(13, drop("state"), "form", id="no state"),
        pytest.param(13, drop("hold"), "kind", id="a release of nothing"),
    ],
)
async def test_a_chain_hashed_anew_still_does_not_add_up(books, seq, plant, rule):
    await books.change(seq, plant, rehash=True)
    assert (seq, rule) in await books.rules()


async def test_a_missing_entry_is_named(books):
    await books.entries.delete_one({"wallet": books.wallet, "seq": 4})
    assert {(5, "sequence"), (5, "chain")} <= await books.rules()


async def test_a_swapped_pair_is_named(books):
    stored = await books.stored()
    stored[5]["seq"], stored[6]["seq"] = stored[6]["seq"], stored[5]["seq"]
    await books.put(stored)
    assert {(6, "chain"), (6, "hash")} <= await books.rules()


async def test_a_swapped_pair_is_named_even_when_it_is_hashed_anew(books):
    stored = await books.stored()
    stored[2]["seq"], stored[3]["seq"] = stored[3]["seq"], stored[2]["seq"]
    await books.put(hash_anew(sorted(stored, key=lambda entry: entry["seq"])))
    assert await books.rules() == {(3, "hold.closed")}


async def test_a_hold_that_ends_twice_is_named(books, generation_id):
    def end_again(entry):
        entry.update(kind="release", hold={"id": f"{generation_id}.1", "amount": Int64(60)}, changes=[])

    await books.change(8, end_again, rehash=True)
    assert await books.rules() == {(8, "hold.twice")}


async def test_an_expired_grant_that_is_spent_is_named(books):
    def later(entry):
        entry["at"] += timedelta(hours=2)

    stored = await books.stored()
    for entry in stored[5:]:
        later(entry)
    await books.put(hash_anew(stored))
    assert await books.rules() == {(6, "expiry")}


async def test_a_frozen_grant_that_is_spent_is_named(books, ledger, wallet, payment_id):
    await ledger.freeze(wallet, "freeze:dp_2", reference=payment_id)
    await ledger.spend(wallet, "spend:2", amount=1)
    name = (await books.stored())[4]["changes"][0]["grant"]
    await books.change(15, change("grant", name), rehash=True)
    assert (15, "frozen") in await books.rules()


async def test_spending_while_a_debt_stands_is_named(books, ledger, wallet, payment_id):
    await ledger.freeze(wallet, "freeze:dp_2", reference=payment_id)
    await ledger.revoke(wallet, "test:back", reference="pay_none", amount=10_000)
    await ledger.unfreeze(wallet, "test:free", reference="pay_none")

    def spend(entry):
        entry.update(key="spend:9", kind="spend", changes=[{"op": "spend", "amount": Int64(1), "grant": "g5"}])
        del entry["reference"]

    await books.change(16, spend, rehash=True)
    assert await books.rules() == {(16, "frozen"), (16, "debt")}


async def test_a_credit_without_a_payment_is_named(books, payment_id):
    await books.database["payments"].delete_one({"_id": payment_id})
    assert await books.rules() == {(5, "payment")}


@pytest.mark.parametrize("field", [{"tokens": Int64(501)}, {"wallet_id": "wal_other"}])
async def test_a_credit_that_is_not_its_payments_is_named(books, payment_id, field):
    await books.database["payments"].update_one({"_id": payment_id}, {"$set": field})
    found = {(finding.wallet, finding.seq, finding.rule) for finding in (await books.audit()).findings}
    assert (books.wallet, 5, "payment") in found
    assert any(rule == "credit" for _, _, rule in found)


async def test_bought_tokens_under_another_key_are_named(books):
    await books.change(5, put("key", "admin:1"), rehash=True)
    assert await books.rules() == {(5, "payment"), (0, "credit")}


@pytest.mark.parametrize("field", [{"credited_at": None}, {"status": "partially_refunded"}, {}])
async def test_a_payment_without_credit_is_named(books, wallet, clock, field):
    await books.database["payments"].insert_one(payment_document("pay_x", wallet, clock) | field)
    (finding,) = (await books.audit()).findings
    assert (finding.wallet, finding.seq, finding.rule) == (wallet, 0, "credit")
    assert "pay_x" in finding.detail


async def test_a_payment_that_is_not_paid_needs_no_credit(books, wallet, clock):
    pending = payment_document("pay_x", wallet, clock) | {"status": "pending", "credited_at": None}
    await books.database["payments"].insert_one(pending)
    assert (await books.audit()).clean


@pytest.mark.parametrize(
    ("field", "found"),
    [
        ({"result.usage.cost": 19}, {(4, "generation")}),
        ({"result.usage.images": 1}, {(4, "generation")}),
        ({"held": Int64(61)}, {(4, "generation")}),
        ({"rates.input": 2_000_000}, {(4, "generation")}),
        ({"status": "failed"}, {(4, "generation")}),
        ({"attempt": 2}, {(0, "generation")}),
        ({"status": "running"}, set()),
    ],
)
async def test_a_generation_that_was_charged_otherwise_is_named(books, generation_id, field, found):
    await books.database["generations"].update_one({"_id": generation_id}, {"$set": field})
    assert await books.rules() == found


async def test_a_charge_is_capped_by_its_hold(books, generation_id):
    def cost_more(entry):
        entry["usage"]["output_tokens"] = Int64(1_000)

    await books.database["generations"].delete_many({})
    await books.change(4, cost_more, rehash=True)
    assert await books.rules() == {(4, "usage")}  # it held 60 and was charged 20


async def test_a_deleted_wallet_with_payments_is_named(books, payment_id):
    await books.entries.delete_many({})
    assert await books.rules() == {(0, "credit"), (0, "generation")}


async def test_missing_indexes_and_a_key_that_stands_twice_are_named(books):
    index = {"keys": [("wallet", 1), ("key", 1)], "name": "wallet_key_unique", "unique": True}
    await books.entries.drop_index("wallet_key_unique")
    try:
        await books.change(6, put("key", "promo:1"), rehash=True)
        assert await books.rules() == {(0, "index"), (6, "key.twice")}
    finally:
        await books.entries.delete_many({})
        await books.entries.create_index(index.pop("keys"), **index)


async def test_snapshots_are_checked(books, ledger, wallet):
    for number in range(200):
        await ledger.grant(wallet, f"p{number}", source=GrantSource.ADMIN, amount=1, reference=f"adm_{number:026}")
    assert await books.rules() == set()
    snapshots = books.database["ledger_snapshots"]
    first = await snapshots.find_one({}, sort=[("created_at", 1), ("_id", 1)])
    where = {"state_ref": first["_id"]}
    seq = (await books.entries.find_one(where))["seq"]
    for field in ({"wallet": "wal_x"}, {"state.debt": Int64(1)}, {"state.grants.0.available": Int64(10**6)}):
        await snapshots.update_one({"_id": first["_id"]}, {"$set": field})
        assert (seq, "snapshot") in await books.rules()
        await snapshots.replace_one({"_id": first["_id"]}, first)
    await snapshots.delete_one({"_id": first["_id"]})
    assert await books.rules() == {(seq, "snapshot")}


async def test_one_wallet_can_be_audited_alone(books, ledger):
    await ledger.grant("wal_other", "g", source=GrantSource.WELCOME, amount=1)
    report = await audit_ledger(books.database, wallet="wal_other")
    assert (report.clean, report.wallets, report.entries) == (True, 1, 1)


async def test_a_wallet_that_is_not_there_is_not_called_clean(books):
    report = await audit_ledger(books.database, wallet="wal_none")
    assert [(finding.wallet, finding.rule) for finding in report.findings] == [("wal_none", "wallet")]
