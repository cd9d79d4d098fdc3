"""What the schema tells of a field's cost: its directives `@cost` and `@listSize`, and how large the schema is."""

from dataclasses import dataclass
from math import ceil

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    get_nullable_type,
    is_list_type,
)

from schema.costs import MEMORY, Cost, ListSize

__all__ = ["FieldCost", "FieldCosts"]

_DEFINITION = "strawberry-definition"
"""Under this name Strawberry keeps its own definition of a field beside that of graphql-core."""


@dataclass(frozen=True, slots=True)
class FieldCost:
    """What a field weighs by itself, and how long its list is.

    `rows` is the assumed size of a list or page, `slicing` the argument that says it better. `sizes` are the fields
    below that are the list, for a page; empty where the field is the list itself. `sized_above` tells that the field
    is such a one.
    """

    weight: int = MEMORY
    rows: int = 1
    slicing: str | None = None
    sizes: tuple[str, ...] = ()
    sized_above: bool = False


class FieldCosts:
    """The costs of all fields of a schema."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._known: dict[tuple[str, str], FieldCost] = _introspection_sizes(schema)
        for type_ in schema.type_map.values():
            if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType) and not type_.name.startswith("__"):
                for name, field in type_.fields.items():
                    self._known[type_.name, name] = _declared(field)

    def of(self, parent: str, name: str) -> FieldCost:
        """The cost of the field `name` of the type `parent`; that of any field where nothing is known of it."""
        return self._known.get((parent, name), _ANY)


_ANY = FieldCost()


def _declared(field: GraphQLField) -> FieldCost:
    definition = field.extensions.get(_DEFINITION)
    weight, size = MEMORY, None
    for directive in getattr(definition, "directives", ()):
        if isinstance(directive, Cost):
            weight = int(directive.weight)
        elif isinstance(directive, ListSize):
            size = directive
    if size is None:
        return FieldCost(weight, sized_above=is_list_type(get_nullable_type(field.type)))
    slicing = size.slicing_arguments[0] if size.slicing_arguments else None
    return FieldCost(weight, size.assumed_size or 1, slicing, tuple(size.sized_fields or ()))


def _introspection_sizes(schema: GraphQLSchema) -> dict[tuple[str, str], FieldCost]:
    """How long the lists of introspection are, on average over the types and rounded up."""
    types = list(schema.type_map.values())
    fields = [
        field
        for type_ in types
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType)
        for field in type_.fields.values()
    ]
    inputs = sum(len(each.fields) for each in types if isinstance(each, GraphQLInputObjectType))
    values = sum(len(each.values) for each in types if isinstance(each, GraphQLEnumType))
    interfaces = sum(len(each.interfaces) for each in types if isinstance(each, GraphQLObjectType))
    arguments = sum(len(field.args) for field in fields)
    sizes = {
        ("__Schema", "types"): len(types),
        ("__Schema", "directives"): len(schema.directives),
        ("__Type", "fields"): ceil(len(fields) / len(types)),
        ("__Type", "inputFields"): ceil(inputs / len(types)),
        ("__Type", "enumValues"): ceil(values / len(types)),
        ("__Type", "interfaces"): ceil(interfaces / len(types)),
        ("__Type", "possibleTypes"): ceil(interfaces / len(types)),
        ("__Field", "args"): ceil(arguments / max(len(fields), 1)),
        ("__Directive", "args"): 2,
        ("__Directive", "locations"): 4,
    }
    return {name: FieldCost(rows=max(size, 1)) for name, size in sizes.items()}
