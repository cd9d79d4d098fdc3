"""`restorePlan`: for admins."""

import strawberry

from schema.catalog_plan import CatalogPlan, EditPlanResult, PlanSaved, RestorePlanInput
from schema.catalog_version import edit_refusal
from schema.context import Info, require_admin
from services.errors import TokentillError

__all__ = ["restore_plan"]


@strawberry.mutation(description="Offer a retired plan again. For admins.")
async def restore_plan(info: Info, input: RestorePlanInput) -> EditPlanResult:
    """Restore it, and map what is refused."""
    try:
        admin = require_admin(info)
        catalog = info.context.services.catalogs.plans
        item = await catalog.restore(admin.user_id, input.plan_id, input.version)
    except TokentillError as error:
        return edit_refusal(error)
    return PlanSaved(plan=CatalogPlan.of(item))
