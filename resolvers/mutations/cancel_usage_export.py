"""`cancelUsageExport`: stop sending an export."""

import strawberry

from schema.context import Info, require_viewer
from schema.usage_export import CancelUsageExportInput, CancelUsageExportResult, UsageExport, UsageExportCancelled

__all__ = ["cancel_usage_export"]


@strawberry.mutation(description="Stop sending the caller's latest export of usage, within seconds.")
async def cancel_usage_export(info: Info, input: CancelUsageExportInput) -> CancelUsageExportResult:
    """Stop it."""
    offered = await info.context.services.usage_exports.cancel(require_viewer(info), input.export_id)
    return UsageExportCancelled(usage_export=UsageExport.of(offered))
