"""Every root field says in the schema what it costs, and every list how long it is (G2)."""

import pytest
from graphql import (
    FieldDefinitionNode,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    get_named_type,
    get_nullable_type,
    is_list_type,
)
from graphql import build_schema as schema_from_text

from codegen.artifacts import ROOT, schema_definition
from resolvers.costs import COSTS
from server.graphql.documents import Documents, core_schema
from settings import Settings
from tests.support.schema import whole_schema

OPERATION_FILES = sorted((ROOT / "codegen" / "operations").glob("*.graphql"))
_DIRECTIVES = """
    directive @cost(weight: String!) on FIELD_DEFINITION
    directive @listSize(assumedSize: Int, sizedFields: [String!]) on FIELD_DEFINITION
"""


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return schema_from_text(schema_definition())


def fields(schema: GraphQLSchema) -> dict[str, FieldDefinitionNode]:
    """Every field of every type as it is written, by `Type.field`."""
    return {
        f"{type_.name}.{name}": field.ast_node
        for type_ in schema.type_map.values()
        if isinstance(type_, GraphQLObjectType) and not type_.name.startswith("__")
        for name, field in type_.fields.items()
        if field.ast_node is not None
    }


def directives(field: FieldDefinitionNode) -> dict[str, dict[str, object]]:
    """Those of a field, with their arguments; what stands in a list as text."""
    return {
        each.name.value: {
            argument.name.value: [value.value for value in argument.value.values]
            if hasattr(argument.value, "values")
            else argument.value.value
            for argument in each.arguments or ()
        }
        for each in field.directives or ()
    }


def without_size(schema: GraphQLSchema) -> list[str]:
    """Lists of which nothing says how long they are: neither themselves nor each field that leads to their type."""
    sized: dict[str, list[set[str]]] = {}
    lists = set[str]()
    for type_ in schema.type_map.values():
        if not isinstance(type_, GraphQLObjectType) or type_.name.startswith("__"):
            continue
        for name, field in type_.fields.items():
            own = directives(field.ast_node).get("listSize", {}) if field.ast_node else {}
            named = own.get("sizedFields")
            sized.setdefault(get_named_type(field.type).name, []).append(set(named if isinstance(named, list) else []))
            if is_list_type(get_nullable_type(field.type)) and "assumedSize" not in own:
                lists.add(f"{type_.name}.{name}")
    return sorted(
        path
        for path in lists
        if not all(path.partition(".")[2] in above for above in sized.get(path.partition(".")[0], [set()]))
    )


def test_every_root_field_has_a_row_in_the_table(schema: GraphQLSchema):
    roots = (schema.query_type, schema.mutation_type, schema.subscription_type)
    assert {f"{root.name}.{name}" for root in roots if root is not None for name in root.fields} == set(COSTS)


def test_every_root_field_says_what_it_costs(schema: GraphQLSchema):
    written = {path: directives(field).get("cost") for path, field in fields(schema).items() if path in COSTS}
    assert written == {path: {"weight": str(row.weight)} for path, row in COSTS.items()}


def test_every_list_says_how_long_it_is(schema: GraphQLSchema):
    assert without_size(schema) == []


def test_the_check_sees_lists_without_a_size():
    text = """
        type Query {
          a: [Int!]!
          b: [Int] @listSize(assumedSize: 3)
          c: Page @listSize(assumedSize: 9, sizedFields: ["rows"])
          d: Other
        }
        type Page { rows: [Int!]! more: [Int!]! }
        type Other { rows: [Int!]! }
    """
    assert without_size(schema_from_text(_DIRECTIVES + text)) == ["Other.rows", "Page.more", "Query.a"]


def test_pages_are_as_long_as_they_are_asked_for(schema: GraphQLSchema):
    assert directives(fields(schema)["Query.purchases"])["listSize"] == {
        "assumedSize": "20",
        "requireOneSlicingArgument": False,
        "sizedFields": ["edges"],
        "slicingArguments": ["first"],
    }
    assert directives(fields(schema)["Query.models"])["listSize"]["assumedSize"] == "100"


def test_ready_made_operations_are_within_the_limits():
    """With the largest page where they take a size, else with the page that they have when nothing is said."""
    documents = Documents(core_schema(whole_schema()), Settings(data_dir="/nowhere"))
    for file in OPERATION_FILES:
        document = documents.get(file.read_text("utf-8"))
        (operation,) = document.ast.definitions
        assert isinstance(operation, OperationDefinitionNode)
        names = {each.variable.name.value for each in operation.variable_definitions or ()}
        assert documents.cost(document, None, {"first": 100} if "first" in names else None) <= 5_000, file.stem
