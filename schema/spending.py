"""Spending tokens for work that is done elsewhere."""

from datetime import datetime
from typing import Annotated, Self, TypeAlias

import strawberry

from schema.balance import Balance
from schema.errors import OperationRefused
from schema.insufficient_tokens import InsufficientTokens
from schema.scalars import BigInt
from schema.usage import UsageKind
from services.errors import TokentillError
from services.ledger.errors import InsufficientTokensError
from services.spending import WorkDone
from services.spending.service import EndedHold, Held, Spent

__all__ = [
    "Hold",
    "HoldReleased",
    "HoldRenewed",
    "HoldSettled",
    "HoldTokensInput",
    "HoldTokensResult",
    "ReleaseHoldInput",
    "ReleaseHoldResult",
    "RenewHoldInput",
    "RenewHoldResult",
    "SettleHoldInput",
    "SettleHoldResult",
    "SpendTokensInput",
    "SpendTokensResult",
    "TokensHeld",
    "TokensSpent",
    "refused",
]

_SUGGESTION = "Claim free tokens, or buy a package."
_KEY = "1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key with the same input has one effect and one answer."
_USER = "Whose wallet; null: the caller's own. Another's only by an admin, or by an admin's API key with SPEND."
_SECONDS = "After so many seconds it is released by itself: 10 to 86,400."


@strawberry.input(description="What the tokens were used for. It prices nothing; it stands in `usageHistory`.")
class WorkInput:
    kind: UsageKind = strawberry.field(default=UsageKind.EXTERNAL, description="What kind of work it was.")
    model_id: strawberry.ID | None = strawberry.field(
        default=None, description="The model, by whatever name: 1 to 200 characters."
    )
    provider: str | None = strawberry.field(default=None, description="Who ran the model: 1 to 200 characters.")
    reference: str | None = strawberry.field(
        default=None, description="What the caller calls the work: 1 to 200 characters."
    )
    input_tokens: BigInt = strawberry.field(default=BigInt(0), description="Model tokens read, without cached ones.")
    output_tokens: BigInt = strawberry.field(default=BigInt(0), description="Model tokens written, without reasoning.")
    cache_read_tokens: BigInt = strawberry.field(
        default=BigInt(0), description="Model tokens read from the provider's cache."
    )
    cache_write_tokens: BigInt = strawberry.field(
        default=BigInt(0), description="Model tokens read and put into the provider's cache."
    )
    reasoning_tokens: BigInt = strawberry.field(
        default=BigInt(0), description="Model tokens that the model thought with."
    )

    def to_service(self) -> WorkDone:
        """The service's form."""
        return WorkDone(
            kind=str(self.kind.value),
            model=self.model_id,
            provider=self.provider,
            reference=self.reference,
            input_tokens=int(self.input_tokens),
            output_tokens=int(self.output_tokens),
            cache_read_tokens=int(self.cache_read_tokens),
            cache_write_tokens=int(self.cache_write_tokens),
            reasoning_tokens=int(self.reasoning_tokens),
        )


@strawberry.input(description="Tokens to charge at once.")
class SpendTokensInput:
    user_id: strawberry.ID | None = strawberry.field(default=None, description=_USER)
    amount: BigInt = strawberry.field(description="Wallet tokens, from 1.")
    work: WorkInput | None = strawberry.field(default=None, description="What they were used for.")
    idempotency_key: str = strawberry.field(description=_KEY)


@strawberry.input(description="Tokens to reserve before work begins.")
class HoldTokensInput:
    user_id: strawberry.ID | None = strawberry.field(default=None, description=_USER)
    amount: BigInt = strawberry.field(description="Wallet tokens, from 1: the most that the work can cost.")
    seconds: int = strawberry.field(default=600, description=_SECONDS)
    idempotency_key: str = strawberry.field(description=_KEY)


@strawberry.input(description="A hold whose work takes longer.")
class RenewHoldInput:
    user_id: strawberry.ID | None = strawberry.field(default=None, description=_USER)
    hold_id: strawberry.ID = strawberry.field(description="An open hold of `holdTokens`.")
    seconds: int = strawberry.field(default=600, description=f"{_SECONDS} Counted from now; never sooner than before.")


@strawberry.input(description="A hold whose work is done. It ends once: the hold's id is the idempotency key.")
class SettleHoldInput:
    user_id: strawberry.ID | None = strawberry.field(default=None, description=_USER)
    hold_id: strawberry.ID = strawberry.field(description="An open hold of `holdTokens`.")
    amount: BigInt = strawberry.field(description="Wallet tokens that the work did cost: 0 to what is held.")
    work: WorkInput | None = strawberry.field(default=None, description="What they were used for.")


@strawberry.input(description="A hold whose work came to nothing. It ends once: the hold's id is the idempotency key.")
class ReleaseHoldInput:
    user_id: strawberry.ID | None = strawberry.field(default=None, description=_USER)
    hold_id: strawberry.ID = strawberry.field(description="An open hold of `holdTokens`.")


@strawberry.type(description="The tokens were charged.")
class TokensSpent:
    cost: BigInt = strawberry.field(description="Wallet tokens charged.")
    balance: Balance = strawberry.field(description="The wallet right after it.")

    @classmethod
    def of(cls, spent: Spent) -> Self:
        """The GraphQL form of `spent`."""
        return cls(cost=BigInt(spent.cost), balance=Balance.of(spent.balance))


@strawberry.type(description="Tokens that are reserved for work under way.")
class Hold:
    id: strawberry.ID = strawberry.field(description="Goes into `settleHold`, `releaseHold` and `renewHold`.")
    amount: BigInt = strawberry.field(description="Wallet tokens reserved.")
    expires_at: datetime = strawberry.field(description="When it is released by itself.")

    @classmethod
    def of(cls, held: Held) -> Self:
        """The GraphQL form of `held`."""
        return cls(id=strawberry.ID(held.hold_id), amount=BigInt(held.amount), expires_at=held.expires_at)


@strawberry.type(description="The tokens are reserved.")
class TokensHeld:
    hold: Hold = strawberry.field(description="The new hold.")
    balance: Balance = strawberry.field(description="The wallet right after it.")

    @classmethod
    def of(cls, held: Held) -> Self:
        """The GraphQL form of `held`."""
        return cls(hold=Hold.of(held), balance=Balance.of(held.balance))


@strawberry.type(description="The hold stays open for longer.")
class HoldRenewed:
    hold: Hold = strawberry.field(description="The hold as it stands now.")

    @classmethod
    def of(cls, held: Held) -> Self:
        """The GraphQL form of `held`."""
        return cls(hold=Hold.of(held))


@strawberry.type(description="The hold has ended, and its work is charged.")
class HoldSettled:
    cost: BigInt = strawberry.field(description="Wallet tokens charged.")
    returned: BigInt = strawberry.field(description="Wallet tokens that were reserved and not needed.")
    balance: Balance = strawberry.field(description="The wallet right after it.")

    @classmethod
    def of(cls, ended: EndedHold) -> Self:
        """The GraphQL form of `ended`."""
        return cls(cost=BigInt(ended.cost), returned=BigInt(ended.returned), balance=Balance.of(ended.balance))


@strawberry.type(description="The hold has ended, and nothing was charged.")
class HoldReleased:
    returned: BigInt = strawberry.field(description="Wallet tokens that were reserved.")
    balance: Balance = strawberry.field(description="The wallet right after it.")

    @classmethod
    def of(cls, ended: EndedHold) -> Self:
        """The GraphQL form of `ended`."""
        return cls(returned=BigInt(ended.returned), balance=Balance.of(ended.balance))


def refused(error: TokentillError) -> InsufficientTokens | OperationRefused:
    """The member of a result union for what takes tokens."""
    if isinstance(error, InsufficientTokensError):
        return InsufficientTokens.of(error, _SUGGESTION)
    return OperationRefused.of(error)


SpendTokensResult: TypeAlias = Annotated[
    TokensSpent | InsufficientTokens | OperationRefused,
    strawberry.union("SpendTokensResult", description="The outcome of `spendTokens`."),
]
HoldTokensResult: TypeAlias = Annotated[
    TokensHeld | InsufficientTokens | OperationRefused,
    strawberry.union("HoldTokensResult", description="The outcome of `holdTokens`."),
]
RenewHoldResult: TypeAlias = Annotated[
    HoldRenewed | OperationRefused, strawberry.union("RenewHoldResult", description="The outcome of `renewHold`.")
]
SettleHoldResult: TypeAlias = Annotated[
    HoldSettled | OperationRefused, strawberry.union("SettleHoldResult", description="The outcome of `settleHold`.")
]
ReleaseHoldResult: TypeAlias = Annotated[
    HoldReleased | OperationRefused, strawberry.union("ReleaseHoldResult", description="The outcome of `releaseHold`.")
]
