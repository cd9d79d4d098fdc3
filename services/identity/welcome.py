"""The welcome grant: every account gets it once, whatever happens between sign-up and the ledger.

A guest gets a smaller one, and when the guest signs up, the account gets what is still missing of its welcome.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, Self

import structlog
from pymongo import ASCENDING

from models.user import Role, User
from services.errors import TokentillError
from services.ledger.errors import IdempotencyConflictError
from services.ledger.keys import anonymous_key, welcome_key
from services.ledger.sources import GrantSource

__all__ = ["GrantsTokens", "WelcomeGrants"]

_log = structlog.get_logger(__name__)


class GrantsTokens(Protocol):
    """The part of the ledger that a welcome needs."""

    async def grant(
        self, wallet: str, key: str, *, source: GrantSource, amount: int, reference: str | None = None
    ) -> object:
        """Grant `amount` whole tokens once for `key`; raises LedgerError."""


@dataclass(frozen=True, slots=True)
class _Newcomer:
    """What of a user decides about the grants."""

    user_id: str
    wallet_id: str
    role: Role
    guest_tokens: int
    """What the user gets, or got, as a guest; 0 for who never was one."""

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """Of a stored user."""
        guest = row.get("guest")
        return cls(row["_id"], row["wallet_id"], Role(row["role"]), guest["tokens"] if guest else 0)


@dataclass(frozen=True, slots=True)
class _Grant:
    key: str
    source: GrantSource
    amount: int
    reference: str | None = None


class WelcomeGrants:
    """Grants the welcome, and finishes what a crash between the account and its grant left open."""

    def __init__(self, *, ledger: GrantsTokens, amount: int) -> None:
        self._ledger = ledger
        self._amount = amount

    async def complete(self, user: User) -> bool:
        """Grant the welcome unless it stands already; False when the ledger could not be asked just now.

        The ledger's key makes it once; the flag in the user only says that nothing is left to do.
        """
        tokens = 0 if user.guest is None else user.guest.tokens
        return await self._complete(_Newcomer(user.id, user.wallet_id, user.role, tokens))

    async def sweep(self, limit: int) -> int:
        """Complete up to `limit` open welcomes, oldest first; gives how many were completed."""
        pending = User.get_pymongo_collection().find(
            {"welcome_granted": False},
            projection={"wallet_id": True, "role": True, "guest.tokens": True},
            sort=[("created_at", ASCENDING)],
            limit=limit,
        )
        users = [_Newcomer.of(row) async for row in pending]
        done = [await self._complete(user) for user in users]
        return sum(done)

    async def _complete(self, user: _Newcomer) -> bool:
        for grant in self._grants(user):
            if not await self._make(user, grant):
                return False
        # By role: one who signed up meanwhile waits for more than the guest did.
        await User.get_pymongo_collection().update_one(
            {"_id": user.user_id, "role": user.role.value}, {"$set": {"welcome_granted": True}}
        )
        return True

    def _grants(self, user: _Newcomer) -> Iterator[_Grant]:
        if user.guest_tokens:
            yield _Grant(anonymous_key(user.user_id), GrantSource.ANONYMOUS, user.guest_tokens, reference=user.user_id)
        if user.role is not Role.GUEST and self._amount > user.guest_tokens:
            yield _Grant(welcome_key(user.user_id), GrantSource.WELCOME, self._amount - user.guest_tokens)

    async def _make(self, user: _Newcomer, grant: _Grant) -> bool:
        try:
            await self._ledger.grant(
                user.wallet_id, grant.key, source=grant.source, amount=grant.amount, reference=grant.reference
            )
        except IdempotencyConflictError:  # granted before, when the setting had another amount
            _log.info("welcome_already_granted", user_id=user.user_id)
        except TokentillError as error:  # the sweeper and the next sign-in try again
            _log.warning("welcome_delayed", user_id=user.user_id, code=error.code)
            return False
        return True
