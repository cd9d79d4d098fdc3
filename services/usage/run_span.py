"""Where a run stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

__all__ = ["RunSpan"]


@dataclass(frozen=True, slots=True)
class RunSpan:
    """Where a run stands among the wallet's charges and in time; see `models/usage_run.py`."""

    number: int
    after: int
    through: int
    since: datetime
    until: datetime

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Self:
        """That of a stored run."""
        return cls(
            int(document["number"]),
            int(document["after"]),
            int(document["through"]),
            document["since"],
            document["until"],
        )

    def holds(self, moment: datetime) -> bool:
        """Whether `moment` cuts it: some of its charges may be before, and some are not."""
        return self.since < moment <= self.until
