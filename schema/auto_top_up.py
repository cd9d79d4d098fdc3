"""Buying tokens automatically with a saved card."""

from datetime import datetime
from enum import Enum
from typing import Annotated, Self, TypeAlias

import strawberry

import models.auto_top_up as stored
from schema.errors import OperationRefused
from schema.in_language import IN_LANGUAGE
from schema.money import Money, MoneyInput
from schema.saved_card import CONSENT_DESCRIPTION
from schema.scalars import BigInt
from services import money
from services.auto_top_up.reasons import explain_reason
from services.auto_top_up.rules import month_of
from services.auto_top_up.service import AutoTopUpOrder

__all__ = [
    "AutoTopUp",
    "AutoTopUpSaved",
    "AutoTopUpState",
    "SetAutoTopUpInput",
    "SetAutoTopUpResult",
    "StopAutoTopUpInput",
    "StopAutoTopUpResult",
]

_KEY = "1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key with the same input gives the same result again."


@strawberry.enum(description="Whether a balance that falls is topped up.")
class AutoTopUpState(Enum):
    OFF = strawberry.enum_value("off", description="The user stopped it.")
    ACTIVE = strawberry.enum_value("active", description="A balance below the threshold is topped up.")
    WAITING = strawberry.enum_value("waiting", description="The card was declined; it is tried again at `nextTryAt`.")
    NEEDS_AUTHENTICATION = strawberry.enum_value(
        "needs_authentication",
        description="The bank wants to confirm that it is the card's owner. Nothing is charged until the user buys once"
        " with that card, or saves another one, and sets this up again.",
    )
    DISABLED = strawberry.enum_value(
        "disabled",
        description="Declined too often or for good, or the card was removed or tells no tax, or a purchase was"
        " refunded or disputed. Nothing is charged until it is set up again.",
    )


@strawberry.type(description="What the caller allowed to be charged while they are away, and how that stands.")
class AutoTopUp:
    state: AutoTopUpState = strawberry.field(description="Whether a balance that falls is topped up.")
    reason: str | None = strawberry.field(
        description="Why nothing is charged at the moment: a code of docs/errors.md, such as CONTACT_BANK or"
        " MONTHLY_CAP_REACHED. Null when all is well."
    )
    message: str | None = strawberry.field(
        description="`reason` in a sentence for people. Null when all is well.", extensions=[IN_LANGUAGE]
    )
    threshold_tokens: BigInt = strawberry.field(description="A balance below so many tokens is topped up.")
    package_id: strawberry.ID = strawberry.field(description="What is bought: one of this package, at its price then.")
    monthly_cap: Money = strawberry.field(
        description="The most that is charged in a calendar month (UTC), tax included."
    )
    spent_this_month: Money = strawberry.field(
        description="What was charged, or is just being charged, this month. A refund does not lower it."
    )
    saved_card_id: strawberry.ID = strawberry.field(description="The card of `savedCards` that is charged.")
    consent_at: datetime = strawberry.field(description="When the caller agreed to these terms.")
    next_try_at: datetime | None = strawberry.field(description="While WAITING: when the card is tried again.")
    charging: bool = strawberry.field(description="Whether a charge is under way. It ends as it does, also after OFF.")

    @classmethod
    def of(cls, row: stored.AutoTopUp, now: datetime) -> Self:
        """The GraphQL form of `row` as it stands at `now`."""
        terms, waiting = row.terms, row.state is stored.AutoTopUpState.WAITING
        return cls(
            state=AutoTopUpState(row.state.value),
            reason=row.reason,
            message=None if row.reason is None else explain_reason(row.reason),
            threshold_tokens=BigInt(terms.threshold_tokens),
            package_id=strawberry.ID(terms.package_id),
            monthly_cap=Money.of(money.Money(terms.monthly_cap, terms.currency)),
            spent_this_month=Money.of(money.Money(row.spent_in(month_of(now)), terms.currency)),
            saved_card_id=strawberry.ID(terms.card),
            consent_at=row.consent_at,
            next_try_at=row.next_check_at if waiting else None,
            charging=row.in_flight is not None,
        )


@strawberry.input(description="What may be charged to a saved card while the caller is away.")
class SetAutoTopUpInput:
    enabled: bool = strawberry.field(description="False keeps the terms and charges nothing, as `stopAutoTopUp` does.")
    threshold_tokens: BigInt = strawberry.field(description="Top up when fewer tokens than this are available; from 1.")
    package_id: strawberry.ID = strawberry.field(description="A package of `packages`: one is bought at a time.")
    monthly_cap: MoneyInput = strawberry.field(
        description="The most that may be charged in a calendar month (UTC), in a currency of the package; at least its"
        " price, with tax where that is added."
    )
    saved_card_id: strawberry.ID = strawberry.field(description="A card of `savedCards`.")
    consent: bool = strawberry.field(description=CONSENT_DESCRIPTION)
    idempotency_key: str = strawberry.field(description=_KEY)

    def order(self) -> AutoTopUpOrder:
        """What the service is asked for."""
        return AutoTopUpOrder(
            enabled=self.enabled,
            threshold_tokens=int(self.threshold_tokens),
            package_id=self.package_id,
            monthly_cap=money.Money(int(self.monthly_cap.amount), self.monthly_cap.currency),
            saved_card_id=self.saved_card_id,
            consent=self.consent,
        )


@strawberry.input(description="Stopping auto top-up.")
class StopAutoTopUpInput:
    idempotency_key: str = strawberry.field(description=_KEY)


@strawberry.type(description="Done.")
class AutoTopUpSaved:
    auto_top_up: AutoTopUp = strawberry.field(description="How it stands now.")


SetAutoTopUpResult: TypeAlias = Annotated[
    AutoTopUpSaved | OperationRefused,
    strawberry.union("SetAutoTopUpResult", description="What `setAutoTopUp` gives."),
]

StopAutoTopUpResult: TypeAlias = Annotated[
    AutoTopUpSaved | OperationRefused,
    strawberry.union("StopAutoTopUpResult", description="What `stopAutoTopUp` gives."),
]
