"""Bearer tokens that name a session: our own, and those of another issuer that is accepted."""

from typing import Protocol

from services.identity.access_tokens import AccessTokens
from services.identity.viewer import Viewer

__all__ = ["BearerTokens", "OtherTokens", "VerifiesTokens", "WatchedTokens"]


class VerifiesTokens(Protocol):
    """What tells whom a token names that was good before."""

    def verify(self, token: str) -> Viewer:
        """Whom it names; raises NotAuthenticatedError, or its branch AccessTokenExpiredError."""


class WatchedTokens(VerifiesTokens, Protocol):
    """Tokens that are judged again while a call is open."""

    async def keep_fresh(self) -> None:
        """Know which keys verify now, whoever ended one; raises PyMongoError."""


class OtherTokens(VerifiesTokens, Protocol):
    """Tokens that somebody else issues. Each names a row in `sessions`, by which it ends as our own do."""

    def claims_to_be(self, token: str) -> bool:
        """Whether the token is to be judged here, good or not."""

    async def named(self, token: str) -> Viewer:
        """Whom it names; raises as `verify` does."""


class BearerTokens:
    """One for a process. Each token is judged by one issuer's rules alone, the one that it claims to be of."""

    def __init__(self, own: AccessTokens) -> None:
        self._own = own
        self._others: OtherTokens | None = None

    def accept(self, others: OtherTokens) -> None:
        """Take these from now on, too."""
        self._others = others

    async def named(self, token: str) -> Viewer:
        """Whom it names, with the role that it says; raises NotAuthenticatedError, PyMongoError."""
        if self._others is not None and self._others.claims_to_be(token):
            return await self._others.named(token)
        return await self._own.verify_with_fresh_keys(token)

    def verify(self, token: str) -> Viewer:
        """The same of a token that was good before."""
        if self._others is not None and self._others.claims_to_be(token):
            return self._others.verify(token)
        return self._own.verify(token)

    async def keep_fresh(self) -> None:
        """Know which of our own keys verify now; raises PyMongoError."""
        await self._own.keep_fresh()
