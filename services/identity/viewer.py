"""Who is calling."""

from dataclasses import dataclass

from models.user import Role

__all__ = ["Viewer"]


@dataclass(frozen=True, slots=True)
class Viewer:
    """A verified caller, as the access token names it."""

    user_id: str
    wallet_id: str
    role: Role
    session_id: str
