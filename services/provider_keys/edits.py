"""Changes keys: the admin's row first; then, in one transaction, the change and the row's end.

So a row that is not completed was not done, and never will be: a key itself stands in no row, so nobody could do it
later. A sweeper says so of the rows that a crash left. No row holds anything of a key.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any

from pymongo.asynchronous.client_session import AsyncClientSession

from models.ids import new_id
from services.admin.actions import DONE, AdminActions
from services.clock import Clock
from services.provider_keys.errors import ProviderKeysUnavailableError
from services.transactions import in_transaction

__all__ = ["ADD", "REMOVE", "TEST", "UPDATE", "KeyEdits"]

ADD, UPDATE, REMOVE, TEST = "add_provider_key", "update_provider_key", "remove_provider_key", "test_provider_key"
_REST = timedelta(minutes=5)
"""A row younger than this is left to the call that wrote it: longer than any transaction lives."""

Change = Callable[[AsyncClientSession], Awaitable[bool]]
"""Writes; whether it could: False undoes all."""


class KeyEdits:
    """Each change takes effect with its row, or not at all."""

    def __init__(self, actions: AdminActions, clock: Clock) -> None:
        self._actions = actions
        self._clock = clock

    async def carry_out(
        self, admin_id: str, action: str, key_id: str, details: Mapping[str, Any], change: Change
    ) -> None:
        """Raises ProviderKeysUnavailableError when the key was changed by somebody else just now."""
        effect_id = await self.begin(admin_id, action, key_id, details)

        async def work(session: AsyncClientSession) -> None:
            if not (await self._actions.complete(effect_id, DONE, session) and await change(session)):
                raise ProviderKeysUnavailableError

        try:
            await in_transaction(work)
        except ProviderKeysUnavailableError:
            await self._actions.complete(effect_id, ProviderKeysUnavailableError.code)
            raise

    async def begin(self, admin_id: str, action: str, key_id: str, details: Mapping[str, Any]) -> str:
        """Write the row; the effect's id."""
        effect_id = new_id("eff")
        await self._actions.begin(admin_id, action, key_id, effect_id, details)
        return effect_id

    async def end(self, effect_id: str, outcome: str) -> None:
        """What was no change of the database has ended."""
        await self._actions.complete(effect_id, outcome)

    async def complete(self, limit: int) -> int:
        """Say of up to `limit` rows that a crash left that they were not done; how many. Raises PyMongoError."""
        left = await self._actions.uncompleted((ADD, UPDATE, REMOVE, TEST), self._clock() - _REST, limit)
        for action in left:
            await self._actions.complete(action.effect_id, ProviderKeysUnavailableError.code)
        return len(left)
