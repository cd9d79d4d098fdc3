"""What is refused to people without an account.

TokentillError
└── GuestError
    ├── AnonymousClosedError    guests may not come here
    ├── TooManyGuestsError      too many new guests came, from one network or in all
    ├── GuestSignedUpError      the device's guest has an account now
    └── SignUpRequiredError     a guest may not do this
"""

from messages import ApiName, Phrase
from services.errors import TokentillError

__all__ = ["AnonymousClosedError", "GuestError", "GuestSignedUpError", "SignUpRequiredError", "TooManyGuestsError"]


class GuestError(TokentillError):
    """A request of, or for, a guest that was refused. Nothing was done."""


class AnonymousClosedError(GuestError):
    """ALLOW_ANONYMOUS is off."""

    code = "ANONYMOUS_CLOSED"

    def __init__(self) -> None:
        super().__init__("This server is for people with an account; sign up or sign in.")


class TooManyGuestsError(GuestError):
    """As many new guests came, from this network or from all, as may in a period."""

    code = "TOO_MANY_GUESTS"
    retryable = True

    def __init__(self, seconds_left: int) -> None:
        self.seconds_left = seconds_left
        super().__init__(
            Phrase(
                "Too many new guests came here; sign up, or try again in {seconds} seconds.",
                seconds=seconds_left,
            )
        )


class GuestSignedUpError(GuestError):
    """The guest of this device became an account, or went over into one. A device key opens no account."""

    code = "GUEST_SIGNED_UP"

    def __init__(self) -> None:
        super().__init__("This device's guest has an account now; sign in.")


class SignUpRequiredError(GuestError):
    """The field is for people with an account."""

    code = "SIGN_UP_REQUIRED"

    def __init__(self, field: str) -> None:
        super().__init__(Phrase("`{field}` is not open to guests; sign up for it.", field=ApiName(field)))
