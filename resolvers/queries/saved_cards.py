"""`savedCards`: the caller's cards at the payment gateway."""

import strawberry

from schema.context import Info, require_viewer
from schema.saved_card import SavedCard

__all__ = ["saved_cards"]


@strawberry.field(description="The caller's saved cards, newest first; 100 at most.")
async def saved_cards(info: Info) -> list[SavedCard]:
    """Ask the saved cards service, which asks the gateway."""
    viewer = require_viewer(info)
    return [SavedCard.of(card) for card in await info.context.services.saved_cards.cards(viewer)]
