"""Reads fields of Razorpay's objects, as plain data."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

__all__ = ["UnreadableError", "flag", "moment", "note", "optional_text", "text", "whole"]


class UnreadableError(ValueError):
    """An object without the fields that every such object has. The message names the field, never its value."""


def text(data: Mapping[str, Any], name: str) -> str:
    """A text that is not empty; raises UnreadableError, as all of these do."""
    value = data.get(name)
    if not isinstance(value, str) or not value:
        raise UnreadableError(f"{name}: is not a text")
    return value


def optional_text(data: Mapping[str, Any], name: str) -> str | None:
    """A text, or None where there is none."""
    value = data.get(name)
    return value if isinstance(value, str) and value else None


def whole(data: Mapping[str, Any], name: str) -> int:
    """A whole number that is not negative: an amount in minor units, or Unix seconds."""
    value = data.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise UnreadableError(f"{name}: is not a whole amount")
    return value


def flag(data: Mapping[str, Any], name: str) -> bool:
    """True or false."""
    value = data.get(name)
    if not isinstance(value, bool):
        raise UnreadableError(f"{name}: is not true or false")
    return value


def moment(data: Mapping[str, Any], name: str = "created_at") -> datetime:
    """Unix seconds as a time."""
    try:
        return datetime.fromtimestamp(whole(data, name), UTC)
    except (OverflowError, OSError, ValueError):
        raise UnreadableError(f"{name}: is not a time") from None


def note(data: Mapping[str, Any], name: str) -> str | None:
    """One of the notes that we gave the object; without any, Razorpay has a list there and no object."""
    notes = data.get("notes")
    return optional_text(notes, name) if isinstance(notes, Mapping) else None
