"""`exportMyData`: a link to everything about the caller."""

import strawberry

from schema.context import Info, require_viewer
from schema.data_export import DataExport

__all__ = ["export_my_data"]


@strawberry.field(
    description="A link to everything about the caller. EXPORT_RUNNING while they take one, EXPORT_LIMIT_REACHED when "
    "they took as many today as one may."
)
async def export_my_data(info: Info) -> DataExport:
    """Sign a link."""
    viewer = require_viewer(info)
    return DataExport.of(await info.context.services.exports.offer(viewer))
