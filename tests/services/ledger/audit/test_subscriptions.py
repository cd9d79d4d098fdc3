"""The audit crosses the grants of subscriptions with their paid invoices (A12, B7)."""

from datetime import timedelta

import pytest
from bson.int64 import Int64

from services.ledger import GrantSource
from services.ledger.keys import subscription_key

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
