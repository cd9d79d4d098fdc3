"""Guests: people who use the server without an account."""

from pydantic import BaseModel, Field

__all__ = ["GuestSettings"]


class GuestSettings(BaseModel):
    """Who may come as a guest, and what they get."""

    allow_anonymous: bool | None = Field(
        None, description="Whether guests may come without an account. Unset: everywhere but in production."
    )
    guest_tokens: int = Field(
        3_000, ge=0, le=2**53, description="Tokens granted once to a guest; at sign-up only the rest of WELCOME_TOKENS."
    )
    guests_per_address: int = Field(
        10,
        ge=1,
        le=100,
        description="Most new guests of one network address (IPv4, or IPv6 /64) in a period; four times as many of an "
        "IPv6 /48.",
    )
    guests_per_period: int = Field(
        10_000, ge=1, le=10**9, description="Most new guests of all networks together in a period."
    )
    guest_period_seconds: int = Field(86_400, ge=60, le=31_536_000, description="That period.")
    guest_days: int = Field(
        30, ge=1, le=3_650, description="Days without use after which a guest's conversations are removed."
    )
