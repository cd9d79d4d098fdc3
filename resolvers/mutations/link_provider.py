"""`linkProvider`: one more way to sign in."""

import strawberry

from schema.context import Info, require_viewer
from schema.sign_in import LinkedProviders, LinkProviderInput, LinkProviderResult

__all__ = ["link_provider"]


@strawberry.mutation(
    description="Let a sign-in at a provider open your account from now on, whatever address it has, if you "
    "signed in less than ten minutes ago. "
    "Not open to API keys."
)
async def link_provider(info: Info, input: LinkProviderInput) -> LinkProviderResult:
    """Link it."""
    rows = await info.context.services.sign_ins.link(require_viewer(info), input.code, input.verifier)
    return LinkedProviders.of(rows)
