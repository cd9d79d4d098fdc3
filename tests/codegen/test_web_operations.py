"""The operations of the web client's screens."""

import re
from pathlib import Path

import pytest
from graphql import FragmentSpreadNode, InlineFragmentNode, OperationDefinitionNode, OperationType, SelectionNode, parse

from resolvers.access import ACCESS
from services.identity.caller import Caller

OPERATIONS = Path(__file__).parents[2] / "web" / "operations"


def test_whatever_admins_may_do_has_a_screen() -> None:
    """An operator of a shop needs neither the command line nor GraphiQL."""
    documents = "\n".join(file.read_text("utf-8") for file in OPERATIONS.glob("*.graphql"))
    fields = [name.partition(".")[2] for name, row in ACCESS.items() if row.least is Caller.ADMIN]
    assert [field for field in fields if not re.search(rf"\b{field}\s*[({{]", documents)] == []


MUTATIONS = [
    pytest.param(definition, id=definition.name.value)
    for file in sorted(OPERATIONS.glob("*.graphql"))
    for definition in parse(file.read_text("utf-8")).definitions
    if isinstance(definition, OperationDefinitionNode) and definition.operation is OperationType.MUTATION
    if definition.name is not None
]


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_a_refusal_says_whether_another_try_may_come_through(mutation: OperationDefinitionNode) -> None:
    """By it a form keeps its idempotency key: with a new one what was charged, and not answered, is charged again."""
    refusals = [each for field in mutation.selection_set.selections for each in _about_refusals(field)]
    assert all("retryable" in names or "RefusalParts" in names for names in refusals)
    assert refusals


def _about_refusals(field: SelectionNode) -> list[set[str]]:
    """The names in each part of a root field's selection that is about refusals."""
    assert field.selection_set is not None  # type: ignore[attr-defined]
    parts = field.selection_set.selections  # type: ignore[attr-defined]
    spread = {each.name.value for each in parts if isinstance(each, FragmentSpreadNode)} & {"RefusalParts"}
    inline = [
        {each.name.value for each in part.selection_set.selections}
        for part in parts
        if isinstance(part, InlineFragmentNode) and part.type_condition is not None
        if part.type_condition.name.value == "UserError"
    ]
    return [*inline, *([spread] if spread else [])]
