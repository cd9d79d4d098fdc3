"""On which page of the reference each type stands: that of the root field that is nearest to it."""

from collections import deque
from collections.abc import Iterator

from graphql import (
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_specified_scalar_type,
)

from codegen.lint_parts import own_types
from codegen.reference_subjects import COMMON, SUBJECTS

__all__ = ["Places", "row_of"]


def row_of(type_: GraphQLNamedType) -> GraphQLNamedType | None:
    """What the pages of a connection are made of; None for other types."""
    if not isinstance(type_, GraphQLObjectType) or "edges" not in type_.fields:
        return None
    edge = get_named_type(type_.fields["edges"].type)
    return get_named_type(edge.fields["node"].type) if isinstance(edge, GraphQLObjectType) else None


class Places:
    """The pages of all types of a schema; `index` is the name of the first page, where the common ones are."""

    def __init__(self, schema: GraphQLSchema, index: str) -> None:
        self._schema = schema
        roots = [root for root in (schema.query_type, schema.mutation_type, schema.subscription_type) if root]
        self._page = dict.fromkeys(COMMON, index)
        waiting: deque[tuple[GraphQLNamedType, str]] = deque()
        for subject in SUBJECTS:
            for name in subject.fields:
                for root in roots:
                    if name in root.fields:
                        waiting.extend((each, subject.name) for each in _led_to(root, name))
        while waiting:
            type_, page = waiting.popleft()
            if type_.name not in self._page and not is_specified_scalar_type(type_):
                self._page[type_.name] = page
                waiting.extend((each, page) for each in _parts(type_))

    def page(self, type_: GraphQLNamedType) -> str:
        """The name of the page, without its ending."""
        return self._page[type_.name]

    def types_of(self, page: str) -> list[GraphQLNamedType]:
        """The types of a page by name, without connections, which are told where they are used."""
        connected = {name for each in own_types(self._schema) if row_of(each) for name in _connection_names(each)}
        return [
            self._schema.type_map[name]
            for name in sorted(self._page)
            if self._page[name] == page and name in self._schema.type_map and name not in connected
        ]


def _connection_names(connection: GraphQLNamedType) -> list[str]:
    """Its own name and that of its edges."""
    fields = connection.fields if isinstance(connection, GraphQLObjectType) else {}
    return [connection.name, get_named_type(fields["edges"].type).name]


def _led_to(type_: GraphQLObjectType | GraphQLInterfaceType, name: str) -> Iterator[GraphQLNamedType]:
    """The types of a field and of its arguments."""
    field = type_.fields[name]
    yield get_named_type(field.type)
    yield from (get_named_type(argument.type) for argument in field.args.values())


def _parts(type_: GraphQLNamedType) -> Iterator[GraphQLNamedType]:
    """The types that a type is made of."""
    if isinstance(type_, GraphQLUnionType):
        yield from type_.types
    elif isinstance(type_, GraphQLInputObjectType):
        yield from (get_named_type(field.type) for field in type_.fields.values())
    elif isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
        for name in type_.fields:
            yield from _led_to(type_, name)
