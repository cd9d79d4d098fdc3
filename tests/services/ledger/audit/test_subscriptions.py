"""The audit crosses the grants of subscriptions with their paid invoices (A12, B7)."""

from datetime import timedelta

import pytest
from bson.int64 import Int64

from services.ledger import GrantSource
from services.ledger.keys import subscription_key
from tests.services.ledger.audit.conftest import reversal_of

INVOICE = "in_1"


@pytest.fixture
async def subscribed(books, ledger, wallet, clock):
    """The sound ledger and, as entry 14, the tokens of a paid invoice."""
    expires_at = clock.now + timedelta(days=33)
    await books.database["subscription_invoices"].delete_many({})
    posted = await ledger.grant(
        wallet,
        subscription_key(INVOICE),
        source=GrantSource.SUBSCRIPTION,
        amount=2_000,
        expires_at=expires_at,
        reference=INVOICE,
    )
    await books.database["subscription_invoices"].insert_one(
        {
            "_id": INVOICE,
            "subscription_id": "subn_1",
            "user_id": "usr_1",
            "wallet_id": wallet,
            "amount": Int64(4900),
            "currency": "CNY",
            "tokens": Int64(2_000),
            "tokens_expire_at": expires_at,
            "granted_at": posted.at,
        }
    )
    yield books
    await books.database["subscription_invoices"].delete_many({})


async def test_a_grant_of_a_paid_invoice_is_clean(subscribed):
    assert await subscribed.rules() == set()


@pytest.mark.parametrize(
    "field",
    [{"tokens": Int64(2_001)}, {"wallet_id": "wal_other"}, {"tokens_expire_at": None}],
    ids=["tokens", "wallet", "expiry"],
)
async def test_a_grant_that_is_not_its_invoices_is_named(subscribed, field):
    await subscribed.database.command(
        "update",
        "subscription_invoices",
        updates=[{"q": {"_id": INVOICE}, "u": {"$set": field}}],
        bypassDocumentValidation=True,
    )
    found = {(finding.wallet, finding.seq, finding.rule) for finding in (await subscribed.audit()).findings}
    assert (subscribed.wallet, 14, "subscription") in found


async def test_a_grant_without_its_invoice_is_named(subscribed):
    await subscribed.database["subscription_invoices"].delete_one({"_id": INVOICE})
    assert await subscribed.rules() == {(14, "subscription")}


async def test_a_granted_invoice_without_its_entry_is_named(subscribed):
    await subscribed.put((await subscribed.stored())[:13])
    assert await subscribed.rules() == {(0, "subscription")}


async def test_tokens_of_a_subscription_under_another_key_are_named(subscribed):
    await subscribed.change(14, lambda entry: entry.update(key="admin:1"), rehash=True)
    assert await subscribed.rules() == {(14, "subscription"), (0, "subscription")}


async def test_a_grant_that_cannot_be_taken_back_is_named(subscribed):
    def without_reference(entry):
        del entry["reference"], entry["changes"][0]["reference"]
        for grant in entry["state"]["grants"]:
            if grant["source"] == "subscription":
                grant.pop("reference", None)

    await subscribed.change(14, without_reference, rehash=True)
    assert (14, "key") in await subscribed.rules()


@pytest.fixture
async def refunded(subscribed, ledger, wallet, clock):
    """Of the invoice's 2,000 tokens for 500 fen 200 fen were paid back, as entry 15; a way to plant and to audit."""
    await ledger.revoke(wallet, "refund:re_1", reference=INVOICE, amount=800)
    reversal = reversal_of(("take", "refund:re_1", 800))
    reversal["steps"][0]["posted_at"] = clock.now
    reversal["refunds"] = [{"id": "re_1", "amount": Int64(200), "status": "succeeded"}]
    invoices = subscribed.database["subscription_invoices"]
    await invoices.update_one({"_id": INVOICE}, {"$set": {"reversal": reversal, "reversal_due_at": None}})

    async def rules(**change):
        if change:
            values = {name.replace("__", "."): value for name, value in change.items()}
            await invoices.update_one({"_id": INVOICE}, {"$set": values})
        return await subscribed.rules()

    return rules


async def test_a_refunded_invoice_is_clean(refunded):
    assert await refunded() == set()


@pytest.mark.parametrize(
    ("change", "found"),
    [
        pytest.param({"reversal__refunds__0__amount": Int64(201)}, {(0, "reversal")}, id="another share"),
        pytest.param({"reversal__refunds__0__status": "failed"}, {(0, "reversal")}, id="not given back"),
        pytest.param({"reversal__steps__0__tokens": Int64(799)}, {(15, "reversal"), (0, "reversal")}, id="tokens"),
        pytest.param({"reversal__steps": []}, {(15, "reversal"), (0, "reversal")}, id="an entry without a step"),
        pytest.param({"reversal__disputes": [{"id": "dp", "state": "open"}]}, {(0, "reversal")}, id="not frozen"),
    ],
)
async def test_a_refund_of_an_invoice_that_differs_is_named(refunded, change, found):
    assert await refunded(**change) == found


async def test_what_is_given_back_for_longer_than_was_decided_is_named(refunded, subscribed, ledger, wallet, clock):
    later = clock.now + timedelta(days=400)
    given = {"kind": "give_back", "key": "restore:re_1", "tokens": Int64(800), "bonus_tokens": Int64(0)}
    take = reversal_of(("take", "refund:re_1", 800))["steps"][0]
    steps = [{**take, "posted_at": clock.now}, {**given, "expires_at": None, "posted_at": clock.now}]
    await ledger.grant(
        wallet, "restore:re_1", source=GrantSource.REFUND, amount=800, expires_at=later, reference=INVOICE
    )
    assert await refunded(reversal__steps=steps, reversal__refunds__0__status="failed") == {(16, "reversal")}
