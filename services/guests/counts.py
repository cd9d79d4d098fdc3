"""Counts new guests by network, on all servers together."""

import hashlib
import hmac
import math
from datetime import UTC, datetime

from pymongo.errors import DuplicateKeyError

from models.guest_count import GuestCount
from services.clock import Clock
from services.guests.errors import TooManyGuestsError
from services.guests.networks import Network, networks_of

__all__ = ["GuestCounts"]

_DEVICE_CHARACTERS = 24
"""Of a device's hash: 96 bits tell the devices of one network apart."""


class GuestCounts:
    """Periods are fixed: at the turn of one, twice as many can come within a short time.

    An address is kept as HMAC-SHA256 by a key made of the signing secret: whoever reads the database finds none.
    """

    def __init__(self, *, per_address: int, period_seconds: int, signing_secret: str, clock: Clock) -> None:
        self._per_address = per_address
        self._period_seconds = period_seconds
        self._key = hmac.new(signing_secret.encode(), b"tokentill/guest-networks/1", hashlib.sha256).digest()
        self._clock = clock

    async def count(self, device_hash: str, address: str | None) -> None:
        """Count a device in its networks, once a period however often it asks; raises TooManyGuestsError."""
        now = self._clock().timestamp()
        period = int(now // self._period_seconds)
        ends = (period + 1) * self._period_seconds
        for network in networks_of(address):
            if not await self._count_in(network, period, ends, device_hash[:_DEVICE_CHARACTERS]):
                raise TooManyGuestsError(math.ceil(ends - now))

    async def _count_in(self, network: Network, period: int, ends: int, device: str) -> bool:
        """One atomic update: the device stands in the row already, or there is a place left."""
        most = self._per_address * network.times
        name = hmac.new(self._key, f"{period}:{network.name}".encode(), hashlib.sha256).hexdigest()
        row = {"_id": name, "$or": [{"devices": device}, {f"devices.{most - 1}": {"$exists": False}}]}
        add = {"$addToSet": {"devices": device}}
        counts = GuestCount.get_pymongo_collection()
        try:
            expires_at = datetime.fromtimestamp(ends, UTC)
            await counts.update_one(row, {**add, "$setOnInsert": {"expires_at": expires_at}}, upsert=True)
        except DuplicateKeyError:  # the row is full, or another call made it just now
            return (await counts.update_one(row, add)).matched_count == 1
        return True
