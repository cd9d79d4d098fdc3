"""`removeSavedCard`: let the gateway forget a card."""

import strawberry

from schema.context import Info, require_viewer
from schema.saved_card import RemoveSavedCardInput, RemoveSavedCardResult, SavedCardRemoved

__all__ = ["remove_saved_card"]


@strawberry.mutation(
    description="Forget a saved card. A card that was removed before is NOT_FOUND, as is somebody else's."
)
async def remove_saved_card(info: Info, input: RemoveSavedCardInput) -> RemoveSavedCardResult:
    """Remove it."""
    await info.context.services.auto_top_ups.remove_card(require_viewer(info), input.saved_card_id)
    return SavedCardRemoved(saved_card_id=input.saved_card_id)
