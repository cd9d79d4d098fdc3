"""`createPromoCode`: for admins."""

import strawberry

from schema.context import Info, require_admin
from schema.promo_code import CreatePromoCodeInput, CreatePromoCodeResult, PromoCode, PromoCodeCreated

__all__ = ["create_promo_code"]


@strawberry.mutation(description="Make a promo code. For admins.")
async def create_promo_code(info: Info, input: CreatePromoCodeInput) -> CreatePromoCodeResult:
    """Make it."""
    admin = require_admin(info)
    code = await info.context.services.promotions.create(admin.user_id, input.definition())
    return PromoCodeCreated(promo_code=PromoCode.of(code))
