"""`createPromoCode`: for admins."""

import strawberry

from schema.context import Info, require_admin
from schema.errors import OperationRefused
from schema.promo_code import CreatePromoCodeInput, CreatePromoCodeResult, PromoCode, PromoCodeCreated
from services.errors import TokentillError

__all__ = ["create_promo_code"]


@strawberry.mutation(description="Make a promo code. For admins.")
async def create_promo_code(info: Info, input: CreatePromoCodeInput) -> CreatePromoCodeResult:
    """Make it, and map what promotions refuse."""
    try:
        admin = require_admin(info)
        code = await info.context.services.promotions.create(admin.user_id, input.definition())
    except TokentillError as error:
        return OperationRefused.of(error)
    return PromoCodeCreated(promo_code=PromoCode.of(code))
