"""Whole numbers in variables must be written as such.

The specification lets a server take `1e3` or `2.0` for an Int, and graphql-core does. Where tokens are counted, it is
refused instead: a client that sends floats may have rounded already, and would not learn of it.
"""

from graphql import (
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    OperationDefinitionNode,
    is_input_type,
    type_from_ast,
)

__all__ = ["float_for_whole_number"]


def float_for_whole_number(
    schema: GraphQLSchema, operation: OperationDefinitionNode, variables: dict[str, object]
) -> str | None:
    """Where the variables of a valid operation have a float for an Int, such as `$input.maxTokens`; None: nowhere.

    The variables have been coerced without errors. BigInt refuses floats by itself.
    """
    for definition in operation.variable_definitions or ():
        name = definition.variable.name.value
        type_ = type_from_ast(schema, definition.type)
        if name in variables and is_input_type(type_):
            found = _float_in(type_, variables[name], f"${name}")
            if found is not None:
                return found
    return None


def _float_in(type_: GraphQLInputType, value: object, place: str) -> str | None:
    """No deeper than the variables are, which has a limit."""
    if isinstance(type_, GraphQLNonNull):
        return _float_in(type_.of_type, value, place)
    if type_ is GraphQLInt:
        return place if isinstance(value, float) else None
    inside: list[tuple[GraphQLInputType, object, str]] = []
    if isinstance(type_, GraphQLList):
        values = value if isinstance(value, list) else [value]  # one value stands for a list of it
        inside = [(type_.of_type, each, f"{place}[{index}]") for index, each in enumerate(values)]
    elif isinstance(type_, GraphQLInputObjectType) and isinstance(value, dict):
        inside = [(field.type, value[name], f"{place}.{name}") for name, field in type_.fields.items() if name in value]
    return next((found for each in inside if (found := _float_in(*each)) is not None), None)
