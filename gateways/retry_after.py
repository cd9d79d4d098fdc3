"""How long the other side asks us to wait: `Retry-After`, RFC 9110 §10.2.3, in seconds or as a date."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

__all__ = ["read_retry_after"]

_MOST_DIGITS = 9


def read_retry_after(value: str, now: datetime) -> float | None:
    """Seconds that the header's value asks for, 0 or more; None when it is neither seconds nor a date."""
    value = value.strip()
    if value.isascii() and value.isdigit() and len(value) <= _MOST_DIGITS:
        return float(value)
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, OverflowError):  # the latter of numbers that no date has
        return None
    if date.tzinfo is None:  # `-0000`: a time in UTC of a place that is not told
        date = date.replace(tzinfo=UTC)
    return max(0.0, (date - now).total_seconds())
