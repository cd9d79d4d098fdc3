"""In which language to speak to a user whose request does not say."""

from collections import OrderedDict
from datetime import datetime, timedelta
from typing import Any

from pymongo.errors import PyMongoError

from messages import Language
from models.user import User
from services.clock import Clock

__all__ = ["KEPT_SECONDS", "Languages"]

KEPT_SECONDS = 60
"""So long a change on another server may take to be seen here."""
_MOST_KEPT = 10_000


class Languages:
    """One for a process. Programs seldom send Accept-Language, so what is stored is kept for a moment."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kept: OrderedDict[str, tuple[Language | None, datetime]] = OrderedDict()

    async def of(self, user_id: str) -> Language:
        """What the user prefers; English when nothing was chosen, or cannot be read just now."""
        now = self._clock()
        kept = self._kept.get(user_id)
        if kept is not None and kept[1] > now:
            return kept[0] or Language.EN
        try:
            language = await _read(user_id)
        except PyMongoError:  # nobody is refused for that; what the request itself needs will tell
            return Language.EN
        self._kept[user_id] = language, now + timedelta(seconds=KEPT_SECONDS)
        self._kept.move_to_end(user_id)
        if len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)
        return language or Language.EN

    def forget(self, user_id: str) -> None:
        """It was changed here."""
        self._kept.pop(user_id, None)


async def _read(user_id: str) -> Language | None:
    row: dict[str, Any] | None = await User.get_pymongo_collection().find_one(
        {"_id": user_id}, {"preferences.language": True}
    )
    stored = ((row or {}).get("preferences") or {}).get("language")
    return None if stored is None else Language(stored)
