"""Which keys an entry may stand under, and what the key and the fingerprint say about it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from services.ledger.audit.books import Problem
from services.ledger.audit.encoding import hash_of

__all__ = ["PAYMENT", "check_fingerprint", "check_key"]

PAYMENT = "payment:"

_KIND_OF_OPERATION = {
    "adjust": {"grant", "debit", "set_available"},
    "bulk": {"grant"},
    "end": {"settle", "release"},
    "renew": {"renew"},
    "payment": {"grant"},
    "bonus": {"grant"},
    "referral": {"grant"},
    "unreward": {"reclaim"},
    "subscription": {"grant"},
    "welcome": {"grant"},
    "anonymous": {"grant"},
    "merge": {"reclaim"},
    "claim": {"claim"},
    "refill": {"refill"},
    "chat": {"hold"},
    "hold": {"hold"},
    "own-hold": {"hold"},
    "spend": {"spend"},
    "own-spend": {"spend"},
    "erasure": {"forfeit"},
    "team-closing": {"forfeit"},
    "refund": {"revoke", "reclaim"},
    "dispute": {"revoke", "reclaim"},
    "restore": {"grant"},
    "freeze": {"freeze"},
    "unfreeze": {"unfreeze"},
}
_SOURCES_OF_OPERATION = {
    "adjust": {"admin"},
    "bulk": {"admin"},
    "payment": {"purchase", "gift"},
    "bonus": {"promo"},
    "referral": {"referral"},
    "restore": {"refund"},
    "subscription": {"subscription"},
    "welcome": {"welcome"},
    "anonymous": {"anonymous"},
}

_OWN_REFERENCE = {"payment", "bonus", "subscription", "anonymous"}
"""Operations whose grants can be taken back, each by the name in its key."""


def check_key(entry: Mapping[str, Any]) -> Iterator[Problem]:
    """Whether key and contents agree, both ways: a hold ends under one key, a payment credits under one key."""
    key, kind = entry["key"], entry["kind"]
    operation, _, name = key.partition(":")
    if kind not in _KIND_OF_OPERATION.get(operation, {kind}):
        yield "key", f"an entry of kind {kind} cannot have the key {key!r}"
    elif kind in {"settle", "release"} and key != f"end:{entry['hold']['id']}":
        yield "key", f"the end of the hold {entry['hold']['id']!r} stands under {key!r}"
    elif kind == "renew" and not key.startswith(f"renew:{entry['hold']['id']}:"):
        yield "key", f"the renewal of the hold {entry['hold']['id']!r} stands under {key!r}"
    elif kind == "refill" and key != f"refill:{entry['refill']['due_at'].isoformat()}":
        yield "key", f"the refill of {entry['refill']['due_at'].isoformat()} stands under {key!r}"
    elif kind == "grant":
        yield from _check_source(entry, operation, name)


def _check_source(entry: Mapping[str, Any], operation: str, name: str) -> Iterator[Problem]:
    source = next((change["source"] for change in entry["changes"] if change["op"] == "grant"), None)
    if source not in _SOURCES_OF_OPERATION.get(operation, {source}):
        yield "key", f"a grant of source {source} stands under {entry['key']!r}"
    elif operation in _OWN_REFERENCE and entry.get("reference") != name:
        yield "key", f"the credit of the {operation} {name} carries the reference {entry.get('reference')!r}"


def check_fingerprint(entry: Mapping[str, Any]) -> Iterator[Problem]:
    """Whether `input_hash` is that of the command which the entry must have come from, where that can be told."""
    request = _request(entry)
    if request is not None and hash_of({"kind": entry["kind"], "request": request}) != entry["input_hash"]:
        yield "input", f"input_hash is not that of {entry['kind']} with {request!r}"


def _request(entry: Mapping[str, Any]) -> Mapping[str, Any] | None:
    of_kind = _REQUESTS.get(entry["kind"])
    return None if of_kind is None else of_kind(entry)


def _moved(entry: Mapping[str, Any], *ops: str) -> int:
    return sum(change["amount"] for change in entry["changes"] if change["op"] in ops)


def _renewed(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    asked = entry["key"].removeprefix(f"renew:{entry['hold']['id']}:")
    return {"hold_id": entry["hold"]["id"], "expires_at": datetime.fromisoformat(asked)}


def _set_to(entry: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What can be spent after the entry, by its state, which was compared with the books; None: that is a snapshot."""
    state = entry.get("state")
    if state is None:
        return None
    frozen = state.get("frozen", ())
    return {"available": sum(g["available"] for g in state["grants"] if g.get("reference") not in frozen)}


_REQUESTS: Mapping[str, Callable[[Mapping[str, Any]], Mapping[str, Any] | None]] = {
    "debit": lambda entry: {"amount": _moved(entry, "revoke")},
    "forfeit": lambda _: {},
    "freeze": lambda entry: {"reference": entry["reference"]},
    "refill": lambda _: {},
    "release": lambda entry: {"hold_id": entry["hold"]["id"]},
    "renew": _renewed,
    "revoke": lambda entry: {"reference": entry["reference"], "amount": _moved(entry, "revoke", "owe")},
    "set_available": _set_to,
    "settle": lambda entry: {"hold_id": entry["hold"]["id"], "amount": _moved(entry, "settle")},
    "unfreeze": lambda entry: {"reference": entry["reference"]},
}
"""What the command of each kind asked for, where the entry tells that."""
