"""Builds the schema from the root fields. Everything that is true of every field is set here."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

import strawberry
from strawberry.schema.config import StrawberryConfig
from strawberry.tools import create_type
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from resolvers.access import ACCESS
from resolvers.access_checks import Declared
from resolvers.costs import directives_of
from resolvers.features import leaves_of
from resolvers.guard import guard
from resolvers.leaving import without
from resolvers.roots import MUTATIONS, QUERIES, SUBSCRIPTIONS
from resolvers.type_access import NARROWER, TYPE_ACCESS
from schema.date_time import DATE_TIME_DEFINITION
from schema.scalars import BIG_INT_DEFINITION, BigInt

__all__ = ["DECLARED", "build_schema"]

DECLARED = Declared(ACCESS, TYPE_ACCESS, NARROWER)
"""Who may have what of Tokentill's schema."""


def build_schema(
    queries: Sequence[StrawberryField] = QUERIES,
    mutations: Sequence[StrawberryField] = MUTATIONS,
    subscriptions: Sequence[StrawberryField] = SUBSCRIPTIONS,
    *,
    declared: Declared = DECLARED,
    off: Collection[str] = (),
) -> strawberry.Schema:
    """The schema of these root fields, guarded; Tokentill's own unless a test passes others.

    `off` are features (`settings/features.py`) that leave it. Raises ValueError when a name is doubled, and when it is
    not said who may have a field or what is of a type.
    """
    query = _root("Query", "What can be read.", queries)
    if query is None:
        raise ValueError("A schema needs at least one query.")
    built = strawberry.Schema(
        query=query,
        mutation=_root("Mutation", "What can be changed. Mutations of one request run one after the other.", mutations),
        subscription=_root("Subscription", "What can be followed, over WebSocket or SSE.", subscriptions),
        config=StrawberryConfig(scalar_map={BigInt: BIG_INT_DEFINITION, datetime: DATE_TIME_DEFINITION}),
    )
    # Strawberry documents `_schema`, and has no other way to it.
    leaves = leaves_of(off)
    if leaves:
        built._schema = without(built._schema, leaves)  # noqa: SLF001
        built._schema._strawberry_schema = built  # type: ignore[attr-defined]  # noqa: SLF001 - as Strawberry does
    narrower = {name: least for name, least in declared.narrower.items() if name not in leaves}
    guard(built._schema, replace(declared, narrower=narrower))  # noqa: SLF001
    return built


def _root(name: str, description: str, fields: Sequence[StrawberryField]) -> type | None:
    names = [field.python_name for field in fields]
    doubled = {each for each in names if names.count(each) > 1}
    if doubled:
        raise ValueError(f"{name} has these fields twice: {sorted(doubled)}")
    for field in fields:
        _describe_input(field)
        field.directives = [*directives_of(name, field.graphql_name or to_camel_case(field.python_name), field)]
    return create_type(name, list(fields), description=description) if fields else None


def _describe_input(field: StrawberryField) -> None:
    """Tells of the argument `input` what its type tells, so that no mutation has to say it twice."""
    for argument in field.arguments:
        definition = getattr(argument.type, "__strawberry_definition__", None)
        if argument.python_name == "input" and argument.description is None and definition is not None:
            argument.description = definition.description
