"""What a row of `access.py` says: who may have a field, and which API keys."""

from dataclasses import dataclass
from enum import Enum, auto

from models.api_key import ApiScope
from services.api_keys.errors import ScopeMissingError, SessionRequiredError
from services.errors import NotAuthenticatedError, NotPermittedError, TokentillError
from services.guests.errors import SignUpRequiredError
from services.identity.caller import Caller, caller_of
from services.identity.viewer import Viewer

__all__ = ["Access", "Keys", "admin", "everybody", "guest", "key_refusal", "refusal", "sign_in", "user"]


class Keys(Enum):
    """What is no matter of scopes."""

    ALL = auto()
    """Every API key has it."""
    NONE = auto()
    """No key has it, whatever its scopes."""


@dataclass(frozen=True, slots=True)
class Access:
    """Who may have one root field."""

    least: Caller
    """Callers of this kind, and of those after it."""
    keys: ApiScope | Keys
    """What an API key needs, besides a user who may have the field."""
    gives: Caller
    """Whom the answer is for. More than `least` where a call makes somebody of nobody."""

    @property
    def lets_in_or_out(self) -> bool:
        """Whether it is there for people who sign in or out, in whatever way: it needs no token, and no key has it."""
        return self.least is Caller.NOBODY and self.keys is Keys.NONE


def everybody(keys: ApiScope | Keys) -> Access:
    """Also without a token."""
    return Access(Caller.NOBODY, keys, Caller.NOBODY)


def sign_in() -> Access:
    """Without a token, or as a guest; the answer is for whom it signs in. No key has it, lest it be another way in."""
    return Access(Caller.NOBODY, Keys.NONE, Caller.GUEST)


def guest(keys: ApiScope | Keys) -> Access:
    """Whoever has a wallet, so guests, too."""
    return Access(Caller.GUEST, keys, Caller.GUEST)


def user(keys: ApiScope | Keys) -> Access:
    """Whoever has an account."""
    return Access(Caller.USER, keys, Caller.USER)


def admin(keys: ApiScope | Keys = ApiScope.ADMIN) -> Access:
    """Admins alone, by a key with the scope ADMIN, too."""
    return Access(Caller.ADMIN, keys, Caller.ADMIN)


def refusal(access: Access | None, field: str, viewer: Viewer | None) -> TokentillError | None:
    """Why this caller may not have `field`; None when they may. Without a row nobody may."""
    if viewer is not None and viewer.scopes is not None:
        refused = key_refusal(access, field, viewer.scopes)
        if refused is not None:
            return refused
    if access is not None and caller_of(viewer) >= access.least:
        return None
    if viewer is None:
        return NotAuthenticatedError()
    can_sign_up = access is not None and access.least is Caller.USER
    return SignUpRequiredError(field) if can_sign_up else NotPermittedError()


def key_refusal(access: Access | None, field: str, scopes: frozenset[ApiScope]) -> TokentillError | None:
    """Why no API key with these scopes may have `field`, whoever's it is."""
    if access is None or access.keys is Keys.NONE:
        return SessionRequiredError(field)
    if isinstance(access.keys, ApiScope) and access.keys not in scopes:
        return ScopeMissingError(field, access.keys)
    return None
