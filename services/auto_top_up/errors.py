"""What auto top-up refuses.

TokentillError
├── AutoTopUpError
│   ├── AutoTopUpNotSetError       there is nothing to stop
│   └── AutoTopUpUnavailableError  our database does not answer; the same key goes on where it stopped
├── ConsentRequiredError, CardsNotKeptError, SavedCardsUnavailableError (services/saved_cards/errors.py)
├── CurrencyNotOfferedError        the package has no price in the cap's currency (services/payments/errors.py)
├── IdempotencyConflictError       the key was used for other input (services/ledger/errors.py)
└── PackageNotFoundError           no package has this id (services/catalog/errors.py)
"""

from services.errors import TokentillError

__all__ = ["AutoTopUpError", "AutoTopUpNotSetError", "AutoTopUpUnavailableError"]


class AutoTopUpError(TokentillError):
    """A change of auto top-up that did not happen, or is not known to have."""


class AutoTopUpNotSetError(AutoTopUpError):
    """The user never set it up, so there is nothing to stop."""

    code = "AUTO_TOP_UP_NOT_SET"

    def __init__(self) -> None:
        super().__init__("Auto top-up was never set up.")


class AutoTopUpUnavailableError(AutoTopUpError):
    """Our database does not answer. The same call with the same key goes on where this one stopped."""

    code = "AUTO_TOP_UP_UNAVAILABLE"
    retryable = True

    def __init__(self) -> None:
        super().__init__("Auto top-up cannot be read or changed right now; try again with the same key.")
