"""B10 and G8 over HTTP and WebSocket: a person hears that their tokens run low, and another system of what happened."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette

from models.ids import new_id
from models.user import User
from server.app import create_app
from settings import Settings
from tests.acceptance.operations import OPERATIONS
from tests.support.graphql import GraphQLClient
from tests.support.server import LiveServer
from tests.support.subscription import websocket_events
from tests.support.waiting import PATIENCE_SECONDS, until
from tests.support.webhook_receiver import WebhookReceiver, webhook_receiver


@pytest.fixture(scope="module")
async def receiver() -> AsyncIterator[WebhookReceiver]:
    async with webhook_receiver() as receiver:
        yield receiver


@pytest.fixture(scope="module")
async def app(settings: Settings, receiver: WebhookReceiver) -> AsyncIterator[Starlette]:
    """The whole application, with all that runs in it by itself."""
    app = create_app(settings.model_copy(update={"webhook_private_origins": [receiver.origin]}))
    async with app.router.lifespan_context(app):
        yield app


async def test_who_runs_low_is_told_at_once(live_server: LiveServer) -> None:
    async with GraphQLClient(live_server.graphql_url) as ada, asyncio.timeout(PATIENCE_SECONDS):
        await ada.register(f"{new_id('low')}@example.com")
        stream = websocket_events(live_server.websocket_url, OPERATIONS["LowBalance"], token=ada.token)
        assert (await anext(stream))["data"]["lowBalance"] == {"low": False, "notice": None}
        saved = await ada.execute(OPERATIONS["SetLowBalanceNotice"], {"threshold": "10000"})
        assert saved["setLowBalanceNotice"]["settings"] == {
            "thresholdTokens": "10000",
            "isDefault": False,
            "byMail": False,
            "low": False,
        }
        await ada.execute(OPERATIONS["Chat"], {"message": "Hello", "key": "c1"})
        told = (await anext(stream))["data"]["lowBalance"]
        assert (told["low"], told["notice"]["thresholdTokens"]) == (True, "10000")
        assert int(told["notice"]["available"]) + int(told["notice"]["held"]) < 10_000
        await ada.execute(OPERATIONS["Claim"], {"key": "c2"})
        assert (await anext(stream))["data"]["lowBalance"] == {"low": False, "notice": None}
        await stream.aclose()


async def test_another_system_is_told_of_what_happened(app: Starlette, receiver: WebhookReceiver) -> None:
    async with GraphQLClient("http://test/graphql", transport=httpx.ASGITransport(app)) as admin:
        await admin.register("admin@webhooks.example")
        await User.find_one({"email": "admin@webhooks.example"}).update({"$set": {"role": "admin"}})
        await admin.login("admin@webhooks.example")
        made = await admin.execute(
            OPERATIONS["CreateWebhookEndpoint"], {"url": f"{receiver.origin}/hooks", "eventTypes": ["USER_CREATED"]}
        )
        secret, endpoint = (made["createWebhookEndpoint"][name] for name in ("secret", "endpoint"))
        await admin.execute(OPERATIONS["SendTestEvent"], {"endpoint": endpoint["id"]})

        async with GraphQLClient("http://test/graphql", transport=httpx.ASGITransport(app)) as ada:
            user = (await ada.register("ada@webhooks.example"))["user"]

        async def delivered() -> bool:
            said = [each.verified(secret) for each in receiver.received]
            return any(each["data"].get("userId") == user["id"] for each in said) and len(said) > 1

        await until(delivered)
        types = {each.verified(secret)["type"] for each in receiver.received}
        assert types == {"webhook.test", "user.created"}

        async def logged() -> bool:
            log = await admin.execute(OPERATIONS["WebhookDeliveries"], {"first": 10, "filter": {"state": "DELIVERED"}})
            return len(log["webhookDeliveries"]["edges"]) == len(receiver.received)

        await until(logged)
        shown = await admin.execute(OPERATIONS["WebhookEndpoints"])
        assert [row["url"] for row in shown["webhookEndpoints"]] == [f"{receiver.origin}/hooks"]
        assert "secret" not in str(shown)
