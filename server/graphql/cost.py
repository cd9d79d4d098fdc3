"""What a query may cost: a field is 1, and a page costs its rows.

A field that takes `first` costs 1 plus `first` times its selections, so nested pages multiply. Fragments are weighed
once each. The weight is an estimate made before execution; its limit is MAX_QUERY_COST.
"""

from collections.abc import Mapping

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
)
from graphql.type import GraphQLField, GraphQLInterfaceType, GraphQLNamedType, GraphQLObjectType, GraphQLSchema

from server.graphql.limits import fragments_of

__all__ = ["CostModel"]

PAGE_ARGUMENT = "first"


class CostModel:
    """Weighs operations of one schema. `default_page` and `largest_page` are numbers of rows."""

    def __init__(self, schema: GraphQLSchema, *, default_page: int, largest_page: int) -> None:
        self._schema = schema
        self._default_page = default_page
        self._largest_page = largest_page

    def cost(
        self, document: DocumentNode, operation: OperationDefinitionNode, variables: Mapping[str, object] | None
    ) -> int:
        """The operation's weight with these variables. The document must be valid."""
        root = self._schema.get_root_type(operation.operation)
        weighing = _Weighing(self, fragments_of(document), variables or {})
        return weighing.selections(operation.selection_set, root)

    def field(self, parent: GraphQLNamedType | None, name: str) -> GraphQLField | None:
        """The field's definition; None for the meta fields, which every type has."""
        if isinstance(parent, GraphQLObjectType | GraphQLInterfaceType):
            field: GraphQLField | None = parent.fields.get(name)
            return field
        return None

    def type_named(self, name: str) -> GraphQLNamedType | None:
        """The type of that name."""
        return self._schema.get_type(name)

    def rows(self, node: FieldNode, field: GraphQLField, variables: Mapping[str, object]) -> int:
        """How often the field's selections may be answered: the rows of its page; 1 where there is no page."""
        if PAGE_ARGUMENT not in field.args:
            return 1
        for argument in node.arguments or ():
            if argument.name.value == PAGE_ARGUMENT:
                return self._rows_asked_for(argument.value, variables)
        return self._default_page

    def _rows_asked_for(self, value: object, variables: Mapping[str, object]) -> int:
        rows: object = None
        if isinstance(value, IntValueNode):
            rows = int(value.value)
        elif isinstance(value, VariableNode):
            rows = variables.get(value.name.value)
        if isinstance(rows, int) and rows > 0:
            return min(rows, self._largest_page)
        return self._largest_page  # a variable's default, or a value that will be refused


class _Weighing:
    """One operation with its variables; remembers each fragment's weight."""

    def __init__(
        self, model: CostModel, fragments: dict[str, FragmentDefinitionNode], variables: Mapping[str, object]
    ) -> None:
        self._model = model
        self._fragments = fragments
        self._variables = variables
        self._weights: dict[str, int] = {}

    def selections(self, selection_set: SelectionSetNode, parent: GraphQLNamedType | None) -> int:
        """The weight of a selection set on the type `parent`."""
        weight = 0
        for node in selection_set.selections:
            if isinstance(node, FieldNode):
                weight += self._field(node, parent)
            elif isinstance(node, FragmentSpreadNode):
                weight += self._fragment(node.name.value)
            else:
                condition = node.type_condition  # type: ignore[attr-defined]  # an inline fragment
                inner = self._model.type_named(condition.name.value) if condition else parent
                weight += self.selections(node.selection_set, inner)  # type: ignore[attr-defined]  # as above
        return weight

    def _field(self, node: FieldNode, parent: GraphQLNamedType | None) -> int:
        field = self._model.field(parent, node.name.value)
        if field is None or node.selection_set is None:
            return 1
        inner = self.selections(node.selection_set, get_named_type(field.type))
        return 1 + self._model.rows(node, field, self._variables) * inner

    def _fragment(self, name: str) -> int:
        if name not in self._weights:
            fragment = self._fragments[name]
            condition = self._model.type_named(fragment.type_condition.name.value)
            self._weights[name] = self.selections(fragment.selection_set, condition)
        return self._weights[name]
