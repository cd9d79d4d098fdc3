"""Turns a database that does not answer into an error that a caller may retry."""

import functools
from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar

from pymongo.errors import ConnectionFailure, ExecutionTimeout, PyMongoError, WriteConcernError

from services.payments.errors import PaymentsUnavailableError

__all__ = ["database_errors_translated"]

_Parameters = ParamSpec("_Parameters")
_Result = TypeVar("_Result")


def database_errors_translated(
    call: Callable[_Parameters, Awaitable[_Result]],
) -> Callable[_Parameters, Awaitable[_Result]]:
    """`call`, which raises PaymentsUnavailableError where the database is away; other errors of it are bugs."""

    @functools.wraps(call)
    async def translated(*args: _Parameters.args, **kwargs: _Parameters.kwargs) -> _Result:
        try:
            return await call(*args, **kwargs)
        except PyMongoError as error:
            if isinstance(error, (ConnectionFailure, ExecutionTimeout, WriteConcernError)) or error.timeout:
                raise PaymentsUnavailableError from error
            raise

    return translated
