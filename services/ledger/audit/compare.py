"""Compares the state that an entry states with the auditor's books."""

from collections.abc import Iterator, Mapping
from typing import Any

from services.ledger.audit.fold import Problem, WalletFold

__all__ = ["compare_state"]


def compare_state(fold: WalletFold, state: Mapping[str, Any]) -> Iterator[Problem]:
    """The rules that `state` breaks, by the books in `fold`."""
    yield from _compare("fold.debt", fold.debt, state["debt"])
    yield from _compare("fold.lifetime_purchased", fold.purchased, state["lifetime_purchased"])
    yield from _compare("fold.lifetime_spent", fold.spent, state["lifetime_spent"])
    yield from _compare("fold.last_claim_at", fold.last_claim_at, state.get("last_claim_at"))
    yield from _compare("fold.frozen", sorted(fold.frozen), list(state.get("frozen", ())))
    yield from _compare("fold.grant", _grants_by_books(fold), _grants_as_stated(state))
    yield from _compare("fold.hold", _holds_by_books(fold), _holds_as_stated(state))


def _compare(rule: str, expected: object, stated: object) -> Iterator[Problem]:
    if expected != stated or isinstance(stated, float):
        yield rule, f"the entries give {expected!r}, the state says {stated!r}"


def _grants_by_books(fold: WalletFold) -> dict[str, tuple[Any, ...]]:
    return {
        name: (book.available, book.source, book.expires_at, book.reference, book.order)
        for name, book in fold.grants.items()
    }


def _grants_as_stated(state: Mapping[str, Any]) -> dict[str, tuple[Any, ...]]:
    return {
        grant["id"]: (
            grant["available"],
            grant["source"],
            grant.get("expires_at"),
            grant.get("reference"),
            grant["order"],
        )
        for grant in state["grants"]
    }


def _holds_by_books(fold: WalletFold) -> dict[str, tuple[Any, ...]]:
    return {
        name: (fold.hold_expiries.get(name), {grant: amount for grant, amount in parts.items() if amount})
        for name, parts in fold.holds.items()
    }


def _holds_as_stated(state: Mapping[str, Any]) -> dict[str, tuple[Any, ...]]:
    return {
        hold["id"]: (hold["expires_at"], {part["grant"]: part["amount"] for part in hold["parts"]})
        for hold in state.get("holds", ())
    }
