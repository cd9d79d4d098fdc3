"""Usage history and its sums, read from the ledger: what was charged is what is shown."""

import re
from collections.abc import Mapping
from typing import Any

from pymongo.asynchronous.database import AsyncDatabase

from services.database_errors import database_errors_become
from services.errors import InvalidInputError
from services.ledger import Posted, UsageRecord
from services.ledger.errors import LedgerUnavailableError
from services.ledger.store import LedgerStore
from services.paging import Page, PageRequest
from services.usage.conversations import dearest_conversations
from services.usage.days import UsageDays
from services.usage.history import UsageHistory
from services.usage.records import SPENDING_OPS, UsageFilter, UsageRow
from services.usage.run_sweep import RunSweep
from services.usage.running_totals import RunningTotals
from services.usage.runs import UsageRuns
from services.usage.stats import StatsRange, UsageGroup, UsageStats, UsageTotals
from services.usage.summing import UsageSums

__all__ = ["UsageService"]

_away_is_unavailable = database_errors_become(LedgerUnavailableError)

_POSITION = re.compile(r"\d{1,18}")


class UsageService:
    """Every call is about one wallet."""

    def __init__(self, database: AsyncDatabase[dict[str, Any]]) -> None:
        self._database = database
        self._store = LedgerStore(database["ledger_entries"], database["ledger_snapshots"])
        self._history = UsageHistory(database)
        self._running_totals = RunningTotals(database)
        self._runs = UsageRuns(database)
        self._sums = UsageSums(database, self._runs, UsageDays(database, self._runs))
        self._sweep = RunSweep(self._runs)

    @_away_is_unavailable
    async def history(self, wallet: str, wanted: UsageFilter, request: PageRequest) -> Page[UsageRow]:
        """Charges, the newest first. A page stays what it is while new charges arrive in front of it."""
        wanted.check()
        if request.after is not None and not _POSITION.fullmatch(request.after):
            raise InvalidInputError("after", "is not a cursor of this list.")
        before = None if request.after is None else int(request.after)
        found = await self._history.newest(wallet, wanted, before=before, most=request.first + 1)
        return Page.cut([_row(await self._store.with_state(entry)) for entry in found], request.first)

    @_away_is_unavailable
    async def stats(self, wallet: str, wanted: StatsRange) -> UsageStats:
        """The sums of a range of time, exact when they are read. Raises InvalidInputError, UsageNotReadyError."""
        wanted.check()
        return await self._sums.stats(wallet, wanted, self._sweep.late)

    @_away_is_unavailable
    async def dearest_conversations(self, wallet: str, stats: UsageStats) -> list[UsageGroup]:
        """The 100 conversations that cost most of what `stats`, of the same wallet, counted."""
        return await dearest_conversations(self._database, self._runs, wallet, stats)

    @_away_is_unavailable
    async def totals(self, wallet: str) -> UsageTotals:
        """The sums over all that the wallet was ever charged for."""
        return await self._running_totals.of(wallet)

    @_away_is_unavailable
    async def conversation_totals(self, wallet: str, conversation_id: str, member_id: str | None = None) -> UsageTotals:
        """The sums over all that the wallet, or a member of its team, was ever charged for a conversation.

        Raises InvalidInputError.
        """
        UsageFilter(conversation_id=conversation_id).check()
        return await self._running_totals.of(wallet, conversation_id, member_id)

    def notice(self, wallet: str) -> None:
        """This wallet has a new entry; `sweep` sees to it when there are enough."""
        self._sweep.notice(wallet)

    async def sweep(self, limit: int) -> int:
        """Make the runs of wallets that were noticed often enough; how many wallets. Raises PyMongoError."""
        return await self._sweep.sweep(limit)


def _row(entry: Mapping[str, Any]) -> UsageRow:
    usage = UsageRecord.from_document(entry["usage"])
    cost = sum(int(change["amount"]) for change in entry["changes"] if change["op"] in SPENDING_OPS)
    return UsageRow(
        id=str(entry["_id"]),
        seq=int(entry["seq"]),
        at=entry["at"],
        kind=usage.kind,
        model_id=usage.model,
        provider=usage.provider,
        conversation_id=usage.conversation_id,
        message_id=usage.message_id,
        reference=usage.reference,
        input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens,
        cache_read_tokens=usage.cache_read_tokens,
        cache_write_tokens=usage.cache_write_tokens,
        reasoning_tokens=usage.reasoning_tokens,
        images=usage.images or 0,
        cost=cost,
        balance_after=Posted.of(entry, replayed=True).balance.available,
        price_version=usage.price_version,
        rates=usage.rates,
        member_id=usage.member_id,
    )
