import json
import subprocess
import sys
from collections.abc import Callable

import pytest

from models.ids import new_id
from server.logs import REDACTED, redact
from services.api_keys.token import ApiToken
from services.identity.refresh_tokens import RefreshToken
from tests.acceptance.operations import OPERATIONS
from tests.support.graphql import GraphQLClient
from tests.support.server import ROOT, LiveServer


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("password", "hunter2"),
        ("jwt_secret", "s" * 40),
        ("refresh_token", "rt_1"),
        ("token", "anything"),
        ("Authorization", "Basic x"),
        ("api_key", "k"),
        ("refresh_hash", "ab12"),
    ],
)
def test_a_value_of_a_secret_name_is_not_logged(name: str, value: str) -> None:
    assert redact(None, "info", {"event": "e", name: value}) == {"event": "e", name: REDACTED}


API_TOKEN = ApiToken.new().text
REFRESH_TOKEN = RefreshToken.first(new_id("ses")).text


@pytest.mark.parametrize(
    ("text", "logged"),
    [
        ("key sk_live_abc123 used", f"key {REDACTED} used"),
        ("whsec_abc", REDACTED),
        ("pi_3Abc_secret_xyz", REDACTED),
        ("seti_1Abc_secret_xyz", REDACTED),
        pytest.param(f"/x/{REFRESH_TOKEN}/y", f"/x/{REDACTED}/y", id="refresh token in a path"),
        pytest.param(f"/x?t={REFRESH_TOKEN.replace('.', '%2E')}", f"/x?t={REDACTED}", id="refresh token in a query"),
        pytest.param(f"/x?t={API_TOKEN}", f"/x?t={REDACTED}", id="API key"),
        ("Bearer abc.def", f"Bearer {REDACTED}"),
        ("token eyJhbGciOi.eyJzdWIiOiIx.c2ln ended", f"token {REDACTED} ended"),
        ("mongodb://ada:hunter2@db.example/x", f"mongodb://{REDACTED}@db.example/x"),
        ("sk-or-v1-0123456789", REDACTED),
    ],
)
def test_what_looks_like_a_secret_is_not_logged_wherever_it_stands(text: str, logged: str) -> None:
    assert redact(None, "info", {"event": text, "more": {"list": [text]}}) == {
        "event": logged,
        "more": {"list": [logged]},
    }


def test_counts_and_ids_stay_readable() -> None:
    event = {"event": "spent", "tokens": 5, "token": 7, "wallet": "wal_01", "at": None, "ok": True, "ms": 1.5}
    assert redact(None, "info", dict(event)) == event


PROGRAM = """
import logging, sys, structlog
from server.logs import configure_logs
from settings import Settings
configure_logs(Settings(environment=sys.argv[1], jwt_secret="s" * 32, mongodb_uri="mongodb://db",
    public_url="https://tokens.example",
    stripe_secret_key="sk_live_1", stripe_publishable_key="pk_live_1", stripe_webhook_secret="whsec_1"))
with structlog.contextvars.bound_contextvars(request_id="req_1"):
    structlog.get_logger("a").info("paid", amount=5, password="hunter2")
    logging.getLogger("b").warning("from a library: %s", "sk_live_abc")
    try:
        raise ValueError("whsec_abc")
    except ValueError:
        structlog.get_logger("c").exception("failed")
"""


def lines(environment: str) -> list[str]:
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, environment], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ended.stdout == ""
    for secret in ("hunter2", "sk_live_abc", "whsec_abc"):
        assert secret not in ended.stderr
    return ended.stderr.splitlines()


def test_production_logs_one_json_object_an_event() -> None:
    paid, library, failed = (json.loads(line) for line in lines("production"))
    assert (paid["event"], paid["amount"], paid["password"], paid["request_id"]) == ("paid", 5, REDACTED, "req_1")
    assert (library["event"], library["level"]) == (f"from a library: {REDACTED}", "warning")
    assert library["request_id"] == "req_1"
    assert f"ValueError: {REDACTED}" in failed["exception"]


def test_development_logs_lines_for_people() -> None:
    first = lines("development")[0]
    assert "[info     ] paid" in first
    assert "amount=5" in first


async def test_a_purchase_leaves_no_payment_intent_and_no_client_secret_in_the_log(
    start_server: Callable[..., LiveServer],
) -> None:
    server = start_server(env={"LOG_LEVEL": "debug"})
    async with GraphQLClient(server.graphql_url) as client:
        await client.register("ada@example.com")
        variables = {"packageId": "package_500k", "method": "CARD", "key": "buy"}
        started = (await client.execute(OPERATIONS["Purchase"], variables))["purchase"]
    assert server.stop() == 0
    assert "stripe_payment_created" in server.log
    assert started["clientSecret"] not in server.log
    for part in ("_secret_", "client_secret", "Request to Stripe api", "Post details", "API response body", "sk_test_"):
        assert part not in server.log
