"""startGuestSession, and what a guest may, as a client meets them (B3)."""

from collections.abc import Callable
from typing import Any

import pytest

from database.setup import Database
from tests.acceptance.operations import OPERATIONS
from tests.support.graphql import PASSWORD, GraphQLClient

START = OPERATIONS["StartGuestSession"]
DEVICE = "Zk3vQ9xT_1bYw-8uLr5sNa7cEf2gHj4m"
ADA = {"email": "ada@example.com", "password": PASSWORD}


@pytest.fixture(autouse=True)
async def _empty(database: Database) -> None:
    for name in ("users", "sessions", "guest_counts", "conversations", "ledger_entries", "ledger_snapshots"):
        await database[name].delete_many({})


async def begin(client: GraphQLClient, device_key: str = DEVICE) -> dict[str, Any]:
    """A guest's session, by which `client` calls from now on."""
    client.token = None
    session: dict[str, Any] = (await client.execute(START, {"deviceKey": device_key}))["startGuestSession"]
    client.token = session.get("accessToken")
    return session


async def test_a_guest_comes_in_and_is_known(client: GraphQLClient) -> None:
    session = await begin(client)
    user_id = session["user"]["id"]
    assert session["__typename"] == "Session"
    assert session["user"] == {"id": user_id, "email": None, "name": "Guest", "role": "GUEST"}
    assert (await client.execute(OPERATIONS["Balance"]))["balance"]["available"] == "3000"
    me = (await client.execute(OPERATIONS["Me"]))["me"]
    assert (me["id"], me["email"], me["name"], me["role"]) == (user_id, None, "Guest", "GUEST")
    assert (await begin(client))["user"]["id"] == user_id


async def test_refusals_are_values_with_a_code(client: GraphQLClient) -> None:
    refused = await begin(client, "short")
    assert (refused["__typename"], refused["code"]) == ("OperationRefused", "INVALID_INPUT")
    for number in range(10):
        await begin(client, DEVICE + str(number))
    refused = await begin(client, DEVICE + "10")
    assert (refused["code"], refused["retryable"]) == ("TOO_MANY_GUESTS", True)


async def test_what_a_guest_may_not_is_refused_before_anything_runs(client: GraphQLClient, database: Database) -> None:
    await begin(client)
    refused = (await client.execute(OPERATIONS["Claim"], {"key": "c1"}))["claim"]
    assert refused == {
        "__typename": "OperationRefused",
        "code": "SIGN_UP_REQUIRED",
        "message": "`claim` is not open to guests; sign up for it.",
    }
    client.language = "zh"
    (error,) = await client.errors("{ balance { available } ...on Query { mine: purchases(first: 1) { __typename } } }")
    assert error["message"] == "访客不能使用 `purchases`；请先注册。"
    assert await database["ledger_entries"].count_documents({}) == 1


async def test_a_guest_signs_up_with_what_is_left_and_the_rest_of_the_welcome(client: GraphQLClient) -> None:
    guest = await begin(client)
    session = (await client.execute(OPERATIONS["Register"], ADA))["register"]
    assert session["user"] == {"id": guest["user"]["id"], "email": "ada@example.com", "role": "USER"}
    client.token = session["accessToken"]
    assert (await client.execute(OPERATIONS["Balance"]))["balance"]["available"] == "10000"
    assert (await client.execute(OPERATIONS["Claim"], {"key": "c1"}))["claim"]["__typename"] == "ClaimSucceeded"
    assert (await begin(client))["code"] == "GUEST_SIGNED_UP"


async def test_a_guest_signs_in_to_an_account_and_is_gone(
    new_client: Callable[[], GraphQLClient], client: GraphQLClient, database: Database
) -> None:
    ada = (await new_client().execute(OPERATIONS["Register"], ADA))["register"]
    guest = await begin(client)
    await database["conversations"].insert_one({"_id": "cnv_1", "user_id": guest["user"]["id"]})
    session = (await client.execute(OPERATIONS["Login"], ADA))["login"]
    assert session["user"]["id"] == ada["user"]["id"]
    assert (await database["conversations"].find_one({}))["user_id"] == ada["user"]["id"]
    client.token = session["accessToken"]
    assert (await client.execute(OPERATIONS["Balance"]))["balance"]["available"] == "10000"
