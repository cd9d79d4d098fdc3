"""What tokens were used for, as the program tells that did the work. Nothing of it is priced here."""

import re
from dataclasses import asdict, dataclass
from typing import Any

from messages import Phrase
from services.errors import InvalidInputError
from services.ledger import UsageRecord

__all__ = ["EXTERNAL", "WorkDone"]

EXTERNAL = "external"
"""The kind of a charge for work of which nothing else is known."""
MOST_CHARACTERS = 200
MOST_COUNT = 2**53
_KIND = re.compile(r"[a-z][a-z_]{0,39}")


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkDone:
    """Not checked yet. Model tokens are counted once each, as in `UsageRecord`."""

    kind: str = EXTERNAL
    model: str | None = None
    provider: str | None = None
    reference: str | None = None
    """What the program calls the work."""
    input_tokens: int = 0
    output_tokens: int = 0
    cache_read_tokens: int = 0
    cache_write_tokens: int = 0
    reasoning_tokens: int = 0

    def request(self) -> dict[str, Any]:
        """What must be the same when a call is repeated."""
        return asdict(self)

    def record(self, key_id: str | None) -> UsageRecord:
        """As it stands in the ledger; `key_id` is the API key that charged. Raises InvalidInputError."""
        if not _KIND.fullmatch(self.kind):
            raise InvalidInputError("kind", "is none of the kinds of usage")
        for field, text in (("modelId", self.model), ("provider", self.provider), ("reference", self.reference)):
            if text is not None and (not 1 <= len(text) <= MOST_CHARACTERS or not text.isprintable()):
                raise InvalidInputError(field, Phrase("must have 1 to {most} characters", most=MOST_CHARACTERS))
        counts = (value for value in asdict(self).values() if isinstance(value, int))
        if not all(0 <= count <= MOST_COUNT for count in counts):
            raise InvalidInputError("work", Phrase("counts must be from 0 to {most}", most=MOST_COUNT))
        return UsageRecord(
            kind=self.kind,
            model=self.model,
            provider=self.provider,
            reference=self.reference,
            key_id=key_id,
            input_tokens=self.input_tokens,
            output_tokens=self.output_tokens,
            cache_read_tokens=self.cache_read_tokens,
            cache_write_tokens=self.cache_write_tokens,
            reasoning_tokens=self.reasoning_tokens,
        )
