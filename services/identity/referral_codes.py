"""Referral codes: every user has one, which others may name when they sign up."""

import secrets

from models.user import Role, User, UserStatus
from services.errors import NotFoundError
from services.identity.errors import ReferralCodeUnknownError

__all__ = ["new_referral_code", "referral_code_of", "referrer_named"]

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without 0, O, 1 and I, which people take for each other."""
_CHARACTERS = 12


def new_referral_code() -> str:
    """A new code of 60 random bits: no two users are given the same, and nobody guesses one."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_CHARACTERS))


async def referrer_named(text: str) -> str:
    """The id of the user whose code `text` is, in any case; raises ReferralCodeUnknownError, of a guest's too."""
    code = text.strip().upper()
    if not text.isascii() or len(code) != _CHARACTERS or not all(each in _ALPHABET for each in code):
        raise ReferralCodeUnknownError
    query = {
        "referral_code": {"$eq": code, "$type": "string"},
        "status": UserStatus.ACTIVE.value,
        "role": {"$ne": Role.GUEST.value},
    }
    row = await User.get_pymongo_collection().find_one(query, {"_id": True})
    if row is None:
        raise ReferralCodeUnknownError
    return str(row["_id"])


async def referral_code_of(user_id: str) -> str:
    """The user's own code, made now for an account that has none yet; raises NotFoundError."""
    users = User.get_pymongo_collection()
    row = await users.find_one({"_id": user_id}, {"referral_code": True})
    if row is not None and row.get("referral_code") is None:
        new = {"$set": {"referral_code": new_referral_code()}}
        await users.update_one({"_id": user_id, "referral_code": None}, new)
        row = await users.find_one({"_id": user_id}, {"referral_code": True})
    if row is None:
        raise NotFoundError("user")
    return str(row["referral_code"])
