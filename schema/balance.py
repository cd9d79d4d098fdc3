"""What a wallet holds."""

from typing import Self

import strawberry

from schema.scalars import BigInt
from services.ledger.balance import Balance as LedgerBalance

__all__ = ["Balance"]


@strawberry.type(description="What a wallet holds at one moment, in whole tokens. No amount is ever negative.")
class Balance:
    available: BigInt = strawberry.field(description="Tokens that can be spent now: free plus purchased.")
    free: BigInt = strawberry.field(description="Spendable tokens that were given: welcome, claims, promotions.")
    purchased: BigInt = strawberry.field(description="Spendable tokens that were paid for, by the user or a giver.")
    held: BigInt = strawberry.field(description="Tokens reserved for work that is running; not part of `available`.")
    debt: BigInt = strawberry.field(
        description="Tokens owed after a refund of spent ones. Spending stops until new tokens have paid it off."
    )
    lifetime_purchased: BigInt = strawberry.field(description="Tokens that were ever bought into this wallet.")
    lifetime_spent: BigInt = strawberry.field(description="Tokens that this wallet ever spent.")

    @classmethod
    def of(cls, balance: LedgerBalance) -> Self:
        """The GraphQL form of `balance`."""
        return cls(
            available=BigInt(balance.available),
            free=BigInt(balance.free),
            purchased=BigInt(balance.purchased),
            held=BigInt(balance.held),
            debt=BigInt(balance.debt),
            lifetime_purchased=BigInt(balance.lifetime_purchased),
            lifetime_spent=BigInt(balance.lifetime_spent),
        )
