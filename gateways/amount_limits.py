"""What a gateway charges at once in a currency. Each gateway tells its own; nobody judges by another's table."""

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["AmountLimits", "LimitsOfPrice"]


@dataclass(frozen=True, slots=True)
class AmountLimits:
    """The smallest and the largest amount, in minor units of the currency that they were asked for."""

    minimum: int
    maximum: int


LimitsOfPrice = Callable[[str, str], AmountLimits | None]
"""The limits of the gateway that would serve a currency (ISO 4217, upper case) and a package's id, in this order.

None where that gateway charges nothing in the currency.
"""
