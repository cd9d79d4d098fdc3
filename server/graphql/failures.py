"""Turns what execution raised into entries of `errors`: expected failures as they are, everything else masked."""

from collections.abc import Iterable

import structlog
from graphql import FieldNode, GraphQLError

from messages import Language, Phrase, in_language
from models.ids import new_id
from server.graphql.problems import Json, problem
from services.errors import TokentillError

__all__ = ["MAXIMUM_MESSAGE_CHARACTERS", "describe_request_errors", "explain_failure", "explain_failures"]

MAXIMUM_MESSAGE_CHARACTERS = 500
"""Messages of the parser and the validator repeat the caller's input; longer ones are cut."""

log = structlog.get_logger(__name__)


def describe_request_errors(errors: Iterable[GraphQLError], code: str) -> list[Json]:
    """Errors that the GraphQL engine found before execution, under the stable `code` of their phase."""
    return [_placed(problem(code, _cut(error.message)), error) for error in errors]


def explain_failures(errors: Iterable[GraphQLError], request_id: str, language: Language = Language.EN) -> list[Json]:
    """The entries for errors that fields raised; unexpected ones are logged under their error id."""
    return [_placed(explain_failure(error, request_id, error.path, language), error) for error in errors]


def explain_failure(
    error: BaseException, request_id: str, path: list[str | int] | None = None, language: Language = Language.EN
) -> Json:
    """The entry for anything that was raised. An unexpected error is told by its id only, which the log holds."""
    cause = _cause_of(error)
    if isinstance(cause, TokentillError):
        return problem(cause.code, in_language(cause.message, language), retryable=cause.retryable)
    if isinstance(cause, GraphQLError) and _is_about_input(cause):
        return problem("BAD_USER_INPUT", _cut(cause.message))
    error_id = new_id("err")
    log.error("unexpected_failure", error_id=error_id, request_id=request_id, path=path, exc_info=cause)
    message = Phrase(
        "Something went wrong on our side. Quote error id {error_id} when you report it.", error_id=error_id
    )
    return problem("INTERNAL", in_language(message, language), retryable=False, errorId=error_id)


def _cause_of(error: BaseException) -> BaseException:
    """What a resolver raised, under the layers that the GraphQL engine put around it."""
    while isinstance(error, GraphQLError) and error.original_error is not None:
        error = error.original_error
    return error


def _is_about_input(error: GraphQLError) -> bool:
    """Whether the engine points at an argument or a value of the document, rather than at a field's result."""
    return bool(error.nodes) and not any(isinstance(node, FieldNode) for node in error.nodes or ())


def _placed(entry: Json, error: GraphQLError) -> Json:
    if error.locations:
        entry["locations"] = [{"line": place.line, "column": place.column} for place in error.locations[:5]]
    if error.path:
        entry["path"] = error.path
    return entry


def _cut(message: str) -> str:
    if len(message) <= MAXIMUM_MESSAGE_CHARACTERS:
        return message
    return message[: MAXIMUM_MESSAGE_CHARACTERS - 1] + "…"
