"""Sign-ins at providers that may be somebody else's than the owner's of the account that they open."""

from datetime import datetime

from pymongo.asynchronous.client_session import AsyncClientSession

from models.external_identity import ExternalIdentity

__all__ = ["unlink_all"]


async def unlink_all(
    user_id: str,
    now: datetime,
    *,
    but: str | None = None,
    by_hand: bool = False,
    session: AsyncClientSession | None = None,
) -> int:
    """Let no linked sign-in but the one with the id `but` open the account any more; gives how many did.

    Whoever registers somebody else's address, or has their password, can link a sign-in of their own, and would have a
    way in ever after. With `by_hand`, those go on that were joined because the provider had verified the address.
    Each can be linked again by whoever is signed in. Raises PyMongoError.
    """
    which: dict[str, object] = {"user_id": user_id, "slot": {"$type": "string"}, "_id": {"$ne": but}}
    if by_hand:
        which["by_hand"] = True
    result = await ExternalIdentity.get_pymongo_collection().update_many(
        which,
        {"$set": {"slot": None, "unlinked_at": now}},
        session=session,
    )
    return result.modified_count
