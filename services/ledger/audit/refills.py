"""Whether a refill is of its own interval, and adds what its terms allow."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from services.ledger.audit.books import Books, Problem

__all__ = ["check_refill"]


def check_refill(books: Books, entry: Mapping[str, Any]) -> Iterator[Problem]:
    """What the refill in `entry`, which is not posted yet, breaks: an interval twice or too early, too many tokens."""
    terms = entry["refill"]
    due_at, before = terms["due_at"], books.last_refill_at
    if due_at > entry["at"]:
        yield "refill", f"the interval begins at {due_at.isoformat()}, after the entry"
    if before is not None and due_at <= before:
        yield "refill", f"the interval of {due_at.isoformat()} is not after the last refilled one, {before.isoformat()}"
    added = sum(change["amount"] for change in entry["changes"] if change["op"] == "grant")
    expected = terms["amount"]
    if "most" in terms:
        expected = min(expected, terms["most"] - _refilled(books, entry["at"]))
    if added != expected:
        yield "refill", f"its terms add {expected} tokens, not {added}"


def _refilled(books: Books, at: datetime) -> int:
    """Refilled tokens in the wallet at `at`, held ones counted, without those that expire first in the same entry."""
    refilled = [book for book in books.grants.values() if book.source == "refill"]
    return sum(book.held + (0 if book.expired(at) else book.available) for book in refilled)
