"""Takes fields, arguments and types out of a schema, and with them what nothing leads to any more."""

from collections.abc import Collection
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLInputField,
    GraphQLSchema,
    GraphQLUnionType,
    is_input_object_type,
    is_object_type,
    is_required_argument,
    is_required_input_field,
    validate_schema,
)

__all__ = ["has", "without"]


def without(schema: GraphQLSchema, leaves: Collection[str]) -> GraphQLSchema:
    """A schema without `leaves`, which are written as in `resolvers/features.py`; of the same types, which are changed.

    Raises ValueError where one of them is not in the schema, or cannot leave.
    """
    for leaf in sorted(leaves, key=lambda leaf: "(" not in leaf):  # arguments before the fields that have them
        owner, _, member = leaf.partition(".")
        if not member:
            _leave_unions(schema, owner)
            continue
        name, _, argument = member.rstrip(")").partition("(")
        fields = _fields_of(schema, owner, leaf)
        if name not in fields:
            raise ValueError(f"{leaf} is not in the schema")
        if argument:
            _leave(fields[name].args, argument, leaf)
        else:
            _leave(fields, name, leaf)
    rest = GraphQLSchema(
        schema.query_type,
        schema.mutation_type,
        schema.subscription_type,
        directives=schema.directives,
        description=schema.description,
        extensions=schema.extensions,
    )
    problems = validate_schema(rest)
    if problems:
        raise ValueError("; ".join(problem.message for problem in problems))
    return rest


def has(schema: GraphQLSchema, leaf: str) -> bool:
    """Whether `leaf` is in the schema."""
    owner, _, member = leaf.partition(".")
    found: Any = schema.type_map.get(owner)
    if found is None or not member:
        return found is not None
    name, _, argument = member.rstrip(")").partition("(")
    field = found.fields.get(name)
    return field is not None and (not argument or argument in field.args)


def _fields_of(schema: GraphQLSchema, owner: str, leaf: str) -> dict[str, Any]:
    found = schema.type_map.get(owner)
    if not (is_object_type(found) or is_input_object_type(found)):
        raise ValueError(f"{leaf} is not in the schema")
    fields: dict[str, Any] = found.fields
    return fields


def _leave(members: dict[str, Any], name: str, leaf: str) -> None:
    if name not in members:
        raise ValueError(f"{leaf} is not in the schema")
    if _is_required(members[name]):
        raise ValueError(f"{leaf} cannot leave: clients must give it")
    del members[name]


def _is_required(member: object) -> bool:
    match member:
        case GraphQLArgument():
            return is_required_argument(member)
        case GraphQLInputField():
            return is_required_input_field(member)
        case _:
            return False


def _leave_unions(schema: GraphQLSchema, name: str) -> None:
    if name not in schema.type_map:
        raise ValueError(f"{name} is not in the schema")
    for union in schema.type_map.values():
        if isinstance(union, GraphQLUnionType):
            union.types = tuple(member for member in union.types if member.name != name)
