"""The ledger's front door: every movement of tokens is one of these calls."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import PyMongoError

from models.fields import to_utc_milliseconds
from services.clock import Clock
from services.errors import InvalidInputError
from services.ledger.balance import Balance
from services.ledger.coming import ComingRefills
from services.ledger.commands import (
    Claim,
    Command,
    Debit,
    Forfeit,
    Freeze,
    GrantTokens,
    HoldTokens,
    Reclaim,
    Refill,
    Release,
    RenewHold,
    Revoke,
    SetAvailable,
    Settle,
    Spend,
    Unfreeze,
)
from services.ledger.entries import Head, input_hash
from services.ledger.errors import (
    HoldEndedError,
    IdempotencyConflictError,
    LedgerError,
    LedgerUnavailableError,
    UnknownOutcomeError,
)
from services.ledger.keys import ending_key, refill_key, renewal_key
from services.ledger.limits import WriterLimits
from services.ledger.outlook import Outlook, outlook_at
from services.ledger.posted import Posted
from services.ledger.sources import GrantSource
from services.ledger.state import EMPTY, Grant, OpenHold, balance_at, spendable, spending_order
from services.ledger.store import LedgerStore
from services.ledger.usage import UsageRecord
from services.ledger.writer import LedgerWriter

__all__ = ["Ledger"]


class Ledger:
    """Wallets and their entries.

    Every command takes the wallet's id and an idempotency key: the same key with the same input gives the same
    `Posted` again, with other input IdempotencyConflictError. `request` is what the client asked for, where that is
    not the command itself. Amounts are whole tokens. Moments are cut to the milliseconds that MongoDB keeps, so that
    all servers judge an expiry alike. All raise LedgerUnavailableError and UnknownOutcomeError.
    """

    def __init__(
        self, database: AsyncDatabase[dict[str, Any]], clock: Clock, limits: WriterLimits | None = None
    ) -> None:
        self._store = LedgerStore(database["ledger_entries"], database["ledger_snapshots"])
        self._writer = LedgerWriter(self._store, clock, limits)
        self._clock = clock
        self._coming = ComingRefills()

    def start(self) -> None:
        """Start the writer. Needs a running event loop."""
        self._writer.start()

    async def stop(self) -> None:
        """Commit what is queued, then stop the writer."""
        await self._writer.stop()

    async def grant(
        self,
        wallet: str,
        key: str,
        *,
        source: GrantSource,
        amount: int,
        expires_at: datetime | None = None,
        reference: str | None = None,
        request: Mapping[str, Any] | None = None,
    ) -> Posted:
        """Add tokens; `reference` names what must be able to take its own back. Raises AmountOutOfRangeError."""
        if expires_at is not None:
            expires_at = to_utc_milliseconds(expires_at)
        return await self._execute(wallet, key, GrantTokens(source, amount, expires_at, reference), request)

    async def claim(self, wallet: str, key: str, *, amount: int, period_seconds: int) -> Posted:
        """Add a claim's free tokens once a period. Raises ClaimTooEarlyError."""
        return await self._execute(wallet, key, Claim(amount, period_seconds))

    async def refill(self, wallet: str, *, due_at: datetime, amount: int, most: int | None = None) -> Posted:
        """Add the free tokens of the interval that began at `due_at`, once; see `Refill`.

        Raises RefillNotDueError, also where nothing is missing, and AmountOutOfRangeError.
        """
        due_at = to_utc_milliseconds(due_at)
        return await self._execute(wallet, refill_key(due_at), Refill(due_at, amount, most))

    def expect_refill(self, wallet: str, *, due_at: datetime, amount: int, most: int | None = None) -> None:
        """That refill falls due soon: whoever looks at the wallet or takes from it after that gets it first."""
        self._coming.expect(wallet, Refill(to_utc_milliseconds(due_at), amount, most))

    async def spend(
        self,
        wallet: str,
        key: str,
        *,
        amount: int,
        usage: UsageRecord | None = None,
        request: Mapping[str, Any] | None = None,
    ) -> Posted:
        """Take tokens at once. Raises InsufficientTokensError, WalletInDebtError, AmountOutOfRangeError."""
        await self._refill_if_due(wallet)
        return await self._execute(wallet, key, Spend(amount, usage), request)

    async def hold(
        self,
        wallet: str,
        key: str,
        *,
        hold_id: str,
        amount: int,
        expires_at: datetime,
        request: Mapping[str, Any] | None = None,
    ) -> Posted:
        """Reserve the most that work can cost. Raises what `spend` does, and TooManyHoldsError.

        `hold_id` must be new: the ending of an earlier hold of that id would stand for the ending of this one.
        """
        expires_at = to_utc_milliseconds(expires_at)
        await self._refill_if_due(wallet)
        return await self._execute(wallet, key, HoldTokens(hold_id, amount, expires_at), request)

    async def renew(self, wallet: str, hold_id: str, *, expires_at: datetime) -> Posted:
        """Move an open hold's expiry. Raises HoldEndedError."""
        expires_at = to_utc_milliseconds(expires_at)
        return await self._execute(wallet, renewal_key(hold_id, expires_at), RenewHold(hold_id, expires_at))

    async def settle(self, wallet: str, hold_id: str, *, amount: int, usage: UsageRecord | None = None) -> Posted:
        """End a hold: spend `amount`, return the rest. Raises HoldEndedError, AmountOutOfRangeError beyond the hold."""
        return await self._end(wallet, Settle(hold_id, amount, usage), hold_id)

    async def release(self, wallet: str, hold_id: str) -> Posted:
        """End a hold and return all of it. Raises HoldEndedError when it was settled."""
        return await self._end(wallet, Release(hold_id), hold_id)

    async def revoke(self, wallet: str, key: str, *, reference: str, amount: int) -> Posted:
        """Take tokens of the grant with `reference` back; what is spent already becomes a debt."""
        return await self._execute(wallet, key, Revoke(reference, amount))

    async def reclaim(self, wallet: str, key: str, *, reference: str, amount: int) -> Posted:
        """Take back what is there of the grant with `reference`, `amount` at most; `Posted.taken` says how much."""
        return await self._execute(wallet, key, Reclaim(reference, amount))

    async def debit(self, wallet: str, key: str, *, amount: int) -> Posted:
        """Take tokens away, all of them or none, in spending order; they do not count as spent. Raises as `spend`."""
        return await self._execute(wallet, key, Debit(amount))

    async def set_available(self, wallet: str, key: str, *, available: int) -> Posted:
        """Make `available` what can be spent, whatever is spent at the same time. Held and frozen tokens are apart.

        Raises WalletInDebtError, AmountOutOfRangeError.
        """
        return await self._execute(wallet, key, SetAvailable(available))

    async def forfeit(self, wallet: str, key: str) -> Posted:
        """Take away all that could be spent, once; `Posted.taken` says how much. What comes later stays."""
        return await self._execute(wallet, key, Forfeit())

    async def freeze(self, wallet: str, key: str, *, reference: str) -> Posted:
        """Make the grant with `reference` unspendable, also if it is yet to come."""
        return await self._execute(wallet, key, Freeze(reference))

    async def unfreeze(self, wallet: str, key: str, *, reference: str) -> Posted:
        """Undo a freeze."""
        return await self._execute(wallet, key, Unfreeze(reference))

    async def balance(self, wallet: str) -> Balance:
        """What the wallet holds now: its newest entry, less what has expired since."""
        await self._refill_if_due(wallet)
        head = await self._newest(wallet)
        return balance_at(head.state if head else EMPTY, head.seq if head else 0, self._clock())

    async def grants(self, wallet: str) -> list[Grant]:
        """The grants that can be spent from now, in spending order."""
        head = await self._newest(wallet)
        return sorted(spendable(head.state, self._clock()), key=spending_order) if head else []

    async def contents(self, wallet: str) -> tuple[list[Grant], list[OpenHold]]:
        """Of one moment: the grants as `grants` has them, and the open holds, the one that ends first first."""
        head = await self._newest(wallet)
        if head is None:
            return [], []
        grants = sorted(spendable(head.state, self._clock()), key=spending_order)
        return grants, sorted(head.state.holds, key=lambda hold: hold.expires_at)

    async def outlook(self, wallet: str) -> Outlook:
        """What the wallet holds now, and what of it expires when."""
        head = await self._newest(wallet)
        return outlook_at(head.state if head else EMPTY, head.seq if head else 0, self._clock())

    async def last_claim_at(self, wallet: str) -> datetime | None:
        """When the wallet's last claim was."""
        head = await self._newest(wallet)
        return head.state.last_claim_at if head else None

    async def last_refill_at(self, wallet: str) -> datetime | None:
        """The beginning of the interval that the wallet was refilled for last."""
        head = await self._newest(wallet)
        return head.state.last_refill_at if head else None

    async def open_hold_expiry(self, wallet: str, hold_id: str) -> datetime | None:
        """When an open hold expires, or None when it has ended or never was."""
        head = await self._newest(wallet)
        holds = head.state.holds if head else ()
        return next((hold.expires_at for hold in holds if hold.id == hold_id), None)

    async def find(self, wallet: str, key: str) -> Posted | None:
        """The entry that stands under `key`."""
        try:
            stored = (await self._store.by_keys(wallet, [key])).get(key)
        except PyMongoError as error:
            raise LedgerUnavailableError from error
        return Posted.of(stored, replayed=True) if stored is not None else None

    async def _refill_if_due(self, wallet: str) -> None:
        """Make the refill that was expected, if its time has come. It never stands in the way of what comes next."""
        coming = self._coming.of(wallet)
        if coming is None or coming.due_at > self._clock():
            return
        try:
            await self.refill(wallet, due_at=coming.due_at, amount=coming.amount, most=coming.most)
        except (LedgerUnavailableError, UnknownOutcomeError):
            return  # the next call, or the sweeper, tries again
        except LedgerError:
            pass  # nothing is missing, or it is done already
        self._coming.drop(wallet, coming)

    async def _newest(self, wallet: str) -> Head | None:
        try:
            return await self._store.newest(wallet)
        except PyMongoError as error:
            raise LedgerUnavailableError from error

    async def _end(self, wallet: str, command: Command, hold_id: str) -> Posted:
        try:
            return await self._execute(wallet, ending_key(hold_id), command)
        except IdempotencyConflictError:
            # Settle and release share one key: the hold ended before, in another way.
            raise HoldEndedError from None

    async def _execute(
        self, wallet: str, key: str, command: Command, request: Mapping[str, Any] | None = None
    ) -> Posted:
        try:
            fingerprint = input_hash(command.kind, command.fingerprint() if request is None else request)
        except orjson.JSONEncodeError as error:
            raise InvalidInputError("input", "holds text or a number that cannot be stored") from error
        return await self._writer.submit(wallet, key, fingerprint, command)
