"""`removeSavedCard`: let the gateway forget a card."""

import strawberry

from schema.context import Info, require_viewer
from schema.errors import OperationRefused
from schema.saved_card import RemoveSavedCardInput, RemoveSavedCardResult, SavedCardRemoved
from services.errors import TokentillError

__all__ = ["remove_saved_card"]


@strawberry.mutation(
    description="Forget a saved card. A card that was removed before is NOT_FOUND, as is somebody else's."
)
async def remove_saved_card(info: Info, input: RemoveSavedCardInput) -> RemoveSavedCardResult:
    """Remove it, and map what is refused."""
    try:
        await info.context.services.auto_top_ups.remove_card(require_viewer(info), input.saved_card_id)
    except TokentillError as error:
        return OperationRefused.of(error)
    return SavedCardRemoved(saved_card_id=input.saved_card_id)
