"""What a client asks for: one operation with its variables, from JSON or from a query string."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

import orjson

from messages import Phrase
from server.graphql.problems import RequestRefusedError, problem

__all__ = [
    "NUL_REFUSED",
    "OperationRequest",
    "operation_from_json",
    "operation_from_query_string",
    "operation_from_value",
    "parse_json",
]

MAXIMUM_VARIABLES = 100
MAXIMUM_VALUES = 10_000
"""In all variables together, names of fields included."""
MAXIMUM_LIST_LENGTH = 1_000
MAXIMUM_VALUE_DEPTH = 32
MAXIMUM_TEXT_CHARACTERS = 1_000_000
"""No setting allows a text that is longer."""
MAXIMUM_ID_CHARACTERS = 256
MAXIMUM_QUERY_PARAMETERS = 20
NUL_REFUSED = Phrase("Text must not contain the NUL character.")


@dataclass(frozen=True, slots=True)
class OperationRequest:
    """One operation as it was sent. Nothing of it is trusted but its types and sizes."""

    query: str | None
    """The document's text. None where `document_id` names one that the server knows."""
    variables: dict[str, object] | None
    name: str | None
    document_id: str | None = None


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
    name = parameters.get("operationName")
    variables, extensions = parameters.get("variables"), parameters.get("extensions")
    if name is not None and not isinstance(name, str):
        raise _bad_request("`operationName` must be a text or null.")
    if variables is not None and not isinstance(variables, dict):
        raise _bad_request("`variables` must be an object or null.")
    if extensions is not None and not isinstance(extensions, dict):
        raise _bad_request("`extensions` must be an object or null.")
    if variables:
        _check_size(variables)
    query, document_id = _document_of(parameters, extensions or {})
    return OperationRequest(query=query, variables=variables, name=name or None, document_id=document_id)


def _document_of(parameters: dict[str, object], extensions: dict[str, object]) -> tuple[str | None, str | None]:
    """The document's text or its id, of which one is there at least; Apollo's clients may send both."""
    query, document_id = parameters.get("query"), parameters.get("documentId")
    persisted = extensions.get("persistedQuery")
    if document_id is None and isinstance(persisted, dict):
        document_id = persisted.get("sha256Hash")
    if document_id is not None and not (isinstance(document_id, str) and 0 < len(document_id) <= MAXIMUM_ID_CHARACTERS):
        raise _bad_request(f"`documentId` must be a text of 1 to {MAXIMUM_ID_CHARACTERS} characters.")
    if document_id is not None and query in (None, ""):  # clients of graphql-ws cannot send a payload without
        return None, document_id
    if not isinstance(query, str) or not query:
        raise _bad_request("`query` must be the text of a GraphQL document, or `documentId` name one.")
    return query, document_id


def _check_size(variables: dict[str, object]) -> None:
    """Bounds what resolvers and the database may meet; without recursion, so that depth costs nothing."""
    if len(variables) > MAXIMUM_VARIABLES:
        raise _bad_input(Phrase("There may be at most {most} variables.", most=MAXIMUM_VARIABLES))
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
                    most = MAXIMUM_LIST_LENGTH
                    raise _bad_input(Phrase("A list in the variables may have at most {most} values.", most=most))
                below.extend(value)
            elif isinstance(value, str):
                _check_text(value)
        values += len(below)
        if values > MAXIMUM_VALUES:
            raise _bad_input(Phrase("The variables may have at most {most} values.", most=MAXIMUM_VALUES))
        if not below:
            return
        level = below
    raise _bad_input(Phrase("The variables may be nested at most {most} deep.", most=MAXIMUM_VALUE_DEPTH))


def _check_text(text: str) -> None:
    if len(text) > MAXIMUM_TEXT_CHARACTERS:
        most = MAXIMUM_TEXT_CHARACTERS
        raise _bad_input(Phrase("A text in the variables may have at most {most} characters.", most=most))
    if "\0" in text:
        raise _bad_input(NUL_REFUSED)


def _bad_request(message: str) -> RequestRefusedError:
    return RequestRefusedError([problem("BAD_REQUEST", message)])


def _bad_input(message: str) -> RequestRefusedError:
    return RequestRefusedError([problem("BAD_USER_INPUT", message)])
