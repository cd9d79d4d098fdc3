"""`register`: a new account."""

import strawberry

from resolvers.signing_in import signed_in
from schema.context import Info, calling_guest
from schema.session import RegisterInput, RegisterResult

__all__ = ["register"]


@strawberry.mutation(
    description="Make an account with a wallet and its welcome tokens, and sign in. Called with a guest's token, it "
    "makes the guest the account."
)
async def register(info: Info, input: RegisterInput) -> RegisterResult:
    """Register."""
    identity = info.context.services.identity
    guest, language = calling_guest(info), info.context.language
    return await signed_in(
        info,
        lambda: identity.register(
            input.email, input.password, input.name, input.referral_code, guest_id=guest, language=language
        ),
    )
