"""A wallet's state as it stands in an entry, and back. Fields that are empty are left out."""

from collections.abc import Mapping
from itertools import chain
from typing import Any, NamedTuple

import bson
import orjson
from bson.int64 import Int64

from services.ledger.canonical import canonical_json
from services.ledger.sources import GrantSource
from services.ledger.state import Grant, HoldPart, OpenHold, WalletState

__all__ = [
    "GrantForm",
    "encode_state",
    "grant_forms",
    "state_from_document",
    "state_to_document",
    "state_without_grants",
]


class GrantForm(NamedTuple):
    """A grant as it stands in an entry, encoded once: most grants of a wallet are as they were an entry before."""

    grant: Grant
    bson: bytes
    json: orjson.Fragment
    """Its part of the canonical encoding."""


def grant_forms(state: WalletState, before: Mapping[str, GrantForm]) -> dict[str, GrantForm]:
    """The form of each of the state's grants, by id and in order; those in `before` that still hold are used again."""
    forms: dict[str, GrantForm] = {}
    for grant in state.grants:
        form = before.get(grant.id)
        forms[grant.id] = form if form is not None and form.grant is grant else _form_of(grant)
    return forms


def state_without_grants(state: WalletState) -> dict[str, Any]:
    """Everything in the BSON form but `grants`: every amount an int64, every moment a date."""
    document: dict[str, Any] = {
        "debt": Int64(state.debt),
        "lifetime_purchased": Int64(state.lifetime_purchased),
        "lifetime_spent": Int64(state.lifetime_spent),
    }
    if state.holds:
        document["holds"] = [_hold_to_document(hold) for hold in state.holds]
    if state.frozen:
        document["frozen"] = list(state.frozen)
    if state.last_claim_at is not None:
        document["last_claim_at"] = state.last_claim_at
    if state.last_refill_at is not None:
        document["last_refill_at"] = state.last_refill_at
    return document


def state_to_document(state: WalletState) -> dict[str, Any]:
    """The whole BSON form."""
    return {"grants": [_grant_to_document(grant) for grant in state.grants], **state_without_grants(state)}


def encode_state(document: Mapping[str, Any], rest: Mapping[str, Any], forms: Mapping[str, GrantForm]) -> bytes:
    """`document` in BSON, with the state that `rest` and `forms` make in its last field, `state`.

    The forms go in as they are (https://bsonspec.org/spec.html): a document is its length in 4 bytes, its elements and
    a zero; an element is its type, its name, a zero and its value; an array is a document named by numbers.
    """
    if len(forms) > len(_ARRAY_ELEMENTS):
        _ARRAY_ELEMENTS.extend(b"\x03%d\0" % number for number in range(len(_ARRAY_ELEMENTS), len(forms)))
    elements = zip(_ARRAY_ELEMENTS, [form.bson for form in forms.values()], strict=False)
    grants = _framed(b"".join(chain.from_iterable(elements)))
    state = _framed(bson.encode(rest)[4:-1] + b"\x04grants\0" + grants)
    return _framed(bson.encode(document)[4:-1] + b"\x03state\0" + state)


def state_from_document(document: Mapping[str, Any]) -> WalletState:
    """The state that `state_to_document` gave."""
    return WalletState(
        grants=tuple(_grant_from_document(grant) for grant in document["grants"]),
        holds=tuple(_hold_from_document(hold) for hold in document.get("holds", ())),
        debt=int(document["debt"]),
        frozen=tuple(document.get("frozen", ())),
        last_claim_at=document.get("last_claim_at"),
        last_refill_at=document.get("last_refill_at"),
        lifetime_purchased=int(document["lifetime_purchased"]),
        lifetime_spent=int(document["lifetime_spent"]),
    )


_ARRAY_ELEMENTS = [b"\x03%d\0" % number for number in range(64)]
"""How the elements of an array of documents begin."""


def _framed(elements: bytes) -> bytes:
    return (len(elements) + 5).to_bytes(4, "little") + elements + b"\0"


def _form_of(grant: Grant) -> GrantForm:
    document = _grant_to_document(grant)
    return GrantForm(grant, bson.encode(document), orjson.Fragment(canonical_json(document)))


def _grant_to_document(grant: Grant) -> dict[str, Any]:
    document: dict[str, Any] = {
        "id": grant.id,
        "source": grant.source.value,
        "available": Int64(grant.available),
        "order": Int64(grant.order),
    }
    if grant.expires_at is not None:
        document["expires_at"] = grant.expires_at
    if grant.reference is not None:
        document["reference"] = grant.reference
    return document


def _grant_from_document(document: Mapping[str, Any]) -> Grant:
    return Grant(
        document["id"],
        GrantSource(document["source"]),
        int(document["available"]),
        int(document["order"]),
        document.get("expires_at"),
        document.get("reference"),
    )


def _hold_to_document(hold: OpenHold) -> dict[str, Any]:
    parts = [{"grant": part.grant, "amount": Int64(part.amount)} for part in hold.parts]
    return {"id": hold.id, "parts": parts, "expires_at": hold.expires_at}


def _hold_from_document(document: Mapping[str, Any]) -> OpenHold:
    parts = tuple(HoldPart(part["grant"], int(part["amount"])) for part in document["parts"])
    return OpenHold(document["id"], parts, document["expires_at"])
