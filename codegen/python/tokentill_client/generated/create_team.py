from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import TeamRole


class CreateTeam(BaseModel):
    create_team: Union[
        "CreateTeamCreateTeamOperationRefused", "CreateTeamCreateTeamTeam"
    ] = Field(discriminator="typename__")


class CreateTeamCreateTeamOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class CreateTeamCreateTeamTeam(BaseModel):
    typename__: Literal["Team"] = Field(alias="__typename")
    id: str
    name: str
    role: TeamRole
    created_at: datetime
    member_count: int
    balance: "CreateTeamCreateTeamTeamBalance"
    membership: "CreateTeamCreateTeamTeamMembership"


class CreateTeamCreateTeamTeamBalance(BaseModel):
    available: int
    held: int


class CreateTeamCreateTeamTeamMembership(BaseModel):
    role: TeamRole
    daily_cap: Optional[int]
    monthly_cap: Optional[int]
    used_today: Optional[int]
    used_this_month: Optional[int]


CreateTeam.model_rebuild()
CreateTeamCreateTeamTeam.model_rebuild()
