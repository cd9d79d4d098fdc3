"""Who is calling."""

from dataclasses import dataclass

from models.api_key import ApiScope
from models.user import Role

__all__ = ["Viewer"]


@dataclass(frozen=True, slots=True)
class Viewer:
    """A verified caller, as the access token or the API key names it."""

    user_id: str
    wallet_id: str
    role: Role
    """What the call may do: by an API key without the scope `admin` even an admin is a mere user."""
    session_id: str
    """The session, or the API key, that the call came with."""
    scopes: frozenset[ApiScope] | None = None
    """What the API key may do; None for a session, which may do all that its user may."""
    key_of_admin: bool = False
    """Of an API key: whether its user is an admin, whatever the key may do."""

    @property
    def spends_for_others(self) -> bool:
        """Whether it may spend the tokens of any user."""
        if self.scopes is None:
            return self.role is Role.ADMIN
        return self.key_of_admin and ApiScope.SPEND in self.scopes
