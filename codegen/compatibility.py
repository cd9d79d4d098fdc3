"""What a change of the schema breaks for clients of the last release. Its schema is in `codegen/released/`.

What the release had marked `@deprecated` may go; everything else that clients can name stays, and nothing more is
required of them. `make release-schema` takes the schema of today as the released one.
"""

from typing import Any

from graphql import (
    DangerousChangeType,
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
    find_breaking_changes,
    find_dangerous_changes,
    get_named_type,
    is_interface_type,
    is_required_argument,
    is_required_input_field,
    is_specified_scalar_type,
)

__all__ = ["breaking_changes", "dangerous_changes"]

_HARMLESS = {DangerousChangeType.OPTIONAL_ARG_ADDED, DangerousChangeType.OPTIONAL_INPUT_FIELD_ADDED}
"""Clients that do not know these leave them out."""


def breaking_changes(released: str, current: str) -> list[str]:
    """What `current` takes from clients of `released`, each as a sentence; both are schemas in definition language."""
    old, new = build_schema(released), build_schema(current)
    _drop_what_could_go(old, new)
    # A scalar of the language that nothing uses any more is no loss of anybody's.
    unused = {f"Standard scalar {name} was removed because it is not referenced anymore." for name in _standard(old)}
    found = [change.description for change in find_breaking_changes(_reachable(old), new)]
    return sorted([*(each for each in found if each not in unused), *_demanded(old, new)])


def dangerous_changes(released: str, current: str) -> list[str]:
    """What a client may stumble over that expected to know everything, such as a new value of an enum."""
    changes = find_dangerous_changes(build_schema(released), build_schema(current))
    return sorted(change.description for change in changes if change.type not in _HARMLESS)


def _standard(schema: GraphQLSchema) -> list[str]:
    return [name for name, each in schema.type_map.items() if is_specified_scalar_type(each)]


def _demanded(old: GraphQLSchema, new: GraphQLSchema) -> list[str]:
    """What clients could leave out, or give together, and can no more. graphql-core does not look for it."""
    found = []
    for name, was in old.type_map.items():
        now = new.type_map.get(name)
        if isinstance(was, GraphQLInputObjectType) and isinstance(now, GraphQLInputObjectType):
            if now.is_one_of and not was.is_one_of:
                found.append(f"Input {name} takes one field alone.")
            found += [f"Field {name}.{each} lost its default value." for each in _lost(was.fields, now.fields)]
        elif not isinstance(was, GraphQLInputObjectType):
            fields = _parts(now)
            for field, part in _parts(was).items():
                lost = _lost(getattr(part, "args", {}), getattr(fields.get(field), "args", {}))
                found += [f"Argument {name}.{field}({each}:) lost its default value." for each in lost]
    return found


def _lost(was: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """Those of the same type that had a default value and are required now."""
    both = [name for name in was if name in now and str(was[name].type) == str(now[name].type)]
    return [name for name in both if _is_required(now[name]) and not _is_required(was[name])]


def _is_required(part: GraphQLArgument | GraphQLInputField) -> bool:
    return is_required_argument(part) if isinstance(part, GraphQLArgument) else is_required_input_field(part)


def _drop_what_could_go(old: GraphQLSchema, new: GraphQLSchema) -> None:
    """Takes out of `old` the fields, arguments and enum values that it deprecates and `new` has no more."""
    for name, each in old.type_map.items():
        kept = _parts(new.type_map.get(name))
        for part_name, part in _drop(_parts(each), kept).items():
            _drop(getattr(part, "args", {}), getattr(kept.get(part_name), "args", {}))


def _drop(parts: dict[str, Any], kept: dict[str, Any]) -> dict[str, Any]:
    for name in [name for name, part in parts.items() if part.deprecation_reason is not None and name not in kept]:
        del parts[name]
    return parts


def _parts(type_: object) -> dict[str, Any]:
    """The fields or values of a type; none of one that has no such parts, or is gone."""
    if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
        fields: dict[str, Any] = type_.fields
        return fields
    return type_.values if isinstance(type_, GraphQLEnumType) else {}


def _reachable(schema: GraphQLSchema) -> GraphQLSchema:
    """The schema without types that nothing leads to any more."""
    returned = {
        get_named_type(field.type).name
        for each in schema.type_map.values()
        if isinstance(each, GraphQLObjectType | GraphQLInterfaceType)
        for field in each.fields.values()
    }
    # From its roots a schema finds every type, except those that only stand for an interface.
    standing = [
        member
        for each in schema.type_map.values()
        if is_interface_type(each) and each.name in returned
        for member in schema.get_possible_types(each)
    ]
    roots = (schema.query_type, schema.mutation_type, schema.subscription_type)
    return GraphQLSchema(*roots, types=standing, directives=schema.directives)
