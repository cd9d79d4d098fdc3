"""Signing out on every device."""

from typing import Annotated, TypeAlias

import strawberry

from schema.errors import OperationRefused

__all__ = ["LoggedOutEverywhere", "LogoutEverywhereInput", "LogoutEverywhereResult"]


@strawberry.input(description="Which sessions end.")
class LogoutEverywhereInput:
    keep_current: bool = strawberry.field(default=False, description="Whether the session of this call goes on.")


@strawberry.type(description="The sessions have ended, and their tokens with them.")
class LoggedOutEverywhere:
    sessions_ended: int = strawberry.field(description="How many were open.")


LogoutEverywhereResult: TypeAlias = Annotated[
    LoggedOutEverywhere | OperationRefused,
    strawberry.union(
        "LogoutEverywhereResult", description="The outcome of `logoutEverywhere`. Code: IDENTITY_UNAVAILABLE."
    ),
]
