"""Bugs to be planted in the rules. Each is the kind of mistake that a careful person makes."""

from tests.services.ledger.properties.planted import debts, grants, holds  # noqa: F401 - importing them registers them
from tests.services.ledger.properties.planted.registry import BUGS

__all__ = ["BUGS"]
