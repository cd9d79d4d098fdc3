"""Usage, charge by charge, and over all time."""

from datetime import datetime
from enum import Enum
from typing import Self

import strawberry

from schema.model import ModelPricing
from schema.person import Person
from schema.scalars import BigInt
from services.usage import UsageFilter as ServiceUsageFilter
from services.usage import UsageRow
from services.usage import UsageTotals as ServiceUsageTotals

__all__ = ["AccountUsage", "ConversationUsage", "UsageFilterInput", "UsageKind", "UsageRecord"]


@strawberry.enum(description="What tokens were used for.")
class UsageKind(Enum):
    CHAT = strawberry.enum_value("chat", description="A chat completion.")
    TICKET = strawberry.enum_value("ticket", description="A generated ticket.")
    EXTERNAL = strawberry.enum_value("external", description="Work done elsewhere, charged by a program.")


@strawberry.input(description="Which charges to show. What is null or absent does not limit.")
class UsageFilterInput:
    from_: datetime | None = strawberry.field(name="from", default=None, description="Charges at this moment or later.")
    to: datetime | None = strawberry.field(default=None, description="Charges before this moment.")
    model_id: strawberry.ID | None = strawberry.field(default=None, description="Charges for this model only.")
    conversation_id: strawberry.ID | None = strawberry.field(
        default=None, description="Charges for this conversation only."
    )
    kind: UsageKind | None = strawberry.field(default=None, description="Charges of this kind only.")
    provider: str | None = strawberry.field(default=None, description="Charges for models of this provider only.")
    member_id: strawberry.ID | None = strawberry.field(
        default=None, description="Of a team's: charges of this user only. For owner and admins, or for oneself."
    )

    def to_service(self, member_id: str | None) -> ServiceUsageFilter:
        """The service's form, for the charges of this member of a team; None: of all, or of one's own wallet."""
        return ServiceUsageFilter(
            since=self.from_,
            until=self.to,
            model_id=self.model_id,
            provider=self.provider,
            conversation_id=self.conversation_id,
            kind=None if self.kind is None else str(self.kind.value),
            member_id=member_id,
        )


@strawberry.type(description="One charge for model tokens. No count includes another.")
class UsageRecord:
    id: strawberry.ID = strawberry.field(description="The ledger entry that made the charge.")
    at: datetime = strawberry.field(description="When it was charged.")
    kind: UsageKind = strawberry.field(description="What the tokens were used for.")
    model_id: strawberry.ID | None = strawberry.field(description="The model; null when none was named.")
    provider: str | None = strawberry.field(description="The model's provider.")
    conversation_id: strawberry.ID | None = strawberry.field(description="The conversation, for chats.")
    message_id: strawberry.ID | None = strawberry.field(description="The reply that was charged, for chats.")
    reference: str | None = strawberry.field(description="What the program that charged calls the work, if it did.")
    input_tokens: BigInt = strawberry.field(description="Model tokens read, without cached ones.")
    output_tokens: BigInt = strawberry.field(description="Model tokens written, without reasoning.")
    cache_read_tokens: BigInt = strawberry.field(description="Model tokens read from the provider's cache.")
    cache_write_tokens: BigInt = strawberry.field(description="Model tokens read and put into the provider's cache.")
    reasoning_tokens: BigInt = strawberry.field(description="Model tokens that the model thought with.")
    images: int = strawberry.field(
        description="Images that were sent; each costs `pricing.image` beside the tokens that it is read as."
    )
    cost: BigInt = strawberry.field(description="Wallet tokens charged.")
    balance_after: BigInt = strawberry.field(description="Wallet tokens available right after the charge.")
    pricing: ModelPricing | None = strawberry.field(
        description="The rates that it was charged at; null for charges from before this was kept."
    )
    member: Person | None = strawberry.field(
        description="Who spent from a team's wallet; null for charges to one's own."
    )

    @classmethod
    def of(cls, row: UsageRow) -> Self:
        """The GraphQL form of `row`."""
        return cls(
            id=strawberry.ID(row.id),
            at=row.at,
            kind=UsageKind(row.kind),
            model_id=_id(row.model_id),
            provider=row.provider,
            conversation_id=_id(row.conversation_id),
            message_id=_id(row.message_id),
            reference=row.reference,
            input_tokens=BigInt(row.input_tokens),
            output_tokens=BigInt(row.output_tokens),
            cache_read_tokens=BigInt(row.cache_read_tokens),
            cache_write_tokens=BigInt(row.cache_write_tokens),
            reasoning_tokens=BigInt(row.reasoning_tokens),
            images=row.images,
            cost=BigInt(row.cost),
            balance_after=BigInt(row.balance_after),
            pricing=ModelPricing.charged(row.rates, row.price_version) if row.rates else None,
            member=None if row.member_id is None else Person.of(row.member_id),
        )


@strawberry.type(description="All that an account was ever charged for.")
class AccountUsage:
    requests: int = strawberry.field(description="How many charges.")
    tokens: BigInt = strawberry.field(description="Model tokens, read and written.")
    cost: BigInt = strawberry.field(description="Wallet tokens charged.")

    @classmethod
    def of(cls, totals: ServiceUsageTotals) -> Self:
        """The GraphQL form of `totals`."""
        return cls(requests=totals.requests, tokens=BigInt(totals.tokens), cost=BigInt(totals.cost))


@strawberry.type(description="What a wallet was charged for a conversation.")
class ConversationUsage:
    conversation_id: strawberry.ID = strawberry.field(description="The conversation, whether it is still there or not.")
    requests: int = strawberry.field(description="How many charges.")
    input_tokens: BigInt = strawberry.field(description="Model tokens read, with cached ones.")
    output_tokens: BigInt = strawberry.field(description="Model tokens written, with reasoning.")
    tokens: BigInt = strawberry.field(description="Model tokens, read and written.")
    cost: BigInt = strawberry.field(description="Wallet tokens charged.")

    @classmethod
    def of(cls, conversation_id: str, totals: ServiceUsageTotals) -> Self:
        """The GraphQL form of `totals`."""
        return cls(
            conversation_id=strawberry.ID(conversation_id),
            requests=totals.requests,
            input_tokens=BigInt(totals.input_tokens),
            output_tokens=BigInt(totals.output_tokens),
            tokens=BigInt(totals.tokens),
            cost=BigInt(totals.cost),
        )


def _id(value: str | None) -> strawberry.ID | None:
    return None if value is None else strawberry.ID(value)
