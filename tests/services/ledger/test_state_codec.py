"""A state whose grants were encoded before stands in an entry as if it had been encoded at once."""

from datetime import UTC, datetime, timedelta

import bson
import pytest
from bson.int64 import Int64

from services.ledger.sources import GrantSource
from services.ledger.state import Grant, HoldPart, OpenHold, WalletState
from services.ledger.state_codec import (
    encode_state,
    grant_forms,
    state_from_document,
    state_to_document,
    state_without_grants,
)

NOW = datetime(2026, 3, 1, 12, 0, 0, 123000, tzinfo=UTC)
CODEC = bson.CodecOptions(tz_aware=True)


def state(grants):
    return WalletState(
        grants=tuple(
            Grant(f"g{n}", GrantSource.PURCHASE, 10**n % 2**62, n, NOW + timedelta(days=n), f"pay_ü{n}")
            for n in range(1, grants + 1)
        ),
        holds=(OpenHold("h", (HoldPart("g1", 3),), NOW),) if grants else (),
        debt=7,
        frozen=("pay_1",),
        last_claim_at=NOW,
        lifetime_purchased=2**62,
        lifetime_spent=1,
    )


@pytest.mark.parametrize("grants", [0, 1, 10, 64, 65, 200])
def test_the_bytes_are_those_of_the_whole_document(grants):
    whole, document = state(grants), {"wallet": "wal_1", "seq": Int64(4)}
    encoded = encode_state(document, state_without_grants(whole), grant_forms(whole, {}))
    expected = {**document, "state": {**state_without_grants(whole), "grants": state_to_document(whole)["grants"]}}
    assert encoded == bson.encode(expected)
    assert state_from_document(bson.decode(encoded, CODEC)["state"]) == whole


def test_only_grants_that_changed_are_encoded_again():
    before = state(3)
    spent = before.grants[1].with_available(5)
    after = WalletState(grants=(before.grants[0], spent))
    forms = grant_forms(before, {})
    again = grant_forms(after, forms)
    assert list(again) == ["g1", "g2"]
    assert again["g1"] is forms["g1"]
    assert bson.decode(again["g2"].bson)["available"] == 5


def test_a_grant_of_the_same_id_that_is_another_is_encoded_again():
    forms = grant_forms(WalletState(grants=(Grant("g1", GrantSource.CLAIM, 1, 1),)), {})
    again = grant_forms(WalletState(grants=(Grant("g1", GrantSource.CLAIM, 2, 1),)), forms)
    assert bson.decode(again["g1"].bson)["available"] == 2
