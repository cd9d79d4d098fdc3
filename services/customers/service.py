"""Makes each user a customer at the payment gateways: soon after sign-up, or when they are first needed there."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog
from pymongo.errors import DuplicateKeyError, PyMongoError

from gateways.errors import GatewayError, GatewayUnavailableError
from gateways.payment_gateway import PaymentGateway
from gateways.payment_gateways import PaymentGateways
from models.customer import Customer
from models.user import User
from services.clock import Clock

__all__ = ["CustomerService"]

_log = structlog.get_logger(__name__)

FIRST_PAUSE_SECONDS = 60
LONGEST_PAUSE_SECONDS = 3_600
AWAY_MAXIMUM = 2
"""After so many in a row that met no answer, the rest of them waits for the next pass."""


class CustomerService:
    """Sign-up itself asks no gateway: the user is stored as due, and a sweeper on any server does the rest."""

    def __init__(self, gateways: PaymentGateways, clock: Clock) -> None:
        self._gateways = gateways
        self._clock = clock

    async def known(self, user_id: str, gateway: PaymentGateway) -> str | None:
        """The gateway's id of the user; None when it has none yet."""
        found = await Customer.find_one({"user_id": user_id, "gateway": gateway.name, "livemode": gateway.livemode})
        return None if found is None else found.reference

    async def ensure(self, user_id: str, gateway: PaymentGateway) -> str | None:
        """The gateway's id of the user, made there now if need be; None for a guest, and where no customers are kept.

        Racing calls make one: user and address are the gateway's idempotency key. Raises GatewayError.
        """
        known = await self.known(user_id, gateway)
        if known is not None or gateway.customers is None:
            return known
        user = await User.find_one(User.id == user_id)
        if user is None or user.email is None:
            return None
        customer = Customer(
            user_id=user_id,
            gateway=gateway.name,
            livemode=gateway.livemode,
            reference=await gateway.customers.create(user_id, user.email),
            created_at=self._clock(),
        )
        try:
            await customer.insert()
        except DuplicateKeyError:
            return await self.known(user_id, gateway)
        _log.info("customer_made", user_id=user_id, gateway=gateway.name)
        return customer.reference

    async def forget(self, user_id: str) -> None:
        """Delete the user at every gateway that knows them, then here. Safe to repeat. Raises GatewayError.

        One that this server is not set up for any more, or in the other mode, cannot be asked: it is only logged.
        """
        for row in await Customer.find({"user_id": user_id}).to_list():
            gateway = next((each for each in self._gateways.all() if each.name == row.gateway), None)
            if gateway is None or gateway.customers is None or gateway.livemode is not row.livemode:
                _log.warning("customer_left_at_gateway", user_id=user_id, gateway=row.gateway, livemode=row.livemode)
            else:
                await gateway.customers.delete(row.reference)
            await Customer.find({"_id": row.id}).delete()

    async def complete_sign_ups(self, limit: int) -> int:
        """Make customers of up to `limit` users who signed up; how many were made.

        One that fails is put off, a little longer each time, and keeps nobody else waiting. Raises PyMongoError when
        the users cannot even be read.
        """
        users = User.get_pymongo_collection()
        due = users.find({"customer_due_at": {"$lte": self._clock(), "$type": "date"}}, {"created_at": True})
        done = away = 0
        for row in await due.sort("customer_due_at", 1).limit(limit).to_list():
            try:
                await self._complete(row)
                done, away = done + 1, 0
            except (GatewayError, PyMongoError) as error:
                away = (
                    0
                    if isinstance(error, GatewayError) and not isinstance(error, GatewayUnavailableError)
                    else away + 1
                )
                _log.warning("customer_not_made", user_id=row["_id"], error=type(error).__name__)
            if away >= AWAY_MAXIMUM:
                break
        return done

    async def _complete(self, row: Mapping[str, Any]) -> None:
        """Put off first of all, so that one that fails does not do so at every pass."""
        users, user_id = User.get_pymongo_collection(), row["_id"]
        again = _next_try(row["created_at"], self._clock())
        await users.update_one(
            {"_id": user_id, "customer_due_at": {"$type": "date"}}, {"$set": {"customer_due_at": again}}
        )
        for gateway in self._gateways.all():
            await self.ensure(user_id, gateway)
        await users.update_one({"_id": user_id}, {"$set": {"customer_due_at": None}})


def _next_try(signed_up_at: datetime, now: datetime) -> datetime:
    """Twice as old each time, within an hour."""
    age = (now - signed_up_at).total_seconds()
    return now + timedelta(seconds=min(max(age, FIRST_PAUSE_SECONDS), LONGEST_PAUSE_SECONDS))
