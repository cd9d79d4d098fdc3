"""Tokentill's schema, built once for all tests of a process: that takes a tenth of a second of CPU time."""

from functools import cache

import strawberry

from resolvers.schema import build_schema

__all__ = ["whole_schema"]


@cache
def whole_schema() -> strawberry.Schema:
    """As a server with every feature has it. Nobody may change it."""
    return build_schema()
