from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class LeaveTeam(BaseModel):
    leave_team: Union[
        "LeaveTeamLeaveTeamOperationRefused", "LeaveTeamLeaveTeamTeamLeft"
    ] = Field(discriminator="typename__")


class LeaveTeamLeaveTeamOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class LeaveTeamLeaveTeamTeamLeft(BaseModel):
    typename__: Literal["TeamLeft"] = Field(alias="__typename")
    team_id: str


LeaveTeam.model_rebuild()
