"""Cards that the payment gateway keeps for a user."""

from typing import Annotated, Self, TypeAlias

import strawberry

from gateways.customers import SavedCard as KeptCard
from schema.errors import OperationRefused
from services.saved_cards.consent import CONSENT_WORDING
from services.saved_cards.service import StartedCardSetup

__all__ = [
    "CONSENT_DESCRIPTION",
    "SAVE_CARD_DESCRIPTION",
    "CardSetupStarted",
    "RemoveSavedCardInput",
    "RemoveSavedCardResult",
    "SavedCard",
    "SavedCardRemoved",
    "StartCardSetupInput",
    "StartCardSetupResult",
]

CONSENT_DESCRIPTION = f'Must be true: the user was shown this and agreed: "{CONSENT_WORDING}" It is recorded.'
SAVE_CARD_DESCRIPTION = (
    f'Whether the card is kept for auto top-up: the user was shown this and agreed: "{CONSENT_WORDING}" It is recorded.'
)


@strawberry.type(description="A card that the payment gateway keeps. Its number is not here, nor on this server.")
class SavedCard:
    id: strawberry.ID = strawberry.field(description="For `setAutoTopUp` and `removeSavedCard`.")
    brand: str = strawberry.field(description="Such as visa, mastercard or unionpay.")
    last4: str = strawberry.field(description="The last four digits of the number.")
    expiry_month: int = strawberry.field(description="1 to 12.")
    expiry_year: int = strawberry.field(description="Four digits.")

    @classmethod
    def of(cls, card: KeptCard) -> Self:
        """The GraphQL form of `card`."""
        return cls(
            id=strawberry.ID(card.reference),
            brand=card.brand,
            last4=card.last4,
            expiry_month=card.expiry_month,
            expiry_year=card.expiry_year,
        )


@strawberry.input(description="Saving a card without a payment.")
class StartCardSetupInput:
    consent: bool = strawberry.field(description=CONSENT_DESCRIPTION)
    idempotency_key: str = strawberry.field(
        description="1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key gives the same form again."
    )


@strawberry.type(description="A form on which a card can be saved. The card is in `savedCards` once that is done.")
class CardSetupStarted:
    client_secret: str = strawberry.field(
        description="Lets Stripe.js save the card. For the user's browser only; never log or store it."
    )
    publishable_key: str = strawberry.field(description="The shop's key for Stripe.js.")
    page_url: str | None = strawberry.field(
        description="A page to save a test card on, where the simulated Stripe is used. Null with the real one."
    )

    @classmethod
    def of(cls, started: StartedCardSetup) -> Self:
        """The GraphQL form of `started`."""
        return cls(
            client_secret=started.client_secret, publishable_key=started.publishable_key, page_url=started.page_url
        )


StartCardSetupResult: TypeAlias = Annotated[
    CardSetupStarted | OperationRefused,
    strawberry.union("StartCardSetupResult", description="What `startCardSetup` gives."),
]


@strawberry.input(description="Which card to forget.")
class RemoveSavedCardInput:
    saved_card_id: strawberry.ID = strawberry.field(description="A card of `savedCards`.")


@strawberry.type(description="The card is forgotten: nothing can be charged to it. Auto top-up with it has stopped.")
class SavedCardRemoved:
    saved_card_id: strawberry.ID = strawberry.field(description="The card that was removed.")


RemoveSavedCardResult: TypeAlias = Annotated[
    SavedCardRemoved | OperationRefused,
    strawberry.union("RemoveSavedCardResult", description="What `removeSavedCard` gives."),
]
