"""E2, E6: docs/sign-in.md as it is written, over HTTP, with a provider of our own; and Clerk beside it."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from standardwebhooks.webhooks import Webhook
from starlette.applications import Starlette

from models.user import User, UserStatus
from services.clock import system_clock
from settings import Settings
from tests.acceptance.operations import OPERATIONS
from tests.support.graphql import GraphQLClient
from tests.support.identity_provider import IdentityProvider, identity_provider
from tests.support.ports import free_port
from tests.support.sign_in_stand import APP, sign_in_settings
from tests.support.waiting import until

PAGE = (Path(__file__).parents[2] / "docs" / "sign-in.md").read_text("utf-8")
SECRET = "whsec_" + "c2VjcmV0" * 4
PARTY = "https://app.example.com"


@pytest.fixture(scope="module")
async def remote() -> AsyncIterator[IdentityProvider]:
    async with identity_provider(system_clock) as provider:
        yield provider


@pytest.fixture(scope="module")
def settings(settings: Settings, remote: IdentityProvider) -> Settings:
    return sign_in_settings(
        settings,
        remote,
        public_url=f"http://127.0.0.1:{free_port()}",
        clerk_webhook_secret=SECRET,
        clerk_issuer=remote.issuer,
        clerk_jwks_url=f"{remote.issuer}/keys",
        clerk_authorized_parties=[PARTY],
    )


@pytest.fixture(scope="module")
async def server(app: Starlette, settings: Settings) -> AsyncIterator[str]:
    port = int(settings.public_url.rpartition(":")[2])
    serving = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning", lifespan="off"))
    task = asyncio.create_task(serving._serve())

    async def started() -> bool:
        return serving.started

    await until(started)
    yield settings.public_url
    serving.should_exit = True
    await task


def run_example(server: str) -> dict[str, Any]:
    """What the page's example in Python ends with."""
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    with httpx.Client(timeout=30) as browser:
        names: dict[str, Any] = {"browser": browser, "server": server, "page": APP}
        exec(example, names)
    session: dict[str, Any] = names["session"]
    return session


async def test_the_example_signs_in_and_the_session_may_all_that_sessions_may(server: str) -> None:
    session = await asyncio.to_thread(run_example, server)
    linked = [{"provider": "example", "email": "ada@example.com"}]
    assert session["user"] == {"email": "ada@example.com", "linkedProviders": linked}
    async with GraphQLClient(f"{server}/graphql", token=session["accessToken"]) as ada:
        assert (await ada.execute(OPERATIONS["Me"]))["me"]["email"] == "ada@example.com"
        balance = (await ada.execute(OPERATIONS["Balance"]))["balance"]
        assert balance["available"] == "10000"
        refused = await ada.execute(OPERATIONS["UnlinkProvider"], {"provider": "example"})
        assert refused["unlinkProvider"]["code"] == "LAST_WAY_IN"
        offered = (await ada.execute(OPERATIONS["SignInProviders"]))["signInProviders"]
        assert offered[0] == {"name": "example", "startPath": "/auth/example"}


async def test_clerks_news_and_tokens_are_taken_until_the_user_is_suspended(
    server: str, remote: IdentityProvider
) -> None:
    now = datetime.now(UTC)
    email = {"id": "idn_1", "email_address": "grace@example.com", "verification": {"status": "verified"}}
    data = {"id": "user_grace", "updated_at": 1, "email_addresses": [email], "primary_email_address_id": "idn_1"}
    body = json.dumps({"type": "user.created", "data": data})
    signature = Webhook(SECRET).sign("msg_1", now, body)
    headers = {"svix-id": "msg_1", "svix-timestamp": str(int(now.timestamp())), "svix-signature": signature}
    seconds = int(now.timestamp())
    claims = {"iss": remote.issuer, "azp": PARTY, "sid": "sess_1", "iat": seconds, "exp": seconds + 60}
    async with GraphQLClient(f"{server}/graphql", token=remote.signed({**claims, "sub": "user_grace"})) as grace:
        early = await grace.send(OPERATIONS["Me"])
        assert (early.status_code, early.json()["errors"][0]["extensions"]["code"]) == (401, "ACCOUNT_NOT_LINKED")
        answer = await grace.http.post(f"{server}/webhooks/clerk", content=body, headers=headers)
        assert (answer.status_code, answer.json()) == (200, {"code": "RECEIVED"})
        assert (await grace.execute(OPERATIONS["Me"]))["me"]["email"] == "grace@example.com"
        await User.get_pymongo_collection().update_one(
            {"email": "grace@example.com"}, {"$set": {"status": UserStatus.SUSPENDED.value}}
        )

        async def refused() -> bool:
            return (await grace.send(OPERATIONS["Me"])).status_code == 401

        await until(refused)
