"""GitHub, or a GitHub Enterprise server: plain OAuth, and its API says who signed in.

Sources: https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps and
https://docs.github.com/en/rest/users/emails.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import SecretStr

from gateways.sign_in.errors import SignInUnavailableError
from gateways.sign_in.oauth_client import OAuthClient
from gateways.sign_in.provider import AskedSignIn, ProvedIdentity
from gateways.sign_in.transport import BoundedTransport, get_json

__all__ = ["GitHubProvider"]

_MOST_EMAILS = 100


class GitHubProvider:
    """One for a process. `server`: the address of a server of one's own; None for github.com."""

    issuer: str | None = None

    def __init__(self, *, name: str, client_id: str, client_secret: SecretStr, server: str | None) -> None:
        self.name = name
        self._login = (server or "https://github.com") + "/login/oauth"
        self._api = f"{server}/api/v3" if server else "https://api.github.com"
        self._transport = BoundedTransport()
        self._client = OAuthClient(name, client_id, client_secret, "read:user user:email", self._transport)

    async def authorization_url(self, asked: AskedSignIn) -> str:
        """Where a browser goes to sign in."""
        return self._client.authorization_url(f"{self._login}/authorize", asked)

    async def identity(self, code: str, asked: AskedSignIn) -> ProvedIdentity:
        """Who signed in; raises SignInDeclinedError, SignInUnavailableError."""
        answer = await self._client.exchange(
            f"{self._login}/access_token", code, asked, auth_method="client_secret_post"
        )
        token = answer.get("access_token")
        if not isinstance(token, str):
            raise SignInUnavailableError(f"{self.name}: no access token")
        user = await get_json(self._transport, f"{self._api}/user", name=self.name, access_token=token)
        emails = await get_json(self._transport, f"{self._api}/user/emails", name=self.name, access_token=token)
        number = user.get("id") if isinstance(user, Mapping) else None
        if not isinstance(number, int) or isinstance(number, bool):
            raise SignInUnavailableError(f"{self.name}: no user id")
        email, verified = _primary(emails)
        name = user.get("name") or user.get("login")
        return ProvedIdentity(
            provider=self.name,
            subject=str(number),  # the login may be changed, and then be taken by somebody else
            email=email,
            email_verified=verified,
            name=name if isinstance(name, str) else None,
        )

    async def close(self) -> None:
        """Close its connections."""
        await self._transport.close()


def _primary(emails: Any) -> tuple[str | None, bool]:
    rows = emails[:_MOST_EMAILS] if isinstance(emails, list) else []
    for row in rows:
        if isinstance(row, Mapping) and row.get("primary") is True and isinstance(row.get("email"), str):
            return row["email"], row.get("verified") is True
    return None, False
