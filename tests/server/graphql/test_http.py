"""GraphQL over HTTP as a client meets it (H1, G2)."""

import json

import httpx
import pytest
import structlog

from tests.server.graphql.conftest import MakeClient
from tests.server.graphql.example import Record

MODERN = "application/graphql-response+json; charset=utf-8"
PLAIN = "application/json; charset=utf-8"


async def post(client: httpx.AsyncClient, query: str, variables: object = None, **headers: str) -> httpx.Response:
    return await client.post("/graphql", json={"query": query, "variables": variables}, headers=headers)


def only_error(response: httpx.Response) -> dict[str, object]:
    answer = response.json()
    assert list(answer) == ["errors"]
    assert len(answer["errors"]) == 1
    return answer["errors"][0]


def code_of(response: httpx.Response) -> str:
    return response.json()["errors"][0]["extensions"]["code"]


async def test_answers_a_query(client):
    response = await post(client, '{ echo(text: "hello") }')
    assert response.status_code == 200
    assert response.headers["content-type"] == MODERN
    assert response.headers["cache-control"] == "no-store"
    assert response.json() == {"data": {"echo": "hello"}}


async def test_answers_a_query_by_get(client):
    response = await client.get(
        "/graphql", params={"query": "query E($t: String!) { echo(text: $t) }", "variables": '{"t": "é"}'}
    )
    assert response.json() == {"data": {"echo": "é"}}


@pytest.mark.parametrize("query", ["mutation { add(input: { number: 1 }) }", "subscription { count }"])
async def test_refuses_what_is_no_query_by_get(client, query, fresh_record: Record):
    response = await client.get("/graphql", params={"query": query})
    assert response.status_code == 405
    assert response.headers["allow"] == "POST"
    assert code_of(response) == "OPERATION_NOT_ALLOWED"
    assert fresh_record.added == []


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]
)
async def test_a_form_of_another_site_can_send_nothing(client, content_type, fresh_record: Record):
    body = json.dumps({"query": "mutation { add(input: { number: 1 }) }"})
    headers = {"content-type": content_type} if content_type else {}
    response = await client.post("/graphql", content=body, headers=headers)
    assert response.status_code == 415
    assert code_of(response) == "UNSUPPORTED_MEDIA_TYPE"
    assert fresh_record.added == []


@pytest.mark.parametrize(
    "headers",
    [
        {"content-type": "application/json; charset=utf-16"},
        {"content-encoding": "gzip", "content-type": "application/json"},
    ],
)
async def test_refuses_other_encodings(client, headers):
    response = await client.post("/graphql", content=b'{"query": "{ __typename }"}', headers=headers)
    assert response.status_code == 415


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
async def test_refuses_other_methods(client, method):
    response = await client.request(method, "/graphql")
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, POST"
    assert code_of(response) == "METHOD_NOT_ALLOWED"


async def test_refuses_a_client_that_takes_nothing_we_have(client):
    response = await post(client, "{ __typename }", accept="image/png")
    assert response.status_code == 406
    assert code_of(response) == "NOT_ACCEPTABLE"


@pytest.mark.parametrize(
    ("accept", "content_type", "status"),
    [
        ("application/graphql-response+json", MODERN, 400),
        ("application/graphql-response+json, application/json;q=0.9", MODERN, 400),
        ("application/json", PLAIN, 200),
        ("application/json, application/graphql-response+json;q=0.5", PLAIN, 200),
        ("*/*", PLAIN, 400),
    ],
)
async def test_the_accept_header_decides_form_and_status_of_a_refusal(client, accept, content_type, status):
    response = await post(client, "{ unknown }", accept=accept)
    assert response.status_code == status
    assert response.headers["content-type"] == content_type
    assert code_of(response) == "GRAPHQL_VALIDATION_FAILED"


async def test_operations_have_names(client):
    both = "query A { a: __typename } query B { b: __typename }"
    named = await client.post("/graphql", json={"query": both, "operationName": "B"})
    assert named.json() == {"data": {"b": "Query"}}
    for name in (None, "", "C"):
        response = await client.post("/graphql", json={"query": both, "operationName": name})
        assert response.status_code == 400
        assert code_of(response) == "OPERATION_NOT_FOUND"


async def test_the_request_has_an_id(client):
    response = await post(client, "{ __typename }", **{"x-request-id": "abc-123"})
    assert response.headers["x-request-id"] == "abc-123"
    for insane in ("x" * 65, "a b", 'a"b'):
        response = await post(client, "{ __typename }", **{"x-request-id": insane})
        assert response.headers["x-request-id"].startswith("req_")


class TestBadInput:
    """Fault 27: each is refused with a code, and nothing is a server error."""

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"{",
            b'{"query": "\xff"}',
            b'{"query": "{ echo(text: \\"a\\") }", "variables": {"a": "\\ud800"}}',
            b'{"query": "{ __typename }", "variables": {"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}}",
            b'{"query": "{ __typename }", "variables": {"a": ' + b"9" * 5_000 + b"}}",
            b'{"query": "{ __typename }", "variables": {"a": NaN}}',
            b'"text"',
            b"null",
            b"7",
            b"{}",
            b'{"query": null}',
            b'{"query": ""}',
            b'{"query": ["{ __typename }"]}',
            b'{"query": "{ __typename }", "variables": []}',
            b'{"query": "{ __typename }", "extensions": 1}',
            b'{"query": "{ __typename }", "operationName": {}}',
        ],
    )
    async def test_malformed_bodies(self, client, body):
        response = await client.post(
            "/graphql", content=body, headers={"content-type": "application/json", "accept": "application/json"}
        )
        assert response.status_code == 400
        assert code_of(response) == "BAD_REQUEST"

    async def test_batches(self, client):
        response = await client.post("/graphql", json=[{"query": "{ __typename }"}] * 2)
        assert response.status_code == 400
        assert code_of(response) == "BATCHING_NOT_SUPPORTED"

    @pytest.mark.parametrize("query", ["query=%ff", "query={__typename}&variables=%22", "&".join(["a=b"] * 30), ""])
    async def test_malformed_query_strings(self, client, query):
        response = await client.get(f"/graphql?{query}")
        assert response.status_code == 400
        assert code_of(response) == "BAD_REQUEST"

    @pytest.mark.parametrize(
        "value",
        [{"$gt": ""}, ["1"], True, None, "9" * 5_000, 1.5, 2**63, 1e30, "1e3", "0x10", "", " 1", "+1", "\u0661"],
    )
    async def test_values_that_are_no_number(self, client, value):
        response = await post(client, "query Q($value: BigInt!) { number(value: $value) }", {"value": value})
        assert response.status_code == 400
        error = only_error(response)
        assert error["extensions"] == {"code": "BAD_USER_INPUT", "retryable": False}
        assert len(str(error["message"])) <= 500

    @pytest.mark.parametrize("value", [{"$gt": ""}, ["a"], 7, True, None])
    async def test_values_that_are_no_text(self, client, value):
        response = await post(client, "query Q($value: String!) { echo(text: $value) }", {"value": value})
        assert response.status_code == 400
        assert code_of(response) == "BAD_USER_INPUT"

    @pytest.mark.parametrize("value", ["0", "-1", 2**53 + 1, -(2**63), "9223372036854775807"])
    async def test_whole_numbers_keep_every_digit(self, client, value):
        response = await post(client, "query Q($value: BigInt!) { number(value: $value) }", {"value": value})
        assert response.json() == {"data": {"number": str(value)}}

    async def test_literals_of_another_type(self, client):
        for literal in ("9" * 5_000, "9223372036854775808", "1.5", "1e3", '{ gt: "" }', '"abc"', "true", "null"):
            response = await post(client, f"{{ number(value: {literal}) }}")
            assert response.status_code == 400
            assert code_of(response) == "GRAPHQL_VALIDATION_FAILED"

    @pytest.mark.parametrize(
        ("sent", "code"),
        [
            *[(sent, "BAD_USER_INPUT") for sent in ("1e1", "5.0", "-0.0", "2147483648", "99999999999999999999")],
            *[(sent, "BAD_REQUEST") for sent in ("1e400", "NaN", "Infinity", "9" * 5_000)],
        ],
    )
    async def test_whole_numbers_are_written_as_such(self, client, sent, code):
        query = "query Q($first: Int) { rows(first: $first) { edges { cursor } } }"
        body = f'{{"query": "{query}", "variables": {{"first": {sent}}}}}'
        response = await client.post("/graphql", content=body, headers={"content-type": "application/json"})
        assert response.status_code == 400
        assert code_of(response) == code

    async def test_a_person_is_told_of_nul_in_their_language(self, client):
        for query, variables in (
            ('{ echo(text: "a\\u0000b") }', None),
            ("query ($text: String!) { echo(text: $text) }", {"text": "\0"}),
        ):
            refused = await post(client, query, variables, **{"Accept-Language": "zh"})
            assert only_error(refused)["message"] == "文本不能含有 NUL 字符。"

    async def test_nul_and_lone_surrogates_in_text(self, client):
        echo = "query Q($t: String!) { echo(text: $t) }"
        for response in (
            await post(client, echo, {"t": "a\0b"}),
            await post(client, '{ echo(text: "a\\u0000b") }'),
            await post(client, '{ echo(text: "a\\u{0}b") }'),
            await post(client, '{ echo(text: """a\0b""") }'),
            await post(client, "{ __typename } # \0"),
        ):
            assert response.status_code == 400
            assert code_of(response) == "BAD_USER_INPUT"
        for text in ("\\ud800", "\\u{d800}"):
            response = await post(client, f'{{ echo(text: "{text}") }}')
            assert response.status_code == 400
            assert code_of(response) == "GRAPHQL_PARSE_FAILED"

    @pytest.mark.parametrize(
        "variables",
        [
            {"a": ["x"] * 1_001},
            {"a": [0] * 400_000},
            {"a": "x" * 1_000_001},
            {f"v{n}": n for n in range(101)},
            {"a": [["x"] * 1_000] * 11},
            {"a": json.loads("[" * 40 + "]" * 40)},
            {f"v{n}": n for n in range(10_001)},
        ],
    )
    async def test_variables_are_bounded(self, client, variables):
        response = await post(client, "{ __typename }", variables)
        assert response.status_code == 400
        assert code_of(response) == "BAD_USER_INPUT"

    async def test_moments_need_a_zone(self, client):
        query = "query Q($at: DateTime!) { moment(at: $at) }"
        good = await post(client, query, {"at": "2026-01-31T10:30:00.1239+01:00"})
        assert good.json() == {"data": {"moment": "2026-01-31T09:30:00.123Z"}}
        for at in ("2026-01-31T09:30:00", "2026-01-31", "2026-02-30T00:00:00Z", "0001-01-01T00:00:00+10:00", "now", 1):
            response = await post(client, query, {"at": at})
            assert response.status_code == 400
            assert code_of(response) == "BAD_USER_INPUT"


class TestBodySize:
    async def test_a_large_body_is_refused_by_its_length(self, make_client: MakeClient):
        client = make_client(max_body_bytes=2_000)
        response = await post(client, "{ __typename }", {"a": "x" * 2_000})
        assert response.status_code == 413
        assert response.headers["connection"] == "close"
        assert code_of(response) == "BODY_TOO_LARGE"

    async def test_a_large_body_is_refused_while_it_comes(self, make_client: MakeClient):
        client = make_client(max_body_bytes=2_000)
        sent = 0

        async def endless():
            nonlocal sent
            while sent < 1_000_000:
                sent += 500
                yield b" " * 500

        response = await client.post("/graphql", content=endless(), headers={"content-type": "application/json"})
        assert response.status_code == 413
        assert sent < 10_000


class TestWhoAsks:
    async def test_a_valid_token(self, client):
        response = await post(client, "{ whoami }", authorization="Bearer good")
        assert response.json() == {"data": {"whoami": "usr_1"}}

    async def test_no_token(self, client):
        response = await post(client, "{ whoami }")
        assert response.status_code == 200
        answer = response.json()
        assert answer["data"] is None
        assert answer["errors"][0]["path"] == ["whoami"]
        assert answer["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED", "retryable": False}

    @pytest.mark.parametrize("accept", ["application/graphql-response+json", "application/json", "text/event-stream"])
    @pytest.mark.parametrize("sent", ["Bearer bad", "Bearer ", "Basic Z29vZA==", "good", "", "Bearer " + "x" * 5_000])
    async def test_a_wrong_token_is_never_anonymous(self, client, sent, accept):
        response = await post(client, '{ echo(text: "a") }', authorization=sent, accept=accept)
        assert response.status_code == 401
        assert response.headers["www-authenticate"].startswith("Bearer")
        assert only_error(response)["extensions"] == {"code": "UNAUTHENTICATED", "retryable": False}


class TestFailures:
    async def test_an_expected_failure_keeps_its_words(self, client):
        answer = (await post(client, "{ refused }")).json()
        error = answer["errors"][0]
        assert error["message"] == "text: is not for you."
        assert error["path"] == ["refused"]
        assert error["locations"] == [{"line": 1, "column": 3}]
        assert error["extensions"] == {"code": "INVALID_INPUT", "retryable": False}

    @pytest.mark.parametrize("field", ["broken", "nothing"])
    async def test_an_unexpected_one_is_masked_and_logged(self, client, field):
        with structlog.testing.capture_logs() as logs:
            response = await post(client, f"{{ {field} }}", **{"x-request-id": "abc"})
        assert response.status_code == 200
        error = response.json()["errors"][0]
        error_id = error["extensions"]["errorId"]
        assert error["message"] == f"Something went wrong on our side. Quote error id {error_id} when you report it."
        assert error["extensions"]["code"] == "INTERNAL"
        assert "hunter2" not in response.text
        (entry,) = logs
        assert (entry["event"], entry["error_id"], entry["request_id"]) == ("unexpected_failure", error_id, "abc")
        assert isinstance(entry["exc_info"], RuntimeError if field == "broken" else TypeError)


async def test_production_hides_the_schema(make_client: MakeClient):
    hidden = make_client(introspection=False)
    introspection = await post(hidden, "{ __schema { types { name } } }")
    assert (introspection.status_code, code_of(introspection)) == (400, "GRAPHQL_VALIDATION_FAILED")
    assert (await post(hidden, "{ __typename }")).json() == {"data": {"__typename": "Query"}}
    for query in ("{ ecko }", "{ echo(texd: 1) }"):
        assert "Did you mean" not in (await post(hidden, query)).text
    assert "Did you mean" in (await post(make_client(), "{ ecko }")).text
