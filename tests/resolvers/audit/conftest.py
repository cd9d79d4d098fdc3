"""The same services and callers as those that permissions are tried with."""

from tests.resolvers.permissions.conftest import api, stripe

__all__ = ["api", "stripe"]
