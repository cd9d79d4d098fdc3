"""What each decision does. Nothing here credits or refunds by a way of its own, and every effect may be repeated."""

from gateways.errors import GatewayRefusedError, GatewayUnavailableError
from messages import Phrase
from models.admin_action import AdminAction
from models.payment import Payment
from models.subscription import Subscription
from models.user import Role
from models.webhook_event import WebhookEvent
from services.identity.viewer import Viewer
from services.payments import Payments
from services.payments.decisions import FlagCode
from services.payments.errors import GatewayUnreachableError
from services.payments.handlers import Hint
from services.reversals import Reversals
from services.reviews.errors import ReviewNotPossibleError
from services.reviews.review import Decision, Review

__all__ = ["ReviewEffects"]

_OBJECT_OF_SUBSCRIPTIONS = "subscription"


class ReviewEffects:
    """Goes the ways of payments and reversals."""

    def __init__(self, payments: Payments, reversals: Reversals) -> None:
        self._payments = payments
        self._reversals = reversals

    async def carry_out(self, review: Review, decision: Decision, action: AdminAction) -> None:
        """Do what was decided. Raises ReviewNotPossibleError, GatewayUnreachableError, RefundError, LedgerError."""
        try:
            match decision, review.row:
                case Decision.DISMISS, _:
                    return
                case Decision.CREDIT, Payment() as payment:
                    await self._credit(payment)
                case Decision.REFUND, Payment() as payment:
                    await self._reversals.refund(
                        _admin(action), payment.id, None, action.details["reason"], f"review:{action.id}"
                    )
                case Decision.CHECK_AGAIN, row:
                    await self._check(row)
                case _:
                    raise ReviewNotPossibleError("it does not fit what is flagged")
        except GatewayUnavailableError as error:
            raise GatewayUnreachableError from error
        except GatewayRefusedError as error:
            raise ReviewNotPossibleError("the gateway does not know it") from error

    async def _credit(self, payment: Payment) -> None:
        if payment.credited_at is not None:
            return  # by this decision before a crash, or because it was put right meanwhile
        flag = await self._payments.credit_as_decided(payment)
        if flag is not None:
            raise ReviewNotPossibleError(Phrase("it cannot be credited ({flag})", flag=flag.value))

    async def _check(self, row: Payment | Subscription | WebhookEvent) -> None:
        """Ask the gateway. What it says may be the same as before: then that is an admin's to dismiss, or to decide."""
        flag: FlagCode | None = None
        match row:
            case Payment(gateway_reference=str(reference)):
                flag = await self._payments.follow(row.gateway, reference)
            case Payment():
                await self._payments.settle(row)
            case Subscription(gateway_reference=str(reference)):
                flag = await self._payments.handle(Hint(row.gateway, _OBJECT_OF_SUBSCRIPTIONS, reference, "", "review"))
            case WebhookEvent():
                flag = await self._check_event(row)
        if flag is not None:
            raise ReviewNotPossibleError(Phrase("the gateway still says what is flagged ({flag})", flag=flag.value))

    async def _check_event(self, row: WebhookEvent) -> FlagCode | None:
        reference = row.facts.get("reference")
        if isinstance(reference, str):
            return await self._payments.follow(row.source, reference, row.event_id)
        return await self._payments.handle(Hint.of(row))


def _admin(action: AdminAction) -> Viewer:
    """As whom the refund is asked for; that they may was made sure of when they decided."""
    return Viewer(user_id=action.admin_id, wallet_id="", role=Role.ADMIN, session_id="")
