"""Sending everything again that an endpoint missed: one row of the admin's, and one transaction with all of it.

The row holds what was asked for, so a sweeper goes on with what a crash left.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from pymongo.asynchronous.client_session import AsyncClientSession

from models.admin_action import AdminAction
from models.fields import to_utc_milliseconds
from models.ids import first_id
from models.webhook_delivery import DeliveryState, WebhookDelivery
from services.admin.actions import DONE, AdminActions
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import InvalidInputError
from services.ledger.errors import IdempotencyConflictError
from services.ledger.keys import client_key
from services.outgoing_webhooks.deliveries import as_if_new, require_enabled
from services.outgoing_webhooks.errors import OutgoingWebhooksUnavailableError
from services.transactions import in_transaction

__all__ = ["BulkReplays", "Replayed"]

_log = structlog.get_logger(__name__)
_away_is_unavailable = database_errors_become(OutgoingWebhooksUnavailableError)

REPLAY = "replay_webhook_deliveries"
MOST_REPLAYED = 1_000
"""Deliveries that one call sends again, so that a transaction stays short."""
_REST = timedelta(seconds=60)
"""A row younger than this is left to the call that wrote it."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """How many deliveries are sent again; `more`: there were others, which another call takes."""

    deliveries: int
    more: bool


class BulkReplays:
    """One for a process. `admin_id` is a user's id."""

    def __init__(self, actions: AdminActions, clock: Clock) -> None:
        self._actions = actions
        self._clock = clock

    @_away_is_unavailable
    async def replay(self, admin_id: str, endpoint_id: str, *, since: datetime, until: datetime, key: str) -> Replayed:
        """Send again what has failed of the deliveries made from `since` on and before `until`, the oldest first.

        One key of an admin has one effect and one answer. Raises InvalidInputError, NotFoundError,
        EndpointDisabledError, IdempotencyConflictError.
        """
        effect_id = f"{admin_id} {client_key('replayWebhookDeliveries', key)}"
        details = {"since": to_utc_milliseconds(since), "until": to_utc_milliseconds(until)}
        row = await AdminAction.find_one({"effect_id": effect_id})
        if row is None:
            if since > until:
                raise InvalidInputError("from", "must not be after `to`")
            await require_enabled(endpoint_id)
            row = await self._actions.begin(admin_id, REPLAY, endpoint_id, effect_id, details)
        if (row.target_id, row.details) != (endpoint_id, details):
            raise IdempotencyConflictError
        return await self._carry_out(row)

    async def complete(self, limit: int) -> int:
        """Go on with up to `limit` replays that a crash left; how many. Raises PyMongoError."""
        left = await self._actions.uncompleted((REPLAY,), self._clock() - _REST, limit)
        for row in left:
            await self._carry_out(row)
        return len(left)

    async def _carry_out(self, row: AdminAction) -> Replayed:
        if row.outcome is None:
            await in_transaction(lambda session: self._change(row, session))
            row = await AdminAction.find_one({"effect_id": row.effect_id}) or row
        done: Mapping[str, Any] = row.after or {}
        return Replayed(done.get("deliveries", 0), done.get("more", False))

    async def _change(self, row: AdminAction, session: AsyncClientSession) -> None:
        rows = WebhookDelivery.get_pymongo_collection()
        made = {"$gte": first_id("whd", row.details["since"]), "$lt": first_id("whd", row.details["until"])}
        failed = {"endpoint_id": row.target_id, "_id": made, "state": DeliveryState.FAILED.value}
        # Of what failed, not of all that was ever sent there: that is much.
        oldest = rows.find(failed, {"_id": True}, session=session).hint("by_state").sort("_id", 1)
        found = [each["_id"] for each in await oldest.limit(MOST_REPLAYED + 1).to_list()]
        taken = found[:MOST_REPLAYED]
        after = {"deliveries": len(taken), "more": len(found) > len(taken)}
        if not await self._actions.complete(row.effect_id, DONE, session, after=after):
            return  # another server has done it
        await rows.update_many({"_id": {"$in": taken}}, {"$set": as_if_new(self._clock())}, session=session)
        _log.info("webhooks_replayed", endpoint_id=row.target_id, admin_id=row.admin_id, **after)
