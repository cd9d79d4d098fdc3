"""Operations made from the schema by itself: each root field with as little input as it takes, and all it leads to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_required_argument,
    is_required_input_field,
)
from graphql.type import GraphQLArgument

from resolvers.access_checks import root_fields

__all__ = ["Leaf", "Root", "document", "leaves", "roots", "variables"]

_SMALLEST: Mapping[str, object] = {
    "Int": 1,
    "Float": 1.0,
    "Boolean": True,
    "BigInt": "1",
    "DateTime": "2026-01-01T00:00:00Z",
}
"""What a scalar is given where it matters to nobody; text is empty, and every service refuses that."""


@dataclass(frozen=True)
class Root:
    """A root field. `name` is such as `Query.balance`."""

    name: str
    field: GraphQLField

    @property
    def kind(self) -> str:
        return self.name.partition(".")[0].lower()

    @property
    def own_name(self) -> str:
        return self.name.partition(".")[2]


@dataclass(frozen=True)
class Leaf:
    """A scalar somewhere in the arguments of a root field, such as `input.billingAddress.city`."""

    path: str
    type_name: str

    @property
    def name(self) -> str:
        """The last word of the path."""
        return self.path.rpartition(".")[2]


def roots(schema: GraphQLSchema) -> list[Root]:
    return [Root(name, field) for name, field in root_fields(schema)]


def leaves(root: Root) -> list[Leaf]:
    """All of them, also of optional arguments. No input type of the API contains itself."""
    found = list[Leaf]()
    waiting = [(name, argument.type) for name, argument in root.field.args.items()]
    while waiting:
        path, type_ = waiting.pop()
        named = get_named_type(type_)
        if isinstance(named, GraphQLInputObjectType):
            waiting += [(f"{path}.{name}", field.type) for name, field in named.fields.items()]
        else:
            found.append(Leaf(path, named.name))
    return sorted(found, key=lambda leaf: leaf.path)


def variables(root: Root, given: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The least input that the field takes, and the leaves that are `given` by their paths."""
    asked = given or {}
    return {
        name: _value(argument.type, name, asked)
        for name, argument in root.field.args.items()
        if _is_needed(argument, name, asked)
    }


def document(schema: GraphQLSchema, root: Root, names: Mapping[str, Any]) -> str:
    """An operation of the root field with these arguments as variables, which selects all that it leads to, once."""
    declared = ", ".join(f"${name}: {root.field.args[name].type}" for name in names)
    passed = ", ".join(f"{name}: ${name}" for name in names)
    selected = " ".join(_selection(schema, root.field, set()))
    head = f"{root.kind} ({declared})" if names else root.kind
    return f"{head} {{ {root.own_name}{f'({passed})' if names else ''} {selected} }}"


def _is_needed(place: GraphQLArgument | GraphQLInputField, path: str, given: Mapping[str, Any]) -> bool:
    required = is_required_argument(place) if isinstance(place, GraphQLArgument) else is_required_input_field(place)
    return required or any(each == path or each.startswith(f"{path}.") for each in given)


def _value(type_: GraphQLInputType, path: str, given: Mapping[str, Any]) -> object:
    if isinstance(type_, GraphQLNonNull):
        return _value(type_.of_type, path, given)
    if isinstance(type_, GraphQLList):
        inside = any(each == path or each.startswith(f"{path}.") for each in given)
        return [_value(type_.of_type, path, given)] if inside else []
    if isinstance(type_, GraphQLInputObjectType):
        return {
            name: _value(field.type, f"{path}.{name}", given)
            for name, field in type_.fields.items()
            if _is_needed(field, f"{path}.{name}", given)
        }
    if path in given:
        return given[path]
    return next(iter(type_.values)) if isinstance(type_, GraphQLEnumType) else _SMALLEST.get(type_.name, "")


def _selection(schema: GraphQLSchema, field: GraphQLField, seen: set[str]) -> Iterator[str]:
    """Fields carry the name of their type, so that members of a union do not meet."""
    named = get_named_type(field.type)
    members = schema.get_possible_types(named) if is_abstract_type(named) else [named]
    objects = [each for each in members if isinstance(each, GraphQLObjectType)]
    if not objects:
        return
    yield "{ __typename"
    for each in objects:
        if each.name in seen:
            continue
        seen.add(each.name)
        yield f"... on {each.name} {{ __typename"
        for name, inner in each.fields.items():
            yield f"{each.name}_{name}: {name}"
            yield from _selection(schema, inner, seen)
        yield "}"
    yield "}"
