"""Why an account is not deleted.

ErasureError
├── LastAdminError          nobody could act as an admin any more
├── AccountInDebtError      tokens are owed
└── AccountInDisputeError   a payer's dispute of a payment is not decided
"""

from services.errors import TokentillError

__all__ = ["AccountInDebtError", "AccountInDisputeError", "ErasureError", "LastAdminError"]


class ErasureError(TokentillError):
    """An account that is not deleted. Nothing was done."""


class LastAdminError(ErasureError):
    """Also by the command line: an installation without an admin makes a new one at its next start, unasked."""

    code = "LAST_ADMIN"

    def __init__(self) -> None:
        super().__init__("You are the only admin; make somebody else one first.")


class AccountInDebtError(ErasureError):
    """Whoever runs the service may delete it all the same."""

    code = "ACCOUNT_IN_DEBT"

    def __init__(self) -> None:
        super().__init__("Your wallet owes tokens; pay them off first, or ask support.")


class AccountInDisputeError(ErasureError):
    """The bank asks who bought what. Whoever runs the service may delete it all the same."""

    code = "ACCOUNT_IN_DISPUTE"

    def __init__(self) -> None:
        super().__init__("A payment of yours is disputed; wait until that is decided, or ask support.")
