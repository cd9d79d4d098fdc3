"""Why a review is not resolved as an admin asked.

TokentillError
├── ReviewNotPossibleError      the decision does not fit what is flagged
├── NotFoundError               nothing under this id waits for a review (services/errors.py)
├── IdempotencyConflictError    the key was used for another decision (services/ledger/errors.py)
└── GatewayUnreachableError     the gateway does not answer; it goes on by itself (services/payments/errors.py)
"""

from messages import Phrase
from services.errors import TokentillError

__all__ = ["ReviewNotPossibleError"]


class ReviewNotPossibleError(TokentillError):
    """The decision cannot be carried out; `reason` says why. What is flagged waits on."""

    code = "REVIEW_NOT_POSSIBLE"

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(Phrase("This decision is not possible: {reason}", reason=reason))
