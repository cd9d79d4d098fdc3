"""`createPlan`: for admins."""

import strawberry

from schema.catalog_plan import CatalogPlan, CreatePlanInput, EditPlanResult, PlanSaved
from schema.catalog_version import edit_refusal
from schema.context import Info, require_admin
from services.errors import TokentillError

__all__ = ["create_plan"]


@strawberry.mutation(description="Offer a new plan, with the checks of a file of plans. For admins.")
async def create_plan(info: Info, input: CreatePlanInput) -> EditPlanResult:
    """Make it, and map what is refused."""
    try:
        admin = require_admin(info)
        catalog = info.context.services.catalogs.plans
        item = await catalog.create(admin.user_id, input.plan_id, input.value(), input.order)
    except TokentillError as error:
        return edit_refusal(error)
    return PlanSaved(plan=CatalogPlan.of(item))
