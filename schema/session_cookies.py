"""A browser's session in cookies, as the resolvers of one call see it: no script of a page can read the tokens."""

from dataclasses import dataclass

from services.identity.account import SignedIn
from services.identity.errors import CookiesNeedHttpError

__all__ = ["SessionCookies"]


@dataclass(slots=True, kw_only=True, repr=False)
class SessionCookies:
    """What a call brought that asks for cookies, and what its answer shall set.

    A context has none where the caller keeps its tokens itself. It has no repr, so that no log shows it.
    """

    access_token: str | None = None
    refresh_token: str | None = None
    can_be_set: bool = True
    """Whether the answer's head is still to be sent; over WebSocket and in event streams it is not."""
    kept: SignedIn | None = None
    """The session whose tokens the answer sets."""
    forgotten: bool = False
    """Whether the answer removes the cookies."""
    ended: bool = False
    """Whether the answer says that the session which the call brought is over."""

    def require_settable(self) -> None:
        """To be called before anything is done that sets or removes them; raises CookiesNeedHttpError."""
        if not self.can_be_set:
            raise CookiesNeedHttpError

    def keep(self, signed_in: SignedIn) -> None:
        """Put its tokens into the cookies."""
        self.kept, self.forgotten = signed_in, False

    def forget(self) -> None:
        """Remove the cookies."""
        self.kept, self.forgotten = None, True

    def end(self) -> None:
        """Have the cookies that the call brought count for nothing from now on.

        They are not removed: the browser may have those of another session by the time that the answer gets there.
        """
        self.ended = True
