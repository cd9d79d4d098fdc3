"""What is refused to, and about, API keys.

TokentillError
├── NotAuthenticatedError
│   └── ApiKeyExpiredError     the key was good and has run out
└── ApiKeyError
    ├── TooManyApiKeysError    the user's keys are at their limit
    ├── ScopeMissingError      the key may not do this
    └── SessionRequiredError   no key may do this
"""

from messages import ApiName, Phrase
from models.api_key import ApiScope
from services.errors import NotAuthenticatedError, TokentillError

__all__ = ["ApiKeyError", "ApiKeyExpiredError", "ScopeMissingError", "SessionRequiredError", "TooManyApiKeysError"]


class ApiKeyExpiredError(NotAuthenticatedError):
    """The key is ours and was good once. Told only to who has it."""

    code = "API_KEY_EXPIRED"

    def __init__(self) -> None:
        TokentillError.__init__(self, "This API key has expired; make another one.")


class ApiKeyError(TokentillError):
    """A request about, or by, an API key that was refused. Nothing was done."""


class TooManyApiKeysError(ApiKeyError):
    """The user has as many keys that are neither revoked nor expired as a user may have."""

    code = "TOO_MANY_API_KEYS"

    def __init__(self, most: int) -> None:
        super().__init__(Phrase("You have {most} API keys, which is the most; revoke one first.", most=most))


class ScopeMissingError(ApiKeyError):
    """The key lacks the scope that a field asks for."""

    code = "SCOPE_MISSING"

    def __init__(self, field: str, scope: ApiScope) -> None:
        self.scope = scope
        super().__init__(
            Phrase(
                "`{field}` needs an API key with the scope {scope}.", field=ApiName(field), scope=ApiName(scope.name)
            )
        )


class SessionRequiredError(ApiKeyError):
    """Accounts, sessions, API keys and saved cards are for people who have signed in."""

    code = "SESSION_REQUIRED"

    def __init__(self, field: str) -> None:
        super().__init__(Phrase("`{field}` is not open to API keys; sign in for it.", field=ApiName(field)))
