"""A model that the caller's plan does not have."""

from typing import Self

import strawberry

from schema.errors import UserError
from services.allowances.errors import PaywallError

__all__ = ["Paywall"]


@strawberry.type(
    description="The model is a premium one, and the caller's plan has none. Code PAYWALL. Nothing was held. With "
    "another model among `fallbackModels` that one is asked instead."
)
class Paywall(UserError):
    model_id: strawberry.ID = strawberry.field(description="The model.")
    required_plan_id: strawberry.ID = strawberry.field(description="A plan that has it; goes into `subscribe`.")

    @classmethod
    def of(cls, error: PaywallError) -> Self:
        """The GraphQL form of `error`."""
        return cls(
            code=error.code,
            message=error.message,
            retryable=error.retryable,
            model_id=strawberry.ID(error.model_id),
            required_plan_id=strawberry.ID(error.required_plan),
        )
