"""Works a payment's tax out before the gateway makes it, once: what is frozen is what the payer is charged."""

from dataclasses import dataclass

import structlog

from gateways.customers import SavedCard
from gateways.errors import GatewayError, GatewayRefusedError, TaxAddressUnknownError
from gateways.payment_gateway import PaymentGateway
from gateways.payment_gateways import PaymentGateways
from gateways.tax import BillingAddress, CalculatedTax, TaxRequest
from models.payment import Payment, TaxBehavior
from services.payments.errors import (
    BillingAddressRequiredError,
    BillingAddressUnknownError,
    PaymentsUnavailableError,
    TaxUnavailableError,
)
from services.payments.store import PaymentStore

__all__ = ["ChargeTax", "Taxing"]

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ChargeTax:
    """The tax of a charge to a saved card. `amount` is in minor units."""

    behavior: TaxBehavior
    amount: int
    calculation: str

    @property
    def added(self) -> int:
        """How much of it comes on top of the price."""
        return 0 if self.behavior is TaxBehavior.INCLUSIVE else self.amount


class Taxing:
    """`behavior` is how this server taxes what it sells; None when tax is switched off."""

    def __init__(self, *, store: PaymentStore, gateways: PaymentGateways, behavior: TaxBehavior | None) -> None:
        self._store = store
        self._gateways = gateways
        self._behavior = behavior

    def behavior_for(self, gateway: PaymentGateway, *, on_hosted_page: bool) -> TaxBehavior | None:
        """How a new payment at `gateway` is taxed; None where the gateway works no tax out."""
        able = gateway.checkout is not None if on_hosted_page else gateway.tax is not None
        return self._behavior if able else None

    async def freeze(self, payment: Payment, address: BillingAddress | None) -> Payment:
        """The payment with its tax, worked out now if need be; as it stands when another call was faster.

        Raises TaxAddressUnknownError, BillingAddressRequiredError, TaxUnavailableError, PaymentsUnavailableError.
        """
        if payment.tax_behavior is None or payment.tax_calculation is not None:
            return payment
        if address is None:
            raise BillingAddressRequiredError
        request = TaxRequest(payment.id, payment.amount, payment.currency, payment.tax_behavior, address)
        tax = await self._calculate(payment.gateway, request)
        frozen = await self._store.freeze_tax(payment.id, tax)
        if frozen is None:
            frozen = await self._store.of_user(payment.user_id, payment.id)
        if frozen is None:
            raise PaymentsUnavailableError
        return frozen

    async def of_card(
        self, gateway: PaymentGateway, card: SavedCard, payment_id: str, amount: int, currency: str
    ) -> ChargeTax | None:
        """The tax of a charge to `card`, by its owner's address there; None where nothing is taxed.

        The charge is not made yet. Raises BillingAddressUnknownError, TaxUnavailableError.
        """
        behavior = self.behavior_for(gateway, on_hosted_page=False)
        if behavior is None:
            return None
        if card.address is None:
            raise BillingAddressUnknownError
        request = TaxRequest(payment_id, amount, currency, behavior, card.address)
        try:
            tax = await self._calculate(gateway.name, request)
        except TaxAddressUnknownError:
            raise BillingAddressUnknownError from None
        return ChargeTax(behavior, tax.tax, tax.reference)

    async def _calculate(self, gateway: str, request: TaxRequest) -> CalculatedTax:
        """A refusal that is not about the address is about this shop's settings, so the payment may go on later."""
        try:
            calculator = self._gateways.named(gateway).tax
            if calculator is None:
                raise TaxUnavailableError
            return await calculator.calculate(request)
        except TaxAddressUnknownError:
            raise
        except GatewayRefusedError as error:
            _log.error("tax_refused", payment_id=request.payment_id, code=error.code)
            raise TaxUnavailableError from None
        except GatewayError as error:
            raise TaxUnavailableError from error
