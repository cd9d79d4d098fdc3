"""`exportAllUsage`: for admins."""

import strawberry

from schema.context import Info, require_admin
from schema.usage_export import ExportAllUsageInput, ExportAllUsageResult, UsageExport, UsageExportOffered

__all__ = ["export_all_usage"]


@strawberry.mutation(
    description="Offer the usage of a user, or of everybody, as a file behind a link. That it was asked for stands in "
    "the audit log. For admins."
)
async def export_all_usage(info: Info, input: ExportAllUsageInput) -> ExportAllUsageResult:
    """Offer it."""
    exports = info.context.services.usage_exports
    admin = require_admin(info)
    offered = await exports.ask_as_admin(admin, input.user_id, input.wanted(), input.format.to_model())
    return UsageExportOffered(usage_export=UsageExport.of(offered))
