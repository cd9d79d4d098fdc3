"""The welcome grant: every account gets it once, whatever happens between sign-up and the ledger."""

from typing import Any, Protocol

import structlog
from pymongo import ASCENDING

from models.user import User
from services.errors import TokentillError
from services.ledger.errors import IdempotencyConflictError
from services.ledger.keys import welcome_key
from services.ledger.sources import GrantSource

__all__ = ["GrantsTokens", "WelcomeGrants"]

_log = structlog.get_logger(__name__)


class GrantsTokens(Protocol):
    """The part of the ledger that a welcome needs."""

    async def grant(self, wallet: str, key: str, *, source: GrantSource, amount: int) -> object:
        """Grant `amount` whole tokens once for `key`; raises LedgerError."""


class WelcomeGrants:
    """Grants the welcome, and finishes what a crash between the account and its grant left open."""

    def __init__(self, *, ledger: GrantsTokens, amount: int) -> None:
        self._ledger = ledger
        self._amount = amount

    async def complete(self, user_id: str, wallet_id: str) -> bool:
        """Grant the welcome unless it stands already; False when the ledger could not be asked just now.

        The ledger's key makes it once; the flag in the user only says that nothing is left to do.
        """
        try:
            if self._amount > 0:
                await self._ledger.grant(
                    wallet_id, welcome_key(user_id), source=GrantSource.WELCOME, amount=self._amount
                )
        except IdempotencyConflictError:  # granted before, when the setting had another amount
            _log.info("welcome_already_granted", user_id=user_id)
        except TokentillError as error:  # the sweeper and the next sign-in try again
            _log.warning("welcome_delayed", user_id=user_id, code=error.code)
            return False
        await User.get_pymongo_collection().update_one({"_id": user_id}, {"$set": {"welcome_granted": True}})
        return True

    async def sweep(self, limit: int) -> int:
        """Complete up to `limit` open welcomes, oldest first; gives how many were completed."""
        pending = User.get_pymongo_collection().find(
            {"welcome_granted": False},
            projection={"wallet_id": True},
            sort=[("created_at", ASCENDING)],
            limit=limit,
        )
        users: list[dict[str, Any]] = [user async for user in pending]
        done = [await self.complete(user["_id"], user["wallet_id"]) for user in users]
        return sum(done)
