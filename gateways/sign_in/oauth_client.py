"""This server as a client of an OAuth 2.0 provider: where it sends browsers, and how it exchanges their codes.

Authlib does both, with PKCE by S256.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from pydantic import SecretStr

from gateways.sign_in.errors import SignInDeclinedError, SignInUnavailableError
from gateways.sign_in.provider import AskedSignIn
from gateways.sign_in.transport import BoundedTransport, answered_in_time

__all__ = ["AuthMethod", "OAuthClient"]

AuthMethod = Literal["client_secret_basic", "client_secret_post"]
"""Where the client's secret stands in a token request: its header, or its body."""


@dataclass(frozen=True, slots=True)
class OAuthClient:
    """What the provider `name` knows us by."""

    name: str
    client_id: str
    client_secret: SecretStr
    scope: str
    transport: BoundedTransport

    def authorization_url(self, endpoint: str, asked: AskedSignIn, **more: str) -> str:
        """Where the browser goes."""
        client = self._client(asked, "client_secret_post")
        url, _ = client.create_authorization_url(
            endpoint, state=asked.state, code_verifier=asked.verifier, nonce=asked.nonce, **more
        )
        return str(url)

    async def exchange(
        self, endpoint: str, code: str, asked: AskedSignIn, *, auth_method: AuthMethod
    ) -> Mapping[str, Any]:
        """The provider's token answer; raises SignInDeclinedError, SignInUnavailableError."""
        async with answered_in_time(self.name), self._client(asked, auth_method) as client:
            try:
                answer = await client.fetch_token(
                    endpoint, code=code, code_verifier=asked.verifier, grant_type="authorization_code"
                )
            except OAuthError as error:
                raise SignInDeclinedError(f"{self.name}: {str(error.error)[:100]}") from error
            except (ValueError, TypeError, RecursionError) as error:
                raise SignInUnavailableError(f"{self.name}: no JSON") from error
        if not isinstance(answer, Mapping):
            raise SignInUnavailableError(f"{self.name}: no token answer")
        return answer

    def _client(self, asked: AskedSignIn, auth_method: AuthMethod) -> AsyncOAuth2Client:
        return AsyncOAuth2Client(
            client_id=self.client_id,
            client_secret=self.client_secret.get_secret_value(),
            token_endpoint_auth_method=auth_method,
            scope=self.scope,
            redirect_uri=asked.redirect_uri,
            code_challenge_method="S256",
            transport=self.transport,
            follow_redirects=False,
            timeout=5.0,
        )
