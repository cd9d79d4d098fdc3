"""Access tokens: short-lived JWTs, signed with HS256 (RFC 7519, with the rules of RFC 8725).

Claims: `iss`, `aud`, `sub` (user id), `wal` (wallet id), `role`, `sid` (session id), `jti`, `iat`, `exp`. The header
names its key by `kid`. One algorithm is accepted, and only our own keys, whatever else a token's header says.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt

from models.user import Role
from services.clock import Clock
from services.errors import AccessTokenExpiredError, NotAuthenticatedError
from services.identity.signing_keys import UNKNOWN_KEY_SECONDS, LiveKey, SigningKeys
from services.identity.viewer import Viewer

__all__ = ["AccessToken", "AccessTokens"]

_ALGORITHM = "HS256"
_TYPE = "at+jwt"
_REQUIRED = ["iss", "aud", "sub", "wal", "role", "sid", "jti", "iat", "exp"]
_CHARACTERS_MAXIMUM = 2_048
_REMEMBERED_MAXIMUM = 10_000
"""Verified tokens that are remembered. Verifying one costs 70 microseconds, remembering it half of one."""


@dataclass(frozen=True, slots=True)
class AccessToken:
    """A signed token and the moment from which it is refused."""

    text: str
    expires_at: datetime


class _SigningKeyUnknownError(NotAuthenticatedError):
    """No key of ours has the token's `kid`, or it has ended. Callers are told what any wrong token is."""


@dataclass(frozen=True, slots=True)
class _Verified:
    viewer: Viewer
    key_id: str
    expires_at: int
    """Seconds since 1970."""


class AccessTokens:
    """Issues and verifies access tokens. Expiry is judged by the passed clock, never by this machine's own."""

    def __init__(self, *, keys: SigningKeys, issuer: str, audience: str, life_seconds: int, clock: Clock) -> None:
        self.keys = keys
        self._issuer = issuer
        self._audience = audience
        self._life = timedelta(seconds=life_seconds)
        self._clock = clock
        self._remembered: dict[str, _Verified] = {}

    def issue(self, viewer: Viewer) -> AccessToken:
        """A new token for `viewer`, whole seconds long. `keys` are fresh."""
        issued_at = int(self._clock().timestamp())
        expires_at = issued_at + int(self._life.total_seconds())
        claims = {
            "iss": self._issuer,
            "aud": self._audience,
            "sub": viewer.user_id,
            "wal": viewer.wallet_id,
            "role": viewer.role.value,
            "sid": viewer.session_id,
            "jti": secrets.token_urlsafe(12),
            "iat": issued_at,
            "exp": expires_at,
        }
        key = self.keys.signing()
        text = jwt.encode(claims, key.secret, algorithm=_ALGORITHM, headers={"kid": key.id, "typ": _TYPE})
        return AccessToken(text, datetime.fromtimestamp(expires_at, UTC))

    async def keep_fresh(self) -> None:
        """Know which keys verify now; raises PyMongoError."""
        await self.keys.keep_fresh()

    async def verify_with_fresh_keys(self, token: str) -> Viewer:
        """As `verify`, knowing every key that another server signs with. Raises PyMongoError too."""
        await self.keys.keep_fresh()
        try:
            return self.verify(token)
        except _SigningKeyUnknownError:
            await self.keys.keep_fresh(UNKNOWN_KEY_SECONDS)
            return self.verify(token)

    def verify(self, token: str) -> Viewer:
        """Whom `token` names; raises NotAuthenticatedError unless it is ours and whole.

        AccessTokenExpiredError is one of these, and is raised only when all the rest is in order.
        """
        verified = self._remembered.get(token) or self._decode(token)
        if self.keys.find(verified.key_id) is None:
            self._remembered.pop(token, None)
            raise _SigningKeyUnknownError
        if verified.expires_at <= self._clock().timestamp():
            self._remembered.pop(token, None)
            raise AccessTokenExpiredError
        return verified.viewer

    def _decode(self, token: str) -> _Verified:
        if len(token) > _CHARACTERS_MAXIMUM or not token.isascii():
            raise NotAuthenticatedError
        try:
            key = self._key_of(token)
            decoded = jwt.decode(
                token,
                key.secret,
                algorithms=[_ALGORITHM],
                issuer=self._issuer,
                audience=self._audience,
                options={"require": _REQUIRED, "strict_aud": True, "verify_exp": False, "verify_iat": False},
            )
            verified = _read(decoded, key)
        except (jwt.InvalidTokenError, KeyError, TypeError, ValueError, RecursionError) as error:
            raise NotAuthenticatedError from error
        while len(self._remembered) >= _REMEMBERED_MAXIMUM:
            self._remembered.pop(next(iter(self._remembered)))
        self._remembered[token] = verified
        return verified

    def _key_of(self, token: str) -> LiveKey:
        """The key of ours that the header names; whatever else stands there (`jwk`, `jku`, `x5u`) is not read."""
        header = jwt.get_unverified_header(token)
        if header.get("typ") != _TYPE:  # RFC 8725 section 3.11: a token for something else is none of these
            raise NotAuthenticatedError
        key = self.keys.find(header.get("kid"))
        if key is None:
            raise _SigningKeyUnknownError
        return key


def _read(claims: dict[str, Any], key: LiveKey) -> _Verified:
    """What claims with a good signature say; raises ValueError or TypeError when they are not as we write them."""
    names = [claims["sub"], claims["wal"], claims["sid"]]
    expires_at = claims["exp"]
    if not all(isinstance(name, str) for name in names):
        raise ValueError("not a token of this server")
    if not isinstance(expires_at, int) or isinstance(expires_at, bool):
        raise TypeError("exp must be whole seconds")
    viewer = Viewer(user_id=names[0], wallet_id=names[1], role=Role(claims["role"]), session_id=names[2])
    return _Verified(viewer, key.id, expires_at)
