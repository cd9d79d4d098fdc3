"""What an operation calls, and how often: its root fields."""

from collections import Counter

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

__all__ = ["root_calls"]


def root_calls(document: DocumentNode, operation: OperationDefinitionNode) -> Counter[str]:
    """The names of root fields, also those in fragments: each counts once for each name that it has in the answer.

    One that `@skip` leaves out counts as well. `document` is valid.
    """
    fragments = {
        each.name.value: each.selection_set for each in document.definitions if isinstance(each, FragmentDefinitionNode)
    }
    names: dict[str, str] = {}
    waiting: list[SelectionSetNode] = [operation.selection_set]
    while waiting:
        for selection in waiting.pop().selections:
            if isinstance(selection, FieldNode):
                names[(selection.alias or selection.name).value] = selection.name.value
            elif isinstance(selection, FragmentSpreadNode):
                inner = fragments.pop(selection.name.value, None)  # once is enough, however often it is spread
                if inner is not None:
                    waiting.append(inner)
            elif isinstance(selection, InlineFragmentNode):
                waiting.append(selection.selection_set)
    return Counter(names.values())
