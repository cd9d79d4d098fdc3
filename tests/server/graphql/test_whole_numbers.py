import pytest
from graphql import build_schema, get_operation_ast, parse

from server.graphql.whole_numbers import float_for_whole_number

SCHEMA = build_schema("""
    input Page { first: Int, rate: Float, more: [Page!] }
    type Query { rows(page: Page, each: [[Int]]): Int }
""")
OPERATION = get_operation_ast(
    parse("query ($page: Page, $each: [[Int]], $rate: Float) { rows(page: $page, each: $each) }")
)


@pytest.mark.parametrize(
    ("variables", "place"),
    [
        ({}, None),
        ({"page": None, "each": None, "rate": 1.0}, None),
        ({"page": {"first": 1, "rate": 1.0, "more": []}, "each": [[1], None]}, None),
        ({"page": {"first": 1.0}}, "$page.first"),
        ({"page": {"more": [{"first": 1}, {"first": 2.0}]}}, "$page.more[1].first"),
        ({"page": {"more": {"first": 2.0}}}, "$page.more[0].first"),
        ({"each": 3.0}, "$each[0][0]"),
        ({"each": [[1, 2], [3, 4.0]]}, "$each[1][1]"),
    ],
)
def test_a_float_for_a_whole_number_is_found(variables, place):
    assert OPERATION is not None
    assert float_for_whole_number(SCHEMA, OPERATION, variables) == place
