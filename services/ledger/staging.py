"""One wallet's part of a commit: which commands become entries, which are answered at once, which must wait."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from services.ledger.entries import Head, StagedEntry, stage_entry
from services.ledger.errors import IdempotencyConflictError, LedgerError
from services.ledger.pending import Pending
from services.ledger.posted import Posted
from services.ledger.rules import Transition, apply
from services.ledger.state import EMPTY

__all__ = ["Stage", "stage_wallet"]


@dataclass(slots=True)
class Stage:
    """Entries to insert, in order, each with the command that it answers, and the commands for the next commit."""

    wallet: str
    entries: list[StagedEntry] = field(default_factory=list)
    pending: list[Pending] = field(default_factory=list)
    again: list[Pending] = field(default_factory=list)


def stage_wallet(
    wallet: str,
    head: Head | None,
    group: Sequence[Pending],
    found: Mapping[str, Mapping[str, Any]],
    clock_now: datetime,
    *,
    chain_limit: int,
) -> Stage:
    """Apply `group` on `head`.

    `found` are stored entries by key, for the commands with `check`, whose head was read just before. Only they can
    be refused for good, and only by that head: what is staged here may yet fail. A command whose caller was told by
    now that nothing was done is passed over; from its staging on a caller cannot be told so any more.
    """
    stage = Stage(wallet)
    keys: set[str] = set()
    for pending in _undecided(head, group, found, clock_now):
        if pending.key in keys or len(stage.entries) >= chain_limit:
            stage.again.append(pending)
            continue
        entry = _stage_one(wallet, stage.entries[-1].head if stage.entries else head, pending, clock_now)
        if isinstance(entry, StagedEntry):
            pending.sending = True
            keys.add(pending.key)
            stage.entries.append(entry)
            stage.pending.append(pending)
        elif entry is not None:
            stage.again.append(pending)
    return stage


def _undecided(
    head: Head | None, group: Sequence[Pending], found: Mapping[str, Mapping[str, Any]], clock_now: datetime
) -> list[Pending]:
    """The commands that neither a stored key nor the head as it was read decides."""
    undecided: list[Pending] = []
    for pending in group:
        if pending.future.done():
            continue
        stored = found.get(pending.key)
        if stored is not None:
            _replay(pending, stored)
            continue
        if pending.check:
            refusal = _apply(head, pending, clock_now)
            if isinstance(refusal, LedgerError):
                pending.refuse(refusal)
                continue
        undecided.append(pending)
    return undecided


def _apply(head: Head | None, pending: Pending, clock_now: datetime) -> Transition | LedgerError:
    state, seq = (head.state, head.seq + 1) if head else (EMPTY, 1)
    return apply(state, pending.command, _entry_time(head, clock_now), seq)


def _entry_time(head: Head | None, clock_now: datetime) -> datetime:
    """Never before the entry before it, whatever this server's clock says."""
    return max(clock_now, head.at) if head else clock_now


def _stage_one(
    wallet: str, head: Head | None, pending: Pending, clock_now: datetime
) -> StagedEntry | LedgerError | None:
    """The entry, the refusal, or None when the command itself cannot be encoded and was answered so."""
    transition = _apply(head, pending, clock_now)
    if isinstance(transition, LedgerError):
        return transition
    try:
        now = _entry_time(head, clock_now)
        return stage_entry(wallet, pending.key, pending.fingerprint, pending.command, transition, head, now)
    except (OverflowError, TypeError, ValueError) as error:
        pending.fail(error)
        return None


def _replay(pending: Pending, stored: Mapping[str, Any]) -> None:
    if stored["input_hash"] == pending.fingerprint:
        pending.resolve(Posted.of(stored, replayed=not pending.uncertain))
    else:
        pending.fail(IdempotencyConflictError())
