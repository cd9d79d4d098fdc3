"""Scalars: token counts that survive JavaScript."""

import re
from typing import NewType

import strawberry

from models.fields import INT64_MAXIMUM

__all__ = ["BigInt", "parse_big_int"]

_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,18})")


def parse_big_int(value: object) -> int:
    """A whole number from a decimal string or an integer; raises ValueError for anything else or beyond int64."""
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        number = int(value)
    elif isinstance(value, int) and not isinstance(value, bool):
        number = value
    else:
        raise ValueError("BigInt must be a whole number, as a decimal string or an integer.")
    if not -INT64_MAXIMUM - 1 <= number <= INT64_MAXIMUM:
        raise ValueError("BigInt must fit into 64 bits.")
    return number


BigInt = NewType("BigInt", int)
"""A 64-bit whole number. JSON numbers lose digits past 2^53 in many clients, so it travels as a string."""

BIG_INT_DEFINITION = strawberry.scalar(
    name="BigInt",
    description="A 64-bit whole number. Output: a decimal string. Input: a decimal string or an integer.",
    serialize=str,
    parse_value=parse_big_int,
)
