"""`updatePromoCode`: for admins."""

import strawberry

from schema.context import Info, require_admin
from schema.promo_code import PromoCode, PromoCodeUpdated, UpdatePromoCodeInput, UpdatePromoCodeResult

__all__ = ["update_promo_code"]


@strawberry.mutation(description="Change who may have a promo code, when and how often. For admins.")
async def update_promo_code(info: Info, input: UpdatePromoCodeInput) -> UpdatePromoCodeResult:
    """Change it. Payments that have it keep it as it was."""
    admin = require_admin(info)
    code = await info.context.services.promotions.update(admin.user_id, input.code, input.changes())
    return PromoCodeUpdated(promo_code=PromoCode.of(code))
