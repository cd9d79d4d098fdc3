"""What kinds of callers there are, from the one who may least to the one who may most."""

from enum import IntEnum

from models.user import Role
from services.identity.viewer import Viewer

__all__ = ["Caller", "caller_of"]


class Caller(IntEnum):
    """Each may also have what is open to those before it."""

    NOBODY = 0
    """Without a token."""
    GUEST = 1
    """Somebody with a wallet who has told nothing of themselves."""
    USER = 2
    """Somebody with an account. An admin whose API key lacks the scope ADMIN is one, too."""
    ADMIN = 3


_OF_ROLES = {Role.GUEST: Caller.GUEST, Role.USER: Caller.USER, Role.ADMIN: Caller.ADMIN}


def caller_of(viewer: Viewer | None) -> Caller:
    """What kind of caller `viewer` is."""
    if viewer is None:
        return Caller.NOBODY
    return _OF_ROLES[viewer.role]
