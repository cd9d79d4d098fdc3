"""`startGuestSession`: a session without an account."""

import strawberry

from schema.context import Info
from schema.errors import OperationRefused
from schema.guest import StartGuestSessionInput, StartGuestSessionResult
from schema.session import Session
from services.errors import TokentillError

__all__ = ["start_guest_session"]


@strawberry.mutation(
    description="Begin as a guest, without an account: one guest for each device, with tokens that are granted once."
)
async def start_guest_session(info: Info, input: StartGuestSessionInput) -> StartGuestSessionResult:
    """Start, and map what is refused."""
    identity = info.context.services.identity
    try:
        signed_in = await identity.start_guest(input.device_key, info.context.client_address)
    except TokentillError as error:
        return OperationRefused.of(error)
    return Session.of(signed_in)
