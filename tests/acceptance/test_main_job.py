"""The whole job over HTTP and WebSocket, against a real server process: every operation of the contract, verbatim."""

import asyncio
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from models.ids import new_id
from tests.acceptance.operations import OPERATIONS
from tests.support.buyer import balance, eventually, only_purchase
from tests.support.graphql import PASSWORD, GraphQLClient
from tests.support.server import ROOT, LiveServer
from tests.support.subscription import sse_events, websocket_events
from tests.support.waiting import PATIENCE_SECONDS

ESSAY = """subscription Essay($message: String!, $key: String!) {
  chatStream(input: { message: $message, modelId: "offline/essay", idempotencyKey: $key }) {
    __typename
    ... on ChatStarted { heldTokens }
    ... on ChatDelta { text }
    ... on ChatCompleted { reply { content finishReason } usage { cost } balance { available held } }
    ... on UserError { code message }
  }
}"""
WELCOME = 10_000
CLAIM = 1_000


@pytest.fixture
async def client(live_server: LiveServer):
    async with GraphQLClient(live_server.graphql_url) as client:
        yield client


@pytest.fixture
async def ada(client: GraphQLClient):
    await client.register(f"{new_id('ada')}@example.com")
    return client


async def pay(server: LiveServer, started: dict, payment_method: str) -> httpx.Response:
    """Confirm as Stripe's own client library would, with what `purchase` gave."""
    intent = started["payment"]["gatewayReference"]
    async with httpx.AsyncClient() as http:
        return await http.post(
            f"{server.stripe_url}/v1/payment_intents/{intent}/confirm",
            auth=(started["publishableKey"], ""),
            data={"client_secret": started["clientSecret"], "payment_method": payment_method},
        )


async def test_register_login_and_me(client):
    email = f"{new_id('ada')}@example.com"
    registered = (await client.execute(OPERATIONS["Register"], {"email": email, "password": PASSWORD}))["register"]
    assert registered["user"] == {"id": registered["user"]["id"], "email": email, "role": "USER"}
    session = (await client.execute(OPERATIONS["Login"], {"email": email, "password": PASSWORD}))["login"]
    assert session["user"] == registered["user"]
    client.token = session["accessToken"]
    me = (await client.execute(OPERATIONS["Me"]))["me"]
    assert (me["email"], me["name"], me["role"]) == (email, "Ada", "USER")
    assert me["usage"] == {"requests": 0, "tokens": "0", "cost": "0"}


async def test_a_new_user_has_the_welcome_grant(ada):
    assert await balance(ada) == {
        "available": "10000",
        "free": "10000",
        "purchased": "0",
        "held": "0",
        "debt": "0",
        "lifetimePurchased": "0",
        "lifetimeSpent": "0",
    }


async def test_a_claim_succeeds_once_a_day(ada):
    status = (await ada.execute(OPERATIONS["ClaimStatus"]))["claimStatus"]
    assert (status["amount"], status["available"], status["secondsLeft"]) == (str(CLAIM), True, 0)
    first = (await ada.execute(OPERATIONS["Claim"], {"key": "c1"}))["claim"]
    again = (await ada.execute(OPERATIONS["Claim"], {"key": "c1"}))["claim"]
    assert first == again
    assert (first["__typename"], first["balance"]["available"]) == ("ClaimSucceeded", str(WELCOME + CLAIM))
    early = (await ada.execute(OPERATIONS["Claim"], {"key": "c2"}))["claim"]
    assert (early["__typename"], early["code"]) == ("ClaimTooEarly", "CLAIM_TOO_EARLY")
    assert 86_390 <= early["secondsLeft"] <= 86_400
    status = (await ada.execute(OPERATIONS["ClaimStatus"]))["claimStatus"]
    assert (status["available"], status["nextClaimAt"]) == (False, first["nextClaimAt"])


async def test_the_packages_are_as_the_price_list_says(client):
    packages = (await client.execute(OPERATIONS["Packages"]))["packages"]
    assert [
        (package["id"], package["tokens"], package["price"]["amount"], package["discountPercent"])
        for package in packages
    ] == [
        ("package_100k", "100000", "1000", None),
        ("package_500k", "500000", "3500", 30),
        ("package_1m", "1000000", "5500", 45),
        ("package_10m", "10000000", "28000", 72),
    ]
    assert [package["id"] for package in packages if package["popular"] and package["default"]] == ["package_500k"]
    assert packages[1]["price"]["currency"] == "CNY"


async def test_payment_methods_say_why_one_cannot_be_used(ada):
    methods = (await ada.execute(OPERATIONS["PaymentMethods"], {"packageId": "package_500k"}))["paymentMethods"]
    assert {method["method"] for method in methods if method["available"]} == {
        "CARD",
        "WECHAT_PAY",
        "ALIPAY",
        "GOOGLE_PAY",
        "APPLE_PAY",
    }
    bitcoin = next(method for method in methods if method["method"] == "BITCOIN")
    assert "USD" in bitcoin["reason"]


async def test_a_paid_purchase_raises_the_balance_once(ada, live_server):
    variables = {"packageId": "package_500k", "method": "CARD", "key": "buy-1"}
    started = (await ada.execute(OPERATIONS["Purchase"], variables))["purchase"]
    assert started["payment"]["status"] == "PENDING"
    assert started["payment"]["amount"]["amount"] == "3500"
    assert (await ada.execute(OPERATIONS["Purchase"], variables))["purchase"] == started
    assert (await pay(live_server, started, "pm_card_visa")).json()["status"] == "succeeded"
    paid = await eventually(lambda: balance(ada), lambda now: now["purchased"] != "0")
    assert (paid["available"], paid["purchased"], paid["lifetimePurchased"]) == ("510000", "500000", "500000")
    purchase = await eventually(lambda: only_purchase(ada), lambda node: node["status"] == "SUCCEEDED")
    assert (purchase["tokens"], purchase["failureReason"]) == ("500000", None)
    await redeliver_success(live_server, started["payment"]["gatewayReference"], times=20)
    assert await balance(ada) == paid
    assert await only_purchase(ada) == purchase


async def redeliver_success(server: LiveServer, intent: str, times: int) -> None:
    """Let Stripe send the event of a paid intent again, all at once; returns when each got its 2xx."""
    async with httpx.AsyncClient(base_url=server.stripe_url, auth=("sk_test_any", ""), timeout=30) as stripe:
        listed = (await stripe.get("/v1/events", params={"type": "payment_intent.succeeded", "limit": 100})).json()
        event = next(each["id"] for each in listed["data"] if each["data"]["object"]["id"] == intent)
        answer = await stripe.post(f"/_simulator/events/{event}/deliver", json={"times": times})
        assert answer.status_code == 200, answer.text

        async def delivered() -> int:
            rows = (await stripe.get("/_simulator/deliveries", params={"event": event})).json()["data"]
            return sum(row["state"] == "delivered" for row in rows)

        await eventually(delivered, lambda count: count == times + 1)


async def test_a_declined_purchase_fails_with_stripes_reason_and_costs_nothing(ada, live_server):
    variables = {"packageId": "package_100k", "method": "CARD", "key": "buy-1"}
    started = (await ada.execute(OPERATIONS["Purchase"], variables))["purchase"]
    assert (await pay(live_server, started, "pm_card_visa_chargeDeclined")).status_code == 402
    purchase = await eventually(lambda: only_purchase(ada), lambda node: node["status"] != "PENDING")
    assert purchase["status"] == "FAILED"
    assert purchase["failureReason"]
    assert (await balance(ada))["purchased"] == "0"


async def test_chat_costs_what_the_providers_usage_says(ada):
    variables = {"message": "How many tokens do I have?", "key": "chat-1"}
    completed = (await ada.execute(OPERATIONS["Chat"], variables))["chat"]
    assert completed["__typename"] == "ChatCompleted", completed
    usage = completed["usage"]
    tokens = sum(int(count) for name, count in usage.items() if name != "cost")
    assert tokens > 0
    assert int(usage["cost"]) == tokens
    assert completed["balance"] == {"available": str(WELCOME - tokens), "held": "0"}
    assert (await ada.execute(OPERATIONS["Chat"], variables))["chat"] == completed
    assert (await balance(ada))["lifetimeSpent"] == str(tokens)


async def test_the_same_key_for_another_message_is_refused(ada):
    await ada.execute(OPERATIONS["Chat"], {"message": "one", "key": "k"})
    before = await balance(ada)
    refused = (await ada.execute(OPERATIONS["Chat"], {"message": "two", "key": "k"}))["chat"]
    assert refused["code"] == "IDEMPOTENCY_CONFLICT"
    assert await balance(ada) == before


async def test_a_chat_beyond_the_balance_is_refused_with_what_it_needs(ada):
    refused = (await ada.execute(OPERATIONS["Chat"], {"message": "word " * 15_000, "key": "k"}))["chat"]
    assert (refused["__typename"], refused["available"]) == ("InsufficientTokens", str(WELCOME))
    assert int(refused["required"]) > WELCOME
    assert refused["suggestion"]
    assert (await balance(ada))["held"] == "0"


@pytest.mark.parametrize("transport", ["websocket", "sse"])
async def test_a_stream_is_the_stored_message_and_ends_with_usage_and_balance(ada, live_server, transport):
    variables = {"message": "Tell me something longer, please.", "key": "stream-1"}
    events, url = (websocket_events, live_server.websocket_url) if transport == "websocket" else (sse_events, ada.url)
    received = [
        event["data"]["chatStream"] async for event in events(url, OPERATIONS["ChatStream"], variables, token=ada.token)
    ]
    assert received[0]["__typename"] == "ChatStarted"
    assert received[-1]["__typename"] == "ChatCompleted", received[-1]
    text = "".join(event["text"] for event in received[1:-1])
    assert text == received[-1]["reply"]["content"]
    conversation = received[0]["conversation"]["id"]
    page = await ada.execute(OPERATIONS["Messages"], {"conversation": conversation, "first": 10})
    contents = {edge["node"]["role"]: edge["node"]["content"] for edge in page["messages"]["edges"]}
    assert contents == {"USER": variables["message"], "ASSISTANT": text}
    spent = int(received[-1]["usage"]["cost"])
    assert received[-1]["balance"] == {"available": str(WELCOME - spent), "held": "0"}


async def test_a_stopped_stream_costs_what_it_delivered(ada, live_server):
    variables = {"message": "An essay, please.", "key": "essay-1"}
    stream = websocket_events(live_server.websocket_url, ESSAY, variables, token=ada.token)
    received = [(await anext(stream))["data"]["chatStream"] for _ in range(3)]
    assert [event["__typename"] for event in received] == ["ChatStarted", "ChatDelta", "ChatDelta"]
    stopped = (await ada.execute(OPERATIONS["CancelChat"], {"key": "essay-1"}))["cancelChat"]
    assert stopped == {"__typename": "ChatCancelRequested", "idempotencyKey": "essay-1"}
    async with asyncio.timeout(PATIENCE_SECONDS):
        received += [event["data"]["chatStream"] async for event in stream]
    completed = received[-1]
    text = "".join(event["text"] for event in received[1:-1])
    assert completed["reply"] == {"content": text, "finishReason": "CANCELLED"}
    # The local count: four tokens for the message, and one for every four bytes begun of it and of what came.
    cost = 4 + -(-len(variables["message"]) // 4) + -(-len(text.encode()) // 4)
    assert (completed["usage"]["cost"], 0 < len(text) < 5_000) == (str(cost), True)
    assert completed["balance"] == {"available": str(WELCOME - cost), "held": "0"}
    standing = await balance(ada)
    assert (standing["held"], standing["lifetimeSpent"]) == ("0", str(cost))
    for key in ("essay-1", "never-begun"):
        gone = (await ada.execute(OPERATIONS["CancelChat"], {"key": key}))["cancelChat"]
        assert (gone["__typename"], gone["code"], gone["retryable"]) == ("OperationRefused", "NOT_FOUND", False)


async def test_where_the_tokens_went(ada):
    first = (await ada.execute(OPERATIONS["Chat"], {"message": "first", "key": "1"}))["chat"]
    variables = {"message": "second", "key": "2", "conversation": first["conversation"]["id"]}
    second = (await ada.execute(OPERATIONS["Chat"], variables))["chat"]
    history = (await ada.execute(OPERATIONS["UsageHistory"], {"first": 1}))["usageHistory"]
    assert history["pageInfo"]["hasNextPage"] is True
    newest = history["edges"][0]["node"]
    assert (newest["cost"], newest["balanceAfter"]) == (second["usage"]["cost"], second["balance"]["available"])
    variables = {"first": 5, "after": history["pageInfo"]["endCursor"]}
    rest = (await ada.execute(OPERATIONS["UsageHistory"], variables))["usageHistory"]
    assert [edge["node"]["cost"] for edge in rest["edges"]] == [first["usage"]["cost"]]
    total = int(first["usage"]["cost"]) + int(second["usage"]["cost"])
    now = datetime.now(UTC)
    period = {
        "from": (now - timedelta(hours=1)).isoformat(),
        "to": (now + timedelta(minutes=1)).isoformat(),
        "tz": "Asia/Shanghai",
    }
    stats = (await ada.execute(OPERATIONS["UsageStats"], period))["usageStats"]
    assert (int(stats["totals"]["requests"]), stats["totals"]["cost"]) == (2, str(total))
    assert sum(int(row["requests"]) for row in stats["series"]) == 2
    assert [int(row["requests"]) for row in stats["byModel"]] == [2]
    conversations = (await ada.execute(OPERATIONS["Conversations"], {"first": 5}))["conversations"]["edges"]
    assert len(conversations) == 1
    node = conversations[0]["node"]
    assert (node["title"], int(node["messageCount"]), node["totalCost"]) == ("first", 4, str(total))


async def test_models_are_listed(ada):
    models = (await ada.execute(OPERATIONS["Models"], {"first": 5}))["models"]["edges"]
    common = {
        "provider": "offline",
        "contextWindow": 32_768,
        "free": True,
        "pricing": {"input": "1000000", "output": "1000000"},
    }
    assert [edge["node"] for edge in models] == [
        {"id": "offline/echo", "name": "Offline echo", **common},
        {"id": "offline/essay", "name": "Offline essay (long and slow)", **common},
    ]


async def test_a_change_of_balance_is_told(ada, live_server):
    stream = websocket_events(live_server.websocket_url, OPERATIONS["BalanceChanged"], token=ada.token)
    assert (await anext(stream))["data"]["balanceChanged"] == {"available": str(WELCOME), "held": "0"}
    await ada.execute(OPERATIONS["Claim"], {"key": "c1"})
    async with asyncio.timeout(PATIENCE_SECONDS):
        told = await anext(stream)
    assert told["data"]["balanceChanged"] == {"available": str(WELCOME + CLAIM), "held": "0"}
    await stream.aclose()


async def test_the_audit_is_clean_after_all_of_it(live_server):
    command = [sys.executable, "-m", "server.cli", "audit", "--json", "--data-dir", str(live_server.data_dir)]
    finished = await asyncio.to_thread(subprocess.run, command, cwd=ROOT, capture_output=True, text=True, check=False)
    report = json.loads(finished.stdout)
    assert (finished.returncode, report["clean"], report["found"]) == (0, True, 0)
    assert report["wallets"] >= 1
