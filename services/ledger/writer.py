"""The group-commit writer: one per process, in front of every entry that the process writes.

While one commit is in flight, commands gather. The next commit applies them to the cached heads of their wallets and
inserts all entries together. Several processes may write one wallet: the unique index on (wallet, seq) lets one win,
and the others read the newest entry and try again until their deadline.
"""

import asyncio
import random
from collections import OrderedDict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import structlog
from pymongo.errors import PyMongoError

from services.clock import Clock
from services.ledger.commands import Command
from services.ledger.entries import Head
from services.ledger.errors import LedgerUnavailableError
from services.ledger.pending import Pending
from services.ledger.posted import Posted
from services.ledger.staging import Stage, stage_wallet
from services.ledger.store import Inserted, LedgerStore

__all__ = ["LedgerWriter", "WriterLimits"]

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class WriterLimits:
    """Bounds of the writer."""

    queue: int = 10_000
    """Commands that may wait; further ones are refused at once as unavailable."""
    batch: int = 1_024
    """Commands of one commit."""
    chain: int = 256
    """Entries of one wallet in one commit."""
    heads: int = 10_000
    """Wallets whose heads are cached."""
    concurrent_calls: int = 16
    """Database calls under way at once."""
    deadline_seconds: float = 9.0
    """How long a command may take, its retries included."""
    longest_pause_seconds: float = 0.2
    """Between two tries of one command."""


class LedgerWriter:
    """See the module's description. `start` before the first command; `stop` answers what is queued first."""

    def __init__(self, store: LedgerStore, clock: Clock, limits: WriterLimits | None = None) -> None:
        self._store = store
        self._clock = clock
        self._limits = limits or WriterLimits()
        self._queue: deque[Pending] = deque()
        self._retrying = 0
        self._heads: OrderedDict[str, Head] = OrderedDict()
        self._arrived = asyncio.Event()
        self._calls = asyncio.Semaphore(self._limits.concurrent_calls)
        self._task: asyncio.Task[None] | None = None
        self._stopping = False

    def start(self) -> None:
        """Begin to commit. Needs a running event loop."""
        self._stopping = False
        self._task = asyncio.get_running_loop().create_task(self._run(), name="ledger-writer")

    async def stop(self) -> None:
        """Commit what is queued, then end. New commands are refused as unavailable."""
        self._stopping = True
        self._arrived.set()
        if self._task is not None:
            await self._task
            self._task = None

    async def submit(self, wallet: str, key: str, fingerprint: str, command: Command) -> Posted:
        """Carry out `command` once under `key`. Raises LedgerError; see `services.ledger.errors`."""
        if self._stopping or self._task is None or len(self._queue) + self._retrying >= self._limits.queue:
            raise LedgerUnavailableError
        deadline = asyncio.get_running_loop().time() + self._limits.deadline_seconds
        pending = Pending(wallet, key, fingerprint, command, deadline)
        self._enqueue(pending)
        try:
            async with asyncio.timeout_at(deadline):
                return await pending.future
        except TimeoutError:
            raise pending.timeout_error() from None

    def _enqueue(self, pending: Pending) -> None:
        self._queue.append(pending)
        self._arrived.set()

    async def _run(self) -> None:
        while True:
            if not self._queue:
                if self._stopping and not self._retrying:
                    return
                self._arrived.clear()
                await self._arrived.wait()
            batch = [self._queue.popleft() for _ in range(min(len(self._queue), self._limits.batch))]
            try:
                await self._commit(batch)
            except Exception as error:
                # One command's bug must not end the writer, nor leave its caller waiting.
                log.exception("ledger_commit_failed", commands=len(batch))
                self._heads.clear()
                for pending in batch:
                    pending.fail(error)

    async def _commit(self, batch: Sequence[Pending]) -> None:
        by_wallet: dict[str, list[Pending]] = {}
        now = asyncio.get_running_loop().time()
        for pending in batch:
            if pending.future.done():
                continue
            if pending.deadline <= now:
                pending.give_up()
                continue
            by_wallet.setdefault(pending.wallet, []).append(pending)
        stages = await asyncio.gather(*(self._stage(wallet, group) for wallet, group in by_wallet.items()))
        singles = [stage for stage in stages if stage and len(stage.entries) == 1]
        chains = [stage for stage in stages if stage and len(stage.entries) > 1]
        inserts = [self._insert_chain(stage) for stage in chains]
        if singles:
            inserts.append(self._insert_singles(singles))
        await asyncio.gather(*inserts)

    async def _stage(self, wallet: str, group: list[Pending]) -> Stage | None:
        head = self._heads.get(wallet)
        checked = [pending for pending in group if pending.check]
        try:
            fresh = head is None or bool(checked)
            if fresh:
                async with self._calls:
                    head = await self._store.newest(wallet)
            # The keys are read after the newest entry: what was stored before that is then seen by one of the two.
            found = {}
            if checked:
                async with self._calls:
                    found = await self._store.by_keys(wallet, (pending.key for pending in checked))
        except PyMongoError:
            log.warning("ledger_read_failed", wallet=wallet, commands=len(group), exc_info=True)
            self._heads.pop(wallet, None)
            self._retry(group)
            return None
        stage = stage_wallet(wallet, head, group, found, self._clock(), chain_limit=self._limits.chain)
        for pending in stage.again:
            pending.check = True
            self._enqueue(pending)
        if head is not None and not stage.entries:
            self._remember(wallet, head)
        return stage

    async def _insert_singles(self, stages: Sequence[Stage]) -> None:
        for stage in stages:
            stage.pending[0].sending = True
        async with self._calls:
            outcomes = await self._store.insert_unordered([stage.entries[0] for stage in stages])
        for stage, outcome in zip(stages, outcomes, strict=True):
            self._conclude(stage, [outcome])

    async def _insert_chain(self, stage: Stage) -> None:
        for pending in stage.pending:
            pending.sending = True
        async with self._calls:
            outcomes = await self._store.insert_chain(stage.entries)
        self._conclude(stage, outcomes)

    def _conclude(self, stage: Stage, outcomes: Sequence[Inserted]) -> None:
        if all(outcome is Inserted.STORED for outcome in outcomes):
            self._remember(stage.wallet, stage.entries[-1].head)
        else:
            self._heads.pop(stage.wallet, None)
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

    def _retry(self, group: Iterable[Pending]) -> None:
        loop = asyncio.get_running_loop()
        for pending in group:
            pending.tries += 1
            pending.check = True
            pause = min(self._limits.longest_pause_seconds, 0.001 * 2 ** min(pending.tries, 16))
            self._retrying += 1
            # Jitter keeps processes that lost one race from meeting in the next; no secret hangs on it.
            loop.call_later(random.uniform(0, pause), self._requeue, pending)  # noqa: S311

    def _requeue(self, pending: Pending) -> None:
        self._retrying -= 1
        self._enqueue(pending)

    def _remember(self, wallet: str, head: Head) -> None:
        self._heads[wallet] = head
        self._heads.move_to_end(wallet)
        while len(self._heads) > self._limits.heads:
            self._heads.popitem(last=False)
