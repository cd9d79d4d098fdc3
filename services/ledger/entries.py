"""The form of an entry: how it is stored, how it is hashed, and how it is read back.

Canonical encoding, version 1: the stored document without `_id` and `hash`, as JSON in UTF-8 with keys sorted by code
point, no white space, whole numbers in decimal, and every moment as a whole number of milliseconds since 1970-01-01
UTC. `hash` is SHA-256 of it in hexadecimal. `prev_hash` is the hash of the wallet's entry before, and 64 zeros for the
first, so that each entry seals all before it.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import bson
import orjson
from bson.int64 import Int64
from bson.raw_bson import RawBSONDocument

from services.ledger.commands import Command
from services.ledger.rules import Transition
from services.ledger.sheet import Change
from services.ledger.state import WalletState
from services.ledger.state_codec import state_from_document, state_to_document
from services.ledger.usage import UsageRecord

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

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_NOT_HASHED = frozenset({"_id", "hash"})
_CANONICAL = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME


@dataclass(frozen=True, slots=True)
class Head:
    """Where a wallet stands: its newest entry's number, hash and time, and the state after it."""

    seq: int
    hash: str
    at: datetime
    state: WalletState
    state_document: Mapping[str, Any] | None = field(default=None, compare=False, repr=False)
    """The state's stored form, where it was made here."""


@dataclass(frozen=True, slots=True)
class StagedEntry:
    """An entry ready to be inserted, and the head that it makes once it is acknowledged."""

    document: Mapping[str, Any]
    encoded: RawBSONDocument
    head: Head
    snapshot: Mapping[str, Any] | None
    """A snapshot document to be stored before the entry, for a state too large to stand in it."""


def canonical_hash(document: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical encoding of `document` (see above), in hexadecimal."""
    return _hash_of_all({name: value for name, value in document.items() if name not in _NOT_HASHED})


def _hash_of_all(body: Mapping[str, Any]) -> str:
    return hashlib.sha256(orjson.dumps(body, default=_milliseconds, option=_CANONICAL)).hexdigest()


def input_hash(kind: str, request: Mapping[str, Any]) -> str:
    """What must be equal for two uses of an idempotency key to be the same request."""
    return _hash_of_all({"kind": kind, "request": request})


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
    if transition.hold is not None:
        document["hold"] = transition.hold | {"amount": Int64(transition.hold["amount"])}
    usage: UsageRecord | None = getattr(command, "usage", None)
    if usage is not None:
        document["usage"] = _with_int64(usage.to_document())
    state_document = (
        state_to_document(transition.state, head.state, head.state_document)
        if head is not None
        else state_to_document(transition.state)
    )
    return _seal(document, state_document, transition.state, head, now)


def _seal(
    document: dict[str, Any], state_document: dict[str, Any], state: WalletState, head: Head | None, now: datetime
) -> StagedEntry:
    document["prev_hash"] = head.hash if head else FIRST_PREV_HASH
    document["state"] = state_document
    document["hash"] = _hash_of_all(document)
    document["_id"] = bson.ObjectId()  # bson writes it first
    encoded = bson.encode(document)
    snapshot = None
    if len(encoded) > MAXIMUM_ENTRY_BYTES:
        del document["state"]
        document["state_ref"] = canonical_hash({"wallet": document["wallet"], "state": state_document})
        document["hash"] = canonical_hash(document)
        encoded = bson.encode(document)
        snapshot = {
            "_id": document["state_ref"],
            "wallet": document["wallet"],
            "state": state_document,
            "created_at": now,
        }
    sealed = Head(int(document["seq"]), document["hash"], now, state, state_document)
    return StagedEntry(document, RawBSONDocument(encoded), sealed, snapshot)


def head_of(document: Mapping[str, Any]) -> Head:
    """The head that a stored entry makes. Its state must stand in `state` (the store puts a snapshot there)."""
    return Head(int(document["seq"]), document["hash"], document["at"], state_from_document(document["state"]))


def _change_to_document(change: Change) -> dict[str, Any]:
    document: dict[str, Any] = {"op": change.op.value, "amount": Int64(change.amount)}
    for name in ("grant", "hold", "expires_at", "reference"):
        value = getattr(change, name)
        if value is not None:
            document[name] = value
    if change.source is not None:
        document["source"] = change.source.value
    return document


def _with_int64(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _with_int64(item) for name, item in value.items()}
    if isinstance(value, int) and not isinstance(value, bool):
        return Int64(value)
    return value


def _milliseconds(value: Any) -> int:
    if isinstance(value, datetime):
        return (value - _EPOCH) // _MILLISECOND
    raise TypeError(f"{type(value).__name__} has no canonical encoding")
