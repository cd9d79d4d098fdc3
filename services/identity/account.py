"""What identity tells about a user."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from models.user import Preferences, Role, User
from services.identity.viewer import Viewer

__all__ = ["Account", "SignedIn"]


@dataclass(frozen=True, slots=True)
class Account:
    """A user as it may be shown to its owner; never the password hash."""

    id: str
    email: str | None
    """None for a guest."""
    email_verified: bool
    """Whether the user proved that mail to the address reaches them."""
    name: str
    role: Role
    wallet_id: str
    created_at: datetime
    avatar_url: str | None = None
    preferences: Preferences = field(default_factory=Preferences)

    @classmethod
    def of(cls, user: User) -> Self:
        """The account of a stored user."""
        return cls(
            id=user.id,
            email=user.email,
            email_verified=user.email_verified_at is not None,
            name=user.name,
            role=user.role,
            wallet_id=user.wallet_id,
            created_at=user.created_at,
            avatar_url=user.avatar_url,
            preferences=user.preferences,
        )

    def viewer(self, session_id: str) -> Viewer:
        """The account as a caller in one session."""
        return Viewer(user_id=self.id, wallet_id=self.wallet_id, role=self.role, session_id=session_id)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that was opened or renewed. `expires_at` is when the access token ends."""

    account: Account
    session_id: str
    access_token: str
    refresh_token: str
    expires_at: datetime
