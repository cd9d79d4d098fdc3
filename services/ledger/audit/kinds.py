"""What an entry of each kind must be: its movements, its hold, and what is true after it."""

from collections.abc import Iterator, Mapping
from typing import Any

from services.ledger.audit.books import Books, HoldBook, Place, Problem, repayment_place, spending_place
from services.ledger.audit.refills import check_refill

__all__ = ["KINDS", "after_entry", "before_entry"]

_ALWAYS = frozenset({"expire", "repay"})

KINDS: dict[str, tuple[frozenset[str], bool]] = {
    "grant": (frozenset({"grant"}), False),
    "claim": (frozenset({"grant"}), False),
    "refill": (frozenset({"grant"}), False),
    "spend": (frozenset({"spend"}), False),
    "hold": (frozenset({"hold"}), True),
    "renew": (frozenset(), True),
    "settle": (frozenset({"settle", "return"}), True),
    "release": (frozenset({"return"}), True),
    "revoke": (frozenset({"revoke", "owe"}), False),
    "reclaim": (frozenset({"revoke"}), False),
    "debit": (frozenset({"revoke"}), False),
    "set_available": (frozenset({"grant", "revoke"}), False),
    "forfeit": (frozenset({"revoke"}), False),
    "freeze": (frozenset(), False),
    "unfreeze": (frozenset(), False),
}
"""By kind: the movements of its own (tokens may expire, and a debt be repaid, in any), and whether it has a hold."""

_USES = frozenset({"spend", "settle"})
_REFERS = frozenset({"revoke", "reclaim", "freeze", "unfreeze"})


def before_entry(books: Books, entry: Mapping[str, Any]) -> Iterator[Problem]:
    """What the entry's kind forbids of its form; opens and freezes what the movements then need."""
    kind = entry["kind"]
    if kind not in KINDS:
        yield "kind", f"there is no kind {kind!r}"
        return
    own, has_hold = KINDS[kind]
    for change in entry["changes"]:
        if change["op"] not in own and change["op"] not in _ALWAYS:
            yield "kind", f"an entry of kind {kind} cannot {change['op']}"
    if has_hold != ("hold" in entry) or _misses_part(entry):
        yield "kind", f"an entry of kind {kind} lacks or has a hold, a reference or a refill against its kind"
        return
    if "usage" in entry and kind not in _USES:
        yield "kind", f"an entry of kind {kind} cannot have usage"
    yield from _form_of_kind(books, entry)
    if kind == "freeze":
        books.frozen.add(entry["reference"])
    elif kind == "unfreeze":
        books.frozen.discard(entry["reference"])


def _misses_part(entry: Mapping[str, Any]) -> bool:
    kind = entry["kind"]
    return ("refill" in entry) != (kind == "refill") or (kind in _REFERS and "reference" not in entry)


def _form_of_kind(books: Books, entry: Mapping[str, Any]) -> Iterator[Problem]:
    if entry["kind"] in {"grant", "claim", "refill"}:
        yield from _one_grant(books, entry)
    elif entry["kind"] == "set_available":
        yield from _one_way(entry)
    elif "hold" in entry:
        yield from _hold(books, entry)


def _one_grant(books: Books, entry: Mapping[str, Any]) -> Iterator[Problem]:
    granted = [change for change in entry["changes"] if change["op"] == "grant"]
    if len(granted) != 1:
        yield "kind", f"{len(granted)} grants stand in one entry"
    elif granted[0].get("reference") != entry.get("reference"):
        yield "kind", "the entry and its grant have different references"
    elif entry["kind"] in {"claim", "refill"} and granted[0]["source"] != entry["kind"]:
        yield "kind", f"a {entry['kind']} grants tokens of source {granted[0]['source']}"
    elif entry["kind"] == "refill":
        yield from check_refill(books, entry)


def _one_way(entry: Mapping[str, Any]) -> Iterator[Problem]:
    """Setting to a value grants once or takes; never both."""
    granted = [change for change in entry["changes"] if change["op"] == "grant"]
    if len(granted) > 1 or (granted and any(change["op"] == "revoke" for change in entry["changes"])):
        yield "kind", "an entry that sets a value grants once, or takes, and not both"
    elif granted and (granted[0]["source"], granted[0].get("reference")) != ("admin", None):
        yield "kind", f"an entry that sets a value grants tokens of source {granted[0]['source']}"


def _hold(books: Books, entry: Mapping[str, Any]) -> Iterator[Problem]:
    kind, name = entry["kind"], entry["hold"]["id"]
    known, until = books.holds.get(name), entry["hold"].get("expires_at")
    if (until is not None) != (kind in {"hold", "renew"}):
        yield "hold", "a hold has an expiry exactly while it is open"
    elif any(change.get("hold", name) != name for change in entry["changes"]):
        yield "hold", f"a movement names another hold than {name!r}"
    elif kind == "hold":
        if known is not None:
            yield "hold", f"the hold {name!r} is open already"
        if until <= entry["at"]:
            yield "hold", f"the hold {name!r} expires before it opens"
        books.holds[name] = HoldBook(until)
    elif known is None:
        yield "hold.closed", f"the hold {name!r} is not open"
    else:
        yield from _open_hold(known, entry)


def _open_hold(known: HoldBook, entry: Mapping[str, Any]) -> Iterator[Problem]:
    kind, name = entry["kind"], entry["hold"]["id"]
    if known.amount != entry["hold"]["amount"]:
        yield "hold", f"the hold {name!r} holds {known.amount}, not {entry['hold']['amount']}"
    elif kind == "renew":
        if entry["hold"]["expires_at"] < known.expires_at:
            yield "hold", f"the hold {name!r} is renewed to an earlier moment"
        known.expires_at = entry["hold"]["expires_at"]
    elif kind == "settle":
        yield from _settled_in_order(known, entry)


def _settled_in_order(hold: HoldBook, entry: Mapping[str, Any]) -> Iterator[Problem]:
    settled = {change["grant"]: change["amount"] for change in entry["changes"] if change["op"] == "settle"}
    rest = [hold.parts[name] - settled.get(name, 0) for name in hold.parts]
    first_open = next((place for place, left in enumerate(rest) if left), len(rest))
    if any(name in settled for name in list(hold.parts)[first_open + 1 :]):
        yield "order", "a hold is settled from a later part while an earlier one returns tokens"


def after_entry(books: Books, entry: Mapping[str, Any]) -> Iterator[Problem]:
    """What must be true of the books once the entry's movements are posted; closes what it ended."""
    kind, at = entry["kind"], entry["at"]
    if kind in {"claim", "refill"}:
        _remember(books, entry)
    elif kind == "hold" and books.holds[entry["hold"]["id"]].amount != entry["hold"]["amount"]:
        yield "hold", "the hold's amount is not what was taken for it"
    elif kind in {"settle", "release"}:
        left = books.holds.pop(entry["hold"]["id"]).amount
        if left:
            yield "hold", f"the hold ended with {left} tokens neither spent nor returned"
    for name, book in books.grants.items():
        if book.available > 0 and book.expired(at):
            yield "expiry", f"{name} keeps {book.available} tokens after its expiry"
    if kind == "forfeit" and any(books.spendable(at)):
        yield "kind", "tokens are left after all were forfeited"
    if books.debt > 0 and any(books.spendable(at)):
        yield "debt", f"{books.debt} tokens are owed while others are available"
    yield from _orders(books, entry)
    for name in [name for name, book in books.grants.items() if not book.available and not book.held]:
        del books.grants[name]


def _remember(books: Books, entry: Mapping[str, Any]) -> None:
    if entry["kind"] == "claim":
        books.last_claim_at = entry["at"]
    else:
        books.last_refill_at = entry["refill"]["due_at"]


def _orders(books: Books, entry: Mapping[str, Any]) -> Iterator[Problem]:
    yield from _taken_in_order(books, entry, {"spend", "hold"}, spending_place)
    yield from _taken_in_order(books, entry, {"repay"}, repayment_place)
    if entry["kind"] in {"debit", "set_available"}:
        yield from _taken_in_order(books, entry, {"revoke"}, spending_place)
    if entry["kind"] not in {"revoke", "reclaim"}:
        return
    own = [book for book in books.grants.values() if book.reference == entry["reference"]]
    others = [change for change in entry["changes"] if change["op"] == "revoke" and not _is_own(books, change, entry)]
    if others and entry["kind"] == "reclaim":
        yield "order", "a reclaim takes tokens of another purchase"
    owed = any(change["op"] == "owe" for change in entry["changes"])
    if any(book.available for book in own) and (others or owed):
        yield "order", "a revocation takes other tokens while the purchase's own are there"
    yield from _taken_in_order(books, {**entry, "changes": others}, {"revoke"}, repayment_place)


def _is_own(books: Books, change: Mapping[str, Any], entry: Mapping[str, Any]) -> bool:
    reference: str = entry["reference"]
    return books.grants[change["grant"]].reference == reference


def _taken_in_order(books: Books, entry: Mapping[str, Any], ops: set[str], place: Place) -> Iterator[Problem]:
    taken = [place(books.grants[change["grant"]]) for change in entry["changes"] if change["op"] in ops]
    if not taken:
        return
    last = max(taken)
    if any(place(book) < last for book in books.spendable(entry["at"])):
        yield "order", "tokens are taken from a grant while one before it in the order has some left"
