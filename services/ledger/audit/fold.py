"""One wallet's books, kept by the auditor from the changes alone.

Nothing here calls the rules that wrote the entries: a bug there must not hide itself here. Each method takes one entry
as it is stored and answers with the rules that it breaks.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

__all__ = ["Problem", "WalletFold"]

PURCHASED = {"purchase", "gift", "subscription", "refund"}
LARGEST = 2**63 - 1

Problem = tuple[str, str]
"""The rule's name and what was expected."""


@dataclass(slots=True)
class GrantBook:
    """The pockets of one grant."""

    source: str
    expires_at: datetime | None
    reference: str | None
    order: int
    available: int = 0
    held: int = 0


@dataclass(slots=True)
class WalletFold:
    """The books of one wallet up to the entry last taken in."""

    grants: dict[str, GrantBook] = field(default_factory=dict)
    holds: dict[str, dict[str, int]] = field(default_factory=dict)
    hold_expiries: dict[str, datetime] = field(default_factory=dict)
    ended_holds: set[str] = field(default_factory=set)
    frozen: set[str] = field(default_factory=set)
    debt: int = 0
    purchased: int = 0
    spent: int = 0
    last_claim_at: datetime | None = None

    def take(self, entry: Mapping[str, Any]) -> Iterator[Problem]:
        """Post one entry's changes to the books."""
        for change in entry["changes"]:
            amount = change["amount"]
            if not isinstance(amount, int) or isinstance(amount, bool) or not 0 < amount <= LARGEST:
                yield "amount", f"an amount is {amount!r}, not a whole number from 1 to 2^63-1"
                return
            yield from self._post(change, amount, entry)
        yield from self._post_kind(entry)
        yield from self._check_signs()

    def _post(self, change: Mapping[str, Any], amount: int, entry: Mapping[str, Any]) -> Iterator[Problem]:
        op = change["op"]
        if op == "owe":
            self.debt += amount
            return
        if op == "grant":
            self._post_grant(change, amount, entry["seq"])
        book = self.grants.get(change.get("grant", ""))
        if book is None:
            yield "grant", f"{op} names the grant {change.get('grant')!r}, which was never granted"
            return
        if op in {"spend", "hold"}:
            yield from self._check_spendable(op, book, entry["at"])
        yield from self._move(op, change, book, amount)

    def _post_grant(self, change: Mapping[str, Any], amount: int, seq: int) -> None:
        book = GrantBook(change["source"], change.get("expires_at"), change.get("reference"), seq)
        self.grants.setdefault(change["grant"], book)
        if change["source"] in PURCHASED:
            self.purchased += amount

    def _check_spendable(self, op: str, book: GrantBook, at: datetime) -> Iterator[Problem]:
        if book.expires_at is not None and book.expires_at <= at:
            yield "expiry", f"{op} of a grant that expired at {book.expires_at.isoformat()}"
        if book.reference in self.frozen:
            yield "frozen", f"{op} of the frozen grant of {book.reference}"
        if self.debt:
            yield "debt", f"{op} while {self.debt} tokens are owed"

    def _move(self, op: str, change: Mapping[str, Any], book: GrantBook, amount: int) -> Iterator[Problem]:
        if op == "grant":
            book.available += amount
        elif op in {"spend", "expire", "revoke", "repay", "hold"}:
            book.available -= amount
        elif op not in {"settle", "return"}:
            yield "operation", f"there is no operation {op!r}"
        if op in {"spend", "settle"}:
            self.spent += amount
        if op == "repay":
            self.debt -= amount
        if op in {"hold", "settle", "return"}:
            yield from self._move_held(op, change, book, amount)

    def _move_held(self, op: str, change: Mapping[str, Any], book: GrantBook, amount: int) -> Iterator[Problem]:
        parts = self.holds.setdefault(change.get("hold", ""), {})
        sign = 1 if op == "hold" else -1
        parts[change["grant"]] = parts.get(change["grant"], 0) + sign * amount
        book.held += sign * amount
        if op == "return":
            book.available += amount
        if parts[change["grant"]] < 0:
            yield "hold", f"{op} takes more from the hold {change.get('hold')!r} than it holds"

    def _post_kind(self, entry: Mapping[str, Any]) -> Iterator[Problem]:
        kind = entry["kind"]
        if kind == "claim":
            self.last_claim_at = entry["at"]
        elif kind == "freeze":
            self.frozen.add(entry["reference"])
        elif kind == "unfreeze":
            self.frozen.discard(entry["reference"])
        elif kind in {"hold", "renew"}:
            self.hold_expiries[entry["hold"]["id"]] = entry["hold"]["expires_at"]
        elif kind in {"settle", "release"}:
            yield from self._end_hold(entry["hold"]["id"])

    def _end_hold(self, hold_id: str) -> Iterator[Problem]:
        if hold_id in self.ended_holds:
            yield "hold.twice", f"the hold {hold_id!r} ended before"
        self.ended_holds.add(hold_id)
        left = sum(self.holds.pop(hold_id, {}).values())
        if left:
            yield "hold", f"the hold {hold_id!r} ended with {left} tokens neither spent nor returned"
        if self.hold_expiries.pop(hold_id, None) is None:
            yield "hold", f"the hold {hold_id!r} ended and was never opened"

    def _check_signs(self) -> Iterator[Problem]:
        for name, book in list(self.grants.items()):
            if book.available < 0 or book.held < 0:
                yield "negative", f"grant {name} has {book.available} available and {book.held} held"
            if not book.available and not book.held:
                del self.grants[name]
        if self.debt < 0:
            yield "negative", f"the debt is {self.debt}"
