"""When the gateway is asked about an unpaid payment, for events that never came. Pure."""

from datetime import datetime, timedelta

__all__ = ["first_check", "next_check"]

FIRST_CHECK_SECONDS = 600
AFTER_EXPIRY_SECONDS = 3_600


def first_check(created_at: datetime, expires_at: datetime) -> datetime:
    """Ten minutes after creation, when most people have paid or given up."""
    return min(created_at + timedelta(seconds=FIRST_CHECK_SECONDS), expires_at)


def next_check(created_at: datetime, expires_at: datetime, now: datetime) -> datetime:
    """Twice as old each time, then at expiry, then hourly: a payment that is being processed cannot be cancelled."""
    if now >= expires_at:
        return now + timedelta(seconds=AFTER_EXPIRY_SECONDS)
    return min(max(now + (now - created_at), now + timedelta(seconds=FIRST_CHECK_SECONDS)), expires_at)
