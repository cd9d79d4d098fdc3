"""Every field as every kind of caller, compared with what was committed."""

import os

import pytest

from models.conversation import Conversation
from resolvers.access_rows import everybody
from resolvers.guard import access_of
from tests.resolvers.permissions.money_rows import MONEY_ROWS
from tests.resolvers.permissions.people import Api, Person, codes_of
from tests.resolvers.permissions.table import TABLE, Observed, observe, table_of
from tests.resolvers.permissions.walk import leaves, roots


@pytest.fixture(scope="module")
async def observed(api: Api, callers: dict[str, Person]) -> Observed:
    return await observe(api, callers)


async def test_the_committed_table_is_what_callers_meet(api: Api, observed: Observed) -> None:
    found = table_of(api.schema, observed)
    if os.environ.get("WRITE_PERMISSIONS"):
        TABLE.write_text(found, "utf-8")
    assert TABLE.read_text("utf-8") == found


async def test_money_is_open_to_whom_a_person_wrote_down(observed: Observed) -> None:
    assert {name: observed[name] for name in MONEY_ROWS} == MONEY_ROWS


async def test_all_that_moves_money_was_written_down(api: Api) -> None:
    moving = {root.name for root in roots(api.schema) if any(leaf.name == "idempotencyKey" for leaf in leaves(root))}
    assert moving - set(MONEY_ROWS) == set()


async def test_a_changed_permission_does_not_pass(api: Api, callers: dict[str, Person], observed: Observed) -> None:
    codes = next(root.field for root in roots(api.schema) if root.name == "Query.promoCodes")
    row = access_of(codes)
    assert row is not None
    codes.extensions["access"] = everybody(row.keys)
    try:
        changed = await observe(api, callers, "Query.promoCodes")
    finally:
        codes.extensions["access"] = row
    assert {changed["Query.promoCodes"][name] for name in ("nobody", "guest", "user")} == {"yes"}
    assert changed["Query.promoCodes"] != MONEY_ROWS["Query.promoCodes"]
    assert table_of(api.schema, {**observed, **changed}) != TABLE.read_text("utf-8")


async def test_one_field_too_many_leaves_the_whole_operation_undone(api: Api, callers: dict[str, Person]) -> None:
    query = """
    mutation {
      begun: createConversation(input: { title: "Never" }) { __typename ... on UserError { code } }
      blocked: block(input: { kind: TERM, value: "never" }) { __typename ... on UserError { code } }
    }"""
    refused = {"__typename": "OperationRefused", "code": "FORBIDDEN"}
    assert (await api.run(callers["user"], query, {}))["data"] == {"begun": refused, "blocked": refused}
    answer = await api.run(callers["key CHAT"], query, {})
    assert (codes_of(answer), answer.get("data")) == ({"SCOPE_MISSING"}, None)
    assert await Conversation.find({"title": "Never"}).count() == 0
    done = (await api.run(callers["admin"], query, {}))["data"]
    assert [each["__typename"] for each in done.values()] == ["Conversation", "Blocked"]
