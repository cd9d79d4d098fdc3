"""The one shape of an entry of `errors`, and a request that is refused before anything ran.

Every entry is `{message, extensions: {code, retryable}}`; codes never change once published (docs/graphql.md).
"""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from messages import Language, in_language
from services.errors import TokentillError

__all__ = ["Json", "RequestRefusedError", "problem"]

Json: TypeAlias = dict[str, object]

_STATUS_OF_CODE = {
    "UNAUTHENTICATED": 401,
    "TOKEN_EXPIRED": 401,
    "API_KEY_EXPIRED": 401,
    "ACCOUNT_NOT_LINKED": 401,
    "FORBIDDEN": 403,
    "SCOPE_MISSING": 403,
    "SESSION_REQUIRED": 403,
}
_CHALLENGES = {401: 'Bearer error="invalid_token"', 403: 'Bearer error="insufficient_scope"'}
"""What RFC 6750, section 3.1, answers to a token that is not good, or not good for this."""
_BAD_REQUEST = 400
_UNAVAILABLE = 503


def problem(code: str, message: str, *, retryable: bool = False, **details: object) -> Json:
    """One entry of `errors`. `details` join its extensions."""
    return {"message": message, "extensions": {"code": code, "retryable": retryable, **details}}


class RequestRefusedError(Exception):
    """The operation was not started. `status` is the HTTP status of a transport that has one.

    `well_formed` tells that the request itself was in order and only its GraphQL was not: a client that asked for
    the older `application/json` by name then gets status 200, as GraphQL over HTTP wants it for that media type.
    """

    def __init__(
        self,
        errors: Sequence[Json],
        *,
        status: int = _BAD_REQUEST,
        well_formed: bool = False,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.errors = list(errors)
        self.status = status
        self.well_formed = well_formed
        self.headers = dict(headers or {})
        super().__init__(str(self.errors))

    @property
    def code(self) -> str:
        """The code of the first error."""
        extensions = self.errors[0]["extensions"]
        return str(extensions["code"]) if isinstance(extensions, dict) else ""

    def told_in(self, language: Language) -> list[Json]:
        """The errors, with those sentences in `language` that a person's doing may bring about.

        What only a program does wrong is told in English: docs/graphql.md, in which language.
        """
        return [_said(error, language) for error in self.errors]

    @classmethod
    def of(cls, error: TokentillError, language: Language = Language.EN) -> "RequestRefusedError":
        """An expected failure that came before the operation, such as a token that is no longer valid."""
        status = _STATUS_OF_CODE.get(error.code, _UNAVAILABLE if error.retryable else _BAD_REQUEST)
        challenge = _CHALLENGES.get(status)
        headers = {"WWW-Authenticate": challenge} if challenge else None
        message = in_language(error.message, language)
        return cls([problem(error.code, message, retryable=error.retryable)], status=status, headers=headers)


def _said(error: Json, language: Language) -> Json:
    message = error["message"]
    return {**error, "message": in_language(message, language)} if isinstance(message, str) else error
