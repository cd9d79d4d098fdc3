"""Tickets."""

from datetime import datetime
from enum import Enum
from typing import Annotated, Self, TypeAlias

import strawberry

from models.ticket import Ticket as StoredTicket
from schema.balance import Balance
from schema.costs import list_of
from schema.errors import OperationRefused
from schema.insufficient_tokens import InsufficientTokens
from schema.message import CompletionUsage
from schema.paywall import Paywall
from services.tickets import form
from services.tickets.links import TicketLink
from services.tickets.service import GeneratedTicket
from services.tickets.service import TicketFormat as ServiceFormat

__all__ = [
    "DeleteTicketInput",
    "DeleteTicketResult",
    "GenerateTicketInput",
    "GenerateTicketResult",
    "Ticket",
    "TicketDeleted",
    "TicketExport",
    "TicketFormat",
    "TicketGenerated",
    "TicketLimits",
    "TicketPriority",
]


@strawberry.enum(description="How soon a ticket is to be done.")
class TicketPriority(Enum):
    LOW = strawberry.enum_value("low", description="When there is time.")
    MEDIUM = strawberry.enum_value("medium", description="In its turn.")
    HIGH = strawberry.enum_value("high", description="Before others.")
    URGENT = strawberry.enum_value("urgent", description="At once.")


@strawberry.enum(description="What a ticket can be exported as.")
class TicketFormat(Enum):
    MARKDOWN = strawberry.enum_value("md", description="Markdown, with criteria to tick off.")
    JSON = strawberry.enum_value("json", description="JSON, with the names of `Ticket`.")
    PDF = strawberry.enum_value("pdf", description="PDF, A4.")

    def to_service(self) -> ServiceFormat:
        """The service's form."""
        return ServiceFormat[self.name]


@strawberry.type(description="A piece of work, made of a description. It never changes.")
class Ticket:
    id: strawberry.ID = strawberry.field(description="Opaque and lasting.")
    title: str = strawberry.field(description="One line, at most 150 characters.")
    description: str = strawberry.field(description="What is wanted and why, in plain text.")
    acceptance_criteria: list[str] = strawberry.field(
        description="What can be checked when it is done; 1 to 20.", directives=[list_of(20)]
    )
    priority: TicketPriority = strawberry.field(description="How soon it is to be done.")
    labels: list[str] = strawberry.field(description="At most 10 short words.", directives=[list_of(10)])
    asked: str = strawberry.field(description="The description that it was made of.")
    model_id: strawberry.ID = strawberry.field(description="The model that wrote it.")
    usage: CompletionUsage = strawberry.field(description="What it used and cost.")
    created_at: datetime = strawberry.field(description="When it was made.")

    @classmethod
    def of(cls, stored: StoredTicket) -> Self:
        """The GraphQL form of `stored`."""
        return cls(
            id=strawberry.ID(stored.id),
            title=stored.title,
            description=stored.description,
            acceptance_criteria=list(stored.acceptance_criteria),
            priority=TicketPriority[stored.priority.name],
            labels=list(stored.labels),
            asked=stored.asked,
            model_id=strawberry.ID(stored.model_id),
            usage=CompletionUsage.of(stored.usage),
            created_at=stored.created_at,
        )


@strawberry.input(description="What a ticket is made of. Exactly this input again, with its key, gives the same one.")
class GenerateTicketInput:
    description: str = strawberry.field(description="What is wanted, in any words; `ticketLimits` says how long.")
    idempotency_key: str = strawberry.field(
        description="1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -, chosen by the client. One key is charged once; `chat` "
        "and this share them."
    )
    model_id: strawberry.ID | None = strawberry.field(
        default=None,
        description=f"A model that `models` lists. Null: {form.PREFERRED_MODEL} where it is listed, else the default.",
    )
    team_id: strawberry.ID | None = strawberry.field(
        default=None, description="A team that the caller is in, whose wallet pays, within their cap. Null: their own."
    )


@strawberry.type(description="The ticket is stored and charged.")
class TicketGenerated:
    ticket: Ticket = strawberry.field(description="The ticket.")
    usage: CompletionUsage = strawberry.field(description="What it used and cost.")
    balance: Balance = strawberry.field(description="The wallet right after the charge.")

    @classmethod
    def of(cls, generated: GeneratedTicket) -> Self:
        """The GraphQL form of `generated`."""
        return cls(
            ticket=Ticket.of(generated.ticket),
            usage=CompletionUsage.of(generated.usage),
            balance=Balance.of(generated.balance),
        )


@strawberry.type(description="What tickets are bounded by.")
class TicketLimits:
    description_characters: int = strawberry.field(description="Longest description to make one of.")
    title_characters: int = strawberry.field(description="Longest title.")
    acceptance_criteria: int = strawberry.field(description="Most acceptance criteria.")
    labels: int = strawberry.field(description="Most labels.")
    preferred_model_id: strawberry.ID = strawberry.field(
        description="The model that is asked where it is listed and the caller names none."
    )


@strawberry.type(description="A ticket as a file, behind a link that needs no signing in.")
class TicketExport:
    url: str = strawberry.field(description="Where the file is. Whoever has the link can read it.")
    expires_at: datetime = strawberry.field(description="Until when; RECEIPT_LINK_SECONDS from now.")

    @classmethod
    def of(cls, link: TicketLink) -> Self:
        """The GraphQL form of `link`."""
        return cls(url=link.url, expires_at=link.expires_at)


@strawberry.input(description="A ticket to remove.")
class DeleteTicketInput:
    ticket_id: strawberry.ID = strawberry.field(description="A ticket of the caller's.")


@strawberry.type(description="The ticket is gone. What it cost stays in `usageHistory`.")
class TicketDeleted:
    ticket_id: strawberry.ID = strawberry.field(description="The id that it had.")


DeleteTicketResult: TypeAlias = Annotated[
    TicketDeleted | OperationRefused,
    strawberry.union("DeleteTicketResult", description="The outcome of `deleteTicket`."),
]

GenerateTicketResult: TypeAlias = Annotated[
    TicketGenerated | InsufficientTokens | Paywall | OperationRefused,
    strawberry.union("GenerateTicketResult", description="The outcome of `generateTicket`."),
]
