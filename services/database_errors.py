"""Turns a database that does not answer into an error of the subject that asked, which a caller may retry."""

import functools
from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar

from pymongo.errors import ConnectionFailure, ExecutionTimeout, PyMongoError, WriteConcernError

from services.errors import TokentillError

__all__ = ["database_errors_become"]

_Parameters = ParamSpec("_Parameters")
_Result = TypeVar("_Result")


def database_errors_become(
    unavailable: Callable[[], TokentillError],
) -> Callable[[Callable[_Parameters, Awaitable[_Result]]], Callable[_Parameters, Awaitable[_Result]]]:
    """A decorator: the call raises `unavailable()` where the database is away; other errors of it stay bugs."""

    def decorate(call: Callable[_Parameters, Awaitable[_Result]]) -> Callable[_Parameters, Awaitable[_Result]]:
        @functools.wraps(call)
        async def translated(*args: _Parameters.args, **kwargs: _Parameters.kwargs) -> _Result:
            try:
                return await call(*args, **kwargs)
            except PyMongoError as error:
                if isinstance(error, ConnectionFailure | ExecutionTimeout | WriteConcernError) or error.timeout:
                    raise unavailable() from error
                raise

        return translated

    return decorate
