"""Offers exports of usage, and sends them: made while they are taken, so that none is stored anywhere.

The row says what is in the file and how far it has been sent; the link says who asked, and is good for an hour. Every
server can send it.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing, suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import structlog
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import PyMongoError

from models.usage_export import UsageExport, UsageExportFormat, UsageExportState
from models.user import Role
from services.admin.actions import DONE, AdminActions
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import NotFoundError
from services.export.errors import (
    ExportLinkExpiredError,
    ExportLinkInvalidError,
    ExportRunningError,
    ExportsBusyError,
)
from services.identity.viewer import Viewer
from services.ledger.errors import LedgerUnavailableError
from services.link_signer import LinkSigner, LinkState
from services.usage.records import UsageFilter
from services.usage_export.access import may_read
from services.usage_export.charges import charges
from services.usage_export.forms import CsvForm, Form, JsonLinesForm
from services.usage_export.store import UsageExportStore
from services.usage_export.xlsx import XlsxForm
from settings import Settings

__all__ = ["FORMS", "USAGE_EXPORTS_PATH", "OfferedExport", "UsageExports", "UsageFile"]

USAGE_EXPORTS_PATH = "/usage-exports"
LINK_SECONDS = 3_600
MOST_AT_ONCE = 4
"""Exports that one process sends at a time: each costs about a third of a CPU while its reader is fast."""
LONGEST = timedelta(hours=2)
"""Whoever has not read it by then is cut off, however steadily they read."""
NOTED_EVERY = timedelta(seconds=2)

FORMS: dict[UsageExportFormat, Callable[[], Form]] = {
    UsageExportFormat.CSV: CsvForm,
    UsageExportFormat.JSONL: JsonLinesForm,
    UsageExportFormat.XLSX: XlsxForm,
}
_away_is_unavailable = database_errors_become(LedgerUnavailableError)
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class OfferedExport:
    """An export as it stands, and where it can be taken; None: it was cancelled."""

    export: UsageExport
    url: str | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class UsageFile:
    """The file behind a link; `name` is in ASCII."""

    name: str
    media_type: str
    pieces: AsyncGenerator[bytes, None]


class UsageExports:
    """One for a process. `stands` says whether the session or API key of a link is still good.

    `operator` stands in the place of a user's id where the server's command line asks, which may read everything.
    Anybody else is given and sent only what they might ask for at that moment: whoever has left a team, or is no admin
    any more, has no use of an export of before. All calls raise LedgerUnavailableError.
    """

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        database: AsyncDatabase[dict[str, Any]],
        stands: Callable[[str], Awaitable[bool]],
        actions: AdminActions,
        *,
        operator: str,
        signing_secret: str,
    ) -> None:
        self._operator = operator
        self._address = f"{settings.public_url}{USAGE_EXPORTS_PATH}"
        self._signer = LinkSigner(
            "usage-exports", signing_secret=signing_secret, life_seconds=LINK_SECONDS, clock=clock
        )
        self._store = UsageExportStore(clock)
        self._database = database
        self._stands = stands
        self._actions = actions
        self._clock = clock
        self._sending = 0
        self._ending = set[asyncio.Task[None]]()

    @_away_is_unavailable
    async def ask(self, viewer: Viewer, wallet: str, wanted: UsageFilter, form: UsageExportFormat) -> OfferedExport:
        """A file of the charges of `wallet`, which the viewer may see. Raises InvalidInputError, ExportRunningError."""
        return self._offered(viewer, await self._store.ask(self._export(viewer, wallet, wanted, form)))

    @_away_is_unavailable
    async def ask_as_admin(
        self, viewer: Viewer, user_id: str | None, wanted: UsageFilter, form: UsageExportFormat
    ) -> OfferedExport:
        """A file of a user's charges, or of everybody's, with a row of which admin asked for it.

        Raises InvalidInputError, NotFoundError, ExportRunningError.
        """
        wallet = None if user_id is None else await self._wallet_of(user_id)
        export = self._export(viewer, wallet, wanted, form)
        effect, details = export.export_id, {"format": form.value, "filter": export.filter}
        await self._actions.begin(viewer.user_id, "export_usage", user_id or "everybody", effect, details)
        try:
            await self._store.ask(export)
        except ExportRunningError as error:
            await self._actions.complete(effect, error.code)
            raise
        await self._actions.complete(effect, DONE)
        return self._offered(viewer, export)

    @_away_is_unavailable
    async def of(self, viewer: Viewer) -> OfferedExport | None:
        """The viewer's latest export, with a fresh link; None also where they may not read it any more."""
        row = await self._store.of(viewer.user_id)
        readable = row is not None and await self._may_read(row, as_admin=viewer.role is Role.ADMIN)
        return self._offered(viewer, row) if row is not None and readable else None

    @_away_is_unavailable
    async def cancel(self, viewer: Viewer, export_id: str) -> OfferedExport:
        """Stop sending the viewer's latest export within seconds. Raises NotFoundError when it is another one."""
        await self._store.cancel(viewer.user_id, export_id)
        offered = await self.of(viewer)
        if offered is None or offered.export.export_id != export_id:
            raise NotFoundError("export")
        return offered

    @_away_is_unavailable
    async def open(self, user_id: str, name: str, session_id: str, expires: str, signature: str) -> UsageFile:
        """The file behind a link; `name` is the last part of its path. Raises ExportError."""
        match self._signer.judge(user_id, name, session_id, expires=expires, signature=signature):
            case LinkState.FORGED:
                raise ExportLinkInvalidError
            case LinkState.EXPIRED:
                raise ExportLinkExpiredError
        row = await self._store.of(user_id)
        if (
            row is None
            or _name_of(row) != name
            or row.state is UsageExportState.CANCELLED
            or not await self._stands(session_id)
            or not await self._may_read(row)
        ):
            raise ExportLinkInvalidError
        if self._sending >= MOST_AT_ONCE:
            raise ExportsBusyError
        self._sending += 1
        try:
            token = await self._store.begin(row)
        except BaseException:
            self._sending -= 1
            raise
        _log.info("usage_export_begun", user_id=user_id, export_id=row.export_id, format=row.format.value)
        form = FORMS[row.format]()
        pieces = self._pieces(row, form, session_id, token)
        first = await anext(pieces)  # from now on its own end gives back what it takes
        return UsageFile(f"usage-{row.asked_at:%Y-%m-%d}.{row.format}", form.media_type, _all_of(first, pieces))

    async def _may_read(self, row: UsageExport, *, as_admin: bool = True) -> bool:
        return row.id == self._operator or await may_read(row, as_admin=as_admin)

    def _export(self, viewer: Viewer, wallet: str | None, wanted: UsageFilter, form: UsageExportFormat) -> UsageExport:
        now = self._clock()
        wanted.query("")  # raises what is wrong with it
        until = now if wanted.until is None else min(now, wanted.until)
        return UsageExport(
            id=viewer.user_id,
            format=form,
            wallet_id=wallet,
            filter=asdict(wanted),
            until=until,
            asked_at=now,
            day=now.date().isoformat(),
        )

    def _offered(self, viewer: Viewer, row: UsageExport) -> OfferedExport:
        name = _name_of(row)
        signed = self._signer.sign(viewer.user_id, name, viewer.session_id)
        query = urlencode(
            {
                "user": viewer.user_id,
                "session": viewer.session_id,
                "expires": signed.expires,
                "signature": signed.signature,
            }
        )
        url = None if row.state is UsageExportState.CANCELLED else f"{self._address}/{name}?{query}"
        return OfferedExport(row, url, signed.expires_at)

    async def _wallet_of(self, user_id: str) -> str:
        user = await self._database["users"].find_one({"_id": user_id}, {"wallet_id": True})
        if user is None:
            raise NotFoundError("user")
        return str(user["wallet_id"])

    async def _pieces(self, row: UsageExport, form: Form, session_id: str, token: str) -> AsyncGenerator[bytes, None]:
        """Ends early, which the reader sees as a broken connection, when it is cancelled, too slow, or not allowed."""
        sent, rows, progress = False, 0, 0.0
        begun = noted = self._clock()
        wanted = replace(UsageFilter(**row.filter), until=row.until)
        try:
            yield form.begin()
            async with aclosing(charges(self._database, row.wallet_id, wanted)) as pages:
                async for page in pages:
                    rows, progress = rows + len(page.charges), page.progress
                    if piece := form.add(page.charges):
                        yield piece
                    now = self._clock()
                    if now - noted > NOTED_EVERY:
                        noted = now
                        await self._require_going_on(row, session_id, token, begun, rows, progress)
            yield form.end()
            # Before the reader sees the end, so that whoever has all of it may ask for the next.
            await self._end(row.id, token, UsageExportState.DONE, rows, 1.0)
            sent = True
        finally:
            form.close()
            self._sending -= 1
            if not sent:  # apart: whoever was cut off cannot wait for the database any more
                cut = self._end(row.id, token, UsageExportState.CUT, rows, progress)
                task = asyncio.create_task(cut, name="usage-export-end")
                self._ending.add(task)
                task.add_done_callback(self._ending.discard)

    async def _require_going_on(
        self, row: UsageExport, session_id: str, token: str, begun: datetime, rows: int, progress: float
    ) -> None:
        late = self._clock() - begun > LONGEST
        kept = await self._store.keep(row.id, token, rows, progress)
        if late or not (kept and await self._stands(session_id) and await self._may_read(row)):
            _log.warning("usage_export_cut", user_id=row.id, export_id=row.export_id, rows=rows)
            raise TimeoutError("an export was cancelled, or not read in time, or it may not be read any more")

    async def _end(self, user_id: str, token: str, state: UsageExportState, rows: int, progress: float) -> None:
        with suppress(PyMongoError):  # then the turn ends by itself
            await self._store.end(user_id, token, state, rows, progress)


def _name_of(row: UsageExport) -> str:
    return f"{row.export_id}.{row.format}"


async def _all_of(first: bytes, others: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
    async with aclosing(others):
        yield first
        async for piece in others:
            yield piece
