"""`startCheckout`: start paying for a package on Stripe's own page."""

import strawberry

import models.payment as stored
from models.team_member import TeamRole
from resolvers.wallets import wallet_of
from schema.checkout import CheckoutStarted, StartCheckoutInput, StartCheckoutResult
from schema.context import Info, require_viewer
from schema.price_quote import PromoCodeRefused
from schema.purchase import PaymentMethodUnavailable, PaymentRefused
from services.payments.errors import PaymentMethodUnavailableError, PaymentRefusedError
from services.promotions.errors import PromoCodeRefusedError

__all__ = ["start_checkout"]


@strawberry.mutation(
    description="Start a purchase that is paid on Stripe's page. Tokens are credited once it is paid, as by `purchase`;"
    " `cancelPurchase` closes the page."
)
async def start_checkout(info: Info, input: StartCheckoutInput) -> StartCheckoutResult:
    """Start it."""
    try:
        viewer = require_viewer(info)
        await wallet_of(info, input.team_id, TeamRole.ADMIN)
        started = await info.context.services.payments.checkout(
            viewer,
            input.package_id,
            stored.PaymentMethod(str(input.payment_method.value)),
            input.idempotency_key,
            input.currency,
            input.options(),
        )
    except PaymentMethodUnavailableError as error:
        return PaymentMethodUnavailable.of(error)
    except PaymentRefusedError as error:
        return PaymentRefused.of(error)
    except PromoCodeRefusedError as error:
        return PromoCodeRefused.of(error, input.promo_code)
    return CheckoutStarted.of(started)
