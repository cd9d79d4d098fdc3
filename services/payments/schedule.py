"""When the gateway is asked about an unpaid payment, for events that never came. Pure."""

from datetime import datetime, timedelta

__all__ = [
    "check_after_failure",
    "first_check",
    "next_check",
    "next_follow_up",
    "next_return",
    "next_try",
    "page_life",
]

FIRST_CHECK_SECONDS = 600
AFTER_EXPIRY_SECONDS = 3_600
AFTER_FAILURE_MAXIMUM_SECONDS = 3_600
FIRST_TRY_SECONDS = 60
FIRST_RETURN_SECONDS = 600
RETURN_MAXIMUM_SECONDS = 86_400
GATEWAY_PAGE_MAXIMUM_SECONDS = 86_400
"""By Stripe's clock, from when it makes the session."""
CLOCK_SKEW_SECONDS = 600
"""How far our clock may be ahead: beyond 300 s no webhook is accepted anyway; the rest is for the way there."""


def page_life(expiry_seconds: int) -> int:
    """How long a hosted page may stay unpaid: Stripe takes 30 minutes to 24 hours from when it makes the session.

    From an hour, so that a call may be repeated for the better part of half of one, also with a clock that is behind.
    The end is told as a time by our clock: with one that is ahead it is further off by Stripe's, so there is room.
    https://docs.stripe.com/api/checkout/sessions/create#create_checkout_session-expires_at
    """
    return min(max(expiry_seconds, 3_600), GATEWAY_PAGE_MAXIMUM_SECONDS - CLOCK_SKEW_SECONDS)


def first_check(created_at: datetime, expires_at: datetime) -> datetime:
    """Ten minutes after creation, when most people have paid or given up."""
    return min(created_at + timedelta(seconds=FIRST_CHECK_SECONDS), expires_at)


def next_check(created_at: datetime, expires_at: datetime, now: datetime) -> datetime:
    """Twice as old each time, then at expiry, then hourly: a payment that is being processed cannot be cancelled."""
    if now >= expires_at:
        return now + timedelta(seconds=AFTER_EXPIRY_SECONDS)
    return min(max(now + (now - created_at), now + timedelta(seconds=FIRST_CHECK_SECONDS)), expires_at)


def check_after_failure(planned: datetime, now: datetime) -> datetime:
    """As planned, and at most an hour from now: nothing was learned, so it is not put off for long."""
    return min(planned, now + timedelta(seconds=AFTER_FAILURE_MAXIMUM_SECONDS))


def next_follow_up(due_at: datetime, now: datetime) -> datetime:
    """When what follows a payment's end is tried again: about twice as late each time, within an hour."""
    late_seconds = max((now - due_at).total_seconds(), FIRST_TRY_SECONDS)
    return now + timedelta(seconds=min(late_seconds, AFTER_FAILURE_MAXIMUM_SECONDS))


def next_try(tries: int, now: datetime) -> datetime:
    """When an event that was tried `tries` times is tried again: after a minute, then 2, 4 and so on to an hour."""
    doublings = min(max(tries - 1, 0), 10)
    return now + timedelta(seconds=min(FIRST_TRY_SECONDS * 2**doublings, AFTER_FAILURE_MAXIMUM_SECONDS))


def next_return(number: int, now: datetime) -> datetime:
    """When the `number`th refund is made that is to bring the same money back, all before it having failed.

    The first at once, the others after 10 minutes, 20, 40 and so on to a day.
    """
    if number <= 1:
        return now
    doublings = min(number - 2, 10)
    return now + timedelta(seconds=min(FIRST_RETURN_SECONDS * 2**doublings, RETURN_MAXIMUM_SECONDS))
