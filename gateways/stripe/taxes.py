"""Stripe's Tax Calculations (https://docs.stripe.com/api/tax/calculations).

A PaymentIntent that names one by `hooks.inputs.tax.calculation` needs nothing more: Stripe records the tax when it is
paid, takes it back in proportion with each refund, and restores that when a refund fails; of a dispute it records
nothing (https://docs.stripe.com/tax/payment-intent).
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import stripe
import structlog

from gateways.errors import GatewayRefusedError, GatewayUnavailableError, TaxAddressUnknownError
from gateways.stripe.calls import Caller
from gateways.tax import BillingAddress, CalculatedTax, TaxRequest
from models.payment import TaxBehavior

if TYPE_CHECKING:
    from stripe.params.tax import CalculationCreateParams, CalculationCreateParamsCustomerDetailsAddress

__all__ = ["StripeTaxes"]

_log = structlog.get_logger(__name__)

_UNKNOWN = "customer_tax_location_invalid"
_ABOUT_THE_ADDRESS = frozenset(
    {
        _UNKNOWN,
        "country_code_invalid",
        "country_unsupported",
        "invalid_tax_location",
        "postal_code_invalid",
        "state_unsupported",
    }
)
"""https://docs.stripe.com/error-codes; all are told as the first, which is the one that is about tax."""


class StripeTaxes:
    """`TaxCalculator` on Stripe. `call` bounds and translates, as for every call of the gateway."""

    def __init__(self, client: stripe.StripeClient, call: Caller) -> None:
        self._calculations = client.v1.tax.calculations
        self._call = call

    async def calculate(self, request: TaxRequest) -> CalculatedTax:
        """See `TaxCalculator`. Stripe keeps the idempotency key for 24 hours."""
        try:
            answer = await self._call(
                self._calculations.create_async(_params(request), {"idempotency_key": f"tax:{request.payment_id}"})
            )
        except GatewayRefusedError as error:
            if error.code in _ABOUT_THE_ADDRESS:
                raise TaxAddressUnknownError(_UNKNOWN, error.message) from None
            raise
        tax = _read(answer.to_dict(), request)
        _log.info("stripe_tax_calculated", payment_id=request.payment_id, reference=tax.reference)
        return tax


def _params(request: TaxRequest) -> "CalculationCreateParams":
    """Without a tax code: the account's default one stands for what this shop sells."""
    return {
        "currency": request.currency.lower(),
        "line_items": [
            {"amount": request.amount, "reference": request.payment_id, "tax_behavior": request.behavior.value}
        ],
        "customer_details": {"address": _address(request.address), "address_source": "billing"},
    }


def _address(address: BillingAddress) -> "CalculationCreateParamsCustomerDetailsAddress":
    said: CalculationCreateParamsCustomerDetailsAddress = {"country": address.country}
    if address.postal_code is not None:
        said["postal_code"] = address.postal_code
    if address.state is not None:
        said["state"] = address.state
    if address.city is not None:
        said["city"] = address.city
    if address.line1 is not None:
        said["line1"] = address.line1
    return said


def _read(data: Mapping[str, Any], request: TaxRequest) -> CalculatedTax:
    """What does not add up is not taken: the payer would be charged another sum than Stripe reports to the tax office.

    Raises GatewayUnavailableError.
    """
    added, contained = data.get("tax_amount_exclusive"), data.get("tax_amount_inclusive")
    tax, other = (added, contained) if request.behavior is TaxBehavior.EXCLUSIVE else (contained, added)
    total = request.amount + (added if isinstance(added, int) else 0)
    if not isinstance(tax, int) or isinstance(tax, bool) or tax < 0 or other != 0 or data.get("amount_total") != total:
        raise _unreadable("amounts: do not add up")
    if data.get("currency") != request.currency.lower():
        raise _unreadable("currency: is another one")
    reference, expires_at = data.get("id"), data.get("expires_at")
    if not isinstance(reference, str) or not reference:
        raise _unreadable("id: is not a text")
    return CalculatedTax(reference, tax, datetime.fromtimestamp(expires_at, UTC) if expires_at else None)


def _unreadable(what: str) -> GatewayUnavailableError:
    return GatewayUnavailableError(f"Stripe's answer cannot be read ({what}).")
