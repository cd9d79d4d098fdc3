"""What both transports need, put together once."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from messages import Language
from schema.context import RequestContext
from schema.session_cookies import SessionCookies
from server.graphql.authentication import Authenticate, Endings, never_ending, viewer_in_cookies, viewer_of
from server.graphql.body import BodyRoom
from server.graphql.cookies import CookiePolicy
from server.graphql.engine import Engine
from server.graphql.problems import RequestRefusedError
from server.graphql.rate_limiting import RateLimiting
from server.graphql.turns import OPERATIONS_PER_CONNECTION, Turn, Turns
from services.container import Services
from services.errors import TokentillError
from settings import Settings

__all__ = ["LanguageOfUser", "Wiring", "english"]


LanguageOfUser: TypeAlias = Callable[[str], Awaitable[Language]]


async def english(_user_id: str) -> Language:
    """For schemas without accounts."""
    return Language.EN


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiring:
    """The engine, and what a request's context is made of."""

    engine: Engine
    settings: Settings
    services: Services
    authenticate: Authenticate
    endings: Endings = never_ending
    language_of_user: LanguageOfUser = english
    """What a user prefers, asked when a request says nothing about languages."""
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the process was asked to end. Never set where nothing watches for that."""
    limiting: RateLimiting = field(default_factory=lambda: RateLimiting(None))
    bodies: BodyRoom = field(default_factory=BodyRoom)
    turns: Turns = field(init=False)
    cookies: CookiePolicy = field(init=False)

    def __post_init__(self) -> None:
        most = OPERATIONS_PER_CONNECTION * self.settings.mongodb_pool_size
        object.__setattr__(self, "turns", Turns(most, seconds=self.settings.max_answer_seconds))
        object.__setattr__(self, "cookies", CookiePolicy(self.settings))

    async def context(
        self,
        authorization: object,
        request_id: str,
        client_address: str | None,
        turn: Turn | None = None,
        language: Language | None = None,
        *,
        cookies: SessionCookies | None = None,
        user_agent: str | None = None,
    ) -> RequestContext:
        """The context of one operation; raises RequestRefusedError when the token is not valid now.

        `language` is what the request says about it; None: nothing. Cookies that are not good refuse nothing here: a
        browser cannot leave them out when it signs in.
        """
        cookie_problem: TokentillError | None = None
        try:
            viewer = await viewer_of(authorization, self.authenticate)
            if cookies is not None:
                viewer, cookie_problem = await viewer_in_cookies(cookies, self.authenticate)
        except TokentillError as error:
            await self.limiting.refused_token(error, client_address, language or Language.EN)
            raise RequestRefusedError.of(error, language or Language.EN) from error
        if language is None:
            language = Language.EN if viewer is None else await self.language_of_user(viewer.user_id)
        return RequestContext(
            services=self.services,
            viewer=viewer,
            request_id=request_id,
            language=language,
            client_address=client_address,
            user_agent=user_agent,
            cookies=cookies,
            cookie_problem=cookie_problem,
            take_long=turn.take_long if turn is not None else lambda: None,
            outlive_token=turn.outlive_token if turn is not None else lambda: None,
        )
