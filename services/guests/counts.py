"""Counts new guests, by network and in all, on all servers together."""

import hashlib
import hmac
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from bson.int64 import Int64
from pymongo.errors import DuplicateKeyError

from models.guest_count import GuestCount
from services.clock import Clock
from services.guests.errors import TooManyGuestsError
from services.guests.networks import Network, networks_of

__all__ = ["GuestCounts", "Place"]

_DEVICE_CHARACTERS = 24
"""Of a device's hash: 96 bits tell the devices of one network apart."""


@dataclass(frozen=True, slots=True)
class Place:
    """One new guest's place among those of all networks."""

    row: str

    async def give_back(self) -> None:
        """No guest was made for it: another call of the same device was faster."""
        await GuestCount.get_pymongo_collection().update_one({"_id": self.row}, {"$inc": {"guests": Int64(-1)}})


class GuestCounts:
    """Periods are fixed: at the turn of one, twice as many can come within a short time.

    An address is kept as HMAC-SHA256 by a key made of the signing secret: whoever reads the database finds none.
    """

    def __init__(
        self, *, per_address: int, in_all: int, period_seconds: int, signing_secret: str, clock: Clock
    ) -> None:
        self._per_address = per_address
        self._in_all = in_all
        self._period_seconds = period_seconds
        self._key = hmac.new(signing_secret.encode(), b"tokentill/guest-networks/1", hashlib.sha256).digest()
        self._clock = clock

    async def count(self, device_hash: str, address: str | None) -> Place:
        """Count a device in its networks, once a period however often it asks, and take a place for its guest.

        The place is given back when no guest was made for it. Raises TooManyGuestsError.
        """
        now = self._clock().timestamp()
        period = int(now // self._period_seconds)
        ends_at = datetime.fromtimestamp((period + 1) * self._period_seconds, UTC)
        for network in networks_of(address):
            most, device = self._per_address * network.times, device_hash[:_DEVICE_CHARACTERS]
            free = {"$or": [{"devices": device}, {f"devices.{most - 1}": {"$exists": False}}]}
            if not await _add(self._row_of(network, period), free, {"$addToSet": {"devices": device}}, ends_at):
                raise TooManyGuestsError(math.ceil(ends_at.timestamp() - now))
        place = Place(f"all:{period}")
        not_full = {"guests": {"$lt": self._in_all}}
        if not await _add(place.row, not_full, {"$inc": {"guests": Int64(1)}}, ends_at):
            raise TooManyGuestsError(math.ceil(ends_at.timestamp() - now))
        return place

    def _row_of(self, network: Network, period: int) -> str:
        return hmac.new(self._key, f"{period}:{network.name}".encode(), hashlib.sha256).hexdigest()


async def _add(row: str, free: Mapping[str, object], add: Mapping[str, object], ends_at: datetime) -> bool:
    """Add to a row, which may have to be made, while it is `free`: one atomic update."""
    counts = GuestCount.get_pymongo_collection()
    wanted = {"_id": row, **free}
    try:
        await counts.update_one(wanted, {**add, "$setOnInsert": {"expires_at": ends_at}}, upsert=True)
    except DuplicateKeyError:  # the row is full, or another call made it just now
        return (await counts.update_one(wanted, add)).matched_count == 1
    return True
