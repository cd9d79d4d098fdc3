"""Spending, holding and settling tokens for work done elsewhere.

Whose tokens: a user's key or session those of its own wallet; a key with the scope SPEND whose user is an admin, and an
admin's session, those of any user. What an admin's key began only such keys end: else a user could take back what is
held for work under way. Ledger keys and holds of the two are told apart by their first letters, and no client can name
a hold or key that the server made for itself.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.ids import new_id
from models.user import User, UserStatus
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import InvalidInputError, NotFoundError
from services.identity.viewer import Viewer
from services.ledger import Balance, Ledger, Posted
from services.ledger.errors import LedgerUnavailableError
from services.ledger.keys import client_key
from services.spending.work import WorkDone

__all__ = ["LEAST_SECONDS", "MOST_SECONDS", "EndedHold", "Held", "Spending", "Spent"]

LEAST_SECONDS, MOST_SECONDS = 10, 86_400
"""How long a hold may stay open without being renewed."""
_OWN_HOLD, _OTHERS_HOLD = "hlo", "hla"
"""Of the caller's own wallet, and of somebody else's."""
_HOLD = re.compile(r"(hlo|hla)_[0-9a-z]{26}")
_GONE = {UserStatus.ERASING, UserStatus.ERASED}

_away_is_unavailable = database_errors_become(LedgerUnavailableError)


@dataclass(frozen=True, slots=True)
class Spent:
    """Whole tokens that were charged; `balance` is the wallet's right after it."""

    cost: int
    balance: Balance


@dataclass(frozen=True, slots=True)
class Held:
    """A hold as it was opened, or renewed. `amount` is in whole tokens."""

    hold_id: str
    amount: int
    expires_at: datetime
    balance: Balance


@dataclass(frozen=True, slots=True)
class EndedHold:
    """Whole tokens that were charged, and those that returned."""

    cost: int
    returned: int
    balance: Balance


@dataclass(frozen=True, slots=True)
class _Payer:
    wallet: str
    own: bool
    """Whether it is the caller's own wallet."""


class Spending:
    """One for a process. All raise LedgerError, InvalidInputError, and NotFoundError for users and holds of others."""

    def __init__(self, *, clock: Clock, ledger: Ledger) -> None:
        self._clock = clock
        self._ledger = ledger

    @_away_is_unavailable
    async def spend(self, viewer: Viewer, user_id: str | None, amount: int, work: WorkDone, key: str) -> Spent:
        """Charge `amount` tokens at once; the same `key` with the same input charges once."""
        payer = await self._payer(viewer, user_id, begins=True)
        posted = await self._ledger.spend(
            payer.wallet,
            client_key("own-spend" if payer.own else "spend", key),
            amount=amount,
            usage=work.record(_key_of(viewer)),
            request={"amount": amount, "work": work.request()},
        )
        return Spent(amount, posted.balance)

    @_away_is_unavailable
    async def hold(self, viewer: Viewer, user_id: str | None, amount: int, seconds: int, key: str) -> Held:
        """Reserve `amount` tokens for `seconds`; the same `key` with the same input gives the same hold."""
        _check_seconds(seconds)
        payer = await self._payer(viewer, user_id, begins=True)
        posted = await self._ledger.hold(
            payer.wallet,
            client_key("own-hold" if payer.own else "hold", key),
            hold_id=new_id(_OWN_HOLD if payer.own else _OTHERS_HOLD),
            amount=amount,
            expires_at=self._clock() + timedelta(seconds=seconds),
            request={"amount": amount, "seconds": seconds},
        )
        return _held(posted)

    @_away_is_unavailable
    async def renew(self, viewer: Viewer, user_id: str | None, hold_id: str, seconds: int) -> Held:
        """Let an open hold expire in `seconds` from now, or when it would have, whichever is later."""
        _check_seconds(seconds)
        wallet = await self._wallet_of_hold(viewer, user_id, hold_id)
        expires_at = self._clock() + timedelta(seconds=seconds)
        return _held(await self._ledger.renew(wallet, hold_id, expires_at=expires_at))

    @_away_is_unavailable
    async def settle(self, viewer: Viewer, user_id: str | None, hold_id: str, amount: int, work: WorkDone) -> EndedHold:
        """End a hold, charge `amount` of it and return the rest; repeating it with the same amount is no error."""
        usage = work.record(_key_of(viewer))
        wallet = await self._wallet_of_hold(viewer, user_id, hold_id)
        return _ended(await self._ledger.settle(wallet, hold_id, amount=amount, usage=usage), amount)

    @_away_is_unavailable
    async def release(self, viewer: Viewer, user_id: str | None, hold_id: str) -> EndedHold:
        """End a hold and return all of it; repeating it is no error."""
        wallet = await self._wallet_of_hold(viewer, user_id, hold_id)
        return _ended(await self._ledger.release(wallet, hold_id), 0)

    async def _wallet_of_hold(self, viewer: Viewer, user_id: str | None, hold_id: str) -> str:
        """What has begun can be ended, also when the user was suspended since."""
        found = _HOLD.fullmatch(hold_id)
        if found is None or (found[1] == _OTHERS_HOLD and not viewer.spends_for_others):
            raise NotFoundError("hold")
        return (await self._payer(viewer, user_id, begins=False)).wallet

    async def _payer(self, viewer: Viewer, user_id: str | None, *, begins: bool) -> _Payer:
        if user_id is None or user_id == viewer.user_id:
            return _Payer(viewer.wallet_id, own=True)
        if not viewer.spends_for_others:
            raise NotFoundError("user")
        user = await User.get(user_id)
        if user is None or user.status in _GONE or (begins and user.status is not UserStatus.ACTIVE):
            raise NotFoundError("user")
        return _Payer(user.wallet_id, own=False)


def _key_of(viewer: Viewer) -> str | None:
    return None if viewer.scopes is None else viewer.session_id


def _check_seconds(seconds: int) -> None:
    if not LEAST_SECONDS <= seconds <= MOST_SECONDS:
        raise InvalidInputError("seconds", "must be from 10 to 86,400")


def _held(posted: Posted) -> Held:
    hold = posted.hold or {}
    return Held(hold["id"], int(hold["amount"]), hold["expires_at"], posted.balance)


def _ended(posted: Posted, cost: int) -> EndedHold:
    hold = posted.hold or {}
    return EndedHold(cost, int(hold["amount"]) - cost, posted.balance)
