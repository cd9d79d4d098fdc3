"""What saving cards refuses.

TokentillError
└── SavedCardError
    ├── ConsentRequiredError        the user did not say that they agree
    ├── CardsNotKeptError           the gateway that is asked keeps no cards
    └── SavedCardsUnavailableError  our database or the gateway does not answer
"""

from services.errors import TokentillError

__all__ = ["CardsNotKeptError", "ConsentRequiredError", "SavedCardError", "SavedCardsUnavailableError"]


class SavedCardError(TokentillError):
    """A card that was not saved, listed or removed."""


class ConsentRequiredError(SavedCardError):
    """Nothing is kept, or charged in somebody's absence, unless they said that they agree."""

    code = "CONSENT_REQUIRED"

    def __init__(self) -> None:
        super().__init__("Agree first: `consent` must be true.")


class CardsNotKeptError(SavedCardError):
    """No gateway of this server keeps cards, or not the one that takes this currency."""

    code = "CARDS_NOT_KEPT"

    def __init__(self) -> None:
        super().__init__("Cards cannot be saved here.")


class SavedCardsUnavailableError(SavedCardError):
    """Nothing is known to have been done. The same call, with the same key, may succeed later."""

    code = "SAVED_CARDS_UNAVAILABLE"
    retryable = True

    def __init__(self) -> None:
        super().__init__("Saved cards cannot be read or changed right now; try again.")
