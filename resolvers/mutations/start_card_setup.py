"""`startCardSetup`: save a card without a payment."""

import strawberry

from schema.context import Info, require_viewer
from schema.saved_card import CardSetupStarted, StartCardSetupInput, StartCardSetupResult

__all__ = ["start_card_setup"]


@strawberry.mutation(description="Begin to save a card for payments while the caller is away. Nothing is charged.")
async def start_card_setup(info: Info, input: StartCardSetupInput) -> StartCardSetupResult:
    """Begin it."""
    viewer = require_viewer(info)
    started = await info.context.services.saved_cards.start_setup(viewer, input.idempotency_key, consent=input.consent)
    return CardSetupStarted.of(started)
