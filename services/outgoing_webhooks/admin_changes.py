"""Changes by admins: the admin's row first; then, in one transaction, the change and the row's end."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any

from pymongo.asynchronous.client_session import AsyncClientSession

from models.ids import new_id
from services.admin.actions import DONE, AdminActions
from services.clock import Clock
from services.errors import TokentillError
from services.outgoing_webhooks.errors import OutgoingWebhooksUnavailableError
from services.transactions import in_transaction

__all__ = ["AdminChanges"]

ACTIONS = (
    "create_webhook_endpoint",
    "delete_webhook_endpoint",
    "replay_webhook_delivery",
    "rotate_webhook_secret",
    "send_test_event",
    "update_webhook_endpoint",
)
REST = timedelta(seconds=60)
"""A row younger than this belongs to a call that may still be under way."""


class AdminChanges:
    """A change happens if and only if its row says `done`: both are of one transaction."""

    def __init__(self, actions: AdminActions, clock: Clock) -> None:
        self._actions = actions
        self._clock = clock

    async def make(
        self,
        admin_id: str,
        action: str,
        target_id: str,
        details: Mapping[str, Any],
        change: Callable[[AsyncClientSession], Awaitable[None]],
    ) -> None:
        """Do `change`, which only writes. Raises what it raises, then nothing was changed, and PyMongoError."""
        effect_id = new_id("eff")
        await self._actions.begin(admin_id, action, target_id, effect_id, details)

        async def work(session: AsyncClientSession) -> None:
            if not await self._actions.complete(effect_id, DONE, session):
                raise OutgoingWebhooksUnavailableError  # a sweeper has given it up
            await change(session)

        try:
            await in_transaction(work)
        except TokentillError as error:
            await self._actions.complete(effect_id, error.code)
            raise

    async def complete(self, limit: int) -> int:
        """Close up to `limit` rows that a crash left; nothing was changed by these. Raises PyMongoError."""
        left = await self._actions.uncompleted(ACTIONS, self._clock() - REST, limit)
        for row in left:
            await self._actions.complete(row.effect_id, OutgoingWebhooksUnavailableError.code)
        return len(left)
