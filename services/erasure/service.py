"""Deletes accounts: at once for whoever wants to use one, and completely some minutes later, on whichever server."""

from datetime import datetime, timedelta
from typing import Any

import structlog
from pymongo import ASCENDING
from pymongo.errors import PyMongoError

from gateways.errors import GatewayError, GatewayUnavailableError
from models.payment import Payment
from models.reversal import DisputeState
from models.subscription import Subscription
from models.subscription_invoice import SubscriptionInvoice
from models.user import Role, User, UserStatus
from services.account.errors import AccountUnavailableError
from services.admin.actions import DONE, AdminActions
from services.clock import Clock
from services.database_errors import database_errors_become
from services.erasure.errors import AccountInDebtError, AccountInDisputeError
from services.erasure.marking import ErasureMarks
from services.erasure.steps import REST, ErasureSteps, Steps
from services.errors import InvalidInputError, NotFoundError, TokentillError
from services.identity.details import known_email
from services.identity.last_admin import require_another_admin
from services.identity.proofs import Proofs
from services.identity.viewer import Viewer
from services.ledger import Ledger

__all__ = ["Erasures"]

_log = structlog.get_logger(__name__)
_away_is_unavailable = database_errors_become(AccountUnavailableError)

LEASE = timedelta(minutes=10)
"""So long one server has an erasure for itself; after a crash another one goes on then."""
FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(hours=1)
AWAY_MAXIMUM = 2
"""After so many in a row that met no answer, the rest of them waits for the next pass."""


class Erasures:
    """One for a process."""

    def __init__(
        self,
        *,
        marks: ErasureMarks,
        steps: ErasureSteps,
        proofs: Proofs,
        ledger: Ledger,
        actions: AdminActions,
        clock: Clock,
    ) -> None:
        self._marks = marks
        self._steps = steps
        self._proofs = proofs
        self._ledger = ledger
        self._actions = actions
        self._clock = clock

    @_away_is_unavailable
    async def delete_mine(self, viewer: Viewer, *, confirm: str, password: str | None) -> None:
        """Delete the viewer's account for good. Raises what `Proofs.require` does, ErasureError, InvalidInputError."""
        user = await User.find_one({"_id": viewer.user_id, "status": UserStatus.ACTIVE.value})
        if user is None:
            raise NotFoundError("user")
        named = user.id if user.email is None else user.email
        if confirm != named and known_email(confirm) != named:
            if user.email is None:
                raise InvalidInputError("confirm", "must be your user id")
            raise InvalidInputError("confirm", "must be your e-mail address")
        await self._proofs.require(viewer, user, password)
        await self._check(user)
        await self._marks.mark(user)
        try:
            await self._steps.end_access(user)
        except PyMongoError as error:  # nobody gets in all the same, and the sweeper does it
            _log.warning("erasure_left_to_sweeper", user_id=user.id, error=type(error).__name__)

    async def sweep(self, limit: int) -> int:
        """Go on with up to `limit` erasures; how many came to their end. One that fails keeps nobody else waiting.

        Raises PyMongoError when the rows cannot even be read.
        """
        users = User.get_pymongo_collection()
        due = users.find({"erasure_due_at": {"$lte": self._clock(), "$type": "date"}})
        done = away = 0
        for row in await due.sort("erasure_due_at", ASCENDING).limit(limit).to_list():
            try:
                done, away = done + await self._take(row), 0
            except (GatewayError, TokentillError, PyMongoError) as error:
                away = away + 1 if _is_away(error) else 0
                _log.warning("erasure_failed", user_id=row["_id"], error=type(error).__name__, message=str(error))
            except Exception:  # noqa: BLE001  one that cannot be dealt with must not keep the others waiting
                _log.exception("erasure_failed", user_id=row["_id"])
            if away >= AWAY_MAXIMUM:
                break
        return done

    async def _take(self, row: dict[str, Any]) -> bool:
        """One pass over a user, for this server alone; true when nothing is left to do."""
        now, users = self._clock(), User.get_pymongo_collection()
        same = {"_id": row["_id"], "erasure_due_at": row["erasure_due_at"]}
        claimed = await users.update_one(same, {"$set": {"erasure_due_at": now + LEASE}})
        if not claimed.modified_count:
            return False  # another server was faster
        user = User.model_validate(row)
        waits_for = "an error"
        try:
            waits_for = await self._first_undone(user)
        finally:
            if waits_for:
                await self._put_off(user, now + LEASE)
        if waits_for:
            _log.info("erasure_waits", user_id=user.id, step=waits_for)
            return False
        await self._end(user)
        return True

    async def _first_undone(self, user: User) -> str:
        """Do the steps; the name of the one that something waits for, empty for none.

        A gateway that is away keeps nobody's texts from being removed: its failure is raised after them.
        """
        failure: Exception | None = None
        waiting: list[str] = []
        for chain in self._steps.chains:
            try:
                waiting.append(await _undone(user, chain))
            except (GatewayError, TokentillError, PyMongoError) as error:
                failure = failure or error
        if failure is not None:
            raise failure
        return next(filter(None, waiting), "") or await _undone(user, self._steps.last)

    async def _put_off(self, user: User, claimed: datetime) -> None:
        """A little longer each time, and not beyond the moment from which on the last pass may come."""
        now = self._clock()
        since = user.erasing_since or now
        again = now + min(max(now - since, FIRST_PAUSE), LONGEST_PAUSE)
        if now < since + REST:
            again = min(again, max(since + REST, now + FIRST_PAUSE))
        mine = {"_id": user.id, "erasure_due_at": claimed}
        await User.get_pymongo_collection().update_one(mine, {"$set": {"erasure_due_at": again}})

    async def _end(self, user: User) -> None:
        """The admin's action is completed first: once the user is not due any more, nobody comes back to it."""
        if user.erasure_effect is not None:
            await self._actions.complete(user.erasure_effect, DONE)
        done = {"status": UserStatus.ERASED.value, "erasure_due_at": None}
        await User.get_pymongo_collection().update_one({"_id": user.id}, {"$set": done})
        _log.info("erasure_done", user_id=user.id)

    async def _check(self, user: User) -> None:
        """Raises ErasureError for what a person must decide about first."""
        if user.role is Role.ADMIN:
            await require_another_admin(user.id)
        if (await self._ledger.balance(user.wallet_id)).debt > 0:
            raise AccountInDebtError
        disputed = {"reversal.disputes": {"$elemMatch": {"state": DisputeState.OPEN.value}}}
        if await Payment.get_pymongo_collection().find_one({"user_id": user.id, **disputed}, {"_id": True}):
            raise AccountInDisputeError
        async for row in Subscription.get_pymongo_collection().find({"user_id": user.id}, {"_id": True}):
            of_it = {"subscription_id": row["_id"], **disputed}
            if await SubscriptionInvoice.get_pymongo_collection().find_one(of_it, {"_id": True}):
                raise AccountInDisputeError


async def _undone(user: User, steps: Steps) -> str:
    for name, step in steps:
        if not await step(user):
            return name
    return ""


def _is_away(error: Exception) -> bool:
    if isinstance(error, TokentillError):
        return error.retryable
    return isinstance(error, GatewayUnavailableError | PyMongoError)
