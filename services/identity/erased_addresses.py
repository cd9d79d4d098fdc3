"""Knows again the e-mail addresses of deleted accounts, for a year, without being able to tell them."""

import hashlib
import hmac

from models.erased_address import ErasedAddress
from services.clock import Clock

__all__ = ["ErasedAddresses"]


class ErasedAddresses:
    """Keyed by the secret that signs access tokens: with another one, addresses that were deleted before are new."""

    def __init__(self, *, signing_secret: str, clock: Clock) -> None:
        self._key = hmac.new(signing_secret.encode(), b"tokentill/erased-addresses/1", hashlib.sha256).digest()
        self._clock = clock

    async def remember(self, email: str) -> None:
        """`email` is normalised. Repeating it begins the year anew. Raises PyMongoError."""
        await ErasedAddress.get_pymongo_collection().update_one(
            {"_id": self._digest(email)}, {"$set": {"erased_at": self._clock()}}, upsert=True
        )

    async def knows(self, email: str | None) -> bool:
        """Whether an account with this address was deleted within a year. Raises PyMongoError."""
        if email is None:
            return False
        found = await ErasedAddress.get_pymongo_collection().find_one({"_id": self._digest(email)}, {"_id": True})
        return found is not None

    def _digest(self, email: str) -> str:
        return hmac.new(self._key, email.encode(), hashlib.sha256).hexdigest()
