"""What both transports need, put together once."""

import asyncio
from dataclasses import dataclass, field

from messages import Language
from schema.context import RequestContext
from server.graphql.authentication import Authenticate, Endings, never_ending, viewer_of
from server.graphql.engine import Engine
from server.graphql.problems import RequestRefusedError
from server.graphql.turns import OPERATIONS_PER_CONNECTION, Turn, Turns
from services.container import Services
from services.errors import TokentillError
from settings import Settings

__all__ = ["Wiring"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiring:
    """The engine, and what a request's context is made of."""

    engine: Engine
    settings: Settings
    services: Services
    authenticate: Authenticate
    endings: Endings = never_ending
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the process was asked to end. Never set where nothing watches for that."""
    turns: Turns = field(init=False)

    def __post_init__(self) -> None:
        most = OPERATIONS_PER_CONNECTION * self.settings.mongodb_pool_size
        object.__setattr__(self, "turns", Turns(most))

    async def context(
        self,
        authorization: object,
        request_id: str,
        client_address: str | None,
        turn: Turn | None = None,
        language: Language = Language.EN,
    ) -> RequestContext:
        """The context of one operation; raises RequestRefusedError when the token is not valid now."""
        try:
            viewer = await viewer_of(authorization, self.authenticate)
        except TokentillError as error:
            raise RequestRefusedError.of(error, language) from error
        return RequestContext(
            services=self.services,
            viewer=viewer,
            request_id=request_id,
            language=language,
            client_address=client_address,
            take_long=turn.take_long if turn is not None else lambda: None,
            outlive_token=turn.outlive_token if turn is not None else lambda: None,
        )
