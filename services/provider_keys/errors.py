"""What can go wrong when an admin looks after provider keys.

TokentillError
├── ProviderKeyTakenError         this very key stands there already
└── ProviderKeysUnavailableError  the database is away, or another admin changes the key just now
"""

from services.errors import TokentillError

__all__ = ["ProviderKeyTakenError", "ProviderKeysUnavailableError"]


class ProviderKeyTakenError(TokentillError):
    """The provider has this key here already, from an admin or from the settings. Nothing was done."""

    code = "PROVIDER_KEY_TAKEN"

    def __init__(self) -> None:
        super().__init__("This provider has that key here already.")


class ProviderKeysUnavailableError(TokentillError):
    """The database does not answer, or the key was changed by somebody else just now."""

    code = "PROVIDER_KEYS_UNAVAILABLE"
    retryable = True

    def __init__(self) -> None:
        super().__init__("Provider keys cannot be read or changed right now; try again in a moment.")
