"""What identity refuses.

TokentillError
└── IdentityError
    ├── RegistrationClosedError     registration is switched off
    ├── ReferralCodeUnknownError    nobody has the referral code that was named
    ├── EmailTakenError             the e-mail address belongs to an account
    ├── WeakPasswordError           the password breaks a rule
    ├── InvalidCredentialsError     e-mail and password do not belong together
    ├── TooManyAttemptsError        sign-in for this e-mail waits after failed attempts
    ├── AccountSuspendedError       an admin has suspended the account
    ├── SessionExpiredError         the refresh token is unknown, used, revoked or too old
    ├── CookiesNeedHttpError        cookies were to be set where there is no head of an answer any more
    ├── IdentityBusyError           more passwords wait to be checked than the server takes
    └── IdentityUnavailableError    the database does not answer

`NotAuthenticatedError` of `services.errors` is what a missing or wrong access token raises, and its branch
`AccessTokenExpiredError` what an expired one does.
"""

from messages import Phrase
from services.errors import TokentillError

__all__ = [
    "AccountSuspendedError",
    "CookiesNeedHttpError",
    "EmailTakenError",
    "IdentityBusyError",
    "IdentityError",
    "IdentityUnavailableError",
    "InvalidCredentialsError",
    "ReferralCodeUnknownError",
    "RegistrationClosedError",
    "SessionExpiredError",
    "TooManyAttemptsError",
    "WeakPasswordError",
]


class IdentityError(TokentillError):
    """A request about accounts or sessions that was refused."""


class RegistrationClosedError(IdentityError):
    """Registration is switched off in the settings."""

    code = "REGISTRATION_CLOSED"

    def __init__(self) -> None:
        super().__init__("New accounts cannot be made here at the moment.")


class ReferralCodeUnknownError(IdentityError):
    """Nobody has this referral code; a user who is suspended has none."""

    code = "REFERRAL_CODE_UNKNOWN"

    def __init__(self) -> None:
        super().__init__("Nobody has this referral code; correct it, or register without one.")


class EmailTakenError(IdentityError):
    """The e-mail address belongs to an account. Nothing was made."""

    code = "EMAIL_TAKEN"

    def __init__(self) -> None:
        super().__init__("An account with this e-mail address exists; sign in instead.")


class WeakPasswordError(IdentityError):
    """The password breaks a rule; `problem` says which."""

    code = "WEAK_PASSWORD"

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(Phrase("Choose another password: {problem}.", problem=problem))


class InvalidCredentialsError(IdentityError):
    """E-mail and password do not belong together; which of the two is wrong is not told."""

    code = "INVALID_CREDENTIALS"

    def __init__(self) -> None:
        super().__init__("The e-mail address or the password is wrong.")


class TooManyAttemptsError(IdentityError):
    """Sign-in for this e-mail waits. Told alike for e-mails that have an account and those that have none."""

    code = "TOO_MANY_ATTEMPTS"
    retryable = True

    def __init__(self, seconds_left: int) -> None:
        self.seconds_left = seconds_left
        super().__init__(Phrase("Too many failed attempts; try again in {seconds} seconds.", seconds=seconds_left))


class AccountSuspendedError(IdentityError):
    """An admin has suspended the account. Told only to those who have proved that it is theirs."""

    code = "ACCOUNT_SUSPENDED"

    def __init__(self) -> None:
        super().__init__("This account is suspended; ask support for help.")


class SessionExpiredError(IdentityError):
    """The refresh token is unknown, was used before, was revoked or is too old; which of these is not told."""

    code = "SESSION_EXPIRED"

    def __init__(self) -> None:
        super().__init__("This session has ended; sign in again.")


class CookiesNeedHttpError(IdentityError):
    """The session is in cookies, which only the head of an HTTP answer can set. Nothing was done."""

    code = "COOKIES_NEED_HTTP"

    def __init__(self) -> None:
        super().__init__("Cookies can only be set over HTTP, with a plain answer; send this by POST.")


class IdentityBusyError(IdentityError):
    """More passwords wait to be checked than the server takes at once. Nothing was done."""

    code = "IDENTITY_BUSY"
    retryable = True

    def __init__(self) -> None:
        super().__init__("Too many people are signing in right now; try again in a moment.")


class IdentityUnavailableError(IdentityError):
    """The database does not answer. An account or session that was asked for may or may not have been made."""

    code = "IDENTITY_UNAVAILABLE"
    retryable = True

    def __init__(self) -> None:
        super().__init__("Accounts cannot be reached right now; try again in a moment.")
