"""Checks one wallet, entry by entry."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from services.ledger.audit.adjustments import check_adjustment
from services.ledger.audit.books import Books, Problem
from services.ledger.audit.compare import compare_state
from services.ledger.audit.encoding import FIRST_PREV_HASH, hash_of
from services.ledger.audit.keys import PAYMENT, check_fingerprint, check_key
from services.ledger.audit.kinds import after_entry, before_entry
from services.ledger.audit.postings import post
from services.ledger.audit.prices import check_price
from services.ledger.audit.promotions import check_promotion
from services.ledger.audit.reading import Bound
from services.ledger.audit.reversals import check_reversal
from services.ledger.audit.shapes import ENTRY, SNAPSHOT, misfit
from services.ledger.audit.subscriptions import check_subscription
from services.ledger.audit.usage import check_usage, generation_of

__all__ = ["Beside", "WalletCheck"]

ENTRY_VERSION = 1


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside some entries, by id. Read after the entries, so whatever they need was written before."""

    snapshots: Mapping[Any, Mapping[str, Any]]
    payments: Mapping[Any, Mapping[str, Any]] | None
    """None when payments and usage are not to be looked at."""
    generations: Mapping[Any, Mapping[str, Any]]
    invoices: Mapping[Any, Mapping[str, Any]]
    """Paid invoices of subscriptions."""
    referrals: Mapping[Any, Mapping[str, Any]]
    """By the payment that they reward."""
    price_versions: Mapping[Any, Mapping[str, Any]]
    actions: Mapping[Any, Mapping[str, Any]]
    """Rows of the record of admins' actions."""
    bulk_grants: Mapping[Any, Mapping[str, Any]]


@dataclass(slots=True)
class WalletCheck:
    """One wallet as far as it was read."""

    bound: Bound
    books: Books = field(default_factory=Books)
    seq: int = 0
    hash: str = FIRST_PREV_HASH
    at: datetime | None = None
    broken: bool = False
    """Whether the books can no longer be kept; what follows in this wallet would only repeat the finding."""

    def take(self, entry: Mapping[str, Any], beside: Beside) -> Iterator[Problem]:
        """The rules that the next entry breaks. After the first such entry the rest of the wallet is only counted."""
        if self.broken:
            return
        try:
            for problem in self._check(entry, beside):
                self.broken = True
                yield problem
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            self.broken = True
            yield "form", f"the entry cannot be read: {type(error).__name__}: {error}"

    def end(self) -> Iterator[Problem]:
        """Whether the wallet was read up to its bound."""
        if not self.broken and (self.seq, self.hash) != (self.bound.seq, self.bound.hash):
            yield "tail", f"the newest entry was {self.bound.seq} when the reading began"

    def _check(self, entry: Mapping[str, Any], beside: Beside) -> Iterator[Problem]:
        yield from self._check_chain(entry)
        if self.broken:
            return  # what follows relies on the entry's form
        state = entry.get("state")
        if "state_ref" in entry:
            snapshot = beside.snapshots.get(entry["state_ref"])
            yield from _check_snapshot(entry, snapshot)
            state = None if snapshot is None else snapshot["state"]
        yield from self._check_books(entry, state)
        if not self.broken:
            yield from check_key(entry)
            yield from check_fingerprint(entry)
            yield from _check_beside(entry, beside)

    def _check_chain(self, entry: Mapping[str, Any]) -> Iterator[Problem]:
        if entry.get("v") != ENTRY_VERSION:
            yield "version", f"the entry's form is {entry.get('v')!r}; this audit reads {ENTRY_VERSION}"
            return
        if hash_of(entry) != entry["hash"]:
            yield "hash", "the entry's contents do not give its hash"
        why = misfit(entry, ENTRY)
        if why is not None:
            yield "form", f"entry{why}"
        if entry["seq"] != self.seq + 1:
            yield "sequence", f"entry {self.seq + 1} was expected"
        if entry["prev_hash"] != self.hash:
            yield "chain", "prev_hash is not the hash of the entry before"
        if self.at is not None and entry["at"] < self.at:
            yield "time", f"the entry is earlier than the one before ({self.at.isoformat()})"
        if ("state" in entry) == ("state_ref" in entry):
            yield "form", "the entry needs a state or a snapshot, and not both"
        self.seq, self.hash, self.at = int(entry["seq"]), entry["hash"], entry["at"]

    def _check_books(self, entry: Mapping[str, Any], state: Mapping[str, Any] | None) -> Iterator[Problem]:
        for step in (before_entry, post, after_entry):
            yield from step(self.books, entry)
            if self.broken:
                return  # one wrong movement makes the next ones look wrong
        if state is not None:
            yield from compare_state(self.books, state)


def _check_snapshot(entry: Mapping[str, Any], snapshot: Mapping[str, Any] | None) -> Iterator[Problem]:
    if snapshot is None:
        yield "snapshot", f"the state {entry['state_ref']} is missing"
        return
    why = misfit(snapshot, SNAPSHOT)
    if why is not None:
        yield "snapshot", f"the state{why}"
    elif snapshot["wallet"] != entry["wallet"]:
        yield "snapshot", f"the state belongs to the wallet {snapshot['wallet']}"
    elif hash_of({"wallet": entry["wallet"], "state": snapshot["state"]}) != entry["state_ref"]:
        yield "snapshot", "the state does not give the hash that the entry points to"


def _check_beside(entry: Mapping[str, Any], beside: Beside) -> Iterator[Problem]:
    if beside.payments is None:
        return
    generation = generation_of(entry)
    yield from check_usage(entry, None if generation is None else beside.generations.get(generation[0]))
    yield from check_price(entry, beside.price_versions)
    yield from check_subscription(entry, beside.invoices)
    yield from check_reversal(entry, beside.payments, beside.invoices)
    yield from check_adjustment(entry, beside.actions, beside.bulk_grants)
    yield from check_promotion(entry, beside.payments, beside.referrals)
    bought = any(change.get("source") in {"purchase", "gift"} for change in entry["changes"])
    if bought and not entry["key"].startswith(PAYMENT):
        yield "payment", f"bought tokens stand under {entry['key']!r}, and not under their payment"
    elif bought:
        yield from _check_credit(entry, beside.payments.get(entry["key"].removeprefix(PAYMENT)))


def _check_credit(entry: Mapping[str, Any], payment: Mapping[str, Any] | None) -> Iterator[Problem]:
    tokens = sum(change["amount"] for change in entry["changes"] if change["op"] == "grant")
    if payment is None:
        yield "payment", f"there is no payment {entry['key'].removeprefix(PAYMENT)}"
    elif payment["wallet_id"] != entry["wallet"]:
        yield "payment", f"the payment {payment['_id']} is for the wallet {payment['wallet_id']}"
    elif payment.get("denied_at") is not None:
        yield "payment", f"the payment {payment['_id']} was denied, and its money goes back"
    elif payment["tokens"] != tokens:
        yield "payment", f"the payment {payment['_id']} buys {payment['tokens']} tokens, not {tokens}"
