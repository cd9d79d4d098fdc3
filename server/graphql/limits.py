"""How large a document may be: operations, and their depth, aliases and directives with fragments expanded.

Each fragment is measured once, so that the work grows with the document and not with its expansion: ninety fragments
that each spread the next one twice are 2^90 selections, and take as long as ninety selections here. Fragment cycles
count as nothing; validation refuses them. Sizes of pages are weighed in `cost`, and `merging` bounds how many fields
validation compares.
"""

from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from server.graphql.problems import Json, problem
from settings import Settings

__all__ = ["MAXIMUM_DIRECTIVES", "MAXIMUM_OPERATIONS", "fragments_of", "too_complex", "too_large"]

MAXIMUM_DIRECTIVES = 50
"""Directives of one operation, fragments expanded."""

MAXIMUM_OPERATIONS = 50
"""Operations of one document, of which a request runs one. Validation follows each into all of its fragments."""


@dataclass(frozen=True, slots=True)
class _Size:
    depth: int
    aliases: int
    directives: int


def too_complex(limit: str, maximum: int, message: str) -> Json:
    """The refusal of a document that is beyond a limit."""
    return problem("QUERY_TOO_COMPLEX", message, limit=limit, maximum=maximum)


def fragments_of(document: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    """The document's fragments by name."""
    return {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}


def too_large(document: DocumentNode, settings: Settings) -> list[Json]:
    """What of the document is beyond its limits; empty when nothing is."""
    ruler = _Ruler(fragments_of(document))
    found: dict[str, Json] = {}
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    if len(operations) > (most := MAXIMUM_OPERATIONS):
        return [too_complex("operations", most, f"A document may have at most {most} operations.")]
    try:
        for node in operations:
            found.update(_beyond(ruler.operation(node), settings))
    except RecursionError:
        found["depth"] = _too_deep(settings)
    return list(found.values())


def _beyond(size: _Size, settings: Settings) -> dict[str, Json]:
    found: dict[str, Json] = {}
    if size.depth > settings.max_query_depth:
        found["depth"] = _too_deep(settings)
    if size.aliases > (most := settings.max_query_aliases):
        found["aliases"] = too_complex("aliases", most, f"An operation may have at most {most} aliases.")
    if size.directives > (most := MAXIMUM_DIRECTIVES):
        found["directives"] = too_complex("directives", most, f"An operation may have at most {most} directives.")
    return found


def _too_deep(settings: Settings) -> Json:
    deepest = settings.max_query_depth
    return too_complex("depth", deepest, f"Fields may be nested at most {deepest} deep.")


class _Ruler:
    """Measures selection sets of one document; remembers each fragment's size."""

    def __init__(self, fragments: dict[str, FragmentDefinitionNode]) -> None:
        self._fragments = fragments
        self._sizes: dict[str, _Size] = {}

    def operation(self, node: OperationDefinitionNode) -> _Size:
        size = self._selections(node.selection_set)
        on_variables = sum(len(each.directives or ()) for each in node.variable_definitions or ())
        return _Size(size.depth, size.aliases, size.directives + len(node.directives or ()) + on_variables)

    def _selections(self, selection_set: SelectionSetNode) -> _Size:
        depth = aliases = directives = 0
        for node in selection_set.selections:
            directives += len(node.directives or ())
            if isinstance(node, FieldNode):
                size = self._field(node)
            elif isinstance(node, FragmentSpreadNode):
                size = self._fragment(node.name.value)
            else:
                size = self._selections(node.selection_set)  # type: ignore[attr-defined]  # an inline fragment
            depth = max(depth, size.depth)
            aliases += size.aliases
            directives += size.directives
        return _Size(depth, aliases, directives)

    def _field(self, node: FieldNode) -> _Size:
        aliases = 1 if node.alias else 0
        if node.selection_set is None:
            return _Size(1, aliases, 0)
        inner = self._selections(node.selection_set)
        # Introspection is deep by nature; validation has a rule of its own for it (MaxIntrospectionDepthRule).
        depth = 1 if node.name.value.startswith("__") else 1 + inner.depth
        return _Size(depth, aliases + inner.aliases, inner.directives)

    def _fragment(self, name: str) -> _Size:
        if name not in self._sizes:
            self._sizes[name] = _Size(0, 0, 0)  # stands while the fragment is measured: a cycle ends here
            fragment = self._fragments.get(name)
            if fragment is not None:
                self._sizes[name] = self._selections(fragment.selection_set)
        return self._sizes[name]
