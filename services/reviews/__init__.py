"""What is flagged for an admin to look at, and what an admin decides about it."""

from services.reviews.review import Decision, Review, ReviewKind
from services.reviews.service import Reviews

__all__ = ["Decision", "Review", "ReviewKind", "Reviews"]
