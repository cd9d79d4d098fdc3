"""`login`: a session for an account."""

import strawberry

from resolvers.signing_in import signed_in
from schema.context import Info, calling_guest
from schema.session import LoginInput, LoginResult

__all__ = ["login"]


@strawberry.mutation(
    description="Sign in with e-mail and password. Called with a guest's token, the guest's conversations go over to "
    "the account."
)
async def login(info: Info, input: LoginInput) -> LoginResult:
    """Sign in."""
    identity = info.context.services.identity
    address = info.context.client_address
    guest = calling_guest(info)
    return await signed_in(info, lambda: identity.login(input.email, input.password, address, guest_id=guest))
