"""What a client asks for: one operation with its variables, from JSON or from a query string."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

import orjson

from server.graphql.problems import RequestRefusedError, problem

__all__ = [
    "OperationRequest",
    "operation_from_json",
    "operation_from_query_string",
    "operation_from_value",
    "parse_json",
]

MAXIMUM_VALUES = 10_000
MAXIMUM_LIST_LENGTH = 1_000
MAXIMUM_VALUE_DEPTH = 32
MAXIMUM_QUERY_PARAMETERS = 20


@dataclass(frozen=True, slots=True)
class OperationRequest:
    """One operation as it was sent. Nothing of it is trusted but its types and sizes."""

    query: str
    variables: dict[str, object] | None
    name: str | None


def operation_from_json(body: bytes | str) -> OperationRequest:
    """The operation of a JSON body; raises RequestRefusedError for anything else."""
    return operation_from_value(parse_json(body))


def operation_from_query_string(query_string: bytes) -> OperationRequest:
    """The operation of a GET request; raises RequestRefusedError when it is none."""
    try:
        pairs = parse_qsl(
            query_string.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MAXIMUM_QUERY_PARAMETERS,
        )
    except ValueError as error:  # also UnicodeDecodeError
        raise _bad_request("The query string is not URL-encoded UTF-8.") from error
    parameters: dict[str, object] = {name: value for name, value in pairs if value}
    for name in ("variables", "extensions"):
        if name in parameters:
            parameters[name] = parse_json(str(parameters[name]))
    return operation_from_value(parameters)


def parse_json(text: bytes | str) -> object:
    """The value of a JSON text; raises RequestRefusedError for bad UTF-8, lone surrogates, endless nesting, NaN."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise _bad_request("The request is not valid JSON in UTF-8.") from error


def operation_from_value(parameters: object) -> OperationRequest:
    """The operation of a decoded JSON value, such as a WebSocket message's payload."""
    if isinstance(parameters, list):
        raise RequestRefusedError([problem("BATCHING_NOT_SUPPORTED", "Send one operation a request.")])
    if not isinstance(parameters, dict):
        raise _bad_request("The request must be a JSON object with a `query`.")
    query, name = parameters.get("query"), parameters.get("operationName")
    variables, extensions = parameters.get("variables"), parameters.get("extensions")
    if not isinstance(query, str) or not query:
        raise _bad_request("`query` must be the text of a GraphQL document.")
    if name is not None and not isinstance(name, str):
        raise _bad_request("`operationName` must be a text or null.")
    if variables is not None and not isinstance(variables, dict):
        raise _bad_request("`variables` must be an object or null.")
    if extensions is not None and not isinstance(extensions, dict):
        raise _bad_request("`extensions` must be an object or null.")
    if variables:
        _check_size(variables)
    return OperationRequest(query=query, variables=variables, name=name or None)


def _check_size(variables: dict[str, object]) -> None:
    """Bounds what resolvers and the database may meet; without recursion, so that depth costs nothing."""
    level: list[object] = [variables]
    values = 0
    for _ in range(MAXIMUM_VALUE_DEPTH):
        below: list[object] = []
        for value in level:
            if isinstance(value, dict):
                below.extend(value.values())
                below.extend(value)
            elif isinstance(value, list):
                if len(value) > MAXIMUM_LIST_LENGTH:
                    raise _bad_input(f"A list in the variables may have at most {MAXIMUM_LIST_LENGTH} values.")
                below.extend(value)
            elif isinstance(value, str) and "\0" in value:
                raise _bad_input("Text must not contain the NUL character.")
        values += len(below)
        if values > MAXIMUM_VALUES:
            raise _bad_input(f"The variables may have at most {MAXIMUM_VALUES} values.")
        if not below:
            return
        level = below
    raise _bad_input(f"The variables may be nested at most {MAXIMUM_VALUE_DEPTH} deep.")


def _bad_request(message: str) -> RequestRefusedError:
    return RequestRefusedError([problem("BAD_REQUEST", message)])


def _bad_input(message: str) -> RequestRefusedError:
    return RequestRefusedError([problem("BAD_USER_INPUT", message)])
