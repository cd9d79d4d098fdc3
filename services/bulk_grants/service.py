"""Begins, shows and stops bulk grants; `runner.Runner` carries them out."""

import re
from dataclasses import dataclass
from typing import Any

import structlog
from bson.int64 import Int64
from pymongo.errors import DuplicateKeyError

from models.admin_action import AdminAction
from models.bulk_grant import BulkGrant, BulkGrantStatus
from models.fields import INT64_MAXIMUM, to_utc_milliseconds
from models.ids import new_id
from models.user import User
from services.adjustments.service import checked_amount
from services.admin.actions import DONE, AdminActions
from services.bulk_grants.errors import BulkGrantEndedError, BulkGrantsUnavailableError, TooManyUsersError
from services.bulk_grants.order import BulkGrantOrder, filter_to_document
from services.bulk_grants.runner import Runner, members
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import InvalidInputError, NotFoundError
from services.identity.suspension import checked_reason
from services.ledger import Ledger
from services.ledger.errors import IdempotencyConflictError
from services.ledger.keys import client_key
from services.paging import Page, PageRequest
from services.user_list import UserFilter

__all__ = ["BulkGrantPreview", "BulkGrants"]

_log = structlog.get_logger(__name__)
_away_is_unavailable = database_errors_become(BulkGrantsUnavailableError)
_POSITION = re.compile(r"bgr_[0-9a-z]{26}")
_MOST_COUNTED = 2**31 - 1
START, CANCEL = "start_bulk_grant", "cancel_bulk_grant"


@dataclass(frozen=True, slots=True)
class BulkGrantPreview:
    """What a bulk grant would do now: to how many users, and how many tokens in all."""

    users: int
    tokens: int


class BulkGrants:
    """One for a process. All raise BulkGrantsUnavailableError."""

    def __init__(self, *, ledger: Ledger, actions: AdminActions, clock: Clock) -> None:
        self._actions = actions
        self._clock = clock
        self._runner = Runner(ledger=ledger, actions=actions, clock=clock)

    @_away_is_unavailable
    async def preview(self, wanted: UserFilter, amount: int) -> BulkGrantPreview:
        """Count, and grant nothing. Raises InvalidInputError."""
        users = await self._count(wanted, None)
        return BulkGrantPreview(users, users * checked_amount(amount))

    @_away_is_unavailable
    async def start(self, admin_id: str, order: BulkGrantOrder, key: str) -> BulkGrant:
        """Begin it; one key of an admin begins one. It goes on by itself, on whichever server.

        Raises InvalidInputError, TooManyUsersError, IdempotencyConflictError.
        """
        effect_id = f"{admin_id} {client_key('startBulkGrant', key)}"
        asked = self._asked(order)
        row = await AdminAction.find_one({"effect_id": effect_id})
        if row is None:
            if asked["expires_at"] is not None and asked["expires_at"] <= self._clock():
                raise InvalidInputError("expiresAt", "must be in the future")
            users = await self._count(order.wanted, order.most_users)
            details = {**asked, "users": Int64(users)}
            row = await self._actions.begin(admin_id, START, new_id("bgr"), effect_id, details)
        if {**asked, "users": row.details.get("users")} != row.details:
            raise IdempotencyConflictError
        return await self._store(row)

    @_away_is_unavailable
    async def cancel(self, admin_id: str, bulk_grant_id: str, reason: str) -> BulkGrant:
        """Grant nobody further; who has the tokens keeps them. Raises NotFoundError, BulkGrantEndedError."""
        details = {"reason": checked_reason(reason)}
        found = await BulkGrant.get(bulk_grant_id)
        if found is None:
            raise NotFoundError("bulk grant")
        if found.status is not BulkGrantStatus.RUNNING:
            raise BulkGrantEndedError
        effect_id = new_id("eff")
        states = {"before": {"status": found.status.value}, "after": {"status": BulkGrantStatus.CANCELLING.value}}
        row = await self._actions.begin(admin_id, CANCEL, bulk_grant_id, effect_id, details, **states)
        if not await self._stop(row):
            raise BulkGrantEndedError
        return await self._found(bulk_grant_id)

    @_away_is_unavailable
    async def page(self, request: PageRequest) -> Page[BulkGrant]:
        """All of them, the newest first. Raises InvalidInputError."""
        query: dict[str, Any] = {}
        if request.after is not None:
            if not _POSITION.fullmatch(request.after):
                raise InvalidInputError("after", "is not a cursor of this list.")
            query["_id"] = {"$lt": request.after}
        return Page.cut(await BulkGrant.find(query).sort("-_id").limit(request.first + 1).to_list(), request.first)

    async def sweep(self) -> int:
        """Go on with what runs, and with what a crash left of beginnings and ends; how many users were granted."""
        return await self._runner.run()

    async def complete(self, limit: int) -> int:
        """Go on with up to `limit` beginnings and cancellations that a crash left; how many. Raises PyMongoError."""
        left = await self._actions.uncompleted((START, CANCEL), self._clock() - self._runner.rest, limit)
        for row in left:
            await (self._store(row) if row.action == START else self._stop(row))
        return len(left)

    def _asked(self, order: BulkGrantOrder) -> dict[str, Any]:
        if not 1 <= order.most_users <= INT64_MAXIMUM:
            raise InvalidInputError("mostUsers", "must be 1 or more")
        return {
            "filter": filter_to_document(order.wanted),
            "amount": Int64(checked_amount(order.amount)),
            "expires_at": None if order.expires_at is None else to_utc_milliseconds(order.expires_at),
            "most_users": Int64(order.most_users),
            "reason": checked_reason(order.reason),
        }

    async def _count(self, wanted: UserFilter, most: int | None) -> int:
        query = members(wanted, self._clock())
        limit = _MOST_COUNTED if most is None else min(most + 1, _MOST_COUNTED)
        users = await User.get_pymongo_collection().count_documents(query, limit=limit)
        if most is not None and users > most:
            raise TooManyUsersError(most)
        return int(users)

    async def _store(self, row: AdminAction) -> BulkGrant:
        """The bulk grant of the row, made if it is not there. The row is completed when it has ended."""
        asked = row.details
        made = BulkGrant(
            id=row.target_id,
            admin_id=row.admin_id,
            effect_id=row.effect_id,
            filter=asked["filter"],
            amount=asked["amount"],
            expires_at=asked["expires_at"],
            created_at=row.at,
            expected_users=asked["users"],
        )
        try:
            await made.insert()
        except DuplicateKeyError:
            return await self._found(row.target_id)
        _log.info("bulk_grant_started", bulk_grant_id=made.id, admin_id=made.admin_id, users=made.expected_users)
        return made

    async def _stop(self, row: AdminAction) -> bool:
        """Whether it was still running."""
        stopped = await BulkGrant.get_pymongo_collection().update_one(
            {"_id": row.target_id, "status": BulkGrantStatus.RUNNING.value},
            {"$set": {"status": BulkGrantStatus.CANCELLING.value, "cancelled_by": row.effect_id}},
        )
        mine = bool(stopped.modified_count) or await BulkGrant.find_one(
            {"_id": row.target_id, "cancelled_by": row.effect_id}
        )
        await self._actions.complete(row.effect_id, DONE if mine else BulkGrantEndedError.code)
        return bool(mine)

    async def _found(self, bulk_grant_id: str) -> BulkGrant:
        found = await BulkGrant.get(bulk_grant_id)
        if found is None:
            raise NotFoundError("bulk grant")
        return found
