"""What an operation may cost, by what the schema declares with `@cost` and `@listSize`.

A field costs its weight, and a list what is selected below it times its rows, so that nested lists multiply. Each
value of a list that is sent as input costs 1. Fragments are weighed once each, so that the work grows with the
document and not with its expansion. The cost is an estimate made before execution; its limit is MAX_QUERY_COST.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    IntValueNode,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
)

from schema.costs import MEMORY
from schema.pagination import DEFAULT_PAGE_SIZE
from server.graphql.field_costs import FieldCost, FieldCosts
from server.graphql.limits import fragments_of

__all__ = ["COST_HEADER", "INTROSPECTION_FIELDS", "CostModel"]

COST_HEADER = "X-Query-Cost"
"""Tells a client what its operation was weighed as."""

INTROSPECTION_FIELDS = 50
"""So many fields of introspection cost 1: they are answered from memory, without a resolver."""

_MOST_DIGITS = 12
_META = {"__schema": "__Schema", "__type": "__Type"}


@dataclass(frozen=True, slots=True)
class _Weight:
    """What a selection set costs once, and what it costs for each row of the page that it is selected on."""

    once: int
    each_row: int = 0


class CostModel:
    """Weighs operations of one schema. `largest_page` is a number of rows."""

    def __init__(self, schema: GraphQLSchema, *, largest_page: int) -> None:
        self.fields = FieldCosts(schema)
        self._schema = schema
        self._largest_page = largest_page

    def cost(
        self, document: DocumentNode, operation: OperationDefinitionNode, variables: Mapping[str, object] | None
    ) -> int:
        """The operation's cost with these variables. The document must be valid."""
        root = self._schema.get_root_type(operation.operation)
        values = _defaults(operation) | dict(variables or {})
        return _Weighing(self, fragments_of(document), values).selections(operation.selection_set, root).once

    def type_named(self, name: str) -> GraphQLNamedType | None:
        """The type of that name."""
        return self._schema.get_type(name)

    def type_of(self, parent: GraphQLNamedType | None, name: str) -> GraphQLNamedType | None:
        """The type of a field, without its lists; None for `__typename`."""
        if isinstance(parent, GraphQLObjectType | GraphQLInterfaceType) and name in parent.fields:
            type_: GraphQLNamedType = get_named_type(parent.fields[name].type)
            return type_
        return self._schema.get_type(_META.get(name, ""))

    def rows(self, node: FieldNode, field: FieldCost, variables: Mapping[str, object]) -> int:
        """How many rows a list may have: as many as its slicing argument asks for, else as is assumed."""
        for argument in node.arguments or ():
            if argument.name.value == field.slicing:
                return self._rows_asked_for(argument.value, field.rows, variables)
        return field.rows

    def _rows_asked_for(self, value: object, assumed: int, variables: Mapping[str, object]) -> int:
        rows: object = None
        if isinstance(value, IntValueNode):
            rows = _number(value)
        elif isinstance(value, VariableNode):
            rows = variables.get(value.name.value)
        if rows is None:
            return assumed
        # What is no number of rows will be refused.
        return min(rows, self._largest_page) if isinstance(rows, int) and rows > 0 else self._largest_page


class _Weighing:
    """One operation with its variables; remembers each fragment's weight."""

    def __init__(
        self, model: CostModel, fragments: dict[str, FragmentDefinitionNode], variables: Mapping[str, object]
    ) -> None:
        self._model = model
        self._fragments = fragments
        self._variables = variables
        self._weights: dict[str, _Weight] = {}
        self._values = {name: _values_in(value) for name, value in variables.items()}

    def selections(self, selection_set: SelectionSetNode, parent: GraphQLNamedType | None) -> _Weight:
        """The weight of a selection set on the type `parent`."""
        once = each_row = 0
        for node in selection_set.selections:
            if isinstance(node, FieldNode):
                weight = self._field(node, parent)
            elif isinstance(node, FragmentSpreadNode):
                weight = self._fragment(node.name.value)
            else:
                condition = node.type_condition  # type: ignore[attr-defined]  # an inline fragment
                inner = self._model.type_named(condition.name.value) if condition else parent
                weight = self.selections(node.selection_set, inner)  # type: ignore[attr-defined]  # as above
            once += weight.once
            each_row += weight.each_row
        return _Weight(once, each_row)

    def _field(self, node: FieldNode, parent: GraphQLNamedType | None) -> _Weight:
        name = node.name.value
        field = self._model.fields.of(parent.name if parent else "", name)
        weight = field.weight + self._inputs(node)
        if node.selection_set is None:
            return _Weight(weight)
        inner = self.selections(node.selection_set, self._model.type_of(parent, name))
        if name in _META:
            return _Weight(weight + inner.once // INTROSPECTION_FIELDS)
        if field.sized_above:
            return _Weight(weight, inner.once + DEFAULT_PAGE_SIZE * inner.each_row)
        rows = self._model.rows(node, field, self._variables)
        if field.sizes:
            return _Weight(weight + inner.once + rows * inner.each_row)
        return _Weight(weight + rows * (inner.once + DEFAULT_PAGE_SIZE * inner.each_row))

    def _fragment(self, name: str) -> _Weight:
        if name not in self._weights:
            fragment = self._fragments[name]
            condition = self._model.type_named(fragment.type_condition.name.value)
            self._weights[name] = self.selections(fragment.selection_set, condition)
        return self._weights[name]

    def _inputs(self, node: FieldNode) -> int:
        """How many values stand in lists of the field's arguments."""
        found = 0
        waiting: list[object] = [argument.value for argument in node.arguments or ()]
        while waiting:
            value = waiting.pop()
            if isinstance(value, VariableNode):
                found += self._values.get(value.name.value, 0)
            elif isinstance(value, ListValueNode):
                found += len(value.values)
                waiting.extend(value.values)
            elif isinstance(value, ObjectValueNode):
                waiting.extend(each.value for each in value.fields)
        return found * MEMORY


def _defaults(operation: OperationDefinitionNode) -> dict[str, object]:
    """The whole numbers that the operation names as its variables' values when none are sent: rows of pages."""
    return {
        each.variable.name.value: _number(each.default_value)
        for each in operation.variable_definitions or ()
        if isinstance(each.default_value, IntValueNode)
    }


def _number(literal: IntValueNode) -> int:
    """Its value, or one that is larger than any page: an id may be written as a number of thousands of digits."""
    return int(literal.value[:_MOST_DIGITS])


def _values_in(variable: object) -> int:
    """How many values stand in its lists, and in lists within."""
    found = 0
    waiting = [variable]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            found += len(value)
            waiting.extend(value)
        elif isinstance(value, dict):
            waiting.extend(value.values())
    return found
