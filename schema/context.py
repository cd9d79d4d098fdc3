"""What a resolver knows of its request."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar

import strawberry
from strawberry.dataloader import DataLoader

from messages import Language
from models.user import Role
from schema.session_cookies import SessionCookies
from services.container import Services
from services.errors import NotAuthenticatedError, NotPermittedError, TokentillError
from services.identity.viewer import Viewer

__all__ = ["Info", "RequestContext", "calling_guest", "require_admin", "require_viewer"]

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestContext:
    """One operation's surroundings. `viewer` is verified before anything runs; None means that no token was sent."""

    services: Services
    viewer: Viewer | None
    request_id: str
    """Names the request in logs; echoed in the X-Request-Id response header."""
    language: Language = Language.EN
    """In which sentences for people are said."""
    client_address: str | None = None
    """IP address of the caller, as the server's proxy settings tell it; None when unknown."""
    take_long: Callable[[], None] = lambda: None
    """To be called by what rightly takes longer than an answer may: from then on nothing but itself bounds it."""

    outlive_token: Callable[[], None] = lambda: None
    """To be called by a subscription that ends soon by itself, and so may end after its access token ran out."""

    user_agent: str | None = None
    """What the caller's program tells of itself; nothing is known of it."""
    cookies: SessionCookies | None = None
    """The caller's session is in cookies; None: the caller keeps its tokens itself."""
    cookie_problem: TokentillError | None = None
    """Why those cookies name nobody. Only what lets in or out runs then, as for nobody."""

    refusal: TokentillError | None = None
    """Why nothing of the operation may run: its caller may not have one of its root fields. The guards answer it."""

    loaders: dict[str, DataLoader[Any, Any]] = field(default_factory=dict)

    def loader(self, name: str, load: Callable[[Sequence[Key]], Awaitable[Sequence[Value]]]) -> DataLoader[Key, Value]:
        """The operation's loader of this name: what its rows ask for at once becomes one call of `load`.

        Nothing is kept, for a subscription may ask again much later.
        """

        async def load_rows(keys: list[Key]) -> Sequence[Value | BaseException]:
            return await load(keys)

        return self.loaders.setdefault(name, DataLoader(load_rows, cache=False))


Info: TypeAlias = strawberry.Info[RequestContext, None]


def require_viewer(info: Info) -> Viewer:
    """The caller; raises NotAuthenticatedError when no token was sent."""
    viewer = info.context.viewer
    if viewer is None:
        raise NotAuthenticatedError
    return viewer


def calling_guest(info: Info) -> str | None:
    """The caller's user id when it is a guest, who signs up or in."""
    viewer = info.context.viewer
    return viewer.user_id if viewer is not None and viewer.role is Role.GUEST else None


def require_admin(info: Info) -> Viewer:
    """The caller, who is an admin; raises NotAuthenticatedError without a token, NotPermittedError for anyone else."""
    viewer = require_viewer(info)
    if viewer.role is not Role.ADMIN:
        raise NotPermittedError
    return viewer
