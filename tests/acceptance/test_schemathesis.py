"""Schemathesis makes operations of the schema as it is published; a real server answers none with a fault (G2).

Half of them are as they come, half name what there is (a package, a fresh key), so that they get past the first check.
Subscriptions are not among them: Schemathesis makes queries and mutations.
"""

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest
from graphql import ArgumentNode, ObjectFieldNode, StringValueNode, Visitor, parse, print_ast, visit
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from codegen.artifacts import ROOT
from models.ids import new_id
from tests.acceptance.operations import OPERATIONS
from tests.support.graphql import PASSWORD
from tests.support.scratch import scratch_folder
from tests.support.server import LiveServer

NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
EXAMPLES = 100 if NIGHTLY else 4
"""Operations of each root field; each is sent by every caller."""
CALLERS = ("nobody", "user", "admin")
MOMENTS = ["2026-01-31T10:30:00Z", "9999-12-31T23:59:59.999+14:00", "0001-01-01T00:00:00-12:00", "yesterday"]
NUMBERS = st.one_of(st.integers(-5, 5), st.sampled_from([2**31, 2**53 + 1, 2**63 - 1, 2**63, 10**30]))


@pytest.fixture(scope="module")
def fields() -> list[Any]:
    """What Schemathesis knows of each root field."""
    import schemathesis  # noqa: PLC0415 - takes a second, which each process that collects tests would pay
    from schemathesis.graphql import nodes  # noqa: PLC0415 - as above

    schemathesis.graphql.scalar("BigInt", NUMBERS.map(nodes.Int))
    schemathesis.graphql.scalar("DateTime", st.sampled_from(MOMENTS).map(nodes.String))
    schema = schemathesis.graphql.from_path(ROOT / "codegen" / "schema.graphql")
    return [each.ok() for each in schema.get_all_operations()]


@pytest.fixture(scope="module")
def server() -> Iterator[LiveServer]:
    """One of its own, since admins block words and hide models at random here."""
    with scratch_folder() as folder:
        server = LiveServer(folder, env={"MAX_ANSWER_SECONDS": "60"})
        server.start()
        yield server
        server.stop()


@pytest.fixture(scope="module")
def tokens(server: LiveServer) -> dict[str, str | None]:
    """Access tokens of the callers."""

    def sign_in(name: str, variables: dict[str, str]) -> str:
        sent = {"query": OPERATIONS[name], "variables": variables}
        data = httpx.post(server.graphql_url, json=sent).json()["data"]
        return str(next(iter(data.values()))["accessToken"])

    user = {"email": f"{new_id('ada')}@example.com", "password": PASSWORD}
    admin = {"email": server.admin_email, "password": server.admin_password}
    return {"nobody": None, "user": sign_in("Register", user), "admin": sign_in("Login", admin)}


class Knowing(Visitor):
    """Puts what there is in the place of what was made up."""

    def __init__(self) -> None:
        super().__init__()
        self._known = {
            "currency": "CNY",
            "idempotencyKey": new_id("key"),
            "message": "Hello",
            "modelId": "offline/echo",
            "packageId": "package_500k",
            "timezone": "Europe/Berlin",
        }

    def enter_argument(self, node: ArgumentNode, *_args: object) -> ArgumentNode | None:
        return self._better(node)

    def enter_object_field(self, node: ObjectFieldNode, *_args: object) -> ObjectFieldNode | None:
        return self._better(node)

    def _better(self, node: Any) -> Any:
        value = self._known.get(node.name.value)
        if value is None or not isinstance(node.value, StringValueNode):
            return None
        return type(node)(name=node.name, value=StringValueNode(value=value, block=False))


@pytest.fixture(scope="module")
def clients(tokens: dict[str, str | None]) -> Iterator[dict[str, httpx.Client]]:
    """A client for each caller."""
    with ExitStack() as stack:
        made = {}
        for caller, token in tokens.items():
            headers = {"accept": "application/graphql-response+json"}
            if token:
                headers["authorization"] = f"Bearer {token}"
            made[caller] = stack.enter_context(httpx.Client(headers=headers, timeout=90))
        yield made


@pytest.mark.ci
def test_no_operation_is_answered_with_a_fault(
    server: LiveServer, clients: dict[str, httpx.Client], fields: list[Any]
) -> None:
    ran: Counter[str] = Counter()
    for field in fields:
        _try(field, clients, server.graphql_url, ran)
    assert all(ran[caller] > len(fields) for caller in CALLERS)


def _try(field: Any, clients: dict[str, httpx.Client], url: str, ran: Counter[str]) -> None:
    """Send operations of `field` as each caller, and count those that ran: what is refused before shows little."""

    @given(case=field.as_strategy(), knows=st.booleans())
    @settings(
        max_examples=EXAMPLES,
        derandomize=not NIGHTLY,
        phases=[Phase.generate],  # to shrink what fails would call the server a hundred times more
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    def is_answered(case: Any, knows: bool) -> None:
        document = print_ast(visit(parse(case.body), Knowing())) if knows else case.body
        for caller, client in clients.items():  # to make an operation costs more than to send it
            answer = client.post(url, json={"query": document})
            ran[caller] += answer.status_code == 200
            codes = [each["extensions"]["code"] for each in answer.json().get("errors", ())]
            assert answer.status_code < 500, (caller, document, answer.text)
            assert "INTERNAL" not in codes, (caller, document, answer.text)

    is_answered()
