"""What a schema is made of, each part with its place: `Type`, `Type.field`, `Type.field(argument)`, `Enum.VALUE`."""

from collections.abc import Iterator

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    is_introspection_type,
    is_specified_scalar_type,
)

__all__ = ["Holder", "Part", "own_types", "parts_of", "typed_parts"]

Holder = GraphQLField | GraphQLArgument | GraphQLInputField
"""What has a type."""
Part = Holder | GraphQLEnumValue


def own_types(schema: GraphQLSchema) -> Iterator[GraphQLNamedType]:
    """The types that are ours and not GraphQL's."""
    for each in schema.type_map.values():
        if not is_introspection_type(each) and not is_specified_scalar_type(each):
            yield each


def parts_of(type_: GraphQLNamedType) -> Iterator[tuple[str, str, Part]]:
    """The fields, arguments and enum values of a type: the place, the name and the part itself."""
    if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
        for name, field in type_.fields.items():
            yield f"{type_.name}.{name}", name, field
            for argument_name, argument in field.args.items():
                yield f"{type_.name}.{name}({argument_name})", argument_name, argument
    elif isinstance(type_, GraphQLInputObjectType):
        for name, input_field in type_.fields.items():
            yield f"{type_.name}.{name}", name, input_field
    elif isinstance(type_, GraphQLEnumType):
        for name, value in type_.values.items():
            yield f"{type_.name}.{name}", name, value


def typed_parts(schema: GraphQLSchema) -> Iterator[tuple[str, str, Holder]]:
    """The fields and arguments of all types."""
    for type_ in own_types(schema):
        for place, name, part in parts_of(type_):
            if not isinstance(part, GraphQLEnumValue):
                yield place, name, part
