"""`register`: a new account."""

import strawberry

from schema.context import Info, calling_guest
from schema.errors import OperationRefused
from schema.session import RegisterInput, RegisterResult, Session
from services.errors import TokentillError

__all__ = ["register"]


@strawberry.mutation(
    description="Make an account with a wallet and its welcome tokens, and sign in. Called with a guest's token, it "
    "makes the guest the account."
)
async def register(info: Info, input: RegisterInput) -> RegisterResult:
    """Register, and map what identity refuses."""
    identity = info.context.services.identity
    try:
        signed_in = await identity.register(
            input.email, input.password, input.name, input.referral_code, guest_id=calling_guest(info)
        )
    except TokentillError as error:
        return OperationRefused.of(error)
    return Session.of(signed_in)
