"""Passwords that the server makes for an admin: the first one, and one in place of a lost one."""

import secrets
import string

import structlog

from models.user import Role, User
from services.api_keys.service import ApiKeys
from services.clock import Clock
from services.errors import NotFoundError
from services.identity.account_links import end_links
from services.identity.details import normal_email
from services.identity.passwords import PasswordKeeper
from services.identity.sessions import Sessions
from services.identity.sign_in_throttle import SignInThrottle
from services.identity.ways_in import unlink_all

__all__ = ["random_password", "reset_admin_password"]

_log = structlog.get_logger(__name__)

_CHARACTERS = 24
_ALPHABET = "".join(sorted(set(string.ascii_letters + string.digits) - set("0O1lI")))


def random_password() -> str:
    """24 letters and digits that are not mistaken for each other: 139 bits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_CHARACTERS))


async def reset_admin_password(
    email: str, *, passwords: PasswordKeeper, sessions: Sessions, api_keys: ApiKeys, clock: Clock
) -> str:
    """Give the admin with this e-mail a new random password, and end all its sessions, API keys and links; gives it.

    Sign-ins at providers open it no more until the admin links them again.

    Failed sign-ins by the e-mail are forgotten, so that the admin need not wait.

    May be repeated, so that a password that nobody got to see is no loss. Other users choose their own passwords.
    Raises InvalidInputError, IdentityBusyError, and NotFoundError when no admin has the e-mail.
    """
    password = random_password()
    address = normal_email(email)
    user = await User.get_pymongo_collection().find_one_and_update(
        {"email": address, "role": Role.ADMIN.value},
        {"$set": {"password_hash": await passwords.hash(password)}},
        projection={"_id": True},
    )
    if user is None:
        raise NotFoundError("admin")
    ended = await sessions.end_all(user["_id"], reason="password_reset")
    keys_ended = await api_keys.revoke_all(user["_id"])
    await end_links(user["_id"], clock())
    await unlink_all(user["_id"], clock())
    await SignInThrottle(clock).forget(address)
    _log.info("admin_password_reset", user_id=user["_id"], sessions_ended=len(ended), keys_ended=keys_ended)
    return password
