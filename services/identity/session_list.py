"""A user's own sessions: those that are open, where they are used, and ending one of them."""

import re
from typing import Any

from models.session import Session
from models.user import User
from services.clock import Clock
from services.errors import InvalidInputError, NotFoundError
from services.identity.devices import Device
from services.paging import Page, PageRequest

__all__ = ["SessionList"]

_POSITION = re.compile(r"ses_[0-9a-z]{1,60}")


class SessionList:
    """Reads and ends sessions of one user; those of others are not found."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def page(self, user_id: str, request: PageRequest) -> Page[Session]:
        """The open ones, the newest first. Raises InvalidInputError."""
        query: dict[str, Any] = {"user_id": user_id, "revoked_at": None, "expires_at": {"$gt": self._clock()}}
        if request.after is not None:
            if not _POSITION.fullmatch(request.after):
                raise InvalidInputError("after", "is not a cursor of this list.")
            query["_id"] = {"$lt": request.after}
        user = await User.find_one(User.id == user_id)
        if user is None:
            return Page([], has_next=False)
        # As outlived_end_of_all has it; sessions of earlier releases have no version, which is 0.
        version: Any = user.token_version or {"$in": [0, None]}
        query["$or"] = [{"token_version": version}, {"_id": user.kept_session_id}]
        found = Session.find(query).sort("-_id").limit(request.first + 1)
        return Page.cut(await found.to_list(), request.first)

    async def end(self, user_id: str, session_id: str) -> None:
        """End one of the user's sessions; repeating it is no error. Raises NotFoundError."""
        collection = Session.get_pymongo_collection()
        own: dict[str, Any] = {"_id": session_id, "user_id": user_id}
        ending = {"$set": {"revoked_at": self._clock(), "revoked_reason": "revoked_by_owner"}}
        result = await collection.update_one({**own, "revoked_at": None}, ending)
        if result.matched_count == 0 and await collection.count_documents(own, limit=1) == 0:
            raise NotFoundError("session")

    async def note_device(self, session_id: str, device: Device) -> None:
        """Remember where the session is used."""
        await Session.get_pymongo_collection().update_one(
            {"_id": session_id}, {"$set": {"device": device.name, "network": device.network}}
        )
