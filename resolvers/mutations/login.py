"""`login`: a session for an account."""

import strawberry

from schema.context import Info
from schema.errors import OperationRefused
from schema.session import LoginInput, LoginResult, Session
from services.errors import TokentillError

__all__ = ["login"]


@strawberry.mutation(description="Sign in with e-mail and password.")
async def login(info: Info, input: LoginInput) -> LoginResult:
    """Sign in, and map what identity refuses."""
    identity = info.context.services.identity
    try:
        signed_in = await identity.login(input.email, input.password)
    except TokentillError as error:
        return OperationRefused.of(error)
    return Session.of(signed_in)
