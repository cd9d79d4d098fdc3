"""`exportUsage`: the caller's usage, or a team's, as a file."""

import strawberry

from resolvers.wallets import wallet_of
from schema.context import Info, require_viewer
from schema.errors import OperationRefused
from schema.usage import UsageFilterInput
from schema.usage_export import ExportUsageInput, ExportUsageResult, UsageExport, UsageExportOffered
from services.errors import TokentillError

__all__ = ["export_usage"]


@strawberry.mutation(
    description="Offer the caller's usage, or a team's, as a file behind a link. It takes the place of the caller's "
    "last export; EXPORT_RUNNING while that is being sent."
)
async def export_usage(info: Info, input: ExportUsageInput) -> ExportUsageResult:
    """Offer it, and map what is refused."""
    try:
        viewer, wallet = require_viewer(info), await wallet_of(info, input.team_id)
        asked = input.filter or UsageFilterInput()
        wanted = asked.to_service(wallet.charges_of(asked.member_id))
        offered = await info.context.services.usage_exports.ask(viewer, wallet.id, wanted, input.format.to_model())
    except TokentillError as error:
        return OperationRefused.of(error)
    return UsageExportOffered(usage_export=UsageExport.of(offered))
