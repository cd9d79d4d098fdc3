"""What the enums of the schema are built on: a newer server may have values that this client does not know."""

from enum import StrEnum
from typing import Self

__all__ = ["OpenEnum"]


class OpenEnum(StrEnum):
    """An unknown value's `name` is UNKNOWN, and its `value` is what the server said; it is none of the members."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        """An instance for a value that has no member; None, and so a ValueError, for what is no text."""
        if not isinstance(value, str):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_, unknown._value_ = "UNKNOWN", value
        return unknown
