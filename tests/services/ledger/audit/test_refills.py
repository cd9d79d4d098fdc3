"""Refills that do not follow from their own terms, or are of no interval of their own."""

from datetime import UTC, datetime

import pytest
from bson.int64 import Int64

from tests.services.ledger.audit.test_planted import amount, change, drop, put, state

NEVER = datetime(2020, 1, 1, tzinfo=UTC)


def terms(name, value):
    return lambda entry: entry["refill"].update({name: value})


@pytest.fixture
async def refilled(books, ledger, wallet, clock):
    """Entry 14 and 15 after those of `books`: a refill up to 5, and one of 2 that are missing of 7."""
    await ledger.refill(wallet, due_at=clock.now, amount=5, most=5)
    clock.move(minutes=30)
    await ledger.refill(wallet, due_at=clock.now, amount=7, most=7)
    return books


async def test_sound_refills_are_clean(refilled):
    report = await refilled.audit()
    assert (report.findings, report.entries) == ([], 15)
    assert (await refilled.stored())[14]["changes"][0]["amount"] == 2


@pytest.mark.parametrize(
    ("seq", "plant", "rule"),
    [
        pytest.param(14, amount(Int64(6)), "refill", id="more than its terms add"),
        pytest.param(14, terms("most", Int64(4)), "refill", id="beyond its cap"),
        pytest.param(14, terms("amount", Int64(4)), "refill", id="more than its amount"),
        pytest.param(15, terms("most", Int64(8)), "refill", id="less than its terms add"),
        pytest.param(15, terms("due_at", datetime(2030, 1, 1, tzinfo=UTC)), "refill", id="before its interval"),
        pytest.param(15, terms("due_at", NEVER), "refill", id="an interval that is over"),
        pytest.param(15, terms("note", "x"), "form", id="a further term"),
        pytest.param(15, put("key", "refill:1"), "key", id="under the key of another interval"),
        pytest.param(15, put("input_hash", "0" * 64), "input", id="another fingerprint"),
        pytest.param(15, drop("refill"), "kind", id="no terms"),
        pytest.param(1, put("refill", {"due_at": NEVER, "amount": Int64(1)}), "kind", id="terms of no refill"),
        pytest.param(15, change("source", "promo"), "kind", id="tokens of another source"),
        pytest.param(15, state("last_refill_at", NEVER), "fold.last_refill_at", id="another last refill"),
    ],
)
async def test_a_refill_that_was_changed_and_hashed_anew_is_named(refilled, seq, plant, rule):
    await refilled.change(seq, plant, rehash=True)
    assert (seq, rule) in await refilled.rules()
