"""`signInProviders`: by which providers people may sign in."""

import strawberry

from schema.context import Info
from schema.sign_in import SignInProvider
from services.sign_in.service import start_path

__all__ = ["sign_in_providers"]


@strawberry.field(
    description="By which identity providers people may sign in here, in the order in which to offer them."
)
async def sign_in_providers(info: Info) -> list[SignInProvider]:
    """Tell those of the settings."""
    offered = info.context.services.sign_ins.offered()
    return [SignInProvider(name=name, start_path=start_path(name)) for name in offered]
