"""What identity refuses.

TokentillError
└── IdentityError
    ├── RegistrationClosedError     registration is switched off
    ├── ReferralCodeUnknownError    nobody has the referral code that was named
    ├── EmailTakenError             the e-mail address belongs to an account
    ├── EmailLoginClosedError       signing up and in by e-mail is switched off
    ├── EmailVerifiedError          the address is verified already
    ├── LinkInvalidError            the link of a mail is unknown, used, ended or too old
    ├── WeakPasswordError           the password breaks a rule
    ├── WrongPasswordError          it is not the password of the signed-in user
    ├── PasswordNeededError         whoever follows the link of a mail must show that the account is theirs
    ├── PasswordNotSetError         the signed-in user has no password
    ├── InvalidCredentialsError     e-mail and password do not belong together
    ├── TooManyAttemptsError        sign-in for this e-mail waits after failed attempts
    ├── AccountSuspendedError       an admin has suspended the account
    ├── SessionExpiredError         the refresh token is unknown, used, revoked or too old
    ├── CookiesNeedHttpError        cookies were to be set where there is no head of an answer any more
    ├── SignInAgainError            it cannot be undone, and the session is not new
    ├── OwnAccountError             an admin would suspend or demote themself
    ├── LastAdminError              nobody could act as an admin any more
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
    "EmailLoginClosedError",
    "EmailTakenError",
    "EmailVerifiedError",
    "IdentityBusyError",
    "IdentityError",
    "IdentityUnavailableError",
    "InvalidCredentialsError",
    "LastAdminError",
    "LinkInvalidError",
    "OwnAccountError",
    "PasswordNeededError",
    "PasswordNotSetError",
    "ReferralCodeUnknownError",
    "RegistrationClosedError",
    "SessionExpiredError",
    "SignInAgainError",
    "TooManyAttemptsError",
    "WeakPasswordError",
    "WrongPasswordError",
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


class EmailLoginClosedError(IdentityError):
    """Signing up and in with e-mail and password is switched off. Admins still sign in by it."""

    code = "EMAIL_LOGIN_CLOSED"

    def __init__(self) -> None:
        super().__init__("Signing in with e-mail and password is not offered here.")


class EmailVerifiedError(IdentityError):
    """Nothing is left to be verified."""

    code = "EMAIL_ALREADY_VERIFIED"

    def __init__(self) -> None:
        super().__init__("Your e-mail address is verified already.")


class LinkInvalidError(IdentityError):
    """The link is unknown, was used, was ended by something else, or is too old; which of these is not told."""

    code = "LINK_INVALID"

    def __init__(self) -> None:
        super().__init__("This link is not valid any more; ask for another one.")


class WeakPasswordError(IdentityError):
    """The password breaks a rule; `problem` says which."""

    code = "WEAK_PASSWORD"

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(Phrase("Choose another password: {problem}.", problem=problem))


class WrongPasswordError(IdentityError):
    """It is not the password of the user who is signed in."""

    code = "WRONG_PASSWORD"

    def __init__(self) -> None:
        super().__init__("This is not your password.")


class PasswordNeededError(IdentityError):
    """Whoever follows the link of a mail is not signed in to the account, and gives no password."""

    code = "PASSWORD_NEEDED"

    def __init__(self) -> None:
        super().__init__(
            "Sign in to this account, or give its password. If somebody else made it with your address, ask for a new "
            "password instead."
        )


class PasswordNotSetError(IdentityError):
    """The user who is signed in has no password, since they sign in another way."""

    code = "PASSWORD_NOT_SET"

    def __init__(self) -> None:
        super().__init__("Your account has no password yet; ask for a password reset to choose one.")


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


class SignInAgainError(IdentityError):
    """What cannot be undone needs a session that has just begun, where there is no password to ask for."""

    code = "SIGN_IN_AGAIN"

    def __init__(self) -> None:
        super().__init__("Sign in again first, and repeat this within ten minutes.")


class OwnAccountError(IdentityError):
    """Nobody suspends or demotes themself: another admin does."""

    code = "OWN_ACCOUNT"

    def __init__(self) -> None:
        super().__init__("This is your own account; another admin can do that.")


class LastAdminError(IdentityError):
    """Also by the command line: an installation without an admin makes a new one at its next start, unasked."""

    code = "LAST_ADMIN"

    def __init__(self) -> None:
        super().__init__("This is the only admin who may act; make somebody else one first.")


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
