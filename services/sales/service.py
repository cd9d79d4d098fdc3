"""Lists of everybody's payments and invoices."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from models.ids import first_id
from models.payment import Payment, PaymentMethod, PaymentStatus
from models.subscription_invoice import SubscriptionInvoice
from services.database_errors import database_errors_become
from services.errors import InvalidInputError
from services.paging import Page, PageRequest
from services.payments.errors import PaymentsUnavailableError

__all__ = ["Sales", "SalesFilter", "position_of_invoice"]

_INVOICE_POSITION = re.compile(r"(\d{1,15})\|(\S{1,255})")
_MOST_CHARACTERS = 100
_CLOCKS_DIFFER = timedelta(hours=2)
"""An id is made by a server's clock, its row's moment by the database's."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)

_away_is_unavailable = database_errors_become(PaymentsUnavailableError)


@dataclass(frozen=True, slots=True, kw_only=True)
class SalesFilter:
    """What is None does not limit. `since` is included, `until` is not."""

    user_id: str | None = None
    status: PaymentStatus | None = None
    method: PaymentMethod | None = None
    currency: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def query(self, moment: str) -> dict[str, Any]:
        """As MongoDB is asked, with the range about the field `moment`. Raises InvalidInputError."""
        if self.since is not None and self.until is not None and self.since > self.until:
            raise InvalidInputError("from", "must not be after `to`")
        for name, value in (("userId", self.user_id), ("currency", self.currency)):
            if value is not None and len(value) > _MOST_CHARACTERS:
                raise InvalidInputError(name, "is far too long")
        query: dict[str, Any] = {"user_id": self.user_id, "currency": self.currency}
        query |= {"status": self.status and self.status.value, "method": self.method and self.method.value}
        bounds = {"$gte": self.since, "$lt": self.until}
        query[moment] = {name: bound for name, bound in bounds.items() if bound is not None} or None
        return {name: value for name, value in query.items() if value is not None}


class Sales:
    """Reads only."""

    @_away_is_unavailable
    async def payments(self, wanted: SalesFilter, request: PageRequest) -> Page[Payment]:
        """The newest first; positions are payment ids. Raises InvalidInputError."""
        query = wanted.query("created_at")
        ids: dict[str, str] = {}
        if wanted.since is not None:
            ids["$gte"] = first_id("pay", wanted.since, -_CLOCKS_DIFFER)
        if wanted.until is not None:
            ids["$lt"] = first_id("pay", wanted.until, _CLOCKS_DIFFER)
        if request.after is not None:
            ids["$lt"] = min(request.after, ids.get("$lt", request.after))
        if ids:
            query["_id"] = ids
        rows = await Payment.find(query).sort("-_id").limit(request.first + 1).to_list()
        return Page.cut(rows, request.first)

    @_away_is_unavailable
    async def invoices(self, wanted: SalesFilter, request: PageRequest) -> Page[SubscriptionInvoice]:
        """The one that was paid last first. Raises InvalidInputError."""
        query = wanted.query("paid_at")
        if request.after is not None:
            query = {"$and": [query, _before(request.after)]}
        found = SubscriptionInvoice.find(query).sort("-paid_at", "-_id").limit(request.first + 1)
        return Page.cut(await found.to_list(), request.first)


def position_of_invoice(invoice: SubscriptionInvoice) -> str:
    """Its place in the list."""
    return f"{(invoice.paid_at - _EPOCH) // _MILLISECOND}|{invoice.id}"


def _before(position: str) -> dict[str, Any]:
    match = _INVOICE_POSITION.fullmatch(position)
    if match is None:
        raise InvalidInputError("after", "is not a cursor of this list.")
    try:
        paid_at = _EPOCH + int(match[1]) * _MILLISECOND
    except OverflowError as error:
        raise InvalidInputError("after", "is not a cursor of this list.") from error
    return {"$or": [{"paid_at": {"$lt": paid_at}}, {"paid_at": paid_at, "_id": {"$lt": match[2]}}]}
