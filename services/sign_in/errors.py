"""What signing in by another provider refuses.

IdentityError
└── SignInError
    ├── SignInProviderUnknownError     no such provider is on here
    ├── SignInReturnNotAllowedError    the page to come back to is not one of the app's
    ├── SignInExpiredError             this browser began no such sign-in, or too long ago
    ├── SignInCancelledError           the person, or the provider, said no
    ├── SignInFailedError              what the provider sent proves nothing
    ├── SignInUnavailableError         the provider does not answer
    ├── SignInCodeInvalidError         the one-time code is unknown, used, too old, or another client's
    ├── EmailUnverifiedError           the provider does not say that the address is the person's
    ├── SignInNotLinkedError           the address has an account that this sign-in does not open
    ├── SignInTakenError               the sign-in belongs to another account
    └── LastWayInError                 nobody could sign in to the account any more

NotAuthenticatedError
└── AccountNotLinkedError              a good token of another provider's names nobody who has an account here
"""

from services.errors import NotAuthenticatedError, TokentillError
from services.identity.errors import IdentityError

__all__ = [
    "AccountNotLinkedError",
    "EmailUnverifiedError",
    "LastWayInError",
    "SignInCancelledError",
    "SignInCodeInvalidError",
    "SignInError",
    "SignInExpiredError",
    "SignInFailedError",
    "SignInNotLinkedError",
    "SignInProviderUnknownError",
    "SignInReturnNotAllowedError",
    "SignInTakenError",
    "SignInUnavailableError",
]


class SignInError(IdentityError):
    """A sign-in by another provider that was refused."""


class SignInProviderUnknownError(SignInError):
    """No provider of this name is set up, or ALLOW_SOCIAL_LOGIN is off."""

    code = "SIGN_IN_PROVIDER_UNKNOWN"

    def __init__(self) -> None:
        super().__init__("One cannot sign in by this provider here.")


class SignInReturnNotAllowedError(SignInError):
    """The address is not, character by character, one of SIGN_IN_RETURN_URLS."""

    code = "SIGN_IN_RETURN_NOT_ALLOWED"

    def __init__(self) -> None:
        super().__init__("The page to come back to is not one of this server's SIGN_IN_RETURN_URLS.")


class SignInExpiredError(SignInError):
    """The browser has no proof that it began this sign-in, the proof is too old, or the sign-in came back before."""

    code = "SIGN_IN_EXPIRED"

    def __init__(self) -> None:
        super().__init__("This sign-in was not begun in this browser, or it is too old; begin again.")


class SignInCancelledError(SignInError):
    """The person did not agree at the provider, or the provider refused."""

    code = "SIGN_IN_CANCELLED"

    def __init__(self) -> None:
        super().__init__("The sign-in was cancelled.")


class SignInFailedError(SignInError):
    """What came from the provider does not prove who signs in here and now. The log has the reason."""

    code = "SIGN_IN_FAILED"

    def __init__(self) -> None:
        super().__init__("The provider's answer cannot be trusted; sign in again.")


class SignInUnavailableError(SignInError):
    """The provider does not answer."""

    code = "SIGN_IN_UNAVAILABLE"
    retryable = True

    def __init__(self) -> None:
        super().__init__("The provider cannot be reached right now; try again in a moment.")


class SignInCodeInvalidError(SignInError):
    """The code is unknown, used, or older than a minute, or the verifier is another; which of these is not told."""

    code = "SIGN_IN_CODE_INVALID"

    def __init__(self) -> None:
        super().__init__("This sign-in code is not good any more; sign in again.")


class EmailUnverifiedError(SignInError):
    """The provider tells no address, or does not say that it was verified. Nothing was made or linked."""

    code = "EMAIL_UNVERIFIED"

    def __init__(self) -> None:
        super().__init__("Verify your e-mail address at the provider first, then sign in again.")


class SignInNotLinkedError(SignInError):
    """An account has the address, but this sign-in was unlinked, or may not open it: an admin's, say."""

    code = "SIGN_IN_NOT_LINKED"

    def __init__(self) -> None:
        super().__init__("This sign-in does not open your account; sign in the way you did before, then link it.")


class SignInTakenError(SignInError):
    """The sign-in is linked to another account, or the account is linked to another sign-in of this provider."""

    code = "SIGN_IN_TAKEN"

    def __init__(self) -> None:
        super().__init__("This sign-in belongs to another account, or yours has another one of this provider.")


class LastWayInError(SignInError):
    """Without it nobody could sign in to the account. Nothing was changed."""

    code = "LAST_WAY_IN"

    def __init__(self) -> None:
        super().__init__("This is the only way to sign in to your account; set a password or link another first.")


class AccountNotLinkedError(NotAuthenticatedError):
    """The token is good, but no account belongs to it, and none can be made: it tells no verified address."""

    code = "ACCOUNT_NOT_LINKED"

    def __init__(self) -> None:
        TokentillError.__init__(self, "No account belongs to this sign-in.")
