"""The migrations that this version knows."""

import importlib
import pkgutil
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pymongo.asynchronous.database import AsyncDatabase

from database.migrations.step import Step

__all__ = ["Change", "known_migrations"]

_NAME = re.compile(r"m(\d{4})_([a-z0-9_]+)")


@dataclass(frozen=True, slots=True)
class Change:
    """One migration of this version."""

    number: int
    name: str
    description: str
    is_quick: Callable[[AsyncDatabase[dict[str, Any]]], Awaitable[bool]]
    run: Callable[[Step], Awaitable[None]]


def known_migrations() -> list[Change]:
    """All of this folder, by number, which is 1 and so on without gaps. Raises ValueError when it is not."""
    found = []
    for module in sorted(pkgutil.iter_modules([str(Path(__file__).parent)]), key=lambda each: each.name):
        match = _NAME.fullmatch(module.name)
        if match is None:
            continue
        code = importlib.import_module(f"{__package__}.{module.name}")
        found.append(Change(int(match[1]), match[2], code.DESCRIPTION, code.is_quick, code.run))
    if [each.number for each in found] != list(range(1, len(found) + 1)):
        raise ValueError("migrations must be numbered 1 and so on without gaps")
    return found
