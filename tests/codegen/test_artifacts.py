"""The generated files are fresh, and clients' operations fit the schema (H1)."""

import re
from pathlib import Path

import pytest
from graphql import DocumentNode, GraphQLSchema, parse, validate
from graphql import build_schema as schema_from_text

from codegen.__main__ import stale
from codegen.artifacts import ROOT, schema_definition

OPERATIONS = ROOT / "codegen" / "operations"
CONTRACT = ROOT.parent / "shared" / "contract.graphql"
"""The core operations as agreed with the makers of clients, where this checkout stands beside them."""
PAGES = [page for page in sorted((ROOT / "docs").glob("*.md")) if "```graphql" in page.read_text("utf-8")]
OPERATION_FILES = sorted(OPERATIONS.glob("*.graphql"))


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return schema_from_text(schema_definition())


def test_nothing_is_stale():
    assert [path.relative_to(ROOT).as_posix() for path in stale()] == []


def test_there_are_operations():
    assert len(OPERATION_FILES) >= 20


@pytest.mark.parametrize("file", OPERATION_FILES, ids=lambda file: file.stem)
def test_a_file_holds_the_operation_that_it_is_named_after(file: Path):
    (operation,) = parse(file.read_text("utf-8")).definitions
    assert operation.name.value == file.stem


def test_every_field_that_can_be_called_has_an_operation(schema: GraphQLSchema):
    documents = [parse(file.read_text("utf-8")) for file in OPERATION_FILES]
    operations = [document.definitions[0] for document in documents]
    shown = {(each.operation.value, field.name.value) for each in operations for field in each.selection_set.selections}
    roots = {"query": schema.query_type, "mutation": schema.mutation_type, "subscription": schema.subscription_type}
    assert shown == {(kind, name) for kind, root in roots.items() for name in root.fields}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_an_operation_in_the_docs_fits_the_schema(schema: GraphQLSchema, page: Path):
    for text in re.findall(r"```graphql\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
        for operation in parse(text).definitions:
            document = DocumentNode(definitions=(operation,))
            assert [error.message for error in validate(schema, document)] == []


if CONTRACT.exists():  # elsewhere our committed copies stand for it

    def test_the_contract_is_kept_word_for_word(schema: GraphQLSchema):
        text = CONTRACT.read_text("utf-8")
        pattern = r"^((?:query|mutation|subscription) (\w+).*?^}\n)"
        operations = dict(re.findall(pattern, text, re.MULTILINE | re.DOTALL))
        names = {name: operation for operation, name in operations.items()}
        assert len(names) == len(parse(text).definitions) == 18
        assert [error.message for error in validate(schema, parse(text))] == []
        for name, operation in names.items():
            assert (OPERATIONS / f"{name}.graphql").read_text("utf-8") == operation


def test_the_definition_is_sorted(schema: GraphQLSchema):
    names = re.findall(r"^(?:type|input|enum|interface|union|scalar) (\w+)", schema_definition(), re.MULTILINE)
    assert names == sorted(names)
