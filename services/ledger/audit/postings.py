"""Posts an entry's changes to the books of its wallet.

Nothing here calls the rules that wrote the entries: a bug there must not hide itself here.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from services.ledger.audit.books import BOUGHT, SOURCES, Books, GrantBook, Problem

__all__ = ["post"]

LARGEST = 2**63 - 1


def post(books: Books, entry: Mapping[str, Any]) -> Iterator[Problem]:
    """Move what `entry` says it moves; the rules that a single movement breaks."""
    for change in entry["changes"]:
        if change["op"] == "owe":
            books.debt += change["amount"]
            continue
        if change["op"] == "grant":
            yield from _open_grant(books, change, entry["seq"])
        book = books.grants.get(change.get("grant", ""))
        if book is None:
            yield "grant", f"{change['op']} names the grant {change.get('grant')!r}, which was never granted"
            return
        yield from _may(books, change, book, entry)
        yield from _move(books, change, book)
    if books.debt < 0:
        yield "negative", f"the debt is {books.debt}"
    yield from _totals(books)


def _open_grant(books: Books, change: Mapping[str, Any], seq: int) -> Iterator[Problem]:
    if change["source"] not in SOURCES:
        yield "grant", f"there is no source {change['source']!r}"
    name, described = change["grant"], (change["source"], change.get("expires_at"), change.get("reference"))
    known = books.grants.get(name)
    if known is None:
        if name != f"g{seq}":
            yield "grant", f"a new grant of this entry is named g{seq}, not {name!r}"
        books.grants[name] = GrantBook(*described, order=seq)
    elif (known.source, known.expires_at, known.reference) != described or known.reference is not None:
        yield "grant", f"tokens are added to the grant {name!r}, which is of another kind"
    if change["source"] in BOUGHT:
        books.purchased += change["amount"]


def _may(books: Books, change: Mapping[str, Any], book: GrantBook, entry: Mapping[str, Any]) -> Iterator[Problem]:
    op, at = change["op"], entry["at"]
    if op == "expire" and not book.expired(at):
        yield "expiry", f"tokens of {change['grant']} expire before their time"
    if op not in {"spend", "hold", "repay", "revoke"}:
        return
    if book.expired(at):
        yield "expiry", f"{op} of a grant that expired at {book.expires_at}"
    own = op == "revoke" and book.reference == entry.get("reference")
    if book.reference in books.frozen and not own:
        yield "frozen", f"{op} of the frozen grant of {book.reference}"
    if op in {"spend", "hold"} and books.debt:
        yield "debt", f"{op} while {books.debt} tokens are owed"


def _move(books: Books, change: Mapping[str, Any], book: GrantBook) -> Iterator[Problem]:
    op, amount = change["op"], change["amount"]
    if op in {"grant", "return"}:
        book.available += amount
    elif op in {"spend", "expire", "revoke", "repay", "hold"}:
        book.available -= amount
    elif op != "settle":
        yield "operation", f"there is no operation {op!r}"
    if op in {"spend", "settle"}:
        books.spent += amount
    if op == "repay":
        books.debt -= amount
    if op in {"hold", "settle", "return"}:
        yield from _move_held(books, change, book)
    if book.available < 0 or book.held < 0:
        yield "negative", f"{change['grant']} has {book.available} available and {book.held} held"


def _move_held(books: Books, change: Mapping[str, Any], book: GrantBook) -> Iterator[Problem]:
    hold = books.holds.get(change.get("hold", ""))
    if hold is None:
        yield "hold", f"{change['op']} names the hold {change.get('hold')!r}, which is not open"
        return
    amount = change["amount"] if change["op"] == "hold" else -change["amount"]
    hold.parts[change["grant"]] = hold.parts.get(change["grant"], 0) + amount
    book.held += amount
    if hold.parts[change["grant"]] < 0:
        yield "hold", f"{change['op']} takes more from the hold {change['hold']!r} than it holds"


def _totals(books: Books) -> Iterator[Problem]:
    inside = sum(book.available + book.held for book in books.grants.values())
    if max(inside, books.debt, books.purchased, books.spent) > LARGEST:
        yield "amount", "a total is larger than 2^63-1"
