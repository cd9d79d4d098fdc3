"""Puts what `access.py` and `type_access.py` say before the fields of a schema, or refuses to.

Before every root field stands a guard: a resolver never runs for a caller who may not have the field. And a guard
stands behind it: what a service refuses becomes a member of the field's union, if that has `OperationRefused`.
"""

from collections.abc import AsyncGenerator, Callable
from typing import Any

from graphql import GraphQLField, GraphQLSchema, get_named_type, is_object_type

from resolvers.access_checks import Declared, problems_of, root_fields
from resolvers.access_rows import Access, refusal
from schema.context import RequestContext
from schema.errors import OperationRefused
from services.errors import NotAuthenticatedError, NotPermittedError, TokentillError
from services.identity.caller import Caller, caller_of

__all__ = ["access_of", "guard"]

_Resolve = Callable[..., Any]
_Refused = Callable[[RequestContext], TokentillError | None]

_ACCESS = "access"


def access_of(field: GraphQLField) -> Access | None:
    """The row that was put before a root field; None when there is none, and then the field is closed."""
    found = field.extensions.get(_ACCESS)
    return found if isinstance(found, Access) else None


def guard(schema: GraphQLSchema, declared: Declared) -> None:
    """Guards every root field, and every field that is for fewer callers than its object.

    Raises ValueError, which names all of them, when a field or a type was forgotten, or is open to more than it may be.
    """
    problems = problems_of(schema, declared)
    if problems:
        raise ValueError("\n".join(problems))
    for name, field in root_fields(schema):
        field.extensions[_ACCESS] = declared.access[name]
        _guard_root(name.partition(".")[2], field)
    for name, least in declared.narrower.items():
        type_name, _, field_name = name.partition(".")
        found = schema.type_map.get(type_name)
        if isinstance(least, Caller) and is_object_type(found):
            _guard_nested(found.fields[field_name], least)


def _guard_root(name: str, field: GraphQLField) -> None:
    result = get_named_type(field.type)
    has_member = any(each.name == OperationRefused.__name__ for each in getattr(result, "types", ()))

    def refused(context: RequestContext) -> TokentillError | None:
        return context.refusal or refusal(access_of(field), name, context.viewer)

    def answer(error: TokentillError) -> OperationRefused:
        """In the form that other refusals of the field have."""
        if not has_member:
            raise error
        return OperationRefused.of(error)

    async def only_event(error: TokentillError) -> AsyncGenerator[OperationRefused, None]:
        yield answer(error)

    if field.subscribe is not None:
        field.subscribe = _before(field.subscribe, refused, only_event)
    elif field.resolve is not None:
        resolve = _answering(field.resolve, answer) if has_member else field.resolve
        field.resolve = _before(resolve, refused, answer)
    else:
        raise ValueError(f"{name} has no resolver to guard.")


def _guard_nested(field: GraphQLField, least: Caller) -> None:
    def refused(context: RequestContext) -> TokentillError | None:
        if caller_of(context.viewer) >= least:
            return None
        return NotAuthenticatedError() if context.viewer is None else NotPermittedError()

    def answer(error: TokentillError) -> None:
        raise error

    if field.resolve is None:
        raise ValueError("A field that is for fewer callers than its object needs a resolver.")
    field.resolve = _before(field.resolve, refused, answer)


def _answering(resolve: _Resolve, answer: Callable[[TokentillError], object]) -> _Resolve:
    """`resolve`, which is asynchronous, with what it raises answered."""

    async def answering(source: object, info: Any, /, **arguments: object) -> object:
        try:
            return await resolve(source, info, **arguments)
        except TokentillError as error:
            return answer(error)

    return answering


def _before(resolve: _Resolve, refused: _Refused, answer: Callable[[TokentillError], object]) -> _Resolve:
    def guarded(source: object, info: Any, /, **arguments: object) -> object:
        error = refused(info.context)
        return resolve(source, info, **arguments) if error is None else answer(error)

    return guarded
