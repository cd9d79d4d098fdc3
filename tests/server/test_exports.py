"""E4: everything about a person, and nothing of anybody else, as they take it."""

import io
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zipfile import ZipFile

import httpx
import pytest
from starlette.applications import Starlette

from models.account_export import AccountExport
from models.ids import new_id
from tests.acceptance.operations import OPERATIONS
from tests.support.graphql import PASSWORD, GraphQLClient
from tests.support.waiting import until


@pytest.fixture
async def http(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as http:
        yield http


async def offered(client: GraphQLClient) -> str:
    """Path and query of a link."""
    result = (await client.execute(OPERATIONS["ExportMyData"]))["exportMyData"]
    parts = urlsplit(result["url"])
    return f"{parts.path}?{parts.query}"


async def refused(http: httpx.AsyncClient, link: str) -> tuple[int, str]:
    answer = await http.get(link)
    return answer.status_code, answer.json()["code"]


def rows(archive: ZipFile, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in archive.read(f"{name}.jsonl").decode().splitlines()]


async def test_a_person_takes_all_that_is_theirs(
    client: GraphQLClient, http: httpx.AsyncClient, app: Starlette
) -> None:
    email = f"{new_id('eve')}@example.com"
    await client.register(email)
    await client.execute(OPERATIONS["Chat"], {"message": "eve-says-hello", "key": "chat-1"})
    ada = f"{new_id('ada')}@example.com"
    session = await client.register(ada)
    said = await client.execute(OPERATIONS["Chat"], {"message": "ada-says-hello", "key": "chat-1"})
    await client.execute(OPERATIONS["Claim"], {"key": "claim-1"})
    made = await client.execute(
        'mutation { createApiKey(input: { name: "Nightly", scopes: [READ] }) { ... on ApiKeyCreated { token } } }'
    )

    answer = await http.get(await offered(client))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    assert answer.headers["cache-control"] == "private, no-store"
    archive = ZipFile(io.BytesIO(answer.content))
    assert archive.testzip() is None

    (profile,) = rows(archive, "profile")
    assert (profile["id"], profile["email"], profile["name"]) == (session["user"]["id"], ada, "Ada")
    (conversation,) = rows(archive, "conversations")
    question, reply = rows(archive, "messages")
    assert (question["content"], question["author"]) == ("ada-says-hello", "you")
    assert (reply["role"], reply["conversation_id"]) == ("assistant", conversation["id"])
    assert reply["content"] == said["chat"]["reply"]["content"]
    assert [row["kind"] for row in rows(archive, "ledger")] == ["grant", "hold", "settle", "claim"]
    assert [row["name"] for row in rows(archive, "api_keys")] == ["Nightly"]
    assert len(rows(archive, "sessions")) == 1

    everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    secrets = [made["createApiKey"]["token"][12:], PASSWORD, "argon2", "_hash", "client_key"]
    assert [each for each in [email, "eve-says-hello", *secrets] if each in everything] == []


async def test_a_link_is_good_only_as_it_was_signed(client: GraphQLClient, http: httpx.AsyncClient) -> None:
    eve = await client.register(f"{new_id('eve')}@example.com")
    await client.register(f"{new_id('ada')}@example.com")
    link = await offered(client)
    parts = urlsplit(link)
    sent = {name: values[0] for name, values in parse_qs(parts.query).items()}

    def with_(**changed: str) -> str:
        return str(httpx.URL(parts.path, params=sent | changed))

    path = f"/exports/{eve['user']['id']}.zip"
    for forged in (
        with_(session="ses_other"),
        with_(expires=str(int(sent["expires"]) + 1)),
        with_(signature="0" * 64),
        with_(signature="é"),
        str(httpx.URL(path, params=sent)),
        parts.path,
    ):
        assert await refused(http, forged) == (403, "EXPORT_LINK_INVALID")
    assert (await http.head(link)).status_code == 405
    assert (await http.get(link)).status_code == 200


async def test_a_link_ends_with_the_session_that_asked_for_it(client: GraphQLClient, http: httpx.AsyncClient) -> None:
    session = await client.register(f"{new_id('ada')}@example.com")
    link = await offered(client)
    await client.execute(OPERATIONS["Logout"], {"refreshToken": session["refreshToken"]})
    assert await refused(http, link) == (403, "EXPORT_LINK_INVALID")


async def test_a_turn_is_given_back_at_the_end_and_one_that_runs_refuses(
    client: GraphQLClient, http: httpx.AsyncClient, app: Starlette
) -> None:
    user_id = (await client.register(f"{new_id('ada')}@example.com"))["user"]["id"]
    link = await offered(client)

    async def rested() -> bool:
        """A turn is given back apart from the download that had it."""
        row = await AccountExport.find_one({"_id": user_id})
        return row is not None and row.until is None

    for _ in range(2):
        assert (await http.get(link)).status_code == 200
        await until(rested)
    row = await AccountExport.find_one({"_id": user_id})
    assert row is not None
    assert row.taken == 2

    exports = app.state.container.services.exports
    path, query = link.split("?")
    sent = {name: values[0] for name, values in parse_qs(query).items()}
    file = await exports.open(user_id, sent["session"], sent["expires"], sent["signature"])
    assert await refused(http, link) == (429, "EXPORT_RUNNING")
    (error,) = await client.errors(OPERATIONS["ExportMyData"])
    assert error["extensions"] == {"code": "EXPORT_RUNNING", "retryable": True}
    await file.pieces.aclose()
    await until(rested)
    assert (await http.get(link)).status_code == 200
    assert path == f"/exports/{user_id}.zip"


async def test_one_that_is_being_sent_ends_with_its_session(
    client: GraphQLClient, app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = await client.register(f"{new_id('ada')}@example.com")
    for number in range(3):
        await client.execute(OPERATIONS["Chat"], {"message": f"Hello {number}", "key": f"chat-{number}"})
    monkeypatch.setattr("services.export.service.KEPT_EVERY", timedelta(seconds=-1))
    monkeypatch.setattr("services.export.archive.PIECE_BYTES", 1)
    query = (await offered(client)).partition("?")[2]
    sent = {name: values[0] for name, values in parse_qs(query).items()}
    exports = app.state.container.services.exports
    file = await exports.open(session["user"]["id"], sent["session"], sent["expires"], sent["signature"])
    assert await anext(file.pieces)
    await client.execute(OPERATIONS["Logout"], {"refreshToken": session["refreshToken"]})
    with pytest.raises(TimeoutError, match="lost its session"):
        [piece async for piece in file.pieces]
