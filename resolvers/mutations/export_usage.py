"""`exportUsage`: the caller's usage, or a team's, as a file."""

import strawberry

from resolvers.wallets import wallet_of
from schema.context import Info, require_viewer
from schema.usage import UsageFilterInput
from schema.usage_export import ExportUsageInput, ExportUsageResult, UsageExport, UsageExportOffered

__all__ = ["export_usage"]


@strawberry.mutation(
    description="Offer the caller's usage, or a team's, as a file behind a link. It takes the place of the caller's "
    "last export; EXPORT_RUNNING while that is being sent."
)
async def export_usage(info: Info, input: ExportUsageInput) -> ExportUsageResult:
    """Offer it."""
    viewer, wallet = require_viewer(info), await wallet_of(info, input.team_id)
    asked = input.filter or UsageFilterInput()
    wanted = asked.to_service(wallet.charges_of(asked.member_id))
    offered = await info.context.services.usage_exports.ask(viewer, wallet.id, wanted, input.format.to_model())
    return UsageExportOffered(usage_export=UsageExport.of(offered))
