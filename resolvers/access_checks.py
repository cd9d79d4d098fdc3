"""Finds what a schema leaves unsaid of who may have it, and what it opens to more callers than was said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graphql import (
    GraphQLField,
    GraphQLNamedType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_introspection_type,
    is_object_type,
)

from resolvers.access_rows import Access
from resolvers.type_access import OWNER, Narrower
from services.identity.caller import Caller

__all__ = ["Declared", "problems_of", "reached_types", "root_fields"]


@dataclass(frozen=True, slots=True)
class Declared:
    """What was said: of root fields, of object types, and of fields that are for fewer than their object."""

    access: Mapping[str, Access]
    types: Mapping[str, Caller]
    narrower: Mapping[str, Narrower]


def problems_of(schema: GraphQLSchema, declared: Declared) -> list[str]:
    """A sentence for each; none for a schema of which everything is said, and nothing is too open."""
    return [*_unsaid(schema, declared), *_too_open(schema, declared)]


def root_fields(schema: GraphQLSchema) -> Iterator[tuple[str, GraphQLField]]:
    """All of them, with their names, such as `Query.balance`."""
    for root in (schema.query_type, schema.mutation_type, schema.subscription_type):
        if root is not None:
            for name, field in root.fields.items():
                yield f"{root.name}.{name}", field


def reached_types(
    schema: GraphQLSchema, field: GraphQLField, gives: Caller, narrower: Mapping[str, Narrower]
) -> Iterator[tuple[str, Caller]]:
    """The object types that a root field leads to, each with the least callers who get there."""
    waiting: list[tuple[GraphQLNamedType, Caller]] = [(get_named_type(field.type), gives)]
    seen = set(waiting)
    while waiting:
        found, reached_by = waiting.pop()
        if is_object_type(found):
            yield found.name, reached_by
        for after in _after(schema, found, reached_by, narrower):
            if after not in seen:
                seen.add(after)
                waiting.append(after)


def _unsaid(schema: GraphQLSchema, declared: Declared) -> Iterator[str]:
    for name, _field in root_fields(schema):
        if name not in declared.access:
            yield f"{name} has no row in resolvers/access.py: who may have it?"
    roots = {schema.query_type, schema.mutation_type, schema.subscription_type}
    for each in schema.type_map.values():
        if not is_object_type(each) or is_introspection_type(each) or each in roots:
            continue
        if each.name not in declared.types:
            yield f"{each.name} has no row in resolvers/type_access.py: who may have what is of this type?"
    for name in declared.narrower:
        type_name, _, field_name = name.partition(".")
        found = schema.type_map.get(type_name)
        if is_object_type(found) and field_name not in found.fields:
            yield f"{name} stands in resolvers/type_access.py, and there is no such field."


def _too_open(schema: GraphQLSchema, declared: Declared) -> Iterator[str]:
    for name, field in root_fields(schema):
        row = declared.access.get(name)
        if row is None:
            continue
        for type_name, reached_by in reached_types(schema, field, row.gives, declared.narrower):
            least = declared.types.get(type_name, reached_by)
            if reached_by < least:
                yield (
                    f"{name} is open to {reached_by.name} and leads to {type_name}, which is for {least.name} by "
                    "resolvers/type_access.py."
                )


def _after(
    schema: GraphQLSchema, found: GraphQLNamedType, reached_by: Caller, narrower: Mapping[str, Narrower]
) -> Iterator[tuple[GraphQLNamedType, Caller]]:
    """The types that the fields of `found` give, each with the least caller who gets there."""
    if is_abstract_type(found):
        for member in schema.get_possible_types(found):
            yield member, reached_by
    elif is_object_type(found):
        for field_name, field in found.fields.items():
            least = narrower.get(f"{found.name}.{field_name}", reached_by)
            yield get_named_type(field.type), reached_by if least is OWNER else max(reached_by, least)
