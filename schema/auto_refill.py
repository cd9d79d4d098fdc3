"""Free tokens again and again."""

from datetime import datetime
from enum import Enum
from typing import Annotated, Self, TypeAlias

import strawberry

import models.user_refill as stored
from schema.errors import OperationRefused
from schema.scalars import BigInt
from services.refills import RefillStanding
from services.refills.choosing import RefillOrder

__all__ = [
    "AutoRefill",
    "AutoRefillChoice",
    "AutoRefillMode",
    "AutoRefillSet",
    "AutoRefillUnit",
    "SetAutoRefillInput",
    "SetAutoRefillResult",
]


@strawberry.enum(description="What an interval between refills is counted in.")
class AutoRefillUnit(Enum):
    SECONDS = strawberry.enum_value("seconds", description="Of 60 to a minute.")
    MINUTES = strawberry.enum_value("minutes", description="Of 60 to an hour.")
    HOURS = strawberry.enum_value("hours", description="Whatever clocks do meanwhile.")
    DAYS = strawberry.enum_value("days", description="At the same local time.")
    WEEKS = strawberry.enum_value("weeks", description="Seven days, at the same local time.")
    MONTHS = strawberry.enum_value(
        "months", description="At the same day of the month and local time; at the last day of a shorter month."
    )


@strawberry.enum(description="What a refill does with refilled tokens that are still there.")
class AutoRefillMode(Enum):
    ADD = strawberry.enum_value("add", description="It adds the amount, up to the cap if there is one.")
    RESET = strawberry.enum_value("reset", description="It adds what is missing of the amount.")


@strawberry.enum(description="By whose terms a user is refilled.")
class AutoRefillChoice(Enum):
    STANDARD = strawberry.enum_value("standard", description="Those of the server's settings.")
    OWN = strawberry.enum_value("own", description="Those that an admin set for the user.")
    OFF = strawberry.enum_value("off", description="None; an admin stopped it for the user.")


@strawberry.type(description="The free tokens that a user gets again and again. Without any, terms are null.")
class AutoRefill:
    enabled: bool = strawberry.field(description="Whether there are refills.")
    choice: AutoRefillChoice = strawberry.field(description="By whose terms.")
    interval: int | None = strawberry.field(description="Between two refills, in `unit`.")
    unit: AutoRefillUnit | None = strawberry.field(description="What `interval` is counted in.")
    amount: BigInt | None = strawberry.field(
        description="Tokens: of one refill with ADD, of all refilled tokens in the wallet with RESET."
    )
    mode: AutoRefillMode | None = strawberry.field(description="What a refill does with those that are still there.")
    cap: BigInt | None = strawberry.field(
        description="With ADD: the most refilled tokens in the wallet that a refill leads to. Null: no such bound."
    )
    time_zone: str | None = strawberry.field(description="IANA name; days and longer go by its clocks.")
    last_refill_at: datetime | None = strawberry.field(
        description="When the interval began that was refilled last; null when none was."
    )
    next_refill_at: datetime | None = strawberry.field(description="When the next interval begins, and brings tokens.")

    @classmethod
    def of(cls, standing: RefillStanding) -> Self:
        """The GraphQL form of `standing`."""
        terms = standing.terms
        return cls(
            enabled=terms is not None,
            choice=AutoRefillChoice(standing.choice.value),
            interval=None if terms is None else terms.interval,
            unit=None if terms is None else AutoRefillUnit(terms.unit.value),
            amount=None if terms is None else BigInt(terms.amount),
            mode=None if terms is None else AutoRefillMode(terms.mode.value),
            cap=None if terms is None or terms.cap is None else BigInt(terms.cap),
            time_zone=None if terms is None else terms.time_zone,
            last_refill_at=standing.last_refill_at,
            next_refill_at=standing.next_refill_at,
        )


@strawberry.input(description="How one user is refilled. What is left out of own terms is as the settings say.")
class SetAutoRefillInput:
    user_id: strawberry.ID = strawberry.field(description="Whose wallet. Guests are never refilled.")
    choice: AutoRefillChoice = strawberry.field(
        description="OWN: by the terms below. OFF: not at all. STANDARD: as the settings say, again."
    )
    reason: str = strawberry.field(description="Why, for the record of what admins did: 1 to 500 characters.")
    interval: int | None = strawberry.field(default=None, description="Between two refills, in `unit`: 1 to 1,000.")
    unit: AutoRefillUnit | None = strawberry.field(default=None, description="What `interval` is counted in.")
    amount: BigInt | None = strawberry.field(
        default=None,
        description="Tokens: of one refill with ADD, of all refilled tokens in the wallet with RESET. 1 to 2^53.",
    )
    mode: AutoRefillMode | None = strawberry.field(
        default=None, description="What a refill does with refilled tokens that are still there."
    )
    cap: BigInt | None = strawberry.field(
        default=None,
        description="With ADD: the most refilled tokens in the wallet that a refill leads to. Left out: no such bound.",
    )
    time_zone: str | None = strawberry.field(
        default=None, description="IANA name such as Europe/Berlin; days and longer go by its clocks."
    )
    starts_at: datetime | None = strawberry.field(
        default=None,
        description="Where the first interval begins, which all others are counted from; the first refill comes at its "
        "end, and never at once. Left out: as it was set before, or now.",
    )

    def order(self) -> RefillOrder:
        """What the service is asked for."""
        return RefillOrder(
            choice=stored.RefillChoice[self.choice.name],
            reason=self.reason,
            interval=self.interval,
            unit=None if self.unit is None else stored.RefillUnit[self.unit.name],
            amount=None if self.amount is None else int(self.amount),
            mode=None if self.mode is None else stored.RefillMode[self.mode.name],
            cap=None if self.cap is None else int(self.cap),
            time_zone=self.time_zone,
            starts_at=self.starts_at,
        )


@strawberry.type(description="It is set.")
class AutoRefillSet:
    auto_refill: AutoRefill = strawberry.field(description="The user's refills as they stand now.")


SetAutoRefillResult: TypeAlias = Annotated[
    AutoRefillSet | OperationRefused,
    strawberry.union("SetAutoRefillResult", description="The outcome of `setAutoRefill`."),
]
