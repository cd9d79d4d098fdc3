"""Somebody must remain who can act as an admin."""

from datetime import datetime

from pymongo.asynchronous.client_session import AsyncClientSession

from models.sweep_cursor import SweepCursor
from models.user import Role, User, UserStatus
from services.identity.errors import LastAdminError

__all__ = ["require_another_admin", "take_turn"]

_TURN = "admins"


async def take_turn(now: datetime, session: AsyncClientSession) -> None:
    """Write the row that whoever takes an admin away must write, so that two at once do not both find the other."""
    # Counted: an update that changes nothing, as one to the same moment, would not meet another's.
    turn = {"$set": {"swept_to": now}, "$inc": {"turns": 1}, "$setOnInsert": {"retry": []}}
    await SweepCursor.get_pymongo_collection().update_one({"_id": _TURN}, turn, upsert=True, session=session)


async def require_another_admin(user_id: str, session: AsyncClientSession | None = None) -> None:
    """Raises LastAdminError unless somebody else is an admin and may act."""
    others = {"_id": {"$ne": user_id}, "role": Role.ADMIN.value, "status": UserStatus.ACTIVE.value}
    if await User.get_pymongo_collection().find_one(others, {"_id": True}, session=session) is None:
        raise LastAdminError
