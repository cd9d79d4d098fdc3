"""Moments: always UTC, always to the millisecond, which is what the database keeps."""

import re
from datetime import UTC, datetime

import strawberry

__all__ = ["DATE_TIME_DEFINITION", "format_date_time", "parse_date_time"]

_ISO_8601 = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)")


def parse_date_time(value: object) -> datetime:
    """A UTC moment cut to milliseconds, from an RFC 3339 text; raises ValueError for anything else.

    A text without a zone is refused: the server cannot know which one was meant.
    """
    if not isinstance(value, str) or not _ISO_8601.fullmatch(value):
        raise ValueError("DateTime must be an RFC 3339 text with a zone, such as 2026-01-31T09:30:00Z.")
    try:
        moment = datetime.fromisoformat(value.upper()).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError("DateTime must be a moment that exists.") from error
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def format_date_time(value: datetime) -> str:
    """The RFC 3339 form in UTC with milliseconds, such as 2026-01-31T09:30:00.000Z."""
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


DATE_TIME_DEFINITION = strawberry.scalar(
    name="DateTime",
    description="A moment as RFC 3339 text. Output: UTC with milliseconds. Input: any zone, and one must be given.",
    specified_by_url="https://scalars.graphql.org/andimarek/date-time",
    serialize=format_date_time,
    parse_value=parse_date_time,
)
