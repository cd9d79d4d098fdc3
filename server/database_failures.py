"""Says in one sentence why a database cannot be used, where PyMongo says it in a page."""

import re

from pymongo.errors import (
    AutoReconnect,
    ConfigurationError,
    ExecutionTimeout,
    NetworkTimeout,
    OperationFailure,
    PyMongoError,
    ServerSelectionTimeoutError,
)

__all__ = ["database_failure"]

_CHARACTERS_MAXIMUM = 300
_SETTINGS_IN_FORCE = re.compile(r" \(configured timeouts:[^)]*\)")
_REFUSED_CODES = frozenset({13, 18, 8000})
"""MongoDB's codes for a user or password that is wrong, or may not do this (8000 is Atlas's)."""


def database_failure(error: PyMongoError) -> str:
    """A sentence for the person at the command line; it holds no password."""
    if isinstance(error, ServerSelectionTimeoutError):
        return f"No database answers at MONGODB_URI: {_first(error)}"
    if isinstance(error, ConfigurationError):
        return f"MONGODB_URI cannot be used: {_first(error)}"
    if isinstance(error, OperationFailure) and error.code in _REFUSED_CODES:
        return "The database refuses the user of MONGODB_URI: wrong name or password, or not allowed to do this"
    if isinstance(error, AutoReconnect | NetworkTimeout | ExecutionTimeout):
        return f"The database at MONGODB_URI stopped answering: {_first(error)}"
    return f"The database cannot be used: {_first(error)}"


def _first(error: PyMongoError) -> str:
    """What PyMongo says before it describes the whole topology."""
    said = _SETTINGS_IN_FORCE.sub("", str(error).partition(", Timeout:")[0]).partition("\n")[0]
    return said if len(said) <= _CHARACTERS_MAXIMUM else f"{said[: _CHARACTERS_MAXIMUM - 1]}…"
