"""What the web client sends to a server that has a feature switched off is valid there."""

import json
import re
from collections.abc import Iterator

import pytest
from graphql import (
    REMOVE,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    Node,
    OperationDefinitionNode,
    Visitor,
    parse,
    validate,
    visit,
)

from resolvers.features import LEAVES
from resolvers.schema import build_schema
from server.graphql.documents import core_schema
from tests.support.server import ROOT

pytestmark = pytest.mark.nightly

TABLE = (ROOT / "web" / "src" / "app" / "offered.ts").read_text("utf-8")
LEFT_OUT = {
    name.lower(): set(json.loads(f"[{listed}]"))
    for name, listed in re.findall(r"^  ([A-Z_]+): \[(.*)\],$", TABLE, re.MULTILINE)
}
FRAGMENTS = "".join(file.read_text("utf-8") for file in (ROOT / "web" / "operations" / "fragments").glob("*.graphql"))
ASKED_WITH_IT_ONLY = {"sharing": {"ChatShares"}, "teams": {"TeamCharges", "TeamEntries"}}
"""Of root fields that stay, and not sent without the feature."""


class LeftOut(Visitor):
    """Takes out what `asOffered` takes out."""

    def __init__(self, names: set[str]) -> None:
        super().__init__()
        self._names = names

    def enter_field(self, node: FieldNode, *_: object) -> object:
        return REMOVE if node.name.value in self._names else None

    def enter_inline_fragment(self, node: InlineFragmentNode, *_: object) -> object:
        named = node.type_condition and f"... on {node.type_condition.name.value}"
        return REMOVE if named in self._names else None


def used_by(node: Node, fragments: dict[str, FragmentDefinitionNode]) -> set[str]:
    """The names of all fragments that it stands on."""
    spreads: list[str] = []

    class Spreads(Visitor):
        def enter_fragment_spread(self, spread: FragmentSpreadNode, *_: object) -> None:
            spreads.append(spread.name.value)

    visit(node, Spreads())
    return {*spreads, *(name for each in spreads for name in used_by(fragments[each], fragments))}


def operations() -> Iterator[DocumentNode]:
    """Each operation of the web client, with the fragments that it uses."""
    for file in sorted((ROOT / "web" / "operations").glob("*.graphql")):
        document = parse(file.read_text("utf-8") + FRAGMENTS)
        fragments = {each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)}
        for operation in document.definitions:
            if isinstance(operation, OperationDefinitionNode):
                names = sorted(used_by(operation, fragments))
                yield DocumentNode(definitions=(operation, *(fragments[name] for name in names)))


@pytest.mark.parametrize("feature", sorted(LEAVES))
def test_what_is_sent_without_a_feature_is_valid(feature: str) -> None:
    schema = core_schema(build_schema(off={feature}))
    leaves = LEAVES[feature].split()
    wrong = {}
    for document in operations():
        operation = document.definitions[0]
        assert isinstance(operation, OperationDefinitionNode)
        assert operation.name
        root = operation.operation.value.capitalize()
        fields = {f"{root}.{each.name.value}" for each in operation.selection_set.selections}  # type: ignore[attr-defined]
        name = operation.name.value
        if fields.isdisjoint(leaves) and name not in ASKED_WITH_IT_ONLY.get(feature, ()):
            sent = visit(document, LeftOut(LEFT_OUT.get(feature, set())))
            if errors := validate(schema, sent):
                wrong[name] = errors[0].message
    assert wrong == {}
