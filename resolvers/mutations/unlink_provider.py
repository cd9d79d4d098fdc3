"""`unlinkProvider`: one way to sign in less."""

import strawberry

from schema.context import Info, require_viewer
from schema.sign_in import LinkedProviders, UnlinkProviderInput, UnlinkProviderResult

__all__ = ["unlink_provider"]


@strawberry.mutation(
    description="Let a provider's sign-in open your account no more, unless it is the only way in, and if you signed "
    "in less than ten minutes ago. Sessions go on. "
    "Not open to API keys."
)
async def unlink_provider(info: Info, input: UnlinkProviderInput) -> UnlinkProviderResult:
    """Unlink it."""
    viewer = require_viewer(info)
    rows = await info.context.services.sign_ins.unlink(viewer, input.provider)
    return LinkedProviders.of(rows)
