"""Where the bugs to be planted are collected, by name."""

from collections.abc import Callable
from typing import Any

import pytest

from services.ledger import rules
from services.ledger.commands import Command
from services.ledger.errors import LedgerError
from services.ledger.sheet import Sheet

__all__ = ["BUGS", "Plant", "bug", "set_rule"]

Plant = Callable[[pytest.MonkeyPatch], None]
BUGS: dict[str, Plant] = {}


def bug(name: str) -> Callable[[Plant], Plant]:
    def register(plant: Plant) -> Plant:
        BUGS[name] = plant
        return plant

    return register


def set_rule(
    patch: pytest.MonkeyPatch, command: type[Command], rule: Callable[[Sheet, Any], LedgerError | None]
) -> None:
    patch.setitem(rules._RULES, command, rule)
