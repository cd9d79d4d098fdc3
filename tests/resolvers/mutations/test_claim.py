import asyncio

import pytest

from database.setup import Database
from tests.acceptance.operations import OPERATIONS
from tests.support.clock import MovableClock
from tests.support.graphql import GraphQLClient

CLAIM = OPERATIONS["Claim"]
CLAIM_STATUS = OPERATIONS["ClaimStatus"]
BALANCE = OPERATIONS["Balance"]


@pytest.fixture
async def ada(client: GraphQLClient, database: Database) -> GraphQLClient:
    for name in ("users", "sessions", "ledger_entries", "ledger_snapshots"):
        await database[name].delete_many({})
    await client.register("ada@example.com")
    return client


async def test_a_person_claims_and_waits(ada: GraphQLClient, clock: MovableClock) -> None:
    assert (await ada.execute(CLAIM_STATUS))["claimStatus"] == {
        "amount": "1000",
        "available": True,
        "nextClaimAt": None,
        "secondsLeft": 0,
    }
    assert (await ada.execute(CLAIM, {"key": "one"}))["claim"] == {
        "__typename": "ClaimSucceeded",
        "amount": "1000",
        "nextClaimAt": "2026-03-02T12:00:00.000Z",
        "balance": {"available": "11000"},
    }
    clock.move(seconds=600.5)
    assert (await ada.execute(CLAIM, {"key": "two"}))["claim"] == {
        "__typename": "ClaimTooEarly",
        "code": "CLAIM_TOO_EARLY",
        "message": "The next claim is possible in 23h 50m 0s.",
        "nextClaimAt": "2026-03-02T12:00:00.000Z",
        "secondsLeft": 85_800,
    }
    assert (await ada.execute(CLAIM_STATUS))["claimStatus"] == {
        "amount": "1000",
        "available": False,
        "nextClaimAt": "2026-03-02T12:00:00.000Z",
        "secondsLeft": 85_800,
    }
    assert (await ada.execute(BALANCE))["balance"] == {
        "available": "11000",
        "free": "11000",
        "purchased": "0",
        "held": "0",
        "debt": "0",
        "lifetimePurchased": "0",
        "lifetimeSpent": "0",
    }


async def test_50_claims_at_once_over_http_give_one(ada: GraphQLClient) -> None:
    answers = await asyncio.gather(*(ada.execute(CLAIM, {"key": f"key-{number}"}) for number in range(50)))
    kinds = sorted(answer["claim"]["__typename"] for answer in answers)
    assert kinds == ["ClaimSucceeded"] + ["ClaimTooEarly"] * 49
    assert (await ada.execute(BALANCE))["balance"]["available"] == "11000"


@pytest.mark.parametrize("key", ["", "a b", "x" * 129, "ключ"])
async def test_an_unusable_key_is_refused(ada: GraphQLClient, key: str) -> None:
    refused = (await ada.execute(CLAIM, {"key": key}))["claim"]
    assert (refused["__typename"], refused["code"]) == ("OperationRefused", "INVALID_INPUT")
    assert (await ada.execute(BALANCE))["balance"]["available"] == "10000"


async def test_nobody_claims_or_has_a_balance(client: GraphQLClient) -> None:
    refused = (await client.execute(CLAIM, {"key": "one"}))["claim"]
    assert (refused["__typename"], refused["code"]) == ("OperationRefused", "UNAUTHENTICATED")
    for document in (CLAIM_STATUS, BALANCE):
        (error,) = await client.errors(document)
        assert error["extensions"]["code"] == "UNAUTHENTICATED"
