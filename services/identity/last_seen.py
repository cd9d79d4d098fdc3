"""When users were last seen: at a sign-in, when a client renews its tokens, at the use of an API key."""

from datetime import datetime

import structlog
from pymongo.errors import PyMongoError

from models.user import User

__all__ = ["note_seen"]

_log = structlog.get_logger(__name__)


async def note_seen(user_id: str, now: datetime) -> None:
    """Remember it. It may fail: a list of users then says less, and nobody is kept out for that."""
    try:
        await User.get_pymongo_collection().update_one({"_id": user_id}, {"$max": {"last_seen_at": now}})
    except PyMongoError as error:
        _log.warning("last_seen_not_noted", user_id=user_id, error=type(error).__name__)
