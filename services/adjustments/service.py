"""Grants, debits and settings of a balance by an admin: the admin's row, then the ledger entry, then the row's end.

The entry stands under the row's id, so it is made once, whoever carries the row out: the call, or a sweeper after a
crash.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from bson.int64 import Int64
from pymongo.errors import PyMongoError

from messages import Phrase
from models.admin_action import AdminAction
from models.fields import to_utc_milliseconds
from models.user import User
from services.adjustments.errors import AdjustmentsUnavailableError, AlreadyRefusedError
from services.admin.actions import DONE, AdminActions
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import InvalidInputError, NotFoundError
from services.identity.suspension import checked_reason
from services.identity.user_edits import CHANGEABLE
from services.ledger import Balance, GrantSource, Ledger, Posted
from services.ledger.errors import IdempotencyConflictError, LedgerError, UnknownOutcomeError
from services.ledger.keys import adjustment_key, client_key

__all__ = ["MOST_TOKENS", "Adjusted", "Adjustments", "checked_amount"]

_log = structlog.get_logger(__name__)
_away_is_unavailable = database_errors_become(AdjustmentsUnavailableError)

GRANT, DEBIT, SET = "grant_tokens", "debit_tokens", "set_balance"
_KINDS = (GRANT, DEBIT, SET)
_OPERATIONS = {GRANT: "grantTokens", DEBIT: "debitTokens", SET: "setBalance"}
MOST_TOKENS = 10**15
"""What an admin may give, take or set at once: far from 2^63, so that what is bought later always fits."""
_REST = timedelta(seconds=60)
"""A row younger than this is left to the call that wrote it."""


@dataclass(frozen=True, slots=True)
class Adjusted:
    """What an adjustment did. `before` is what was available; `balance` is the wallet right after."""

    action_id: str
    user_id: str
    before: int
    balance: Balance


class Adjustments:
    """One for a process. `admin_id` is a user's id; `key` is the admin's, and one key has one effect.

    All raise InvalidInputError, NotFoundError for a user who is not there or deleted, IdempotencyConflictError,
    AlreadyRefusedError, AdjustmentsUnavailableError and LedgerError. After an unknown outcome a sweeper goes on.
    """

    def __init__(self, *, ledger: Ledger, actions: AdminActions, clock: Clock) -> None:
        self._ledger = ledger
        self._actions = actions
        self._clock = clock

    async def grant(
        self, admin_id: str, user_id: str, *, amount: int, expires_at: datetime | None, reason: str, key: str
    ) -> Adjusted:
        """Give free tokens, which expire at `expires_at`, if that is given. A debt is paid off first."""
        expiry = None if expires_at is None else to_utc_milliseconds(expires_at)
        asked = {"amount": Int64(checked_amount(amount)), "expires_at": expiry}
        return await self._adjust(admin_id, GRANT, user_id, asked, reason, key)

    async def debit(self, admin_id: str, user_id: str, *, amount: int, reason: str, key: str) -> Adjusted:
        """Take tokens in spending order, all of them or none: what is held or frozen is not there to be taken."""
        asked = {"amount": Int64(checked_amount(amount))}
        return await self._adjust(admin_id, DEBIT, user_id, asked, reason, key)

    async def set_available(self, admin_id: str, user_id: str, *, available: int, reason: str, key: str) -> Adjusted:
        """Make `available` what can be spent, whatever is spent at the same time. Not while a debt stands."""
        asked = {"available": Int64(checked_amount(available, least=0))}
        return await self._adjust(admin_id, SET, user_id, asked, reason, key)

    async def complete(self, limit: int) -> int:
        """Go on with up to `limit` adjustments that a crash left; how many. Raises PyMongoError."""
        left = await self._actions.uncompleted(_KINDS, self._clock() - _REST, limit)
        for row in left:
            if not _is_known(row):
                await self._actions.complete(row.effect_id, UnknownOutcomeError.code)
                _log.warning("adjustment_unreadable", action_id=row.id)
                continue
            try:
                await self._carry_out(row)
            except LedgerError as error:
                _log.info("adjustment_not_made", action_id=row.id, code=error.code)
            except PyMongoError:
                raise
            except Exception as error:  # noqa: BLE001  one that cannot be dealt with must not keep the others waiting
                _log.error("adjustment_failed", action_id=row.id, exc_info=error)
        return len(left)

    @_away_is_unavailable
    async def _adjust(
        self, admin_id: str, action: str, user_id: str, asked: Mapping[str, Any], reason: str, key: str
    ) -> Adjusted:
        effect_id = f"{admin_id} {client_key(_OPERATIONS[action], key)}"
        details = {**asked, "reason": checked_reason(reason)}
        row = await AdminAction.find_one({"effect_id": effect_id})
        if row is None:
            if asked.get("expires_at") is not None and asked["expires_at"] <= self._clock():
                raise InvalidInputError("expiresAt", "must be in the future")
            user = await User.get_pymongo_collection().find_one({"_id": user_id, **CHANGEABLE}, {"wallet_id": True})
            if user is None:
                raise NotFoundError("user")
            details["wallet"] = user["wallet_id"]
            row = await self._actions.begin(admin_id, action, user_id, effect_id, details)
        details["wallet"] = row.details.get("wallet")
        if (row.target_id, row.details) != (user_id, details):
            raise IdempotencyConflictError
        return await self._carry_out(row)

    async def _carry_out(self, row: AdminAction) -> Adjusted:
        """Make the entry, or find it; and complete the row. Raises AlreadyRefusedError, LedgerError."""
        if row.outcome not in {None, DONE}:
            raise AlreadyRefusedError(str(row.outcome))
        try:
            posted = await self._post(row)
        except LedgerError as error:
            if not error.retryable:
                await self._actions.complete(row.effect_id, error.code)
            raise
        before, after = _available_before(row, posted), posted.balance.available
        completed = await self._actions.complete(
            row.effect_id, DONE, before={"available": Int64(before)}, after={"available": Int64(after)}
        )
        if completed:
            _log.info("balance_adjusted", action_id=row.id, action=row.action, admin_id=row.admin_id)
        return Adjusted(row.id, row.target_id, before, posted.balance)

    async def _post(self, row: AdminAction) -> Posted:
        asked, wallet, key = row.details, row.details["wallet"], adjustment_key(row.id)
        if row.action == GRANT:
            source, expiry = GrantSource.ADMIN, asked["expires_at"]
            return await self._ledger.grant(wallet, key, source=source, amount=asked["amount"], expires_at=expiry)
        if row.action == DEBIT:
            return await self._ledger.debit(wallet, key, amount=asked["amount"])
        return await self._ledger.set_available(wallet, key, available=asked["available"])


def checked_amount(amount: int, *, least: int = 1) -> int:
    """`amount` in whole tokens; raises InvalidInputError unless it is from `least` to MOST_TOKENS."""
    if not least <= amount <= MOST_TOKENS:
        name = "amount" if least else "available"
        raise InvalidInputError(name, Phrase("must be from {least} to {most}", least=least, most=MOST_TOKENS))
    return amount


def _is_known(row: AdminAction) -> bool:
    """Whether the row has the form in which this version writes it."""
    asked = row.details
    tokens = asked.get("available" if row.action == SET else "amount")
    expiry = asked.get("expires_at")
    return isinstance(asked.get("wallet"), str) and isinstance(tokens, int) and isinstance(expiry, datetime | None)


def _available_before(row: AdminAction, posted: Posted) -> int:
    expiry = row.details.get("expires_at")
    # What a sweeper granted after its time was never available.
    granted = 0 if expiry is not None and expiry <= posted.at else posted.granted
    return posted.balance.available + posted.taken + posted.repaid - granted
