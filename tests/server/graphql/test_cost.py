"""What an operation is weighed as before it runs (G2)."""

import pytest
from graphql import get_introspection_query

from schema.costs import READ, WRITE
from server.graphql.documents import Documents, core_schema
from server.graphql.problems import RequestRefusedError
from settings import Settings
from tests.server.graphql.conftest import SETTINGS, MakeClient
from tests.server.graphql.example import EXAMPLE
from tests.support.schema import whole_schema

OWN = Documents(core_schema(whole_schema()), Settings(data_dir="/nowhere"))
"""Of Tokentill's own schema, with the limits that it has unless somebody sets others."""


def cost(text: str, variables: dict[str, object] | None = None, store: Documents = OWN) -> int:
    return store.cost(store.get(text), None, variables)


def test_a_field_weighs_what_the_schema_says():
    assert cost("{ balance { available free } }") == READ + 2
    assert cost("{ __typename }") == 1
    assert cost('mutation { claim(input: { idempotencyKey: "k" }) { __typename } }') == WRITE + 1


def test_a_page_multiplies_its_rows_and_nothing_else():
    rows = "{ purchases(first: 100) { edges { node { id status } } pageInfo { hasNextPage } } }"
    assert cost(rows) == READ + 1 + 100 * (1 + 2) + (1 + 1)


def test_lists_multiply_within_pages():
    nested = "{ purchases(first: 10) { edges { node { discounts { kind amount { formatted } } } } } }"
    assert cost(nested) == READ + 1 + 10 * (1 + 1 + 5 * (1 + 1 + 1))


def test_fragments_know_of_what_page_they_are_the_rows():
    page = "fragment P on PaymentConnection { edges { ...E } ... { pageInfo { endCursor } } }"
    row = "fragment E on PaymentEdge { node { id } }"
    assert cost(f"{{ purchases(first: 50) {{ ...P }} }} {page} {row}") == READ + 1 + 50 * (1 + 1) + (1 + 1)


@pytest.mark.parametrize(
    ("variables", "rows"),
    [({"n": 42}, 42), ({"n": 10**9}, 100), ({"n": -1}, 100), ({"n": None}, 20), ({}, 20), (None, 20)],
)
def test_a_variable_counts_with_its_value(variables, rows):
    page = "query Q($n: Int) { purchases(first: $n) { edges { cursor } } }"
    assert cost(page, variables) == READ + 1 + rows


def test_a_variable_counts_with_its_default():
    page = "query Q($n: Int = 30) { purchases(first: $n) { edges { cursor } } }"
    assert cost(page) == READ + 1 + 30
    assert cost(page, {"n": 7}) == READ + 1 + 7


def test_an_id_that_is_a_number_of_thousands_of_digits_is_no_number_of_rows():
    document = "query Q($id: ID! = " + "9" * 5_000 + ") { payment(id: $id) { id } }"
    assert cost(document) == READ + 1


def test_values_of_lists_in_the_input_count():
    literal = "{ purchases(first: 1, filter: { status: [PENDING, SUCCEEDED, FAILED] }) { pageInfo { endCursor } } }"
    assert cost(literal) == READ + 3 + (1 + 1)
    sent = "query Q($f: PurchaseFilter) { purchases(first: 1, filter: $f) { pageInfo { endCursor } } }"
    assert cost(sent, {"f": {"status": ["PENDING"] * 9}}) == READ + 9 + (1 + 1)


def test_what_goes_to_a_gateway_cannot_be_asked_for_on_a_large_page():
    receipts = "query Q($n: Int) { purchases(first: $n) { edges { node { stripeReceiptUrl } } } }"
    assert cost(receipts, {"n": 50}) == 5 + 1 + 50 * (1 + 50)
    with pytest.raises(RequestRefusedError, match="may cost 5106 and 5000 is allowed"):
        cost(receipts, {"n": 100})


def test_doubled_fragments_are_weighed_once_each():
    chain = " ".join(f"fragment A{n} on Query {{ ...A{n + 1} ...A{n + 1} }}" for n in range(80))
    with pytest.raises(RequestRefusedError) as refused:
        cost(f"{{ ...A0 }} {chain} fragment A80 on Query {{ balance {{ held }} }}")
    assert refused.value.errors[0]["extensions"] == {
        "code": "QUERY_TOO_COMPLEX",
        "retryable": False,
        "limit": "cost",
        "maximum": 5_000,
    }


def test_the_whole_schema_can_be_asked_for_but_not_many_times():
    query = get_introspection_query(specified_by_url=True, input_value_deprecation=True, type_depth=9)
    assert 1_000 < cost(query) < 4_000
    body = query[query.index("{") + 1 : query.index("fragment FullType")].strip().removesuffix("}")
    many = query.replace(body, "".join(f" a{n}: {body.strip()}" for n in range(5)))
    with pytest.raises(RequestRefusedError, match="may cost"):
        cost(many)


def test_a_schema_without_a_table_weighs_its_root_fields_as_writes():
    assert cost("{ row { number } }", store=Documents(core_schema(EXAMPLE), SETTINGS)) == WRITE + 1


async def test_the_answer_tells_the_cost(make_client: MakeClient):
    client = make_client()
    answer = await client.post("/graphql", json={"query": "{ row { again { number } } }"})
    assert answer.headers["x-query-cost"] == "22"
    assert (await client.post("/graphql", json={"query": "{ unknown }"})).headers.get("x-query-cost") is None
