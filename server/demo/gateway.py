"""A payment gateway of the demo business, in memory. What it collects is told as money of live mode.

So no server of development, whose gateway is in test mode, ever asks about these payments or compares them.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from gateways.amount_limits import AmountLimits
from gateways.errors import PaymentUnknownError
from gateways.payment_gateway import (
    GatewayEvent,
    GatewayPayment,
    GatewayPaymentStatus,
    MethodAvailability,
    PaymentRequest,
)
from gateways.reversals import GatewayDispute, GatewayRefund, GatewayReversals, RefundRequest
from models.payment import PaymentMethod
from models.reversal import DisputeState, RefundStatus
from services.clock import Clock

__all__ = ["DemoGateway"]


class DemoGateway:
    """A `PaymentGateway` named `stripe` that does what its caller says."""

    name = "stripe"
    publishable_key = "pk_demo"
    livemode = True
    simulated = True
    checkout = customers = subscriptions = lists = tax = proofs = None

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._payments: dict[str, GatewayPayment] = {}
        self._refunds: dict[str, list[GatewayRefund]] = {}
        self._disputes: dict[str, list[GatewayDispute]] = {}

    # --- What the payer and the bank do
    def pay(self, reference: str) -> None:
        """The payer pays."""
        payment = self._payments[reference]
        self._payments[reference] = replace(
            payment, status=GatewayPaymentStatus.SUCCEEDED, amount_received=payment.amount, cancellable=False
        )

    def decline(self, reference: str, code: str) -> None:
        """The bank says no."""
        self._payments[reference] = replace(self._payments[reference], failure_code=code, failure_message="Declined.")

    def dispute(self, reference: str, state: DisputeState) -> None:
        """The payer's bank disputes the payment, or decides about that."""
        payment = self._payments[reference]
        before = self._disputes.get(reference, [])
        opened_at: datetime = before[0].created_at if before else self._clock()
        dispute_id = f"dp_{reference.removeprefix('pi_')}"
        self._disputes[reference] = [
            GatewayDispute(dispute_id, payment.amount, payment.currency, state, "fraudulent", opened_at)
        ]

    # --- What services ask
    def limits(self, currency: str) -> AmountLimits | None:  # noqa: ARG002 - as the protocol says
        """None."""
        return None

    async def methods(self, currency: str) -> list[MethodAvailability]:  # noqa: ARG002 - as above
        """All."""
        return [MethodAvailability(method, available=True) for method in PaymentMethod]

    async def create_payment(self, request: PaymentRequest) -> GatewayPayment:
        """A payment that waits for `pay` or `decline`."""
        reference = f"pi_demo_{request.payment_id.removeprefix('pay_')}"
        payment = GatewayPayment(
            reference=reference,
            payment_id=request.payment_id,
            amount=request.amount,
            amount_received=0,
            currency=request.currency,
            status=GatewayPaymentStatus.OPEN,
            livemode=True,
            client_secret="demo",  # noqa: S106 - it opens nothing
        )
        self._payments[reference] = payment
        return payment

    async def retrieve_payment(self, reference: str) -> GatewayPayment:
        """Raises PaymentUnknownError."""
        if reference not in self._payments:
            raise PaymentUnknownError("resource_missing", "No such payment")
        return self._payments[reference]

    async def cancel_payment(self, reference: str) -> GatewayPayment:
        """It cannot be paid any more."""
        cancelled = replace(self._payments[reference], status=GatewayPaymentStatus.CANCELLED, cancellable=False)
        self._payments[reference] = cancelled
        return cancelled

    async def reversals(self, reference: str) -> GatewayReversals:
        """All that went back."""
        paid = self._payments[reference].amount_received
        return GatewayReversals(paid, tuple(self._refunds.get(reference, ())), tuple(self._disputes.get(reference, ())))

    async def refund_payment(self, request: RefundRequest) -> GatewayRefund:
        """Pay back at once."""
        currency = self._payments[request.reference].currency
        made = GatewayRefund(
            id=f"re_demo_{request.refund_id.removeprefix('rfd_')}",
            amount=request.amount,
            currency=currency,
            status=RefundStatus.SUCCEEDED,
            created_at=self._clock(),
            refund_id=request.refund_id,
        )
        self._refunds.setdefault(request.reference, []).append(made)
        return made

    async def reversed_payment(self, object_type: str, object_id: str) -> str | None:  # noqa: ARG002 - as above
        """Nobody asks."""
        return None

    async def receipt_url(self, reference: str) -> str | None:  # noqa: ARG002 - as above
        """None."""
        return None

    def payment_page_url(self, payment: GatewayPayment) -> str | None:  # noqa: ARG002 - as above
        """None."""
        return None

    def parse_event(self, body: bytes, headers: Mapping[str, str]) -> GatewayEvent:
        """It sends none."""
        raise NotImplementedError

    async def close(self) -> None:
        """Nothing is open."""
