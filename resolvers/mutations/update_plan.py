"""`updatePlan`: for admins."""

import strawberry

from schema.catalog_plan import CatalogPlan, EditPlanResult, PlanSaved, UpdatePlanInput
from schema.catalog_version import edit_refusal
from schema.context import Info, require_admin
from services.errors import TokentillError

__all__ = ["update_plan"]


@strawberry.mutation(
    description="Change a plan, for subscriptions from now on; whoever has subscribed keeps "
    "what they agreed to. For admins."
)
async def update_plan(info: Info, input: UpdatePlanInput) -> EditPlanResult:
    """Change it, and map what is refused."""
    try:
        admin = require_admin(info)
        catalog = info.context.services.catalogs.plans
        item = await catalog.update(admin.user_id, input.plan_id, input.version, input.changes(), input.order)
    except TokentillError as error:
        return edit_refusal(error)
    return PlanSaved(plan=CatalogPlan.of(item))
