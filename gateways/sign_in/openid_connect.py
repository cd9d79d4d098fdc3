"""A provider that speaks OpenID Connect: its addresses by discovery, its word by id tokens.

Sources: OpenID Connect Core 1.0 section 3.1.3.7 (what is judged of an id token) and Discovery 1.0 section 4.3.
"""

import hmac
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import SecretStr

from gateways.sign_in.errors import ProofInvalidError, SignInUnavailableError
from gateways.sign_in.oauth_client import AuthMethod, OAuthClient
from gateways.sign_in.provider import AskedSignIn, ProvedIdentity
from gateways.sign_in.remote_document import RemoteDocument
from gateways.sign_in.signed_tokens import PublishedKeys, check_times, text_claim
from gateways.sign_in.transport import BoundedTransport, get_json

__all__ = ["OpenIdProvider"]

_LEEWAY_SECONDS = 30
_URL_CHARACTERS = 2_048
_WELL_KNOWN = "/.well-known/openid-configuration"


@dataclass(frozen=True, slots=True)
class _Discovered:
    """What the discovery document says. `keys`: those at its `jwks_uri`."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    auth_method: AuthMethod
    keys: PublishedKeys


class OpenIdProvider:
    """One for a process. `issuer` is the address in the settings, with or without a slash at its end.

    `other_issuers`: what its id tokens may name as well. `clock` gives the present moment.
    """

    def __init__(
        self,
        *,
        name: str,
        issuer: str,
        client_id: str,
        client_secret: SecretStr,
        clock: Callable[[], datetime],
        other_issuers: Collection[str] = (),
    ) -> None:
        self.name = name
        self.issuer: str | None = None
        """As the provider itself writes it, once its discovery document was read."""
        self._address = issuer.rstrip("/")
        self._other_issuers = frozenset(other_issuers)
        self._client_id = client_id
        self._clock = clock
        self._transport = BoundedTransport()
        self._client = OAuthClient(name, client_id, client_secret, "openid email profile", self._transport)
        self._keys: dict[str, PublishedKeys] = {}
        self._discovery = RemoteDocument(self._discover)

    async def authorization_url(self, asked: AskedSignIn) -> str:
        """Where a browser goes to sign in; raises SignInUnavailableError."""
        return self._client.authorization_url((await self._discovery.read()).authorization_endpoint, asked)

    async def identity(self, code: str, asked: AskedSignIn) -> ProvedIdentity:
        """Who signed in; raises ProofInvalidError, SignInDeclinedError, SignInUnavailableError."""
        found = await self._discovery.read()
        answer = await self._client.exchange(found.token_endpoint, code, asked, auth_method=found.auth_method)
        claims = await found.keys.verified(answer.get("id_token"))
        self._check(claims, found.issuer, asked.nonce)
        email, name = claims.get("email"), claims.get("name")
        return ProvedIdentity(
            provider=self.name,
            subject=text_claim(claims, "sub"),
            email=email if isinstance(email, str) else None,
            email_verified=claims.get("email_verified") is True,
            name=name if isinstance(name, str) else None,
        )

    async def close(self) -> None:
        """Close its connections."""
        await self._transport.close()

    def _check(self, claims: Mapping[str, Any], issuer: str, nonce: str) -> None:
        if claims.get("iss") not in {issuer, *self._other_issuers}:
            raise ProofInvalidError("the token is another issuer's")
        audience = claims.get("aud")
        audiences = audience if isinstance(audience, list) else [audience]
        if self._client_id not in audiences:
            raise ProofInvalidError("the token is for somebody else")
        if claims.get("azp", self._client_id if len(audiences) == 1 else None) != self._client_id:
            raise ProofInvalidError("the token was asked for by somebody else")
        check_times(claims, self._clock(), leeway_seconds=_LEEWAY_SECONDS)
        told = claims.get("nonce")
        if not isinstance(told, str) or not hmac.compare_digest(told.encode("utf-8", "surrogatepass"), nonce.encode()):
            raise ProofInvalidError("the token was made for another sign-in")

    async def _discover(self) -> _Discovered:
        body = await get_json(self._transport, self._address + _WELL_KNOWN, name=self.name)
        if not isinstance(body, Mapping) or str(body.get("issuer")).rstrip("/") != self._address:
            raise SignInUnavailableError(f"{self.name}: the discovery document is another issuer's")
        issuer, endpoint, token_endpoint, keys_at = (
            self._address_in(body, key) for key in ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
        )
        methods = body.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        in_header = not isinstance(methods, list) or "client_secret_basic" in methods
        if keys_at not in self._keys:
            self._keys = {keys_at: PublishedKeys.at(keys_at, name=self.name, transport=self._transport)}
        self.issuer = issuer
        auth_method: AuthMethod = "client_secret_basic" if in_header else "client_secret_post"
        return _Discovered(issuer, endpoint, token_endpoint, auth_method, self._keys[keys_at])

    def _address_in(self, body: Mapping[str, Any], key: str) -> str:
        """An address that the document names; over TLS where the issuer's own is."""
        value = body.get(key)
        needed = "https://" if self._address.startswith("https://") else "http"
        if not isinstance(value, str) or len(value) > _URL_CHARACTERS or not value.startswith(needed):
            raise SignInUnavailableError(f"{self.name}: the discovery document has no good {key}")
        return value
