"""The group-commit writer: one per process, in front of every entry that the process writes.

While commits are in flight, commands gather. The next commit applies them to the cached heads of their wallets and
inserts all entries together. Several commits may be in flight, of different wallets, so that one is prepared here
while the database stores another. Several processes may write one wallet: the unique index on (wallet, seq) lets one
win, and the others read the newest entry and try again until their deadline; see `services.ledger.contention`.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

import structlog
from pymongo.errors import PyMongoError

from services.clock import Clock
from services.ledger.commands import Command
from services.ledger.contention import Contention
from services.ledger.deadlines import Deadlines
from services.ledger.entries import Head
from services.ledger.errors import LedgerUnavailableError
from services.ledger.limits import WriterLimits
from services.ledger.pending import Pending
from services.ledger.posted import Posted
from services.ledger.staging import Stage, stage_wallet
from services.ledger.store import Inserted, LedgerStore

__all__ = ["LedgerWriter"]

log = structlog.get_logger(__name__)


class LedgerWriter:
    """See the module's description. `start` before the first command; `stop` answers what is queued first."""

    def __init__(self, store: LedgerStore, clock: Clock, limits: WriterLimits | None = None) -> None:
        self._store = store
        self._clock = clock
        self._limits = limits or WriterLimits()
        self._waiting: dict[str, list[Pending]] = {}
        self._queued = 0
        """Commands in `_waiting`."""
        self._ready: dict[str, None] = {}
        """Wallets that have commands waiting and are in no commit, the longest waiting first."""
        self._busy: set[str] = set()
        """Wallets of the commits in flight."""
        self._commits: set[asyncio.Task[None]] = set()
        self._retrying = 0
        self._heads: OrderedDict[str, Head] = OrderedDict()
        self._contention = Contention(self._limits.longest_pause_seconds)
        self._resting: set[str] = set()
        """Wallets that are left to other processes for a moment."""
        self._deadlines = Deadlines()
        self._wake = asyncio.Event()
        self._calls = asyncio.Semaphore(self._limits.concurrent_calls)
        self._loop: asyncio.AbstractEventLoop | None = None
        """Where it runs; asking asyncio for it is a system call before Python 3.12."""
        self._task: asyncio.Task[None] | None = None
        self._stopping = False

    def start(self) -> None:
        """Begin to commit. Needs a running event loop."""
        self._stopping = False
        self._resting.clear()
        self._loop = asyncio.get_running_loop()
        self._task = self._loop.create_task(self._run(), name="ledger-writer")

    async def stop(self) -> None:
        """Commit what is queued, then end. New commands are refused as unavailable."""
        self._stopping = True
        self._wake.set()
        if self._task is not None:
            await self._task
            self._task = self._loop = None
        self._deadlines.close()

    async def submit(self, wallet: str, key: str, fingerprint: str, command: Command) -> Posted:
        """Carry out `command` once under `key`. Raises LedgerError; see `services.ledger.errors`."""
        loop = self._loop
        if self._stopping or loop is None or self._queued + self._retrying >= self._limits.queue:
            raise LedgerUnavailableError
        deadline = loop.time() + self._limits.deadline_seconds
        pending = Pending(wallet, key, fingerprint, command, deadline, loop.create_future())
        self._deadlines.add(pending)
        self._enqueue(pending)
        try:
            return await pending.future
        finally:
            self._deadlines.remove(pending)

    def _enqueue(self, pending: Pending) -> None:
        self._queued += 1
        self._waiting.setdefault(pending.wallet, []).append(pending)
        if pending.wallet not in self._busy and pending.wallet not in self._resting:
            self._ready[pending.wallet] = None
            self._wake.set()

    async def _run(self) -> None:
        while True:
            self._wake.clear()
            while self._may_begin():
                groups = self._take()
                commit = asyncio.get_running_loop().create_task(self._commit(groups), name="ledger-commit")
                self._commits.add(commit)
                commit.add_done_callback(partial(self._ended, groups))
            if self._stopping and not (self._queued or self._retrying or self._commits):
                return
            await self._wake.wait()

    def _may_begin(self) -> bool:
        """Whether the next commit is to begin now. A small one waits for a large one to end: so they become even."""
        if not self._ready or len(self._commits) >= self._limits.commits:
            return False
        return 2 * len(self._ready) >= len(self._busy)

    def _take(self) -> dict[str, list[Pending]]:
        """The commands of the next commit by wallet; the wallets are busy from now on."""
        free = self._limits.commits - len(self._commits)
        wallets = -(-len(self._ready) // max(1, min(free, len(self._ready) // self._limits.worth_a_commit)))
        groups: dict[str, list[Pending]] = {}
        room = self._limits.batch
        while self._ready and len(groups) < wallets and room > 0:
            wallet = next(iter(self._ready))
            del self._ready[wallet]
            self._busy.add(wallet)
            group = self._waiting.pop(wallet)
            if len(group) > room:
                self._waiting[wallet] = group[room:]
                del group[room:]
            self._queued -= len(group)
            room -= len(group)
            groups[wallet] = group
        return groups

    def _release(self, wallet: str) -> None:
        """The wallet is in no commit any more."""
        self._busy.discard(wallet)
        if wallet in self._waiting and wallet not in self._resting:
            self._ready[wallet] = None
            self._wake.set()

    def _ended(self, groups: Mapping[str, list[Pending]], commit: asyncio.Task[None]) -> None:
        self._commits.discard(commit)
        error = None if commit.cancelled() else commit.exception()
        if isinstance(error, Exception):
            for wallet, group in groups.items():
                self._fail(wallet, group, error)
        self._wake.set()

    async def _commit(self, groups: Mapping[str, list[Pending]]) -> None:
        now = self._clock()
        stages: list[Stage | None] = []
        to_read = []
        for wallet, group in groups.items():
            head = self._heads.get(wallet)
            if head is None or any(pending.check for pending in group):
                to_read.append(self._read_and_stage(wallet, group))
            else:
                stages.append(self._stage(wallet, head, group, {}, now))
        if to_read:
            stages += await asyncio.gather(*to_read)
        singles = [stage for stage in stages if stage is not None and len(stage.entries) == 1]
        chains = [stage for stage in stages if stage is not None and len(stage.entries) > 1]
        inserts = [self._insert([chain]) for chain in chains]
        if singles:
            inserts.append(self._insert(singles))
        if len(inserts) == 1:
            await inserts[0]  # a task of its own would only take time
        else:
            await asyncio.gather(*inserts)

    async def _read_and_stage(self, wallet: str, group: list[Pending]) -> Stage | None:
        checked = [pending.key for pending in group if pending.check]
        try:
            head = await self._store.newest(wallet)
            # The keys are read after the newest entry: what was stored before that is then seen by one of the two.
            found = {}
            if checked:
                async with self._calls:
                    found = await self._store.by_keys(wallet, checked)
        except PyMongoError:
            log.warning("ledger_read_failed", wallet=wallet, commands=len(group), exc_info=True)
            self._heads.pop(wallet, None)
            self._retry(group)
            self._release(wallet)
            return None
        except Exception as error:  # noqa: BLE001 - _fail logs it; the callers must not be left waiting
            self._fail(wallet, group, error)
            return None
        return self._stage(wallet, head, group, found, self._clock())

    def _stage(
        self,
        wallet: str,
        head: Head | None,
        group: list[Pending],
        found: Mapping[str, Mapping[str, Any]],
        now: datetime,
    ) -> Stage | None:
        """The entries to insert; None when there are none, and the wallet is released."""
        try:
            stage = stage_wallet(wallet, head, group, found, now, chain_limit=self._limits.chain)
        except Exception as error:  # noqa: BLE001 - _fail logs it; the callers must not be left waiting
            self._fail(wallet, group, error)
            return None
        for pending in stage.again:
            pending.check = True
            self._enqueue(pending)
        if stage.entries:
            return stage
        if head is not None:
            self._remember(wallet, head)
        self._release(wallet)
        return None

    async def _insert(self, stages: Sequence[Stage]) -> None:
        """Insert the entries of one wallet in order, or one of each of several."""
        for stage in stages:
            for pending in stage.pending:
                pending.sending = True
        alone = len(stages) == 1
        began = asyncio.get_running_loop().time()
        try:
            async with self._calls:
                if alone:
                    outcomes = await self._store.insert_chain(stages[0].entries)
                else:
                    outcomes = await self._store.insert_unordered([stage.entries[0] for stage in stages])
            for number, stage in enumerate(stages):
                self._conclude(stage, outcomes if alone else outcomes[number : number + 1], began)
        except Exception as error:  # noqa: BLE001 - _fail logs it; the callers must not be left waiting
            for stage in stages:
                self._fail(stage.wallet, stage.pending, error)

    def _fail(self, wallet: str, group: Sequence[Pending], error: Exception) -> None:
        """One wallet's bug must not end the writer, nor leave its callers waiting."""
        log.error("ledger_commit_failed", wallet=wallet, commands=len(group), exc_info=error)
        self._heads.pop(wallet, None)
        for pending in group:
            pending.fail(error)
        self._release(wallet)

    def _conclude(self, stage: Stage, outcomes: Sequence[Inserted], began: float) -> None:
        now = asyncio.get_running_loop().time()
        if all(outcome is Inserted.STORED for outcome in outcomes):
            self._remember(stage.wallet, stage.entries[-1].head)
            self._rest(stage.wallet, self._contention.rest_after_win(stage.wallet, now - began, now))
        else:
            self._heads.pop(stage.wallet, None)
            self._contention.lost(stage.wallet, now)
        again: list[Pending] = []
        for pending, entry, outcome in zip(stage.pending, stage.entries, outcomes, strict=True):
            pending.sending = False
            pending.check = True
            if outcome is Inserted.STORED:
                pending.resolve(Posted.of_head(entry.document, entry.head.state))
            elif outcome is Inserted.REJECTED:
                pending.fail(RuntimeError(f"the database rejected an entry of kind {pending.command.kind}"))
            else:
                pending.uncertain = pending.uncertain or outcome is Inserted.UNKNOWN
                again.append(pending)
        self._retry(again)
        self._release(stage.wallet)

    def _retry(self, group: Iterable[Pending]) -> None:
        for pending in group:
            pending.tries += 1
            pending.check = True
            self._retrying += 1
            pause = self._contention.pause_after_loss(pending.tries)
            asyncio.get_running_loop().call_later(pause, self._requeue, pending)

    def _rest(self, wallet: str, seconds: float) -> None:
        if seconds > 0:
            self._heads.pop(wallet, None)  # others write meanwhile
            self._resting.add(wallet)
            asyncio.get_running_loop().call_later(seconds, self._rested, wallet)

    def _rested(self, wallet: str) -> None:
        self._resting.discard(wallet)
        if wallet not in self._busy:
            self._release(wallet)

    def _requeue(self, pending: Pending) -> None:
        self._retrying -= 1
        self._enqueue(pending)

    def _remember(self, wallet: str, head: Head) -> None:
        self._heads[wallet] = head
        self._heads.move_to_end(wallet)
        while len(self._heads) > self._limits.heads:
            self._heads.popitem(last=False)
