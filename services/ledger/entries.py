"""The form of an entry: how it is stored, how it is sealed, and how it is read back.

`hash` is SHA-256 of its canonical encoding (`services.ledger.canonical`) in hexadecimal. `prev_hash` is the hash of the
wallet's entry before, and 64 zeros for the first, so that each entry seals all before it.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Any

import bson
from bson.int64 import Int64
from bson.raw_bson import RawBSONDocument

from services.ledger.canonical import canonical_hash, hash_of_all
from services.ledger.commands import Command, Refill
from services.ledger.object_ids import new_object_id
from services.ledger.rules import Transition
from services.ledger.sheet import Change
from services.ledger.state import WalletState
from services.ledger.state_codec import (
    GrantForm,
    encode_state,
    grant_forms,
    state_from_document,
    state_to_document,
    state_without_grants,
)
from services.ledger.usage import UsageRecord
from services.ledger.values import value

__all__ = [
    "ENTRY_VERSION",
    "FIRST_PREV_HASH",
    "MAXIMUM_ENTRY_BYTES",
    "Head",
    "StagedEntry",
    "canonical_hash",
    "head_of",
    "input_hash",
    "stage_entry",
]

ENTRY_VERSION = 1
FIRST_PREV_HASH = "0" * 64
MAXIMUM_ENTRY_BYTES = 16_384
"""Larger states stand in a snapshot document that the entry points to."""


@value(frozen=True, slots=True)
class Head:
    """Where a wallet stands: its newest entry's number, hash and time, and the state after it."""

    seq: int
    hash: str
    at: datetime
    state: WalletState
    forms: Mapping[str, GrantForm] = field(default_factory=dict, compare=False, repr=False)
    """The stored forms of the state's grants, where they were made here."""


@value(frozen=True, slots=True)
class StagedEntry:
    """An entry ready to be inserted, and the head that it makes once it is acknowledged."""

    document: Mapping[str, Any]
    """Its fields without the state, which stands in `head`."""
    encoded: RawBSONDocument
    head: Head
    snapshot: Mapping[str, Any] | None
    """A snapshot document to be stored before the entry, for a state too large to stand in it."""


def input_hash(kind: str, request: Mapping[str, Any]) -> str:
    """What must be equal for two uses of an idempotency key to be the same request."""
    return hash_of_all({"kind": kind, "request": request})


def stage_entry(
    wallet: str, key: str, fingerprint: str, command: Command, transition: Transition, head: Head | None, now: datetime
) -> StagedEntry:
    """The entry that follows `head`. Raises what `bson` or `orjson` raise for text that cannot be encoded."""
    document: dict[str, Any] = {
        "v": ENTRY_VERSION,
        "wallet": wallet,
        "seq": Int64(head.seq + 1 if head else 1),
        "key": key,
        "input_hash": fingerprint,
        "kind": command.kind,
        "at": now,
        "changes": [_change_to_document(change) for change in transition.changes],
    }
    reference = getattr(command, "reference", None)
    if reference is not None:
        document["reference"] = reference
    if isinstance(command, Refill):
        document["refill"] = _refill_to_document(command)
    if transition.hold is not None:
        document["hold"] = transition.hold | {"amount": Int64(transition.hold["amount"])}
    usage: UsageRecord | None = getattr(command, "usage", None)
    if usage is not None:
        document["usage"] = _with_int64(usage.to_document())
    document["prev_hash"] = head.hash if head is not None else FIRST_PREV_HASH
    return _seal(document, transition.state, head, now)


def _seal(document: dict[str, Any], state: WalletState, head: Head | None, now: datetime) -> StagedEntry:
    forms = grant_forms(state, head.forms if head is not None else {})
    rest = state_without_grants(state)
    snapshot = None
    document["hash"] = hash_of_all(document | {"state": rest | {"grants": [form.json for form in forms.values()]}})
    document["_id"] = new_object_id()  # bson writes it first
    encoded = encode_state(document, rest, forms)
    if len(encoded) > MAXIMUM_ENTRY_BYTES:
        snapshot = _snapshot(document["wallet"], state, now)
        document["state_ref"] = snapshot["_id"]
        document["hash"] = canonical_hash(document)
        encoded = bson.encode(document)
    sealed = Head(int(document["seq"]), document["hash"], now, state, forms)
    return StagedEntry(document, RawBSONDocument(encoded), sealed, snapshot)


def _snapshot(wallet: str, state: WalletState, now: datetime) -> dict[str, Any]:
    state_document = state_to_document(state)
    identity = canonical_hash({"wallet": wallet, "state": state_document})
    return {"_id": identity, "wallet": wallet, "state": state_document, "created_at": now}


def head_of(document: Mapping[str, Any]) -> Head:
    """The head that a stored entry makes. Its state must stand in `state` (the store puts a snapshot there)."""
    return Head(int(document["seq"]), document["hash"], document["at"], state_from_document(document["state"]))


def _change_to_document(change: Change) -> dict[str, Any]:
    document: dict[str, Any] = {"op": change.op.value, "amount": Int64(change.amount)}
    if change.grant is not None:
        document["grant"] = change.grant
    if change.hold is not None:
        document["hold"] = change.hold
    if change.source is not None:  # only a change that grants describes its grant
        document["source"] = change.source.value
        if change.expires_at is not None:
            document["expires_at"] = change.expires_at
        if change.reference is not None:
            document["reference"] = change.reference
    return document


def _refill_to_document(command: Refill) -> dict[str, Any]:
    """What was asked for, so that whoever reads the entry can tell why so many tokens were added."""
    document: dict[str, Any] = {"due_at": command.due_at, "amount": Int64(command.amount)}
    if command.most is not None:
        document["most"] = Int64(command.most)
    return document


def _with_int64(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _with_int64(item) for name, item in value.items()}
    if isinstance(value, int) and not isinstance(value, bool):
        return Int64(value)
    return value
