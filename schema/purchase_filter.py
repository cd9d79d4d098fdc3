"""Which purchases are wanted."""

from datetime import datetime

import strawberry

import models.payment as stored
from schema.payment import PaymentStatus
from services.errors import InvalidInputError
from services.payments.history import PurchaseFilter as ServicePurchaseFilter

__all__ = ["PurchaseFilter"]

_STATUSES_MAXIMUM = 20


@strawberry.input(description="Which purchases to list. What is null chooses nothing.")
class PurchaseFilter:
    status: list[PaymentStatus] | None = strawberry.field(
        default=None, description="Those that stand at one of these. An empty list matches none."
    )
    from_: datetime | None = strawberry.field(
        name="from", default=None, description="Those that were started at this moment or later."
    )
    to: datetime | None = strawberry.field(default=None, description="Those that were started before this moment.")

    def to_service(self) -> ServicePurchaseFilter:
        """The service's form; raises InvalidInputError."""
        if self.status is not None and len(self.status) > _STATUSES_MAXIMUM:
            raise InvalidInputError("status", "is far too long")
        statuses = None if self.status is None else [stored.PaymentStatus(str(each.value)) for each in self.status]
        return ServicePurchaseFilter(statuses=statuses, since=self.from_, until=self.to)
