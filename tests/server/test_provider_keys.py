"""Provider keys as an admin and a chat meet them (F4), and a canary: no key comes out anywhere, also after errors."""

import logging
import re
from collections.abc import AsyncIterator

import httpx
import pytest
from graphql import GraphQLSchema
from starlette.applications import Starlette

from models.ids import new_id
from models.user import Role, User
from resolvers.access import ACCESS
from server.graphql.documents import core_schema
from services.identity.caller import Caller
from settings import Settings
from tests.acceptance.operations import OPERATIONS
from tests.resolvers.permissions.walk import document, roots, variables
from tests.support.graphql import GraphQLClient
from tests.support.schema import whole_schema
from tests.support.server import ROOT
from tests.support.upstream import RawUpstream, answer, raw_upstream

PAGE = (ROOT / "docs" / "provider-keys.md").read_text("utf-8")
CANARY = "sk-canary-0123456789abcdefghij"
BAD = "xq-canary-jihgfedcba9876543210"
"""Of a form that no pattern of logs knows."""
CHAT = """
mutation ($key: String!) {
  chat(input: { message: "Hello", idempotencyKey: $key }) {
    __typename
    ... on ChatCompleted { reply { content } }
    ... on UserError { code }
  }
}
"""


@pytest.fixture(scope="module")
async def upstream() -> AsyncIterator[RawUpstream]:
    async with raw_upstream() as upstream:
        yield upstream


@pytest.fixture(scope="module")
def settings(settings: Settings, upstream: RawUpstream) -> Settings:
    servers = [{"name": "acme", "base_url": upstream.base_url, "publishes_prices": True}]
    return Settings(
        **{
            **settings.model_dump(exclude_unset=True),
            "chat_providers": servers,
            "chat_attempts": 1,
            "log_level": "debug",
        }
    )


@pytest.fixture
async def admin(app: Starlette, upstream: RawUpstream) -> AsyncIterator[GraphQLClient]:
    upstream.replies = [answer("Hi")]
    upstream.models = [{"id": "acme/one", "pricing": {"prompt": "0.000001", "completion": "0.000002"}}]
    email = f"{new_id('usr')}@tokentill.example"
    async with GraphQLClient("http://test/graphql", transport=httpx.ASGITransport(app)) as client:
        await client.register(email)
        await User.find_one({"email": email}).update({"$set": {"role": Role.ADMIN.value}})
        await client.login(email)
        yield client


async def operate(client: GraphQLClient, operation: str, /, **variables: object) -> dict:
    data = await client.execute(OPERATIONS[operation], variables)
    return next(iter(data.values()))


def echoing(status: int, key: str) -> list:
    return [status, ("message", f"Incorrect API key provided: {key}"), ("param", key), ("headers", {"x-key": key})]


async def answers_to_everything(client: GraphQLClient, schema: GraphQLSchema) -> str:
    """What an admin gets of every query that they may have."""
    texts = []
    for root in roots(schema):
        if root.kind == "query" and ACCESS[root.name].least <= Caller.ADMIN:
            given = variables(root, {"first": 50} if "first" in root.field.args else {})
            texts.append((await client.send(document(schema, root, given), given)).text)
    return "\n".join(texts)


async def dump(app: Starlette) -> str:
    database = app.state.container.database
    names = await database.list_collection_names()
    return "\n".join([repr(row) for name in names async for row in database[name].find()])


async def test_no_key_comes_out_anywhere(app: Starlette, admin: GraphQLClient, upstream: RawUpstream, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    upstream.by_key = {BAD: echoing(401, BAD)}
    good = await operate(admin, "AddProviderKey", provider="acme", name="Good", key=CANARY)
    bad = await operate(admin, "AddProviderKey", provider="acme", name="Bad", key=BAD, costPerMille=1)
    assert (good["providerKey"]["maskedKey"], bad["providerKey"]["maskedKey"]) == ("sk-…ghij", "xq-…3210")
    texts = [repr(good), repr(bad)]
    texts.append(repr(await operate(admin, "AddProviderKey", provider="acme", name="Again", key=CANARY)))
    texts.append(repr(await operate(admin, "AddProviderKey", provider="acme", name="Long", key=f"{CANARY} and more")))
    chatted = await admin.execute(CHAT, {"key": "chat-1"})
    assert chatted["chat"]["reply"] == {"content": "Hi"}
    assert (upstream.keys, upstream.lists) == ([CANARY], 2)  # the list was refused to the other
    tested = await operate(admin, "TestProviderKey", key=bad["providerKey"]["id"], model="acme/one")
    assert (tested["ok"], tested["failureCode"]) == (False, "PROVIDER_AUTH")
    assert (await operate(admin, "TestProviderKey", key=good["providerKey"]["id"]))["ok"]
    for status in (400, 402, 429, 500):
        upstream.by_key = {BAD: echoing(status, BAD), CANARY: echoing(status, CANARY)}
        chatted = await admin.execute(CHAT, {"key": f"chat-{status}"})
        assert chatted["chat"]["code"].startswith("PROVIDER_")
        tested = await operate(admin, "TestProviderKey", key=good["providerKey"]["id"], model="acme/one")
        assert not tested["ok"]
        texts += [repr(chatted), repr(tested)]
    upstream.by_key = {CANARY: [b'data: {"error": {"code": 500, "message": "' + CANARY.encode() + b'"}}\n\n']}
    texts.append(repr(await admin.execute(CHAT, {"key": "chat-stream"})))
    unfinished = {"input": {"provider": "acme", "key": CANARY}}
    refused = await admin.send(
        "mutation ($input: AddProviderKeyInput!) { addProviderKey(input: $input) { __typename } }", unfinished
    )
    assert refused.status_code == httpx.codes.BAD_REQUEST
    schema = core_schema(whole_schema())
    everything = "\n".join([*texts, await answers_to_everything(admin, schema), await dump(app), caplog.text])
    assert [secret for secret in (CANARY, BAD, CANARY[:16], BAD[:16]) if secret in everything] == []
    assert "sk-…ghij" in everything
    assert "provider_key_rests" in caplog.text


async def test_the_first_key_brings_its_provider_without_a_restart(app: Starlette, admin: GraphQLClient) -> None:
    listed = await operate(admin, "ProviderKeys", provider="openrouter", first=10)
    assert listed["edges"] == []
    in_use = app.state.container.services.model_catalog._in_use
    assert await in_use() == {"acme"}
    added = await operate(admin, "AddProviderKey", provider="openrouter", name="First", key="sk-or-first")
    assert await in_use() == {"acme", "openrouter"}
    await operate(admin, "RemoveProviderKey", key=added["providerKey"]["id"])
    assert await in_use() == {"acme"}


async def test_a_key_is_listed_with_what_was_used_of_it(admin: GraphQLClient, upstream: RawUpstream) -> None:
    upstream.by_key = {}
    limited = await operate(admin, "AddProviderKey", provider="acme", name="Limited", key="sk-lim", costPerMille=0)
    key_id = limited["providerKey"]["id"]
    changed = await operate(admin, "UpdateProviderKey", key=key_id, requestsPerDay="1")
    assert changed["providerKey"]["requestsPerDay"] == "1"
    await admin.execute(CHAT, {"key": "chat-limited"})
    listed = await operate(admin, "ProviderKeys", provider="acme", first=10)
    [node] = [edge["node"] for edge in listed["edges"] if edge["node"]["id"] == key_id]
    assert {name: node[name] for name in ("status", "requestsToday", "requestsThisMonth", "microdollarsToday")} == {
        "status": "USED_UP",
        "requestsToday": "1",
        "requestsThisMonth": "1",
        "microdollarsToday": "0",
    }
    assert upstream.keys[-1] == "sk-lim"
    removed = await operate(admin, "RemoveProviderKey", key=key_id)
    assert removed == {"__typename": "ProviderKeyRemoved", "keyId": key_id}


async def test_the_examples_of_the_page_do_what_they_say(admin: GraphQLClient) -> None:
    examples = re.findall(r"```graphql\n(.*?)```", PAGE, re.DOTALL)
    added = (await admin.execute(examples[0]))["addProviderKey"]["providerKey"]
    assert (added["maskedKey"], added["status"]) == ("sk-…cdef", "USABLE")
    listed = (await admin.execute(examples[1]))["providerKeys"]["edges"]
    assert added["id"] in [edge["node"]["id"] for edge in listed]
    changed = await admin.execute(examples[3].replace("KEY", added["id"]))
    assert changed["updateProviderKey"]["providerKey"]["requestsPerDay"] is None
    assert changed["removeProviderKey"] == {"keyId": added["id"]}
    unknown = await admin.execute(examples[2].replace("KEY", added["id"]))  # a test would leave this machine
    assert unknown["testProviderKey"]["code"] == "NOT_FOUND"
    assert len(examples) == 4
