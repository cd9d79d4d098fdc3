"""`login`: a session for an account."""

import strawberry

from schema.context import Info, calling_guest
from schema.errors import OperationRefused
from schema.session import LoginInput, LoginResult, Session
from services.errors import TokentillError

__all__ = ["login"]


@strawberry.mutation(
    description="Sign in with e-mail and password. Called with a guest's token, the guest's conversations go over to "
    "the account."
)
async def login(info: Info, input: LoginInput) -> LoginResult:
    """Sign in, and map what identity refuses."""
    identity = info.context.services.identity
    try:
        signed_in = await identity.login(input.email, input.password, guest_id=calling_guest(info))
    except TokentillError as error:
        return OperationRefused.of(error)
    return Session.of(signed_in)
