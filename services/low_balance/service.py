"""Who runs low, and who is told. Spending does nothing for it: wallets are looked at after they changed.

Wallets that changed are told to `look` by the reader of the change stream (`services.events.tail`), which does so again
where a server died. A notice is stored with the fall and marked as told afterwards, so that none is lost.
"""

import asyncio
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import structlog
from pymongo.errors import PyMongoError

from models.fields import INT64_MAXIMUM
from models.low_balance import LowBalance
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import InvalidInputError, TokentillError
from services.events.event import Event, EventType
from services.events.recorder import EventRecorder
from services.hooks import SendsOn
from services.ledger import Ledger
from services.ledger.outlook import Outlook
from services.low_balance.errors import LowBalanceUnavailableError
from services.low_balance.mails import LowBalanceMails
from services.low_balance.notices import changed_event, low_event
from services.low_balance.owners import owner_of
from services.low_balance.rules import Verdict, judge
from services.low_balance.store import LowBalanceStore

__all__ = ["LowBalanceChoice", "LowBalanceOrder", "LowBalances"]

_log = structlog.get_logger(__name__)

AT_ONCE = 100
"""Wallets that are read together."""

_away_is_unavailable = database_errors_become(LowBalanceUnavailableError)


@dataclass(frozen=True, slots=True, kw_only=True)
class LowBalanceOrder:
    """What a user asks for. `threshold_tokens` None: what the settings say; 0: no notices."""

    threshold_tokens: int | None
    by_mail: bool


@dataclass(frozen=True, slots=True)
class LowBalanceChoice:
    """What holds for a wallet."""

    threshold_tokens: int
    is_default: bool
    by_mail: bool
    low: bool


class LowBalances:
    """One for a process. `default_threshold` in whole tokens; 0: no notices unless the owner chooses."""

    def __init__(
        self,
        *,
        ledger: Ledger,
        recorder: EventRecorder,
        router: SendsOn,
        mails: LowBalanceMails,
        clock: Clock,
        default_threshold: int,
    ) -> None:
        self._store = LowBalanceStore()
        self._ledger = ledger
        self._recorder = recorder
        self._router = router
        self._mails = mails
        self._clock = clock
        self._default_threshold = default_threshold

    @_away_is_unavailable
    async def of(self, wallet: str) -> LowBalanceChoice:
        """What holds for a wallet."""
        return self._choice((await self._store.of([wallet])).get(wallet))

    @_away_is_unavailable
    async def choose(self, wallet: str, user_id: str | None, order: LowBalanceOrder) -> LowBalanceChoice:
        """Change it; `user_id` is whose own wallet it is, None for a team's.

        A wallet that is below a new threshold is low at once, without a notice.
        Raises InvalidInputError, LedgerUnavailableError, LowBalanceUnavailableError.
        """
        threshold = order.threshold_tokens
        if threshold is not None and not 0 <= threshold <= INT64_MAXIMUM:
            raise InvalidInputError("thresholdTokens", "must not be below 0")
        values = {"threshold_tokens": threshold, "by_mail": order.by_mail}
        await self._store.choose(wallet, user_id, values)
        outlook = await self._ledger.outlook(wallet)
        row = (await self._store.of([wallet]))[wallet]
        limit = self._threshold(row)
        await self._store.mark(wallet, low=_left(outlook) < limit)
        await self._store.look_at(wallet, outlook.below_at(limit) if _left(outlook) >= limit else None)
        return self._choice((await self._store.of([wallet]))[wallet])

    async def look(self, wallets: Collection[str]) -> None:
        """Look at these wallets as they are now: tell of those that fell, arm those that rose. May be repeated.

        Raises PyMongoError, LedgerError.
        """
        rows = await self._store.of(wallets)
        tells_changes = await self._router.wanted(EventType.BALANCE_CHANGED.value)
        changed: list[Event] = []
        for some in _batches(list(wallets)):
            # Read together: the ledger asks for all of them by one question.
            outlooks = await asyncio.gather(*(self._ledger.outlook(each) for each in some), return_exceptions=True)
            for wallet, outlook in zip(some, outlooks, strict=True):
                with _alone(wallet):
                    if isinstance(outlook, BaseException):
                        raise outlook
                    await self._look(wallet, rows.get(wallet), outlook)
                    if tells_changes:
                        changed.append(changed_event(wallet, outlook.balance, self._clock()))
        await self._recorder.record(changed)

    async def sweep(self, limit: int) -> int:
        """Tell up to `limit` notices that a crash left, and look at up to `limit` wallets whose tokens expired.

        Gives how many of both. Raises PyMongoError, LedgerError.
        """
        untold = await self._store.untold(self._clock(), limit)
        for row in untold:
            with _alone(row.id):
                await self._tell(row)
        expired = await self._store.expiring(self._clock(), limit)
        await self.look(expired)
        return len(untold) + len(expired)

    async def _look(self, wallet: str, row: LowBalance | None, outlook: Outlook) -> None:
        if row is not None and row.tell_at is not None:
            await self._tell(row)
        threshold = self._threshold(row)
        verdict = judge(outlook, threshold, was_low=row is not None and row.low, is_known=row is not None)
        if verdict is Verdict.FELL:
            await self._fell(wallet, row, outlook, threshold)
        elif verdict is Verdict.ROSE:
            await self._store.mark(wallet, low=False)
        is_low = _left(outlook) < threshold
        next_look = None if is_low else outlook.below_at(threshold)
        if next_look != (None if row is None else row.look_at):
            await self._store.look_at(wallet, next_look)

    async def _fell(self, wallet: str, row: LowBalance | None, outlook: Outlook, threshold: int) -> None:
        owner = await owner_of(wallet)
        if owner is None:
            return  # whoever is deleted or suspended has nothing to do about it
        user_id = owner.user.id if owner.team_id is None else None
        fallen = await self._store.fell(wallet, row, user_id, outlook.balance, threshold, self._clock())
        if fallen is not None:
            _log.info("balance_low", wallet=wallet, notice=fallen.notices)
            await self._tell(fallen)

    async def _tell(self, row: LowBalance) -> None:
        """Webhooks and mail; who listens by a subscription hears of the row itself."""
        owner = await owner_of(row.id)
        if owner is not None:
            await self._recorder.record([low_event(row, owner.user.id, owner.team_id, self._clock())])
            if row.by_mail:
                await self._mails.order(row, owner)
        await self._store.told(row)

    def _threshold(self, row: LowBalance | None) -> int:
        chosen = None if row is None else row.threshold_tokens
        return self._default_threshold if chosen is None else chosen

    def _choice(self, row: LowBalance | None) -> LowBalanceChoice:
        return LowBalanceChoice(
            threshold_tokens=self._threshold(row),
            is_default=row is None or row.threshold_tokens is None,
            by_mail=row is not None and row.by_mail,
            low=row is not None and row.low,
        )


def _left(outlook: Outlook) -> int:
    return outlook.balance.available + outlook.balance.held


def _batches(wallets: Sequence[str]) -> Iterator[Sequence[str]]:
    yield from (wallets[at : at + AT_ONCE] for at in range(0, len(wallets), AT_ONCE))


@contextmanager
def _alone(wallet: str) -> Iterator[None]:
    """A fault with one wallet keeps no other waiting; that the database is away is everybody's."""
    try:
        yield
    except PyMongoError:
        raise
    except Exception as error:
        if isinstance(error, TokentillError) and error.retryable:
            raise
        _log.exception("low_balance_not_judged", wallet=wallet)
