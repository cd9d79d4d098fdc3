"""`exchangeSignIn`: a session for a sign-in at another provider."""

import strawberry

from resolvers.signing_in import signed_in
from schema.context import Info, calling_guest
from schema.sign_in import ExchangeSignInInput, ExchangeSignInResult

__all__ = ["exchange_sign_in"]


@strawberry.mutation(
    description="Sign in with the one-time code that a provider's sign-in ended with; makes an account where there is "
    "none. Called with a guest's token, the guest becomes that account, or goes over to the one that was there. See "
    "docs/sign-in.md."
)
async def exchange_sign_in(info: Info, input: ExchangeSignInInput) -> ExchangeSignInResult:
    """Exchange it."""
    sign_ins, guest_id = info.context.services.sign_ins, calling_guest(info)
    return await signed_in(
        info, lambda: sign_ins.exchange(input.code, input.verifier, input.referral_code, guest_id=guest_id)
    )
