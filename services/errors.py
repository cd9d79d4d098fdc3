"""The root of everything a caller can be told.

    TokentillError                 an expected failure: stable code, plain sentence, whether a retry can help
    └── one branch a subject, in `services/<subject>/errors.py`

Anything else that is raised is a bug: the server masks it and logs it under an error id.
"""

from messages import ApiName, Phrase

__all__ = [
    "AccessTokenExpiredError",
    "InvalidInputError",
    "NotAuthenticatedError",
    "NotFoundError",
    "NotPermittedError",
    "TokentillError",
]


class TokentillError(Exception):
    """An expected failure. `code` never changes once published; `message` is a sentence for people.

    One with values in it is a `Phrase`; `messages/zh.po` has each in Chinese.
    """

    code: str = "INTERNAL"
    retryable: bool = False

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


class NotAuthenticatedError(TokentillError):
    """No valid session or key came with the request."""

    code = "UNAUTHENTICATED"

    def __init__(self) -> None:
        super().__init__("Sign in first: send a valid access token in the Authorization header.")


class AccessTokenExpiredError(NotAuthenticatedError):
    """The access token is ours and was good once. Whoever has its refresh token gets another."""

    code = "TOKEN_EXPIRED"

    def __init__(self) -> None:
        TokentillError.__init__(self, "Your access token has expired; get a new one with `refreshSession`.")


class NotPermittedError(TokentillError):
    """The caller is known and may not do this."""

    code = "FORBIDDEN"

    def __init__(self) -> None:
        super().__init__("Your account may not do this.")


class NotFoundError(TokentillError):
    """The thing does not exist, or is not the caller's to see; which of the two is not told."""

    code = "NOT_FOUND"

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(Phrase("There is no such {kind}.", kind=kind))


class InvalidInputError(TokentillError):
    """A value is outside its documented bounds. Nothing was done."""

    code = "INVALID_INPUT"

    def __init__(self, field: str, problem: str) -> None:
        self.field = field
        self.problem = problem
        super().__init__(Phrase("{field}: {problem}", field=ApiName(field), problem=problem))
