"""Carries bulk grants out: some users at once, on whichever server has the lease, from where the last one stopped.

Each user is granted under a key of the bulk grant, so nobody twice, however often some are begun anew after a crash.
The counts move together with the position, so they count each user once, too.
"""

import asyncio
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from bson.int64 import Int64
from pymongo import ReturnDocument
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import PyMongoError

from models.bulk_grant import BulkGrant, BulkGrantStatus
from models.ids import new_id
from models.user import User, UserStatus
from services.admin.actions import DONE, AdminActions
from services.bulk_grants.order import filter_from_document
from services.clock import Clock
from services.ledger import GrantSource, Ledger
from services.ledger.errors import LedgerError
from services.ledger.keys import bulk_grant_key
from services.transactions import in_transaction
from services.user_list import UserFilter

__all__ = ["Runner", "members"]

_log = structlog.get_logger(__name__)

USERS_AT_ONCE = 100
RUN_SECONDS = 20.0
"""So long a server goes on with one before it looks whether others wait."""
_LEASE = timedelta(seconds=60)
_OPEN = (BulkGrantStatus.RUNNING.value, BulkGrantStatus.CANCELLING.value)


def members(wanted: UserFilter, begun: datetime) -> dict[str, Any]:
    """Whom it is for, as MongoDB is asked: users who may act and whom the filter matches, no later ones."""
    asked = wanted.query(begun)
    there = {"status": UserStatus.ACTIVE.value, "created_at": {"$lte": begun}}
    return {"$and": [there, asked]} if asked else there


class Runner:
    """One for a process."""

    rest = timedelta(seconds=60)
    """A row of an admin younger than this is left to the call that wrote it."""

    def __init__(self, *, ledger: Ledger, actions: AdminActions, clock: Clock) -> None:
        self._ledger = ledger
        self._actions = actions
        self._clock = clock

    async def run(self) -> int:
        """Go on with each that no other server has; how many users were granted. Raises PyMongoError, LedgerError."""
        granted = 0
        while (bulk := await self._take()) is not None:
            until = time.monotonic() + RUN_SECONDS
            try:
                while bulk is not None and bulk.ended_at is None and time.monotonic() < until:
                    before = bulk.granted
                    bulk = await self._go_on(bulk)
                    granted += 0 if bulk is None else bulk.granted - before
            finally:
                await self._leave(bulk)
            if bulk is not None and bulk.ended_at is None:
                break  # its turn is over; the next one comes with the next sweep
        return granted

    async def _take(self) -> BulkGrant | None:
        now = self._clock()
        free = {"ended_at": None, "lease_until": {"$not": {"$gt": now}}}
        taken = await BulkGrant.get_pymongo_collection().find_one_and_update(
            free,
            {"$set": {"lease_token": new_id("lse"), "lease_until": now + _LEASE}},
            sort=[("_id", 1)],
            return_document=ReturnDocument.AFTER,
        )
        return None if taken is None else BulkGrant.model_validate(taken)

    async def _go_on(self, bulk: BulkGrant) -> BulkGrant | None:
        """Grant some users; None when another server has it now."""
        over = bulk.expires_at is not None and bulk.expires_at <= self._clock()
        if bulk.status is BulkGrantStatus.CANCELLING or over:
            return await self._end(bulk, BulkGrantStatus.CANCELLED)
        rows = await self._next(bulk)
        if not rows:
            return await self._end(bulk, BulkGrantStatus.DONE) or await self._now(bulk)
        granted = sum(await asyncio.gather(*(self._grant(bulk, row["wallet_id"]) for row in rows)))
        moved = {"position": rows[-1]["_id"], "lease_until": self._clock() + _LEASE}
        return await self._change(
            bulk,
            {"$set": moved, "$inc": {"granted": Int64(granted), "refused": Int64(len(rows) - granted)}},
        )

    async def _next(self, bulk: BulkGrant) -> list[dict[str, Any]]:
        wanted = members(filter_from_document(bulk.filter), bulk.created_at)
        query = {"$and": [{"_id": {"$gt": bulk.position}}, wanted]}
        found = User.get_pymongo_collection().find(query, {"wallet_id": True})
        return await found.sort("_id", 1).limit(USERS_AT_ONCE).to_list()

    async def _grant(self, bulk: BulkGrant, wallet: str) -> bool:
        """False where the wallet cannot take the tokens; raises what may pass, such as LedgerUnavailableError.

        A damaged wallet cannot, either: waiting for it would keep everybody behind it waiting, and all later grants.
        """
        try:
            await self._ledger.grant(
                wallet,
                bulk_grant_key(bulk.id),
                source=GrantSource.ADMIN,
                amount=bulk.amount,
                expires_at=bulk.expires_at,
            )
        except LedgerError as error:
            if error.retryable:
                raise
            _log.warning("bulk_grant_refused", bulk_grant_id=bulk.id, wallet=wallet, code=error.code)
            return False
        except PyMongoError:
            raise
        except Exception as error:  # noqa: BLE001  whatever reading a damaged wallet raises
            _log.error("bulk_grant_refused", bulk_grant_id=bulk.id, wallet=wallet, exc_info=error)
            return False
        return True

    async def _end(self, bulk: BulkGrant, status: BulkGrantStatus) -> BulkGrant | None:
        """End it together with the admin's row. None: another server has it, or it is not DONE, but cancelled just now.

        A cancellation that comes first makes it end as cancelled; one that comes later is told that it has ended.
        """
        counted = {"users": bulk.granted, "tokens": Int64(bulk.granted * bulk.amount), "refused": bulk.refused}
        ending = {"$set": {"status": status.value, "ended_at": self._clock()}}
        before = _OPEN if status is BulkGrantStatus.CANCELLED else (BulkGrantStatus.RUNNING.value,)

        async def work(session: AsyncClientSession) -> BulkGrant | None:
            ended = await self._change(bulk, ending, before, session)
            if ended is not None:
                after = {"status": status.value, **counted}
                await self._actions.complete(bulk.effect_id, DONE, session, after=after)
            return ended

        ended = await in_transaction(work)
        if ended is not None:
            _log.info("bulk_grant_ended", bulk_grant_id=bulk.id, status=status.value, users=bulk.granted)
        return ended

    async def _change(
        self,
        bulk: BulkGrant,
        update: dict[str, Any],
        before: Sequence[str] = _OPEN,
        session: AsyncClientSession | None = None,
    ) -> BulkGrant | None:
        """It as it is now; None when another server has it, or its status is none of `before`: nothing was changed."""
        mine = {"_id": bulk.id, "lease_token": bulk.lease_token, "position": bulk.position}
        changed = await BulkGrant.get_pymongo_collection().find_one_and_update(
            {**mine, "status": {"$in": list(before)}}, update, return_document=ReturnDocument.AFTER, session=session
        )
        return None if changed is None else BulkGrant.model_validate(changed)

    async def _now(self, bulk: BulkGrant) -> BulkGrant | None:
        """It as it is now; None when another server has it."""
        return await BulkGrant.find_one({"_id": bulk.id, "lease_token": bulk.lease_token})

    async def _leave(self, bulk: BulkGrant | None) -> None:
        if bulk is not None:
            mine = {"_id": bulk.id, "lease_token": bulk.lease_token}
            left = {"$set": {"lease_token": None, "lease_until": None}}
            await BulkGrant.get_pymongo_collection().update_one(mine, left)
