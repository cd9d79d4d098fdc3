from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class CloseTeam(BaseModel):
    close_team: Union[
        "CloseTeamCloseTeamOperationRefused", "CloseTeamCloseTeamTeamClosed"
    ] = Field(discriminator="typename__")


class CloseTeamCloseTeamOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class CloseTeamCloseTeamTeamClosed(BaseModel):
    typename__: Literal["TeamClosed"] = Field(alias="__typename")
    team_id: str


CloseTeam.model_rebuild()
