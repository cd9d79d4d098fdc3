"""register, login, refreshSession, logout and me, as a client meets them."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from database.setup import Database
from tests.acceptance.operations import OPERATIONS
from tests.support.clock import MovableClock
from tests.support.graphql import PASSWORD, GraphQLClient

REGISTER = OPERATIONS["Register"]
LOGIN = OPERATIONS["Login"]
REFRESH = OPERATIONS["RefreshSession"]
LOGOUT = OPERATIONS["Logout"]
LOGOUT_EVERYWHERE = OPERATIONS["LogoutEverywhere"]
ME = OPERATIONS["Me"]


@pytest.fixture(autouse=True)
async def _empty(database: Database) -> None:
    for name in ("users", "sessions", "ledger_entries", "ledger_snapshots", "attempt_counts"):
        await database[name].delete_many({})


async def test_a_person_registers_signs_in_and_is_known(client: GraphQLClient) -> None:
    variables = {"email": "Ada@Example.com", "password": PASSWORD}
    session = (await client.execute(REGISTER, variables))["register"]
    assert session["__typename"] == "Session"
    assert session["expiresAt"] == "2026-03-01T12:15:00.000Z"
    user_id = session["user"]["id"]
    assert session["user"] == {"id": user_id, "email": "ada@example.com", "role": "USER"}

    again = (await client.execute(LOGIN, variables))["login"]
    assert again["user"] == session["user"]
    for each in (session, again):
        client.token = each["accessToken"]
        assert (await client.execute(ME))["me"] == {
            "id": user_id,
            "email": "ada@example.com",
            "name": "Ada",
            "role": "USER",
            "createdAt": "2026-03-01T12:00:00.000Z",
            "usage": {"requests": 0, "tokens": "0", "cost": "0"},
        }


async def test_refusals_are_values_with_a_code(client: GraphQLClient, database: Database) -> None:
    await client.execute(REGISTER, {"email": "ada@example.com", "password": PASSWORD})

    async def code(document: str, email: str, password: str) -> str:
        data = await client.execute(document, {"email": email, "password": password})
        (result,) = data.values()
        assert result["__typename"] == "OperationRefused"
        assert result["message"]
        return str(result["code"])

    assert await code(REGISTER, "ada@example.com", PASSWORD) == "EMAIL_TAKEN"
    assert await code(REGISTER, "eve@example.com", "short") == "WEAK_PASSWORD"
    assert await code(REGISTER, "eve", PASSWORD) == "INVALID_INPUT"
    assert await code(REGISTER, "eve@localhost", PASSWORD) == "INVALID_INPUT"
    assert await code(LOGIN, "ada@example.com", "wrong horse") == "INVALID_CREDENTIALS"
    assert await code(LOGIN, "nobody@example.com", PASSWORD) == "INVALID_CREDENTIALS"
    assert await database["users"].count_documents({}) == 1
    assert await database["sessions"].count_documents({}) == 1


@pytest.mark.parametrize("value", [{"$gt": ""}, ["ada@example.com"], 7, None, True])
async def test_a_value_that_is_no_text_is_refused_before_anything_runs(
    client: GraphQLClient, database: Database, value: Any
) -> None:
    for document in (REGISTER, LOGIN):
        for variables in ({"email": value, "password": PASSWORD}, {"email": "a@example.com", "password": value}):
            response = await client.send(document, variables)
            assert response.status_code == 400
            assert response.json()["errors"][0]["extensions"]["code"]
    assert await database["users"].count_documents({}) == 0


async def test_20_registrations_at_once_over_http_make_one_account(client: GraphQLClient, database: Database) -> None:
    variables = {"email": "ada@example.com", "password": PASSWORD}
    answers = await asyncio.gather(*(client.execute(REGISTER, variables) for _ in range(20)))
    codes = sorted(answer["register"].get("code", "") for answer in answers)
    assert codes == [""] + ["EMAIL_TAKEN"] * 19
    assert await database["users"].count_documents({}) == 1
    assert await database["ledger_entries"].count_documents({}) == 1


async def test_a_session_goes_on_and_a_replayed_token_ends_it(client: GraphQLClient, clock: MovableClock) -> None:
    first = await client.register("ada@example.com")
    client.token = None
    second = (await client.execute(REFRESH, {"refreshToken": first["refreshToken"]}))["refreshSession"]
    assert second["__typename"] == "Session"
    assert second["user"]["id"] == first["user"]["id"]
    clock.move(seconds=10)
    for token in (first["refreshToken"], second["refreshToken"]):
        refused = (await client.execute(REFRESH, {"refreshToken": token}))["refreshSession"]
        assert (refused["__typename"], refused["code"]) == ("OperationRefused", "SESSION_EXPIRED")


async def test_logout_ends_the_session(client: GraphQLClient) -> None:
    session = await client.register("ada@example.com")
    assert (await client.execute(ME))["me"]["email"] == "ada@example.com"
    ended = (await client.execute(LOGOUT, {"refreshToken": session["refreshToken"]}))["logout"]
    assert ended == {"__typename": "LoggedOut"}
    response = await client.send(ME)
    assert response.status_code == 401
    assert response.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    client.token = None
    unknown = (await client.execute(LOGOUT, {"refreshToken": "rt_none"}))["logout"]
    assert unknown["code"] == "SESSION_EXPIRED"


async def test_logout_everywhere_ends_every_session_or_every_other(new_client: Callable[[], GraphQLClient]) -> None:
    first, second, third = new_client(), new_client(), new_client()
    await first.register("ada@example.com")
    await second.login("ada@example.com", PASSWORD)
    others = (await first.execute(LOGOUT_EVERYWHERE, {"keepCurrent": True}))["logoutEverywhere"]
    assert others == {"__typename": "LoggedOutEverywhere", "sessionsEnded": 1}
    assert (await second.send(ME)).status_code == 401
    assert (await first.send(ME)).status_code == 200
    await third.login("ada@example.com", PASSWORD)
    every = (await third.execute(LOGOUT_EVERYWHERE))["logoutEverywhere"]
    assert every == {"__typename": "LoggedOutEverywhere", "sessionsEnded": 2}
    for client in (first, third):
        assert (await client.send(ME)).status_code == 401


async def test_an_expired_token_is_told_apart_from_a_wrong_one(client: GraphQLClient, clock: MovableClock) -> None:
    session = await client.register("grace@example.com")
    clock.move(seconds=901)
    response = await client.send(ME)
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == 'Bearer error="invalid_token"'
    assert response.json()["errors"][0]["extensions"] == {"code": "TOKEN_EXPIRED", "retryable": False}
    client.token = None
    renewed = (await client.execute(REFRESH, {"refreshToken": session["refreshToken"]}))["refreshSession"]
    client.token = renewed["accessToken"]
    assert (await client.execute(ME))["me"]["email"] == "grace@example.com"


async def test_me_needs_a_token(client: GraphQLClient) -> None:
    (error,) = await client.errors(ME)
    assert error["extensions"]["code"] == "UNAUTHENTICATED"


@pytest.mark.parametrize("token", ["x", "a.b.c", "eyJhbGciOiJub25lIn0.e30."])
async def test_a_token_that_is_not_ours_is_refused(client: GraphQLClient, token: str) -> None:
    client.token = token
    response = await client.send(ME)
    assert response.status_code == 401
    assert response.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_an_expired_token_is_refused(client: GraphQLClient, clock: MovableClock) -> None:
    await client.register("ada@example.com")
    clock.move(seconds=900)
    assert (await client.send(ME)).status_code == 401


async def test_everyone_sees_only_their_own_account(new_client: Callable[[], GraphQLClient]) -> None:
    ada, eve = new_client(), new_client()
    await ada.register("ada@example.com")
    await eve.register("eve@example.com")
    assert (await ada.execute(ME))["me"]["email"] == "ada@example.com"
    assert (await eve.execute(ME))["me"]["email"] == "eve@example.com"
