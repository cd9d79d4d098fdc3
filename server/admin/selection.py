"""What a command asks for: everything that a field's answer has, as far as a person wants to read."""

from collections.abc import Collection, Iterator

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLUnionType,
    get_named_type,
    is_interface_type,
    is_leaf_type,
    is_object_type,
    is_required_argument,
    is_union_type,
)

__all__ = ["document_of"]

MOST_LEVELS = 4
"""Objects within objects; a connection's edges are none of them."""


def document_of(operation: str, name: str, field: GraphQLField, given: Collection[str]) -> str:
    """The operation that calls the root field `name`, with a variable for each argument that is given.

    The others have their defaults. It is executed and not validated: members of a union may have fields of one name
    and different types.
    """
    named = {each: argument for each, argument in field.args.items() if each in given}
    arguments = ", ".join(f"{each}: ${each}" for each in named)
    variables = ", ".join(f"${each}: {argument.type}" for each, argument in named.items())
    selection = _selection(field.type, MOST_LEVELS, ())
    called = f"{name}({arguments})" if arguments else name
    return f"{operation} Admin{f'({variables})' if variables else ''} {{ {called}{selection} }}"


def _selection(type_: GraphQLOutputType, levels: int, above: tuple[str, ...]) -> str:
    named = get_named_type(type_)
    if not (is_object_type(named) or is_interface_type(named) or is_union_type(named)):
        return ""
    return f" {{ {' '.join(_parts(named, levels, (*above, named.name)))} }}"


def _parts(
    named: GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType, levels: int, above: tuple[str, ...]
) -> Iterator[str]:
    if isinstance(named, GraphQLUnionType):
        yield "__typename"
        for member in named.types:
            yield f"... on {member.name}{_selection(member, levels, above)}"
        return
    if is_interface_type(named):
        yield "__typename"
    for name, field in named.fields.items():
        if _is_read(named.name, name, field, levels, above):
            below = levels if _is_connection(named.name) else levels - 1
            yield f"{name}{_selection(field.type, below, above)}"


def _is_read(owner: str, name: str, field: GraphQLField, levels: int, above: tuple[str, ...]) -> bool:
    """Leaves out what needs arguments, what leads back to itself, and pages within rows."""
    named = get_named_type(field.type)
    if any(is_required_argument(argument) for argument in field.args.values()):
        return False
    if is_leaf_type(named):
        return name != "cursor" or not owner.endswith("Edge")
    if named.name in above or (named.name.endswith("Connection") and len(above) > 1):
        return False
    return levels > 1


def _is_connection(name: str) -> bool:
    return name.endswith(("Connection", "Edge"))
