"""A payer comes back with the gateway's signed word that a payment was made."""

import hashlib

import structlog
from pymongo.errors import DuplicateKeyError

from gateways.errors import GatewayError, PaymentUnknownError, SignatureInvalidError
from gateways.payment_gateways import PaymentGateways
from messages import Phrase
from models.payment import Payment
from services.errors import InvalidInputError, NotFoundError
from services.identity.viewer import Viewer
from services.ledger.errors import IdempotencyConflictError
from services.ledger.keys import client_key
from services.payments.decisions import FlagCode, Report
from services.payments.errors import (
    GatewayUnreachableError,
    PaymentNotOpenError,
    PaymentNotVerifiableError,
    PaymentSignatureInvalidError,
)
from services.payments.events import PaymentEvents
from services.payments.handlers import Hint
from services.payments.store import PaymentStore

__all__ = ["PROOF_MAXIMUM_CHARACTERS", "Verifications"]

_log = structlog.get_logger(__name__)

PROOF_MAXIMUM_CHARACTERS = 255


class Verifications:
    """A proof that holds makes us ask the gateway at once, instead of waiting for its event.

    It never credits itself: it carries no amount and no time, and says nothing of what happened since.
    """

    def __init__(self, *, store: PaymentStore, events: PaymentEvents, gateways: PaymentGateways) -> None:
        self._store = store
        self._events = events
        self._gateways = gateways

    async def verify(self, viewer: Viewer, payment_id: str, attempt: str, signature: str, key: str) -> Payment:
        """The viewer's payment as it stands once the gateway was asked. `attempt` is the gateway's own id.

        Raises NotFoundError, InvalidInputError, PaymentNotVerifiableError where the gateway hands out no proofs,
        PaymentSignatureInvalidError, IdempotencyConflictError when `key` verified something else, PaymentNotOpenError
        when the gateway does not know the payment, GatewayUnreachableError, and as `PaymentEvents.apply` does.
        """
        client_key("verifyRazorpayPayment", key)  # refuses what is no key
        for name, value in (("razorpayPaymentId", attempt), ("razorpaySignature", signature)):
            if not 0 < len(value) <= PROOF_MAXIMUM_CHARACTERS:
                raise InvalidInputError(name, Phrase("must have 1 to {most} characters", most=PROOF_MAXIMUM_CHARACTERS))
        payment = await self._own(viewer, payment_id)
        self._check(payment, attempt, signature)
        await self._bind_key(payment, key, hashlib.sha256(f"{payment.id}|{attempt}".encode()).hexdigest())
        await self._ask(payment)
        return await self._own(viewer, payment_id)

    async def follow(self, hint: Hint) -> FlagCode | None:
        """Make a payment follow what the gateway has under `hint.object_id`; an `EventHandler`.

        That is an order: what Razorpay calls a payment is an attempt to pay one.
        """
        gateway = self._gateways.named(hint.source)
        answer = await gateway.retrieve_payment(hint.object_id)
        return await self._events.apply(Report.of_answer(gateway.name, answer, hint.event_id))

    def _check(self, payment: Payment, attempt: str, signature: str) -> None:
        try:
            proofs = self._gateways.named(payment.gateway).proofs
            if proofs is None:
                raise PaymentNotVerifiableError
            if payment.gateway_reference is None:
                raise PaymentSignatureInvalidError
            proofs.check(payment.gateway_reference, attempt, signature)
        except SignatureInvalidError:
            _log.warning("payment_proof_refused", payment_id=payment.id)
            raise PaymentSignatureInvalidError from None
        except GatewayError as error:
            raise GatewayUnreachableError from error

    async def _ask(self, payment: Payment) -> None:
        gateway, reference = self._gateways.named(payment.gateway), payment.gateway_reference
        assert reference is not None  # noqa: S101 - the proof was about it
        try:
            answer = await gateway.retrieve_payment(reference)
        except PaymentUnknownError as error:
            raise PaymentNotOpenError from error
        except GatewayError as error:
            raise GatewayUnreachableError from error
        await self._events.apply(Report.of_answer(gateway.name, answer))

    async def _own(self, viewer: Viewer, payment_id: str) -> Payment:
        payment = await self._store.of_user(viewer.user_id, payment_id)
        if payment is None:
            raise NotFoundError("payment")
        return payment

    async def _bind_key(self, payment: Payment, key: str, input_hash: str) -> None:
        bound = await self._store.by_verify_key(payment.user_id, key)
        if bound is not None and bound.verify_hash != input_hash:
            raise IdempotencyConflictError
        try:
            await self._store.set_verify_key(payment.id, key, input_hash)
        except DuplicateKeyError:
            raise IdempotencyConflictError from None
