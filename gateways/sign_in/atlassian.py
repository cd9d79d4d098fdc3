"""Atlassian: plain OAuth (3LO), and its User Identity API says who signed in.

Source: https://developer.atlassian.com/cloud/oauth/getting-started/faq/. It tells an address and not whether it was
verified, so that the address counts as unverified unless the answer says otherwise.
"""

from collections.abc import Mapping

from pydantic import SecretStr

from gateways.sign_in.errors import SignInUnavailableError
from gateways.sign_in.oauth_client import OAuthClient
from gateways.sign_in.provider import AskedSignIn, ProvedIdentity
from gateways.sign_in.transport import BoundedTransport, get_json

__all__ = ["AtlassianProvider"]

_SUBJECT_CHARACTERS = 255


class AtlassianProvider:
    """One for a process. `accounts` and `api` are other servers than Atlassian's own in tests alone."""

    issuer: str | None = None

    def __init__(
        self,
        *,
        name: str,
        client_id: str,
        client_secret: SecretStr,
        accounts: str = "https://auth.atlassian.com",
        api: str = "https://api.atlassian.com",
    ) -> None:
        self.name = name
        self._accounts = accounts
        self._api = api
        self._transport = BoundedTransport()
        self._client = OAuthClient(name, client_id, client_secret, "read:me", self._transport)

    async def authorization_url(self, asked: AskedSignIn) -> str:
        """Where a browser goes to sign in."""
        return self._client.authorization_url(
            f"{self._accounts}/authorize", asked, audience="api.atlassian.com", prompt="consent"
        )

    async def identity(self, code: str, asked: AskedSignIn) -> ProvedIdentity:
        """Who signed in; raises SignInDeclinedError, SignInUnavailableError."""
        answer = await self._client.exchange(
            f"{self._accounts}/oauth/token", code, asked, auth_method="client_secret_post"
        )
        token = answer.get("access_token")
        if not isinstance(token, str):
            raise SignInUnavailableError(f"{self.name}: no access token")
        user = await get_json(self._transport, f"{self._api}/me", name=self.name, access_token=token)
        subject = user.get("account_id") if isinstance(user, Mapping) else None
        if not isinstance(subject, str) or not 1 <= len(subject) <= _SUBJECT_CHARACTERS:
            raise SignInUnavailableError(f"{self.name}: no account id")
        email, name = user.get("email"), user.get("name")
        return ProvedIdentity(
            provider=self.name,
            subject=subject,
            email=email if isinstance(email, str) else None,
            email_verified=user.get("email_verified") is True,
            name=name if isinstance(name, str) else None,
        )

    async def close(self) -> None:
        """Close its connections."""
        await self._transport.close()
