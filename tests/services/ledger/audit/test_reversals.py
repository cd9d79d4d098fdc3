"""The audit crosses refunds and disputes with the ledger, both ways."""

import pytest
from bson.int64 import Int64

from services.ledger import GrantSource
from services.ledger.audit import audit_ledger
from tests.services.ledger.audit.conftest import payment_document, reversal_of


@pytest.fixture
async def refunded(database, ledger, wallet, clock, payment_id, clean):
    """Of 500 tokens for 500 cents 200 cents were paid back; gives a way to change the payment, then to audit."""
    reversal = reversal_of(("take", "refund:re_1", 200))
    reversal["steps"][0]["posted_at"] = clock.now
    reversal["refunds"] = [{"id": "re_1", "amount": Int64(200), "status": "succeeded"}]
    document = payment_document(payment_id, wallet, clock) | {"status": "partially_refunded", "reversal": reversal}
    await ledger.grant(wallet, f"payment:{payment_id}", source=GrantSource.PURCHASE, amount=500, reference=payment_id)
    await ledger.revoke(wallet, "refund:re_1", reference=payment_id, amount=200)
    credit = await database["ledger_entries"].find_one({"wallet": wallet, "seq": 1})
    await database["payments"].insert_one(document | {"credited_at": credit["at"]})

    async def audited(**change):
        if change:
            values = {name.replace("__", "."): value for name, value in change.items()}
            await database["payments"].update_one({"_id": payment_id}, {"$set": values})
        report = await audit_ledger(database)
        return [(finding.seq, finding.rule) for finding in report.findings]

    return audited


async def test_what_agrees_is_clean(refunded):
    assert await refunded() == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        pytest.param({"reversal__refunds__0__amount": Int64(201)}, [(0, "reversal")], id="another share"),
        pytest.param({"reversal__refunds__0__status": "failed"}, [(0, "reversal")] * 2, id="not given back"),
        pytest.param({"reversal__steps__0__tokens": Int64(199)}, [(2, "reversal"), (0, "reversal")], id="other tokens"),
        pytest.param({"status": "refunded"}, [(0, "reversal")], id="another status"),
        pytest.param({"reversal__steps": []}, [(2, "reversal"), (0, "reversal")], id="an entry without a step"),
        pytest.param({"reversal__steps__0__kind": "give_back"}, [(2, "reversal"), (0, "reversal")], id="another kind"),
        pytest.param({"wallet_id": "wal_other"}, None, id="another wallet"),
    ],
)
async def test_what_does_not_is_named(refunded, change, found):
    findings = await refunded(**change)
    assert findings == found or (found is None and ("reversal" in {rule for _, rule in findings}))


async def test_a_step_without_its_entry_is_named(refunded, clock, payment_id, database):
    step = {"kind": "freeze", "key": "freeze:du_1", "tokens": Int64(0), "bonus_tokens": Int64(0)}
    await database["payments"].update_one(
        {"_id": payment_id}, {"$push": {"reversal.steps": step | {"posted_at": clock.now}}}
    )
    assert await refunded() == [(0, "reversal")] * 2  # no entry, and frozen without a dispute
