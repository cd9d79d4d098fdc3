"""Cards that the gateway keeps for a user. Start at `service.SavedCardService`."""

from services.saved_cards.service import SavedCardService

__all__ = ["SavedCardService"]
