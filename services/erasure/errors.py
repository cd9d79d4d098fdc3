"""Why an account is not deleted. Nor is the last admin's: `LastAdminError` of `services.identity.errors`.

ErasureError
├── AccountInDebtError      tokens are owed
└── AccountInDisputeError   a payer's dispute of a payment is not decided
"""

from services.errors import TokentillError

__all__ = ["AccountInDebtError", "AccountInDisputeError", "ErasureError"]


class ErasureError(TokentillError):
    """An account that is not deleted. Nothing was done."""


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
