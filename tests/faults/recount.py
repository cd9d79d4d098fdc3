"""The recount: raw documents, arithmetic of its own, nothing of the ledger's code.

Every acknowledged operation has exactly one effect, every refused one has none, nobody asked for anything else, and
the movements of each wallet add up to what the servers say that it holds.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.faults.book import Operation

__all__ = ["Recount", "recount"]

Entry = Mapping[str, Any]

_AVAILABLE = {
    "grant": 1, "return": 1, "spend": -1, "hold": -1, "expire": -1, "revoke": -1, "repay": -1, "settle": 0, "owe": 0,
}  # fmt: skip
_HELD = {"hold": 1, "settle": -1, "return": -1}
_OWN_KEYS = ("welcome:", "end:", "renew:", "payment:", "refund:", "dispute:", "freeze:", "unfreeze:", "restore:")
"""Entries that servers write by themselves, on behalf of an operation or a user."""


@dataclass(slots=True)
class Recount:
    """What was found. `available` and `held` are in tokens, by wallet, after the newest entry."""

    problems: list[str] = field(default_factory=list)
    entries: int = 0
    granted: int = 0
    spent: int = 0
    available: dict[str, int] = field(default_factory=dict)
    held: dict[str, int] = field(default_factory=dict)


def recount(entries: Iterable[Entry], operations: Sequence[Operation]) -> Recount:
    """Hold `entries` (raw, in any order) against `operations`."""
    result = Recount()
    by_wallet: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_wallet[entry["wallet"]].append(entry)
        result.entries += 1
    after: dict[tuple[str, int], int] = {}
    for wallet, own in by_wallet.items():
        own.sort(key=lambda entry: int(entry["seq"]))
        _add_up(wallet, own, result, after)
    _match(by_wallet, operations, result, after)
    return result


def _add_up(wallet: str, own: list[Entry], result: Recount, after: dict[tuple[str, int], int]) -> None:
    numbers = [int(entry["seq"]) for entry in own]
    if numbers != list(range(1, len(own) + 1)):
        result.problems.append(f"{wallet}: its numbers are not 1 to {len(own)} without a gap")
    for key, count in Counter(entry["key"] for entry in own).items():
        if count > 1:
            result.problems.append(f"{wallet}: {count} entries stand under {key}")
    available = held = 0
    for entry in own:
        for change in entry["changes"]:
            available += _AVAILABLE[change["op"]] * int(change["amount"])
            held += _HELD.get(change["op"], 0) * int(change["amount"])
            result.granted += int(change["amount"]) * (change["op"] == "grant")
            result.spent += int(change["amount"]) * (change["op"] in {"spend", "settle"})
        if available < 0 or held < 0:
            result.problems.append(f"{wallet}: below zero after entry {entry['seq']}")
        after[wallet, int(entry["seq"])] = available
    result.available[wallet], result.held[wallet] = available, held


def _match(by_wallet: Mapping[str, list[Entry]], operations: Sequence[Operation], result: Recount,
           after: Mapping[tuple[str, int], int]) -> None:  # fmt: skip
    entries = {(wallet, entry["key"]): entry for wallet, own in by_wallet.items() for entry in own}
    asked: set[tuple[str, str]] = set()
    for operation in operations:
        keys = _keys_of(operation, entries)
        asked.update((operation.wallet, key) for key in keys)
        found = [entries[operation.wallet, key] for key in keys if (operation.wallet, key) in entries]
        if operation.kind == "chat":
            _check_chat(operation, found, entries, result)
        elif operation.kind not in {"balance", "discounted", "purchase"}:
            _check_one(operation, found, result, after)
    for wallet, key in entries:
        if (wallet, key) not in asked and not key.startswith(_OWN_KEYS):
            result.problems.append(f"{wallet}: nobody asked for the entry under {key}")


def _keys_of(operation: Operation, entries: Mapping[tuple[str, str], Entry]) -> list[str]:
    if operation.kind == "claim":
        return [f"claim:{operation.key}"]
    if operation.kind == "chat":
        first = f"chat:{operation.key}"
        later = [f"{first}#{number}" for number in range(2, operation.attempts + 2)]
        return [key for key in (first, *later) if (operation.wallet, key) in entries]
    if operation.kind in {"settle", "release"}:
        return [f"end:{operation.hold}"]
    return [operation.key]


def _check_one(operation: Operation, found: list[Entry], result: Recount, after: Mapping[tuple[str, int], int]) -> None:
    name = f"{operation.wallet}: {operation.kind} {operation.key}"
    mine = [entry for entry in found if entry["kind"] == operation.kind]
    if operation.done and len(mine) != 1:
        result.problems.append(f"{name} was acknowledged and has {len(mine)} entries")
        return
    if operation.refused and mine:
        result.problems.append(f"{name} was refused ({operation.answer.code}) and has an entry")
        return
    if not operation.done:
        return
    told, entry = operation.answer.told, mine[0]
    moved = sum(int(change["amount"]) for change in entry["changes"] if change["op"] in {operation.kind, "grant"})
    wanted = operation.amount or int(told.get("amount", moved))
    if operation.kind != "release" and moved != wanted:
        result.problems.append(f"{name}: {moved} tokens moved instead of {wanted}")
    balance = told["balance"]["available"] if "balance" in told else told["available"]
    if int(balance) != after[operation.wallet, int(entry["seq"])]:
        result.problems.append(f"{name}: the balance told, {balance}, is not the sum of the entries up to it")


def _check_chat(
    operation: Operation, holds: list[Entry], entries: Mapping[tuple[str, str], Entry], result: Recount
) -> None:
    name = f"{operation.wallet}: chat {operation.key}"
    charges: list[int] = []
    for hold in holds:
        end = entries.get((operation.wallet, f"end:{hold['hold']['id']}"))
        if end is None:
            result.problems.append(f"{name}: the hold {hold['hold']['id']} never ended")
        elif end["kind"] == "settle":
            charges.append(sum(int(change["amount"]) for change in end["changes"] if change["op"] == "settle"))
    if operation.done:
        cost = int(operation.answer.told["usage"]["cost"])
        if charges not in ([cost], [] if cost == 0 else [cost]):
            result.problems.append(f"{name}: acknowledged for {cost} and charged {charges}")
    elif operation.refused and charges:
        result.problems.append(f"{name}: refused ({operation.answer.code}) and charged {charges}")
    elif len(charges) > 1:
        result.problems.append(f"{name}: charged {charges}")
