"""The interface of a gateway that works out tax, in plain data."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from models.payment import TaxBehavior

__all__ = ["BillingAddress", "CalculatedTax", "TaxCalculator", "TaxRequest"]


@dataclass(frozen=True, slots=True)
class BillingAddress:
    """Where a payer lives, as far as they say. `country` is an ISO 3166-1 code of two letters, in upper case."""

    country: str
    postal_code: str | None = field(default=None, repr=False)
    state: str | None = field(default=None, repr=False)
    city: str | None = field(default=None, repr=False)
    line1: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class TaxRequest:
    """What is to be taxed. `amount` is in minor units of `currency` (ISO 4217, upper case)."""

    payment_id: str
    """Ours; makes the idempotency key at the gateway."""
    amount: int
    currency: str
    behavior: TaxBehavior
    address: BillingAddress


@dataclass(frozen=True, slots=True)
class CalculatedTax:
    """What the gateway has worked out. Amounts are in minor units of the request's currency."""

    reference: str
    """The gateway's id of the calculation: `taxcalc_...` for Stripe."""
    tax: int
    """Added to the request's amount, or contained in it, as was asked."""
    expires_at: datetime | None
    """Until when a payment may be made with it; None: without limit."""


class TaxCalculator(Protocol):
    """Calls raise as those of `PaymentGateway` do."""

    async def calculate(self, request: TaxRequest) -> CalculatedTax:
        """Work it out, or return what was worked out before for the same `payment_id`.

        Raises TaxAddressUnknownError too.
        """
