"""Rules about words: that there are descriptions, how things are named, why something is deprecated."""

import re
from collections.abc import Iterator

from graphql import (
    DEFAULT_DEPRECATION_REASON,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLNamedType,
    GraphQLSchema,
)

from codegen.lint_parts import own_types, parts_of

__all__ = ["deprecations", "descriptions", "names"]

_PASCAL_CASE = re.compile(r"[A-Z][A-Za-z0-9]*[a-z0-9][A-Za-z0-9]*")
_CAMEL_CASE = re.compile(r"[a-z][A-Za-z0-9]*")
_UPPER_CASE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")


def descriptions(schema: GraphQLSchema) -> Iterator[str]:
    """Everything is described."""
    for type_ in own_types(schema):
        described = {type_.name: type_.description}
        described |= {place: part.description for place, _, part in parts_of(type_)}
        yield from (f"{place}: has no description" for place, text in described.items() if not (text or "").strip())


def names(schema: GraphQLSchema) -> Iterator[str]:
    """Types are in PascalCase, enum values in UPPER_CASE, all else in camelCase; inputs are named as such."""
    for type_ in own_types(schema):
        yield from _type_name(type_)
        is_enum = isinstance(type_, GraphQLEnumType)
        pattern, case = (_UPPER_CASE, "UPPER_CASE") if is_enum else (_CAMEL_CASE, "camelCase")
        for place, name, _ in parts_of(type_):
            if not pattern.fullmatch(name):
                yield f"{place}: is not in {case}"


def _type_name(type_: GraphQLNamedType) -> Iterator[str]:
    if not _PASCAL_CASE.fullmatch(type_.name):
        yield f"{type_.name}: is not in PascalCase"
    is_input = isinstance(type_, GraphQLInputObjectType)
    if is_input != type_.name.endswith(("Input", "Filter")):
        yield f"{type_.name}: inputs end in Input or Filter, and nothing else does"


def deprecations(schema: GraphQLSchema) -> Iterator[str]:
    """What is deprecated says why."""
    for type_ in own_types(schema):
        for place, _, part in parts_of(type_):
            reason = part.deprecation_reason
            if reason is not None and reason.strip() in {"", DEFAULT_DEPRECATION_REASON}:
                yield f"{place}: is deprecated without a reason"
