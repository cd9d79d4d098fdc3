"""Tickets are generated as chats are, charged as chats are, and kept; each can be exported as a file."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from gateways.pdf import PdfError, PdfRenderer, PdfUnavailableError
from messages import Phrase
from models.message import CompletionUsage
from models.ticket import Ticket
from services.chat import ChatRequest, ChatService
from services.chat.errors import ChatUnavailableError
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import InvalidInputError, NotFoundError
from services.identity.viewer import Viewer
from services.ledger import Balance
from services.paging import Page, PageRequest
from services.tickets.errors import TicketPdfBusyError, TicketPdfUnavailableError
from services.tickets.export import as_html, as_json, as_markdown
from services.tickets.form import MOST_ASKED_CHARACTERS, TICKET
from services.tickets.links import TicketLink, TicketLinks
from settings import Settings

__all__ = ["TICKETS_PATH", "GeneratedTicket", "TicketFile", "TicketFormat", "Tickets"]

TICKETS_PATH = "/tickets"

_away_is_unavailable = database_errors_become(ChatUnavailableError)
_POSITION = re.compile(r"tkt_[0-9a-z]{1,60}")


class TicketFormat(StrEnum):
    """What a ticket can be exported as; the value is the file's suffix."""

    MARKDOWN = "md"
    JSON = "json"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class GeneratedTicket:
    """A ticket, and what it cost. `balance` is the wallet right after the charge, also on a repeated call."""

    ticket: Ticket
    usage: CompletionUsage
    balance: Balance


@dataclass(frozen=True, slots=True)
class TicketFile:
    """A file, the name to save it under, in ASCII, and its media type."""

    name: str
    media_type: str
    content: bytes


class Tickets:
    """One for a process."""

    def __init__(
        self,
        chat: ChatService,
        settings: Settings,
        clock: Clock,
        *,
        signing_secret: str,
        renderer: PdfRenderer | None = None,
    ) -> None:
        self._chat = chat
        self._renderer = renderer or PdfRenderer(
            at_once=settings.receipts_at_once, timeout_seconds=settings.receipt_timeout_seconds
        )
        self._links = TicketLinks(
            signing_secret=signing_secret,
            address=f"{settings.public_url}{TICKETS_PATH}",
            life_seconds=settings.receipt_link_seconds,
            clock=clock,
        )

    async def generate(
        self,
        viewer: Viewer,
        description: str,
        *,
        idempotency_key: str,
        model_id: str | None,
        team_id: str | None = None,
        take_long: Callable[[], None] = lambda: None,
    ) -> GeneratedTicket:
        """Make a ticket of `description`; the same key gives the same one again.

        Raises what `ChatService.complete` does. After ChatFailedError, STRUCTURE_INVALID included, nothing is charged.
        """
        if len(description) > MOST_ASKED_CHARACTERS:
            raise InvalidInputError(
                "description", Phrase("must have at most {most} characters", most=MOST_ASKED_CHARACTERS)
            )
        if not description.strip():
            raise InvalidInputError("description", "must not be empty")
        request = ChatRequest(
            message=description,
            idempotency_key=idempotency_key,
            model_id=model_id,
            team_id=team_id,
            structure=TICKET,
        )
        completed = await self._chat.complete(viewer, request, take_long=take_long)
        ticket = await self.find(viewer.user_id, completed.reply.id)
        return GeneratedTicket(ticket, completed.usage, completed.balance)

    @_away_is_unavailable
    async def find(self, user_id: str, ticket_id: str) -> Ticket:
        """The user's ticket. Raises NotFoundError."""
        found = await Ticket.find_one({"_id": ticket_id, "user_id": user_id})
        if found is None:
            raise NotFoundError("ticket")
        return found

    @_away_is_unavailable
    async def page(self, user_id: str, request: PageRequest) -> Page[Ticket]:
        """The user's tickets, the newest first."""
        query: dict[str, object] = {"user_id": user_id}
        if request.after is not None:
            if not _POSITION.fullmatch(request.after):
                raise InvalidInputError("after", "is not a cursor of this list.")
            query["_id"] = {"$lt": request.after}
        found = Ticket.find(query).sort("-_id").limit(request.first + 1)
        return Page.cut(await found.to_list(), request.first)

    @_away_is_unavailable
    async def delete(self, user_id: str, ticket_id: str) -> None:
        """Remove the user's ticket for good; its charge stays. Raises NotFoundError."""
        removed = await Ticket.get_pymongo_collection().delete_one({"_id": ticket_id, "user_id": user_id})
        if not removed.deleted_count:
            raise NotFoundError("ticket")

    async def offer(self, viewer: Viewer, ticket_id: str, form: TicketFormat) -> TicketLink:
        """A link to the viewer's ticket as a file. Raises NotFoundError."""
        ticket = await self.find(viewer.user_id, ticket_id)
        return self._links.make(ticket.id, form.value)

    @_away_is_unavailable
    async def open(self, ticket_id: str, suffix: str, expires: str, signature: str) -> TicketFile:
        """The file behind a link. Whoever has the link may see it: there is no viewer.

        Raises TicketError, NotFoundError.
        """
        self._links.check(ticket_id, suffix, expires, signature)
        ticket = await Ticket.get(ticket_id)
        if ticket is None:
            raise NotFoundError("ticket")
        name = f"{ticket.id}.{suffix}"
        match TicketFormat(suffix):
            case TicketFormat.MARKDOWN:
                return TicketFile(name, "text/markdown; charset=utf-8", as_markdown(ticket).encode())
            case TicketFormat.JSON:
                return TicketFile(name, "application/json", as_json(ticket).encode())
            case TicketFormat.PDF:
                return TicketFile(name, "application/pdf", await self._pdf(ticket))

    async def _pdf(self, ticket: Ticket) -> bytes:
        try:
            return await self._renderer.render(as_html(ticket))
        except PdfUnavailableError as error:
            raise TicketPdfUnavailableError from error
        except PdfError as error:
            raise TicketPdfBusyError from error
