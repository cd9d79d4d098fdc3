"""Gifts: what the giver keeps of one, and what the receiver sees."""

from datetime import datetime
from typing import Self

import strawberry

from schema.scalars import BigInt
from services.payments.gifts import ReceivedGift

__all__ = ["Gift", "GivenGift"]


@strawberry.type(description="That a purchase is a gift. Whose it is stays with the giver, who named them.")
class GivenGift:
    message: str | None = strawberry.field(description="What the receiver reads.")


@strawberry.type(description="Tokens that somebody gave to the caller.")
class Gift:
    id: strawberry.ID = strawberry.field(description="Stable.")
    tokens: BigInt = strawberry.field(description="Tokens that came into the wallet.")
    bonus_tokens: BigInt = strawberry.field(description="Tokens that a promo code added. 0: none.")
    message: str | None = strawberry.field(description="The giver's words, at most 200 characters. Null: none.")
    giver_name: str | None = strawberry.field(description="The giver's name. Null when the account is gone.")
    received_at: datetime = strawberry.field(description="When the tokens came.")

    @classmethod
    def of(cls, gift: ReceivedGift) -> Self:
        """The GraphQL form of `gift`."""
        return cls(
            id=strawberry.ID(gift.payment_id),
            tokens=BigInt(gift.tokens),
            bonus_tokens=BigInt(gift.bonus_tokens),
            message=gift.message,
            giver_name=gift.giver_name,
            received_at=gift.received_at,
        )
