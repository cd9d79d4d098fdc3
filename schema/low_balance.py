"""Notices of a balance that runs low."""

from datetime import datetime
from typing import Annotated, Self, TypeAlias

import strawberry

import models.low_balance as stored
from schema.errors import OperationRefused
from schema.scalars import BigInt
from services.low_balance import LowBalanceOrder
from services.low_balance.notices import notice_id
from services.low_balance.service import LowBalanceChoice

__all__ = [
    "LowBalance",
    "LowBalanceNotice",
    "LowBalanceSettings",
    "LowBalanceSettingsSaved",
    "SetLowBalanceNoticeInput",
    "SetLowBalanceNoticeResult",
]

_BY_MAIL = "Whether a mail is sent, too, to an address that was verified; of a team, to its owner's."


@strawberry.type(description="When the caller is told that their tokens run low.")
class LowBalanceSettings:
    threshold_tokens: BigInt = strawberry.field(
        description="Whole tokens. There is a notice when less are left, held ones included; 0: never."
    )
    is_default: bool = strawberry.field(description="Whether that is the server's own number, and none was chosen.")
    by_mail: bool = strawberry.field(description=_BY_MAIL)
    low: bool = strawberry.field(
        description="Whether less are left now, as of the last look, which follows every change within seconds."
    )

    @classmethod
    def of(cls, choice: LowBalanceChoice) -> Self:
        """The GraphQL form of `choice`."""
        return cls(
            threshold_tokens=BigInt(choice.threshold_tokens),
            is_default=choice.is_default,
            by_mail=choice.by_mail,
            low=choice.low,
        )


@strawberry.type(description="The caller's tokens fell below the threshold.")
class LowBalanceNotice:
    id: strawberry.ID = strawberry.field(
        description="The same wherever it is told: here after a reconnect, and as `webhook-id`. Told twice, it is one."
    )
    at: datetime = strawberry.field(description="When that was seen.")
    available: BigInt = strawberry.field(description="Whole tokens that could be spent then.")
    held: BigInt = strawberry.field(description="Whole tokens that were held then for work under way.")
    threshold_tokens: BigInt = strawberry.field(
        description="Whole tokens: the threshold that both together fell below."
    )

    @classmethod
    def of(cls, row: stored.LowBalance) -> Self:
        """The newest notice of a wallet."""
        return cls(
            id=strawberry.ID(notice_id(row)),
            at=row.low_at,  # type: ignore[arg-type]  # a row with a notice has it
            available=BigInt(row.low_available),
            held=BigInt(row.low_held),
            threshold_tokens=BigInt(row.low_threshold),
        )


@strawberry.type(description="Whether the caller's tokens run low.")
class LowBalance:
    low: bool = strawberry.field(description="Whether less are left than the threshold of `lowBalanceNotice`.")
    notice: LowBalanceNotice | None = strawberry.field(
        description="That of this fall. Null: it is not low, or only since the threshold was raised."
    )

    @classmethod
    def of(cls, row: stored.LowBalance | None) -> Self:
        """The GraphQL form of a wallet's row; None: it has none."""
        if row is None or not row.low:
            return cls(low=False, notice=None)
        return cls(low=True, notice=None if row.low_at is None else LowBalanceNotice.of(row))


@strawberry.input(description="When the caller wants to be told that their tokens run low.")
class SetLowBalanceNoticeInput:
    threshold_tokens: BigInt | None = strawberry.field(
        default=None,
        description="Whole tokens. There is a notice when less are left, held ones included; 0: never. Null: the "
        "server's own number.",
    )
    by_mail: bool = strawberry.field(default=False, description=_BY_MAIL)
    team_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="A team of which the caller is owner or admin, whose wallet it is about. Null: their own.",
    )

    def order(self) -> LowBalanceOrder:
        """As the service takes it."""
        return LowBalanceOrder(threshold_tokens=self.threshold_tokens, by_mail=self.by_mail)


@strawberry.type(description="It is as asked.")
class LowBalanceSettingsSaved:
    settings: LowBalanceSettings = strawberry.field(
        description="What holds now. Who is below a new threshold already is told of it here alone, by `low`."
    )


SetLowBalanceNoticeResult: TypeAlias = Annotated[
    LowBalanceSettingsSaved | OperationRefused,
    strawberry.union(
        "SetLowBalanceNoticeResult",
        description="The outcome of `setLowBalanceNotice`. Codes: INVALID_INPUT, NOT_FOUND, TEAM_ROLE_REQUIRED, "
        "TEAMS_NOT_OFFERED, LEDGER_UNAVAILABLE, LOW_BALANCE_UNAVAILABLE.",
    ),
]
