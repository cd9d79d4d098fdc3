"""Bugs to be planted in the rules. Each is the kind of mistake that a careful person makes."""

from tests.services.ledger.properties.planted import (  # noqa: F401 - importing them registers them
    debts,
    grants,
    holds,
    refills,
)
from tests.services.ledger.properties.planted.registry import BUGS

__all__ = ["BUGS"]
