"""A wallet's state as it stands in an entry, and back. Fields that are empty are left out."""

from collections.abc import Mapping
from typing import Any

from bson.int64 import Int64

from services.ledger.sources import GrantSource
from services.ledger.state import Grant, HoldPart, OpenHold, WalletState

__all__ = ["state_from_document", "state_to_document"]


def state_to_document(
    state: WalletState, before: WalletState | None = None, before_document: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The BSON form: every amount an int64, every moment a date.

    Most of a wallet's grants are as they were an entry `before`: their parts of that entry's form are used again.
    """
    known = {}
    if before is not None and before_document is not None:
        known = {id(grant): form for grant, form in zip(before.grants, before_document["grants"], strict=True)}
    document: dict[str, Any] = {
        "grants": [known.get(id(grant)) or _grant_to_document(grant) for grant in state.grants],
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
    return document


def state_from_document(document: Mapping[str, Any]) -> WalletState:
    """The state that `state_to_document` gave."""
    return WalletState(
        grants=tuple(_grant_from_document(grant) for grant in document["grants"]),
        holds=tuple(_hold_from_document(hold) for hold in document.get("holds", ())),
        debt=int(document["debt"]),
        frozen=tuple(document.get("frozen", ())),
        last_claim_at=document.get("last_claim_at"),
        lifetime_purchased=int(document["lifetime_purchased"]),
        lifetime_spent=int(document["lifetime_spent"]),
    )


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
