"""The `external_identities` collection: which sign-ins at providers open which account."""

from datetime import datetime
from typing import Any

from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import DuplicateKeyError

from gateways.sign_in import ProvedIdentity
from models.external_identity import ExternalIdentity
from models.user import User
from services.errors import NotFoundError
from services.sign_in.errors import LastWayInError, SignInTakenError

__all__ = [
    "identity_id",
    "insert_identity",
    "link_identity",
    "linked_identities",
    "unlink_again",
    "unlink_identity",
]


def identity_id(provider: str, subject: str) -> str:
    """The id of the row. No provider's name has a colon."""
    return f"{provider}:{subject}"


async def insert_identity(proved: ProvedIdentity, user_id: str, now: datetime) -> bool:
    """Let it open the account of `user_id`; False when it, or another of this provider, was linked meanwhile."""
    return await _open(proved, user_id, now, by_hand=False, only_if={"user_id": None, "deleted_at": None})


async def link_identity(proved: ProvedIdentity, user_id: str, now: datetime) -> None:
    """The same for a user who is signed in, and so may say it also of one that was unlinked. May be repeated.

    Raises SignInTakenError.
    """
    free = {"deleted_at": None, "$or": [{"slot": None}, {"user_id": user_id}]}
    if not await _open(proved, user_id, now, by_hand=True, only_if=free):
        raise SignInTakenError


async def linked_identities(user_id: str) -> list[ExternalIdentity]:
    """Those that open the user's account now, by provider."""
    found = ExternalIdentity.find({"user_id": user_id, "slot": {"$type": "string"}})
    return await found.sort("provider").to_list()


async def unlink_identity(provider: str, user_id: str, now: datetime) -> None:
    """Let the user's sign-in at `provider` open the account no more. Raises NotFoundError, LastWayInError."""
    client = User.get_pymongo_collection().database.client
    async with client.start_session() as session:
        await session.with_transaction(lambda session: _unlink(session, provider, user_id, now))


async def unlink_again(proved: ProvedIdentity, user_id: str, now: datetime) -> None:
    """Take `link_identity` back."""
    await ExternalIdentity.get_pymongo_collection().update_one(
        {"_id": identity_id(proved.provider, proved.subject), "user_id": user_id},
        {"$set": {"slot": None, "unlinked_at": now}},
    )


async def _unlink(session: AsyncClientSession, provider: str, user_id: str, now: datetime) -> None:
    rows = ExternalIdentity.get_pymongo_collection()
    mine: dict[str, Any] = {"user_id": user_id, "slot": {"$type": "string"}}
    # First of all a write to the user: another that takes a way in away conflicts here, and then sees this one's end.
    user = await User.get_pymongo_collection().find_one_and_update(
        {"_id": user_id}, {"$inc": {"ways_in_changes": 1}}, session=session
    )
    slot = f"{user_id}:{provider}"
    if user is None or not await rows.count_documents({**mine, "slot": slot}, limit=1, session=session):
        raise NotFoundError("linked provider")
    others = await rows.count_documents({**mine, "slot": {"$type": "string", "$ne": slot}}, limit=1, session=session)
    if user.get("password_hash") is None and not others:
        raise LastWayInError
    await rows.update_one({**mine, "slot": slot}, {"$set": {"slot": None, "unlinked_at": now}}, session=session)


async def _open(proved: ProvedIdentity, user_id: str, now: datetime, *, by_hand: bool, only_if: dict[str, Any]) -> bool:
    values = {
        "provider": proved.provider,
        "subject": proved.subject,
        "user_id": user_id,
        "slot": f"{user_id}:{proved.provider}",
        "by_hand": by_hand,
        "linked_at": now,
        "unlinked_at": None,
    }
    row_id = identity_id(proved.provider, proved.subject)
    rows = ExternalIdentity.get_pymongo_collection()
    try:
        await rows.update_one(
            {"_id": row_id, **only_if}, {"$set": values, "$setOnInsert": {"email": None, "told_at": None}}, upsert=True
        )
    except DuplicateKeyError:  # the row is there and not free, or the user has another one of this provider
        return False
    # What the provider's newest event told is newer than any sign-in.
    await rows.update_one({"_id": row_id, "told_at": None}, {"$set": {"email": proved.email}})
    return True
