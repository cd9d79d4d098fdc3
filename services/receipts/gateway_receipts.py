"""The gateway's own receipt of a payment: asked for when somebody wants to see it, and kept with the payment."""

import asyncio
from datetime import timedelta

import structlog

from gateways.errors import GatewayError
from gateways.payment_gateways import PaymentGateways
from models.payment import Payment
from services.clock import Clock

__all__ = ["GatewayReceipts"]

_log = structlog.get_logger(__name__)

CALLS_AT_ONCE = 8
"""A page of purchases asks for as many receipts as it has rows."""
CALL_SECONDS = 3.0
"""Longest wait, the wait for a turn included: a history without a link is better than none."""
KEPT = timedelta(days=7)
"""Then it is asked for again: Stripe's links end after 30 days (https://docs.stripe.com/receipts)."""


class GatewayReceipts:
    """One for each process."""

    def __init__(self, gateways: PaymentGateways, clock: Clock) -> None:
        self._gateways = gateways
        self._clock = clock
        self._free = asyncio.Semaphore(CALLS_AT_ONCE)

    async def url(self, payment: Payment) -> str | None:
        """Where the gateway shows its receipt; None while it is not paid, has none, or cannot be asked just now."""
        kept = payment.gateway_receipt
        if kept is not None and kept.read_at > self._clock() - KEPT:
            return kept.url
        if payment.credited_at is None or payment.gateway_reference is None:
            return None
        try:
            async with asyncio.timeout(CALL_SECONDS), self._free:
                url = await self._gateways.named(payment.gateway).receipt_url(payment.gateway_reference)
        except (GatewayError, TimeoutError) as error:
            _log.warning("gateway_receipt_not_read", payment_id=payment.id, error=type(error).__name__)
            return kept.url if kept is not None else None
        if url is not None:
            receipt = {"url": url, "read_at": self._clock()}
            payments = Payment.get_pymongo_collection()
            await payments.update_one({"_id": payment.id}, {"$set": {"gateway_receipt": receipt}})
        return url
