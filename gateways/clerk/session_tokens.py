"""Clerk's session tokens: JWTs that an app's browser gets from Clerk every minute and sends here as bearer tokens.

Source: https://clerk.com/docs/guides/sessions/manual-jwt-verification. An address is in them only where the app's
session token was customised to carry `email` and `email_verified`.
"""

import base64
import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from gateways.clerk.webhook import CLERK
from gateways.sign_in.errors import ProofInvalidError
from gateways.sign_in.provider import ProvedIdentity
from gateways.sign_in.signed_tokens import PublishedKeys, check_times, text_claim
from gateways.sign_in.transport import BoundedTransport

__all__ = ["ClerkSession", "ClerkSessionTokens"]

_LEEWAY_SECONDS = 5
"""As Clerk's own libraries allow."""
_PARTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ClerkSession:
    """What a good token says."""

    session_id: str
    """Clerk's."""
    person: ProvedIdentity
    expires_at: int
    """Seconds since 1970, with the leeway."""


class ClerkSessionTokens:
    """One for a process. `authorized_parties`: the app's origins; a token for another page is refused."""

    def __init__(
        self, *, issuer: str, authorized_parties: Collection[str], keys_url: str, clock: Callable[[], datetime]
    ) -> None:
        self.issuer = issuer
        self._parties = frozenset(authorized_parties)
        self._clock = clock
        self._transport = BoundedTransport()
        self._keys = PublishedKeys.at(keys_url, name=CLERK, transport=self._transport, algorithms={"RS256"})

    def claims_to_be(self, token: str) -> bool:
        """Whether the token says that Clerk issued it. That proves nothing: it only tells who is to judge it."""
        parts = token.split(".")
        if len(parts) != _PARTS or not token.isascii():
            return False
        try:
            claims = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
        except (ValueError, RecursionError):
            return False
        return isinstance(claims, dict) and claims.get("iss") == self.issuer

    async def verified(self, token: str) -> ClerkSession:
        """What it says; raises ProofInvalidError, its branch ProofExpiredError, and SignInUnavailableError.

        Tokens that an operator of Clerk's made to act as somebody (`act`), of sessions that still lack something
        (`sts`), and those made by templates for other purposes, which name no session, are refused.
        """
        claims = await self._keys.verified(token)
        if claims.get("iss") != self.issuer:
            raise ProofInvalidError("the token is another issuer's")
        if claims.get("azp") not in self._parties:
            raise ProofInvalidError("the token was made for another page")
        if claims.get("act") is not None or claims.get("sts", "active") != "active":
            raise ProofInvalidError("the token is of no whole session")
        session_id, subject = text_claim(claims, "sid"), text_claim(claims, "sub")
        expires_at = check_times(claims, self._clock(), leeway_seconds=_LEEWAY_SECONDS) + _LEEWAY_SECONDS
        email, name = claims.get("email"), claims.get("name")
        person = ProvedIdentity(
            provider=CLERK,
            subject=subject,
            email=email if isinstance(email, str) else None,
            email_verified=claims.get("email_verified") is True,
            name=name if isinstance(name, str) else None,
        )
        return ClerkSession(session_id=session_id, person=person, expires_at=expires_at)

    async def close(self) -> None:
        """Close its connections."""
        await self._transport.close()
