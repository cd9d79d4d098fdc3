"""Two servers share limits and bans, whether they count in MongoDB or in Redis."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack

import httpx
import pytest
from pydantic import SecretStr
from starlette.applications import Starlette

from models.ban import Ban, SubjectKind
from models.user import User
from server.app import create_app
from services.rate_limits.subject import Subject
from settings import Settings
from tests.support.graphql import GraphQLClient

PLANS = "{ plans { id } }"
BALANCE = "{ balance { available } }"
ANONYMOUS, USER = 60, 100
Caller = Callable[[int, str], GraphQLClient]


@pytest.fixture(params=["mongodb", "redis"])
async def servers(request: pytest.FixtureRequest, settings: Settings) -> AsyncIterator[list[Starlette]]:
    """Two applications on one database."""
    changed: dict[str, object] = {
        "rate_limit_enabled": True,
        "rate_limit_anonymous": f"{ANONYMOUS}/15 minutes",
        "rate_limit_user": f"{USER}/15 minutes",
        "rate_limit_store": request.param,
        "rate_limit_store_timeout_ms": 5_000,
    }
    if request.param == "redis":
        changed["redis_uri"] = SecretStr(request.getfixturevalue("start_redis")().uri)
    async with AsyncExitStack() as stack:
        apps = [create_app(settings.model_copy(update=changed)) for _ in range(2)]
        for app in apps:
            await stack.enter_async_context(app.router.lifespan_context(app))
        yield apps


@pytest.fixture
async def caller(servers: list[Starlette]) -> AsyncIterator[Caller]:
    """Clients of one of the servers that call from an address."""
    async with AsyncExitStack() as stack:

        def make(server: int, address: str) -> GraphQLClient:
            client = GraphQLClient(
                "http://test/graphql", transport=httpx.ASGITransport(servers[server], client=(address, 4711))
            )
            stack.push_async_callback(client.close)
            return client

        yield make


async def test_limits_and_bans_hold_for_both_together(
    servers: list[Starlette], caller: Caller, request: pytest.FixtureRequest
) -> None:
    email = f"ada-{request.node.callspec.id}@two.example"
    address = "192.0.2.1" if "mongodb" in email else "192.0.2.2"
    both = [caller(0, address), caller(1, address)]
    statuses = [(await client.send(PLANS)).status_code for _ in range(ANONYMOUS) for client in both]
    assert (statuses.count(200), statuses.count(429)) == (ANONYMOUS, ANONYMOUS)

    ada = caller(0, "192.0.2.3")
    token = (await ada.register(email))["accessToken"]
    for client in both:
        client.token = token
    answers = [await client.send(BALANCE) for _ in range(USER) for client in both]
    assert sum(answer.status_code == 200 for answer in answers) == USER

    here, there = (app.state.container.services.rate_limits for app in servers)
    user = await User.find_one({"email": email})
    assert user is not None
    await here._bans.ban(Subject(SubjectKind.USER, user.id), "user")
    await there.refresh()
    refused = (await both[1].errors(BALANCE))[0]["extensions"]
    assert refused["code"] == "TEMPORARILY_BANNED"
    ban = await Ban.find_one({"subject": user.id})
    assert ban is not None
    await there.lift_ban("usr_admin", ban.id)
    await here.refresh()
    assert (await both[0].errors(BALANCE))[0]["extensions"]["code"] == "RATE_LIMITED"
