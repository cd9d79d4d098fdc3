"""Whether a caller may run an operation. It is asked before anything runs, so that a refusal leaves nothing done.

The rows of `resolvers/access.py` stand on the fields of the schema; `resolvers/guard.py` has put them there.
"""

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLIncludeDirective,
    GraphQLSchema,
    GraphQLSkipDirective,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    get_directive_values,
)
from graphql.execution.values import VariableValues

from messages import Language
from resolvers.access_rows import Access, key_refusal, refusal
from resolvers.guard import access_of
from server.graphql.problems import RequestRefusedError
from services.errors import TokentillError
from services.identity.viewer import Viewer

__all__ = ["check_key", "check_way_in", "refusal_of", "root_fields"]

_INTROSPECTION = "__"


def check_key(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    viewer: Viewer | None,
    language: Language = Language.EN,
) -> None:
    """Raises RequestRefusedError when the caller's API key may not have a root field that the operation names.

    One that `@skip` leaves out counts as well. `document` is valid.
    """
    if viewer is None or viewer.scopes is None:
        return
    for name in sorted(root_fields(document, operation)):
        error = key_refusal(_row(schema, operation, name), name, viewer.scopes)
        if error is not None:
            raise RequestRefusedError.of(error, language)


def check_way_in(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    cookie_problem: TokentillError,
    language: Language = Language.EN,
) -> None:
    """Raises RequestRefusedError of `cookie_problem` unless all that the operation names lets in or out.

    A browser cannot leave cookies out that are no longer good. Nothing else runs with them, not even for nobody.
    """
    rows = [_row(schema, operation, name) for name in root_fields(document, operation)]
    if not all(row is not None and row.lets_in_or_out for row in rows):
        raise RequestRefusedError.of(cookie_problem, language)


def refusal_of(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    viewer: Viewer | None,
    variables: VariableValues,
) -> TokentillError | None:
    """Why the caller may not have a root field of the operation that runs with these variables, and so none of it."""
    if not _refused(schema, operation, viewer, root_fields(document, operation)):
        return None
    return _refused(schema, operation, viewer, root_fields(document, operation, variables))


def root_fields(
    document: DocumentNode, operation: OperationDefinitionNode, variables: VariableValues | None = None
) -> set[str]:
    """The names of the operation's root fields, also those in fragments; without those of introspection.

    With `variables`, only those that `@skip` and `@include` leave in.
    """
    fragments = {
        each.name.value: each.selection_set for each in document.definitions if isinstance(each, FragmentDefinitionNode)
    }
    names = set[str]()
    waiting: list[SelectionSetNode] = [operation.selection_set]
    while waiting:
        for selection in waiting.pop().selections:
            if variables is not None and _left_out(selection, variables):
                continue
            if isinstance(selection, FieldNode):
                names.add(selection.name.value)
            elif isinstance(selection, FragmentSpreadNode):
                inner = fragments.pop(selection.name.value, None)  # once is enough, however often it is spread
                if inner is not None:
                    waiting.append(inner)
            elif isinstance(selection, InlineFragmentNode):
                waiting.append(selection.selection_set)
    return {name for name in names if not name.startswith(_INTROSPECTION)}


def _refused(
    schema: GraphQLSchema, operation: OperationDefinitionNode, viewer: Viewer | None, names: set[str]
) -> TokentillError | None:
    for name in sorted(names):
        error = refusal(_row(schema, operation, name), name, viewer)
        if error is not None:
            return error
    return None


def _row(schema: GraphQLSchema, operation: OperationDefinitionNode, name: str) -> Access | None:
    root = schema.get_root_type(operation.operation)
    return None if root is None else access_of(root.fields[name])


def _left_out(selection: SelectionNode, variables: VariableValues) -> bool:
    skip = get_directive_values(GraphQLSkipDirective, selection, variables)
    include = get_directive_values(GraphQLIncludeDirective, selection, variables)
    return bool(skip and skip["if"]) or bool(include and not include["if"])
