"""What must be true of any wallet's entries, told from the stored documents alone, without the model and the rules."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from bson.int64 import Int64

__all__ = ["Books", "BrokenError", "hold_to", "statement"]

Document = Mapping[str, Any]

LARGEST = 2**63 - 1
PURCHASED = {"purchase", "gift", "subscription", "refund"}
BOUGHT = PURCHASED - {"refund"}
FOREVER = datetime.max.replace(tzinfo=UTC)
FROM_AND_TO = {
    "grant": ("granted", "available"),
    "spend": ("available", "spent"),
    "hold": ("available", "held"),
    "settle": ("held", "spent"),
    "return": ("held", "available"),
    "expire": ("available", "expired"),
    "revoke": ("available", "taken_back"),
    "repay": ("available", "taken_back"),
}


class BrokenError(AssertionError):
    """A law does not hold; `law` names it."""

    def __init__(self, law: str, details: object) -> None:
        self.law = law
        super().__init__(f"{law}: {details}")


def hold_to(law: str, holds: bool, details: object = "") -> None:
    if not holds:
        raise BrokenError(law, details)


@dataclass
class Books:
    """The fold of one wallet's entries, and what it noticed on the way."""

    pockets: dict[str, Counter[str]] = field(default_factory=dict)
    described: dict[str, dict[str, Any]] = field(default_factory=dict)
    holds: dict[str, Counter[str]] = field(default_factory=dict)
    until: dict[str, datetime] = field(default_factory=dict)
    ended: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    frozen: set[str] = field(default_factory=set)
    refilled: datetime | None = None
    debt: int = 0
    seq: int = 0
    hash: str = "0" * 64
    at: datetime | None = None

    def take(self, entry: Document) -> set[str]:
        """Post `entry`, whose state stands in it. Raises BrokenError; gives the circumstances that it was met in."""
        self._chain(entry)
        circumstances = set(self._circumstances(entry))
        if entry["kind"] == "freeze":
            self.frozen.add(entry["reference"])
        elif entry["kind"] == "unfreeze":
            self.frozen.discard(entry["reference"])
        self._order_of_taking(entry)
        for change in entry["changes"]:
            self._post(change, entry)
        self._end_hold(entry)
        self._compare(entry["state"], entry["at"])
        if entry["kind"] == "refill":
            self._refill(entry)
        elif entry["kind"] == "forfeit":
            left = [name for name, pocket in self.pockets.items() if pocket["available"] and self._usable(name, entry)]
            hold_to("a forfeiture leaves nothing that could be spent", not left, left)
        return circumstances

    def _chain(self, entry: Document) -> None:
        hold_to("the sequence has no gap", entry["seq"] == self.seq + 1, (self.seq, entry["seq"]))
        hold_to("the chain has no gap", entry["prev_hash"] == self.hash)
        hold_to("time never goes back", self.at is None or entry["at"] >= self.at)
        hold_to("a key has one effect", entry["key"] not in self.keys, entry["key"])
        self.seq, self.hash, self.at = entry["seq"], entry["hash"], entry["at"]
        self.keys.add(entry["key"])

    def _post(self, change: Document, entry: Document) -> None:
        op, amount, name = change["op"], change["amount"], change.get("grant")
        hold_to("an amount is an int64 from 1", type(amount) is Int64 and 1 <= amount <= LARGEST, change)
        if op == "owe":
            self.debt += amount
            return
        if op == "grant":
            self.pockets.setdefault(name, Counter())
            new = {key: change.get(key) for key in ("source", "expires_at", "reference")} | {"age": int(entry["seq"])}
            old = self.described.setdefault(name, new)
            alike = old | {"age": 0} == new | {"age": 0} and (old is new or old["reference"] is None)
            hold_to("only grants of one source and expiry, without a reference, merge", alike, (old, new))
        source, target = FROM_AND_TO[op]
        pocket = self.pockets[name]
        pocket[source] += amount if op == "grant" else -amount
        pocket[target] += amount
        if op == "repay":
            self.debt -= amount
        if "hold" in change:
            self.holds.setdefault(change["hold"], Counter())[name] += amount if op == "hold" else -amount
        self._allow(op, self.described[name], entry)
        hold_to("nothing is below zero", min(0, *pocket.values(), self.debt) == 0, (op, dict(pocket), self.debt))
        below = [left for hold in self.holds.values() for left in hold.values() if left < 0]
        hold_to("a hold settles and returns at most what it held", not below, change)

    def _allow(self, op: str, grant: Mapping[str, Any], entry: Document) -> None:
        own = op == "revoke" and grant["reference"] == entry.get("reference")
        over = self._over(grant, entry["at"])
        if op in {"spend", "hold", "repay", "revoke"}:
            hold_to("nothing is taken after expiry", not over, (op, grant))
            hold_to("frozen tokens stay", grant["reference"] not in self.frozen or own, (op, grant))
            hold_to("a reclaim takes its own tokens only", entry["kind"] != "reclaim" or own or op == "repay", grant)
        if op in {"spend", "hold"}:
            hold_to("nothing is spent in debt", self.debt == 0, op)
        if op == "expire":
            hold_to("nothing expires early", over, grant)

    def _order_of_taking(self, entry: Document) -> None:
        """The order of spending, which is that of an admin's debit, is decided by the grants alone."""
        ops = {"spend", "hold", "revoke"} if entry["kind"] in {"debit", "set_available"} else {"spend", "hold"}
        taken = [change["grant"] for change in entry["changes"] if change["op"] in ops]
        able = [name for name, pocket in self.pockets.items() if pocket["available"] and self._usable(name, entry)]
        right = sorted(able, key=lambda name: self._place(self.described[name]))
        hold_to("the order of spending", taken == right[: len(taken)], (taken, right))

    def _refill(self, entry: Document) -> None:
        refill = entry["refill"]
        before, self.refilled = self.refilled, refill["due_at"]
        hold_to("an interval is refilled once", before is None or before < refill["due_at"], (before, refill))
        hold_to("no interval is refilled before it begins", refill["due_at"] <= entry["at"], refill)
        sources = ((name, self.described[name]["source"]) for name in self.pockets)
        own = [self.pockets[name] for name, source in sources if source == "refill"]
        paid = sum(change["amount"] for change in entry["changes"] if change["op"] == "repay")
        there = sum(pocket["available"] + pocket["held"] for pocket in own)
        hold_to("no refill leads beyond its cap", there <= refill.get("most", there), (there, refill))
        added = sum(change["amount"] for change in entry["changes"] if change["op"] == "grant")
        hold_to("a refill adds its amount at most", added <= refill["amount"], entry)
        full = added == refill["amount"] or there + paid >= refill.get("most", LARGEST)
        hold_to("a refill adds less only up to its cap", full, (there, paid, refill))

    def _end_hold(self, entry: Document) -> None:
        hold = entry.get("hold")
        if hold is None:
            return
        name, held = hold["id"], self.holds.get(hold["id"], Counter())
        hold_to("a hold ends once", name not in self.ended, name)
        if entry["kind"] in {"settle", "release"}:
            hold_to("a hold that ends is used up", not any(held.values()), dict(held))
            hold_to("only an open hold ends", name in self.until, name)
            del self.holds[name], self.until[name]
            self.ended.add(name)
        else:
            hold_to("a hold holds what it says", sum(held.values()) == hold["amount"], dict(held))
            hold_to("a hold is not cut short", hold["expires_at"] >= self.until.get(name, entry["at"]), hold)
            self.until[name] = hold["expires_at"]

    def _compare(self, state: Document, at: datetime) -> None:
        """The state of the entry is the fold, also per grant."""
        stated = {grant["id"]: grant["available"] for grant in state["grants"] if grant["available"]}
        folded = {name: pocket["available"] for name, pocket in self.pockets.items() if pocket["available"]}
        hold_to("the balance is the fold, per grant", stated == folded, (stated, folded))
        held = {
            hold["id"]: {part["grant"]: part["amount"] for part in hold["parts"]} for hold in state.get("holds", ())
        }
        folded_held = {name: dict(hold) for name, hold in self.holds.items() if any(hold.values())}
        hold_to("the held are the fold, per grant", held == folded_held, (held, folded_held))
        hold_to("the debt is the fold", state["debt"] == self.debt, (state["debt"], self.debt))
        for name, pocket in self.pockets.items():
            gone = sum(pocket[where] for where in ("held", "spent", "expired", "taken_back"))
            hold_to(
                "available is granted less held, spent, expired and taken back",
                pocket["available"] == pocket["granted"] - gone,
                name,
            )
            dead = self._over(self.described[name], at) and pocket["available"]
            hold_to("nothing expired stays available", not dead, name)
        spent = sum(pocket["spent"] for pocket in self.pockets.values())
        hold_to("lifetime spent is the fold", state["lifetime_spent"] == spent, (state["lifetime_spent"], spent))
        bought = sum(p["granted"] for name, p in self.pockets.items() if self.described[name]["source"] in BOUGHT)
        hold_to("lifetime purchased is the fold", state["lifetime_purchased"] == bought, bought)
        usable = [
            n for n, p in self.pockets.items() if p["available"] and self.described[n]["reference"] not in self.frozen
        ]
        hold_to("a debt is paid off from what is available", self.debt == 0 or not usable, (self.debt, usable))
        hold_to("the frozen are the fold", set(state.get("frozen", ())) == self.frozen, self.frozen)
        odd = [number for number in numbers(state) if type(number) is not Int64 or not 0 <= number <= LARGEST]
        hold_to("every amount stays int64", not odd, odd)

    def _usable(self, name: str, entry: Document) -> bool:
        grant = self.described[name]
        return not self._over(grant, entry["at"]) and grant["reference"] not in self.frozen

    @staticmethod
    def _over(grant: Mapping[str, Any], at: datetime) -> bool:
        return grant["expires_at"] is not None and grant["expires_at"] <= at

    @staticmethod
    def _place(grant: Mapping[str, Any]) -> tuple[datetime, bool, int]:
        return (grant["expires_at"] or FOREVER, grant["source"] in PURCHASED, grant["age"])

    def _circumstances(self, entry: Document) -> Iterator[str]:
        """What is worth having been met: the run counts them."""
        ops = [change["op"] for change in entry["changes"]]
        touched = {change.get("grant") for change in entry["changes"]} & self.described.keys()
        if any(self.described[name]["expires_at"] == entry["at"] for name in touched):
            yield "at the very moment of an expiry"
        if "expire" in ops and entry["kind"] not in {"grant", "settle", "release"}:
            yield "tokens expire in an entry of another kind"
        if ("return", "expire") in pairwise(ops):
            yield "held tokens return to an expired grant"
        if ops.count("spend") > 1 or ops.count("hold") > 1:
            yield "tokens of several grants are taken"
        if entry["kind"] == "reclaim" and "revoke" not in ops:
            yield "a reclaim finds nothing"
        if "owe" in ops:
            held = any(self.pockets[name]["held"] for name in self._grants_of(entry["reference"]))
            yield "a revocation owes while its tokens are held" if held else "a revocation owes"
        if "repay" in ops:
            yield f"a debt is repaid by a {entry['kind']}"
        for change in entry["changes"]:
            if change.get("grant") in touched:
                yield from self._circumstances_of(change["op"], change["grant"])

    def _circumstances_of(self, op: str, name: str) -> Iterator[str]:
        if op == "grant":
            yield "a grant merges while parts are held" if self.pockets[name]["held"] else "a grant merges"
        elif op in {"settle", "return", "revoke"} and self.described[name]["reference"] in self.frozen:
            yield f"{op} of a frozen grant"

    def _grants_of(self, reference: str) -> list[str]:
        return [name for name, grant in self.described.items() if grant["reference"] == reference]


def numbers(value: Any) -> Iterator[Any]:
    """Every number in a document."""
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from numbers(item)
    elif isinstance(value, int | float):
        yield value


def statement(entries: Sequence[Document], first: int, last: int) -> None:
    """Opening plus entries equals closing, for the entries from sequence number `first` to `last`."""
    opening = worth(entries[first - 2]["state"]) if first > 1 else Counter()
    closing = worth(entries[last - 1]["state"])
    signs = {
        "available": {"grant": 1, "return": 1, "spend": -1, "hold": -1, "expire": -1, "revoke": -1, "repay": -1},
        "held": {"hold": 1, "settle": -1, "return": -1},
        "debt": {"owe": 1, "repay": -1},
        "spent": {"spend": 1, "settle": 1},
    }
    for name, sign in signs.items():
        changes = [change for entry in entries[first - 1 : last] for change in entry["changes"]]
        moved = sum(sign.get(change["op"], 0) * change["amount"] for change in changes)
        hold_to("opening plus entries is closing", opening[name] + moved == closing[name], (name, first, last))


def worth(state: Document) -> Counter[str]:
    return Counter(
        available=sum(grant["available"] for grant in state["grants"]),
        held=sum(part["amount"] for hold in state.get("holds", ()) for part in hold["parts"]),
        debt=state["debt"],
        spent=state["lifetime_spent"],
    )
