"""Every operation of the contract, by the generated Python client, against a real server process."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from tokentill_client import RequestError, TokentillClient, UserError
from tokentill_client.generated.enums import PaymentMethod, PaymentStatus, Role, UsageKind

from models.ids import new_id
from tests.support.buyer import eventually
from tests.support.graphql import PASSWORD
from tests.support.server import LiveServer

CONTRACT = {
    *("Register", "Login", "Balance", "Packages", "PaymentMethods", "ClaimStatus", "Claim", "Purchase", "Purchases"),
    *(
        "Chat",
        "ChatStream",
        "BalanceChanged",
        "Me",
        "Conversations",
        "Messages",
        "Models",
        "UsageHistory",
        "UsageStats",
    ),
}


class Recorded(TokentillClient):
    """Remembers which operations it ran."""

    def __init__(self, url: str, **options: Any) -> None:
        super().__init__(url, **options)
        self.ran: set[str | None] = set()

    async def execute(
        self, query: str, operation_name: str | None = None, *more: Any, **options: Any
    ) -> dict[str, Any]:
        self.ran.add(operation_name)
        return await super().execute(query, operation_name, *more, **options)

    async def execute_ws(
        self, query: str, operation_name: str | None = None, variables: dict[str, Any] | None = None
    ) -> AsyncIterator[dict[str, Any]]:
        self.ran.add(operation_name)
        async for data in super().execute_ws(query, operation_name, variables):
            yield data


@pytest.fixture
async def tokentill(live_server: LiveServer) -> AsyncIterator[Recorded]:
    async with Recorded(live_server.graphql_url) as tokentill:
        yield tokentill


async def sign_up(tokentill: TokentillClient) -> str:
    """The new user's id."""
    session = await tokentill.register(email=f"{new_id('ada')}@example.com", password=PASSWORD)
    assert session.typename__ == "Session"
    return session.user.id


async def pay(server: LiveServer, intent: str, key: str, secret: str) -> None:
    """Confirm as Stripe's own client library would."""
    async with httpx.AsyncClient() as http:
        await http.post(
            f"{server.stripe_url}/v1/payment_intents/{intent}/confirm",
            auth=(key, ""),
            data={"client_secret": secret, "payment_method": "pm_card_visa"},
        )


async def test_every_operation_of_the_contract(live_server, tokentill):
    user_id = await sign_up(tokentill)
    await look_around(tokentill, user_id)
    await claim_and_buy(live_server, tokentill)
    await chat_and_account(tokentill)
    assert tokentill.ran == CONTRACT


async def look_around(tokentill: Recorded, user_id: str) -> None:
    me = await tokentill.me()
    assert (me.id, me.name, me.role, me.usage.tokens) == (user_id, "Ada", Role.USER, 0)
    session = await tokentill.login(email=me.email, password=PASSWORD)
    assert session.typename__ == "Session"
    assert tokentill.tokens is not None
    assert tokentill.tokens.access_token == session.access_token
    assert session.expires_at > datetime.now(UTC)
    balance = await tokentill.balance()
    assert (balance.available, balance.free, balance.purchased, balance.held, balance.debt) == (10_000, 10_000, 0, 0, 0)
    models = await tokentill.models(first=5, free_only=True)
    assert "offline/echo" in {edge.node.id for edge in models.edges}
    assert {edge.node.free for edge in models.edges} == {True}


async def claim_and_buy(server: LiveServer, tokentill: Recorded) -> None:
    status = await tokentill.claim_status()
    assert (status.amount, status.available, status.seconds_left) == (1_000, True, 0)
    claimed = await tokentill.claim(key="claim-1")
    assert claimed.typename__ == "ClaimSucceeded"
    assert (claimed.amount, claimed.balance.available) == (1_000, 11_000)
    early = await tokentill.claim(key="claim-2")
    assert isinstance(early, UserError)
    assert (early.typename__, early.code) == ("ClaimTooEarly", "CLAIM_TOO_EARLY")

    package = next(each for each in await tokentill.packages() if each.id == "package_500k")
    assert (package.tokens, package.price.amount, package.price.currency) == (500_000, 3_500, "CNY")
    options = {each.method: each.available for each in await tokentill.payment_methods(package_id=package.id)}
    assert options[PaymentMethod.CARD] is True
    started = await tokentill.purchase(package_id=package.id, method=PaymentMethod.CARD, key="buy-1")
    assert started.typename__ == "PurchaseStarted"
    assert started.payment.status is PaymentStatus.PENDING
    assert started.payment.gateway_reference is not None
    await pay(server, started.payment.gateway_reference, started.publishable_key, started.client_secret)
    async for balance in tokentill.balance_changed():
        if balance.available == 511_000:
            break
    page = await eventually(
        lambda: tokentill.purchases(first=5), lambda page: page.edges[0].node.status is PaymentStatus.SUCCEEDED
    )
    assert [(edge.node.id, edge.node.tokens) for edge in page.edges] == [(started.payment.id, 500_000)]


async def chat_and_account(tokentill: Recorded) -> None:
    answer = await tokentill.chat(message="Hello!", key="chat-1")
    assert answer.typename__ == "ChatCompleted"
    kinds, text = [], ""
    async for event in tokentill.chat_stream(message="Hello again!", key="chat-2"):
        kinds.append(event.typename__)
        if event.typename__ == "ChatDelta":
            text = text[: event.index] + event.text
    assert event.typename__ == "ChatCompleted"
    assert (kinds[0], event.reply.content, event.balance.held) == ("ChatStarted", text, 0)

    conversations = await tokentill.conversations(first=5)
    assert len(conversations.edges) == 2
    messages = await tokentill.messages(conversation=answer.conversation.id, first=5)
    assert {edge.node.content for edge in messages.edges} == {"Hello!", answer.reply.content}
    history = await tokentill.usage_history(first=5)
    assert [(edge.node.kind, edge.node.cost) for edge in history.edges] == [
        (UsageKind.CHAT, event.usage.cost),
        (UsageKind.CHAT, answer.usage.cost),
    ]
    now = datetime.now(UTC)
    stats = await tokentill.usage_stats(from_=now - timedelta(days=1), to=now + timedelta(hours=1), tz="Asia/Shanghai")
    assert (stats.totals.requests, stats.totals.cost) == (2, event.usage.cost + answer.usage.cost)


async def test_a_refusal_of_a_query_is_raised_in_the_language_that_was_asked_for(live_server):
    async with TokentillClient(live_server.graphql_url, language="zh") as stranger:
        with pytest.raises(RequestError) as raised:
            await stranger.me()
    assert (raised.value.code, raised.value.retryable) == ("UNAUTHENTICATED", False)
    assert any("一" <= letter <= "鿿" for letter in raised.value.message)


async def test_a_subscription_is_refused_with_its_code(live_server):
    async with TokentillClient(live_server.graphql_url) as stranger:
        with pytest.raises(RequestError) as raised:
            async for _ in stranger.balance_changed():
                pass
    assert raised.value.code == "UNAUTHENTICATED"


@pytest.mark.parametrize("kind", ["websocket", "sse"])
async def test_closing_ends_an_open_subscription(live_server, kind):
    seen = []
    async with TokentillClient(live_server.graphql_url, subscriptions=kind) as tokentill:
        await sign_up(tokentill)
        async for balance in tokentill.balance_changed():
            seen.append(balance.available)
            await tokentill.close()
    assert seen == [10_000]


async def test_a_chat_comes_as_server_sent_events(live_server):
    async with TokentillClient(live_server.graphql_url, subscriptions="sse") as tokentill:
        await sign_up(tokentill)
        events = [event async for event in tokentill.chat_stream(message="Hello!", key="chat-1")]
    text = "".join(event.text for event in events if event.typename__ == "ChatDelta")
    assert events[-1].typename__ == "ChatCompleted"
    assert 'You said: "Hello!"' in text
    assert events[-1].reply.content == text
