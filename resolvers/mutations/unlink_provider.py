"""`unlinkProvider`: one way to sign in less."""

import strawberry

from schema.context import Info, require_viewer
from schema.errors import OperationRefused
from schema.sign_in import LinkedProviders, UnlinkProviderInput, UnlinkProviderResult
from services.errors import TokentillError

__all__ = ["unlink_provider"]


@strawberry.mutation(
    description="Let a provider's sign-in open your account no more, unless it is the only way in, and if you signed "
    "in less than ten minutes ago. Sessions go on. "
    "Not open to API keys."
)
async def unlink_provider(info: Info, input: UnlinkProviderInput) -> UnlinkProviderResult:
    """Unlink it, and map what is refused."""
    try:
        viewer = require_viewer(info)
        rows = await info.context.services.sign_ins.unlink(viewer, input.provider)
    except TokentillError as error:
        return OperationRefused.of(error)
    return LinkedProviders.of(rows)
