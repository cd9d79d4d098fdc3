"""`linkProvider`: one more way to sign in."""

import strawberry

from schema.context import Info, require_viewer
from schema.errors import OperationRefused
from schema.sign_in import LinkedProviders, LinkProviderInput, LinkProviderResult
from services.errors import TokentillError

__all__ = ["link_provider"]


@strawberry.mutation(
    description="Let a sign-in at a provider open your account from now on, whatever address it has, if you "
    "signed in less than ten minutes ago. "
    "Not open to API keys."
)
async def link_provider(info: Info, input: LinkProviderInput) -> LinkProviderResult:
    """Link it, and map what is refused."""
    try:
        rows = await info.context.services.sign_ins.link(require_viewer(info), input.code, input.verifier)
    except TokentillError as error:
        return OperationRefused.of(error)
    return LinkedProviders.of(rows)
