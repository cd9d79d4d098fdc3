"""`createBillingPortalSession`: Stripe's own page for cards, invoices and the subscription."""

import strawberry

from schema.context import Info, require_viewer
from schema.subscription import (
    BillingPortalInput,
    BillingPortalResult,
    BillingPortalSession,
    SubscriptionRefused,
)
from services.subscriptions.errors import SubscriptionRefusedError

__all__ = ["create_billing_portal_session"]


@strawberry.mutation(description="Make an address of Stripe's customer portal for the caller.")
async def create_billing_portal_session(info: Info, input: BillingPortalInput) -> BillingPortalResult:
    """Ask for it."""
    subscriptions = info.context.services.subscriptions
    try:
        url = await subscriptions.portal_url(require_viewer(info), input.idempotency_key)
    except SubscriptionRefusedError as error:
        return SubscriptionRefused.of(error)
    return BillingPortalSession(url=url)
