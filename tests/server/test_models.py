"""`models`, `estimate` and what admins set for models, as a client sends them (C5, C7, C8, F5)."""

from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette

from models.admin_action import AdminAction
from models.ids import new_id
from models.model_override import ModelOverride
from models.user import Role, User
from tests.acceptance.operations import OPERATIONS
from tests.support.graphql import GraphQLClient
from tests.support.waiting import wait_until

ALL = """
query ($capabilities: [ModelCapability!], $provider: String, $sort: ModelSort, $after: String) {
  models(first: 1, after: $after, capabilities: $capabilities, provider: $provider, sort: $sort) {
    edges { node {
      id name provider description contextWindow maxOutputTokens inputModalities capabilities free premium default
      pricing { input output cacheRead cacheWrite reasoning image version policy }
    } }
    pageInfo { hasNextPage endCursor }
  }
}
"""
SET = """
mutation ($input: SetModelOverrideInput!) {
  setModelOverride(input: $input) {
    __typename
    ... on ModelOverrideSet { override { modelId listed hidden premium name rates { input output cacheRead image } } }
    ... on UserError { code message }
  }
}
"""
ESSAY = "offline/essay"
KINDS = ("input", "output", "cacheRead", "cacheWrite", "reasoning")


@pytest.fixture
async def user(client: GraphQLClient) -> GraphQLClient:
    email = f"{new_id('usr')}@tokentill.example"
    await client.register(email)
    return client


@pytest.fixture
async def admin(app: Starlette) -> AsyncIterator[GraphQLClient]:
    await ModelOverride.get_pymongo_collection().delete_many({})
    app.state.container.services.model_catalog.forget_overrides()
    email = f"{new_id('usr')}@tokentill.example"
    async with GraphQLClient("http://test/graphql", transport=httpx.ASGITransport(app)) as client:
        await client.register(email)
        await User.find_one({"email": email}).update({"$set": {"role": Role.ADMIN.value}})
        await client.login(email)
        yield client


async def shown(client: GraphQLClient, **variables: object) -> list[dict]:
    return [edge["node"] for edge in (await client.execute(ALL, variables))["models"]["edges"]]


async def test_a_model_says_what_it_is_and_costs(client, admin):
    (echo,) = await shown(client)
    assert echo["pricing"].pop("version").startswith("p2-")
    assert echo == {
        "id": "offline/echo",
        "name": "Offline echo",
        "provider": "offline",
        "description": None,
        "contextWindow": 32_768,
        "maxOutputTokens": None,
        "inputModalities": ["image", "text"],
        "capabilities": ["IMAGES"],
        "free": True,
        "premium": False,
        "default": True,
        "pricing": dict.fromkeys(KINDS, "1000000") | {"image": "0", "policy": "TOKENS"},
    }


async def test_models_are_filtered_and_sorted_page_by_page(client, admin):
    assert [each["id"] for each in await shown(client, capabilities=["IMAGES"])] == ["offline/echo"]
    assert await shown(client, capabilities=["TOOLS"]) == []
    assert await shown(client, provider="openrouter") == []
    for sort in ("ID", "NAME", "PRICE", "CONTEXT", "POPULARITY"):
        first = (await client.execute(ALL, {"sort": sort}))["models"]
        second = await shown(client, sort=sort, after=first["pageInfo"]["endCursor"])
        assert [first["edges"][0]["node"]["id"], second[0]["id"]] == ["offline/echo", ESSAY]


async def test_an_admin_sets_and_removes_what_counts_at_once(client, admin):
    rates = {"input": "3000000", "output": 5_000_000, "image": 7}
    answer = await admin.execute(SET, {"input": {"modelId": ESSAY, "name": "Essays", "premium": True, "rates": rates}})
    assert answer["setModelOverride"] == {
        "__typename": "ModelOverrideSet",
        "override": {
            "modelId": ESSAY,
            "listed": True,
            "hidden": False,
            "premium": True,
            "name": "Essays",
            "rates": {"input": "3000000", "output": "5000000", "cacheRead": "3000000", "image": "7"},
        },
    }
    found = await client.execute(OPERATIONS["Models"], {"first": 10, "search": "essays"})
    assert [edge["node"]["pricing"] for edge in found["models"]["edges"]] == [{"input": "3000000", "output": "5000000"}]
    listed = await admin.execute(OPERATIONS["ModelOverrides"], {"first": 10})
    assert [edge["node"]["modelId"] for edge in listed["modelOverrides"]["edges"]] == [ESSAY]
    removed = await admin.execute(OPERATIONS["RemoveModelOverride"], {"model": ESSAY})
    assert removed["removeModelOverride"] == {"__typename": "ModelOverrideRemoved", "modelId": ESSAY, "listed": True}
    assert await ModelOverride.count() == 0
    assert [row.outcome for row in await AdminAction.find({"target_id": ESSAY}).to_list()] == ["done", "done"]


async def test_a_hidden_model_is_gone_and_null_shows_it_again(client, admin):
    for hidden, count in ((True, 0), (None, 1)):
        await admin.execute(SET, {"input": {"modelId": "offline/echo", "hidden": hidden}})
        found = await client.execute(OPERATIONS["Models"], {"first": 10, "search": "echo"})
        assert len(found["models"]["edges"]) == count


@pytest.mark.parametrize(
    ("wrong", "code"),
    [({"factorPerMille": 0}, "INVALID_INPUT"), ({"rates": {"input": -1, "output": 1}}, "INVALID_INPUT")],
)
async def test_what_cannot_be_set_is_told(admin, wrong, code):
    answer = await admin.execute(SET, {"input": {"modelId": ESSAY, **wrong}})
    assert (answer["setModelOverride"]["__typename"], answer["setModelOverride"]["code"]) == ("OperationRefused", code)


async def test_only_admins_may(user):
    for name, field in (("SetModelOverride", "setModelOverride"), ("RemoveModelOverride", "removeModelOverride")):
        answer = await user.execute(OPERATIONS[name], {"model": ESSAY})
        assert answer[field]["code"] == "FORBIDDEN"
    response = await user.send(OPERATIONS["ModelOverrides"], {"first": 1})
    assert response.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_an_estimate_says_what_a_chat_then_holds(user, admin):
    estimate = (await user.execute(OPERATIONS["Estimate"], {"message": "Hello", "maxTokens": 100}))["estimate"]
    assert estimate.pop("pricing")["input"] == "1000000"
    assert estimate == {
        "__typename": "ChatEstimate",
        "modelId": "offline/echo",
        "inputTokens": "277",
        "images": 0,
        "imageTokens": "0",
        "outputTokens": "100",
        "required": "377",
        "available": "10000",
        "affordable": True,
        "shortened": False,
        "refusal": None,
    }


async def test_an_estimate_that_fails_has_a_code(user, client, admin):
    refused = (await user.execute(OPERATIONS["Estimate"], {"message": "Hello", "model": "x/y"}))["estimate"]
    assert (refused["__typename"], refused["code"]) == ("OperationRefused", "MODEL_NOT_FOUND")
    user.token = None
    refused = (await user.execute(OPERATIONS["Estimate"], {"message": "Hello"}))["estimate"]
    assert refused["code"] == "UNAUTHENTICATED"


@pytest.mark.nightly
def test_what_is_set_on_one_server_soon_counts_on_another(start_server, mongodb_uri):
    env = {"MONGODB_URI": mongodb_uri, "MONGODB_DATABASE": new_id("test"), "JWT_SECRET": "s" * 32}
    here, there = start_server(env=env), start_server(env=env)
    with httpx.Client(timeout=30) as http:

        def ask(server, name, variables, token=None):
            headers = {"authorization": f"Bearer {token}"} if token else {}
            body = {"query": OPERATIONS[name], "variables": variables}
            return http.post(server.graphql_url, json=body, headers=headers).json()["data"]

        def listed_there():
            return [edge["node"]["id"] for edge in ask(there, "Models", {"first": 10})["models"]["edges"]]

        assert listed_there() == ["offline/echo", ESSAY]
        login = ask(here, "Login", {"email": here.admin_email, "password": here.admin_password})["login"]
        ask(here, "SetModelOverride", {"model": "offline/echo", "hidden": True}, login["accessToken"])
        wait_until(lambda: listed_there() == [ESSAY], poll_seconds=0.1)
