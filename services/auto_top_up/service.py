"""Everything that the outside of this folder may ask of auto top-up."""

import hashlib
import json
from dataclasses import asdict, dataclass

import structlog
from pymongo.errors import DuplicateKeyError, PyMongoError

from gateways.payment_gateways import PaymentGateways
from messages import Phrase
from models.auto_top_up import AutoTopUp, AutoTopUpChange, AutoTopUpTerms
from models.fields import INT64_MAXIMUM
from models.ids import new_id
from services.auto_top_up.errors import AutoTopUpNotSetError, AutoTopUpUnavailableError
from services.auto_top_up.reasons import CARD_REMOVED
from services.auto_top_up.rules import month_of
from services.auto_top_up.store import AutoTopUpStore
from services.auto_top_up.sweeper import AutoTopUpSweeper
from services.catalog.packages import PackageSource, checked_currency
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import InvalidInputError
from services.identity.viewer import Viewer
from services.ledger import Ledger
from services.ledger.errors import IdempotencyConflictError
from services.ledger.keys import client_key
from services.money import Money
from services.payments import Payments
from services.payments.errors import CurrencyNotOfferedError
from services.saved_cards import SavedCardService
from services.saved_cards.consent import CONSENT_VERSION
from services.saved_cards.errors import CardsNotKeptError, ConsentRequiredError

__all__ = ["AutoTopUpOrder", "AutoTopUps"]

_log = structlog.get_logger(__name__)

RACES_MAXIMUM = 5
NOTICED_MAXIMUM = 10_000
"""Wallets that are remembered between two passes; the rest are found by the regular look."""

_away_is_unavailable = database_errors_become(AutoTopUpUnavailableError)


@dataclass(frozen=True, slots=True)
class AutoTopUpOrder:
    """What a user asks for; nothing here is checked yet."""

    enabled: bool
    threshold_tokens: int
    package_id: str
    monthly_cap: Money
    saved_card_id: str
    consent: bool


class AutoTopUps:
    """One instance a process. What a user asks for is stored first, then applied; a sweeper does the charging."""

    def __init__(
        self,
        *,
        ledger: Ledger,
        packages: PackageSource,
        payments: Payments,
        saved_cards: SavedCardService,
        gateways: PaymentGateways,
        clock: Clock,
    ) -> None:
        self._store = AutoTopUpStore()
        self._packages = packages
        self._payments = payments
        self._saved_cards = saved_cards
        self._gateways = gateways
        self._clock = clock
        self._noticed: set[str] = set()
        self._sweeper = AutoTopUpSweeper(
            store=self._store, ledger=ledger, packages=packages, payments=payments, gateways=gateways, clock=clock
        )

    @_away_is_unavailable
    async def of(self, viewer: Viewer) -> AutoTopUp | None:
        """The viewer's auto top-up; None when it was never set up."""
        return await self._store.of_user(viewer.user_id)

    @_away_is_unavailable
    async def set(self, viewer: Viewer, order: AutoTopUpOrder, key: str) -> AutoTopUp:
        """Set it up as `order` says; the same key with the same order gives the auto top-up as it stands.

        Raises ConsentRequiredError, InvalidInputError, PackageNotFoundError, CurrencyNotOfferedError,
        CardsNotKeptError, NotFoundError for a card that is not the viewer's, SavedCardsUnavailableError,
        BillingAddressUnknownError, TaxUnavailableError, IdempotencyConflictError, AutoTopUpUnavailableError.
        """
        bound, asked = client_key("setAutoTopUp", key), _hash_of(order)
        change = await self._store.change_by_key(viewer.user_id, bound)
        if change is None:
            terms = await self._checked(viewer, order)
            change = await self._record(viewer, bound, asked, enabled=order.enabled, terms=terms)
        return await self._apply(change, asked)

    @_away_is_unavailable
    async def stop(self, viewer: Viewer, key: str) -> AutoTopUp:
        """Charge nothing more; what is just being charged ends as it does.

        Raises InvalidInputError, AutoTopUpNotSetError, IdempotencyConflictError, AutoTopUpUnavailableError.
        """
        bound = client_key("stopAutoTopUp", key)
        change = await self._store.change_by_key(viewer.user_id, bound)
        if change is None:
            if await self._store.newest_change(viewer.user_id) is None:
                raise AutoTopUpNotSetError
            change = await self._record(viewer, bound, "", enabled=False, terms=None)
        return await self._apply(change, "")

    @_away_is_unavailable
    async def remove_card(self, viewer: Viewer, card_id: str) -> None:
        """Stop charging the viewer's card, then let the gateway forget it. Raises as `SavedCardService.remove` does."""
        card = await self._saved_cards.owned(viewer.user_id, card_id)
        await self._store.disable_card(viewer.user_id, card.reference, CARD_REMOVED)
        await self._saved_cards.remove(viewer, card.reference)

    @_away_is_unavailable
    async def forget(self, user_id: str) -> bool:
        """Charge nothing more and forget card and customer; false while a charge is on its way. Safe to repeat.

        What was agreed to, and when, stays: it is the record of the consent.
        """
        return await self._store.forget(user_id, self._clock())

    def notice(self, wallet_id: str) -> None:
        """The balance of this wallet changed; it is looked at in the next pass."""
        if len(self._noticed) < NOTICED_MAXIMUM:
            self._noticed.add(wallet_id)

    async def sweep(self, limit: int) -> int:
        """See `AutoTopUpSweeper.sweep`; what was noticed is looked at first. Raises PyMongoError."""
        noticed, self._noticed = self._noticed, set()
        if noticed:
            try:
                await self._store.look_now(noticed, self._clock())
            except PyMongoError:
                self._noticed |= noticed
                raise
        return await self._sweeper.sweep(limit)

    async def _checked(self, viewer: Viewer, order: AutoTopUpOrder) -> AutoTopUpTerms:
        if order.enabled and not order.consent:
            raise ConsentRequiredError
        if not 1 <= order.threshold_tokens <= INT64_MAXIMUM:
            raise InvalidInputError("thresholdTokens", "must be at least 1")
        cap = order.monthly_cap
        currency = checked_currency(cap.currency)
        package = (await self._packages.current()).package(order.package_id)
        price = package.price_in(currency)
        if price is None:
            raise CurrencyNotOfferedError(cap.currency)
        _check_cap(cap, price.price.amount)
        await self._check_month(viewer, cap.currency)
        gateway = self._gateways.choose(cap.currency, package.id)
        if gateway.customers is None:
            raise CardsNotKeptError
        card = await self._saved_cards.owned(viewer.user_id, order.saved_card_id)
        if order.enabled:
            tax = await self._payments.taxing.of_card(gateway, card, new_id("pay"), price.price.amount, cap.currency)
            _check_cap(cap, price.price.amount + (0 if tax is None else tax.added))
        return AutoTopUpTerms(
            threshold_tokens=order.threshold_tokens,
            package_id=package.id,
            currency=cap.currency,
            monthly_cap=cap.amount,
            card=card.reference,
            customer=card.customer or "",
            gateway=gateway.name,
        )

    async def _check_month(self, viewer: Viewer, currency: str) -> None:
        """What was charged this month counts in its own currency, so another one must wait."""
        stored = await self._store.of_user(viewer.user_id)
        if stored is None or stored.terms.currency == currency:
            return
        if stored.spent_in(month_of(self._clock())) > 0:
            raise InvalidInputError("monthlyCap", "must be in the same currency until the month is over")

    async def _record(
        self, viewer: Viewer, key: str, asked: str, *, enabled: bool, terms: AutoTopUpTerms | None
    ) -> AutoTopUpChange:
        """The stored change; or the one that another call with the same key has stored meanwhile."""
        for _ in range(RACES_MAXIMUM):
            newest = await self._store.newest_change(viewer.user_id)
            change = AutoTopUpChange(
                user_id=viewer.user_id,
                wallet_id=viewer.wallet_id,
                revision=1 if newest is None else newest.revision + 1,
                client_key=key,
                input_hash=asked,
                enabled=enabled,
                terms=terms,
                consent_version=None if terms is None else CONSENT_VERSION,
                at=self._clock(),
            )
            try:
                await change.insert()
            except DuplicateKeyError:
                same = await self._store.change_by_key(viewer.user_id, key)
                if same is not None:
                    return same
            else:
                _log.info("auto_top_up_changed", user_id=viewer.user_id, enabled=enabled, revision=change.revision)
                return change
        raise AutoTopUpUnavailableError

    async def _apply(self, change: AutoTopUpChange, asked: str) -> AutoTopUp:
        if change.input_hash != asked:
            raise IdempotencyConflictError
        await self._store.apply(change)
        stored = await self._store.of_user(change.user_id)
        if stored is None:
            raise AutoTopUpNotSetError
        return stored


def _check_cap(cap: Money, price: int) -> None:
    if not price <= cap.amount <= INT64_MAXIMUM:
        raise InvalidInputError("monthlyCap", Phrase("must be at least the package's price, {amount}", amount=price))


def _hash_of(order: AutoTopUpOrder) -> str:
    return hashlib.sha256(json.dumps(asdict(order), sort_keys=True).encode("ascii")).hexdigest()
