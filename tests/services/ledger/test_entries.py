"""How an entry is encoded and sealed."""

from datetime import UTC, datetime, timedelta

import bson
import pytest
from bson.int64 import Int64

from services.ledger.commands import GrantTokens, HoldTokens
from services.ledger.entries import FIRST_PREV_HASH, MAXIMUM_ENTRY_BYTES, canonical_hash, head_of, stage_entry
from services.ledger.rules import Transition, apply
from services.ledger.sources import GrantSource
from services.ledger.state import EMPTY

NOW = datetime(2026, 3, 1, 12, 0, 0, 123000, tzinfo=UTC)


def stage(command, head=None):
    transition = apply(head.state if head else EMPTY, command, NOW, head.seq + 1 if head else 1)
    assert isinstance(transition, Transition)
    return stage_entry("wal_1", "k", "f" * 64, command, transition, head, NOW)


def decoded(staged):
    return bson.decode(staged.encoded.raw, bson.CodecOptions(tz_aware=True))


def test_the_canonical_encoding_is_as_specified():
    # By hand: printf '{"at":1772366400123,"b":{"a":2,"z":1}}' | sha256sum
    document = {"b": {"z": Int64(1), "a": 2}, "at": NOW, "_id": "left out", "hash": "left out"}
    assert canonical_hash(document) == "c96c760ccce829cdae843756693ec873c56d17e8bc25184e2e88430f48b0059a"


def test_the_first_entry_follows_zeros_and_the_next_seals_it():
    first = stage(GrantTokens(GrantSource.WELCOME, 10))
    second = stage(GrantTokens(GrantSource.WELCOME, 10), first.head)
    assert decoded(first)["prev_hash"] == FIRST_PREV_HASH
    assert decoded(second)["prev_hash"] == decoded(first)["hash"] == first.head.hash
    assert (decoded(first)["seq"], decoded(second)["seq"]) == (1, 2)


def test_a_stored_entry_gives_its_hash_and_its_head_back():
    staged = stage(HoldTokens("h", 4, NOW + timedelta(hours=1)), stage(GrantTokens(GrantSource.CLAIM, 10)).head)
    document = decoded(staged)
    assert canonical_hash(document) == document["hash"]
    assert head_of(document) == staged.head


def test_every_amount_is_stored_as_int64():
    document = decoded(stage(GrantTokens(GrantSource.WELCOME, 10)))
    assert type(document["seq"]) is Int64
    assert type(document["changes"][0]["amount"]) is Int64
    assert type(document["state"]["grants"][0]["available"]) is Int64
    assert type(document["state"]["debt"]) is Int64


def test_a_state_too_large_for_an_entry_stands_in_a_snapshot():
    head = None
    for number in range(300):
        staged = stage(GrantTokens(GrantSource.PURCHASE, 10, reference=f"pay_{number:026}"), head)
        head = staged.head
    assert len(staged.encoded.raw) < 2_000 < MAXIMUM_ENTRY_BYTES
    assert staged.snapshot is not None
    document = decoded(staged)
    assert "state" not in document
    assert document["state_ref"] == staged.snapshot["_id"]
    assert len(staged.snapshot["state"]["grants"]) == 300


@pytest.mark.parametrize("reference", ["\ud800", "a\x00b\ud800"])
def test_text_that_cannot_be_stored_fails_the_entry_alone(reference):
    with pytest.raises((TypeError, ValueError)):
        stage(GrantTokens(GrantSource.PURCHASE, 10, reference=reference))
