"""`signInProviders`: by which providers people may sign in."""

import strawberry

from schema.context import Info
from schema.sign_in import SignInProvider

__all__ = ["sign_in_providers"]


@strawberry.field(
    description="By which identity providers people may sign in here, in the order in which to offer them."
)
async def sign_in_providers(info: Info) -> list[SignInProvider]:
    """Tell those of the settings."""
    return [SignInProvider.of(name) for name in info.context.services.sign_ins.offered()]
