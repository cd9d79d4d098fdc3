"""`updatePromoCode`: for admins."""

import strawberry

from schema.context import Info, require_admin
from schema.errors import OperationRefused
from schema.promo_code import PromoCode, PromoCodeUpdated, UpdatePromoCodeInput, UpdatePromoCodeResult
from services.errors import TokentillError

__all__ = ["update_promo_code"]


@strawberry.mutation(description="Change who may have a promo code, when and how often. For admins.")
async def update_promo_code(info: Info, input: UpdatePromoCodeInput) -> UpdatePromoCodeResult:
    """Change it, and map what promotions refuse. Payments that have it keep it as it was."""
    try:
        admin = require_admin(info)
        code = await info.context.services.promotions.update(admin.user_id, input.code, input.changes())
    except TokentillError as error:
        return OperationRefused.of(error)
    return PromoCodeUpdated(promo_code=PromoCode.of(code))
