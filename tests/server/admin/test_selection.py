from graphql import GraphQLField, build_schema, parse, validate
from graphql.validation import OverlappingFieldsCanBeMergedRule, specified_rules

from resolvers.schema import build_schema as tokentill_schema
from server.admin.group import admin_fields
from server.admin.selection import document_of
from server.graphql.documents import core_schema

SCHEMA = build_schema(
    """
    interface UserError { code: String! }
    type Refused implements UserError { code: String! }
    type Row { id: ID! owner: Owner page(first: Int): RowConnection of(day: Int!): Int }
    type Owner { name: String row: Row }
    type RowEdge { cursor: String! node: Row! }
    type RowConnection { edges: [RowEdge!]! pageInfo: PageInfo! }
    type PageInfo { hasNextPage: Boolean! endCursor: String }
    union Result = Refused | Row
    type Query { rows(first: Int): RowConnection! change(input: ID!): Result! count: Int! }
    """
)


def query(name: str) -> GraphQLField:
    assert SCHEMA.query_type is not None
    return SCHEMA.query_type.fields[name]


def test_a_page_is_asked_for_with_its_rows() -> None:
    assert document_of("query", "rows", query("rows"), {"first": 5}) == (
        "query Admin($first: Int) { rows(first: $first) "
        "{ edges { node { id owner { name } } } pageInfo { hasNextPage endCursor } } }"
    )


def test_what_is_not_given_has_its_default() -> None:
    assert document_of("query", "rows", query("rows"), {}).startswith("query Admin { rows { edges")


def test_each_member_of_a_union_is_asked_for() -> None:
    assert document_of("mutation", "change", query("change"), {"input": "a"}) == (
        "mutation Admin($input: ID!) { change(input: $input) "
        "{ __typename ... on Refused { code } ... on Row { id owner { name } } } }"
    )


def test_a_number_needs_no_selection() -> None:
    assert document_of("query", "count", query("count"), {}) == "query Admin { count }"


def test_documents_of_all_admin_fields_are_valid() -> None:
    schema = core_schema(tokentill_schema())
    rules = [rule for rule in specified_rules if rule is not OverlappingFieldsCanBeMergedRule]
    names = []
    for kind, name, field in admin_fields(schema):
        assert validate(schema, parse(document_of(kind, name, field, field.args)), rules) == []
        names.append(name)
    assert {"promoCodes", "refundPayment"} <= set(names)
    assert not {"balance", "claim", "packages"} & set(names)
