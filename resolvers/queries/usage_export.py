"""`usageExport`: how the caller's latest export of usage stands."""

import strawberry

from schema.context import Info, require_viewer
from schema.usage_export import UsageExport

__all__ = ["usage_export"]


@strawberry.field(
    description="The caller's latest export of usage, with a fresh link; null when there was never one, or the caller "
    "may not read it any more."
)
async def usage_export(info: Info) -> UsageExport | None:
    """Read its row."""
    offered = await info.context.services.usage_exports.of(require_viewer(info))
    return None if offered is None else UsageExport.of(offered)
