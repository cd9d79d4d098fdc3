"""`retirePlan`: for admins."""

import strawberry

from schema.catalog_plan import CatalogPlan, EditPlanResult, PlanSaved, RetirePlanInput
from schema.catalog_version import edit_refusal
from schema.context import Info, require_admin
from services.errors import TokentillError

__all__ = ["retire_plan"]


@strawberry.mutation(description="Offer a plan to nobody any more; whoever has subscribed keeps it. For admins.")
async def retire_plan(info: Info, input: RetirePlanInput) -> EditPlanResult:
    """Retire it, and map what is refused."""
    try:
        admin = require_admin(info)
        catalog = info.context.services.catalogs.plans
        item = await catalog.retire(admin.user_id, input.plan_id, input.version)
    except TokentillError as error:
        return edit_refusal(error)
    return PlanSaved(plan=CatalogPlan.of(item))
