"""Whether an API key may run an operation. It is asked before anything runs, so that a refusal leaves nothing done."""

from collections.abc import Mapping

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from messages import Language
from models.api_key import ApiScope
from resolvers.access import ACCESS, Access, Needed
from server.graphql.problems import RequestRefusedError
from services.api_keys.errors import ScopeMissingError, SessionRequiredError
from services.errors import TokentillError

__all__ = ["check_access", "root_fields"]

_INTROSPECTION = "__"


def check_access(
    scopes: frozenset[ApiScope],
    document: DocumentNode,
    operation: OperationDefinitionNode,
    language: Language = Language.EN,
    access: Mapping[str, Needed] = ACCESS,
) -> None:
    """Raises RequestRefusedError unless a key with these scopes may have every root field that the operation names.

    One that `@skip` leaves out counts as well. `document` is valid.
    """
    root = operation.operation.value.capitalize()
    for name in sorted(root_fields(document, operation)):
        error = _refusal(scopes, name, access.get(f"{root}.{name}", Access.SESSION))
        if error is not None:
            raise RequestRefusedError.of(error, language)


def root_fields(document: DocumentNode, operation: OperationDefinitionNode) -> set[str]:
    """The names of the operation's root fields, also those in fragments; without those of introspection."""
    fragments = {
        each.name.value: each.selection_set for each in document.definitions if isinstance(each, FragmentDefinitionNode)
    }
    names = set[str]()
    waiting: list[SelectionSetNode] = [operation.selection_set]
    while waiting:
        for selection in waiting.pop().selections:
            if isinstance(selection, FieldNode):
                names.add(selection.name.value)
            elif isinstance(selection, FragmentSpreadNode):
                inner = fragments.pop(selection.name.value, None)  # once is enough, however often it is spread
                if inner is not None:
                    waiting.append(inner)
            elif isinstance(selection, InlineFragmentNode):
                waiting.append(selection.selection_set)
    return {name for name in names if not name.startswith(_INTROSPECTION)}


def _refusal(scopes: frozenset[ApiScope], field: str, needed: Needed) -> TokentillError | None:
    if needed is Access.ANYBODY:
        return None
    if isinstance(needed, ApiScope):
        return None if needed in scopes else ScopeMissingError(field, needed)
    return SessionRequiredError(field)
