"""Everything that a sign-in by another provider passes, in this process: the provider is real HTTP."""

import base64
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
from starlette.applications import Starlette

from gateways.sign_in import sign_in_providers_from_settings
from models.external_identity import ExternalIdentity
from models.user import User
from server.sign_in import sign_in_routes
from services.api_keys.service import ApiKeys
from services.identity.account import SignedIn
from services.identity.service import IdentityService
from services.sign_in import SignIns
from settings import Settings
from tests.support.clock import MovableClock
from tests.support.identity_provider import CLIENT_ID, CLIENT_SECRET, IdentityProvider

__all__ = ["APP", "VERIFIER", "SignInStand", "challenge_of", "query_of", "sign_in_settings", "sign_in_stand"]

APP = "https://app.example.com/signed-in"
PUBLIC_URL = "http://tokentill.test"
VERIFIER = "the app's own secret, which it keeps in its tab"


def challenge_of(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


def query_of(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query))


def sign_in_settings(settings: Settings, remote: IdentityProvider, **changes: Any) -> Settings:
    """With two providers, which are one server."""
    entry = {"issuer": remote.issuer, "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
    update = {
        "public_url": PUBLIC_URL,
        "sign_in_return_urls": [APP, "https://app.example.com/settings"],
        "sign_in_providers": [{"name": "example", **entry}, {"name": "other", **entry}],
        **changes,
    }
    return Settings(**{**settings.model_dump(exclude_unset=True), **update})


@dataclass
class SignInStand:
    remote: IdentityProvider
    sign_ins: SignIns
    identity: IdentityService
    api_keys: ApiKeys
    clock: MovableClock
    app: Starlette

    def browser(self) -> httpx.AsyncClient:
        """One with cookies of its own, at this server."""
        return httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url=PUBLIC_URL)

    async def away(self, browser: httpx.AsyncClient, provider: str = "example", **query: str) -> str:
        """Begin, sign in at the provider, and give the address that it sends the browser back to."""
        begun = await browser.get(f"/auth/{provider}", params={"challenge": challenge_of(VERIFIER), **query})
        assert begun.status_code == 303, begun.text
        async with httpx.AsyncClient() as elsewhere:
            return (await elsewhere.get(begun.headers["location"])).headers["location"]

    async def back(self, browser: httpx.AsyncClient, address: str) -> dict[str, str]:
        """Come back; gives what the app's page is told."""
        answer = await browser.get(address)
        assert answer.status_code == 303, answer.text
        page, _, _ = answer.headers["location"].partition("?")
        assert page == APP
        return query_of(answer.headers["location"])

    async def code(self, provider: str = "example") -> str:
        """A one-time code, with a browser of its own."""
        async with self.browser() as browser:
            return (await self.back(browser, await self.away(browser, provider)))["code"]

    async def signed_in(self, provider: str = "example") -> SignedIn:
        """The whole way."""
        return await self.sign_ins.exchange(await self.code(provider), VERIFIER)

    async def user(self, email: str) -> User:
        user = await User.find_one(User.email == email)
        assert user is not None
        return user

    async def rows(self) -> list[tuple[str, str | None, bool]]:
        """Each identity: its id, its user, and whether it is a way in."""
        found = await ExternalIdentity.find_all().sort("_id").to_list()
        return [(row.id, row.user_id, row.slot is not None) for row in found]


@asynccontextmanager
async def sign_in_stand(
    settings: Settings, remote: IdentityProvider, identity: IdentityService, clock: MovableClock
) -> AsyncIterator[SignInStand]:
    """By `settings`, which name the provider."""
    api_keys = ApiKeys(clock)
    sign_ins = SignIns(
        settings=settings,
        clock=clock,
        providers=sign_in_providers_from_settings(settings, clock),
        identity=identity,
        api_keys=api_keys,
        signing_secret="a signing secret of more than 32 characters",
    )
    app = Starlette(routes=sign_in_routes(sign_ins, public_url=settings.public_url))
    yield SignInStand(remote, sign_ins, identity, api_keys, clock, app)
    await sign_ins.close()
