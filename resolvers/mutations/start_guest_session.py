"""`startGuestSession`: a session without an account."""

import strawberry

from resolvers.signing_in import signed_in
from schema.context import Info
from schema.guest import StartGuestSessionInput, StartGuestSessionResult

__all__ = ["start_guest_session"]


@strawberry.mutation(
    description="Begin as a guest, without an account: one guest for each device, with tokens that are granted once."
)
async def start_guest_session(info: Info, input: StartGuestSessionInput) -> StartGuestSessionResult:
    """Start."""
    identity, address = info.context.services.identity, info.context.client_address
    return await signed_in(info, lambda: identity.start_guest(input.device_key, address))
