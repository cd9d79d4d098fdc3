"""Money as clients see it."""

from enum import Enum
from typing import Annotated, Self

import strawberry

from schema.scalars import BigInt
from services import money
from services.money_text import format_money

__all__ = ["Language", "Money", "MoneyInput"]


@strawberry.enum(description="A language in which the server writes for people.")
class Language(Enum):
    EN = strawberry.enum_value("en", description="English.")
    ZH = strawberry.enum_value("zh", description="Chinese, simplified.")


@strawberry.type(description="An amount of money. Never a fraction: `amount` counts the smallest units.")
class Money:
    amount: BigInt = strawberry.field(
        description="Whole minor units of `currency`: 3500 in CNY are 35 yuan, 3500 in JPY are 3500 yen."
    )
    currency: str = strawberry.field(description="ISO 4217 code in upper case, such as CNY.")

    @strawberry.field(description="The amount for people to read, such as CN¥35.00.")
    def formatted(
        self,
        language: Annotated[Language, strawberry.argument(description="Sets the form of numbers.")] = Language.EN,
    ) -> str:
        return format_money(money.Money(self.amount, self.currency), str(language.value))

    @classmethod
    def of(cls, value: money.Money) -> Self:
        """The GraphQL form of `value`."""
        return cls(amount=BigInt(value.amount), currency=value.currency)


@strawberry.input(description="An amount of money. Never a fraction: `amount` counts the smallest units.")
class MoneyInput:
    amount: BigInt = strawberry.field(description="Whole minor units of `currency`: 3500 in CNY are 35 yuan.")
    currency: str = strawberry.field(description="ISO 4217 code in upper case, such as CNY.")
