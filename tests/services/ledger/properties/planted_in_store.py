"""Bugs to be planted around the rules: in staging, replay and the store."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from services.ledger import staging
from services.ledger.errors import LedgerError
from services.ledger.pending import Pending
from services.ledger.posted import Posted
from services.ledger.store import LedgerStore

__all__ = ["STORE_BUGS"]

_stage_one = staging._stage_one
_replay = staging._replay


def refuse_by_a_stale_head(patch: pytest.MonkeyPatch) -> None:
    def stage_one(wallet: str, head: Any, pending: Pending, clock_now: Any) -> Any:
        entry = _stage_one(wallet, head, pending, clock_now)
        if isinstance(entry, LedgerError):
            pending.refuse(entry)
            return None
        return entry

    patch.setattr(staging, "_stage_one", stage_one)


def replay_other_input(patch: pytest.MonkeyPatch) -> None:
    def replay(pending: Pending, stored: Mapping[str, Any]) -> None:
        pending.resolve(Posted.of(stored, replayed=not pending.uncertain))

    patch.setattr(staging, "_replay", replay)


def replay_other_input_once(patch: pytest.MonkeyPatch) -> None:
    """What writers that race can do: wrong when it is found, right when Hypothesis looks again."""
    wronged: list[Pending] = []

    def replay(pending: Pending, stored: Mapping[str, Any]) -> None:
        if stored["input_hash"] == pending.fingerprint or wronged:
            _replay(pending, stored)
        else:
            wronged.append(pending)
            pending.resolve(Posted.of(stored, replayed=True))

    patch.setattr(staging, "_replay", replay)


def let_time_go_back(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(staging, "_entry_time", lambda head, clock_now: clock_now)


def change_an_old_entry(patch: pytest.MonkeyPatch) -> None:
    insert = LedgerStore._insert

    async def insert_and_touch(self: LedgerStore, staged: Any, *, ordered: bool) -> Any:
        outcomes = await insert(self, staged, ordered=ordered)
        old = {"wallet": staged[0].document["wallet"], "seq": 1}
        await self._entries.update_one(old, {"$set": {"input_hash": "another"}})
        return outcomes

    patch.setattr(LedgerStore, "_insert", insert_and_touch)


def answer_with_the_newest_balance(patch: pytest.MonkeyPatch) -> None:
    of_head = Posted.of_head.__func__  # type: ignore[attr-defined]
    newest: dict[str, Any] = {}

    def of(cls: type[Posted], document: Mapping[str, Any], state: Any, *, replayed: bool = False) -> Any:
        state = newest.setdefault(document["wallet"], state) if replayed else state
        newest[document["wallet"]] = state
        return of_head(cls, document, state, replayed=replayed)

    patch.setattr(Posted, "of_head", classmethod(of))


STORE_BUGS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "a refusal by a head that other servers have left behind": refuse_by_a_stale_head,
    "a key's answer is given for other input": replay_other_input,
    "a key's answer is given for other input, but only once": replay_other_input_once,
    "an entry is older than the one before it": let_time_go_back,
    "an old entry is changed": change_an_old_entry,
    "a replay tells another balance than the first answer": answer_with_the_newest_balance,
}
