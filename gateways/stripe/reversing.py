"""Asks Stripe about refunds and disputes, and makes refunds."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import stripe
import structlog

from gateways.errors import GatewayRefusedError, GatewayUnavailableError
from gateways.reversals import REVERSALS_MAXIMUM, GatewayRefund, GatewayReversals, RefundRequest
from gateways.stripe.reversals import (
    REFUND_ID_KEY,
    UnreadableReversalError,
    payment_intent_of,
    read_dispute,
    read_refund,
)

__all__ = ["StripeReversals"]

_log = structlog.get_logger(__name__)

PAGE = 100
Call = Callable[[Awaitable[Any]], Awaitable[Any]]


class StripeReversals:
    """A `ReversalGateway` on `client`. `call` bounds one call in time and translates its failure."""

    def __init__(self, client: stripe.StripeClient, call: Call) -> None:
        self._client = client
        self._call = call

    async def reversals(self, reference: str) -> GatewayReversals:
        """See `ReversalGateway`."""
        api = self._client.v1
        intent, refunds, disputes = await asyncio.gather(
            self._call(api.payment_intents.retrieve_async(reference)),
            self._all(api.refunds.list_async, reference),
            self._all(api.disputes.list_async, reference),
        )
        try:
            return GatewayReversals(
                paid=int(intent.to_dict()["amount_received"]),
                refunds=tuple(read_refund(item) for item in refunds),
                disputes=tuple(read_dispute(item) for item in disputes),
            )
        except (UnreadableReversalError, KeyError) as error:
            raise GatewayUnavailableError(f"Stripe's answer cannot be read ({error}).") from None

    async def refund_payment(self, request: RefundRequest) -> GatewayRefund:
        """See `ReversalGateway`. Our refund's id is Stripe's idempotency key, which Stripe keeps for 24 hours."""
        answer = await self._call(
            self._client.v1.refunds.create_async(
                {
                    "payment_intent": request.reference,
                    "amount": request.amount,
                    "metadata": {REFUND_ID_KEY: request.refund_id},
                },
                {"idempotency_key": request.refund_id},
            )
        )
        try:
            refund = read_refund(answer.to_dict())
        except UnreadableReversalError as error:
            raise GatewayUnavailableError(f"Stripe's answer cannot be read ({error}).") from None
        _log.info("stripe_refund_created", refund_id=request.refund_id, reference=refund.id)
        return refund

    async def reversed_payment(self, object_type: str, object_id: str) -> str | None:
        """See `ReversalGateway`."""
        api = self._client.v1
        readers: Mapping[str, Callable[[str], Awaitable[Any]]] = {
            "refund": api.refunds.retrieve_async,
            "dispute": api.disputes.retrieve_async,
            "charge": api.charges.retrieve_async,
        }
        if object_type not in readers:
            return None
        answer = await self._call(readers[object_type](object_id))
        return payment_intent_of(answer.to_dict())

    async def _all(self, list_page: Callable[[Any], Awaitable[Any]], reference: str) -> list[Mapping[str, Any]]:
        """Every page of a list; raises GatewayRefusedError for one without end."""
        found: list[Mapping[str, Any]] = []
        params: dict[str, Any] = {"payment_intent": reference, "limit": PAGE}
        while True:
            page = (await self._call(list_page(params))).to_dict()
            found += page["data"]
            if not page["has_more"]:
                return found
            if len(found) >= REVERSALS_MAXIMUM:
                raise GatewayRefusedError("too_many_reversals", "The payment has too many refunds or disputes.")
            params = {**params, "starting_after": found[-1]["id"]}
