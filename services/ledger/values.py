"""Plain data that mypy keeps from changing, without the price of keeping it so at run time.

`@dataclass(frozen=True)` sets every field by `object.__setattr__`, which costs half a microsecond a field on slow
machines; a spend makes ten such objects. Here the type checker, which runs over all of the house, refuses to set a
field, and at run time nothing does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

__all__ = ["value"]

_Class = TypeVar("_Class", bound=type)

if TYPE_CHECKING:
    from dataclasses import dataclass as value
else:

    def value(*, frozen: bool, slots: bool) -> Callable[[_Class], _Class]:
        """A dataclass with slots that compares and hashes by its fields. `frozen` is for the type checker alone."""
        if not frozen:
            raise ValueError("a value is frozen")
        return dataclass(slots=slots, unsafe_hash=True)
