"""What a user agrees on: a plan's price, found or made at the gateway, and all that it gives, frozen."""

from gateways.errors import GatewayRefusedError, GatewayUnavailableError
from gateways.subscriptions import PriceRequest, SubscriptionGateway
from models.payment import PaymentFailure
from models.subscription import FrozenTerms, PlanInterval
from services.catalog.plan import Plan, PlanPrice
from services.payments.errors import GatewayUnreachableError
from services.subscriptions.errors import PlanNotSoldError, SubscriptionRefusedError

__all__ = ["freeze_terms", "price_of"]


def price_of(plan: Plan, currency: str | None, interval: PlanInterval) -> PlanPrice:
    """The plan's price in `currency` (None: the usual one) by the interval; raises PlanNotSoldError."""
    price = plan.price_in(currency, interval)
    if price is None:
        raise PlanNotSoldError(currency, interval)
    return price


async def freeze_terms(gateway: SubscriptionGateway, plan: Plan, price: PlanPrice) -> FrozenTerms:
    """The terms of `plan` at `price` as of now. Raises GatewayUnreachableError, SubscriptionRefusedError."""
    request = PriceRequest(
        lookup_key=plan.lookup_key(price),
        plan_id=plan.id,
        plan_name=plan.name,
        amount=price.price.amount,
        currency=price.price.currency,
        interval=price.interval,
    )
    try:
        reference = await gateway.ensure_price(request)
    except GatewayUnavailableError as error:
        raise GatewayUnreachableError from error
    except GatewayRefusedError as error:
        raise SubscriptionRefusedError(PaymentFailure(code=error.code, message=error.message)) from error
    return FrozenTerms(
        plan_id=plan.id,
        price_reference=reference,
        amount=price.price.amount,
        tokens=plan.tokens_of(price.interval),
        grace_days=plan.grace_days,
        limits=plan.limits,
    )
