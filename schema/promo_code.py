"""Promo codes, as admins make, edit and list them."""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from typing import Annotated, Any, Self, TypeAlias

import strawberry

import models.promo_code as stored
from schema.costs import list_of
from schema.errors import OperationRefused
from schema.money import Money, MoneyInput
from schema.scalars import BigInt
from services import money
from services.errors import InvalidInputError
from services.promotions.definition import PromoDefinition, PromoLimits

__all__ = [
    "CreatePromoCodeInput",
    "CreatePromoCodeResult",
    "PromoCode",
    "PromoCodeCreated",
    "PromoCodeUpdated",
    "PromoKind",
    "UpdatePromoCodeInput",
    "UpdatePromoCodeResult",
]

_TOTAL_CAP = "How many payments may have it, 1 or more. Null: any number."
_PER_USER_CAP = "How many payments of one user may have it, 1 or more. Null: any number."
_STARTS_AT = "From when it can be used. Null: at once."
_ENDS_AT = "From when it is expired. Null: never."
_MINIMUM = "By currency, the least that a purchase must cost before the code; then it is for no other currency."
_PACKAGES = "The packages that it is for. Empty: all."
_ACTIVE = "Whether it can be used at all."


@strawberry.enum(description="What a promo code gives.")
class PromoKind(Enum):
    PERCENT = strawberry.enum_value("percent", description="A percentage off.")
    AMOUNT = strawberry.enum_value("amount", description="An amount off, in each of some currencies.")
    BONUS_TOKENS = strawberry.enum_value("bonus_tokens", description="Tokens beyond those that are bought.")


@strawberry.type(description="A promo code. For admins.")
class PromoCode:
    id: strawberry.ID = strawberry.field(
        description="Goes into `targetId` of `auditLog`, which has what it was before."
    )
    name: str = strawberry.field(description="What buyers type; in upper case. They need not mind the case.")
    kind: PromoKind = strawberry.field(description="What it gives. That never changes.")
    percent: int | None = strawberry.field(description="Whole percent off, for the kind PERCENT.")
    amounts: list[Money] = strawberry.field(
        description="What it takes off in each currency, for the kind AMOUNT.", directives=[list_of(5)]
    )
    bonus_tokens: BigInt | None = strawberry.field(description="Tokens that it adds, for the kind BONUS_TOKENS.")
    total_cap: int | None = strawberry.field(description=_TOTAL_CAP)
    per_user_cap: int | None = strawberry.field(description=_PER_USER_CAP)
    starts_at: datetime | None = strawberry.field(description=_STARTS_AT)
    ends_at: datetime | None = strawberry.field(description=_ENDS_AT)
    minimum_amounts: list[Money] = strawberry.field(description=_MINIMUM, directives=[list_of(5)])
    package_ids: list[strawberry.ID] = strawberry.field(description=_PACKAGES, directives=[list_of(10)])
    active: bool = strawberry.field(description=_ACTIVE)
    redeemed: BigInt = strawberry.field(description="How many payments have it now: paid ones, and open ones.")
    created_at: datetime = strawberry.field(description="When it was made.")

    @classmethod
    def of(cls, code: stored.PromoCode) -> Self:
        """The GraphQL form of a stored code."""
        return cls(
            id=strawberry.ID(code.id),
            name=code.code,
            kind=PromoKind(code.kind.value),
            percent=code.percent or None,
            amounts=_amounts(code.amounts),
            bonus_tokens=BigInt(code.bonus_tokens) if code.bonus_tokens else None,
            total_cap=code.total_cap,
            per_user_cap=code.per_user_cap,
            starts_at=code.starts_at,
            ends_at=code.ends_at,
            minimum_amounts=_amounts(code.minimum_amounts),
            package_ids=[strawberry.ID(each) for each in code.package_ids],
            active=code.active,
            redeemed=BigInt(code.redeemed),
            created_at=code.created_at,
        )


@strawberry.input(description="A new promo code: exactly one of percent, amounts and bonusTokens, and who may have it.")
class CreatePromoCodeInput:
    code: str = strawberry.field(
        description="3 to 32 of A-Z 0-9 _ -, the first a letter or digit, in any case; never used for another."
    )
    percent: int | None = strawberry.field(default=None, description="Whole percent off, 1 to 100.")
    amounts: list[MoneyInput] | None = strawberry.field(
        default=None, description="What it takes off, in each currency that it is for."
    )
    bonus_tokens: BigInt | None = strawberry.field(default=None, description="Tokens that it adds, 1 to 10^15.")
    total_cap: int | None = strawberry.field(default=None, description=_TOTAL_CAP)
    per_user_cap: int | None = strawberry.field(default=1, description=_PER_USER_CAP)
    starts_at: datetime | None = strawberry.field(default=None, description=_STARTS_AT)
    ends_at: datetime | None = strawberry.field(default=None, description=_ENDS_AT)
    minimum_amounts: list[MoneyInput] | None = strawberry.field(default=None, description=_MINIMUM)
    package_ids: list[strawberry.ID] | None = strawberry.field(default=None, description=_PACKAGES)
    active: bool = strawberry.field(default=True, description=_ACTIVE)

    def definition(self) -> PromoDefinition:
        """As the service takes it; raises InvalidInputError."""
        return PromoDefinition(
            code=self.code,
            percent=self.percent,
            amounts=_by_currency("amounts", self.amounts),
            bonus_tokens=self.bonus_tokens,
            limits=PromoLimits(
                total_cap=self.total_cap,
                per_user_cap=self.per_user_cap,
                starts_at=self.starts_at,
                ends_at=self.ends_at,
                minimum_amounts=_by_currency("minimumAmounts", self.minimum_amounts),
                package_ids=tuple(self.package_ids or ()),
                active=self.active,
            ),
        )


@strawberry.input(description="What to change of a promo code. What is left out stays; null takes a limit away.")
class UpdatePromoCodeInput:
    code: str = strawberry.field(description="The code, in any case.")
    total_cap: int | None = strawberry.field(default=strawberry.UNSET, description=_TOTAL_CAP)
    per_user_cap: int | None = strawberry.field(default=strawberry.UNSET, description=_PER_USER_CAP)
    starts_at: datetime | None = strawberry.field(default=strawberry.UNSET, description=_STARTS_AT)
    ends_at: datetime | None = strawberry.field(default=strawberry.UNSET, description=_ENDS_AT)
    minimum_amounts: list[MoneyInput] | None = strawberry.field(default=strawberry.UNSET, description=_MINIMUM)
    package_ids: list[strawberry.ID] | None = strawberry.field(default=strawberry.UNSET, description=_PACKAGES)
    active: bool | None = strawberry.field(default=strawberry.UNSET, description=f"{_ACTIVE} Null changes nothing.")

    def changes(self) -> dict[str, Any]:
        """As the service takes them; raises InvalidInputError."""
        asked = {name: getattr(self, name) for name in ("total_cap", "per_user_cap", "starts_at", "ends_at", "active")}
        if self.minimum_amounts is not strawberry.UNSET:
            asked["minimum_amounts"] = _by_currency("minimumAmounts", self.minimum_amounts)
        if self.package_ids is not strawberry.UNSET:
            asked["package_ids"] = tuple(self.package_ids or ())
        if self.active is None:
            del asked["active"]
        return {name: value for name, value in asked.items() if value is not strawberry.UNSET}


@strawberry.type(description="The promo code is there.")
class PromoCodeCreated:
    promo_code: PromoCode = strawberry.field(description="The new code.")


@strawberry.type(description="The promo code is changed, for purchases from now on.")
class PromoCodeUpdated:
    promo_code: PromoCode = strawberry.field(description="The code as it is now.")


CreatePromoCodeResult: TypeAlias = Annotated[
    PromoCodeCreated | OperationRefused,
    strawberry.union(
        "CreatePromoCodeResult",
        description="The outcome of `createPromoCode`. Codes: FORBIDDEN, INVALID_INPUT, PROMO_CODE_TAKEN.",
    ),
]

UpdatePromoCodeResult: TypeAlias = Annotated[
    PromoCodeUpdated | OperationRefused,
    strawberry.union(
        "UpdatePromoCodeResult",
        description="The outcome of `updatePromoCode`. Codes: FORBIDDEN, INVALID_INPUT, NOT_FOUND.",
    ),
]


def _amounts(amounts: dict[str, int]) -> list[Money]:
    return [Money.of(money.Money(amount, currency)) for currency, amount in amounts.items()]


def _by_currency(name: str, amounts: Sequence[MoneyInput] | None) -> dict[str, int]:
    by_currency = {each.currency: int(each.amount) for each in amounts or ()}
    if len(by_currency) != len(amounts or ()):
        raise InvalidInputError(name, "names a currency twice")
    return by_currency
