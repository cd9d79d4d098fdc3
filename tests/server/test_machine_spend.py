"""A machine that spends a user's tokens, over HTTP, by API keys."""

from typing import Any

import pytest

from models.user import Role, User
from tests.acceptance.operations import OPERATIONS
from tests.support.graphql import GraphQLClient

MAKE = """
mutation Make($scopes: [ApiScope!]!) {
  createApiKey(input: { name: "Machine", scopes: $scopes }) { ... on ApiKeyCreated { token } }
}
"""
HISTORY = "{ usageHistory(first: 10) { edges { node { kind modelId reference cost balanceAfter inputTokens } } } }"


@pytest.fixture
async def ada(client: GraphQLClient, database) -> dict[str, Any]:
    await database["users"].delete_many({})
    return await client.register("ada@example.com")


async def by_key(client: GraphQLClient, *scopes: str) -> None:
    """Act by a new key of whoever `client` was."""
    client.token = (await client.execute(MAKE, {"scopes": list(scopes)}))["createApiKey"]["token"]


async def admin_key(client: GraphQLClient, *scopes: str) -> None:
    await client.register("admin@example.com")
    await User.find_one({"email": "admin@example.com"}).update({"$set": {"role": Role.ADMIN.value}})
    await client.login("admin@example.com")
    await by_key(client, *scopes)


async def test_an_operators_key_with_spend_alone_charges_a_user(client: GraphQLClient, ada: dict[str, Any]):
    user, session = ada["user"]["id"], client.token
    await admin_key(client, "SPEND")
    held = (await client.execute(OPERATIONS["HoldTokens"], {"user": user, "amount": 400, "key": "job-1"}))["holdTokens"]
    assert held["balance"] == {"available": "9600", "held": "400"}
    hold = {"user": user, "hold": held["hold"]["id"]}
    renewed = (await client.execute(OPERATIONS["RenewHold"], {**hold, "seconds": 900}))["renewHold"]
    assert renewed["hold"]["amount"] == "400"
    work = {"modelId": "llama-4", "reference": "job-1", "inputTokens": 12}
    settling = {**hold, "amount": 150, "work": work}
    settled = (await client.execute(OPERATIONS["SettleHold"], settling))["settleHold"]
    assert settled == {
        "__typename": "HoldSettled",
        "cost": "150",
        "returned": "250",
        "balance": {"available": "9850", "held": "0"},
    }
    assert (await client.execute(OPERATIONS["SettleHold"], settling))["settleHold"] == settled
    ended = (await client.execute(OPERATIONS["ReleaseHold"], hold))["releaseHold"]
    assert ended["code"] == "HOLD_ENDED"
    too_much = {"user": user, "amount": 9_851, "key": "job-2"}
    refused = (await client.execute(OPERATIONS["SpendTokens"], too_much))["spendTokens"]
    assert (refused["__typename"], refused["required"], refused["available"]) == ("InsufficientTokens", "9851", "9850")
    client.token = session
    (edge,) = (await client.execute(HISTORY))["usageHistory"]["edges"]
    assert edge["node"] == {
        "kind": "EXTERNAL",
        "modelId": "llama-4",
        "reference": "job-1",
        "cost": "150",
        "balanceAfter": "9850",
        "inputTokens": "12",
    }


async def test_a_users_key_spends_its_own_wallet_and_no_other(client: GraphQLClient, ada: dict[str, Any]):
    other = (await client.register("bob@example.com"))["user"]["id"]
    await by_key(client, "SPEND")
    spent = (await client.execute(OPERATIONS["SpendTokens"], {"amount": "7", "key": "k"}))["spendTokens"]
    assert spent == {"__typename": "TokensSpent", "cost": "7", "balance": {"available": "9993", "held": "0"}}
    own = {"user": other, "amount": 7, "key": "k"}
    assert (await client.execute(OPERATIONS["SpendTokens"], own))["spendTokens"] == spent
    theirs = {"user": ada["user"]["id"], "amount": 7, "key": "k"}
    assert (await client.execute(OPERATIONS["SpendTokens"], theirs))["spendTokens"]["code"] == "NOT_FOUND"


async def test_a_key_without_the_scope_is_refused_as_a_whole(client: GraphQLClient, ada: dict[str, Any]):
    await by_key(client, "READ", "CHAT", "PURCHASE")
    answer = await client.send(OPERATIONS["SpendTokens"], {"amount": 7, "key": "k"})
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (403, "SCOPE_MISSING")
    balance = await client.execute("{ balance { available } }")
    assert balance == {"balance": {"available": "10000"}}


async def test_an_admins_key_without_spend_spends_for_nobody(client: GraphQLClient, ada: dict[str, Any]):
    await admin_key(client, "READ", "ADMIN")
    answer = await client.send(OPERATIONS["SpendTokens"], {"user": ada["user"]["id"], "amount": 7, "key": "k"})
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (403, "SCOPE_MISSING")
