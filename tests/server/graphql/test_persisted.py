"""Persisted operations: named by an id over every transport, and the only ones where the settings say so (G2)."""

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import cast

import httpx
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from models.user import Role
from server.graphql import graphql_routes
from server.graphql.documents import Documents, core_schema
from server.graphql.persisted import PersistedOperationsError
from services.container import Services
from services.identity.viewer import Viewer
from settings import Settings
from tests.server.graphql.conftest import example_app, stopping
from tests.server.graphql.example import EXAMPLE
from tests.support.command import tokentill
from tests.support.schema import whole_schema
from tests.support.server import ROOT

ECHO = "query Echo($t: String!) { echo(text: $t) }"
COUNT = "subscription { count(to: 2) }"
SHA_256 = hashlib.sha256(ECHO.encode()).hexdigest()
MANIFEST = {"a94a8fe5ccb19ba61c4c0873d391e987982fbbd3": ECHO, "count": COUNT}
"""As the client preset makes it, whose ids are SHA-1 unless it is told otherwise."""
ECHOED = {"data": {"echo": "hi"}}
PAGE = (ROOT / "docs" / "graphql.md").read_text("utf-8")

MakeApp = Callable[..., Starlette]


@pytest.fixture
def make_app(tmp_path: Path) -> MakeApp:
    """The example schema with a manifest."""

    def make(manifest: object = MANIFEST, **settings: object) -> Starlette:
        file = tmp_path / "persisted-documents.json"
        file.write_text(json.dumps(manifest))
        return example_app(Settings(data_dir="/nowhere", persisted_operations_file=file, **settings))

    return make


def client_of(app: Starlette) -> httpx.AsyncClient:
    accept = {"accept": "application/graphql-response+json"}
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test", headers=accept)


def code_of(answer: httpx.Response) -> object:
    return answer.json()["errors"][0]["extensions"]["code"]


@pytest.mark.parametrize(
    "named",
    [
        {"documentId": "a94a8fe5ccb19ba61c4c0873d391e987982fbbd3"},
        {"documentId": f"sha256:{SHA_256}"},
        {"documentId": SHA_256},
        {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": SHA_256}}},
        {"query": ECHO, "extensions": {"persistedQuery": {"version": 1, "sha256Hash": SHA_256}}},
        {"query": ECHO},
    ],
)
@pytest.mark.parametrize("only", [False, True])
async def test_a_known_operation_is_run_however_it_is_named(make_app: MakeApp, named: dict[str, object], only: bool):
    async with client_of(make_app(persisted_operations_only=only)) as client:
        answer = await client.post("/graphql", json={**named, "variables": {"t": "hi"}})
        assert (answer.status_code, answer.json()) == (200, ECHOED)


async def test_a_known_query_is_run_by_get(make_app: MakeApp):
    async with client_of(make_app()) as client:
        answer = await client.get("/graphql", params={"documentId": SHA_256, "variables": '{"t": "hi"}'})
        assert answer.json() == ECHOED


async def test_a_known_subscription_is_run_as_a_stream(make_app: MakeApp):
    async with client_of(make_app(persisted_operations_only=True)) as client:
        answer = await client.post("/graphql", json={"documentId": "count"}, headers={"accept": "text/event-stream"})
        assert answer.text.count("event: next") == 2


def test_operations_are_named_and_refused_over_a_websocket(make_app: MakeApp):
    with TestClient(make_app(persisted_operations_only=True)).websocket_connect(
        "/graphql", subprotocols=["graphql-transport-ws"]
    ) as socket:
        socket.send_json({"type": "connection_init"})
        assert socket.receive_json() == {"type": "connection_ack"}
        for named in ({}, {"query": ""}):
            payload = {**named, "documentId": SHA_256, "variables": {"t": "hi"}}
            socket.send_json({"id": "1", "type": "subscribe", "payload": payload})
            assert socket.receive_json() == {"id": "1", "type": "next", "payload": ECHOED}
            assert socket.receive_json() == {"id": "1", "type": "complete"}
        socket.send_json({"id": "2", "type": "subscribe", "payload": {"query": "{ __typename }"}})
        refused = socket.receive_json()
        assert (refused["id"], refused["type"]) == ("2", "error")
        assert refused["payload"][0]["extensions"]["code"] == "PERSISTED_OPERATIONS_ONLY"


async def test_what_is_not_known_is_told_with_a_code(make_app: MakeApp):
    unknown = {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "0" * 64}}}
    async with client_of(make_app()) as client:
        answer = await client.post("/graphql", json=unknown)
        assert (answer.status_code, code_of(answer)) == (400, "PERSISTED_QUERY_NOT_FOUND")
        # Apollo's clients send the text then. It is run, and not kept under the hash.
        answer = await client.post("/graphql", json={**unknown, "query": "{ __typename }"})
        assert answer.json() == {"data": {"__typename": "Query"}}
        assert code_of(await client.post("/graphql", json=unknown)) == "PERSISTED_QUERY_NOT_FOUND"


@pytest.mark.parametrize(
    "request_",
    [
        {"query": "{ __typename }"},
        {"query": ECHO + " "},
        {"query": "{ __schema { types { name } } }"},
        {"query": "{ __typename }", "documentId": "unknown"},
    ],
)
async def test_where_only_persisted_operations_run_no_other_does(make_app: MakeApp, request_: dict[str, object]):
    async with client_of(make_app(persisted_operations_only=True)) as client:
        answer = await client.post("/graphql", json=request_)
        assert (answer.status_code, code_of(answer)) == (400, "PERSISTED_OPERATIONS_ONLY")
        signed_in = await client.post("/graphql", json=request_, headers={"authorization": "Bearer good"})
        assert code_of(signed_in) == "PERSISTED_OPERATIONS_ONLY"


async def test_an_admin_may_send_any_text(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch):
    async def admin(_token: str) -> Viewer:
        return Viewer(user_id="usr_1", wallet_id="wal_1", role=Role.ADMIN, session_id="ses_1")

    monkeypatch.setattr("tests.server.graphql.conftest.authenticate", admin)
    async with client_of(make_app(persisted_operations_only=True)) as client:
        sent = {"query": "{ __typename }"}
        answer = await client.post("/graphql", json=sent, headers={"authorization": "Bearer admin"})
        assert answer.json() == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize(
    "request_",
    [
        {"documentId": 1},
        {"documentId": ""},
        {"documentId": "a" * 257},
        {"documentId": {"$gt": ""}},
        {"documentId": SHA_256, "query": "{ __typename }"},
        {"documentId": SHA_256, "query": []},
        {"extensions": {"persistedQuery": {"sha256Hash": ["a"]}}},
        {"extensions": {"persistedQuery": SHA_256}},
    ],
)
async def test_ids_that_are_none(make_app: MakeApp, request_: dict[str, object]):
    async with client_of(make_app()) as client:
        answer = await client.post("/graphql", json=request_)
        assert (answer.status_code, code_of(answer)) == (400, "BAD_REQUEST")


@pytest.mark.parametrize(
    ("manifest", "told"),
    [
        ({"a": "{ unknown }"}, "a: Cannot query field 'unknown' on type 'Query'"),
        ({"a": "{"}, "a: Syntax Error"),
        ({"a": "{ " + "row { again " * 20 + "{ number }" + " }" * 20 + " }"}, "a: "),
        ({f"sha256:{SHA_256}": "{ __typename }"}, "is not the SHA-256 of its document"),
        ({"a": 1}, "must be a JSON object from ids to GraphQL documents"),
        (["{ __typename }"], "must be a JSON object"),
    ],
)
def test_a_manifest_that_does_not_fit_the_schema_ends_the_start(make_app: MakeApp, manifest: object, told: str):
    with pytest.raises(PersistedOperationsError) as refused:
        make_app(manifest)
    assert str(refused.value).startswith("Settings are wrong:\n  - PERSISTED_OPERATIONS_FILE: ")
    assert told in str(refused.value)


def test_a_manifest_that_is_not_there_ends_the_start(tmp_path: Path):
    settings = Settings(data_dir="/nowhere", persisted_operations_file=tmp_path / "none.json")
    with pytest.raises(PersistedOperationsError, match="cannot be read: No such file"):
        Documents(core_schema(EXAMPLE), settings)


def test_a_server_does_not_start_with_a_wrong_manifest(tmp_path: Path):
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"a": "{ unknown }"}')
    env = {"PERSISTED_OPERATIONS_FILE": str(wrong)}
    ended = tokentill("serve", "--data-dir", str(tmp_path / "data"), env=env)
    assert ended.returncode == 2
    assert f"PERSISTED_OPERATIONS_FILE: {wrong}: a: Cannot query field 'unknown'" in ended.stderr
    assert not (tmp_path / "data").exists()


def test_graphiql_is_off_where_only_persisted_operations_run():
    only = {"persisted_operations_only": True, "persisted_operations_file": "/nowhere/manifest.json"}
    assert Settings(data_dir="/nowhere", **only).serves_graphiql is False
    assert Settings(data_dir="/nowhere", graphiql=True, **only).serves_graphiql is True


async def test_the_example_of_the_docs(tmp_path: Path):
    """The command makes the manifest, and what curl sends is run by a server that knows nothing else."""
    (arguments,) = re.findall(r"^\.venv/bin/tokentill persist (.*) > persisted-documents\.json$", PAGE, re.MULTILINE)
    (body,) = re.findall(r"-d '(\{\"documentId\".*\})'$", PAGE, re.MULTILINE)
    made = tokentill("persist", *arguments.split())
    assert made.returncode == 0, made.stderr
    file = tmp_path / "persisted-documents.json"
    file.write_text(made.stdout)
    settings = Settings(data_dir="/nowhere", persisted_operations_file=file, persisted_operations_only=True)
    routes = graphql_routes(
        whole_schema(), settings=settings, services=cast("Services", None), authenticate=_nobody, stopping=stopping
    )
    async with client_of(Starlette(routes=routes)) as client:
        answer = await client.post("/graphql", content=body, headers={"content-type": "application/json"})
        assert answer.json()["data"]["ticketLimits"]["titleCharacters"] == 150


def test_a_document_that_does_not_fit_makes_no_manifest(tmp_path: Path):
    wrong = tmp_path / "wrong.graphql"
    wrong.write_text("{ balanse }")
    ended = tokentill("persist", "codegen/operations/Balance.graphql", str(wrong))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert f"{wrong}: Cannot query field 'balanse' on type 'Query'." in ended.stderr


async def _nobody(_token: str) -> Viewer:
    raise AssertionError("nobody signs in here")
