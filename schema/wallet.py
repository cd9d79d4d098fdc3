"""What is in a wallet, and how it came to be so."""

from datetime import datetime
from enum import Enum
from typing import Self

import strawberry

from schema.costs import list_of
from schema.scalars import BigInt
from services.ledger.rules import MAXIMUM_OPEN_HOLDS
from services.ledger.sources import GrantSource
from services.ledger.state import Grant, OpenHold
from services.ledger.wallet_entries import WalletEntry as ServiceWalletEntry

__all__ = ["TokenSource", "Wallet", "WalletEntry", "WalletEntryKind", "WalletGrant", "WalletHold"]


@strawberry.enum(description="Where tokens came from.")
class TokenSource(Enum):
    ADMIN = strawberry.enum_value("admin", description="Given by an admin.")
    ANONYMOUS = strawberry.enum_value("anonymous", description="Given to a guest.")
    CLAIM = strawberry.enum_value("claim", description="Claimed.")
    GIFT = strawberry.enum_value("gift", description="Bought by somebody else, as a gift.")
    PROMO = strawberry.enum_value("promo", description="A promotion's.")
    PURCHASE = strawberry.enum_value("purchase", description="Bought.")
    REFERRAL = strawberry.enum_value("referral", description="A reward for bringing somebody, or for being brought.")
    REFILL = strawberry.enum_value("refill", description="Free tokens that come again and again.")
    REFUND = strawberry.enum_value("refund", description="Back after a refund that failed.")
    SUBSCRIPTION = strawberry.enum_value("subscription", description="A paid period of a plan.")
    WELCOME = strawberry.enum_value("welcome", description="Given to a new account.")


@strawberry.enum(description="What an entry of a wallet did.")
class WalletEntryKind(Enum):
    CLAIM = strawberry.enum_value("claim", description="Free tokens were claimed.")
    DEBIT = strawberry.enum_value("debit", description="An admin took tokens away.")
    FORFEIT = strawberry.enum_value("forfeit", description="All tokens ended with the account or team.")
    FREEZE = strawberry.enum_value("freeze", description="A payment's tokens were kept from being spent by a dispute.")
    GRANT = strawberry.enum_value("grant", description="Tokens came; `source` says where from.")
    HOLD = strawberry.enum_value("hold", description="Tokens were reserved for work that began.")
    RECLAIM = strawberry.enum_value("reclaim", description="A promotion's tokens were taken back with the payment.")
    REFILL = strawberry.enum_value("refill", description="Free tokens came again.")
    RELEASE = strawberry.enum_value("release", description="Reserved tokens came back, and none was spent.")
    RENEW = strawberry.enum_value("renew", description="Tokens stay reserved for longer.")
    REVOKE = strawberry.enum_value("revoke", description="A payment's tokens were taken back with the money.")
    SET_AVAILABLE = strawberry.enum_value("set_available", description="An admin set the balance.")
    SETTLE = strawberry.enum_value("settle", description="Work ended: what it cost was spent, the rest came back.")
    SPEND = strawberry.enum_value("spend", description="Tokens were spent.")
    UNFREEZE = strawberry.enum_value("unfreeze", description="A dispute's end let a payment's tokens be spent again.")


@strawberry.type(description="Tokens of one origin that can be spent.")
class WalletGrant:
    id: strawberry.ID = strawberry.field(description="Within its wallet.")
    source: TokenSource = strawberry.field(description="Where they came from.")
    available: BigInt = strawberry.field(description="Whole tokens of it that can be spent.")
    expires_at: datetime | None = strawberry.field(description="From when on they cannot be spent. Null: never.")

    @classmethod
    def of(cls, grant: Grant) -> Self:
        """The GraphQL form of `grant`."""
        return cls(
            id=strawberry.ID(grant.id),
            source=_source(grant.source),
            available=BigInt(grant.available),
            expires_at=grant.expires_at,
        )


@strawberry.type(description="Tokens reserved for work under way.")
class WalletHold:
    id: strawberry.ID = strawberry.field(description="Names the hold.")
    amount: BigInt = strawberry.field(description="Whole tokens reserved.")
    expires_at: datetime = strawberry.field(description="When they come back by themselves, if the work never ends.")

    @classmethod
    def of(cls, hold: OpenHold) -> Self:
        """The GraphQL form of `hold`."""
        return cls(id=strawberry.ID(hold.id), amount=BigInt(hold.amount), expires_at=hold.expires_at)


@strawberry.type(description="What is in a wallet, part by part.")
class Wallet:
    grants: list[WalletGrant] = strawberry.field(
        description="What can be spent, in the order in which it will be: what expires first, then free tokens, "
        "then the older ones.",
        directives=[list_of(20)],
    )
    holds: list[WalletHold] = strawberry.field(
        description="What is reserved, the one that ends first before the others.",
        directives=[list_of(MAXIMUM_OPEN_HOLDS)],
    )

    @classmethod
    def of(cls, grants: list[Grant], holds: list[OpenHold]) -> Self:
        """The GraphQL form of these."""
        return cls(grants=[WalletGrant.of(each) for each in grants], holds=[WalletHold.of(each) for each in holds])


@strawberry.type(
    description="One entry of a wallet. Entries never change; what they moved adds up to what the wallet holds."
)
class WalletEntry:
    id: strawberry.ID = strawberry.field(description="The entry's.")
    at: datetime = strawberry.field(description="When it was made.")
    kind: WalletEntryKind = strawberry.field(description="What it did.")
    available: BigInt = strawberry.field(
        description="By how many tokens it changed what is there to be spent, frozen ones included; negative if it "
        "took some."
    )
    held: BigInt = strawberry.field(description="By how many it changed what is reserved; negative if it freed some.")
    debt: BigInt = strawberry.field(description="By how many it changed what is owed; negative if it paid some off.")
    source: TokenSource | None = strawberry.field(
        description="Where tokens that it brought came from. Null: it brought none."
    )
    payment_id: strawberry.ID | None = strawberry.field(
        description="The payment whose tokens it brought or took back. Null: it was about none."
    )

    @classmethod
    def of(cls, entry: ServiceWalletEntry) -> Self:
        """The GraphQL form of `entry`."""
        moved, reference = entry.line.moved, entry.reference
        return cls(
            id=strawberry.ID(entry.id),
            at=entry.line.at,
            kind=WalletEntryKind[entry.line.kind.upper()],
            available=BigInt(moved.available),
            held=BigInt(moved.held),
            debt=BigInt(moved.debt),
            source=None if entry.source is None else _source(entry.source),
            payment_id=strawberry.ID(reference) if reference and reference.startswith("pay_") else None,
        )


def _source(source: GrantSource) -> TokenSource:
    return TokenSource[source.name]
