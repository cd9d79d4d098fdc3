"""Everything that the outside of this folder may ask of saved cards."""

from dataclasses import dataclass, field

import structlog
from pymongo.errors import DuplicateKeyError

from gateways.customers import Customers, SavedCard
from gateways.errors import GatewayError, PaymentUnknownError
from gateways.payment_gateway import PaymentGateway
from gateways.payment_gateways import PaymentGateways
from models.card_setup import CardSetup
from services.clock import Clock
from services.customers import CustomerService
from services.database_errors import database_errors_become
from services.errors import NotFoundError
from services.identity.viewer import Viewer
from services.ledger.keys import client_key
from services.saved_cards.consent import CONSENT_VERSION
from services.saved_cards.errors import CardsNotKeptError, ConsentRequiredError, SavedCardsUnavailableError

__all__ = ["SavedCardService", "StartedCardSetup"]

_log = structlog.get_logger(__name__)

CARD_ID_MAXIMUM_CHARACTERS = 255

_away_is_unavailable = database_errors_become(SavedCardsUnavailableError)


@dataclass(frozen=True, slots=True)
class StartedCardSetup:
    """What a client needs to save a card. `client_secret` goes to the user's browser and nowhere else; never log it."""

    client_secret: str = field(repr=False)
    publishable_key: str
    page_url: str | None
    """Where the simulated gateway lets a person save a card; None for a real one."""


class SavedCardService:
    """The gateway keeps the cards, and is asked each time; we keep who agreed to what."""

    def __init__(self, gateways: PaymentGateways, customers: CustomerService, clock: Clock) -> None:
        self._gateways = gateways
        self._customers = customers
        self._clock = clock

    @_away_is_unavailable
    async def cards(self, viewer: Viewer) -> list[SavedCard]:
        """The viewer's cards, newest first. Raises CardsNotKeptError, SavedCardsUnavailableError."""
        gateway, kept = self._keeper()
        customer = await self._customers.known(viewer.user_id, gateway)
        if customer is None:
            return []
        try:
            return await kept.cards(customer)
        except GatewayError as error:
            raise SavedCardsUnavailableError from error

    @_away_is_unavailable
    async def start_setup(self, viewer: Viewer, key: str, *, consent: bool) -> StartedCardSetup:
        """Let the viewer save a card; the same key gives the same form again.

        Raises ConsentRequiredError, CardsNotKeptError, SavedCardsUnavailableError.
        """
        client_key("startCardSetup", key)  # refuses what is no key
        if not consent:
            raise ConsentRequiredError
        gateway, kept = self._keeper()
        setup = await self._setup(viewer, key, gateway)
        try:
            customer = await self._customers.ensure(viewer.user_id, gateway)
            if customer is None:
                raise NotFoundError("user")
            started = await kept.start_setup(setup.id, customer)
        except GatewayError as error:
            raise SavedCardsUnavailableError from error
        return StartedCardSetup(started.client_secret, gateway.publishable_key, started.page_url)

    @_away_is_unavailable
    async def remove(self, viewer: Viewer, card_id: str) -> None:
        """Let the gateway forget the viewer's card. Raises as `owned` does."""
        card = await self.owned(viewer.user_id, card_id)
        _, kept = self._keeper()
        try:
            await kept.remove_card(card.reference)
        except GatewayError as error:
            raise SavedCardsUnavailableError from error
        _log.info("saved_card_removed", user_id=viewer.user_id)

    async def owned(self, user_id: str, card_id: str) -> SavedCard:
        """The user's card; raises NotFoundError, CardsNotKeptError, SavedCardsUnavailableError."""
        gateway, kept = self._keeper()
        customer = await self._customers.known(user_id, gateway)
        if customer is None or not card_id or len(card_id) > CARD_ID_MAXIMUM_CHARACTERS:
            raise NotFoundError("saved card")
        try:
            card = await kept.card(card_id)
        except PaymentUnknownError:
            raise NotFoundError("saved card") from None
        except GatewayError as error:
            raise SavedCardsUnavailableError from error
        if card.customer != customer:
            raise NotFoundError("saved card")
        return card

    def _keeper(self) -> tuple[PaymentGateway, Customers]:
        for gateway in self._gateways.all():
            if gateway.customers is not None:
                return gateway, gateway.customers
        raise CardsNotKeptError

    async def _setup(self, viewer: Viewer, key: str, gateway: PaymentGateway) -> CardSetup:
        """The consent that this key recorded, recorded now if need be."""
        setup = CardSetup(
            user_id=viewer.user_id,
            client_key=key,
            gateway=gateway.name,
            consent_at=self._clock(),
            consent_version=CONSENT_VERSION,
        )
        try:
            await setup.insert()
        except DuplicateKeyError:
            stored = await CardSetup.find_one({"user_id": viewer.user_id, "client_key": key})
            if stored is None:
                raise SavedCardsUnavailableError from None
            return stored
        return setup
