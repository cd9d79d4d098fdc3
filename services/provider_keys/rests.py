"""Which keys rest, as all servers are told."""

from datetime import timedelta

from models.provider_key import ProviderKeyRest
from services.provider_keys.choice import FLAGGED
from services.provider_keys.known import Rest

__all__ = ["let_rest", "rest_no_more"]

_SEEN_FOR = timedelta(days=30)
_MARGIN = timedelta(minutes=1)


async def let_rest(key_id: str, model: str | None, rest: Rest) -> None:
    """Until `rest.until`, or longer if it rests longer already. Raises PyMongoError."""
    about = None if rest.code in FLAGGED else model
    expires_at = rest.at + _SEEN_FOR if rest.code in FLAGGED else rest.until + _MARGIN
    await ProviderKeyRest.get_pymongo_collection().update_one(
        {"_id": key_id if about is None else f"{key_id} {about}"},
        {
            "$setOnInsert": {"key_id": key_id, "model": about},
            "$set": {"code": rest.code, "at": rest.at},
            "$max": {"until": rest.until, "expires_at": expires_at},
        },
        upsert=True,
    )


async def rest_no_more(key_id: str) -> None:
    """The key is good. Raises PyMongoError."""
    await ProviderKeyRest.get_pymongo_collection().delete_many({"key_id": key_id})
