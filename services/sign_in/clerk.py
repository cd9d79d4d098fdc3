"""Clerk, as far as it is set up: what it tells, and who calls by its tokens."""

from gateways.clerk import ClerkSessionTokens
from services.api_keys.service import ApiKeys
from services.clock import Clock
from services.identity.service import IdentityService
from services.sign_in.clerk_callers import ClerkCallers
from services.sign_in.clerk_events import ClerkEvents
from services.sign_in.joining import Joining
from settings import Settings

__all__ = ["Clerk"]


class Clerk:
    """One for a process. `tokens` None: its tokens are not taken."""

    def __init__(
        self,
        *,
        settings: Settings,
        tokens: ClerkSessionTokens | None,
        joining: Joining,
        identity: IdentityService,
        api_keys: ApiKeys,
        clock: Clock,
    ) -> None:
        self.events = ClerkEvents(
            joining=joining,
            identity=identity,
            api_keys=api_keys,
            makes_accounts=settings.allow_social_login,
            clock=clock,
        )
        self._callers: ClerkCallers | None = None
        if tokens is not None:
            life_seconds = settings.refresh_token_seconds
            self._callers = ClerkCallers(tokens=tokens, joining=joining, life_seconds=life_seconds, clock=clock)
            identity.sessions.accept(self._callers)

    async def close(self) -> None:
        """Close the connections to Clerk."""
        if self._callers is not None:
            await self._callers.close()
