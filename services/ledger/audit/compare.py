"""Compares the state that an entry states with the auditor's books."""

from collections.abc import Iterator, Mapping
from typing import Any

from services.ledger.audit.books import Books, Problem

__all__ = ["compare_state"]


def compare_state(books: Books, state: Mapping[str, Any]) -> Iterator[Problem]:
    """The rules that `state` breaks, by the books. Lists are compared as lists, so that nothing stands there twice."""
    yield from _compare("fold.debt", books.debt, state["debt"])
    yield from _compare("fold.lifetime_purchased", books.purchased, state["lifetime_purchased"])
    yield from _compare("fold.lifetime_spent", books.spent, state["lifetime_spent"])
    yield from _compare("fold.last_claim_at", books.last_claim_at, state.get("last_claim_at"))
    yield from _compare("fold.last_refill_at", books.last_refill_at, state.get("last_refill_at"))
    yield from _compare("fold.frozen", sorted(books.frozen), state.get("frozen", []))
    yield from _compare("fold.grant", _grants_by_books(books), _grants_as_stated(state))
    yield from _compare("fold.hold", _holds_by_books(books), _holds_as_stated(state))


def _compare(rule: str, expected: object, stated: object) -> Iterator[Problem]:
    if expected != stated:
        yield rule, f"the entries give {expected!r}, the state says {stated!r}"


def _grants_by_books(books: Books) -> list[tuple[Any, ...]]:
    return sorted(
        (book.order, name, book.available, book.source, book.expires_at, book.reference)
        for name, book in books.grants.items()
    )


def _grants_as_stated(state: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    return sorted(
        (
            grant["order"],
            grant["id"],
            grant["available"],
            grant["source"],
            grant.get("expires_at"),
            grant.get("reference"),
        )
        for grant in state["grants"]
    )


def _holds_by_books(books: Books) -> list[tuple[Any, ...]]:
    return sorted(
        (name, hold.expires_at, [(grant, amount) for grant, amount in hold.parts.items() if amount])
        for name, hold in books.holds.items()
    )


def _holds_as_stated(state: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    return sorted(
        (hold["id"], hold["expires_at"], [(part["grant"], part["amount"]) for part in hold["parts"]])
        for hold in state.get("holds", ())
    )
