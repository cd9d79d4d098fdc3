"""`purchase`: start paying for a package."""

import strawberry

import models.payment as stored
from models.team_member import TeamRole
from resolvers.wallets import wallet_of
from schema.context import Info, require_viewer
from schema.price_quote import PromoCodeRefused
from schema.purchase import PaymentMethodUnavailable, PaymentRefused, PurchaseInput, PurchaseResult, PurchaseStarted
from services.payments.errors import PaymentMethodUnavailableError, PaymentRefusedError
from services.promotions.errors import PromoCodeRefusedError

__all__ = ["purchase"]


@strawberry.mutation(
    description="Start a purchase. The amount comes from the catalogue. Tokens are credited once it is paid."
)
async def purchase(info: Info, input: PurchaseInput) -> PurchaseResult:
    """Start it."""
    try:
        viewer = require_viewer(info)
        await wallet_of(info, input.team_id, TeamRole.ADMIN)
        started = await info.context.services.payments.purchase(
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
    return PurchaseStarted.of(started)
