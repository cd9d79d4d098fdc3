"""`resumeFirstPayment`: go on with a subscription whose client secret was lost before it was paid."""

import strawberry

from schema.context import Info, require_viewer
from schema.subscription import ResumeFirstPaymentInput, SubscribeResult, SubscriptionRefused, SubscriptionStarted
from services.subscriptions.errors import SubscriptionRefusedError

__all__ = ["resume_first_payment"]


@strawberry.mutation(
    description="Go on with a subscription that waits for its first payment: what `subscribe` gave, once more. Nothing "
    "new is made."
)
async def resume_first_payment(info: Info, input: ResumeFirstPaymentInput) -> SubscribeResult:
    """Hand it out again, and map what subscriptions refuse."""
    subscriptions = info.context.services.subscriptions
    try:
        started = await subscriptions.resume_first_payment(require_viewer(info), input.subscription_id)
        return SubscriptionStarted.of(started, await subscriptions.view(started.subscription))
    except SubscriptionRefusedError as error:
        return SubscriptionRefused.of(error)
