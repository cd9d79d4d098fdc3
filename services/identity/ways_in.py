"""Sign-ins at providers that somebody linked to an account before its owner proved who they are."""

from datetime import datetime

from pymongo.asynchronous.client_session import AsyncClientSession

from models.external_identity import ExternalIdentity

__all__ = ["unlink_all"]


async def unlink_all(
    user_id: str, now: datetime, *, but: str | None = None, session: AsyncClientSession | None = None
) -> int:
    """Let no linked sign-in but the one with the id `but` open the account any more; gives how many did.

    Whoever registers somebody else's address can link a sign-in of their own, and would have a way in ever after.
    Each can be linked again by whoever is signed in. Raises PyMongoError.
    """
    result = await ExternalIdentity.get_pymongo_collection().update_many(
        {"user_id": user_id, "slot": {"$type": "string"}, "_id": {"$ne": but}},
        {"$set": {"slot": None, "unlinked_at": now}},
        session=session,
    )
    return result.modified_count
