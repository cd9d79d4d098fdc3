"""Why an admin's adjustment is not made.

TokentillError
└── AdjustmentError
    ├── AlreadyRefusedError           the same key was refused before
    └── AdjustmentsUnavailableError   the database does not answer
"""

from messages import Phrase
from services.errors import TokentillError

__all__ = ["AdjustmentError", "AdjustmentsUnavailableError", "AlreadyRefusedError"]


class AdjustmentError(TokentillError):
    """An adjustment that was not made now."""


class AlreadyRefusedError(AdjustmentError):
    """The record says that it was refused, and the record is never changed. `refusal` is the code of then."""

    code = "ADJUSTMENT_REFUSED"

    def __init__(self, refusal: str) -> None:
        self.refusal = refusal
        super().__init__(
            Phrase("This was refused before with {code}, and nothing was done; try again with a new key.", code=refusal)
        )


class AdjustmentsUnavailableError(AdjustmentError):
    """Whether it was begun is not known. The same key goes on with it."""

    code = "ADJUSTMENTS_UNAVAILABLE"
    retryable = True

    def __init__(self) -> None:
        super().__init__("The database does not answer; repeat the call with the same idempotency key.")
