"""Offers exports, and sends them: to whoever has the link, as long as its user is signed in where it was asked for."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import structlog
from pymongo.errors import PyMongoError

from models.user import User
from services.account.errors import AccountUnavailableError
from services.clock import Clock
from services.database_errors import database_errors_become
from services.export.archive import archive_of
from services.export.errors import ExportLinkExpiredError, ExportLinkInvalidError, ExportsBusyError
from services.export.reading import Person
from services.export.turns import ExportTurns
from services.identity.viewer import Viewer
from services.link_signer import LinkSigner, LinkState
from settings import Settings

__all__ = ["EXPORTS_PATH", "ExportFile", "ExportLink", "Exports"]

EXPORTS_PATH = "/exports"
LINK_SECONDS = 300
MOST_AT_ONCE = 4
"""Exports that one process sends at a time."""
LONGEST = timedelta(hours=1)
"""Whoever has not read it by then is cut off, however steadily they read."""
KEPT_EVERY = timedelta(seconds=15)

_away_is_unavailable = database_errors_become(AccountUnavailableError)
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ExportLink:
    """Where an export is for now."""

    url: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A ZIP file, and the name to save it under, in ASCII."""

    name: str
    pieces: AsyncGenerator[bytes, None]


class Exports:
    """One for a process. `stands` says whether a session is open. Both calls raise AccountUnavailableError."""

    def __init__(
        self, settings: Settings, clock: Clock, stands: Callable[[str], Awaitable[bool]], *, signing_secret: str
    ) -> None:
        self._address = f"{settings.public_url}{EXPORTS_PATH}"
        self._signer = LinkSigner("export-links", signing_secret=signing_secret, life_seconds=LINK_SECONDS, clock=clock)
        self._turns = ExportTurns(clock)
        self._stands = stands
        self._clock = clock
        self._sending = 0
        self._ending = set[asyncio.Task[None]]()

    @_away_is_unavailable
    async def offer(self, viewer: Viewer) -> ExportLink:
        """A link to all that is about the viewer. Raises ExportRunningError, ExportLimitReachedError."""
        await self._turns.check(viewer.user_id)
        signed = self._signer.sign(viewer.user_id, viewer.session_id)
        query = urlencode({"session": viewer.session_id, "expires": signed.expires, "signature": signed.signature})
        return ExportLink(f"{self._address}/{viewer.user_id}.zip?{query}", signed.expires_at)

    @_away_is_unavailable
    async def open(self, user_id: str, session_id: str, expires: str, signature: str) -> ExportFile:
        """The file behind a link. Its pieces are read while they are taken.

        Raises ExportError.
        """
        match self._signer.judge(user_id, session_id, expires=expires, signature=signature):
            case LinkState.FORGED:
                raise ExportLinkInvalidError
            case LinkState.EXPIRED:
                raise ExportLinkExpiredError
        person = await self._person(user_id, session_id)
        if self._sending >= MOST_AT_ONCE:
            raise ExportsBusyError
        self._sending += 1
        try:
            token = await self._turns.take(user_id)
        except BaseException:
            self._sending -= 1
            raise
        _log.info("export_begun", user_id=user_id, session_id=session_id)
        pieces = self._pieces(person, session_id, token)
        first = await anext(pieces)  # from now on its own end gives back what it takes
        return ExportFile(f"tokentill-{self._clock():%Y-%m-%d}.zip", _all_of(first, pieces))

    async def _person(self, user_id: str, session_id: str) -> Person:
        """Raises ExportLinkInvalidError when the session has ended since, or the user may not act."""
        user: dict[str, Any] | None = await User.get_pymongo_collection().find_one({"_id": user_id}, {"wallet_id": 1})
        if user is None or not await self._stands(session_id):
            raise ExportLinkInvalidError
        return Person(user_id, user["wallet_id"])

    async def _pieces(self, person: Person, session_id: str, token: str) -> AsyncGenerator[bytes, None]:
        """Ends early, and so without the file's directory: after an hour, or when its session or its turn has ended."""
        begun = kept = self._clock()
        try:
            async with aclosing(archive_of(person, begun)) as pieces:
                async for piece in pieces:
                    yield piece
                    now = self._clock()
                    if now - begun > LONGEST:
                        _log.warning("export_cut", user_id=person.user_id)
                        raise TimeoutError("an export was not read in time")
                    if now - kept > KEPT_EVERY:
                        kept = now
                        if not (await self._stands(session_id) and await self._turns.keep(person.user_id, token)):
                            _log.warning("export_cut", user_id=person.user_id)
                            raise TimeoutError("an export lost its session or its turn")
        finally:
            self._sending -= 1
            # Apart: whoever was cut off cannot wait for the database any more.
            task = asyncio.create_task(self._give_back(person.user_id, token), name="export-end")
            self._ending.add(task)
            task.add_done_callback(self._ending.discard)

    async def _give_back(self, user_id: str, token: str) -> None:
        with suppress(PyMongoError):  # then the turn ends by itself
            await self._turns.give_back(user_id, token)


async def _all_of(first: bytes, others: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
    async with aclosing(others):
        yield first
        async for piece in others:
            yield piece
