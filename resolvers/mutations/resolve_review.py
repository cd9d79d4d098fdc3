"""`resolveReview`: an admin decides about something that is flagged."""

import strawberry

from schema.context import Info, require_admin
from schema.review import ResolveReviewInput, ResolveReviewResult, ReviewResolved

__all__ = ["resolve_review"]


@strawberry.mutation(
    description="Decide about a row of `paymentsForReview`. What is decided is done once, and goes on by itself "
    "while a gateway is away. For admins."
)
async def resolve_review(info: Info, input: ResolveReviewInput) -> ResolveReviewResult:
    """Decide it."""
    admin = require_admin(info)
    review = await info.context.services.reviews.resolve(
        admin, input.review_id, input.decision.to_service(), input.reason, input.idempotency_key
    )
    return ReviewResolved.of(review)
