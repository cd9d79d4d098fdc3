"""Walks the whole ledger in the order of wallets and entries, in flat memory."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pymongo.asynchronous.database import AsyncDatabase

from services.ledger.audit.compare import compare_state
from services.ledger.audit.finding import AuditReport, Finding
from services.ledger.audit.fold import Problem, WalletFold
from services.ledger.entries import ENTRY_VERSION, FIRST_PREV_HASH, canonical_hash

__all__ = ["audit_ledger"]

BATCH_ENTRIES = 500


@dataclass(slots=True)
class _Walked:
    """One wallet as far as it was walked."""

    wallet: str
    fold: WalletFold = field(default_factory=WalletFold)
    seq: int = 0
    hash: str = FIRST_PREV_HASH
    at: datetime | None = None
    broken: bool = False
    """Whether the books can no longer be kept; what follows in this wallet would only repeat the finding."""


async def audit_ledger(
    database: AsyncDatabase[dict[str, Any]],
    *,
    wallet: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> AuditReport:
    """Check every entry of every wallet, or of one. `progress` is told the number of entries read so far."""
    report = AuditReport()
    walked: _Walked | None = None
    query = {"wallet": wallet} if wallet is not None else {}
    cursor = database["ledger_entries"].find(query, batch_size=BATCH_ENTRIES).sort([("wallet", 1), ("seq", 1)])
    async for entry in cursor:
        if walked is None or walked.wallet != entry["wallet"]:
            walked = _Walked(entry["wallet"])
            report.wallets += 1
        report.entries += 1
        if not walked.broken:
            snapshot = await _snapshot(database, entry)
            for rule, detail in _check(walked, entry, snapshot):
                report.add(Finding(walked.wallet, int(entry["seq"]), rule, detail))
                walked.broken = True
        if progress is not None and report.entries % BATCH_ENTRIES == 0:
            progress(report.entries)
    return report


async def _snapshot(database: AsyncDatabase[dict[str, Any]], entry: Mapping[str, Any]) -> Mapping[str, Any] | None:
    if "state_ref" not in entry:
        return None
    return await database["ledger_snapshots"].find_one({"_id": entry["state_ref"]})


def _check(walked: _Walked, entry: Mapping[str, Any], snapshot: Mapping[str, Any] | None) -> Iterator[Problem]:
    try:
        yield from _check_chain(walked, entry)
        state = entry.get("state")
        if "state_ref" in entry:
            yield from _check_snapshot(entry, snapshot)
            state = snapshot["state"] if snapshot else None
        yield from walked.fold.take(entry)
        if state is not None:
            yield from compare_state(walked.fold, state)
        elif "state_ref" not in entry:
            yield "form", "the entry has no state"
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        yield "form", f"the entry cannot be read: {type(error).__name__}: {error}"


def _check_chain(walked: _Walked, entry: Mapping[str, Any]) -> Iterator[Problem]:
    if entry["v"] != ENTRY_VERSION:
        yield "version", f"the entry's form is {entry['v']!r}; this audit reads {ENTRY_VERSION}"
    if entry["seq"] != walked.seq + 1:
        yield "sequence", f"entry {walked.seq + 1} was expected"
    if entry["prev_hash"] != walked.hash:
        yield "chain", "prev_hash is not the hash of the entry before"
    if canonical_hash(entry) != entry["hash"]:
        yield "hash", "the entry's contents do not give its hash"
    if walked.at is not None and entry["at"] < walked.at:
        yield "time", f"the entry is earlier than the one before ({walked.at.isoformat()})"
    walked.seq, walked.hash, walked.at = entry["seq"], entry["hash"], entry["at"]


def _check_snapshot(entry: Mapping[str, Any], snapshot: Mapping[str, Any] | None) -> Iterator[Problem]:
    if snapshot is None:
        yield "snapshot", f"the state {entry['state_ref']} is missing"
    elif canonical_hash({"wallet": entry["wallet"], "state": snapshot["state"]}) != entry["state_ref"]:
        yield "snapshot", "the state does not give the hash that the entry points to"
